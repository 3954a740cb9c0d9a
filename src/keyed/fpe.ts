/**
 * `fpe`: format-preserving encryption. A number becomes another of the same form that only the key leads back from; both stay
 * valid, so that what checks numbers goes on working.
 *
 *   mobile      the ten digits behind the 1, with those of the extension
 *   landline    the local number; the area code stays
 *   id-card     date of birth and sequence; the region stays, the check character is computed anew (GB 11643)
 *   bank-card   all but the first six digits (BIN) and the last, which is computed anew (ISO/IEC 7812, Luhn)
 *   passport, permit, qq   their digits
 *
 * What stays is the tweak, so that equal digits behind different ones become different. Results that are not valid are encrypted
 * again until they are (cycle walking), which decryption undoes the same way.
 */

import { checkCharacter, identityNumber, isIdentityNumber } from '../mask/identity.ts';
import { extensionOf, foldText, phoneDigits } from '../mask/phone.ts';
import type { Kind } from '../types.ts';
import { Ff1, LEAST_DIGITS, MOST_DIGITS } from './ff1.ts';
import { fromSpreadsheet } from './normalise.ts';
import { toBytes } from './platform.ts';

/** AES of single blocks under a key. */
type EncryptBlock = (block: Uint8Array) => void;

/** A number in the parts that matter: `digits` are encrypted, the rest is put back around them. */
interface Form {
  readonly digits: string;
  /** What stays as it is. */
  readonly tweak: string;
  readonly isValid: (digits: string) => boolean;
  readonly write: (digits: string) => string;
}

/** Days from 1 January 1900 on; a number of eight digits holds them with three for the sequence. */
const FIRST_DAY = -2_208_988_800_000;
const DAY = 86_400_000;
/** Up to the end of 2029, and of 1999 for numbers of 15 digits. */
const DAYS = 47_482;
const CENTURY_DAYS = 36_524;
const SEQUENCES = 1000;
/** After so many tries something is wrong; each has a chance of at least one in three. */
const MOST_STEPS = 200;
/** Tweaks are bank numbers and regions: no list of them makes memory grow. */
const MOST_TWEAKS = 4096;

export class Fpe {
  readonly #encryptBlock: EncryptBlock;
  readonly #ciphers = new Map<string, Ff1>();

  constructor(encryptBlock: EncryptBlock) {
    this.#encryptBlock = encryptBlock;
  }

  /** Undefined for what has not the form of its kind: that has to be hidden in another way. */
  encrypt(kind: Kind, text: string): string | undefined {
    return this.#run(kind, text, (cipher, digits) => cipher.encrypt(digits));
  }

  decrypt(kind: Kind, text: string): string | undefined {
    return this.#run(kind, text, (cipher, digits) => cipher.decrypt(digits));
  }

  #run(kind: Kind, text: string, step: (cipher: Ff1, digits: string) => string): string | undefined {
    const form = formOf(kind, text);
    if (form === undefined || form.digits.length < LEAST_DIGITS || form.digits.length > MOST_DIGITS) return undefined;
    const cipher = this.#cipher(form.tweak);
    let { digits } = form;
    if (!form.isValid(digits)) return undefined;
    for (let i = 0; i < MOST_STEPS; i++) {
      digits = step(cipher, digits);
      if (form.isValid(digits)) return form.write(digits);
    }
    return undefined;
  }

  #cipher(tweak: string): Ff1 {
    const known = this.#ciphers.get(tweak);
    if (known !== undefined) return known;
    const cipher = new Ff1(this.#encryptBlock, toBytes(tweak));
    if (this.#ciphers.size < MOST_TWEAKS) this.#ciphers.set(tweak, cipher);
    return cipher;
  }
}

function formOf(kind: Kind, text: string): Form | undefined {
  switch (kind) {
    case 'mobile':
      return mobileForm(text);
    case 'landline':
      return landlineForm(text);
    case 'id-card':
      return identityForm(text);
    case 'bank-card':
      return cardForm(text);
    case 'qq':
      return plainForm(text, /^()([1-9]\d{5,11})$/, (digits) => digits[0] !== '0');
    case 'passport':
    case 'permit':
      return plainForm(text, /^([A-Z]{1,2})(\d{6,12})$/, () => true);
    default:
      return undefined;
  }
}

