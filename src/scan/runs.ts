/** Runs of digits: reading them, folding them, and keeping only those that could be part of a number. */

import { MATH_DIGIT_LOW, MATH_HIGH, numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import { widened } from './hits.ts';
import { DIGIT, FOLDS, LONGEST_COUNTED, NUMERAL, UNIT } from './lexis.ts';
import type { Tracks } from './tracks.ts';
import { isDigit, isLatin } from './units.ts';

/** Fewer Chinese numerals in a row are a word (一二三, 五六), not a number read out. */
const SPOKEN_MINIMUM = 7;
/** Zero-width characters in a row within one number: without an end to them, no detector could say how far it reaches. */
const MOST_INVISIBLE = 16;
/** Groups of one number stand at most this far apart. */
export const WIDEST_JOINT = 4;
/** What a spreadsheet leaves of an ID has six digits before the exponent (4.20106E+17); all other numbers have more. */
export const CLUSTER_MINIMUM = 6;
/** Where the digits of -11-05 stand. */
const DATE_DIGITS = [1, 2, 4, 5];
/** What joins groups of digits, is typed for a digit, or begins an escape that may hold either. */
const JOINTS = ' \t\n\r-./_()+*lIOo\\%&#';
/** Below this stands ASCII, which folding leaves alone: no table has to be asked. */
export const ASCII_END = 128;

let joints: Uint8Array | undefined;

export function isMathDigit(units: Uint16Array, at: number): boolean {
  const low = units[at + 1] as number;
  return low >= MATH_DIGIT_LOW && low <= 0xdfff;
}

/** Two units: the first becomes the digit, the second a zero-width character that belongs to it. */
export function foldMathDigit(units: Uint16Array, at: number): void {
  units[at] = 48 + (((units[at + 1] as number) - MATH_DIGIT_LOW) % 10);
  units[at + 1] = ZERO_WIDTH;
}

/** True for a digit in any script. */
function isDigitUnit(entries: Int32Array, unit: number): boolean {
  return unit < ASCII_END ? (unit - 48) >>> 0 < 10 : ((entries[unit] as number) & DIGIT) !== 0;
}

/**
 * Where to go on when the run [from, to) is nothing to read: a page, a price, a date, a time, a part of a version or of an
 * address in a network. 0 when it may belong to a number. `passed` is the end of the last such run, which groups with
 * nothing; `last` is the end of the last run that was read.
 */
function skipOf(
  entries: Int32Array,
  units: Uint16Array,
  from: number,
  to: number,
  passed: number,
  last: number,
): number {
  const size = to - from;
  if (size >= 10) return 0;
  const left = from > 0 ? (units[from - 1] as number) : 0;
  const right = units[to] as number;
  // Inside a trace id: no number of ours has letters a to f on both sides.
  if (isHexLetter(left) && isHexLetter(right)) return to;
  if (size >= CLUSTER_MINIMUM) return 0;
  const isRightDigit = isDigitUnit(entries, units[to + 1] as number);
  if (size === 4 && isRightDigit && isDate(units, from, to)) return to + 6;
  // 12:34:56
  if (left === 58 && size < 3 && from > 1 && isDigitUnit(entries, units[from - 2] as number)) return to;
  const isLeftDigit = from - 2 >= passed && isDigitUnit(entries, units[from - 2] as number);
  // Behind a run that was read, a plus, a bracket; beside a letter typed for a digit.
  if (from - last <= WIDEST_JOINT && last > passed) return 0;
  if (left === 43 || left === 40 || isDigitLetter(left) || isDigitLetter(right)) return 0;
  if (isLeftDigit && left === 46) return size >= 4 ? 0 : to;
  if (right === 46) return isRightDigit && isDecimal(entries, units, to + 1, size) ? 0 : to;
  if (isRightDigit && isGroupJoint(entries, right)) return 0;
  if (isLeftDigit && isGroupJoint(entries, left)) return 0;
  // `138 - 0013`: separators of two or three units are read through when a digit follows.
  const isWide =
    right === 32 || right === 9 || right === 10 || right === 13 || right === 45 || isSpecial(entries, right);
  if (size < 3 || !isWide) return to;
  return isDigitUnit(entries, units[to + 2] as number) ||
    isDigitUnit(entries, units[to + 3] as number) ||
    isDigitUnit(entries, units[to + 4] as number)
    ? 0
    : to;
}

/**
 * Reports whether -11-05 follows the year [from, to) and nothing is joined to either end by the same sign: groups of one
 * number have one separator throughout.
 */
export function isDate(units: Uint16Array, from: number, to: number): boolean {
  const joint = units[to] as number;
  if ((joint !== 45 && joint !== 47) || units[to + 3] !== joint) return false;
  for (const at of DATE_DIGITS) if (!isDigit(units[to + at] as number)) return false;
  if (isDigit(units[to + 6] as number) || units[to + 6] === joint) return false;
  return from < 2 || units[from - 1] !== joint || !isDigit(units[from - 2] as number);
}

/** Behind the point stand enough digits: 159.0271.4683, 30.59317, 4.20106E+17. */
function isDecimal(entries: Int32Array, units: Uint16Array, from: number, size: number): boolean {
  const needed = size >= 3 ? 4 : 5;
  for (let i = from; i < from + needed; i++) if (!isDigitUnit(entries, units[i] as number)) return false;
  return true;
}

/** Reads a run of plain digits or passes over it, and over a date with its dashes; returns where to go on. */
export function readPlainRun(scan: Tracks, start: number): number {
  joints ??= buildJoints();
  const { units } = scan;
  const { entries } = scan.lexis;
  let end = start + 1;
  while (((units[end] as number) - 48) >>> 0 < 10) end++;
  const right = units[end] as number;
  const left = start > 0 ? (units[start - 1] as number) : 0;
  if (right < ASCII_END && left < ASCII_END) {
    // Most runs: a count, a piece of a trace id. No number that short stands between such neighbours.
    if (end - start < CLUSTER_MINIMUM && joints[left] === 0 && joints[right] === 0) return end;
  } else if (goesOn(entries, right)) return readRun(scan, start);
  const last = scan.clusterSize > 0 ? (scan.runEnd[scan.runCount - 1] as number) : -1;
  const skip = skipOf(entries, units, start, end, scan.passed, last);
  if (skip > 0) {
    scan.passed = skip;
    return skip;
  }
  addRun(scan, start, end, end - start, 0);
  return end;
}

/** Behind plain digits follows a digit in another script or a zero-width character. */
function goesOn(entries: Int32Array, unit: number): boolean {
  const entry = entries[unit] as number;
  return (entry & DIGIT) !== 0 || (entry & UNIT) === ZERO_WIDTH || unit === MATH_HIGH;
}

/** Reads the digit run that starts at `start`, folding it; returns its end. */
export function readRun(scan: Tracks, start: number): number {
  const { units, length } = scan;
  const { entries } = scan.lexis;
  let end = start;
  let size = 0;
  let i = start;
  while (i < length) {
    const raw = units[i] as number;
    const entry = entries[raw] as number;
    if ((entry & DIGIT) !== 0) {
      if ((entry & FOLDS) !== 0) units[i] = entry & UNIT;
      size++;
      i++;
      end = i;
    } else if ((entry & FOLDS) !== 0) {
      if (raw === MATH_HIGH && isMathDigit(units, i)) {
        foldMathDigit(units, i);
        size++;
        i += 2;
        end = i;
        continue;
      }
      if ((entry & UNIT) !== ZERO_WIDTH || i - end >= MOST_INVISIBLE) break;
      units[i] = ZERO_WIDTH;
      i++;
    } else break;
  }
  addRun(scan, start, end, size, 0);
  return end;
}

/**
 * Rewrites seven or more Chinese numerals in a row, which may be grouped by single separators, as digits.
 * They are taken alone: in 张三13800138000 the 三 is no digit.
 */
export function readSpoken(scan: Tracks, start: number): boolean {
  const { units, length } = scan;
  const { entries } = scan.lexis;
  let end = start;
  let size = 0;
  for (let i = start; i < length; i++) {
    const entry = entries[units[i] as number] as number;
    if ((entry & NUMERAL) !== 0) {
      size++;
      end = i + 1;
    } else if (i - end >= MOST_INVISIBLE || !joinsNumerals(scan, entry & UNIT, i)) break;
  }
  if (size < SPOKEN_MINIMUM) return false;
  let from = start;
  let inGroup = 0;
  for (let i = start; i < end; i++) {
    const value = numeralValue(units[i] as number);
    if (value >= 0) {
      units[i] = 48 + value;
      inGroup++;
      continue;
    }
    units[i] = (entries[units[i] as number] as number) & UNIT;
    if (units[i] === ZERO_WIDTH) continue;
    if (inGroup > 0) addRun(scan, from, i, inGroup, 1);
    from = i + 1;
    inGroup = 0;
  }
  if (inGroup > 0) addRun(scan, from, end, inGroup, 1);
  return true;
}

/** Adds a run; before it, closes the cluster of the runs so far when the run does not belong to it. */
function addRun(scan: Tracks, start: number, end: number, size: number, spoken: number): void {
  if (scan.clusterSize > 0 && !isJoint(scan.units, scan.runEnd[scan.runCount - 1] as number, start)) endCluster(scan);
  const k = scan.runCount++;
  if (k === scan.runStart.length) growRuns(scan);
  scan.clusterSize += size;
  scan.runStart[k] = start;
  scan.runEnd[k] = end;
  scan.runSize[k] = size;
  scan.runSpoken[k] = spoken;
}

/** Closes the last cluster: pages, prices and times are dropped, numbers wake those who look for their like. */
export function endCluster(scan: Tracks): void {
  const { clusterFirst, clusterSize, runCount } = scan;
  scan.clusterSize = 0;
  if (clusterSize < CLUSTER_MINIMUM) {
    scan.runCount = clusterFirst;
    return;
  }
  scan.clusterFirst = runCount;
  let longest = 0;
  for (let k = clusterFirst; k < runCount; k++) longest = Math.max(longest, scan.runSize[k] as number);
  if (longest > scan.longestRun) scan.longestRun = longest;
  const counted = Math.min(longest, LONGEST_COUNTED);
  if (runCount > clusterFirst + 1) scan.wakes |= scan.lexis.groupWakes[counted] as number;
  else wakeAlone(scan, clusterFirst, counted);
}

function wakeAlone(scan: Tracks, k: number, counted: number): void {
  const { aloneWakes, fits } = scan.lexis;
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[k] as number;
  let bits = aloneWakes[counted * 10 + (scan.units[start] as number) - 48] as number;
  // Digits with zero-width characters between, and those read out, are looked at by the detector alone.
  const isPlain = end - start === scan.runSize[k] && scan.runSpoken[k] === 0;
  if (isPlain && bits !== 0) {
    for (let i = 0; i < fits.length; i++) {
      const one = fits[i] as (typeof fits)[number];
      if ((bits & one.bit) !== 0 && !one.fits(scan, start, end)) bits &= ~one.bit;
    }
  }
  scan.wakes |= bits;
}

function joinsNumerals(scan: Tracks, unit: number, at: number): boolean {
  if (unit === ZERO_WIDTH) return true;
  const next = scan.units[at + 1] as number;
  return (unit === 32 || unit === 45) && ((scan.lexis.entries[next] as number) & NUMERAL) !== 0;
}

function growRuns(scan: Tracks): void {
  const wider = scan.runStart.length * 2;
  scan.runStart = widened(scan.runStart, new Int32Array(wider));
  scan.runEnd = widened(scan.runEnd, new Int32Array(wider));
  scan.runSize = widened(scan.runSize, new Int32Array(wider));
  scan.runSpoken = widened(scan.runSpoken, new Uint8Array(wider));
}

/** Reports whether digits before `from` and after `to` may belong to one number: a few separators between, or one letter. */
function isJoint(units: Uint16Array, from: number, to: number): boolean {
  if (to - from > WIDEST_JOINT) return false;
  joints ??= buildJoints();
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    // 1.59E10, l38O0…, 351X1397…
    if (isLatin(unit)) {
      if (to - from > 1) return false;
    } else if (unit < ASCII_END ? joints[unit] === 0 : unit !== 0xb7 && unit !== ZERO_WIDTH) return false;
  }
  return true;
}

/** l, I, O, o */
function isDigitLetter(unit: number): boolean {
  return unit === 108 || unit === 73 || unit === 79 || unit === 111;
}

function isHexLetter(unit: number): boolean {
  return ((unit | 32) - 97) >>> 0 < 6;
}

/** A separator of groups, or a unit that folds to one. */
function isGroupJoint(entries: Int32Array, unit: number): boolean {
  return (
    unit === 32 ||
    unit === 45 ||
    unit === 47 ||
    unit === 9 ||
    unit === 10 ||
    unit === 95 ||
    unit === 0xb7 ||
    unit === 40 ||
    unit === 41 ||
    isSpecial(entries, unit)
  );
}

/** What folds or begins an escape may turn out to be a separator. */
function isSpecial(entries: Int32Array, unit: number): boolean {
  return unit < ASCII_END
    ? unit === 92 || unit === 37 || unit === 38 || unit === 35 || unit === 0
    : ((entries[unit] as number) & (FOLDS | NUMERAL)) !== 0;
}

function buildJoints(): Uint8Array {
  const built = new Uint8Array(ASCII_END);
  for (let i = 0; i < JOINTS.length; i++) built[JOINTS.charCodeAt(i)] = 1;
  return built;
}
