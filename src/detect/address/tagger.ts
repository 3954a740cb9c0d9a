/** What the trained tagger makes of an address the grammar has read: its parts, and how sure it is of them. */

import { tagElements, taggedElements } from '../../model/elements.ts';
import type { Scan } from '../../scan/scan.ts';
import { DISTRICT, REDUNDANT } from './kinds.ts';

/** The grammar says that an address stands here: what a unit outside costs, in log-odds. */
const LEAN = 0.75;

/** The result of `consult`; one object, used again. */
export const opinion = {
  end: 0,
  /** Log-odds of all parts against no address, per unit. */
  odds: 0,
  /** Parts, and the share of the address that lies in one. */
  count: 0,
  covered: 0,
  /** Whether a part is smaller than a district. */
  hasDetail: false,
};

/** Reads what the grammar takes for an address: where it ends is settled, the shop behind the room included. */
export function consult(scan: Scan, start: number, end: number): void {
  tagElements(scan.units, scan.length, start, end, LEAN);
  sumUp(start, end);
  opinion.end = end;
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
  opinion.hasDetail = false;
  for (let k = 0; k < taggedElements.count; k++) {
    odds += taggedElements.odds[k] as number;
    const kind = taggedElements.kind[k] as number;
    opinion.hasDetail ||= kind > DISTRICT && kind !== REDUNDANT;
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
