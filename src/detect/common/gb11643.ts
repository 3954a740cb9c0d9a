/** GB 11643-1999, the resident ID number: 6 region (GB/T 2260), 8 birth date, 3 sequence, 1 check character. */

import { ZERO_WIDTH } from '../../text/fold.ts';

/** Position weights: 2^(17-i) mod 11, ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** The check character for each remainder 0 to 10. */
const CHECKS = '10X98765432';
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** What stands for X in the wild: NFKC folds the Roman numerals, but not Cyrillic, Greek or the signs. */
const X_LOOKALIKES = 'Xxⅹ×ХхΧχ✕✖╳';
const EARLIEST_YEAR = 1880;
const LATEST_YEAR = 2045;

/** The value of a check character: 0 to 9, 10 for X and its look-alikes, -1 for anything else. */
export function checkValue(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  return unit === 0x2169 || X_LOOKALIKES.includes(String.fromCharCode(unit)) ? 10 : -1;
}

/** Reports whether the check character agrees with the seventeen digits before it. `digits` holds 18 values 0 to 10. */
export function hasValidCheck(digits: Uint8Array, from = 0): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (WEIGHTS[i] as number) * (digits[from + i] as number);
  const check = CHECKS[sum % 11];
  return (check === 'X' ? 10 : Number(check)) === digits[from + 17];
}

/** Reports whether `width` digits from `from` are a calendar date: 8 as YYYYMMDD, 6 as YYMMDD of the twentieth century. */
export function hasValidDate(digits: Uint8Array, from: number, width: 6 | 8): boolean {
  const year = width === 8 ? number(digits, from, 4) : 1900 + number(digits, from, 2);
  const month = number(digits, from + width - 4, 2);
  const day = number(digits, from + width - 2, 2);
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && !isLeap ? 28 : (DAYS[month - 1] as number));
}

/** Reads up to `count` digit values (and a check character at index 17) into `into`; returns where it stopped. */
export function readDigits(units: Uint16Array, from: number, end: number, into: Uint8Array, count: number): number {
  let i = from;
  let n = 0;
  while (i < end && n < count) {
    const unit = units[i] as number;
    if (unit !== ZERO_WIDTH) {
      const value = n === 17 ? checkValue(unit) : unit - 48;
      if (value < 0 || value > 10) break;
      into[n++] = value;
    }
    i++;
  }
  return n === count ? i : -1;
}

export function number(digits: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) value = value * 10 + (digits[i] as number);
  return value;
}
