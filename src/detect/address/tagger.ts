/** What the trained tagger makes of an address the grammar has read: its parts, and how sure it is of them. */

import { tagElements, taggedElements } from '../../model/elements.ts';
import { isHan, type Scan } from '../../scan/scan.ts';
import { ASSIST, DISTRICT, GROUP, PICKUP, REDUNDANT, ROAD, SUBPOI, TOWN } from './kinds.ts';
import { MOST_PARTS, NUMBERED, type Parts } from './parts.ts';

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
const MOST_FOR = 2.2;
const MOST_FOR_ROADS = 0.4;
const MOST_AGAINST = -0.5;

/** Log-odds for the address that was read last, by how sure the tagger is of its parts. */
export function taggerWeight(isBuilding = true): number {
  const most = isBuilding ? MOST_FOR : MOST_FOR_ROADS;
  return Math.max(MOST_AGAINST, Math.min(most, WEIGHT * (opinion.odds - EXPECTED)));
}

/** Units between an estate and the building in it: a space, or its phase in brackets. */
const LONGEST_BRACKET = 6;
const LONGEST_ESTATE = 10;
const LEAST_COVERED = 0.85;

/** 绿地香颂 12栋704, 橡树湾(北区) 5号楼: where the estate before a building begins, when the tagger knows it for one; else -1. */
export function estateStart(scan: Scan, building: number, end: number): number {
  const { units } = scan;
  let at = building;
  while (at > 0 && units[at - 1] === 32 && building - at < 2) at--;
  if (units[at - 1] === 41) {
    let open = at - 2;
    while (open > 0 && at - open <= LONGEST_BRACKET && units[open] !== 40) open--;
    if (units[open] !== 40) return -1;
    at = open;
  }
  let start = at;
  while (start > 0 && at - start <= LONGEST_ESTATE && isHan(units[start - 1] as number)) start--;
  if (at - start < 2 || at - start > LONGEST_ESTATE || at === building) return -1;
  if (start > 0 && units[start - 1] !== 32 && units[start - 1] !== 10) return -1;
  consult(scan, start, end);
  const kind = taggedElements.kind[0] as number;
  const isEstate = taggedElements.count > 1 && taggedElements.start[0] === start && kind >= TOWN && kind <= SUBPOI;
  return isEstate && opinion.covered >= LEAST_COVERED && opinion.odds >= EXPECTED - 0.5 ? start : -1;
}

/** Parts of the address that was read last, both opinions joined; one object, used again. */
export const joined = {
  count: 0,
  kind: /* @__PURE__ */ new Uint8Array(2 * MOST_PARTS),
  start: /* @__PURE__ */ new Int32Array(2 * MOST_PARTS),
  end: /* @__PURE__ */ new Int32Array(2 * MOST_PARTS),
};

/**
 * Joins what the tagger says with what the grammar knows better: a number it read is a number (669弄, 之3), and groups
 * and pickup points hardly occur where the tagger was trained.
 */
export function joinParts(parts: Parts | undefined): void {
  joined.count = 0;
  let next = 0;
  for (let k = 0; parts !== undefined && k < parts.count; k++) {
    if (!isSure(parts, k)) continue;
    const start = parts.start[k] as number;
    next = take(next, start);
    append(parts.kind[k] as number, start, parts.end[k] as number);
    while (next < taggedElements.count && (taggedElements.end[next] as number) <= (parts.end[k] as number)) next++;
  }
  take(next, Number.MAX_SAFE_INTEGER);
}

/** Appends the tagger's parts from `next` on, up to `stop`; returns the first that reaches beyond. */
function take(next: number, stop: number): number {
  let k = next;
  for (; k < taggedElements.count; k++) {
    const last = joined.count > 0 ? (joined.end[joined.count - 1] as number) : 0;
    const start = Math.max(last, taggedElements.start[k] as number);
    const end = Math.min(stop, taggedElements.end[k] as number);
    if (end > start) append(taggedElements.kind[k] as number, start, end);
    if ((taggedElements.end[k] as number) > stop) return k;
  }
  return k;
}

function append(kind: number, start: number, end: number): void {
  if (joined.count === joined.kind.length) return;
  joined.kind[joined.count] = kind;
  joined.start[joined.count] = start;
  joined.end[joined.count] = end;
  joined.count++;
}

/** Whether the grammar knows a part better: the tagger sees a name where it sees a number. */
function isSure(parts: Parts, k: number): boolean {
  const kind = parts.kind[k] as number;
  if (kind === GROUP || kind === PICKUP) return true;
  if (((parts.how[k] as number) & NUMBERED) === 0) return false;
  for (let i = 0; i < taggedElements.count; i++) {
    if ((taggedElements.end[i] as number) <= (parts.start[k] as number)) continue;
    if ((taggedElements.start[i] as number) >= (parts.end[k] as number)) return false;
    const other = taggedElements.kind[i] as number;
    if (other === ROAD || other === ASSIST || other === REDUNDANT) return true;
  }
  return false;
}
