/**
 * Resident ID numbers: GB 11643-1999 with 18 characters, the 15-digit form of 1989, residence permits for Hong Kong, Macau
 * and Taiwan residents (regions 810000, 820000, 830000) and the foreigner's card since 2023-12-01 (first digit 9).
 *
 * Of random 18-digit strings 1 in 11 passes the check character, 1 in 67,754 province, date and check, 1 in 3.68 million
 * the list of all regions since 1981, date and check. A check that fails under a label is a mistyped ID, still personal.
 */

import { isAreaCode } from '../data/areas.ts';
import { type CueSet, isDigit, isLatin, type Scan } from '../scan/scan.ts';
import type { Surroundings } from '../scan/surroundings.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { checkValue, hasValidCheck, hasValidDate, number, readDigits } from './common/gb11643.ts';

/** Field labels and keys of identity documents. */
export const ID_LABEL: CueSet = {
  name: 'id-label',
  track: 'labels',
  words:
    '身份证号码 身份证号 身份证件号 身份证件 身份证 公民身份号码 居民身份证 身份号码 证件号码 证件号 证件编号 居住证号 居住证 外国人永久居留身份证 永久居留证 老身份证 身份證號碼 身份證號 身份證 身分證 證件號碼',
  keys: '~idcard ~idcardno ~idcardnum ~idcardnumber ~idno ~idnum ~idnumber ~certno ~certnum ~certnumber ~certid ~certificateno ~certificatenumber ~identity ~identityno ~identitycard ~identitynumber ~identityid ~identitycardno ~credentialno ~citizenid ~nationalid sfz sfzh sfzhm sfzid zjhm zjh ~shenfenzheng ~shenfenzhenghao idcode',
};

const PRIOR = -2;
const LONGEST_GROUPED = 8;
/** What may stand between a label and a number that nothing else makes an ID. */
const LABEL_GAP = 8;

export const idCardDetector: Detector = {
  name: 'id-card',
  kinds: ['id-card'],
  reach: 96,
  cues: [ID_LABEL, NUMBER_AGAINST],
  // 4.20106E+17 takes eleven.
  wakes: {
    digits: 3,
    span: 11,
    alone: (size) => size === 15 || size === 17 || size === 18 || size === 29,
    fits: mayBeId,
  },
  find(scan: Scan, report: Report): void {
    if (scan.longestRun < 4 && scan.runCount < 5) return;
    for (let k = 0; k < scan.runCount; k++) k = findAtRun(scan, report, k);
  },
};

/** A run that stands alone: with a month and a day where a birth date has them, or behind a label. Order numbers end here. */
function mayBeId(text: Surroundings, start: number, end: number): boolean {
  const size = end - start;
  if (size === 29) return true;
  const month = twoDigits(text.units, start + (size === 15 ? 8 : 10));
  const day = twoDigits(text.units, start + (size === 15 ? 10 : 12));
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDate || (size !== 15 && text.mayFollowCue(ID_LABEL, start, LABEL_GAP));
}

function twoDigits(units: Uint16Array, at: number): number {
  return ((units[at] as number) - 48) * 10 + (units[at + 1] as number) - 48;
}

/** The digits of the candidate under judgement. */
let digits: Uint8Array | undefined;

/** Looks for an ID whose first digits are run `k`; returns the last run it took. */
function findAtRun(scan: Scan, report: Report, k: number): number {
  const size = scan.runSize[k] as number;
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[k] as number;
  if (size > 18 && size !== 29) return k;
  if (size < 15 && (k + 1 === scan.runCount || (scan.runStart[k + 1] as number) - end > 2)) return k;
  digits ??= new Uint8Array(18);
  switch (size) {
    case 18:
      judge(scan, report, start, end, digits, 'alone');
      return k;
    case 17:
      findSeventeen(scan, report, start, end, digits);
      return k;
    case 15:
      findFifteen(scan, report, start, end, digits);
      return k;
    case 29:
      findBesideMobile(scan, report, start, end, digits);
      return k;
    default:
      if (size > 14) return k;
      if (size <= 6 && readsScientific(scan, report, k)) return k + 1;
      return size >= 3 ? findGrouped(scan, report, k, digits) : k;
  }
}

