/** Runs of digits: reading them, folding them, and keeping those that could be part of a number apart. */

import { MATH_DIGIT_LOW, MATH_HIGH, numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import { widened } from './hits.ts';
import { DIGIT, FOLDS, NUMERAL } from './lexis.ts';
import type { Tracks } from './tracks.ts';
import { isLatin } from './units.ts';

/** Fewer Chinese numerals in a row are a word (一二三, 五六), not a number read out. */
const SPOKEN_MINIMUM = 7;
/** Zero-width characters in a row within one number: without an end to them, no detector could say how far it reaches. */
const MOST_INVISIBLE = 16;
/** Groups of one number stand at most this far apart. */
export const WIDEST_JOINT = 4;
/** What a spreadsheet leaves of an ID has six digits before the exponent (4.20106E+17); all other numbers have more. */
export const CLUSTER_MINIMUM = 6;

export function isMathLow(units: Uint16Array, at: number): boolean {
  return at > 0 && units[at - 1] === MATH_HIGH && isMathDigit(units, at - 1);
}

export function isMathDigit(units: Uint16Array, at: number): boolean {
  const low = units[at + 1] as number;
  return low >= MATH_DIGIT_LOW && low <= 0xdfff;
}

/** Reads the digit run that starts at `start`, folding it; returns its end. */
export function readRun(scan: Tracks, start: number): number {
  const { units, length } = scan;
  const { classes, fold } = scan.lexis;
  let end = start;
  let size = 0;
  let i = start;
  while (i < length) {
    const raw = units[i] as number;
    const bits = classes[raw] as number;
    if ((bits & DIGIT) !== 0) {
      if ((bits & FOLDS) !== 0) units[i] = fold[raw] as number;
      size++;
      i++;
      end = i;
    } else if ((bits & FOLDS) !== 0) {
      if (raw === MATH_HIGH && isMathDigit(units, i)) {
        // Two units: the first becomes the digit, the second a zero-width character that belongs to it.
        units[i] = 48 + (((units[i + 1] as number) - MATH_DIGIT_LOW) % 10);
        units[i + 1] = ZERO_WIDTH;
        size++;
        i += 2;
        end = i;
        continue;
      }
      if (fold[raw] !== ZERO_WIDTH || i - end >= MOST_INVISIBLE) break;
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
  const { classes, fold } = scan.lexis;
  let end = start;
  let size = 0;
  for (let i = start; i < length; i++) {
    const raw = units[i] as number;
    if (((classes[raw] as number) & NUMERAL) !== 0) {
      size++;
      end = i + 1;
    } else if (i - end >= MOST_INVISIBLE || !joinsNumerals(scan, fold[raw] as number, i)) break;
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
    units[i] = fold[units[i] as number] as number;
    if (units[i] === ZERO_WIDTH) continue;
    if (inGroup > 0) addRun(scan, from, i, inGroup, 1);
    from = i + 1;
    inGroup = 0;
  }
  if (inGroup > 0) addRun(scan, from, end, inGroup, 1);
  return true;
}

function joinsNumerals(scan: Tracks, unit: number, at: number): boolean {
  if (unit === ZERO_WIDTH) return true;
  const next = scan.units[at + 1] as number;
  return (unit === 32 || unit === 45) && ((scan.lexis.classes[next] as number) & NUMERAL) !== 0;
}

export function addRun(scan: Tracks, start: number, end: number, size: number, spoken: number): void {
  const k = scan.runCount++;
  if (k === scan.runStart.length) growRuns(scan);
  if (k > 0 && !isJoint(scan.units, scan.runEnd[k - 1] as number, start)) endCluster(scan, k);
  scan.clusterSize += size;
  scan.runStart[k] = start;
  scan.runEnd[k] = end;
  scan.runSize[k] = size;
  scan.runSpoken[k] = spoken;
}

function growRuns(scan: Tracks): void {
  const wider = scan.runStart.length * 2;
  scan.runStart = widened(scan.runStart, new Int32Array(wider));
  scan.runEnd = widened(scan.runEnd, new Int32Array(wider));
  scan.runSize = widened(scan.runSize, new Int32Array(wider));
  scan.runSpoken = widened(scan.runSpoken, new Uint8Array(wider));
  scan.runNext = widened(scan.runNext, new Int32Array(wider));
}

/** Closes the cluster that ends before run `k`: the pages, prices and times of a log line are no numbers. */
function endCluster(scan: Tracks, k: number): void {
  if (scan.clusterSize >= CLUSTER_MINIMUM) {
    for (let i = scan.numberEnd; i < scan.clusterFirst; i++) scan.runNext[i] = scan.clusterFirst;
    for (let i = scan.clusterFirst; i < k; i++) {
      scan.runNext[i] = i;
      if ((scan.runSize[i] as number) > scan.longestRun) scan.longestRun = scan.runSize[i] as number;
    }
    scan.numberEnd = k;
  }
  scan.clusterFirst = k;
  scan.clusterSize = 0;
}

export function endRuns(scan: Tracks): void {
  if (scan.runCount > 0) endCluster(scan, scan.runCount);
}

/** Reports whether digits before `from` and after `to` may belong to one number: a few units between, and no colon or Latin word. */
function isJoint(units: Uint16Array, from: number, to: number): boolean {
  if (to - from > WIDEST_JOINT) return false;
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    if (unit === 58 || unit === 44 || unit === 34) return false;
    // 1.59E10, l38O0…, 351X1397…
    if (isLatin(unit) && to - from > 1) return false;
  }
  return true;
}
