/** Reads a phone number as a person dials it, so that what is shown is counted in digits of the number proper. */

import { createFoldTable, MATH_DIGIT_LOW, MATH_HIGH, numeralValue, ZERO_WIDTH } from '../text/fold.ts';

/** A digit that stands directly behind the eleventh: an IoT number of 13 digits, no extension. */
const IOT = /^1[04]\d{11}$/;
const MOBILE = /^1[3-9]\d{9}/;
/** The usual case, and nothing to read in it. */
const PLAIN = /^1[3-9]\d{9}$/;
/** Segment 700 of the number-protection pilot (MIIT, 2025): 15 digits. */
const PRIVACY = /^700\d{12}/;
/** `+86`, `(86)`, `0086` and the like; a bare `86` is one only before a mobile number. */
const COUNTRY = /^[ (]{0,3}(?:[+(][ (+]{0,3}(?:00)?|00)86[ )-]{0,3}/;
const BARE_COUNTRY = /^86[ -]{0,3}(?=0?1[3-9](?:\D?\d){9})/;

let table: Uint16Array | undefined;

/** The text with every written form of a digit as an ASCII digit and without zero-width characters. */
export function foldText(text: string): string {
  table ??= createFoldTable();
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const low = text.charCodeAt(i + 1) - MATH_DIGIT_LOW;
    if (unit === MATH_HIGH && low >= 0 && low < 50) {
      out += low % 10;
      i++;
    } else if (table[unit] !== ZERO_WIDTH) out += String.fromCharCode(table[unit] as number);
  }
  return out;
}

/**
 * The digits of the number proper: no country prefix of the mainland, no trunk 0 before a mobile number, no extension.
 * An extension of a virtual number leads to a person as surely as the number itself, so none of it may count as its tail.
 */
export function phoneDigits(text: string): string {
  if (PLAIN.test(text)) return text;
  let plain = '';
  for (const point of foldText(text)) plain += digitOf(point);
  plain = plain.replace(COUNTRY, '').replace(BARE_COUNTRY, '');
  const digits = plain.replace(/\D/g, '').replace(/^0(?=1[3-9])/, '');
  if (PRIVACY.test(digits)) return digits.slice(0, 15);
  if (IOT.test(digits) && /\d{3}\D*$/.test(plain)) return digits;
  return MOBILE.test(digits) ? digits.slice(0, 11) : beforeExtension(plain);
}

/** Reports whether a mobile number is one of number protection: of segment 700, or with an extension behind it. */
export function isVirtual(text: string): boolean {
  return extensionOf(text) !== '' || PRIVACY.test(phoneDigits(text));
}

/** The digits of the extension of a mobile number; '' without one. */
export function extensionOf(text: string): string {
  const all = [...foldText(text)].map(digitOf).join('').replace(/\D/g, '');
  const own = phoneDigits(text);
  const at = all.indexOf(own);
  return at < 0 ? '' : all.slice(at + own.length);
}

/** Numerals and the look-alikes of 1 and 0 as digits; everything else as it is. */
function digitOf(point: string): string {
  const value = numeralValue(point.charCodeAt(0));
  if (value >= 0) return String(value);
  return /[lI|]/.test(point) ? '1' : /[oO]/.test(point) ? '0' : point;
}

/** Once a number is long enough to be whole, the next thing that is no digit begins its extension. */
function beforeExtension(plain: string): string {
  const whole = /^\D*(?:0|[48]00)|^\W*\+/.test(plain) ? 10 : 7;
  let digits = '';
  for (const point of plain) {
    if (/\d/.test(point)) digits += point;
    else if (digits.length >= whole) break;
  }
  return digits;
}
