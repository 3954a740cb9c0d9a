/**
 * Where an address ends. The grammar knows where its last part ends; what follows may be the name of a shop or estate
 * without a suffix (丹尼斯), a person's name (丁晓峰) or prose. The tagger was tried here, and cut firms off that stand behind a room.
 */

import type { Scan } from '../../scan/scan.ts';
import { nameLikeness } from '../common/person.ts';
import { MENTION } from './cues.ts';
import { ASSIST, PICKUP } from './kinds.ts';
import { AT_BOUNDARY, AT_PHONE, AT_REFUSED, AT_STOP, AT_WORD, NUMBERED, type Parts, STRONG } from './parts.ts';
import { BEFORE, DASH, DIGITS, HAN, isMobileStart, JOINER, NUMERALS, OPEN, SEPARATE, unitClasses } from './units.ts';

/** The longest tail without a suffix that is taken for a place. */
const LONGEST_TAIL = 12;
/** From this on the last characters are a name. */
const NAME_THRESHOLD = 1;
/** 楼 段: surnames that end parts of addresses as well. */
const BOTH = [0x697c, 0x6bb5];
/** How far the name that belongs to an address is looked for. */
export const NAME_REACH = 32;

/** Returns where the address ends and drops parts beyond. */
export function settleEnd(scan: Scan, parts: Parts): number {
  const classes = unitClasses();
  let end = chosenEnd(scan, parts);
  while (end > parts.end0 && isGap(classes[scan.units[end - 1] as number] as number)) end--;
  return end;
}

function isGap(kind: number): boolean {
  return kind === SEPARATE || kind === DASH || kind === JOINER;
}

function chosenEnd(scan: Scan, parts: Parts): number {
  const firm = firmEnd(parts);
  const tail = Math.max(parts.tail, parts.end0);
  const cut = nameStart(scan, parts, firm, tail);
  if (cut < tail) return cutAt(parts, cut);
  if (parts.reason === AT_STOP && tail === parts.end0 && parts.kind[parts.count - 1] === ASSIST && parts.count > 1) {
    // 1502门口就行, 398号楼下叫我: the way to the door belongs to what is said next.
    return cutAt(parts, parts.end[parts.count - 2] as number);
  }
  if (parts.reason === AT_STOP || parts.reason === AT_WORD)
    return cutAt(parts, parts.reason === AT_STOP ? firm : parts.end0);
  // 牌坊店村党支部书记: a place that is mentioned, not the name of a shop.
  if (tail > parts.end0 && scan.cueWithin(MENTION, parts.end0, tail) >= 0) return parts.end0;
  const isPlace = tail - parts.end0 <= LONGEST_TAIL && tail > parts.end0;
  return isPlace && (parts.reason === AT_BOUNDARY || parts.reason === AT_PHONE || parts.reason === AT_REFUSED)
    ? tail
    : parts.end0;
}

/** The end of the last part that is more than a weak word. */
function firmEnd(parts: Parts): number {
  for (let k = parts.count - 1; k >= 0; k--) {
    if (
      ((parts.how[k] as number) & (STRONG | NUMBERED)) !== 0 ||
      (parts.kind[k] as number) === PICKUP ||
      parts.kind[k] === ASSIST
    ) {
      return k === parts.count - 1 ? parts.end0 : (parts.end[k] as number);
    }
  }
  return parts.end[0] as number;
}

function cutAt(parts: Parts, end: number): number {
  while (parts.count > 1 && (parts.start[parts.count - 1] as number) >= end) parts.count--;
  const last = parts.count - 1;
  if ((parts.end[last] as number) > end) parts.end[last] = end;
  parts.end0 = Math.min(parts.end0, end);
  return end;
}

