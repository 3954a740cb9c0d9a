/** Reads the parts of an address from left to right. */

import { isTown } from '../../data/towns.ts';
import { bracketEnd, mayContinue, trimStem } from './chunks.ts';
import { DIVISION, STRUCTURE } from './cues.ts';
import { ASSIST, DISTRICT, PICKUP, POI, PROV, REDUNDANT, ROAD, TOWN } from './kinds.ts';
import { readNumber } from './numbers.ts';
import {
  AT_BOUNDARY,
  AT_MASK,
  AT_PHONE,
  AT_REFUSED,
  AT_STOP,
  AT_WORD,
  addPart,
  BARE,
  CONTAINED,
  HUB,
  LISTED,
  MOST_PARTS,
  NUMBERED,
  ORG,
  type Parts,
  STRONG,
} from './parts.ts';
import { findDivision, findFrame, findWord, type Reader } from './reader.ts';
import { NO_KIND, structureOf, WEAK_STEM } from './suffixes.ts';
import {
  BEFORE,
  CLOSE,
  DASH,
  DIGITS,
  HAN,
  HARD,
  LATIN,
  MASK,
  NONE,
  NUMERALS,
  OPEN,
  PROSE,
  SEPARATE,
  telephoneAt,
  unitClasses,
} from './units.ts';

/** The longest address. */
const LONGEST = 120;
/** Filler between two parts: the name of an estate without a suffix. */
const LONGEST_FILLER = 16;
/** What a name that begins before such a stretch may need of it. */
const LONGEST_STEM = 24;
/** Digits in a row that are no part of an address. */
const LONG_NUMBER = 7;
/** 的 */
const OF = 0x7684;
/** #, which stands for 号楼 */
const HASH = 35;

/** What a step of reading came to: a reason to stop (see parts.ts), or one of these. */
const GO_ON = -1;
const NOT_MINE = -2;

/** Reads one address that begins at or after `from` into the reader's parts; `parts.stop` is where reading ended. */
export function readParts(reader: Reader, from: number): void {
  const { scan, parts } = reader;
  const classes = unitClasses();
  begin(reader, from);
  let reason = AT_BOUNDARY;
  while (reader.at < reader.limit) {
    const isOpen = parts.count > 0;
    if (isOpen ? isTooLong(reader) : reader.at - from > 2 * LONGEST) {
      reason = AT_STOP;
      break;
    }
    while (reader.hit < scan.track.hitCount && (scan.track.hitStart[reader.hit] as number) < reader.at) reader.hit++;
    const kind = classes[scan.units[reader.at] as number] as number;
    let step = NOT_MINE;
    if (kind === DIGITS) step = readTelephone(reader);
    if (step === NOT_MINE && mayBeginWord(kind)) step = readDivision(reader);
    if (step === NOT_MINE && mayBeginNumber(kind, scan.units[reader.at] as number)) step = takeNumber(reader);
    if (step === NOT_MINE && (kind === HAN || kind === BEFORE || kind === NUMERALS)) step = readWord(reader, kind);
    if (step === NOT_MINE) step = readUnit(reader, kind);
    if (step >= 0) {
      reason = step;
      break;
    }
  }
  if (reader.at >= reader.limit && reader.limit < scan.length) reason = AT_PHONE;
  if (!reader.isNewChunk) parts.tail = reader.at;
  parts.stop = reason === AT_REFUSED ? Math.max(reader.chunk, parts.end0) : reader.at;
  if (reason === AT_STOP && parts.count === 0) parts.stop -= LONGEST_STEM;
  if (isBeyond(reader)) parts.stop = skipRest(reader);
  parts.reason = reader.isNewChunk && reason !== AT_MASK ? AT_BOUNDARY : reason;
}

function begin(reader: Reader, from: number): void {
  const { scan, parts } = reader;
  parts.count = 0;
  parts.code = 0;
  parts.level = 0;
  parts.end0 = from;
  parts.tail = from;
  reader.at = reader.stem = reader.chunk = from;
  reader.limit = scan.length;
  reader.hit = scan.track.hitFrom(from);
  reader.isNewChunk = false;
  reader.bareChunks = 0;
  reader.bracket = 0;
  reader.open = 0;
}

