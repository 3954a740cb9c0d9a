/** Reads the parts of an address from left to right. */

import { isTown } from '../../data/towns.ts';
import type { Scan } from '../../scan/scan.ts';
import { ADDRESS_LABEL, ADDRESS_VERB, DIVISION, FILLER, STOP_WORD, STRUCTURE } from './cues.ts';
import { type Picked, pickDivision } from './gazetteer.ts';
import {
  ADJACENT,
  AT_BOUNDARY,
  AT_MASK,
  AT_PHONE,
  AT_REFUSED,
  AT_STOP,
  AT_WORD,
  addPart,
  BARE,
  FULL,
  LISTED,
  MOST_PARTS,
  NUMBERED,
  ORG,
  type Parts,
  STRONG,
} from './parts.ts';
import { NO_KIND, rankOf, structureOf, WEAK_NUMBER, WEAK_STEM } from './suffixes.ts';
import {
  BEFORE,
  CLOSE,
  DASH,
  DIGITS,
  HAN,
  HARD,
  hasDigit,
  LATIN,
  MASK,
  NONE,
  NUMERALS,
  numberEnd,
  OPEN,
  PROSE,
  SEPARATE,
  telephoneAt,
  unitClasses,
} from './units.ts';

/** The longest address. */
export const LONGEST = 120;
/** Filler between two parts: the name of an estate without a suffix. */
const LONGEST_FILLER = 16;
/** A chunk without any part between two that have some: 盐步, 江夏. */
const LONGEST_BARE_CHUNK = 6;
/** What stands before a suffix when nothing else says where it begins. */
const LONGEST_ROAD = 6;
const LONGEST_TOWN = 5;
const LONGEST_PLACE = 12;
const LONGEST_BRACKET = 24;

/** 下 */
const BELOW = 0x4e0b;
/** 的 */
const OF = 0x7684;

const PROV = 1;
const CITY = 2;
const DISTRICT = 3;
const TOWN = 5;
const COMMUNITY = 6;
const GROUP = 7;
const ROAD = 8;
const ROADNO = 9;
const POI = 10;
const HOUSENO = 12;
const CELLNO = 13;
const FLOORNO = 14;
const ROOMNO = 15;
const ASSIST = 17;

const picked: Picked = { end: 0, kind: 0, how: 0, code: 0, level: 0 };

/** The longest structure word at a position: filled by `wordAt`. */
const word = { index: NONE, end: 0 };

