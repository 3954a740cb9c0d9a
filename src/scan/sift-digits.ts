/** The pass for redactors that look for numbers only: it strides over everything else. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_HIGH } from '../text/fold.ts';
import { DIGIT, FOLDS, LONGEST_COUNTED, NUMERAL, UNIT } from './lexis.ts';
import {
  ASCII_END,
  CLUSTER_MINIMUM,
  endCluster,
  foldMathDigit,
  isDate,
  isMathDigit,
  readPlainRun,
  readRun,
  readSpoken,
  WIDEST_JOINT,
} from './runs.ts';
import type { Tracks } from './tracks.ts';

const ESCAPE_SIGNS = ['\\', '%', '&', '#'];
/** Units before a number that detectors look at one by one. */
const CONTEXT = 16;
/**
 * What stands in numbers and between their groups, besides digits: separators, the letters typed for 1 and 0, those of
 * exponents, and signs that begin an escape.
 */
const INSIDE = ' \t\n\r-./_()+*lIOoEeXx\\%&#';

let inside: Uint8Array | undefined;

/**
 * Probes every `span`-th unit: a stretch of digits and separators at least that long covers one of them. Shorter stretches
 * hold no number that any of the detectors looks for.
 */
export function siftDigits(scan: Tracks): void {
  inside ??= buildInside();
  const table = inside;
  const { units, length } = scan;
  const { entries, span } = scan.lexis;
  let done = 0;
  let i = span - 1;
  while (i < length) {
    if (!isInside(table, entries, units[i] as number)) {
      i += span;
      continue;
    }
    let from = i;
    while (from > done && isInside(table, entries, units[from - 1] as number)) from--;
    let to = i + 1;
    while (isInside(table, entries, units[to] as number)) to++;
    if (to - from >= span && mayHoldNumber(scan, from, to)) {
      done = readStretch(scan, from, to, done);
      to = Math.max(to, done);
    }
    // The unit at `to` is no part of a number: the next stretch begins behind it at the earliest.
    i = to + span;
  }
  endCluster(scan);
  scan.hasEscapes = hasEscape(scan);
}

/** A quick look at a stretch: a date or a number that wakes nobody is not worth reading. */
function mayHoldNumber(scan: Tracks, from: number, to: number): boolean {
  const { units } = scan;
  let at = from;
  let digits = 0;
  let runs = 0;
  let first = 0;
  while (at < to) {
    const unit = units[at] as number;
    if (unit >= ASCII_END) return true;
    if ((unit - 48) >>> 0 >= 10) {
      at++;
      continue;
    }
    const start = at;
    while (((units[at] as number) - 48) >>> 0 < 10) at++;
    // 2025-07-18
    if (at - start === 4 && isDate(units, start, at)) {
      at += 6;
      continue;
    }
    first = unit - 48;
    digits += at - start;
    runs++;
  }
  if (digits < CLUSTER_MINIMUM) return false;
  return runs > 1 || scan.lexis.aloneWakes[Math.min(digits, LONGEST_COUNTED) * 10 + first] !== 0;
}

/** A number, its separators, label and neighbours may be escaped. */
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

function isInside(table: Uint8Array, entries: Int32Array, unit: number): boolean {
  return unit < ASCII_END
    ? table[unit] === 1
    : unit === 0xb7 || ((entries[unit] as number) & (DIGIT | NUMERAL | FOLDS)) !== 0;
}

/** Reads the digits in [from, to) and those that follow closely; returns where reading stopped. */
function readStretch(scan: Tracks, from: number, to: number, done: number): number {
  const { units, length } = scan;
  const { entries } = scan.lexis;
  // What the detectors read in front of a number: prefix, brackets, connectors.
  for (let i = Math.max(done, from - CONTEXT); i < from; i++) {
    const unit = units[i] as number;
    if (unit === MATH_HIGH && isMathDigit(units, i)) foldMathDigit(units, i);
    else if (unit >= ASCII_END) units[i] = (entries[unit] as number) & UNIT;
  }
  let i = from;
  for (let gap = 0; i < length && (i < to || gap <= WIDEST_JOINT); ) {
    const raw = units[i] as number;
    if (raw < ASCII_END) {
      if ((raw - 48) >>> 0 < 10) {
        i = readPlainRun(scan, i);
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

function buildInside(): Uint8Array {
  const built = new Uint8Array(ASCII_END);
  built.fill(1, 48, 58);
  for (let i = 0; i < INSIDE.length; i++) built[INSIDE.charCodeAt(i)] = 1;
  return built;
}
