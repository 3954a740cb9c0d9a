/** Where names begin, and what belongs together: stems, brackets, and chunks between separators. */

import { isTown } from '../../data/towns.ts';
import type { Scan } from '../../scan/scan.ts';
import { ADDRESS_LABEL, DIVISION, STOP_WORD, STRUCTURE } from './cues.ts';
import { COMMUNITY, DISTRICT, HOUSENO, POI, PROV, ROADNO, ROOMNO, TOWN } from './kinds.ts';
import { FULL, NUMBERED, ORG } from './parts.ts';
import type { Reader } from './reader.ts';
import { NO_KIND, structureOf } from './suffixes.ts';
import { CLOSE, DASH, DIGITS, HARD, LATIN, NONE, OPEN, PROSE, SEPARATE, unitClasses } from './units.ts';

/** A chunk without any part between two that have some: 盐步, 江夏. */
const LONGEST_BARE_CHUNK = 6;
/** What stands before a suffix when nothing else says where it begins. */
export const LONGEST_ROAD = 6;
const LONGEST_TOWN = 5;
const LONGEST_PLACE = 12;
/** The same when a boundary does. */
const LONGEST_NAME = 10;
const LONGEST_BRACKET = 24;

/** Whether a part that begins a new chunk after a separator still belongs to the address. */
export function mayContinue(reader: Reader, kind: number, start: number): boolean {
  const { parts, chunk, bareChunks, picked } = reader;
  const { units } = reader.scan;
  if (start - chunk > LONGEST_BARE_CHUNK) return false;
  const last = parts.kind[parts.count - 1] as number;
  // 南宫雪 新疆…: what looked like a city before the province was a name.
  if (kind === PROV && ((parts.how[0] as number) & FULL) === 0 && parts.code !== picked.code) return false;
  let isComma = false;
  for (let i = parts.end0; i < chunk; i++) if (units[i] === 44 || units[i] === 0x3001) isComma = true;
  if (bareChunks > 0 && (isComma || last > TOWN || chunk - parts.end0 > 2 * LONGEST_BARE_CHUNK + 2)) return false;
  let deepest = 0;
  let hasNumber = false;
  for (let k = 0; k < parts.count; k++) {
    const one = parts.kind[k] as number;
    if (one <= ROOMNO && one > deepest) deepest = one;
    if (one >= ROADNO && ((parts.how[k] as number) & NUMBERED) !== 0) hasNumber = true;
  }
  // 深井镇、李家户镇: a list of places.
  if (kind === TOWN && last === TOWN && units[chunk - 1] === 0x3001) return false;
  // Something was counted before the comma: 3层200抽10包，2号色.
  if (isComma && kind >= ROADNO && deepest >= HOUSENO && parts.tail > parts.end0) return false;
  if (kind <= DISTRICT) return deepest <= TOWN && units[chunk - 1] !== 0x3001;
  // Firms in a list are no address.
  if (isComma && kind === POI && ((parts.how[parts.count - 1] as number) & ORG) !== 0) return false;
  if (kind >= deepest) return true;
  if (hasNumber) return false;
  return !isComma || deepest <= POI;
}

/** Where the stem of the first part begins. */
export function trimStem(scan: Scan, stem: number, suffix: number, end: number, kind: number): number {
  // Towns and villages begin with a character: the digits before 回乡 are another value.
  const first = kind <= COMMUNITY ? hanStart(scan.units, stem, suffix) : stem;
  if (kind === TOWN) {
    for (let start = Math.max(first, suffix - LONGEST_TOWN); suffix - start >= 2; start++) {
      if (isTown(scan.text, scan.base + start, scan.base + end)) return start;
    }
  }
  // Right behind a boundary the whole of it is the name.
  if (suffix - first <= LONGEST_NAME && (first === 0 || isBoundary(scan.units[first - 1] as number))) return first;
  const longest = kind === POI ? LONGEST_PLACE : kind === TOWN || kind <= DISTRICT ? LONGEST_TOWN : LONGEST_ROAD;
  return Math.max(first, suffix - longest);
}

/** Where the name before 7号楼 begins: the whole filler of an open address, at most an estate's name of a new one. */
export function placeStart({ scan, stem, at, parts }: Reader): number {
  let end = at;
  while (end > stem && unitClasses()[scan.units[end - 1] as number] === DASH) end--;
  if (end === stem) return at;
  if (parts.count > 0) return stem;
  return at - stem > LONGEST_PLACE ? at : stem;
}

/** Where the bracket at `at` closes if what it holds may be part of an address: (二期), （某某有限公司）, (重庆). */
export function bracketEnd(reader: Reader, isOpen: boolean): number {
  const { scan, at, limit } = reader;
  const { units } = scan;
  const classes = unitClasses();
  const structure = structureOf();
  const far = Math.min(limit, at + LONGEST_BRACKET);
  let close = at + 1;
  // 平安金融中心（PAFC）63层: the initials of what stands before.
  let isInitials = true;
  while (close < far && classes[units[close] as number] !== CLOSE) {
    const kind = classes[units[close] as number];
    if (kind === HARD || kind === PROSE || kind === OPEN) return NONE;
    if (kind !== LATIN || (units[close] as number) > 90) isInitials = false;
    close++;
  }
  if (close >= far) return NONE;
  let holds = isOpen && isInitials && units[at] === 40 && close > at + 1;
  for (let k = scan.track.hitFrom(at); k < scan.track.hitCount && (scan.track.hitStart[k] as number) < close; k++) {
    const set = scan.track.hitSet[k];
    if (set === STOP_WORD || set === ADDRESS_LABEL) return NONE;
    if (set === DIVISION) holds = true;
    if (set !== STRUCTURE) continue;
    const index = scan.track.hitWord[k] as number;
    if (isOpen || structure.number[index] !== NO_KIND) holds = true;
  }
  return holds ? close : NONE;
}

function isBoundary(unit: number): boolean {
  const kind = unitClasses()[unit];
  return kind === HARD || kind === SEPARATE || kind === DIGITS;
}

function hanStart(units: Uint16Array, stem: number, suffix: number): number {
  const classes = unitClasses();
  let i = stem;
  while (i < suffix && (classes[units[i] as number] === DIGITS || classes[units[i] as number] === LATIN)) i++;
  return i;
}