/** Reads one address that begins at or after `from` into `parts`; `parts.stop` is where reading ended. */
export function readParts(scan: Scan, from: number, parts: Parts): void {
  const { units, length } = scan;
  const classes = unitClasses();
  const structure = structureOf();
  parts.count = 0;
  parts.code = 0;
  parts.level = 0;
  parts.end0 = from;
  parts.tail = from;
  let stem = from;
  let chunk = from;
  let isNewChunk = false;
  let bareChunks = 0;
  let bracket = 0;
  let h = scan.hitFrom(from);
  let i = from;
  let limit = length;
  let reason = AT_BOUNDARY;
  reading: while (i < limit) {
    const open = parts.count > 0;
    if (open && (parts.count === MOST_PARTS || i - parts.end0 > LONGEST_FILLER)) {
      reason = AT_STOP;
      break;
    }
    const unit = units[i] as number;
    const kind = classes[unit] as number;
    while (h < scan.hitCount && (scan.hitStart[h] as number) < i) h++;

    if (kind === DIGITS) {
      const phone = telephoneAt(units, i, limit);
      if (phone !== NONE && !open) {
        while (i < limit && classes[units[i] as number] === DIGITS) i++;
        stem = chunk = i;
        continue;
      }
      if (phone === i) {
        reason = AT_PHONE;
        break;
      }
      if (phone > i) limit = phone;
      if (open && isPostcode(units, i)) break;
    }

    // Words of the frame and names of divisions, the longer first.
    if (kind === HAN || kind === PROSE || kind === BEFORE || kind === NUMERALS || kind === LATIN) {
      const frame = frameEnd(scan, h, i);
      wordAt(scan, h, i);
      if (frame.end > i && frame.end >= word.end) {
        const division = open ? false : divisionAt(scan, h, i, parts, stem === i);
        if (!division || picked.end < frame.end) {
          if (frame.isEnd) {
            if (open) {
              reason = AT_WORD;
              break;
            }
            stem = frame.end;
            chunk = stem;
          }
          i = frame.end;
          continue;
        }
      }
      if (
        canTakeDivision(parts, isNewChunk) &&
        divisionAt(scan, h, i, parts, stem === i || parts.end0 === i) &&
        picked.end >= word.end - 1
      ) {
        if (isNewChunk && !mayContinue(scan, parts, picked.kind, chunk, i, bareChunks)) {
          reason = AT_REFUSED;
          break;
        }
        // What stood between two levels without a suffix is filler of the address.
        addPart(parts, picked.kind, i, picked.end, picked.how);
        parts.code = picked.code;
        parts.level = picked.level;
        isNewChunk = false;
        bareChunks = 0;
        i = stem = picked.end;
        continue;
      }
    }

    if (kind === DIGITS || kind === LATIN || kind === NUMERALS || unit === 35) {
      const end = readNumber(scan, h, i, limit, stem, chunk, isNewChunk, bareChunks, parts);
      if (end === NONE) {
        reason = AT_REFUSED;
        break;
      }
      if (end > i) {
        if (parts.end0 === end) {
          isNewChunk = false;
          bareChunks = 0;
          stem = end;
        }
        i = end;
        continue;
      }
    }

    if (word.index !== NONE && word.end <= limit && (kind === HAN || kind === BEFORE || kind === NUMERALS)) {
      const alone = structure.alone[word.index] as number;
      const after = structure.stem[word.index] as number;
      let start = NONE;
      let made = NO_KIND;
      let how = 0;
      if (after !== NO_KIND && i > stem) {
        const isWeak = ((structure.weak[word.index] as number) & WEAK_STEM) !== 0;
        if (open || !isWeak) {
          made = after;
          how = (isWeak ? 0 : STRONG) | (structure.org[word.index] === 1 ? ORG : 0);
          if (open && made <= TOWN && (parts.kind[parts.count - 1] as number) > TOWN) {
            made = POI;
            how = 0;
          }
          start = open ? stem : trimStem(scan, stem, i, word.end, made);
          if (made === TOWN && isTown(scan.text, scan.base + start, scan.base + word.end)) how |= LISTED;
          if (i - start < 2 && (made < DISTRICT || (made === TOWN && (how & LISTED) === 0))) made = NO_KIND;
        }
      } else if (alone !== NO_KIND && (open || alone < PROV)) {
        made = alone;
        start = i;
        how = made === ASSIST ? 0 : STRONG;
      } else if (open && after === POI && word.end - i > 1 && i === parts.end0) {
        // 余杭区人民医院: the word is the whole name.
        made = after;
        start = i;
        how = ((structure.weak[word.index] as number) & WEAK_STEM) === 0 ? STRONG : 0;
        if (structure.org[word.index] === 1) how |= ORG;
      }
      if (
        open &&
        after !== NO_KIND &&
        made !== NO_KIND &&
        start === stem &&
        i - stem <= 1 &&
        joinsWeakPart(parts, after, stem)
      ) {
        // 杭|海|路: what looked like an end was the middle of a name.
        parts.count--;
        start = parts.start[parts.count] as number;
        parts.end0 = start;
      } else if (made === NO_KIND && open && after !== NO_KIND && i === stem && joinsWeakPart(parts, after, stem)) {
        parts.count--;
        made = after;
        how = STRONG;
        start = parts.start[parts.count] as number;
        parts.end0 = start;
      }
      if (made === NO_KIND && alone !== NO_KIND && open) {
        made = alone;
        start = stem;
      }
      if (made !== NO_KIND) {
        if (isNewChunk && !mayContinue(scan, parts, made, chunk, start, bareChunks)) {
          reason = AT_REFUSED;
          break;
        }
        if (alone === ASSIST && start < i && open) {
          addPart(parts, POI, start, i, 0);
          start = i;
          made = alone;
        }
        addPart(parts, made, start, word.end, how);
        isNewChunk = false;
        bareChunks = 0;
        i = stem = word.end;
        continue;
      }
      if (i === stem && !open) {
        // A suffix with nothing before it is the beginning of a word: 街道口, 城市.
        i++;
        continue;
      }
      i = kind === BEFORE && !open ? i : word.end;
      if (i === word.end) continue;
    }

    switch (kind) {
      case HARD:
        reason = AT_BOUNDARY;
        if (open) break reading;
        stem = chunk = i + 1;
        // Nothing was found before the boundary: the caller goes on from here.
        break reading;
      case MASK:
        reason = AT_MASK;
        if (open) break reading;
        stem = chunk = i + 1;
        break;
      case PROSE:
        if (open && unit === OF && leadsToAssist(scan, h, i)) break;
        reason = AT_STOP;
        if (open) break reading;
        stem = chunk = i + 1;
        break;
      case BEFORE:
        if (!open) stem = chunk = i + 1;
        break;
      case OPEN: {
        const close = bracketEnd(scan, i, limit, open);
        if (close === NONE) {
          reason = AT_BOUNDARY;
          if (open) break reading;
          stem = chunk = i + 1;
        } else bracket = close;
        break;
      }
      case CLOSE:
        if (open && i === bracket) {
          if (parts.end0 === i) parts.end0 = i + 1;
          if (parts.end0 === i + 1) stem = i + 1;
        } else if (open) {
          reason = AT_BOUNDARY;
          break reading;
        } else if (i !== bracket) stem = chunk = i + 1;
        break;
      case SEPARATE:
        if (open) {
          if (i < bracket) break;
          if (!isNewChunk || i > chunk) {
            if (isNewChunk && i > chunk) bareChunks++;
            if (bareChunks > 1) {
              reason = AT_REFUSED;
              break reading;
            }
            if (!isNewChunk) parts.tail = i;
          }
          isNewChunk = true;
        }
        if (!open && i < bracket) break;
        stem = chunk = i + 1;
        break;
      case DASH:
        if (open && i === parts.end0) stem = i + 1;
        if (!open && i === stem) stem = i + 1;
        break;
      default:
        break;
    }
    i++;
    if (open && i - (parts.start[0] as number) > LONGEST) {
      reason = AT_STOP;
      break;
    }
    if (!open && i - from > 2 * LONGEST) break;
  }
  if (i >= limit && limit < length) reason = AT_PHONE;
  if (!isNewChunk) parts.tail = i;
  parts.stop = reason === AT_REFUSED ? Math.max(chunk, parts.end0) : i;
  parts.reason = isNewChunk && reason !== AT_MASK ? AT_BOUNDARY : reason;
}

