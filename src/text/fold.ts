/**
 * Unit-to-unit folding: every written form of a digit, letter or separator is read as one unit of the same length,
 * so offsets never need translating. What changes length (escapes) is read through a view, see carriers.ts.
 */

/** All zero-width characters fold to this one. */
export const ZERO_WIDTH = 0x200b;

/** First code points of digit series 0 to 9 in the basic plane. */
const DIGIT_ZEROS = [0xff10, 0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x17e0, 0x0f20];
/** First code points of digit series 1 to 9: circled, parenthesised, full stop, negative circled. */
const DIGIT_ONES = [0x2460, 0x2474, 0x2488, 0x24f5, 0x2776, 0x2780, 0x278a];
const CIRCLED_ZEROS = [0x24ea, 0x24ff];
const DASHES = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe58, 0xfe63];
const SPACES = [
  0x00a0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x202f,
  0x205f, 0x3000,
];
/** The dot between the parts of a name: U+00B7 by 民委发〔2016〕33号; the others as found in the wild. */
const NAME_DOTS = [0x2022, 0x2027, 0x2219, 0x22c5, 0x30fb, 0xff65, 0x0387, 0x2e31];
const ZERO_WIDTHS: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
const NUMERALS = '零〇一壹幺二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖';
const NUMERAL_VALUES = '00111222223334455666778899';

/** Mathematical digits are pairs: this high half and a low half from U+DFCE. */
export const MATH_HIGH = 0xd835;
export const MATH_DIGIT_LOW = 0xdfce;

/** A fresh table; the redactor's detectors may add to it. */
export function createFoldTable(): Uint16Array {
  const table = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit++) table[unit] = unit;
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = unit - 0xfee0;
  for (const zero of DIGIT_ZEROS) for (let d = 0; d < 10; d++) table[zero + d] = 48 + d;
  for (const one of DIGIT_ONES) for (let d = 0; d < 9; d++) table[one + d] = 49 + d;
  for (const zero of CIRCLED_ZEROS) table[zero] = 48;
  for (const dash of DASHES) table[dash] = 45;
  for (const space of SPACES) table[space] = 32;
  for (const dot of NAME_DOTS) table[dot] = 0xb7;
  for (const [from, to] of ZERO_WIDTHS) for (let unit = from; unit <= to; unit++) table[unit] = ZERO_WIDTH;
  table[0x201c] = 34;
  table[0x201d] = 34;
  table[0x2018] = 39;
  table[0x2019] = 39;
  table[0x2236] = 58;
  table[0xfe30] = 58;
  return table;
}

let numerals: Map<number, number> | undefined;

/** The value of a Chinese numeral (一, 幺, 〇, 壹 …) as a digit, or -1. */
export function numeralValue(unit: number): number {
  if (numerals === undefined) {
    numerals = new Map();
    for (let i = 0; i < NUMERALS.length; i++) numerals.set(NUMERALS.charCodeAt(i), NUMERAL_VALUES.charCodeAt(i) - 48);
  }
  return numerals.get(unit) ?? -1;
}

export function numeralUnits(): string {
  return NUMERALS;
}
