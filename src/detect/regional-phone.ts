/**
 * Telephone numbers of Hong Kong, Macau and Taiwan, and those of other countries behind an explicit plus.
 *
 * Candidates of the three regions are put to the numbering plan (common/numbering-plan.ts); of other countries only the
 * calling code and the usual count of digits are known (ITU-T E.164).
 */

import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { appendRun, isRecentDate, jointAfter, judgeEdges, labelBefore } from './common/edges.ts';
import { LANDLINE_LABEL, LOCAL_PHONE_LABEL } from './common/local-phone.ts';
import { type LineType, lineTypeOf, type Region } from './common/numbering-plan.ts';
import { extensionEnd } from './common/phone.ts';

/** E.164 allows 15 digits; 00 may stand before. */
const LONGEST = 17;
const MOST_GROUPS = 7;
const LABEL_GAP = 8;
/** How near a word such as 香港 has to be, to either side, for eight digits to be a number there. */
const CONTEXT = 48;

/** Calling code, least and most digits after it, for the countries whose visitors and parcels are common. */
const COUNTRIES =
  '1:10-10 7:10-10 20:10-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:8-11 40:9-9 41:9-9 43:8-12 44:9-10 45:8-8 ' +
  '46:8-9 47:8-8 48:9-9 49:8-11 51:8-9 52:10-10 54:10-11 55:10-11 56:9-9 57:10-10 60:8-10 61:9-9 62:8-12 63:10-10 64:8-10 ' +
  '65:8-8 66:8-9 81:9-10 82:8-10 84:9-10 90:10-10 91:10-10 92:9-10 93:9-9 94:9-9 95:8-10 98:10-10 855:8-9 856:8-10 880:8-10 ' +
  '966:8-9 971:8-9';
const LEAST_OTHER = 8;
const MOST_OTHER = 12;
/** Two-digit calling codes; 1 and 7 have one digit, all others three. */
const TWO_DIGIT_CODES =
  ' 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ';

const MOBILE_LABEL: CueSet = {
  name: 'regional-mobile-label',
  track: 'labels',
  words: '手机 手机号 手机号码 移动电话 手機 手機號碼 手提 手提電話 流動電話 行動電話 WhatsApp whatsapp Mobile mobile',
  keys: '~mobile ~mobileno ~mobilephone ~mobilenumber ~cellphone ~whatsapp',
};

const HONG_KONG: CueSet = {
  name: 'hong-kong',
  track: 'labels',
  list: () => [
    '香港',
    '九龍',
    '九龙',
    '新界',
    '港島',
    '港岛',
    '沙田',
    '旺角',
    '銅鑼灣',
    '铜锣湾',
    '尖沙咀',
    '荃灣',
    '荃湾',
    '觀塘',
    '观塘',
    'Hong Kong',
    'HONG KONG',
    'Kowloon',
    'HKSAR',
  ],
};

const MACAU: CueSet = { name: 'macau', track: 'labels', words: '澳門 澳门 氹仔 路環 路环 Macau Macao' };

const TAIWAN: CueSet = {
  name: 'taiwan',
  track: 'labels',
  words:
    '台灣 臺灣 台湾 台北 臺北 新北 桃園 台中 臺中 台南 臺南 高雄 新竹 基隆 嘉義 屏東 花蓮 苗栗 彰化 雲林 宜蘭 Taiwan Taipei',
};

const digits = /* @__PURE__ */ new Uint8Array(LONGEST);
/** What `readInternational` read last. */
const parsed = { lastRun: 0, codeSize: 0, code: 0, count: 0 };

let lengths: Map<number, number> | undefined;

export const regionalPhoneDetector: Detector = {
  name: 'regional-phone',
  kinds: ['mobile', 'landline'],
  reach: 128,
  cues: [MOBILE_LABEL, LOCAL_PHONE_LABEL, LANDLINE_LABEL, HONG_KONG, MACAU, TAIWAN, NUMBER_AGAINST],
  // Eight digits of Hong Kong or Macau, 852…, 00852…, 0928516430; groups of two: +33 6 12 34 56 78.
  wakes: {
    digits: 2,
    alone: (size, first) => (size === 8 && first > 1) || size > 8,
    fits: ({ units }, start, end) => {
      const size = end - start;
      const first = (units[start] as number) - 48;
      // No country's code begins with 0, the offset of a time does: +08:00.
      if (size === 8 || (units[start - 1] === 43 && first > 0)) return true;
      if (first === 8 && size > 10) return startsWithRegion(units, start);
      return first === 0 && (units[start + 1] === 48 || size < 11);
    },
  },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) k = findAtRun(scan, report, k);
  },
};

function findAtRun(scan: Scan, report: Report, k: number): number {
  const start = scan.runStart[k] as number;
  const { units } = scan;
  const first = units[start] as number;
  if (start > 0 && units[start - 1] === 43)
    return readInternational(scan, k, 0) ? addInternational(scan, report, k, start - 1) : k;
  if (first === 56 && startsWithRegion(units, start)) {
    // 852-6234 5071, (852) 6234 5071, 85262345071: the code without its plus.
    if (readInternational(scan, k, 0) && isRegion(parsed.code)) return addInternational(scan, report, k, start);
  } else if (first === 48 && units[start + 1] === 48) {
    return readInternational(scan, k, 2) ? addInternational(scan, report, k, start) : k;
  } else if (first === 48) return findTaiwan(scan, report, k);
  return first >= 50 && first <= 57 ? findLocal(scan, report, k) : k;
}

