/** What the element tagger looks at around a unit of an address. */

import { mix } from './hash.ts';
import { CONTEXT, DIGIT, type Line } from './line.ts';

export const ELEMENT_FEATURES = 19;

/** Characters that end parts of addresses; their order is part of the model. */
const SUFFIXES =
  '省市区县旗州盟镇乡村庄屯组队社街道路巷弄里胡同大坊条线号栋幢楼座室层单元梯苑园厦城庭府寓场校院店厂司馆广期';
/** How far ahead the next suffix is looked for. */
const AHEAD = 9;
/** Ends of the search that are no suffix. */
const AT_DIGIT = 1;
const AT_LETTER = 2;
const AT_OTHER = 3;
const FIRST_SUFFIX = 5;
/** The most of a number's size and place that counts. */
const LONG = 7;

/** What is known of each unit before features are made, by place in the line. */
export interface Frame {
  /** What stands before and behind the number or Latin word the unit belongs to; 0 for other units. */
  before: Uint16Array;
  behind: Uint16Array;
  afterwards: Uint16Array;
  /** The size of that number times 8 plus the place in it. */
  place: Uint8Array;
  /** The next suffix and how far it is. */
  next: Uint16Array;
  /** Divisions and towns of the gazetteer that cover the unit: 0 none, else what and where in it. */
  known: Uint8Array;
}

let suffixes: Uint8Array | undefined;

export function createFrame(): Frame {
  return {
    before: new Uint16Array(0),
    behind: new Uint16Array(0),
    afterwards: new Uint16Array(0),
    place: new Uint8Array(0),
    next: new Uint16Array(0),
    known: new Uint8Array(0),
  };
}

/** Prepares the frame of a line. `known` has to be filled by the caller, who has the gazetteer. */
export function readFrame(frame: Frame, { units, length }: Line): void {
  const size = length + 2 * CONTEXT;
  if (frame.before.length < size) {
    frame.before = new Uint16Array(size + 64);
    frame.behind = new Uint16Array(size + 64);
    frame.afterwards = new Uint16Array(size + 64);
    frame.place = new Uint8Array(size + 64);
    frame.next = new Uint16Array(size + 64);
    frame.known = new Uint8Array(size + 64);
  }
  frame.before.fill(0, 0, size);
  frame.behind.fill(0, 0, size);
  frame.afterwards.fill(0, 0, size);
  frame.place.fill(0, 0, size);
  frame.next.fill(0, 0, size);
  frame.known.fill(0, 0, size);
  readNumbers(frame, units, length);
  readSuffixes(frame, units, length);
}

function readNumbers(frame: Frame, units: Uint16Array, length: number): void {
  const stop = length + CONTEXT;
  for (let i = CONTEXT; i < stop; ) {
    if (!isAlphanumeric(units[i] as number)) {
      i++;
      continue;
    }
    let end = i;
    while (end < stop && isAlphanumeric(units[end] as number)) end++;
    const size = Math.min(end - i, LONG);
    for (let k = i; k < end; k++) {
      frame.before[k] = units[i - 1] as number;
      frame.behind[k] = units[end] as number;
      frame.afterwards[k] = units[end + 1] as number;
      frame.place[k] = size * 8 + Math.min(k - i, LONG);
    }
    i = end;
  }
}

function readSuffixes(frame: Frame, units: Uint16Array, length: number): void {
  suffixes ??= buildSuffixes();
  let next = AT_OTHER;
  let distance = AHEAD;
  for (let i = length + CONTEXT - 1; i >= CONTEXT; i--) {
    const unit = units[i] as number;
    if (unit < 0x4e00 || unit > 0x9fff) {
      next = unit === DIGIT ? AT_DIGIT : isAlphanumeric(unit) ? AT_LETTER : AT_OTHER;
      distance = 0;
    }
    frame.next[i] = next * 10 + Math.min(distance, AHEAD);
    const suffix = suffixes[unit] as number;
    if (suffix !== 0) {
      next = suffix;
      distance = 0;
    }
    distance++;
  }
}

/** Writes the hashed features of unit `at` of the line. */
export function elementFeatures({ units }: Line, frame: Frame, at: number, out: Int32Array): void {
  suffixes ??= buildSuffixes();
  const p = at + CONTEXT;
  const a = units[p - 2] as number;
  const b = units[p - 1] as number;
  const c = units[p] as number;
  const d = units[p + 1] as number;
  const e = units[p + 2] as number;
  const known = frame.known[p] as number;
  const place = frame.place[p] as number;
  const next = frame.next[p] as number;
  const behind = frame.behind[p] as number;
  out[0] = mix(101, c, 0, 0);
  out[1] = mix(102, b, 0, 0);
  out[2] = mix(103, d, 0, 0);
  out[3] = mix(104, a, 0, 0);
  out[4] = mix(105, e, 0, 0);
  out[5] = mix(106, b, c, 0);
  out[6] = mix(107, c, d, 0);
  out[7] = mix(108, a, b, 0);
  out[8] = mix(109, d, e, 0);
  out[9] = mix(111, a, b, c);
  out[10] = mix(112, c, d, e);
  out[11] = mix(113, b, c, d);
  out[12] = mix(114, known * 16 + (frame.known[p - 1] as number), frame.known[p + 1] as number, 0);
  out[13] = mix(115, known, c, d);
  out[14] = mix(116, next, c, 0);
  out[15] = mix(117, next, frame.next[p - 1] as number, 0);
  out[16] = mix(118, frame.before[p] as number, behind, place);
  out[17] = mix(119, behind, frame.afterwards[p] as number, place);
  out[18] = mix(122, a, b, suffixes[c] as number);
}

function isAlphanumeric(unit: number): boolean {
  return unit === DIGIT || unit === 65 || unit === 97;
}

function buildSuffixes(): Uint8Array {
  const built = new Uint8Array(65536);
  for (let i = 0; i < SUFFIXES.length; i++) built[SUFFIXES.charCodeAt(i)] = FIRST_SUFFIX + i;
  return built;
}