/** Seventeen digits and X, or an ID that lost one digit, which only a label makes one. */
function findSeventeen(scan: Scan, report: Report, start: number, end: number, digits: Uint8Array): void {
  const last = afterZeroWidth(scan, end);
  if (checkValue(scan.units[last] as number) === 10) {
    judge(scan, report, start, last + 1, digits, 'alone');
    return;
  }
  if (scan.cueBefore(ID_LABEL, start, LABEL_GAP) < 0 || readDigits(scan.units, start, end, digits, 17) < 0) return;
  if (!isAreaCode(number(digits, 0, 6)) || isLatin(scan.units[end] as number)) return;
  report.add('id-card', start, end, PRIOR);
  report.because('cue:id-label', 4);
  report.because('one-digit-short', -1);
}

/** The form of 1989 has no check: the region and the date fit 1 in 4,245 random strings, so a label has to speak for it. */
function findFifteen(scan: Scan, report: Report, start: number, end: number, digits: Uint8Array): void {
  if (readDigits(scan.units, start, end, digits, 15) < 0) return;
  if (!isAreaCode(number(digits, 0, 6)) || !hasValidDate(digits, 6, 6)) return;
  report.add('id-card', start, end, PRIOR);
  report.because('region-and-date', 0.5);
  judgeSurroundings(scan, report, start, end);
}

function findBesideMobile(scan: Scan, report: Report, start: number, end: number, digits: Uint8Array): void {
  const head = readDigits(scan.units, start, end, digits, 18);
  if (head > 0 && hasValidDate(digits, 6, 8) && hasValidCheck(digits)) {
    judge(scan, report, start, head, digits, 'before-mobile');
    return;
  }
  let tail = end;
  for (let left = 18; left > 0 && tail > start; ) if (isDigit(scan.units[--tail] as number)) left--;
  judge(scan, report, tail, end, digits, 'after-mobile');
}

/** `420106 19880612 3519`, `420106-1988-0612-351X`: groups with one separator that add up to eighteen. */
function findGrouped(scan: Scan, report: Report, k: number, digits: Uint8Array): number {
  let total = scan.runSize[k] as number;
  let last = k;
  const joint = scan.units[scan.runEnd[k] as number] as number;
  if (joint !== 32 && joint !== 45 && joint !== 46 && joint !== 9 && joint !== 47 && joint !== 95) return k;
  while (total < 17 && last + 1 < scan.runCount && last - k < LONGEST_GROUPED) {
    const from = scan.runEnd[last] as number;
    const to = scan.runStart[last + 1] as number;
    if (scan.units[from] !== joint || to - from > 2 || (to - from === 2 && scan.units[from + 1] !== joint)) break;
    total += scan.runSize[++last] as number;
  }
  const start = scan.runStart[k] as number;
  let end = scan.runEnd[last] as number;
  if (total === 17) {
    const at = scan.units[end] === joint ? end + 1 : end;
    if (checkValue(scan.units[at] as number) !== 10) return k;
    end = at + 1;
  } else if (total !== 18 || last === k) return k;
  if (!collect(scan, start, end, digits)) return k;
  const isPlausible =
    hasValidDate(digits, 6, 8) && (hasValidCheck(digits) || scan.cueBefore(ID_LABEL, start, LABEL_GAP) >= 0);
  if (!isPlausible) return k;
  judgeDigits(scan, report, start, end, digits, 'grouped');
  return last;
}

