/** Classes of units for reading addresses, and the forms of numbers in them. */

import { HAN_RANGES, isDigit, isLatin } from '../../scan/scan.ts';
import { hasValidCheck, hasValidDate, readDigits } from '../common/gb11643.ts';

export const HAN = 1;
export const DIGITS = 2;
export const LATIN = 3;
/** Chinese numerals, which are Han as well. */
export const NUMERALS = 4;
/** Spaces and commas, between levels. */
export const SEPARATE = 5;
/** Dashes and slashes, inside numbers and between levels. */
export const DASH = 6;
export const OPEN = 7;
export const CLOSE = 8;
/** Function words: an address does not go through them. */
export const PROSE = 9;
/** Function words that may stand inside one, but not before one. */
export const BEFORE = 10;
export const MASK = 11;
export const HARD = 12;
export const JOINER = 13;

const PROSE_UNITS =
  '的了我你您他她它这是吗呢吧啊哦呀么怎谁很没就也还把被让给请寄送叫说要买卖着但而且挺嘛只又啦哪呗哟喔嗯噢';
const BEFORE_UNITS = '在到至往放住从去收';
const NUMERAL_UNITS = '零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾';
const SEPARATORS = ' \t,、';
const DASHES = '-_~/';
const MASKS = '*×＊█■●○';

let classes: Uint8Array | undefined;
let identity: Uint8Array | undefined;

export function unitClasses(): Uint8Array {
  classes ??= build();
  return classes;
}

function build(): Uint8Array {
  const table = new Uint8Array(65536).fill(HARD);
  for (const [first, last] of HAN_RANGES) table.fill(HAN, first, last + 1);
  table.fill(DIGITS, 48, 58).fill(LATIN, 65, 91).fill(LATIN, 97, 123);
  const set = (units: string, value: number): void => {
    for (let i = 0; i < units.length; i++) table[units.charCodeAt(i)] = value;
  };
  set(PROSE_UNITS, PROSE);
  set(BEFORE_UNITS, BEFORE);
  set(NUMERAL_UNITS, NUMERALS);
  set(SEPARATORS, SEPARATE);
  set(DASHES, DASH);
  set(MASKS, MASK);
  set('([（【[', OPEN);
  set(')]）】', CLOSE);
  set('·#.', JOINER);
  set('\u200b', JOINER);
  set('{}<>', HARD);
  return table;
}

/**
 * The end of a number at `at`: digits, letters with digits (A507, 17A, B), or Chinese numerals; `at` when there is none.
 * Joined numbers (62-2, 12-3-1001, 6~8) are taken whole.
 */
export function numberEnd(units: Uint16Array, at: number, limit: number): number {
  const table = unitClasses();
  if (table[units[at] as number] === NUMERALS) {
    let i = at;
    while (i < limit && i - at < 5 && table[units[i] as number] === NUMERALS) i++;
    return i;
  }
  let end = pieceEnd(units, at, limit);
  if (end === at) return at;
  for (let joins = 0; joins < 3 && end < limit; joins++) {
    const unit = units[end] as number;
    if (table[unit] !== DASH && unit !== 35) break;
    // 12#1001, but 12#楼
    const next = pieceEnd(units, end + 1, limit);
    if (next === end + 1 || !hasDigit(units, end + 1, next)) break;
    if (telephoneAt(units, end + 1, limit) !== NONE) break;
    end = next;
  }
  return end;
}

/** Up to three letters, up to five digits, up to two letters. */
function pieceEnd(units: Uint16Array, at: number, limit: number): number {
  let i = at;
  while (i < limit && i - at < 3 && isLatin(units[i] as number)) i++;
  if (i - at === 3 && isLatin(units[i] as number)) return at;
  const digits = i;
  while (i < limit && isDigit(units[i] as number)) i++;
  if (i - digits > 5) return at;
  if (i > digits) {
    const letters = i;
    while (i < limit && i - letters < 2 && isLatin(units[i] as number)) i++;
    if (isLatin(units[i] as number)) i = letters;
  }
  return i;
}

export function hasDigit(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isDigit(units[i] as number)) return true;
  return false;
}

export const NONE = -1;

/**
 * Looks whether a telephone, identity or other long number begins in the digits at `at`. Returns NONE when they are an
 * ordinary number, else where the long number begins: 62-2|13264429666 has room 2 before the mobile.
 */
export function telephoneAt(units: Uint16Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && isDigit(units[end] as number)) end++;
  const size = end - at;
  if (size === 0) return NONE;
  if (size >= 12 && size <= 15 && isMobileStart(units, end - 11)) return end - 11;
  if (size >= 19 && size <= 22 && isIdentity(units, end - 18)) return end - 18;
  if (size >= 7) return at;
  if (!isGroupGap(units[end] as number)) return NONE;
  const next = groupSize(units, end + 1, limit);
  // 86-13812345678
  if (size === 2 && units[at] === 56 && units[at + 1] === 54 && next === 11) return at;
  const more = isGroupGap(units[end + 1 + next] as number) ? groupSize(units, end + 2 + next, limit) : 0;
  const total = size + next + more;
  // 0755-22107333, 0928-516-430
  if (units[at] === 48 && size >= 3 && next >= 3 && total >= 10) return at;
  // 400-1808855, 800-610-1234
  if (
    size === 3 &&
    (units[at] === 52 || units[at] === 56) &&
    units[at + 1] === 48 &&
    units[at + 2] === 48 &&
    total === 10
  )
    return at;
  // 6234 5071 of Hong Kong, after a blank
  if (size === 4 && next === 4 && more === 0 && (units[at] as number) >= 52 && units[at - 1] === 32) return at;
  return size <= 4 && isMobileStart(units, at) && total === 11 && next >= 3 && (more >= 3 || size === 3) ? at : NONE;
}

function groupSize(units: Uint16Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && isDigit(units[end] as number)) end++;
  return end - at;
}

/** Eighteen digits with a birth date and a check digit that agree: the front of a card's number is no room. */
function isIdentity(units: Uint16Array, at: number): boolean {
  identity ??= new Uint8Array(18);
  return readDigits(units, at, at + 18, identity, 18) >= 0 && hasValidDate(identity, 6, 8) && hasValidCheck(identity);
}

/** A mobile begins with 13 to 19. */
export function isMobileStart(units: Uint16Array, at: number): boolean {
  return units[at] === 49 && (units[at + 1] as number) >= 51 && (units[at + 1] as number) <= 57;
}

function isGroupGap(unit: number): boolean {
  return unit === 32 || unit === 45 || unit === 46 || unit === 9;
}
