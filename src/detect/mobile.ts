/**
 * Mainland mobile numbers in every written form, privacy numbers with extension as one finding, the 15-digit 700 segment
 * (MIIT pilot of 2025), 13-digit IoT numbers by cue.
 *
 * Any 1[3-9] + 9 digits is accepted: segments open faster than lists of them; an allocated prefix only raises the score.
 */

import { isAllocatedPrefix } from '../data/phones.ts';
import { isDigit, isHan, isLatin, type Scan } from '../scan/scan.ts';
import type { Surroundings } from '../scan/surroundings.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { hasValidCheck, hasValidDate, readDigits } from './common/gb11643.ts';
import { extensionEnd, PHONE_LABEL } from './common/phone.ts';

const PRIOR = 2;
/** The widest separator between two groups: a dash between spaces. */
const WIDEST_JOINT = 4;
/** Group sizes of a number written in groups. Others (dates, cards, columns) are not numbers. */
const GROUPINGS: readonly (readonly number[])[] = [
  [3, 4, 4],
  [4, 3, 4],
  [4, 4, 3],
  [3, 8],
  [7, 4],
  [3, 5, 3],
  [3, 3, 5],
  [3, 2, 2, 2, 2],
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];
const GROUPING_700: readonly number[] = [3, 4, 4, 4];
/** What may stand before a room number that is glued to the mobile: `B-6|15902714683`, 3单元201|15902714683. */
const BEFORE_ROOM = '元栋幢座号弄楼层室单路街';
const AMOUNT_AFTER = '元块万件个人次条%％度';

export const mobileDetector: Detector = {
  name: 'mobile',
  kinds: ['mobile'],
  reach: 96,
  cues: [PHONE_LABEL, NUMBER_AGAINST],
  // 138… alone, with its country code or a room glued before it, the 700 segment, an ID beside it, l3800138000.
  wakes: {
    digits: 1,
    // 1.590E10
    span: 8,
    alone: (size, first) => (size === 11 ? first === 1 : size === 29 || (size >= 7 && size <= 15)),
    fits: mayBeMobile,
  },
  find(scan: Scan, report: Report): void {
    if (scan.longestRun < 3 && scan.runCount < 11) return;
    for (let k = 0; k < scan.runCount; k++) k = findAtRun(scan, report, k);
  },
};

/** A run that stands alone: a mobile number at its end, or one of the other forms. */
function mayBeMobile(text: Surroundings, start: number, end: number): boolean {
  const { units } = text;
  const size = end - start;
  if (size < 11) return isDigitLetter(units[start - 1] as number) || isDigitLetter(units[end] as number);
  const second = units[end - 10] as number;
  const endsSo = units[end - 11] === 49 && second >= 51 && second <= 57;
  if (endsSo || size === 29) return true;
  // The 700 segment; an IoT number, which only a label tells from a time in milliseconds.
  if (size === 15) return startsWith(text, start, '700');
  return size === 13 && units[start] === 49 && text.mayFollowCue(PHONE_LABEL, start);
}

/** Looks for a number whose first group is run `k`; returns the last run it took. */
function findAtRun(scan: Scan, report: Report, k: number): number {
  const size = scan.runSize[k] as number;
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[k] as number;
  if (size >= 11) {
    findInLongRun(scan, report, k, size, start, end);
    return k;
  }
  const { units } = scan;
  if (units[start - 1] === 46 && units[start - 2] === 49 && readsScientific(scan, report, k)) return k;
  if (isDigitLetter(units[start - 1] as number) || isDigitLetter(units[end] as number)) {
    if (hasDigitLetters(scan, report, k)) return k;
  }
  const first = units[start] as number;
  if ((first !== 49 && first !== 55) || k + 1 === scan.runCount) return k;
  if ((scan.runStart[k + 1] as number) - end > WIDEST_JOINT) return k;
  const last = groupsEnd(scan, k);
  if (last < 0) {
    const next = brokenLineEnd(scan, k);
    if (next < 0) return k;
    add(scan, report, start, scan.runEnd[next] as number, 'broken-over-lines', -1.2);
    return next;
  }
  add(scan, report, start, scan.runEnd[last] as number, 'grouped', 0.3);
  return last;
}