/** `4.20106E+17`: what a spreadsheet leaves of an ID; it still shows the region. */
function readsScientific(scan: Scan, report: Report, k: number): boolean {
  const { units } = scan;
  if (scan.runSize[k] !== 1 || units[scan.runEnd[k] as number] !== 46 || k + 1 >= scan.runCount) return false;
  const end = scan.runEnd[k + 1] as number;
  if (scan.runStart[k + 1] !== (scan.runEnd[k] as number) + 1 || ((units[end] as number) | 32) !== 101) return false;
  const exponent = units[end + 1] === 43 ? end + 2 : end + 1;
  if (units[exponent] !== 49 || units[exponent + 1] !== 55 || isDigit(units[exponent + 2] as number)) return false;
  const start = scan.runStart[k] as number;
  report.add('id-card', start, exponent + 2, PRIOR);
  report.because('form:scientific', 0);
  judgeSurroundings(scan, report, start, exponent + 2);
  return true;
}

function judge(scan: Scan, report: Report, start: number, end: number, digits: Uint8Array, form: string): void {
  if (collect(scan, start, end, digits)) judgeDigits(scan, report, start, end, digits, form);
}

function judgeDigits(scan: Scan, report: Report, start: number, end: number, digits: Uint8Array, form: string): void {
  const isDate = hasValidDate(digits, 6, 8);
  // Digits that fit nothing are no near miss either, unless a label says what they are. Order numbers end here.
  const isLabelled = scan.cueBefore(ID_LABEL, start, LABEL_GAP) >= 0;
  if (!isLabelled && !isDate) return;
  const isCheck = hasValidCheck(digits);
  const isForeigner = digits[0] === 9;
  const isArea = isForeigner ? isAreaCode(number(digits, 1, 2) * 10000) : isAreaCode(number(digits, 0, 6));
  if (!isLabelled && !isCheck && !isArea) return;
  report.add('id-card', start, end, PRIOR);
  if (form !== 'alone') report.because(`form:${form}`, 0.5);
  if (isCheck) report.because('check-digit', 2.5);
  else report.because('against:check-digit', -1);
  if (isDate) report.because('birth-date', 1);
  else report.because('against:birth-date', -1);
  if (isArea) report.because(isForeigner ? 'foreigner-card' : 'region-known', 2.5);
  else if (isAreaCode(number(digits, 0, 2) * 10000)) report.because('province-known', 0.5);
  judgeSurroundings(scan, report, start, end);
}

function judgeSurroundings(scan: Scan, report: Report, start: number, end: number): void {
  const { units } = scan;
  if (scan.cueBefore(ID_LABEL, start, 10) >= 0) report.because('cue:id-label', 5);
  else if (scan.cueWithin(ID_LABEL, Math.max(0, start - 24), start) >= 0) report.because('cue:id-near', 2.5);
  else if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -2.5);
  if (start > 0) {
    const before = units[start - 1] as number;
    if (isLatin(before)) report.because('against:letter-before', -3);
    else if (before === 46 && isDigit(units[start - 2] as number)) report.because('against:decimal', -6);
  }
  if (isLatin(units[end] as number)) report.because('against:letter-after', -3);
  else if (units[end] === 46 && isDigit(units[end + 1] as number)) report.because('against:decimal', -6);
}

/** Reads the eighteen values between `start` and `end`, separators passed over. */
function collect(scan: Scan, start: number, end: number, digits: Uint8Array): boolean {
  let n = 0;
  for (let i = start; i < end; i++) {
    const unit = scan.units[i] as number;
    const value = n === 17 ? checkValue(unit) : isDigit(unit) ? unit - 48 : -1;
    if (value >= 0) digits[n++] = value;
    else if (n < 17 && isLatin(unit)) return false;
    // A mathematical digit at the end is two units, the second read as a zero-width character.
    if (n === 18) return afterZeroWidth(scan, i + 1) >= end;
  }
  return false;
}

function afterZeroWidth(scan: Scan, at: number): number {
  let i = at;
  while (i - at < 4 && scan.units[i] === ZERO_WIDTH) i++;
  return i;
}
