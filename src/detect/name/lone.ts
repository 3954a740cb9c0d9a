/**
 * Recipients whose names look like none: 柚子, 大旋仔. Where a telephone number and an address stand together and no name
 * beside them, what stands alone between their separators is the recipient.
 */

import { nameOdds } from '../../model/names.ts';
import { isHan, isLatin } from '../../scan/scan.ts';
import type { Report } from '../../types.ts';
import { isFreeName } from './against.ts';
import { CARD, type Field, NEIGHBOUR, neighbourBit, PHONE, PLACE } from './field.ts';
import { isTaken } from './proposals.ts';

const PRIOR = -2;
const LONE = 2.6;
/** How far around a telephone number the address stands, and a better name would. */
const RECORD = 64;
const LONGEST_GAP = 3;
const LONGEST = 6;
/** The tagger knows 到付 and 苹果三斤 for what they are. */
const LEAST_ODDS = -4.5;

/** Looks beside each telephone number reported before `names`, the first candidate of this detector. */
export function findLone(field: Field, report: Report, names: number): void {
  for (let k = 0; k < names; k++) {
    if ((neighbourBit(report, k) & PHONE) === 0) continue;
    const start = report.startOf(k);
    const end = report.endOf(k);
    if (start < 0 || end > field.length || !isOpen(field, start - RECORD, end + RECORD)) continue;
    if (!lookBehind(field, report, end)) lookBefore(field, report, start);
  }
}

/**
 * An address, no ID card and no name begins or ends in [from, to): an ID belongs to records with proper names. Read from the
 * marks of the field, so that many numbers in one text stay linear.
 */
function isOpen({ before, after, length }: Field, from: number, to: number): boolean {
  let seen = 0;
  const stop = Math.min(length, to);
  for (let at = Math.max(0, from); at <= stop; at++) {
    if (isTaken(at)) return false;
    seen |= (before[at] as number) | (after[at] as number);
  }
  return (seen & PLACE) !== 0 && (seen & CARD) === 0;
}

function lookBehind(field: Field, report: Report, at: number): boolean {
  const { units, length } = field;
  let start = at;
  while (start < length && start - at < LONGEST_GAP && isGap(units[start] as number)) start++;
  if (start === at) return false;
  let end = start;
  while (end < length && end - start <= LONGEST && isNickUnit(units[end] as number)) end++;
  return endsThere(field, end) && add(field, report, start, end);
}

function lookBefore(field: Field, report: Report, at: number): boolean {
  const { units } = field;
  let end = at;
  while (end > 0 && at - end < LONGEST_GAP && isGap(units[end - 1] as number)) end--;
  if (end === at) return false;
  let start = end;
  while (start > 0 && end - start <= LONGEST && isNickUnit(units[start - 1] as number)) start--;
  const isBorder =
    start === 0 || isGap(units[start - 1] as number) || ((field.before[start] as number) & NEIGHBOUR) !== 0;
  return isBorder && add(field, report, start, end);
}

function endsThere({ units, length, after }: Field, end: number): boolean {
  return end === length || isGap(units[end] as number) || ((after[end] as number) & NEIGHBOUR) !== 0;
}

function add(field: Field, report: Report, start: number, end: number): boolean {
  let han = 0;
  for (let i = start; i < end; i++) if (isHan(field.units[i] as number)) han++;
  if (han === 0 || end - start > LONGEST || end - start < 2 || !isFreeName(field, start, end)) return false;
  if (nameOdds(field.units, field.length, start, end) < LEAST_ODDS) return false;
  report.add('name', start, end, PRIOR);
  report.because('lone-field', LONE);
  return true;
}

function isNickUnit(unit: number): boolean {
  return isHan(unit) || isLatin(unit);
}

/** A space, a tab, a line break, a comma. */
function isGap(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13 || unit === 44 || unit === 0x3001 || unit === 59;
}