/** The part that ends here was ended by a weak word, and a road, town or village goes on. */
function joinsWeakPart(parts: Parts, kind: number, stem: number): boolean {
  const last = parts.count - 1;
  return (
    last > 0 &&
    kind !== POI &&
    (parts.kind[last] as number) > DISTRICT &&
    ((parts.how[last] as number) & (STRONG | NUMBERED)) === 0 &&
    parts.end[last] === stem
  );
}

/** Six digits by themselves: what stands before is the whole address. */
function isPostcode(units: Uint16Array, at: number): boolean {
  const classes = unitClasses();
  for (let i = at; i < at + 6; i++) if (classes[units[i] as number] !== DIGITS) return false;
  const next = classes[units[at + 6] as number];
  return next !== DIGITS && next !== LATIN && classes[units[at - 1] as number] !== DASH;
}

function canTakeDivision(parts: Parts, isNewChunk: boolean): boolean {
  if (parts.count === 0 || isNewChunk) return true;
  // Inside the detail a city's name is part of a firm or an estate.
  return (parts.kind[parts.count - 1] as number) <= TOWN || parts.kind[parts.count - 1] === 18;
}

function divisionAt(scan: Scan, h: number, at: number, parts: Parts, isFresh: boolean): boolean {
  return h < scan.hitCount && scan.hitStart[h] === at && pickDivision(scan, h, at, parts, isFresh, picked);
}

