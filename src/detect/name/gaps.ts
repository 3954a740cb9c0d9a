/** What may stand between a name and the things that speak for it. */

import { isDigit, isHan, isLatin } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import { ADVERB, isOf } from './characters.ts';

/** Over 今天都, 已经, 还: what may stand between a name and its verb. */
export function skipAdverbs(units: Uint16Array, at: number): number {
  let p = at;
  while (p < at + 5 && isOf(units[p] as number, ADVERB)) p++;
  return p;
}

/** The same backwards, from the verb. */
export function skipAdverbsBack(units: Uint16Array, at: number): number {
  let p = at;
  while (p > 0 && p > at - 5 && isOf(units[p - 1] as number, ADVERB)) p--;
  return p;
}

/** 和 与 跟 及 and the pause mark 、 */
export function isJoint(unit: number): boolean {
  return unit === 0x548c || unit === 0x4e0e || unit === 0x8ddf || unit === 0x3001 || unit === 0x53ca;
}

/** What may stand between a label and its value or a name and its neighbour. */
export function isSeparator(unit: number): boolean {
  return unit < 128
    ? !isLatin(unit) && !isDigit(unit) && unit !== 42 && unit !== 0
    : unit === 0x3001 || unit === 0x3002 || (unit >= 0x3008 && unit <= 0x3011);
}

/** Separators between a name and its neighbours; the sex of a CSV row counts as one: 冯巩,男,5101…. */
export function isGap(units: Uint16Array, at: number, step: 1 | -1): boolean {
  const unit = units[at] as number;
  switch (unit) {
    case 32:
    case 9:
    case 10:
    case 13:
    case 44: // ,
    case 0x3001: // 、
    case 0x3002: // 。
    case 58: // :
    case 59: // ;
    case 61: // =
    case 62: // >
    case 60: // <
    case 34:
    case 39:
    case 92: // backslash
    case 40:
    case 41:
    case 91:
    case 93:
    case 0x3010: // 【
    case 0x3011:
    case 0x300c: // 「
    case 0x300d:
    case 124: // |
    case 45: // -
    case 47: // /
    case 95: // _
    case 123:
    case 125:
    case ZERO_WIDTH:
      return true;
    case 0x7537: // 男
    case 0x5973: // 女
      return !isHan(units[at + step] as number) && !isHan(units[at - step] as number);
    case 0x662f: // 是
    case 0x4e3a: // 为
      return step < 0;
    default:
      return false;
  }
}

/** Over the postcode at `at` and the separators behind it, else `at`: 高新四路1号 710061 陈雨桐. */
export function skipPostcode(units: Uint16Array, at: number): number {
  let p = at;
  while (p < at + 6 && isDigit(units[p] as number)) p++;
  if (p < at + 6 || isDigit(units[p] as number)) return at;
  while (p < at + 9 && isSeparator(units[p] as number)) p++;
  return p;
}

/** Six digits that end at `end`, and no seventh. */
export function isPostcode(units: Uint16Array, end: number): boolean {
  if (end < 6) return false;
  for (let i = end - 6; i < end; i++) if (!isDigit(units[i] as number)) return false;
  return end === 6 || !isDigit(units[end - 7] as number);
}