function isTooLong(reader: Reader): boolean {
  return isBeyond(reader) || reader.at - reader.parts.end0 > LONGEST_FILLER;
}

/** More than any address has. */
function isBeyond({ parts, at }: Reader): boolean {
  return parts.count === MOST_PARTS || (parts.count > 0 && at - (parts.start[0] as number) > LONGEST);
}

/**
 * Where to go on behind a chain longer than any address: at its next separator. A cut inside would hang on where the
 * chain began, which may be beyond the detector's reach.
 */
function skipRest({ scan, at }: Reader): number {
  const classes = unitClasses();
  let digits = 0;
  for (let i = at; i < scan.length; i++) {
    const kind = classes[scan.units[i] as number] as number;
    digits = kind === DIGITS ? digits + 1 : 0;
    if (digits === LONG_NUMBER || kind === SEPARATE || kind === PROSE || kind === HARD || kind === MASK) return i;
  }
  return scan.length;
}

function mayBeginWord(kind: number): boolean {
  return kind === HAN || kind === PROSE || kind === BEFORE || kind === NUMERALS || kind === LATIN;
}

function mayBeginNumber(kind: number, unit: number): boolean {
  return kind === DIGITS || kind === LATIN || kind === NUMERALS || unit === HASH;
}

/** Telephone numbers, postcodes and the like end an address; before one they are passed over. */
function readTelephone(reader: Reader): number {
  const { at, limit, parts } = reader;
  const { units } = reader.scan;
  const phone = telephoneAt(units, at, limit);
  if (phone !== NONE && parts.count === 0) {
    const classes = unitClasses();
    let end = at;
    while (end < limit && classes[units[end] as number] === DIGITS) end++;
    return startOver(reader, end);
  }
  if (phone === at) return AT_PHONE;
  // 62-213264429666: room 2, then the mobile.
  if (phone > at) reader.limit = phone;
  return parts.count > 0 && isPostcode(units, at) ? AT_BOUNDARY : NOT_MINE;
}

/** Six digits by themselves: what stands before is the whole address. */
function isPostcode(units: Uint16Array, at: number): boolean {
  const classes = unitClasses();
  for (let i = at; i < at + 6; i++) if (classes[units[i] as number] !== DIGITS) return false;
  const next = classes[units[at + 6] as number];
  return next !== DIGITS && next !== LATIN && classes[units[at - 1] as number] !== DASH;
}

/** Reads a division or a word of the frame, the longer of the two. */
function readDivision(reader: Reader): number {
  const { parts, at, stem } = reader;
  const classes = unitClasses();
  const isOpen = parts.count > 0;
  findFrame(reader);
  findWord(reader, at);
  if (reader.frameEnd > at && reader.frameEnd >= reader.wordEnd) {
    const isDivision = !isOpen && findDivision(reader, stem === at) && reader.picked.end >= reader.frameEnd;
    if (!isDivision) {
      if (reader.isFrameStop && isOpen) return AT_WORD;
      if (reader.isFrameStop) return startOver(reader, reader.frameEnd);
      reader.at = reader.frameEnd;
      return GO_ON;
    }
  }
  if (!canTakeDivision(reader) || !findDivision(reader, stem === at || parts.end0 === at)) return NOT_MINE;
  const { picked } = reader;
  if (picked.end < reader.wordEnd - 1) return NOT_MINE;
  if (reader.isNewChunk && !mayContinue(reader, picked.kind, at)) return AT_REFUSED;
  // 大观区-绍兴市, 【甲区】乙区: from one to the other.
  const gap = classes[reader.scan.units[at - 1] as number];
  if (
    isOpen &&
    at === parts.end0 + 1 &&
    (gap === DASH || gap === CLOSE) &&
    parts.code !== 0 &&
    picked.code !== 0 &&
    (picked.how & CONTAINED) === 0
  )
    return AT_REFUSED;
  parts.code = picked.code;
  parts.level = picked.level;
  return addAndGoOn(reader, picked.kind, at, picked.end, picked.how);
}

/** Inside the detail a city's name is part of a firm or an estate. */
function canTakeDivision({ parts, isNewChunk }: Reader): boolean {
  if (parts.count === 0 || isNewChunk) return true;
  const last = parts.kind[parts.count - 1] as number;
  return last <= TOWN || last === REDUNDANT;
}

