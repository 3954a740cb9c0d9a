/** The pass for redactors that look for digits only: it strides over everything else. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_HIGH } from '../text/fold.ts';
import { DIGIT, FOLDS, NUMERAL } from './lexis.ts';
import { CLUSTER_MINIMUM, endRuns, isMathDigit, isMathLow, readRun, readSpoken, WIDEST_JOINT } from './runs.ts';
import type { Tracks } from './tracks.ts';

/** Hits every run of three digits and, since it is odd, every row of single digits with single separators. */
const STRIDE = 3;
const ESCAPE_SIGNS = ['\\', '%', '&', '#'];
/** Units before a number that detectors look at one by one. */
const CONTEXT = 16;

/**
 * The pass for redactors that look for digits only: probes every third unit and reads a number's neighbourhood when it
 * meets one. Exact for runs of four digits and more, and for shorter ones that are grouped with others.
 */
export function siftDigits(scan: Tracks): void {
  const { units, length } = scan;
  const { classes } = scan.lexis;
  let done = 0;
  // The end of the last date or the like: it does not group with what follows.
  let passed = 0;
  let i = STRIDE - 1;
  while (i < length) {
    const bits = classes[units[i] as number] as number;
    if ((bits & (DIGIT | NUMERAL | FOLDS)) === 0) {
      i += STRIDE;
      continue;
    }
    if ((bits & DIGIT) !== 0) {
      let from = i;
      let to = i + 1;
      while (from > done && ((classes[units[from - 1] as number] as number) & DIGIT) !== 0) from--;
      while (to < length && ((classes[units[to] as number] as number) & DIGIT) !== 0) to++;
      const skip = skipOf(classes, units, from, to, passed);
      if (skip > 0) {
        passed = skip;
        i = skip + STRIDE - 1;
        continue;
      }
    } else if ((bits & NUMERAL) === 0 && !isMathLow(units, i) && units[i] !== MATH_HIGH) {
      i += STRIDE;
      continue;
    }
    done = readNeighbourhood(scan, i, done);
    i = done + STRIDE - 1;
  }
  endRuns(scan);
  if (scan.numberEnd > 0) scan.hasEscapes = hasEscape(scan);
}

/** A number's label and neighbours may be escaped anywhere; a text without numbers is not looked through for that. */
function hasEscape(scan: Tracks): boolean {
  const { text, units, length } = scan;
  for (const sign of ESCAPE_SIGNS) {
    // Native search turns most texts away; a window of a long text is looked through by itself.
    const from = length === text.length ? text.indexOf(sign) : 0;
    if (from < 0) continue;
    const unit = sign.charCodeAt(0);
    for (let i = from; i < length; i++) if (units[i] === unit && isEscapeAt(units, i, length)) return true;
  }
  return false;
}

/**
 * Where to go on when the run [from, to) is nothing to read: a page, a price, a date, a time, a part of a version or of an
 * address in a network. 0 when it may belong to a number.
 */
function skipOf(classes: Uint8Array, units: Uint16Array, from: number, to: number, passed: number): number {
  const size = to - from;
  const left = from > 0 ? (units[from - 1] as number) : 0;
  const right = units[to] as number;
  // Inside a trace id: no number of ours has letters a to f on both sides.
  if (size < 10 && isHexLetter(left) && isHexLetter(right)) return to;
  if (size >= CLUSTER_MINIMUM) return 0;
  const isLeftDigit = from - 2 >= passed && isDigitClass(classes, units, from - 2);
  const isRightDigit = isDigitClass(classes, units, to + 1);
  if (left === 58 && isLeftDigit) return to;
  if (left === 46 && isLeftDigit) return size >= 4 ? 0 : to;
  // 2023-11-05: a date is no part of a number unless something is joined to its front.
  if (size === 4 && (right === 45 || right === 47) && units[to + 3] === right && isDigitClass(classes, units, to + 4)) {
    if (isRightDigit && isDigitClass(classes, units, to + 2) && !isDigitClass(classes, units, to + 6)) {
      if (!isLeftDigit || !isGroupJoint(classes, left)) return to + 6;
    }
  }
  if (right === 46) return size >= 3 && isRightDigit && isDigitClass(classes, units, to + 4) ? 0 : to;
  if (isRightDigit && isGroupJoint(classes, right)) return 0;
  if (isLeftDigit && isGroupJoint(classes, left)) return 0;
  // `138 - 0013`: separators of two or three units are read through when a digit follows.
  if (
    size >= 3 &&
    (right === 32 || right === 9 || right === 10 || right === 13 || right === 45 || (classes[right] as number) !== 0)
  ) {
    return isDigitClass(classes, units, to + 2) ||
      isDigitClass(classes, units, to + 3) ||
      isDigitClass(classes, units, to + 4)
      ? 0
      : to;
  }
  return to;
}

function isHexLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 102;
}

function isDigitClass(classes: Uint8Array, units: Uint16Array, at: number): boolean {
  return ((classes[units[at] as number] as number) & DIGIT) !== 0;
}

/** A separator of groups, or a unit that folds to one. */
function isGroupJoint(classes: Uint8Array, unit: number): boolean {
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
    (classes[unit] as number) !== 0
  );
}

/** Reads the groups of digits around `at`, from the last unit read on; returns where reading stopped. */
function readNeighbourhood(scan: Tracks, at: number, done: number): number {
  const { units, length } = scan;
  const { classes, fold } = scan.lexis;
  let from = at;
  for (let gap = 0, i = at - 1; i >= done && gap <= WIDEST_JOINT; i--) {
    if (((classes[units[i] as number] as number) & (DIGIT | NUMERAL)) === 0 && !isMathLow(units, i)) gap++;
    else {
      gap = 0;
      from = i;
    }
  }
  if (from > done && isMathLow(units, from)) from--;
  // What the detectors read in front of a number: prefix, brackets, connectors.
  for (let i = Math.max(done, from - CONTEXT); i < from; i++) {
    if (((classes[units[i] as number] as number) & FOLDS) !== 0) units[i] = fold[units[i] as number] as number;
  }
  let i = from;
  for (let gap = 0; i < length && gap <= WIDEST_JOINT; ) {
    const raw = units[i] as number;
    const bits = classes[raw] as number;
    if ((bits & DIGIT) !== 0 || (raw === MATH_HIGH && isMathDigit(units, i))) {
      i = readRun(scan, i);
      gap = 0;
      continue;
    }
    if ((bits & NUMERAL) !== 0 && readSpoken(scan, i)) {
      i = scan.runEnd[scan.runCount - 1] as number;
      gap = 0;
      continue;
    }
    units[i] = fold[raw] as number;
    gap++;
    i++;
  }
  return i;
}