/** One run of eleven or more digits: the number alone, with its country code, or glued to a neighbour. */
function findInLongRun(scan: Scan, report: Report, k: number, size: number, start: number, end: number): void {
  if (size === 11) {
    if (isMobileAt(scan, start)) add(scan, report, start, end, 'alone', 0);
    return;
  }
  if (size > 15 && size !== 29) return;
  const tail = tailStart(scan, start, end, 11);
  if (size === 15 && startsWith(scan, start, '700')) {
    add(scan, report, start, end, 'segment-700', -0.5);
    return;
  }
  if (size === 29) {
    findBesideId(scan, report, start, end, tail);
    return;
  }
  if (size === 13 && isIotPrefix(scan, start) && scan.cueBefore(PHONE_LABEL, start) >= 0) {
    add(scan, report, start, end, 'iot', -1);
    return;
  }
  if (!isMobileAt(scan, tail)) return;
  const isPrefixed =
    (size === 12 && startsWith(scan, start, '0')) ||
    (size === 13 && startsWith(scan, start, '86')) ||
    (size === 15 && startsWith(scan, start, '0086'));
  if (isPrefixed) {
    add(scan, report, start, end, 'country-code', size === 12 ? -1 : 0);
    return;
  }
  // 张三一三八…: the numeral before a number read out is the end of a name.
  if (scan.runSpoken[k] === 1 && size <= 13) {
    add(scan, report, tail, end, 'spoken', 0);
    return;
  }
  if (size <= 15 && start > 0 && isRoomBefore(scan, start)) add(scan, report, tail, end, 'after-room', -0.8);
}

/** 18 digits of an ID and 11 of a mobile in one run, in either order. */
function findBesideId(scan: Scan, report: Report, start: number, end: number, tail: number): void {
  const head = headEnd(scan, start, end, 11);
  if (isMobileAt(scan, tail) && isResidentId(scan, start, tail)) add(scan, report, tail, end, 'after-id', 1);
  else if (isMobileAt(scan, start) && isResidentId(scan, head, end)) add(scan, report, start, head, 'before-id', 1);
}

/** Adds the candidate with its prefix, extension and evidence. */
function add(scan: Scan, report: Report, coreStart: number, coreEnd: number, form: string, formWeight: number): void {
  const { units } = scan;
  const start = form === 'after-room' || form === 'after-id' ? coreStart : prefixStart(scan, coreStart);
  let end = extensionEnd(scan, coreEnd);
  const hasExtension = end > coreEnd;
  // A number that went through a spreadsheet or a float: 15902714683.0
  const isFloat =
    !hasExtension &&
    units[end] === 46 &&
    units[end + 1] === 48 &&
    !isDigit(units[end + 2] as number) &&
    !isLatin(units[end + 2] as number);
  if (isFloat) end += 2;
  report.add('mobile', start, end, PRIOR);
  report.because(`form:${form}`, formWeight);
  if (!isAllocatedPrefix(prefixOf(scan, coreStart)) && form !== 'segment-700' && form !== 'iot')
    report.because('prefix-not-allocated', -0.7);
  const label = scan.cueBefore(PHONE_LABEL, start, 10);
  if (label >= 0) report.because('cue:phone-label', 4);
  else if (scan.cueWithin(PHONE_LABEL, Math.max(0, start - 20), start) >= 0) report.because('cue:phone-near', 0.8);
  if (hasExtension) report.because('extension', 0.5);
  if (start < coreStart) report.because('country-code', 1);
  judgeLeft(scan, report, start, label >= 0);
  judgeRight(scan, report, end, isFloat);
  if (label >= 0) return;
  if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -4.5);
  else if (form === 'after-room' && scan.cueWithin(NUMBER_AGAINST, Math.max(0, start - 20), start) >= 0) {
    report.because('against:other-number', -2);
  }
}