function takeNumber(reader: Reader): number {
  const { parts, at } = reader;
  const end = readNumber(reader);
  if (end === NONE) return AT_REFUSED;
  if (end === at) {
    findWord(reader, at);
    return NOT_MINE;
  }
  if (parts.end0 === end) {
    reader.isNewChunk = false;
    reader.bareChunks = 0;
    reader.stem = end;
  }
  reader.at = end;
  return GO_ON;
}

/** Reads a suffix with the name before it, or a word that stands for itself. */
function readWord(reader: Reader, kind: number): number {
  const { scan, parts, at, stem, word, wordEnd } = reader;
  if (word === NONE || wordEnd > reader.limit) return NOT_MINE;
  const structure = structureOf();
  const isOpen = parts.count > 0;
  const alone = structure.alone[word] as number;
  const after = structure.stem[word] as number;
  const isWeak = ((structure.weak[word] as number) & WEAK_STEM) !== 0;
  const quality = (isWeak ? 0 : STRONG) | orgBits(structure.org[word] as number);
  let made = NO_KIND;
  let start = at;
  let how = quality;
  if (after !== NO_KIND && at > stem) {
    if (isOpen || !isWeak) {
      made = after;
      if (isOpen && made <= TOWN && (parts.kind[parts.count - 1] as number) > TOWN) {
        // 财富城镇 behind the road is an estate, not a town.
        made = POI;
        how = 0;
      }
      start = isOpen ? stem : trimStem(scan, stem, at, wordEnd, made);
      if (made === TOWN && isTown(scan.text, scan.base + start, scan.base + wordEnd)) how |= LISTED;
      // One character is no name of a province or city, and of a town only when the list says so.
      if (at - start < 2 && (made < DISTRICT || (made === TOWN && (how & LISTED) === 0))) made = NO_KIND;
    }
  } else if (alone !== NO_KIND && (isOpen || alone < PROV)) {
    made = alone;
    how = made === ASSIST ? 0 : STRONG;
  } else if (isOpen && after === POI && wordEnd - at > 1 && at === parts.end0) {
    // 余杭区人民医院: the word is the whole name.
    made = after;
  }
  if (isOpen && after !== NO_KIND && at - stem <= 1 && (made === NO_KIND ? at === stem : start === stem)) {
    if (joinsWeakPart(parts, after, stem) || (!isWeak && after === ROAD && joinsPlace(parts, stem))) {
      // 杭海|路, 新桥|镇: what looked like an end was the middle of a name.
      if (made === NO_KIND) how = STRONG;
      made = made === NO_KIND ? after : made;
      parts.count--;
      start = parts.start[parts.count] as number;
      // 寺寨|乡 after a comma: the whole of it may be refused, as its beginning would have been.
      const isChunk = start === reader.chunk;
      parts.end0 = isChunk ? (parts.end[parts.count - 1] as number) : start;
      if (isChunk && !mayContinue(reader, made, start)) return AT_REFUSED;
    }
  }
  if (made === NO_KIND && alone !== NO_KIND && isOpen) {
    made = alone;
    start = stem;
  }
  if (made === NO_KIND) return passWord(reader, kind);
  if (reader.isNewChunk && !mayContinue(reader, made, start)) return AT_REFUSED;
  if (alone === ASSIST && start < at && isOpen) {
    addPart(parts, POI, start, at, 0);
    return addAndGoOn(reader, ASSIST, at, wordEnd, how);
  }
  return addAndGoOn(reader, made, start, wordEnd, how);
}

function orgBits(org: number): number {
  return org === 0 ? 0 : org === 1 ? ORG : ORG | HUB;
}

/** A suffix that ends nothing is the beginning of a word (街道口, 城市) or filler. */
function passWord(reader: Reader, kind: number): number {
  const isOpen = reader.parts.count > 0;
  if (reader.at === reader.stem && !isOpen) reader.at++;
  else if (kind === BEFORE && !isOpen) return NOT_MINE;
  else reader.at = reader.wordEnd;
  return GO_ON;
}

/** The part that ends here was ended by a weak word, and a road, town or village goes on. */
function joinsWeakPart(parts: Parts, kind: number, stem: number): boolean {
  const last = parts.count - 1;
  if (last <= 0 || kind === POI || (parts.kind[last] as number) <= DISTRICT || parts.end[last] !== stem) return false;
  return ((parts.how[last] as number) & (STRONG | NUMBERED)) === 0;
}

