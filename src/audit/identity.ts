/** Arithmetic of identity numbers (GB 11643): how many fit what a mask shows of one. */

import { BIRTH_YEARS, regionCodes, SEQUENCES, YEAR_DAYS } from './model.ts';

const LENGTH = 18;
const REGION = 6;
const DATE_END = 14;
/** ISO 7064 MOD 11-2: every eleventh of the numbers that are left fits the check character that is shown. */
const CHECKS = 11;

/** What is known besides the mask. */
export interface Known {
  readonly region?: boolean;
  readonly year?: boolean;
  readonly date?: boolean;
}

/**
 * How many numbers fit a mask that shows the first `head` and the last `tail` characters of `sample`: regions, times days, times
 * sequences, and every eleventh of them where the check character is shown and something is hidden.
 */
export function identityCandidates(sample: string, head: number, tail: number, known: Known = {}): number {
  if (head + tail >= LENGTH) return 1;
  const shownOf = (from: number, to: number): number =>
    Math.max(0, Math.min(head, to) - from) + Math.max(0, to - Math.max(from, LENGTH - tail));
  const regionHead = sample.slice(0, Math.min(head, REGION));
  const regions =
    known.region === true || head >= REGION ? 1 : regionCodes().filter((code) => code.startsWith(regionHead)).length;
  const yearShown = known.year === true || known.date === true || head >= REGION + 4;
  const allDays = yearShown ? YEAR_DAYS : BIRTH_YEARS * YEAR_DAYS;
  // Month and day beyond the year are shown from the front; a tail that reaches into the date shows days.
  const days = known.date === true || head >= DATE_END ? 1 : Math.max(1, allDays / 10 ** dayDigits(head, tail));
  const sequences = SEQUENCES / 10 ** Math.min(3, shownOf(DATE_END, LENGTH - 1));
  const all = regions * days * sequences;
  return Math.max(1, tail >= 1 ? all / CHECKS : all);
}

/** Digits of month and day that are shown; each is worth about a third of a decimal digit less than it looks, which is left aside. */
function dayDigits(head: number, tail: number): number {
  const fromFront = Math.max(0, Math.min(head, DATE_END) - (REGION + 4));
  const fromBack = Math.max(0, DATE_END - Math.max(LENGTH - tail, REGION + 4));
  // Four digits hold 365 days: two and a half decimal digits.
  return ((fromFront + fromBack) * Math.log10(YEAR_DAYS)) / 4;
}

/** Exactly: the dates of birth that fit a number of which only the date is hidden, found by trying each. */
export function fittingDates(sample: string, firstYear: number, years: number): number {
  let fitting = 0;
  for (let day = Date.UTC(firstYear, 0, 1); day < Date.UTC(firstYear + years, 0, 1); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10).replace(/-/g, '');
    const body = sample.slice(0, REGION) + date + sample.slice(DATE_END, LENGTH - 1);
    let sum = 0;
    for (let i = 0; i < LENGTH - 1; i++) sum += Number(body[i]) * ((1 << (LENGTH - 1 - i)) % CHECKS);
    if ('10X98765432'[sum % CHECKS] === sample[LENGTH - 1]) fitting++;
  }
  return fitting;
}