function judgeLeft(scan: Scan, report: Report, start: number, isLabelled: boolean): void {
  if (start === 0) return;
  const { units } = scan;
  const before = units[start - 1] as number;
  const beforeThat = start > 1 ? (units[start - 2] as number) : 0;
  if (isLatin(before) && !isLabelled) {
    if (!endsResidentId(scan, start)) report.because('against:letter-before', -8);
  } else if (before === 46 && isDigit(beforeThat)) report.because('against:decimal', -8);
  else if (before === 36 || before === 0xa5 || before === 0xffe5) report.because('against:amount', -8);
  else if (before === 45 && !isLabelled && (isLatin(beforeThat) || isDigit(beforeThat)))
    report.because('against:joined', isDigit(beforeThat) ? -2.5 : -1);
}

function judgeRight(scan: Scan, report: Report, end: number, isFloat: boolean): void {
  const { units } = scan;
  const next = units[end] as number;
  if (isLatin(next)) report.because('against:letter-after', isWordAfter(scan, end) ? -1.5 : -8);
  else if (next === 46 && isDigit(units[end + 1] as number)) report.because('against:decimal', -8);
  else if (next === 44 && isThousands(scan, end)) report.because('against:amount', -2);
  else if (isHan(next) && AMOUNT_AFTER.includes(String.fromCharCode(next)))
    report.because('against:amount', isFloat ? -6 : -3);
  else if ((next === 45 || next === 58 || next === 47) && isDigit(units[end + 1] as number))
    report.because('against:joined', -1.5);
}

/** `13812345678VIP`: a plain word glued behind; hex ids and serial numbers go on with digits or end in hex letters. */
function isWordAfter(scan: Scan, end: number): boolean {
  const { units } = scan;
  let i = end;
  let isHex = true;
  while (isLatin(units[i] as number) && i - end < 24) {
    const lower = (units[i] as number) | 32;
    if (lower > 102) isHex = false;
    i++;
  }
  return !isHex && !isDigit(units[i] as number);
}

function isThousands(scan: Scan, end: number): boolean {
  const { units } = scan;
  for (let i = end + 1; i <= end + 3; i++) if (!isDigit(units[i] as number)) return false;
  return units[end + 4] === 46;
}

/** Where +86, 0086, 86- or (86) before the number starts, or `start`. */
function prefixStart(scan: Scan, start: number): number {
  const { units } = scan;
  let i = start;
  while (i > 0 && start - i < 3 && isPrefixJoint(units[i - 1] as number)) i--;
  const closed = i < start && units[i] === 41;
  if (!(units[i - 1] === 54 && units[i - 2] === 56)) return plusStart(units, start);
  let from = i - 2;
  if (units[from - 1] === 48 && units[from - 2] === 48) from -= 2;
  if (isDigit(units[from - 1] as number) || isLatin(units[from - 1] as number)) return start;
  const hasPlus = units[from - 1] === 43;
  if (hasPlus) from--;
  if (closed && units[from - 1] === 40) from--;
  // `86 138…` without plus, brackets or dash may be a count and a number.
  return from;
}

function plusStart(units: Uint16Array, start: number): number {
  return units[start - 1] === 43 && units[start] === 56 ? start - 1 : start;
}

function isPrefixJoint(unit: number): boolean {
  return unit === 32 || unit === 45 || unit === 41 || unit === ZERO_WIDTH;
}

/** The last run of a number in groups that starts at run `k`, or -1. */
function groupsEnd(scan: Scan, k: number): number {
  const start = scan.runStart[k] as number;
  if (scan.units[start] === 55) return startsWith(scan, start, '700') && fits(scan, k, GROUPING_700) ? k + 3 : -1;
  if (!isMobileAt(scan, start)) return -1;
  for (const sizes of GROUPINGS) if (fits(scan, k, sizes)) return k + sizes.length - 1;
  return -1;
}

function fits(scan: Scan, k: number, sizes: readonly number[]): boolean {
  const last = k + sizes.length - 1;
  if (last >= scan.runCount) return false;
  for (let g = 0; g < sizes.length; g++) if (scan.runSize[k + g] !== sizes[g]) return false;
  const joint = jointBetween(scan, k);
  if (joint === 0) return false;
  // One separator throughout; a dot groups only as 159.0271.4683 does: 1381234.5678 is an amount.
  if (joint === 46 && sizes[0] !== 3) return false;
  for (let g = 1; g < sizes.length - 1; g++) if (jointBetween(scan, k + g) !== joint) return false;
  return !continues(scan, k, last, joint);
}

