/**
 * What stands where around the names of one text: where cues and neighbours end and begin, as one bit each per
 * position. Filled from the cue hits and the candidates of other detectors, emptied again after the text.
 */

import { type CueSet, type Hits, isHan, isLatin, type Scan } from '../../scan/scan.ts';
import type { Kind, Report } from '../../types.ts';
import {
  CALL,
  CALL_UNITS,
  DOES,
  DOES_MORE,
  INTRO,
  KEY,
  LABEL,
  LATIN_DOT,
  LETTER_KEY,
  MENTION_UNIT,
  ORGANISATION,
  OTHER_LABEL,
  PROVINCE,
  RECEIVES,
  RECEIVES_UNITS,
  ROLE,
  SEX_UNITS,
  SURNAME_IS,
  SURNAME_IS_UNITS,
  WEAK_KEY,
} from './labels.ts';
import { PREFIX_UNITS, SOFT_TITLE, SOFT_TITLE_UNITS, TITLE } from './titles.ts';

/** Bits of `before`: something that ends here. */
export const LABEL_END = 1;
export const KEY_END = 2;
export const WEAK_KEY_END = 4;
export const ROLE_END = 8;
export const INTRO_END = 16;
export const CALL_END = 32;
export const SURNAME_IS_END = 64;
export const PREFIX_END = 128;
/** An @ before a name. */
export const MENTION_END = 512;
/** A full stop between two characters of a dot name. */
export const DOT_INSIDE = 256;
/** Bit of `before`: a further member of a list behind a label begins here. */
export const MEMBER_START = 16384;
/** Bits of `after`: something that begins here. */
export const TITLE_START = 1;
export const SOFT_TITLE_START = 2;
export const RECEIVES_START = 4;
export const DOES_START = 8;
export const LABEL_START = 16;
export const ORGANISATION_START = 32;
export const PROVINCE_START = 64;
/** A soft title of one character. */
export const SHORT_TITLE_START = 128;
export const SEX_START = 256;
/** Bits of both: a finding of another kind. */
export const PHONE = 1024;
export const CARD = 2048;
export const PLACE = 4096;
export const OTHER_KIND = 8192;
/** Bit of `before`: looked around already. */
export const LOOKED = 32768;
/** All four; this and other sums are written out, since bundlers keep expressions in programs without us. */
export const NEIGHBOUR = 15_360;

/** A neighbour below these log-odds proves nothing. */
const NEIGHBOUR_MINIMUM = -0.5;
/** How far from a place cues of the later tracks are looked for: the detector's reach. */
const SURROUNDINGS = 128;
/** The longest text of an XML element that is looked at for its end tag. */
const LONGEST_ELEMENT = 24;

export interface Field {
  units: Uint16Array;
  length: number;
  /** By position: what ends, what begins there. */
  before: Uint16Array;
  after: Uint16Array;
  /** Positions that are marked. */
  anchorCount: number;
  anchors: Int32Array;
}

let field: Field | undefined;
let unitMarks: Uint32Array | undefined;

/** What a hit of the set means: bits of `before` at its end in the lower half, bits of `after` at its start in the upper. */
export function marksOf(set: CueSet): number {
  switch (set) {
    case ROLE:
      return ROLE_END | (LABEL_START << 16);
    case CALL:
      return CALL_END;
    case DOES:
    case DOES_MORE:
      return DOES_START << 16;
    case SOFT_TITLE:
      return SOFT_TITLE_START << 16;
    case WEAK_KEY:
    case LETTER_KEY:
      return WEAK_KEY_END;
    case KEY:
      return KEY_END;
    case LABEL:
      return LABEL_END | (LABEL_START << 16);
    case TITLE:
      return TITLE_START << 16;
    case RECEIVES:
      return RECEIVES_START << 16;
    case INTRO:
      return INTRO_END;
    case SURNAME_IS:
      return SURNAME_IS_END;
    case LATIN_DOT:
      return DOT_INSIDE;
    case OTHER_LABEL:
      return LABEL_START << 16;
    case ORGANISATION:
      return ORGANISATION_START << 16;
    case PROVINCE:
      return PROVINCE_START << 16;
    default:
      return 0;
  }
}

/** The same by unit, for cues of one character. They are marked units: cheaper than words, and there are many of them. */
export function marksOfUnits(): Uint32Array {
  if (unitMarks === undefined) {
    unitMarks = new Uint32Array(65536);
    addUnits(unitMarks, CALL_UNITS, CALL_END);
    addUnits(unitMarks, MENTION_UNIT, MENTION_END);
    addUnits(unitMarks, SURNAME_IS_UNITS, SURNAME_IS_END);
    addUnits(unitMarks, PREFIX_UNITS, PREFIX_END);
    addUnits(unitMarks, RECEIVES_UNITS, RECEIVES_START << 16);
    addUnits(unitMarks, SOFT_TITLE_UNITS, SHORT_TITLE_START << 16);
    addUnits(unitMarks, SEX_UNITS, SEX_START << 16);
  }
  return unitMarks;
}

/**
 * Marks the cues and neighbours of a text. What stands in a later track is looked for only near `places`, in order, or
 * everywhere without them. `clearField` has to follow.
 */
