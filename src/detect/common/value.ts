/** Reading the value that a label or a field key stands before. */

import { isDigit, isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import type { Kind, Report } from '../../types.ts';

/** How label and value are tied, from loose to tight. */
export const GLUED = 0;
const SPACED = 1;
export const MARKED = 2;

/** The furthest before a value that its label is read: tag, key, padding, blanks, quotes. A part of the `reach` of who reads. */
export const LABEL_REACH = 144;
/** The furthest a value may stand from its label. */
const LONGEST_GAP = 12;
const LONGEST_KEY = 48;
/** Counting words: `密码8位`, `密码锁2023款` and `门禁1203室` name no code. */
const MEASURES = '位个次款元号栋室楼层年月日天时分秒把块台型寸克米家岁条种字套版路站%％';
/** Values that say there is none, name a type, or repeat a word of the form. */
const EMPTY_WORDS =
  ' null nil none undefined void empty true false yes no on off ok nan n/a na unknown default required optional any ' +
  'string str text number int integer long bool boolean object array char varchar byte bytes date datetime type value ' +
  'password passwd pwd token secret session cookie username user nickname account email bearer basic expired invalid ' +
  'missing error failed fail success enabled disabled hidden placeholder example redacted filtered masked secured ' +
  'changed confirmed reset not is must should cannot the your this that self const let var new return await function ref ';

/** A value being read; one is reused for all hits of a text. */
export interface Slot {
  start: number;
  end: number;
  link: number;
  /** The quote unit that opened the value, or 0. */
  quote: number;
  /** Backslashes before that quote, as in JSON within JSON. */
  slashes: number;
  /** A line break stands between label and value. */
  isBelow: boolean;
}

export function createSlot(): Slot {
  return { start: 0, end: 0, link: GLUED, quote: 0, slashes: 0, isBelow: false };
}

/** Finds where the value of a hit starts. False when the hit labels nothing: `a == b`, `List<Token> x`, `Token::new`. */
export function openValue(scan: Scan, hit: number, slot: Slot): boolean {
  slot.link = GLUED;
  slot.quote = 0;
  slot.slashes = 0;
  slot.isBelow = false;
  const at = scan.hitIsKey[hit] === 1 ? afterKey(scan, hit, slot) : afterWord(scan, scan.hitEnd[hit] as number, slot);
  if (at < 0 || at >= scan.length) return false;
  slot.start = at;
  slot.end = at;
  openQuote(scan.units, slot);
  return slot.start < scan.length;
}

/** Sets `slot.end`: before the closing quote, or where a bare token of printable ASCII ends. */
export function closeValue(scan: Scan, slot: Slot): void {
  slot.end = slot.quote === 0 ? bareEnd(scan.units, slot.start, scan.length) : quotedEnd(scan, slot, scan.length);
}

/**
 * The end of a quoted value. A quote before a letter or digit is inside the value (an escape that a view has decoded);
 * a line end closes what was never closed. No more than `most` units are read.
 */
export function quotedEnd(scan: Scan, slot: Slot, most: number): number {
  const { units } = scan;
  const length = Math.min(scan.length, slot.start + most);
  let slashes = 0;
  for (let i = slot.start; i < length; i++) {
    const unit = units[i] as number;
    if (unit === 10 || unit === 13) return i;
    if (unit === slot.quote && slashes <= slot.slashes && !isWord(units[i + 1] as number)) return i - slashes;
    slashes = unit === 92 ? slashes + 1 : 0;
  }
  return length;
}

/** The end of an unquoted value of printable ASCII: space, quote, `,` `;` `&` `<`, Han, or a bracket that closes. */
export function bareEnd(units: Uint16Array, start: number, length: number): number {
  let i = start;
  for (; i < length; i++) {
    const unit = units[i] as number;
    if (unit <= 32 || unit === 44 || unit === 59 || unit === 38 || unit === 60 || isQuote(unit)) break;
    if (unit >= 0x2000 && unit !== ZERO_WIDTH) break;
    if (unit === 92 && closesAfterSlashes(units, i)) break;
    if (isCloser(unit) && !isWord(units[i + 1] as number)) break;
  }
  return i;
}

/** Opening quotes, escaped or not, between separator and value. */
export function openQuote(units: Uint16Array, slot: Slot): void {
  let at = slot.start;
  while (units[at] === 92 && at - slot.start < 8) at++;
  if (!isQuote(units[at] as number)) return;
  slot.slashes = at - slot.start;
  slot.quote = units[at] as number;
  slot.start = at + 1;
  slot.end = slot.start;
}

/** Reports whether the value is a word that says nothing (`null`, `string`, `required`). */
export function isEmptyWord(scan: Scan, start: number, end: number): boolean {
  if (end - start > 12) return false;
  return EMPTY_WORDS.includes(` ${scan.folded(start, end).toLowerCase()} `);
}

/** Reports whether a value is already masked or a template's blank: `***`, `xxxx`, `${TOKEN}`, `{{pwd}}`, `<token>`, `%s`. */
export function isPlaceholder(units: Uint16Array, start: number, end: number): boolean {
  if (end <= start) return true;
  const first = units[start] as number;
  const second = units[start + 1] as number;
  if (first === 60 || first === 123 || first === 91) return true;
  if (first === 36 && (second === 123 || second === 40 || second === 123)) return true;
  if (first === 35 && second === 123) return true;
  if (first === 37 && end - start <= 3 && isLatin(second)) return true;
  let isSame = true;
  let stars = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (unit !== first) isSame = false;
    stars = unit === 42 || unit === 0x25cf || unit === 0xb7 ? stars + 1 : 0;
    if (stars === 3) return true;
  }
  return isSame && !isDigit(first) && !(isLatin(first) && first !== 120 && first !== 88);
}

