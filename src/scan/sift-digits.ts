/** The pass for redactors that look for digits only: it strides over everything else. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_HIGH } from '../text/fold.ts';
import { DIGIT, FOLDS, NUMERAL, UNIT } from './lexis.ts';
import {
  ASCII_END,
  endCluster,
  isDigitUnit,
  isMathDigit,
  isMathLow,
  readRun,
  readSpoken,
  skipOf,
  WIDEST_JOINT,
} from './runs.ts';
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
  const { entries } = scan.lexis;
  let done = 0;
  // The end of the last date or the like: it does not group with what follows.
  let passed = 0;
  let i = STRIDE - 1;
  while (i < length) {
    const raw = units[i] as number;
    if (raw < ASCII_END) {
      if ((raw - 48) >>> 0 >= 10) {
        i += STRIDE;
        continue;
      }
    } else {
      const entry = entries[raw] as number;
      if ((entry & (DIGIT | NUMERAL | FOLDS)) === 0) {
        i += STRIDE;
        continue;
      }
      if ((entry & (DIGIT | NUMERAL)) === 0 && raw !== MATH_HIGH && !isMathLow(units, i)) {
        i += STRIDE;
        continue;
      }
    }
    if (raw < ASCII_END || ((entries[raw] as number) & DIGIT) !== 0) {
      let from = i;
      let to = i + 1;
      while (from > done && isDigitUnit(entries, units[from - 1] as number)) from--;
      while (isDigitUnit(entries, units[to] as number)) to++;
      const skip = skipOf(entries, units, from, to, passed, -1);
      if (skip > 0) {
        done = passed = skip;
        i = skip + STRIDE - 1;
        continue;
      }
    }
    done = readNeighbourhood(scan, i, done);
    i = done + STRIDE - 1;
  }
  endCluster(scan);
  if (scan.runCount > 0) scan.hasEscapes = hasEscape(scan);
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

/** Reads the groups of digits around `at`, from the last unit read on; returns where reading stopped. */
function readNeighbourhood(scan: Tracks, at: number, done: number): number {
  const { units, length } = scan;
  const { entries } = scan.lexis;
  let from = at;
  for (let gap = 0, i = at - 1; i >= done && gap <= WIDEST_JOINT; i--) {
    const unit = units[i] as number;
    const isPart =
      unit < ASCII_END
        ? (unit - 48) >>> 0 < 10
        : ((entries[unit] as number) & (DIGIT | NUMERAL)) !== 0 || isMathLow(units, i);
    if (isPart) {
      gap = 0;
      from = i;
    } else gap++;
  }
  if (from > done && isMathLow(units, from)) from--;
  // What the detectors read in front of a number: prefix, brackets, connectors.
  for (let i = Math.max(done, from - CONTEXT); i < from; i++) {
    const unit = units[i] as number;
    if (unit >= ASCII_END) units[i] = (entries[unit] as number) & UNIT;
  }
  let i = from;
  for (let gap = 0; i < length && gap <= WIDEST_JOINT; ) {
    const raw = units[i] as number;
    if (raw < ASCII_END) {
      if ((raw - 48) >>> 0 < 10) {
        i = readRun(scan, i);
        gap = 0;
      } else {
        gap++;
        i++;
      }
      continue;
    }
    const entry = entries[raw] as number;
    if ((entry & DIGIT) !== 0 || (raw === MATH_HIGH && isMathDigit(units, i))) {
      i = readRun(scan, i);
      gap = 0;
      continue;
    }
    if ((entry & NUMERAL) !== 0 && readSpoken(scan, i)) {
      i = scan.runEnd[scan.runCount - 1] as number;
      gap = 0;
      continue;
    }
    units[i] = entry & UNIT;
    gap++;
    i++;
  }
  return i;
}
