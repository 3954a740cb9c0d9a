/** Reads numbers: 969号, 7栋, 3单元, 12-3-1001, 七组, and the names before them. */

import { nameLikeness } from '../common/person.ts';
import { LONGEST_ROAD, mayContinue, placeStart } from './chunks.ts';
import { ASSIST, CELLNO, FLOORNO, GROUP, HOUSENO, PICKUP, POI, ROAD, ROADNO, ROOMNO, TOWN } from './kinds.ts';
import { addPart, BARE, NUMBERED, ORG, type Parts, STRONG } from './parts.ts';
import { findNumberWord, type Reader } from './reader.ts';
import { structureOf, WEAK_NUMBER } from './suffixes.ts';
import { DASH, DIGITS, HAN, hasDigit, LATIN, NONE, NUMERALS, numberEnd, SEPARATE, unitClasses } from './units.ts';

/** 下, 之, 附, 号 */
const BELOW = 0x4e0b;
const OF = 0x4e4b;
const ATTACHED = 0x9644;
const NUMBER = 0x53f7;
/** A number of one of these is a date, a price or a count: 2024年, 300元, 3件. */
const COUNTERS = '年月日点时元块件个折分秒斤克包箱瓶双条只台次人岁寸米万亿%钟票单批托℃度吨升页行辆趟位名倍小千公';

/** Units of measure of two letters, after a blank each. */
const MEASURES = ' ms kg km cm mm ml kb mb gb tb px hz';
const COMMA = 44;
const LIST_COMMA = 0x3001;
const DOT = 46;
/** 第, 排, 座, 层, 位 */
const ORDINAL = 0x7b2c;
const ROW = 0x6392;
const SEAT = 0x5ea7;
const LAYER = 0x5c42;

/**
 * Reads a number and its suffix at `at`. Returns where reading goes on: `at` when it is no number, NONE when it begins
 * something new after a separator.
 */
export function readNumber(reader: Reader): number {
  const { parts, at, limit } = reader;
  const { units } = reader.scan;
  const structure = structureOf();
  const isNumeral = unitClasses()[units[at] as number] === NUMERALS;
  let end = units[at] === 35 ? at : numberEnd(units, at, limit);
  if (end === at) return isNumeral ? at : skipLatin(units, at, limit);
  if (isNumeral && parts.count > 0 && reader.word !== NONE && reader.wordEnd > end) return at;
  // 号 after the number, past one blank: 016 号.
  let found = findNumberWord(reader, end);
  if (found === NONE && isNumeral) {
    // 三十三组 has one numeral too many, 万达路一 none: only what a suffix follows is a number.
    while (end > at + 1 && found === NONE) found = findNumberWord(reader, --end);
  }
  if (found === NONE && !isNumeral && units[end] === 32) {
    found = findNumberWord(reader, end + 1);
    if (found !== NONE && !reachesOverBlank(reader, found, end)) found = NONE;
  }
  // No road comes behind a house: 12栋408|段思齐.
  const last = parts.count > 0 ? (parts.kind[parts.count - 1] as number) : 0;
  if (found !== NONE && structure.number[found] === ROAD && last >= HOUSENO && last <= ROOMNO) found = NONE;
  if (found !== NONE && reader.wordEnd <= limit) return addNumbered(reader, found, end);
  return isNumeral ? at : readBare(reader, end);
}

/**
 * 016 号 and 3 栋 reach over the blank; in 12栋408 段思齐 and 408 楼晓峰 a person begins behind it, and roads and groups
 * (段 条 里) are written without one.
 */
function reachesOverBlank(reader: Reader, found: number, end: number): boolean {
  const { units } = reader.scan;
  const structure = structureOf();
  const kind = structure.number[found] as number;
  if (kind === ROADNO) return true;
  if (!hasDigit(units, reader.at, end) || kind < HOUSENO || kind > ROOMNO) return false;
  const start = end + 1;
  return nameLikeness(units, start, start + 2) < 1 && nameLikeness(units, start, start + 3) < 1;
}

