/** What may stand beside a number that is a value by itself, and what shows that it is a part of something else. */

import { type CueSet, isDigit, isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import type { Report } from '../../types.ts';

const NONE = -1;
/** Out, whatever else speaks for the candidate. */
const FATAL = -12;
/** Units of measure: 87654321元 is an amount, 8765432次 a count. */
const AMOUNT_AFTER = '元块亿件个次条度吨斤克秒毫票股份';

/** Weighs the neighbours of the candidate added last. A label may be glued to its value (`tel027…`), nothing else may. */
export function judgeEdges(scan: Scan, report: Report, start: number, end: number, isLabelled: boolean): void {
  judgeLeft(scan, report, start, isLabelled);
  judgeRight(scan, report, end, isLabelled);
}

/**
 * The hit of `set` that labels the value at `at`, or -1. A Latin word counts only as a whole: the `tel` of `hotel` is
 * no label.
 */
export function labelBefore(scan: Scan, set: CueSet, at: number, gap: number): number {
  const hit = scan.cueBefore(set, at, gap);
  if (hit < 0) return NONE;
  const hits = scan.trackOf(set);
  if (hits.hitIsKey[hit] === 1) return hit;
  const from = hits.hitStart[hit] as number;
  const isInWord = from > 0 && isLatin(scan.units[from] as number) && isLatin(scan.units[from - 1] as number);
  return isInWord ? NONE : hit;
}

/** The unit before `at`, zero-width characters passed over, or 0. */
export function unitBefore(scan: Scan, at: number): number {
  let i = at - 1;
  while (i > 0 && at - i < 8 && scan.units[i] === ZERO_WIDTH) i--;
  return i < 0 ? 0 : (scan.units[i] as number);
}

/** The unit at `at`, zero-width characters passed over, or 0 at the end. */
export function unitAfter(scan: Scan, at: number): number {
  let i = at;
  while (i - at < 8 && scan.units[i] === ZERO_WIDTH) i++;
  return scan.units[i] as number;
}

/** The one unit between run `k` and the next, or 0 when there are more or none. */
export function jointAfter(scan: Scan, k: number): number {
  if (k + 1 >= scan.runCount) return 0;
  const at = scan.runEnd[k] as number;
  return scan.runStart[k + 1] === at + 1 ? (scan.units[at] as number) : 0;
}

/** Copies the digits of run `k` behind the `count` that `into` holds; returns the new count, or -1 when they do not fit. */
export function appendRun(scan: Scan, k: number, into: Uint8Array, count: number): number {
  if (count + (scan.runSize[k] as number) > into.length) return NONE;
  let n = count;
  for (let i = scan.runStart[k] as number; i < (scan.runEnd[k] as number); i++) {
    const unit = scan.units[i] as number;
    if (isDigit(unit)) into[n++] = unit - 48;
  }
  return n;
}

/** Reports whether the eight digits from `from` are a date of our time, such as 20250718. */
export function isRecentDate(digits: Uint8Array, from: number): boolean {
  const at = (i: number): number => digits[from + i] as number;
  const century = at(0) * 10 + at(1);
  const month = at(4) * 10 + at(5);
  const day = at(6) * 10 + at(7);
  return (century === 20 || century === 19) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** True for what letters, digits and `_` have in common: they continue a word. */
export function isWordUnit(unit: number): boolean {
  return isDigit(unit) || isLatin(unit) || unit === 95;
}

function judgeLeft(scan: Scan, report: Report, start: number, isLabelled: boolean): void {
  const before = unitBefore(scan, start);
  if (before === 0) return;
  const beforeThat = unitBefore(scan, start - 1);
  if (isDigit(before)) report.because('against:digit-before', FATAL);
  else if (before === 36 || before === 0xa5 || before === 0xffe5) report.because('against:amount', FATAL);
  else if (before === 46 && isDigit(beforeThat)) report.because('against:decimal', FATAL);
  else if (isLabelled) return;
  else if (isWordUnit(before)) report.because('against:letter-before', FATAL);
  else if (before === 46 && !isHan(beforeThat)) report.because('against:decimal', -6);
  else if ((before === 45 || before === 58) && isWordUnit(beforeThat)) {
    report.because('against:joined', isDigit(beforeThat) ? -8 : -3);
  } else if (before === 47 && (isWordUnit(beforeThat) || beforeThat === 47)) report.because('against:path', -5);
  else if (before === 35 || before === 64 || before === 38 || before === 126) report.because('against:sign-before', -3);
  else if (before === 43 || before === 45) report.because('against:signed', -2);
}

function judgeRight(scan: Scan, report: Report, end: number, isLabelled: boolean): void {
  const next = unitAfter(scan, end);
  if (next === 0) return;
  const nextButOne = unitAfter(scan, end + 1);
  if (isWordUnit(next)) report.because('against:letter-after', FATAL);
  else if (next === 64 || next === 37 || next === 42) report.because('against:sign-after', -8);
  else if (next === 46 && isDigit(nextButOne)) report.because('against:decimal', FATAL);
  else if ((next === 45 || next === 58) && isWordUnit(nextButOne))
    report.because('against:joined', isLabelled ? -2 : -8);
  else if (next === 47 && isLatin(nextButOne)) report.because('against:path', -3);
  else if (isHan(next) && AMOUNT_AFTER.includes(String.fromCharCode(next)))
    report.because('against:amount', isLabelled ? -1 : -5);
}