const frame = { end: 0, isEnd: false };

/** The longest filler word, end word, label or verb at `at`. */
function frameEnd(scan: Scan, h: number, at: number): typeof frame {
  frame.end = at;
  frame.isEnd = false;
  for (let k = h; k < scan.hitCount && scan.hitStart[k] === at; k++) {
    const set = scan.hitSet[k];
    if (set !== FILLER && set !== STOP_WORD && set !== ADDRESS_LABEL && set !== ADDRESS_VERB) continue;
    const end = scan.hitEnd[k] as number;
    if (end < frame.end || (set === ADDRESS_VERB && end - at === 1)) continue;
    frame.end = end;
    frame.isEnd = set !== FILLER;
  }
  return frame;
}

/** Puts the longest structure word at `at` into `word`; a longer filler word hides it. */
function wordAt(scan: Scan, h: number, at: number): void {
  word.index = NONE;
  word.end = at;
  let hidden = at;
  for (let k = h; k < scan.hitCount && (scan.hitStart[k] as number) <= at; k++) {
    if (scan.hitStart[k] !== at) continue;
    const end = scan.hitEnd[k] as number;
    if (scan.hitSet[k] === FILLER) hidden = Math.max(hidden, end);
    if (scan.hitSet[k] !== STRUCTURE || end <= word.end) continue;
    word.index = scan.hitWord[k] as number;
    word.end = end;
  }
  if (hidden >= word.end) {
    word.index = NONE;
    word.end = at;
  }
}

/**
 * Reads a number and its suffix at `at`. Returns where reading goes on: `at` when it is no number, NONE when it begins
 * something new after a separator.
 */
function readNumber(
  scan: Scan,
  h: number,
  at: number,
  limit: number,
  stem: number,
  chunk: number,
  isNewChunk: boolean,
  bareChunks: number,
  parts: Parts,
): number {
  const { units } = scan;
  const structure = structureOf();
  const isNumeral = unitClasses()[units[at] as number] === NUMERALS;
  let end = units[at] === 35 ? at : numberEnd(units, at, limit);
  if (end === at) return isNumeral ? at : skipLatin(units, at, limit);
  if (isNumeral && parts.count > 0 && word.index !== NONE && word.end > end) return at;
  // 号 after the number, past one blank: 016 号.
  let found = numberWord(scan, h, end);
  if (found === NONE && isNumeral) {
    // 三十三组 has one numeral too many, 万达路一 none: only what a suffix follows is a number.
    while (end > at + 1 && found === NONE) found = numberWord(scan, h, --end);
  }
  if (found === NONE && !isNumeral && units[end] === 32) {
    found = numberWord(scan, h, end + 1);
    if (found !== NONE && structure.number[found] !== ROADNO && !hasDigit(units, at, end)) found = NONE;
  }
  const open = parts.count > 0;
  const last = open ? (parts.kind[parts.count - 1] as number) : 0;
  if (found !== NONE && word.end <= limit) {
    let kind = structure.number[found] as number;
    let suffixEnd = word.end;
    const isWeak = ((structure.weak[found] as number) & WEAK_NUMBER) !== 0;
    // Sizes (M号) and plugs (RCA座) are no numbers of houses.
    const isLetters = !isNumeral && !hasDigit(units, at, end);
    if (isLetters && (kind === ROADNO || kind === GROUP || end - at > 2)) return end;
    // 5米 and 3# by themselves measure and count; an address begins with neither.
    if (!open && (kind === ASSIST || units[end] === 35)) return end;
    if (kind === ROADNO && open && last >= HOUSENO && last <= ROOMNO) kind = ROOMNO;
    if (kind === HOUSENO && last === ROAD && at === parts.end0 && suffixEnd - end === 2 && units[suffixEnd] === BELOW) {
      // 漕溪北路398号楼下: the number of the road, and downstairs.
      kind = ROADNO;
      suffixEnd--;
    }
    const how = NUMBERED | (isWeak ? 0 : STRONG);
    // 高新二路, 白云三期, 柳树沟七组: one name with what stands before; 7号楼: the estate before is a part of its own.
    const joins = kind <= POI && kind !== ROADNO && at > stem;
    const start = joins ? (open ? stem : Math.max(stem, at - LONGEST_ROAD)) : at;
    const place = !joins && at > stem ? placeStart(scan, stem, at, parts) : at;
    if (isNewChunk && !mayContinue(scan, parts, kind, chunk, Math.min(start, place), bareChunks)) return NONE;
    if (place < at) addPart(parts, POI, place, at, 0);
    addPart(parts, kind, start, suffixEnd, how);
    return additionEnd(scan, suffixEnd, limit, parts);
  }
  if (isNumeral) return at;
  if (!open || !isBareRoom(scan, at, end, limit, last, parts, isNewChunk))
    return Math.max(end, skipLatin(units, at, limit));
  // 1-2-3-4 counts.
  if (piecesIn(units, at, end) > 3) return end;
  // 200 in 200抽 is a number of something; at the end of its chunk it is a room.
  const isFollowed = end < limit && unitClasses()[units[end] as number] === HAN;
  addBare(parts, units, at, end, last, isFollowed ? BARE : BARE | NUMBERED);
  return end;
}