/** 花园|路, 学院|路: the name of a place, with a road behind it. */
function joinsPlace(parts: Parts, stem: number): boolean {
  const last = parts.count - 1;
  if (last <= 0 || parts.kind[last] !== POI || parts.end[last] !== stem) return false;
  return ((parts.how[last] as number) & (NUMBERED | BARE)) === 0;
}

/** Reads one unit that is no word: separators, brackets, boundaries, filler. */
function readUnit(reader: Reader, kind: number): number {
  const { scan, parts, at } = reader;
  const isOpen = parts.count > 0;
  switch (kind) {
    case HARD:
      // With nothing found before the boundary the caller goes on from here.
      return AT_BOUNDARY;
    case MASK:
      return isOpen ? AT_MASK : startOver(reader, at + 1);
    case PROSE:
      if (!isOpen) return startOver(reader, at + 1);
      if (scan.units[at] !== OF || !leadsToAssist(reader)) return AT_STOP;
      break;
    case BEFORE:
      if (!isOpen) return startOver(reader, at + 1);
      // 从甲地到乙地 are two.
      if (isDivisionHit(reader, at + 1)) return AT_STOP;
      break;
    case OPEN:
      reader.bracket = bracketEnd(reader, isOpen);
      if (reader.bracket === NONE) return isOpen ? AT_BOUNDARY : startOver(reader, at + 1);
      reader.open = at;
      if (!isOpen && at === reader.stem) reader.stem = at + 1;
      break;
    case CLOSE:
      if (at !== reader.bracket) return isOpen ? AT_BOUNDARY : startOver(reader, at + 1);
      // [浑南区物流园] 快件已到达: what began inside ends there, but for the upper levels.
      if (isOpen && (parts.start[0] as number) > reader.open && (parts.kind[parts.count - 1] as number) > DISTRICT)
        return AT_BOUNDARY;
      if (isOpen && parts.end0 === at) {
        parts.end0 = at + 1;
        reader.stem = at + 1;
      }
      break;
    case SEPARATE:
      return readSeparator(reader);
    case DASH:
      if (isOpen ? at === parts.end0 : at === reader.stem) reader.stem = at + 1;
      break;
    default:
  }
  reader.at++;
  return GO_ON;
}

function readSeparator(reader: Reader): number {
  const { parts, at, chunk } = reader;
  if (at >= reader.bracket) {
    if (parts.count > 0) {
      if (reader.isNewChunk && at > chunk && ++reader.bareChunks > 1) return AT_REFUSED;
      if (!reader.isNewChunk) parts.tail = at;
      reader.isNewChunk = true;
    }
    reader.stem = reader.chunk = at + 1;
  }
  reader.at++;
  return GO_ON;
}

/** Reports whether some division's name stands at `at`, a little further on. */
function isDivisionHit({ scan, hit }: Reader, at: number): boolean {
  for (let k = hit; k < scan.track.hitCount && (scan.track.hitStart[k] as number) <= at; k++) {
    if (scan.track.hitStart[k] === at && scan.track.hitSet[k] === DIVISION) return true;
  }
  return false;
}

/** 奶茶店的旁边: the 的 belongs to the way there. */
function leadsToAssist({ scan, hit, at }: Reader): boolean {
  const { alone } = structureOf();
  for (let k = hit; k < scan.track.hitCount && (scan.track.hitStart[k] as number) <= at + 3; k++) {
    if (scan.track.hitSet[k] !== STRUCTURE) continue;
    const kind = alone[scan.track.hitWord[k] as number];
    if (kind === ASSIST || kind === PICKUP) return true;
  }
  return false;
}

function addAndGoOn(reader: Reader, kind: number, start: number, end: number, how: number): number {
  addPart(reader.parts, kind, start, end, how);
  reader.isNewChunk = false;
  reader.bareChunks = 0;
  reader.at = reader.stem = end;
  return GO_ON;
}

/** Nothing read so far belongs to an address. */
function startOver(reader: Reader, at: number): number {
  reader.at = reader.stem = reader.chunk = at;
  return GO_ON;
}
