/** A stretch of text as the taggers read it: few classes of units, and borders where the text ends. */

import { givenWeight } from '../data/given.ts';
import { surnameWeight } from '../data/surnames.ts';
import { markWords } from '../data/vocabulary.ts';

/** Units beyond the stretch, to either side, that features depend on: three, and the rest of a word that begins there. */
export const CONTEXT = 5;
/** What stands before the first and behind the last unit of a text. */
const BEFORE_TEXT = 1;
const BEHIND_TEXT = 2;
/** All digits, all capital and all small letters are read as these. */
export const DIGIT = 48;
const CAPITAL = 65;
const SMALL = 97;

/** Surname classes times `GIVEN_CLASSES` plus given classes. */
const GIVEN_CLASSES = 5;

export interface Line {
  length: number;
  /** units[CONTEXT + i] is unit i of the stretch. */
  units: Uint16Array;
  /** How much the unit is a surname and a given character, see `classOf`. */
  classes: Uint8Array;
  /** The size of the longest word that begins or ends with the unit, see `readWords`. */
  starts: Uint8Array;
  ends: Uint8Array;
}

let classes: Uint8Array | undefined;

export function createLine(): Line {
  return {
    length: 0,
    units: new Uint16Array(0),
    classes: new Uint8Array(0),
    starts: new Uint8Array(0),
    ends: new Uint8Array(0),
  };
}

/** Reads text[start, end) out of folded units; `length` is where the text ends. */
export function readLine(line: Line, text: Uint16Array, length: number, start: number, end: number): void {
  const size = end - start + 2 * CONTEXT;
  if (line.units.length < size) {
    line.units = new Uint16Array(size + 64);
    line.classes = new Uint8Array(line.units.length);
    line.starts = new Uint8Array(line.units.length);
    line.ends = new Uint8Array(line.units.length);
  }
  classes ??= buildClasses();
  line.length = end - start;
  for (let i = 0, at = start - CONTEXT; i < size; i++, at++) {
    const unit = at < 0 ? BEFORE_TEXT : at >= length ? BEHIND_TEXT : plain(text[at] as number);
    line.units[i] = unit;
    line.classes[i] = classes[unit] as number;
  }
}

/** Looks up the words of the line, context included. */
export function readWords({ units, length, starts, ends }: Line): void {
  markWords(units, 0, length + 2 * CONTEXT, starts, ends);
}

function plain(unit: number): number {
  if (unit > 122 || unit < 48) return unit;
  if (unit <= 57) return DIGIT;
  if (unit >= 97) return SMALL;
  return unit >= 65 && unit <= 90 ? CAPITAL : unit;
}

function buildClasses(): Uint8Array {
  const built = new Uint8Array(65536);
  for (let unit = 0x3400; unit < 0xa000; unit++) {
    const surname = surnameWeight(unit);
    const given = givenWeight(unit);
    built[unit] = level(surname, 2, 26, 36) * GIVEN_CLASSES + level(given, 18, 25, 31);
  }
  return built;
}

/** 0 for none, then 1 to 4 by three bounds. */
function level(weight: number, low: number, middle: number, high: number): number {
  if (weight === 0) return 0;
  return weight < low ? 1 : weight < middle ? 2 : weight < high ? 3 : 4;
}