/** A card or serial goes on in the same groups: 1390 123 4567 8901. The next number starts with its own 1. */
function continues(scan: Scan, k: number, last: number, joint: number): boolean {
  if (last + 1 < scan.runCount && jointBetween(scan, last) === joint && joint !== 10) {
    const isNextNumber =
      scan.units[scan.runStart[last + 1] as number] === 49 && scan.runSize[last + 1] === scan.runSize[k];
    // A dash and a few digits more are an extension, which is looked at later.
    if (!isNextNumber && !(joint === 45 && (scan.runSize[last + 1] as number) <= 6))
      return (scan.runSize[last + 1] as number) > 2 && joint !== 32;
  }
  return false;
}

/** The separator between run `k` and the next: one unit, or a dash between spaces; 0 when they are not groups of one number. */
function jointBetween(scan: Scan, k: number): number {
  const { units } = scan;
  const from = scan.runEnd[k] as number;
  const to = scan.runStart[k + 1] as number;
  if (to - from > WIDEST_JOINT) return 0;
  let joint = 0;
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    if (unit === ZERO_WIDTH || unit === 13) continue;
    const isSpace = unit === 32 || unit === 9 || unit === 10;
    if (!isSpace && unit !== 45 && unit !== 46 && unit !== 47 && unit !== 0xb7 && unit !== 95) return 0;
    if (isSpace && joint !== 0) continue;
    if (!isSpace && joint !== 0 && joint !== 32) return 0;
    joint = unit;
  }
  return joint;
}

/** A number broken anywhere by one line end: the run that completes eleven digits, or -1. */
function brokenLineEnd(scan: Scan, k: number): number {
  const { units } = scan;
  if (k + 1 >= scan.runCount || (scan.runSize[k] as number) + (scan.runSize[k + 1] as number) !== 11) return -1;
  if (jointBetween(scan, k) !== 10 || !isMobileAt(scan, scan.runStart[k] as number)) return -1;
  const before = units[(scan.runStart[k] as number) - 1];
  return before === undefined ||
    before === 10 ||
    isHan(before) ||
    before === 32 ||
    before === 58 ||
    before === 61 ||
    before === 34
    ? k + 1
    : -1;
}

/** `1.5902714683E10`: a mobile that went through floating point with all its digits; zeros at the end are not written. */
function readsScientific(scan: Scan, report: Report, k: number): boolean {
  const { units } = scan;
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[k] as number;
  if (isDigit(units[start - 3] as number)) return false;
  if (((units[end] as number) | 32) !== 101) return false;
  const plus = units[end + 1] === 43 ? 1 : 0;
  if (units[end + 1 + plus] !== 49 || units[end + 2 + plus] !== 48 || isDigit(units[end + 3 + plus] as number))
    return false;
  if ((units[start] as number) < 51) return false;
  report.add('mobile', start - 2, end + 3 + plus, PRIOR);
  report.because('form:scientific', 0);
  if (scan.cueBefore(PHONE_LABEL, start - 2) >= 0) report.because('cue:phone-label', 3);
  return true;
}

/** `l38O0l38000`: letters typed or recognised for 1 and 0. Most of the eleven must be real digits. */
function hasDigitLetters(scan: Scan, report: Report, k: number): boolean {
  const { units } = scan;
  const start = scan.runStart[k] as number;
  let from = start;
  while (from > 0 && start - from < 11 && isDigitLetter(units[from - 1] as number)) from--;
  if (k > 0 && from < (scan.runEnd[k - 1] as number) + 1 && from > 0 && isDigit(units[from - 1] as number))
    return false;
  let to = start;
  let letters = start - from;
  while (to - from < 12 && (isDigit(units[to] as number) || isDigitLetter(units[to] as number))) {
    if (!isDigit(units[to] as number)) letters++;
    to++;
  }
  if (to - from !== 11 || letters === 0 || letters > 4) return false;
  const first = units[from] as number;
  const second = units[from + 1] as number;
  if (!(first === 49 || first === 108 || first === 73) || second < 51 || second > 57) return false;
  const before = from > 0 ? (units[from - 1] as number) : 0;
  const after = units[to] as number;
  if (isLatin(before) || isLatin(after) || isDigit(after) || before === 46 || before === 45 || after === 45)
    return false;
  report.add('mobile', from, to, PRIOR);
  report.because('form:letters-for-digits', -1);
  if (scan.cueBefore(PHONE_LABEL, from) >= 0) report.because('cue:phone-label', 3);
  else if (scan.cueBefore(NUMBER_AGAINST, from) >= 0) report.because('against:other-number', -4);
  return true;
}

