/** How the words and keys of a set end: most values have nothing before them that could be the end of a label. */

import { ZERO_WIDTH } from '../text/fold.ts';
import { isLatin } from './units.ts';

/** Enough that labels of hundreds of words let little pass by chance. */
const BITS = 8192;

/** One bit by the last three letters of a key, by the last two units of a word, by a word of one unit; without words all. */
export function createEnds(words: readonly string[] | undefined, keys: readonly string[]): Uint8Array {
  const ends = new Uint8Array(BITS / 8);
  if (words === undefined) return ends.fill(255);
  const add = (index: number): void => {
    ends[index >> 3] = (ends[index >> 3] as number) | (1 << (index & 7));
  };
  for (const word of words) {
    const last = word.charCodeAt(word.length - 1);
    add(indexOf(last, word.length > 1 ? word.charCodeAt(word.length - 2) : 0, 0));
  }
  for (const key of keys) {
    const name = key.replace(/[~_.-]/gu, '').toLowerCase();
    const [third = 0, second = 0, last = 0] = [3, 2, 1].map((back) => name.charCodeAt(name.length - back) || 0);
    add(indexOf(last, second, third));
  }
  return ends;
}

/** Reports whether a word may end right before `at`, or a key when a separator of keys comes later. */
export function mayEndAt(ends: Uint8Array, units: Uint16Array, at: number, hasSeparator: boolean): boolean {
  if (at < 1) return false;
  const last = units[at - 1] as number;
  const second = at > 1 ? (units[at - 2] as number) : 0;
  if (has(ends, indexOf(last, 0, 0)) || has(ends, indexOf(last, second, 0))) return true;
  // A zero-width character may hide what stands before.
  if (last >= 128 || second === ZERO_WIDTH) return second === ZERO_WIDTH;
  if (!hasSeparator) return false;
  const third = at > 2 ? (units[at - 3] as number) : 0;
  // `id_no`, `tel2`: joints and digits are for the key table.
  if (!isLatin(last) || !isLatin(second) || isJointOrDigit(third)) return isLatin(last) || isJointOrDigit(last);
  const isShort = has(ends, indexOf(last | 32, second | 32, 0));
  return isShort || (isLatin(third) && has(ends, indexOf(last | 32, second | 32, third | 32)));
}

function has(ends: Uint8Array, index: number): boolean {
  return (((ends[index >> 3] as number) >> (index & 7)) & 1) !== 0;
}

function isJointOrDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || unit === 95 || unit === 45 || unit === 46;
}

function indexOf(last: number, second: number, third: number): number {
  const mixed = Math.imul(last, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  return (mixed >>> 16) & (BITS - 1);
}