function regionOf(code: number): Region {
  return code === 852 ? 'HK' : code === 853 ? 'MO' : 'TW';
}

/** 852, 853 and 886. */
function isRegion(code: number): boolean {
  return code === 852 || code === 853 || code === 886;
}

function startsWithRegion(units: Uint16Array, at: number): boolean {
  const second = units[at + 1];
  const third = units[at + 2];
  return (second === 53 && (third === 50 || third === 51)) || (second === 56 && third === 54);
}

/** Reads calling code and number from run `k`, the first `skip` digits passed over; describes them in `parsed`. */
function readInternational(scan: Scan, k: number, skip: number): boolean {
  let count = appendRun(scan, k, digits, 0);
  if (count < 0) return false;
  let codeSize = 0;
  let found = false;
  for (let g = 0; g < MOST_GROUPS; g++) {
    if (g > 0) {
      if (k + g >= scan.runCount || !isJoint(scan, k + g - 1)) break;
      count = appendRun(scan, k + g, digits, count);
      if (count < 0) break;
    }
    if (codeSize === 0) {
      codeSize = codeSizeAt(skip, count);
      if (codeSize === 0) return false;
      parsed.code = numberAt(skip, codeSize);
      if (parsed.code === 86) return false;
    }
    // A trunk zero is written but not dialled: +44 (0)20 7946 0958.
    const national = skip + codeSize;
    const size = count - national - (digits[national] === 0 && parsed.code !== 39 ? 1 : 0);
    if (size > mostDigits(parsed.code)) break;
    if (size < leastDigits(parsed.code)) continue;
    parsed.lastRun = k + g;
    parsed.codeSize = national;
    parsed.count = count;
    found = true;
  }
  return found;
}

function codeSizeAt(skip: number, count: number): number {
  const first = digits[skip] as number;
  if (count <= skip || first === 0) return 0;
  if (first === 1 || first === 7) return 1;
  if (count < skip + 2) return 0;
  if (TWO_DIGIT_CODES.includes(` ${numberAt(skip, 2)} `)) return 2;
  return count >= skip + 3 ? 3 : 0;
}

function numberAt(from: number, size: number): number {
  let value = 0;
  for (let i = from; i < from + size; i++) value = value * 10 + (digits[i] as number);
  return value;
}

function leastDigits(code: number): number {
  return Math.floor(rangeOf(code) / 100);
}

function mostDigits(code: number): number {
  return rangeOf(code) % 100;
}

/** 100 × least + most. */
function rangeOf(code: number): number {
  if (code === 852 || code === 853) return 808;
  if (code === 886) return 809;
  lengths ??= buildLengths();
  return lengths.get(code) ?? LEAST_OTHER * 100 + MOST_OTHER;
}

function buildLengths(): Map<number, number> {
  const built = new Map<number, number>();
  for (const entry of COUNTRIES.split(' ')) {
    const [code, range = ''] = entry.split(':');
    const [least, most] = range.split('-');
    built.set(Number(code), Number(least) * 100 + Number(most));
  }
  return built;
}

/** Up to three of space, dash, dot and brackets stand between two groups. */
function isJoint(scan: Scan, k: number): boolean {
  const from = scan.runEnd[k] as number;
  const to = scan.runStart[k + 1] as number;
  if (to - from > 3) return false;
  for (let i = from; i < to; i++) {
    const unit = scan.units[i] as number;
    if (unit !== 32 && unit !== 45 && unit !== 40 && unit !== 41 && unit !== 46) return false;
  }
  return true;
}

function addInternational(scan: Scan, report: Report, k: number, from: number): number {
  const { units } = scan;
  const { lastRun, code, codeSize, count } = parsed;
  const coreEnd = scan.runEnd[lastRun] as number;
  // +39.90420012 is a latitude; 33.6.12.34.56.78 has more dots.
  if (lastRun === k + 1 && units[scan.runEnd[k] as number] === 46) return k;
  let start = from;
  if (units[start - 1] === 40 && closes(scan, start, coreEnd)) start--;
  const hasMark = from < (scan.runStart[k] as number);
  const type = isRegion(code) ? lineTypeOf(regionOf(code), nationalText(codeSize, count)) : 'mobile';
  if (type === 'other') return lastRun;
  const end = extensionEnd(scan, coreEnd);
  report.add(type ?? 'mobile', start, end, 0);
  const label = addLabel(scan, report, start);
  if (type === undefined) report.because('against:numbering-plan', hasMark && label ? -1.5 : -5);
  if (isRegion(code)) report.because('country-code', hasMark ? 2.5 : lastRun > k || label || codeSize > 3 ? 1 : -1.5);
  else report.because('country-code', hasMark ? (lengths?.has(code) === true ? 1.5 : 0.3) : label ? 0.3 : -3);
  if (end > coreEnd) report.because('extension', 0.5);
  if (!label && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -5);
  judgeEdges(scan, report, start, end, label);
  return lastRun;
}