/** Adds the number up to `end` with its suffix, and the name of the estate before it. */
function addNumbered(reader: Reader, found: number, end: number): number {
  const { parts, at, stem, isNewChunk } = reader;
  const { units } = reader.scan;
  const structure = structureOf();
  const isOpen = parts.count > 0;
  const last = isOpen ? (parts.kind[parts.count - 1] as number) : 0;
  let kind = structure.number[found] as number;
  let suffixEnd = reader.wordEnd;
  const isWeak = ((structure.weak[found] as number) & WEAK_NUMBER) !== 0;
  // Sizes (M号) and plugs (RCA座) are no numbers of houses.
  const isLetters = unitClasses()[units[at] as number] !== NUMERALS && !hasDigit(units, at, end);
  if (isLetters && (kind === ROADNO || kind === GROUP || end - at > 2)) return end;
  // 5米 and 3# by themselves measure and count; an address begins with neither.
  if (!isOpen && (kind === ASSIST || units[end] === 35)) return end;
  if (kind === ROADNO && isOpen && last >= HOUSENO && last <= ROOMNO) kind = ROOMNO;
  if (kind === HOUSENO && last === ROAD && at === parts.end0 && suffixEnd - end === 2 && units[suffixEnd] === BELOW) {
    // 漕溪北路398号楼下: the number of the road, and downstairs.
    kind = ROADNO;
    suffixEnd--;
  }
  // 第12单元, 第1590期 begin no address, 12排3座 and 4排2层 are seats and shelves, 900公里 is a way unless it is a road's.
  const before = units[units[at - 1] === 32 ? at - 2 : at - 1] as number;
  if (!isOpen && before === ORDINAL && kind >= POI) return end;
  if (before === ROW && (units[end] === SEAT || units[end] === LAYER)) return end;
  const how = NUMBERED | (isWeak ? 0 : STRONG);
  // 高新二路, 白云三期, 柳树沟七组: one name with what stands before; 7号楼: the estate before is a part of its own.
  const joins = kind <= POI && kind !== ROADNO && at > stem;
  const start = joins ? (isOpen ? stem : Math.max(stem, at - LONGEST_ROAD)) : at;
  const place = !joins && at > stem ? placeStart(reader) : at;
  if (isNewChunk && !mayContinue(reader, kind, Math.min(start, place))) return NONE;
  if (place < at) addPart(parts, POI, place, at, 0);
  addPart(parts, kind, start, suffixEnd, how);
  return additionEnd(reader, suffixEnd);
}

/** Adds a number without a suffix when it may be a house or room; returns where reading goes on. */
function readBare(reader: Reader, end: number): number {
  const { parts, at, limit, chunk, isNewChunk } = reader;
  const { units } = reader.scan;
  const last = parts.count === 0 ? 0 : (parts.kind[parts.count - 1] as number);
  if (parts.count === 0 || (isNewChunk && at !== chunk) || !isBareRoom(reader, end, last)) {
    return Math.max(end, skipLatin(units, at, limit));
  }
  // 1-2-3-4 counts.
  if (piecesIn(units, at, end) > 3) return end;
  // 200 in 200抽 is a number of something; at the end of its chunk it is a room.
  const isFollowed = end < limit && unitClasses()[units[end] as number] === HAN;
  addBare(parts, units, at, end, last, isFollowed ? BARE : BARE | NUMBERED);
  return end;
}

/** 附2号, 之3, (B) after a number belong to it. */
function additionEnd({ scan, limit, parts }: Reader, end: number): number {
  const { units } = scan;
  const unit = units[end] as number;
  if (unit !== OF && unit !== ATTACHED) return end;
  let next = numberEnd(units, end + 1, limit);
  if (next === end + 1) return end;
  if (units[next] === NUMBER) next++;
  // 7楼之3 is a floor and a room.
  if (parts.kind[parts.count - 1] === FLOORNO) addPart(parts, ROOMNO, end, next, NUMBERED);
  else {
    parts.end[parts.count - 1] = next;
    parts.end0 = next;
  }
  return next;
}