/** Where a person's name at the end of units[…, tail) begins, or `tail`. */
function nameStart(scan: Scan, parts: Parts, firm: number, tail: number): number {
  const { units } = scan;
  if (tail - firm < 2) return tail;
  let best = NAME_THRESHOLD;
  let at = tail;
  let context = Number.NaN;
  for (let start = tail - 2; start >= firm && tail - start <= 4; start--) {
    if (unitClasses()[units[start] as number] === SEPARATE) break;
    // Behind 号 and before a telephone two or three characters are a name, however rare: 88号蒯锶钒.
    const likeness = nameLikeness(units, start, tail) + (start === firm && isBehindNumber(parts, start) ? 2.5 : 0);
    if (likeness < -3) continue;
    if (Number.isNaN(context)) context = contextOf(scan, parts, tail);
    const score = likeness + (isPartEnd(parts, start) ? 1.5 : -1.5) + context;
    if (score <= best) continue;
    best = score;
    at = start;
  }
  return at < tail ? at : suffixStart(scan, parts, firm, tail);
}

/** 6号楼晓峰, 1906段春芳: 楼 is the surname when what follows makes a name with it and none without. */
function suffixStart(scan: Scan, parts: Parts, firm: number, tail: number): number {
  const size = tail - firm;
  if (parts.reason !== AT_PHONE || size < 1 || size > 2 || !BOTH.includes(scan.units[firm - 1] as number)) return tail;
  const last = parts.count - 1;
  if (parts.end[last] !== firm || firm - (parts.start[last] as number) < 3) return tail;
  return nameLikeness(scan.units, firm - 1, tail) + contextOf(scan, parts, tail) > NAME_THRESHOLD ? firm - 1 : tail;
}

/** Does the address wait for a name at its end? A phone there says yes, a name at its other side says no. */
function contextOf(scan: Scan, parts: Parts, tail: number): number {
  const { units, length } = scan;
  const before = neighbourName(units, parts.start[0] as number, -1, length);
  const after = neighbourName(units, tail, 1, length);
  if (before > 0.5 || after > 0.5) return -5;
  if (parts.reason === AT_PHONE) return 1;
  if (parts.reason === AT_WORD) return 1.5;
  return hasPhoneBefore(units, parts.start[0] as number) ? 1 : -2;
}

/** How much the characters beside the address, past a phone number, look like a name. */
function neighbourName(units: Uint16Array, at: number, step: 1 | -1, length: number): number {
  const classes = unitClasses();
  const far = step < 0 ? Math.max(-1, at - NAME_REACH) : Math.min(length, at + NAME_REACH);
  let i = step < 0 ? at - 1 : at;
  for (; i !== far; i += step) {
    const kind = classes[units[i] as number] as number;
    if (isNameUnit(kind)) break;
    if (kind === OPEN) return 0;
  }
  const from = i;
  while (i !== far && Math.abs(i - from) < 5 && isNameUnit(classes[units[i] as number] as number)) i += step;
  const size = Math.abs(i - from);
  if (size < 2 || size > 4) return 0;
  return step < 0 ? nameLikeness(units, i + 1, from + 1) : nameLikeness(units, from, i);
}

function isNameUnit(kind: number): boolean {
  return kind === HAN || kind === NUMERALS || kind === BEFORE;
}

/** Reports whether eleven digits end right before `at`, a blank or comma between. */
export function hasPhoneBefore(units: Uint16Array, at: number): boolean {
  const classes = unitClasses();
  let i = at;
  while (i > 0 && at - i < 4 && classes[units[i - 1] as number] === SEPARATE) i--;
  let digits = 0;
  while (i > 0 && digits < 12 && classes[units[i - 1] as number] === DIGITS) {
    i--;
    digits++;
  }
  return digits === 11 && isMobileStart(units, i);
}

/** Nothing but a number and its suffix ends at `at`, and no other part follows. */
function isBehindNumber(parts: Parts, at: number): boolean {
  const last = parts.count - 1;
  return parts.end[last] === at && ((parts.how[last] as number) & NUMBERED) !== 0;
}

function isPartEnd(parts: Parts, at: number): boolean {
  for (let k = parts.count - 1; k >= 0; k--) if (parts.end[k] === at) return true;
  return parts.end0 === at;
}
