/**
 * What stands where around the names of one text: where cues and neighbours end and begin, as one bit each per
 * position. Filled from the cue hits and the candidates of other detectors, emptied again after the text.
 */

import type { CueSet, Hits, Scan } from '../../scan/scan.ts';
import type { Kind, Report } from '../../types.ts';
import {
  CALL,
  DOES,
  INTRO,
  KEY,
  LABEL,
  LATIN_DOT,
  ORGANISATION,
  OTHER_LABEL,
  PROVINCE,
  RECEIVES,
  ROLE,
  SURNAME_IS,
  WEAK_KEY,
} from './labels.ts';
import { PREFIX, SOFT_TITLE, TITLE } from './titles.ts';

/** Bits of `before`: something that ends here. */
export const LABEL_END = 1;
export const KEY_END = 2;
export const WEAK_KEY_END = 4;
export const ROLE_END = 8;
export const INTRO_END = 16;
export const CALL_END = 32;
export const SURNAME_IS_END = 64;
export const PREFIX_END = 128;
/** A full stop between two characters of a dot name. */
export const DOT_INSIDE = 256;
/** Bits of `after`: something that begins here. */
export const TITLE_START = 1;
export const SOFT_TITLE_START = 2;
export const RECEIVES_START = 4;
export const DOES_START = 8;
export const LABEL_START = 16;
export const ORGANISATION_START = 32;
export const PROVINCE_START = 64;
/** Bits of both: a finding of another kind. */
export const PHONE = 1024;
export const CARD = 2048;
export const PLACE = 4096;
export const OTHER_KIND = 8192;
export const NEIGHBOUR = PHONE | CARD | PLACE | OTHER_KIND;

/** A neighbour below these log-odds proves nothing. */
const NEIGHBOUR_MINIMUM = -0.5;

export interface Field {
  units: Uint16Array;
  length: number;
  /** By position: what ends, what begins there. */
  before: Uint16Array;
  after: Uint16Array;
  /** Positions where a search starts, hits first, then neighbours. */
  anchorCount: number;
  anchors: Int32Array;
}

const ENDS: readonly (readonly [CueSet, number])[] = [
  [LABEL, LABEL_END],
  [KEY, KEY_END],
  [WEAK_KEY, WEAK_KEY_END],
  [ROLE, ROLE_END],
  [INTRO, INTRO_END],
  [CALL, CALL_END],
  [SURNAME_IS, SURNAME_IS_END],
  [PREFIX, PREFIX_END],
  [LATIN_DOT, DOT_INSIDE],
];
const STARTS: readonly (readonly [CueSet, number])[] = [
  [TITLE, TITLE_START],
  [SOFT_TITLE, SOFT_TITLE_START],
  [RECEIVES, RECEIVES_START],
  [DOES, DOES_START],
  [LABEL, LABEL_START],
  [ROLE, LABEL_START],
  [OTHER_LABEL, LABEL_START],
  [ORGANISATION, ORGANISATION_START],
  [PROVINCE, PROVINCE_START],
];

let field: Field | undefined;
let endBits: Map<CueSet, number> | undefined;
let startBits: Map<CueSet, number> | undefined;

/** Marks the cues and neighbours of a text. `clearField` has to follow. */
export function markField(scan: Scan, report: Report): Field {
  endBits ??= new Map(ENDS);
  startBits ??= new Map(STARTS);
  field ??= createField();
  const f = field;
  if (f.before.length < scan.length + 2) {
    f.before = new Uint16Array(scan.length + (scan.length >> 1) + 64);
    f.after = new Uint16Array(f.before.length);
  }
  f.units = scan.units;
  f.length = scan.length;
  f.anchorCount = 0;
  markHits(f, scan);
  markHits(f, scan.hitsOf(ORGANISATION));
  for (let k = 0; k < report.count; k++) {
    const bit = neighbourBit(report.kindOf(k));
    if (bit === 0 || report.scoreOf(k) < NEIGHBOUR_MINIMUM) continue;
    const start = report.startOf(k);
    const end = report.endOf(k);
    if (start < 0 || end > f.length) continue;
    set16(f, f.after, start, bit, start);
    set16(f, f.before, end, bit, end);
  }
  return f;
}

function markHits(f: Field, hits: Hits): void {
  for (let k = 0; k < hits.hitCount; k++) {
    const set = hits.hitSet[k] as CueSet;
    const ends = endBits?.get(set);
    const starts = startBits?.get(set);
    if (ends === undefined && starts === undefined) continue;
    const start = hits.hitStart[k] as number;
    const end = hits.hitEnd[k] as number;
    if (ends !== undefined) set16(f, f.before, end, ends, end);
    if (starts !== undefined) set16(f, f.after, start, starts, start);
  }
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

function set16(f: Field, track: Uint16Array, at: number, bit: number, anchor: number): void {
  if (f.before[at] === 0 && f.after[at] === 0) {
    if (f.anchorCount === f.anchors.length) {
      const wider = new Int32Array(f.anchors.length * 2);
      wider.set(f.anchors);
      f.anchors = wider;
    }
    f.anchors[f.anchorCount++] = anchor;
  }
  track[at] = (track[at] as number) | bit;
}

function neighbourBit(kind: Kind): number {
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