/** l, I, O, o. */
function isDigitLetter(unit: number): boolean {
  return unit === 108 || unit === 73 || unit === 79 || unit === 111;
}

/** Reports whether 1[3-9] stands at `at`; a group may end right behind the 1. */
function isMobileAt(scan: Scan, at: number): boolean {
  const { units, length } = scan;
  if (units[at] !== 49) return false;
  let next = at + 1;
  while (next < length && next - at < 6 && !isDigit(units[next] as number)) next++;
  const second = units[next] as number;
  return second >= 51 && second <= 57;
}

function prefixOf(scan: Scan, start: number): number {
  let value = 0;
  for (let i = start, n = 0; n < 3 && i < scan.length; i++) {
    const unit = scan.units[i] as number;
    if (!isDigit(unit)) continue;
    value = value * 10 + unit - 48;
    n++;
  }
  return value === 0 || value === 86 ? 138 : value;
}

/** 1410, 1440, 1441, 146, 148 and the older 1064 to 1069. */
function isIotPrefix(scan: Scan, start: number): boolean {
  if (scan.units[start] !== 49) return false;
  return ['1410', '1440', '1441', '146', '148', '1064', '1065', '1068', '1069'].some((prefix) =>
    startsWith(scan, start, prefix),
  );
}

function startsWith(scan: Pick<Scan, 'units'>, start: number, digits: string): boolean {
  for (let i = 0; i < digits.length; i++) if (scan.units[start + i] !== digits.charCodeAt(i)) return false;
  return true;
}

/** Where the last `count` digits of a run start; zero-width characters inside are passed over. */
function tailStart(scan: Scan, start: number, end: number, count: number): number {
  let left = count;
  let i = end;
  while (i > start && left > 0) if (isDigit(scan.units[--i] as number)) left--;
  return i;
}

function headEnd(scan: Scan, start: number, end: number, count: number): number {
  let left = count;
  let i = start;
  while (i < end && left > 0) if (isDigit(scan.units[i++] as number)) left--;
  return i;
}

const idDigits = { values: undefined as Uint8Array | undefined };

function isResidentId(scan: Scan, start: number, end: number): boolean {
  idDigits.values ??= new Uint8Array(18);
  const values = idDigits.values;
  return readDigits(scan.units, start, end, values, 18) === end && hasValidDate(values, 6, 8) && hasValidCheck(values);
}

/** The X before `at` is the check character of an ID: 42010619880612351X13971205846. */
function endsResidentId(scan: Scan, at: number): boolean {
  return at >= 18 && ((scan.units[at - 1] as number) | 32) === 120 && isResidentId(scan, at - 18, at);
}

/**
 * `B-6|159…`, `3单元201|159…`, `12-3-1001|159…`: an address stands before the run. Host names and serial numbers
 * (`n2190…`, `x86-1138…`) have no Han character in front.
 */
function isRoomBefore(scan: Scan, start: number): boolean {
  const { units } = scan;
  const before = units[start - 1] as number;
  if (isHan(before)) return BEFORE_ROOM.includes(String.fromCharCode(before));
  const isJoined = before === 45 || before === 35;
  const letter = isJoined ? start - 2 : start - 1;
  const beforeLetter = units[letter - 1] as number;
  const isBlock = isLatin(units[letter] as number) && !isLatin(beforeLetter) && !isDigit(beforeLetter);
  if (!isJoined) return isBlock && isHan(beforeLetter);
  if (isBlock) return true;
  if (isLatin(units[letter] as number)) return false;
  for (let i = start - 1; i >= 0 && i >= start - 12; i--) if (isHan(units[i] as number)) return true;
  return false;
}