/** Reports whether a number that ends at `at` counts something: `8位`, `2023款`. */
export function isMeasured(units: Uint16Array, at: number): boolean {
  const unit = units[units[at] === 32 ? at + 1 : at] as number;
  return unit !== 0 && MEASURES.includes(String.fromCharCode(unit));
}

/** Reports whether a Latin cue such as `wx` or `QQ` stands by itself, not inside a longer word. */
export function standsAlone(scan: Scan, hit: number): boolean {
  const start = scan.hitStart[hit] as number;
  const end = scan.hitEnd[hit] as number;
  const { units } = scan;
  const leftOk = start === 0 || !isLatin(units[start] as number) || !isWord(units[start - 1] as number);
  return leftOk && (!isLatin(units[end - 1] as number) || !isLatin(units[end] as number));
}

/** Reports whether the candidate added last is this one: `qq` is a word and a key. */
export function isRepeated(report: Report, kind: Kind, start: number, end: number): boolean {
  const last = report.count - 1;
  return last >= 0 && report.startOf(last) === start && report.endOf(last) === end && report.kindOf(last) === kind;
}

/** ASCII letter, digit or underscore. */
export function isWord(unit: number): boolean {
  return isLatin(unit) || isDigit(unit) || unit === 95;
}

export function isQuote(unit: number): boolean {
  return unit === 34 || unit === 39 || unit === 96;
}

/** `password: password`, `token: AuthToken`, `session: req.session`. */
export function repeatsKey(scan: Scan, hit: number, start: number, end: number): boolean {
  const from = scan.hitStart[hit] as number;
  const size = (scan.hitEnd[hit] as number) - from;
  if (scan.hitIsKey[hit] !== 1 || end - start < size) return false;
  const { units } = scan;
  for (let i = 0; i < size; i++) {
    if (((units[from + i] as number) | 32) !== ((units[end - size + i] as number) | 32)) return false;
  }
  for (let i = start; i < end - size; i++)
    if (!isLatin(units[i] as number) && units[i] !== 46 && units[i] !== 95) return false;
  return true;
}

/** `Host=`, `X-Id: `: another entry of a printed map; the comma of `Expires=Wed, 09 Jun` is followed by a digit. */
export function startsField(units: Uint16Array, from: number): boolean {
  let i = from;
  while (i - from < 40 && (isWord(units[i] as number) || units[i] === 45 || units[i] === 46)) i++;
  if (i === from || !isLatin(units[from] as number) || (units[i] !== 61 && units[i] !== 58)) return false;
  // `abc=` and `abc==` end base64.
  const next = units[i + 1] as number;
  return isWord(next) || isQuote(next) || (next === 32 && units[i] === 58) || next === 47 || next > 127;
}