function mobileForm(given: string): Form | undefined {
  const text = fromSpreadsheet(given);
  const own = phoneDigits(text);
  const extension = extensionOf(text);
  const isPrivacy = /^700\d{12}$/.test(own);
  if (!isPrivacy && !/^1[3-9]\d{9}$/.test(own)) return undefined;
  const head = isPrivacy ? '700' : '1';
  const size = own.length - head.length;
  return {
    digits: own.slice(head.length) + extension,
    tweak: `${head}+${extension.length}`,
    isValid: (digits) => isPrivacy || '3456789'.includes(digits.charAt(0)),
    write: (digits) => inPlace(text, own + extension, head + digits.slice(0, size), digits.slice(size)),
  };
}

function landlineForm(text: string): Form | undefined {
  const own = phoneDigits(text);
  const extension = extensionOf(text);
  const match = /^(0(?:10|2\d|[3-9]\d\d))?([2-8]\d{6,7})$/.exec(own);
  if (match === null) return undefined;
  const [, area = '', local = ''] = match;
  return {
    digits: local + extension,
    tweak: `${area}+${extension.length}`,
    isValid: (digits) => '2345678'.includes(digits.charAt(0)),
    write: (digits) => inPlace(text, own + extension, area + digits.slice(0, local.length), digits.slice(local.length)),
  };
}

/** Born on a day that was, today as in the cipher; a century has its own days in numbers of 15 digits. */
function identityForm(text: string): Form | undefined {
  const number = identityNumber(text);
  const isShort = /^\d{15}$/.test(number);
  if (!isShort && !isIdentityNumber(number)) return undefined;
  const date = isShort ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  const day = dayOf(date);
  const days = isShort ? CENTURY_DAYS : DAYS;
  if (day === undefined || day < 0 || day >= days) return undefined;
  const sequence = Number(number.slice(isShort ? 12 : 14, isShort ? 15 : 17));
  const region = number.slice(0, 6);
  return {
    digits: String(day * SEQUENCES + sequence).padStart(8, '0'),
    tweak: `${region}+${number.length}`,
    isValid: (digits) => Number(digits) < days * SEQUENCES,
    write: (digits) => {
      const index = Number(digits);
      const born = dateOf(Math.floor(index / SEQUENCES));
      const tail = String(index % SEQUENCES).padStart(3, '0');
      return isShort ? region + born.slice(2) + tail : withCheck(region + born + tail);
    },
  };
}

function withCheck(body: string): string {
  return body + checkCharacter(body);
}

function dayOf(date: string): number | undefined {
  const time = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
  const day = Math.round((time - FIRST_DAY) / DAY);
  return dateOf(day) === date ? day : undefined;
}

function dateOf(day: number): string {
  return new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10).replace(/-/g, '');
}

function cardForm(text: string): Form | undefined {
  const number = foldText(text).replace(/\D/g, '');
  if (number.length < 14 || number.length > 19 || luhnDigit(number.slice(0, -1)) !== number.at(-1)) return undefined;
  const bin = number.slice(0, 6);
  return {
    digits: number.slice(6, -1),
    tweak: `${bin}+${number.length}`,
    isValid: () => true,
    write: (digits) => inPlace(text, number, bin + digits + luhnDigit(bin + digits), ''),
  };
}

/** ISO/IEC 7812-1 annex B: from the right, every other digit counts double. */
export function luhnDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    sum += i % 2 === 1 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return String((10 - (sum % 10)) % 10);
}

function plainForm(text: string, pattern: RegExp, isValid: (digits: string) => boolean): Form | undefined {
  const match = pattern.exec(foldText(text).replace(/[\s-]/g, '').toUpperCase());
  if (match === null) return undefined;
  const [, head = '', digits = ''] = match;
  return { digits, tweak: head, isValid, write: (other) => head + other };
}

/** `138 0013 8000` stays 3 + 4 + 4: digits are put where digits stood, if `from` is what stood there. */
function inPlace(text: string, from: string, to: string, extension: string): string {
  const digits = to + extension;
  const plain = foldText(text);
  const prefix = plain.replace(/\D/g, '').length - from.length;
  if (prefix < 0 || !plain.replace(/\D/g, '').endsWith(from)) return extension === '' ? to : `${to}-${extension}`;
  let at = -prefix;
  return plain.replace(/\d/g, (digit) => (at++ < 0 ? digit : digits.charAt(at - 1)));
}