/** The national number as text, without its trunk zero. */
function nationalText(from: number, to: number): string {
  let text = '';
  for (let i = digits[from] === 0 ? from + 1 : from; i < to; i++) text += String(digits[i]);
  return text;
}

/** 0928-516-430, 0928516430, (02) 2771-9876: the national form of Taiwan. */
function findTaiwan(scan: Scan, report: Report, k: number): number {
  let count = appendRun(scan, k, digits, 0);
  if (count < 0 || digits[1] === 0 || digits[1] === 1) return k;
  let last = k;
  while (count < 9 && last < k + 2 && last + 1 < scan.runCount && isJoint(scan, last)) {
    count = appendRun(scan, last + 1, digits, count);
    if (count < 0 || count > 10) return k;
    last++;
  }
  if (count !== 9 && count !== 10) return k;
  const isMobile = digits[1] === 9;
  const size = scan.runSize[k] as number;
  if (last > k) {
    const joint = jointAfter(scan, last - 1);
    if (joint !== 32 && joint !== 45) return k;
    // 0928-516-430, 0928-516430; 02-2771-9876, 037-123456, 04-22123456.
    if (isMobile ? size !== 4 : size > 4) return k;
  } else if (!isMobile) return k;
  if (isMobile && count !== 10) return k;
  const type = lineTypeOf('TW', nationalText(0, count));
  if (type === undefined || type === 'other') return k;
  return addNational(scan, report, k, last, type, TAIWAN, isMobile ? (last > k ? 1.2 : 0.3) : -1.8);
}

/** Eight digits of Hong Kong or Macau: by a label and the context, or by one of them when the rest is plain. */
function findLocal(scan: Scan, report: Report, k: number): number {
  let last = k;
  if (scan.runSize[k] === 4) {
    const joint = jointAfter(scan, k);
    if ((joint !== 32 && joint !== 45) || scan.runSize[k + 1] !== 4) return k;
    const after = jointAfter(scan, k + 1);
    const before = k > 0 ? jointAfter(scan, k - 1) : 0;
    if (after === joint || before === joint) return k;
    last = k + 1;
  } else if (scan.runSize[k] !== 8) return k;
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[last] as number;
  let count = 0;
  for (let i = k; i <= last; i++) count = appendRun(scan, i, digits, count);
  if (isRecentDate(digits, 0)) return k;
  const isMacau = near(scan, MACAU, start, end);
  const isHongKong = near(scan, HONG_KONG, start, end);
  const isMobileLabel = labelBefore(scan, MOBILE_LABEL, start, LABEL_GAP) >= 0;
  const isNine = scan.units[start] === 57;
  if (
    !isMacau &&
    !isHongKong &&
    !isMobileLabel &&
    !(isNine && labelBefore(scan, LOCAL_PHONE_LABEL, start, LABEL_GAP) >= 0)
  )
    return k;
  const text = nationalText(0, count);
  let type: LineType | undefined;
  if (isMacau) type = lineTypeOf('MO', text);
  if (type === undefined) type = lineTypeOf('HK', text);
  if (type === undefined || type === 'other') return k;
  return addNational(scan, report, k, last, type, isMacau ? MACAU : HONG_KONG, last > k ? -1 : -1.6);
}

function addNational(
  scan: Scan,
  report: Report,
  k: number,
  last: number,
  type: LineType,
  context: CueSet,
  prior: number,
): number {
  const coreEnd = scan.runEnd[last] as number;
  let start = scan.runStart[k] as number;
  if (scan.units[start - 1] === 40 && closes(scan, start, coreEnd)) start--;
  const end = extensionEnd(scan, coreEnd);
  report.add(type, start, end, prior);
  report.because('numbering-plan', 0.5);
  const label = addLabel(scan, report, start);
  if (near(scan, context, start, end)) report.because(`context:${context.name}`, 1.5);
  if (end > coreEnd) report.because('extension', 0.5);
  if (!label && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -5);
  judgeEdges(scan, report, start, end, label);
  return last;
}

function addLabel(scan: Scan, report: Report, start: number): boolean {
  if (labelBefore(scan, MOBILE_LABEL, start, LABEL_GAP) >= 0) report.because('cue:mobile-label', 3);
  else if (labelBefore(scan, LANDLINE_LABEL, start, LABEL_GAP) >= 0) report.because('cue:landline-label', 3);
  else if (labelBefore(scan, LOCAL_PHONE_LABEL, start, LABEL_GAP) >= 0) report.because('cue:phone-label', 3);
  else return false;
  return true;
}

function near(scan: Scan, set: CueSet, start: number, end: number): boolean {
  return scan.cueWithin(set, Math.max(0, start - CONTEXT), Math.min(scan.length, end + CONTEXT)) >= 0;
}

function closes(scan: Scan, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (scan.units[i] === 41) return true;
    if (scan.units[i] === 40) return false;
  }
  return false;
}
