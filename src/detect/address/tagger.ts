/** What the trained tagger makes of an address the grammar has read: where its end is, its parts, and how sure it is. */

import { tagElements, taggedElements } from '../../model/elements.ts';
import type { Scan } from '../../scan/scan.ts';
import { AT_BOUNDARY, AT_REFUSED, type Parts } from './parts.ts';

/** The grammar says that an address stands here: what a unit outside costs, in log-odds. */
const LEAN = 0.75;
/** Units between two parts of one address: separators, and the dashes of 12-3-1001. */
const GAP = 2;

/** The result of `consult`; one object, used again. */
export const opinion = {
  end: 0,
  /** Log-odds of all parts against no address, per unit. */
  odds: 0,
  /** Parts, and the share of the address that lies in one. */
  count: 0,
  covered: 0,
};

/**
 * Reads the address that begins with `parts` and ends at `end`, or at `parts.tail` at the latest. A tail without a suffix
 * (爱智康, 丹尼斯) belongs to it when the tagger says so; what the grammar knows it keeps.
 */
export function consult(scan: Scan, parts: Parts, end: number): void {
  const start = parts.start[0] as number;
  tagElements(scan.units, scan.length, start, end, LEAN);
  opinion.end = end;
  if (end > parts.end0 && (parts.reason === AT_BOUNDARY || parts.reason === AT_REFUSED)) {
    opinion.end = Math.max(parts.end0, groupEnd(start));
  }
  sumUp(start, end);
}

/** Reads a value that may be an address as a whole. */
export function consultValue(scan: Scan, start: number, end: number): void {
  tagElements(scan.units, scan.length, start, end, LEAN);
  sumUp(start, end);
  const { count } = taggedElements;
  opinion.end = count > 0 ? (taggedElements.end[count - 1] as number) : end;
}

function sumUp(start: number, end: number): void {
  let odds = 0;
  let covered = 0;
  for (let k = 0; k < taggedElements.count; k++) {
    odds += taggedElements.odds[k] as number;
    covered += (taggedElements.end[k] as number) - (taggedElements.start[k] as number);
  }
  opinion.odds = odds / (end - start);
  opinion.count = taggedElements.count;
  opinion.covered = covered / (end - start);
}

/** Parts of real addresses gain about this much a unit, what looks like one seldom does. */
const EXPECTED = 3;
const WEIGHT = 2;
const MOST_FOR = 2;
const MOST_AGAINST = -1.5;

/** Log-odds for the address that was read last, by how sure the tagger is of its parts. */
export function taggerWeight(): number {
  return Math.max(MOST_AGAINST, Math.min(MOST_FOR, WEIGHT * (opinion.odds - EXPECTED)));
}

/** Where the parts that follow each other from `start` on end. */
function groupEnd(start: number): number {
  let end = start;
  for (let k = 0; k < taggedElements.count; k++) {
    if ((taggedElements.start[k] as number) - end > GAP && k > 0) break;
    end = taggedElements.end[k] as number;
  }
  return end;
}
