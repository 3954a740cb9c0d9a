/**
 * Number plates of vehicles, GA 36-2018: province character, letter of the issuing office, five characters (six for new
 * energy vehicles), the letters I and O left out. Suffixes: 警 学 挂 港 澳 使 领 应急.
 */

import { isPlatePrefix, isPlateProvince } from '../data/plates.ts';
import { type CueSet, isDigit, isLatin, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { isWordUnit, labelBefore, unitAfter } from './common/edges.ts';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const SUFFIXES = '警学挂港澳使领';
/** With zero-width characters between. */
const MOST_UNITS = 24;
const LONGEST = 6;

const PLATE_LABEL: CueSet = {
  name: 'plate-label',
  track: 'labels',
  words: '车牌 车牌号 车牌号码 车号 号牌 牌照 车辆号牌 车辆 开车 司机 停车 入场 出场 車牌 車牌號 車號',
  keys: '~plate ~plateno ~platenumber ~platenum ~carno ~carnum ~carnumber ~licenseplate ~carplate ~vehicleno ~vehiclenumber ~chepai ~chepaihao cphm',
};

/** What `readBody` read last. */
const body = { end: 0, count: 0, letters: 0, firstIsLetter: false, lastIsLetter: false, middleDigits: 0 };

export const plateDetector: Detector = {
  name: 'plate',
  kinds: ['plate'],
  reach: 80,
  cues: [PLATE_LABEL],
  wakes: { units: PROVINCES },
  find(scan: Scan, report: Report): void {
    for (let m = 0; m < scan.markCount; m++) {
      const start = scan.markAt[m] as number;
      if (isPlateProvince(scan.units[start] as number)) findAt(scan, report, start);
    }
  },
};

function findAt(scan: Scan, report: Report, start: number): void {
  const { units } = scan;
  let at = skip(scan, start + 1, 32);
  const letter = upper(units[at] as number);
  if (!isPlatePrefix(units[start] as number, letter) || letter === 73) return;
  const isLower = units[at] !== letter;
  at++;
  const hasDot = isSeparator(units[at] as number);
  at = skip(scan, at, 0);
  readBody(scan, at);
  let end = body.end;
  const suffix = suffixSize(scan, end);
  const isWhole = isOfForm(suffix);
  end += suffix;
  if (!isWhole) return;
  const next = unitAfter(scan, end);
  if (suffix === 0 && isWordUnit(next)) return;
  const isLabelled = labelBefore(scan, PLATE_LABEL, start, 6) >= 0;
  report.add('plate', start, end, 1.2);
  if (hasDot) report.because('form:dot', units[at - 1] === 0xb7 ? 1.5 : 0);
  if (body.count === LONGEST) report.because('form:new-energy', 0.5);
  if (suffix > 0) report.because('suffix', 1);
  if (isLower) report.because('against:lower-case', -0.5);
  if (isLabelled) report.because('cue:plate-label', 3);
  if (body.letters > 3) report.because('against:letters', -2.5);
  if (!isLabelled && (next === 45 || next === 46) && isWordUnit(unitAfter(scan, end + 1)))
    report.because('against:joined', -4);
  // 云A12345元, 贵A12345股
  if (!isLabelled && suffix === 0 && (next === 0x80a1 || next === 0x5143)) report.because('against:amount', -4);
}

/** Reads letters and digits (no I, no O) from `at` into `body`, one more than a plate has at most. */
function readBody(scan: Scan, at: number): void {
  const { units } = scan;
  body.count = 0;
  body.letters = 0;
  body.middleDigits = 0;
  body.firstIsLetter = false;
  body.lastIsLetter = false;
  let i = at;
  body.end = at;
  while (body.count <= LONGEST && i - at < MOST_UNITS) {
    const unit = units[i] as number;
    if (unit === ZERO_WIDTH) {
      i++;
      continue;
    }
    const isLetter = isLatin(unit) && upper(unit) !== 73 && upper(unit) !== 79;
    if (!isLetter && !isDigit(unit)) break;
    if (body.count === 0) body.firstIsLetter = isLetter;
    body.lastIsLetter = isLetter;
    if (isLetter) body.letters++;
    else if (body.count > 0) body.middleDigits++;
    body.count++;
    i++;
    body.end = i;
  }
}

function isOfForm(suffix: number): boolean {
  const digitCount = body.count - body.letters;
  if (suffix > 0) return body.count === 4 || body.count === 5 ? digitCount >= 3 : false;
  if (body.count === 5) return digitCount >= 2;
  if (body.count !== LONGEST) return false;
  // Small: a letter (D F and those added since), one character of either sort, four digits. Large: five digits, a letter.
  if (body.lastIsLetter) return digitCount === 5;
  return body.firstIsLetter && body.letters <= 2 && digitCount >= 4;
}

/** 1 or 2 units of a suffix behind a body of four or five characters, else 0. */
function suffixSize(scan: Scan, at: number): number {
  const { units } = scan;
  if (body.count !== 4 && body.count !== 5) return 0;
  const unit = units[at] as number;
  if (body.count === 4 && unit === 0x5e94 && units[at + 1] === 0x6025) return 2;
  // 鄂A12345学 is a plate of five and a word; coaches and police carry four characters before the suffix.
  return body.count === 4 && unit !== 0 && SUFFIXES.includes(String.fromCharCode(unit)) ? 1 : 0;
}

function skip(scan: Scan, at: number, only: number): number {
  let i = at;
  while (i - at < 3) {
    const unit = scan.units[i] as number;
    if (unit !== ZERO_WIDTH && unit !== only && !(only === 0 && isSeparator(unit))) break;
    i++;
  }
  return i;
}

function isSeparator(unit: number): boolean {
  return unit === 0xb7 || unit === 32 || unit === 45 || unit === 46;
}

function upper(unit: number): number {
  return unit >= 97 && unit <= 122 ? unit - 32 : unit;
}