export function markField(scan: Scan, report: Report, places: Int32Array | undefined): Field {
  field ??= createField();
  const f = field;
  if (f.before.length < scan.length + 2) {
    f.before = new Uint16Array(scan.length + (scan.length >> 1) + 64);
    f.after = new Uint16Array(f.before.length);
  }
  f.units = scan.units;
  f.length = scan.length;
  f.anchorCount = 0;
  markHits(f, scan, 0, scan.length);
  markUnits(f, scan);
  for (let k = 0; k < report.count; k++) {
    const bit = neighbourBit(report, k);
    if (bit === 0) continue;
    const start = report.startOf(k);
    const end = report.endOf(k);
    if (start < 0 || end > f.length) continue;
    set16(f, f.after, start, bit);
    set16(f, f.before, end, bit);
  }
  if (places === undefined) markHits(f, scan.hitsIn(ORGANISATION, 0, scan.length), 0, scan.length);
  else markNear(f, scan, places);
  return f;
}

function markNear(f: Field, scan: Scan, places: Int32Array): void {
  let read = 0;
  for (let i = 0; i < places.length; i++) {
    const from = Math.max(read, (places[i] as number) - SURROUNDINGS);
    // Places whose surroundings meet are read as one.
    while (i + 1 < places.length && (places[i + 1] as number) - (places[i] as number) <= 2 * SURROUNDINGS) i++;
    const to = Math.min(scan.length, (places[i] as number) + SURROUNDINGS);
    if (from < to) markHits(f, scan.hitsIn(ORGANISATION, from, to), from, to);
    read = Math.max(read, to);
  }
}

function markHits(f: Field, hits: Hits, from: number, to: number): void {
  for (let k = hits.hitFrom(from); k < hits.hitCount && (hits.hitStart[k] as number) < to; k++) {
    const marks = marksOf(hits.hitSet[k] as CueSet);
    if (marks === 0) continue;
    const start = hits.hitStart[k] as number;
    const end = hits.hitEnd[k] as number;
    if (isTag(f.units, start, end)) continue;
    if ((marks & 0xffff) !== 0) set16(f, f.before, end, marks & 0xffff);
    if (marks >>> 16 !== 0) set16(f, f.after, start, marks >>> 16);
  }
}

function markUnits(f: Field, scan: Scan): void {
  const table = marksOfUnits();
  for (let k = 0; k < scan.markCount; k++) {
    const at = scan.markAt[k] as number;
    const marks = table[scan.units[at] as number] as number;
    if (marks === SEX_START << 16 && !isAlone(scan.units, at)) continue;
    if ((marks & 0xffff) !== 0) set16(f, f.before, at + 1, marks & 0xffff);
    if (marks >>> 16 !== 0) set16(f, f.after, at, marks >>> 16);
  }
}

/** Reports whether no letter or character touches the one at `at`. */
export function isAlone(units: Uint16Array, at: number): boolean {
  const next = units[at + 1] as number;
  return at > 0 && !isHan(units[at - 1] as number) && !isHan(next) && !isLatin(next);
}

/** `<姓名>`, which a mask left behind, is no label for what follows; `<姓名>张伟</姓名>` is one. */
export function isTag(units: Uint16Array, start: number, end: number): boolean {
  if (start === 0 || units[start - 1] !== 60 || units[end] !== 62) return false;
  let p = end + 1;
  while (p <= end + LONGEST_ELEMENT && units[p] !== 60 && units[p] !== 0) p++;
  if (units[p] !== 60 || units[p + 1] !== 47) return true;
  for (let i = start; i <= end; i++) if (units[p + 2 + i - start] !== units[i]) return true;
  return false;
}

/** Takes the marks away again, at the cost of what was marked and not of the text's length. */
export function clearField(f: Field): void {
  for (let i = 0; i < f.anchorCount; i++) {
    const at = f.anchors[i] as number;
    f.before[at] = 0;
    f.after[at] = 0;
  }
  f.anchorCount = 0;
}

/** Marks the start of something that was found on the way. */
export function mark(f: Field, at: number, bit: number): void {
  set16(f, f.before, at, bit);
}

function set16(f: Field, track: Uint16Array, at: number, bit: number): void {
  if (f.before[at] === 0 && f.after[at] === 0) {
    if (f.anchorCount === f.anchors.length) {
      const wider = new Int32Array(f.anchors.length * 2);
      wider.set(f.anchors);
      f.anchors = wider;
    }
    f.anchors[f.anchorCount++] = at;
  }
  track[at] = (track[at] as number) | bit;
}

/** What candidate `k` of another detector proves for a name beside it: a bit of `before` and `after`, or 0. */
export function neighbourBit(report: Report, k: number): number {
  return report.scoreOf(k) < NEIGHBOUR_MINIMUM ? 0 : bitOf(report.kindOf(k));
}

function addUnits(table: Uint32Array, units: string, marks: number): void {
  for (let i = 0; i < units.length; i++) table[units.charCodeAt(i)] = marks;
}

function bitOf(kind: Kind): number {
  switch (kind) {
    case 'mobile':
    case 'landline':
    case 'phone-tail':
    case 'hotline':
      return PHONE;
    case 'id-card':
    case 'passport':
    case 'permit':
    case 'bank-card':
    case 'hk-id':
    case 'tw-id':
    case 'macau-id':
    case 'officer-card':
      return CARD;
    case 'address':
      return PLACE;
    case 'email':
    case 'wechat':
    case 'qq':
    case 'birth-date':
    case 'plate':
      return OTHER_KIND;
    default:
      return 0;
  }
}

function createField(): Field {
  return {
    units: new Uint16Array(0),
    length: 0,
    before: new Uint16Array(256),
    after: new Uint16Array(256),
    anchorCount: 0,
    anchors: new Int32Array(64),
  };
}