/** Letters, digits and Han inside [start, end), as a bit each: 1 digit, 2 lower case, 4 upper case, 8 Han, 16 other. */
export function shapeOf(units: Uint16Array, start: number, end: number): number {
  let shape = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (isDigit(unit)) shape |= 1;
    else if (unit >= 97 && unit <= 122) shape |= 2;
    else if (unit >= 65 && unit <= 90) shape |= 4;
    else if (isHan(unit)) shape |= 8;
    else if (unit !== ZERO_WIDTH) shape |= 16;
  }
  return shape;
}

function afterKey(scan: Scan, hit: number, slot: Slot): number {
  const { units } = scan;
  let at = scan.hitEnd[hit] as number;
  for (let n = 0; n < 4 && isPadding(units[at] as number); n++) at++;
  const separator = units[at] as number;
  if (separator === 62) {
    if (!isTag(units, scan.hitStart[hit] as number)) return -1;
    slot.link = MARKED;
    return skipBlanks(units, at + 1);
  }
  const next = units[at + 1] as number;
  if (separator === 61) {
    if (next === 61 || next === 126) return -1;
    slot.link = MARKED;
    if (next !== 62) return skipBlanks(units, at + 1);
    // `'password' => 'x'` has a value; `token => {` is a function.
    const value = skipBlanks(units, at + 2);
    return isQuote(units[value] as number) ? value : -1;
  }
  if (separator !== 58 || next === 58) return -1;
  slot.link = MARKED;
  return skipBlanks(units, next === 61 ? at + 2 : at + 1);
}

function afterWord(scan: Scan, from: number, slot: Slot): number {
  const { units } = scan;
  let at = from;
  for (; at - from < LONGEST_GAP; at++) {
    const unit = units[at] as number;
    if (unit === 32 || unit === 9 || unit === 45 || unit === 124) {
      // A dash before a digit may be a sign or a range, behind a label it is a separator.
      if (slot.link === GLUED) slot.link = SPACED;
    } else if (unit === 10 || unit === 13) {
      slot.isBelow = true;
      if (slot.link === GLUED) slot.link = SPACED;
    } else if (unit === 62)
      return -1; // `<密码>`: the tag that stands for a masked value.
    else if (unit === 58 || unit === 0x662f || unit === 0x4e3a || unit === 0x70ba) slot.link = MARKED;
    else if (unit === 61) {
      if (units[at + 1] === 61) return -1;
      slot.link = MARKED;
    } else if (isOpener(unit)) {
      if (slot.link === GLUED) slot.link = SPACED;
    } else if (unit !== ZERO_WIDTH) return at;
  }
  return -1;
}

/** `<password>`: the key stands in a tag, not in a generic type or an arrow. */
function isTag(units: Uint16Array, keyStart: number): boolean {
  let at = keyStart - 1;
  for (let n = 0; n < LONGEST_KEY && at >= 0; n++, at--) {
    const unit = units[at] as number;
    if (unit === 60) return !isWord(units[at - 1] as number);
    if (!isWord(unit) && unit !== 45 && unit !== 46 && unit !== 58) return false;
  }
  return false;
}

function skipBlanks(units: Uint16Array, from: number): number {
  let at = from;
  while (at - from < 16 && (units[at] === 32 || units[at] === 9 || units[at] === ZERO_WIDTH)) at++;
  return at;
}

function closesAfterSlashes(units: Uint16Array, from: number): boolean {
  let at = from;
  while (units[at] === 92 && at - from < 8) at++;
  return isQuote(units[at] as number);
}

function isPadding(unit: number): boolean {
  return unit === 32 || unit === 34 || unit === 39 || unit === 92 || unit === 93;
}

/** `( [ { 【 「 『 《`. */
function isOpener(unit: number): boolean {
  return unit === 40 || unit === 91 || unit === 123 || unit === 0x3010 || unit === 0x300c || unit === 0x300e;
}

/** `) ] }`. */
function isCloser(unit: number): boolean {
  return unit === 41 || unit === 93 || unit === 125;
}