/** A number with no word behind it that may be a house or room: 1402 in 5号楼1402, 12-3-1001, 17A. */
function isBareRoom({ scan, parts, at, limit, isNewChunk, bareChunks }: Reader, end: number, last: number): boolean {
  const { units } = scan;
  if (last === ASSIST || last === PICKUP) return false;
  if (isMeasure(units, at, end)) return false;
  if (isNewChunk && (bareChunks > 0 || hasComma(units, parts.end0, at))) return false;
  // 转运中心 54: behind a firm and a blank stands how many, not which room.
  if (isApart(units, parts.end0, at) && ((parts.how[parts.count - 1] as number) & ORG) !== 0) return false;
  if (last <= TOWN && ((last < TOWN && at - parts.end0 < 2) || !isDashedDigits(units, at, end))) return false;
  const isNext =
    at === parts.end0 || (at - 1 === parts.end0 && unitClasses()[units[at - 1] as number] !== HAN) || isNewChunk;
  if (!isNext) {
    // The name of an estate without a suffix may stand between: 西溪北苑望月72-6-1071.
    if (at - parts.end0 > 8 || !hasDigit(units, at, end)) return false;
    if (!hasDash(units, at, end) && end < limit && unitClasses()[units[end] as number] === HAN) return false;
  }
  const size = end - at;
  if (size > 14) return false;
  const next = units[end] as number;
  if (next === 46 || next === 37 || next === 58 || next === 47) return false;
  if (next !== 0 && end < limit && unitClasses()[next] === LATIN) return false;
  if (!hasDigit(units, at, end))
    return size === 1 && isNext && !isNewChunk && (end >= limit || unitClasses()[next] !== LATIN);
  // Counters and dates: 2024年, 12点, 300元.
  return !COUNTERS.includes(String.fromCharCode(next)) || next === 0;
}

/** What follows a comma counts something, 集散中心，耗时 682; but 21、23、25号 are numbers all. */
function hasComma(units: Uint16Array, from: number, to: number): boolean {
  if (to === from + 1 && units[from] === LIST_COMMA) return false;
  for (let i = from; i < to; i++) if (units[i] === COMMA || units[i] === LIST_COMMA) return true;
  return false;
}

function isApart(units: Uint16Array, from: number, to: number): boolean {
  const kind = unitClasses()[units[to - 1] as number];
  return to > from && to - from < 3 && (kind === SEPARATE || kind === DASH);
}

/** The second half of a decimal, a date, or a number with one of the units of two letters: 9.68, 682ms, 3kg. */
function isMeasure(units: Uint16Array, at: number, end: number): boolean {
  const classes = unitClasses();
  if (units[at - 1] === DOT && classes[units[at - 2] as number] === DIGITS) return true;
  // 2025-07-18
  if (end - at === 10 && units[at + 4] === 45 && units[at + 7] === 45 && piecesIn(units, at, end) === 3) return true;
  if (end - at < 3 || classes[units[end - 3] as number] !== DIGITS) return false;
  return MEASURES.includes(String.fromCharCode((units[end - 2] as number) | 32, (units[end - 1] as number) | 32));
}

/** 344-1095, but no model number: WS-2000HX. */
function isDashedDigits(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (unitClasses()[units[i] as number] === LATIN) return false;
  return hasDash(units, start, end);
}

function hasDash(units: Uint16Array, start: number, end: number): boolean {
  const classes = unitClasses();
  for (let i = start; i < end; i++) if (classes[units[i] as number] === DASH) return true;
  return false;
}

function addBare(parts: Parts, units: Uint16Array, at: number, end: number, last: number, how: number): void {
  const classes = unitClasses();
  const pieces = piecesIn(units, at, end);
  if (pieces === 1 || (last === ROAD && pieces < 3)) {
    const size = end - at;
    const kind = last === ROAD ? ROADNO : last >= HOUSENO || last === ROADNO || size > 2 ? ROOMNO : HOUSENO;
    addPart(parts, kind, at, end, how);
    return;
  }
  let from = at;
  let piece = 0;
  for (let i = at; i <= end; i++) {
    if (i < end && classes[units[i] as number] !== DASH && units[i] !== 35) continue;
    piece++;
    const kind = piece === pieces ? ROOMNO : piece === 1 && last < HOUSENO ? HOUSENO : CELLNO;
    addPart(parts, kind, from, i, BARE | NUMBERED | STRONG);
    from = i + 1;
  }
}

function piecesIn(units: Uint16Array, start: number, end: number): number {
  let pieces = 1;
  for (let i = start; i < end; i++) if (unitClasses()[units[i] as number] === DASH || units[i] === 35) pieces++;
  return pieces;
}

function skipLatin(units: Uint16Array, at: number, limit: number): number {
  const classes = unitClasses();
  let i = at;
  while (i < limit && (classes[units[i] as number] === LATIN || classes[units[i] as number] === DIGITS)) i++;
  return Math.max(i, at + 1);
}