/** The structure word at `at` that makes a part of a number, or NONE; fills `word`. */
function numberWord(scan: Scan, h: number, at: number): number {
  let k = h;
  while (k < scan.hitCount && (scan.hitStart[k] as number) < at) k++;
  wordAt(scan, k, at);
  if (word.index === NONE) return NONE;
  return structureOf().number[word.index] === NO_KIND ? NONE : word.index;
}

/** 附2号, 之3, (B) after a number belong to it. */
function additionEnd(scan: Scan, end: number, limit: number, parts: Parts): number {
  const { units } = scan;
  const unit = units[end] as number;
  if (unit !== 0x4e4b && unit !== 0x9644) return end;
  let next = numberEnd(units, end + 1, limit);
  if (next === end + 1) return end;
  if (units[next] === 0x53f7) next++;
  // 7楼之3 is a floor and a room.
  if (parts.kind[parts.count - 1] === FLOORNO) addPart(parts, ROOMNO, end, next, NUMBERED);
  else {
    parts.end[parts.count - 1] = next;
    parts.end0 = next;
  }
  return next;
}

/** A number with no word behind it that may be a house or room: 1402 in 5号楼1402, 12-3-1001, 17A. */
function isBareRoom(
  scan: Scan,
  at: number,
  end: number,
  limit: number,
  last: number,
  parts: Parts,
  isNewChunk: boolean,
): boolean {
  const { units } = scan;
  if (last === ASSIST) return false;
  if (last < TOWN && (at - parts.end0 < 2 || !isDashedDigits(units, at, end))) return false;
  if (isNewChunk && units[at - 1] === 44) return false;
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
  if (!hasDigit(units, at, end))
    return size === 1 && isNext && !isNewChunk && (end >= limit || unitClasses()[next] !== LATIN);
  // Counters and dates: 2024年, 12点, 300元.
  return !COUNTERS.includes(String.fromCharCode(next)) || next === 0;
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

const COUNTERS = '年月日点时元块件个折分秒斤克包箱瓶双条只台次人岁寸米万亿%钟';

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

/** Where the name before 7号楼 begins: the whole filler of an open address, at most an estate's name of a new one. */
function placeStart(scan: Scan, stem: number, at: number, parts: Parts): number {
  let end = at;
  while (end > stem && unitClasses()[scan.units[end - 1] as number] === DASH) end--;
  if (end === stem) return at;
  if (parts.count > 0) return stem;
  return at - stem > LONGEST_PLACE ? at : stem;
}

function isBoundary(unit: number): boolean {
  const kind = unitClasses()[unit];
  return kind === HARD || kind === SEPARATE || kind === DIGITS;
}

/** Where the stem of the first part begins. */
function trimStem(scan: Scan, stem: number, suffix: number, end: number, kind: number): number {
  if (kind === TOWN) {
    for (let start = Math.max(stem, suffix - LONGEST_TOWN); suffix - start >= 2; start++) {
      if (isTown(scan.text, scan.base + start, scan.base + end)) return start;
    }
  }
  const longest =
    kind === POI
      ? LONGEST_PLACE
      : kind === ROAD
        ? LONGEST_ROAD
        : kind === COMMUNITY || kind === GROUP
          ? LONGEST_ROAD
          : LONGEST_TOWN;
  return Math.max(stem, suffix - longest);
}

/** 奶茶店的旁边: the 的 belongs to the way there. */
function leadsToAssist(scan: Scan, h: number, at: number): boolean {
  const { alone } = structureOf();
  for (let k = h; k < scan.hitCount && (scan.hitStart[k] as number) <= at + 3; k++) {
    if (scan.hitSet[k] === STRUCTURE && alone[scan.hitWord[k] as number] === ASSIST) return true;
  }
  return false;
}

/** Where the bracket at `at` closes if what it holds may be part of an address: (二期), （某某有限公司）, (重庆). */
function bracketEnd(scan: Scan, at: number, limit: number, open: boolean): number {
  const { units } = scan;
  const classes = unitClasses();
  const structure = structureOf();
  const far = Math.min(limit, at + LONGEST_BRACKET);
  let close = at + 1;
  while (close < far && classes[units[close] as number] !== CLOSE) {
    const kind = classes[units[close] as number];
    if (kind === HARD || kind === PROSE || kind === OPEN) return NONE;
    close++;
  }
  if (close >= far) return NONE;
  let holds = false;
  for (let k = scan.hitFrom(at); k < scan.hitCount && (scan.hitStart[k] as number) < close; k++) {
    const set = scan.hitSet[k];
    if (set === STOP_WORD || set === ADDRESS_LABEL) return NONE;
    if (set === DIVISION) holds = true;
    if (set !== STRUCTURE) continue;
    const index = scan.hitWord[k] as number;
    if (open || structure.number[index] !== NO_KIND) holds = true;
  }
  return holds ? close : NONE;
}

/** Whether a part that begins a new chunk after a separator still belongs to the address. */
function mayContinue(
  scan: Scan,
  parts: Parts,
  kind: number,
  chunk: number,
  start: number,
  bareChunks: number,
): boolean {
  const { units } = scan;
  const classes = unitClasses();
  if (start - chunk > LONGEST_BARE_CHUNK) return false;
  const last = parts.kind[parts.count - 1] as number;
  // 南宫雪 新疆…: what looked like a city before the province was a name.
  if (kind === PROV && ((parts.how[0] as number) & FULL) === 0 && parts.code !== picked.code) return false;
  let isComma = false;
  for (let i = parts.end0; i < chunk; i++) if (units[i] === 44 || units[i] === 0x3001) isComma = true;
  if (bareChunks > 0 && (isComma || last > TOWN || chunk - parts.end0 > LONGEST_BARE_CHUNK + 3)) return false;
  let deepest = 0;
  let hasNumber = false;
  for (let k = 0; k < parts.count; k++) {
    const one = parts.kind[k] as number;
    if (one <= ROOMNO && one > deepest) deepest = one;
    if (one >= ROADNO && ((parts.how[k] as number) & NUMBERED) !== 0) hasNumber = true;
  }
  // Something was counted before the comma: 3层200抽10包，2号色.
  if (isComma && kind >= ROADNO && deepest >= HOUSENO && parts.tail > parts.end0) return false;
  if (kind <= DISTRICT) return deepest <= TOWN && units[chunk - 1] !== 0x3001;
  // Firms in a list are no address.
  if (isComma && kind === POI && ((parts.how[parts.count - 1] as number) & ORG) !== 0) return false;
  if (kind >= deepest) return true;
  if (hasNumber) return false;
  return !isComma || deepest <= POI;
}

export {
  ADJACENT,
  ASSIST,
  CELLNO,
  CITY,
  COMMUNITY,
  DISTRICT,
  FLOORNO,
  GROUP,
  HOUSENO,
  POI,
  PROV,
  ROAD,
  ROADNO,
  ROOMNO,
  TOWN,
};
