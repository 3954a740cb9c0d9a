/**
 * Codes that hand over a parcel (取件码) or open a door (门禁密码), by cue only. 取餐码 is called out across a counter
 * and stays; 验证码 is a secret, see secret.ts.
 */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import { DOOR_LABEL, PICKUP_LABEL } from './common/labels.ts';
import {
  createSlot,
  GLUED,
  isEmptyWord,
  isMeasured,
  isPlaceholder,
  MARKED,
  openValue,
  type Slot,
} from './common/value.ts';

const LONGEST_CODE = 20;
/** How far behind a code of 凭 … 取件 the verb may stand. */
const VERB_DISTANCE = 40;
/** Codes joined by 、 or a comma after one label: a message about several parcels. */
const MOST_CODES = 8;
const QU = 0x53d6;
const TI = 0x63d0;
const LING = 0x9886;

/** 凭 12-3-4567 到…取件; 门禁1234#. Weak by themselves. */
const BY: CueSet = { name: 'by', words: '凭 憑' };
const DOOR_THING: CueSet = { name: 'door', words: '门禁 门锁 密码锁 单元门 楼道门 門禁' };

export const pickupCodeDetector: Detector = {
  name: 'pickup-code',
  kinds: ['pickup-code'],
  // LABEL_REACH + MOST_CODES * (LONGEST_CODE + 4) + VERB_DISTANCE: written out, since bundlers keep expressions.
  reach: 376,
  cues: [PICKUP_LABEL, BY],
  wakes: { cues: [PICKUP_LABEL, BY] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] === PICKUP_LABEL) findPickup(scan, k, slot, report);
      else if (scan.hitSet[k] === BY) findBy(scan, k, slot, report);
    }
  },
};

export const doorCodeDetector: Detector = {
  name: 'door-code',
  kinds: ['door-code'],
  // LABEL_REACH + LONGEST_CODE + 8: written out, since bundlers keep expressions.
  reach: 172,
  cues: [DOOR_LABEL, DOOR_THING],
  wakes: { cues: [DOOR_LABEL, DOOR_THING] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] === DOOR_LABEL) findDoor(scan, k, slot, false, report);
      else if (scan.hitSet[k] === DOOR_THING) findDoor(scan, k, slot, true, report);
    }
  },
};

function findPickup(scan: Scan, hit: number, slot: Slot, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  let start = slot.start;
  for (let n = 0; n < MOST_CODES; n++) {
    const end = pickupEnd(scan, start, 3);
    if (end < 0) return;
    report.add('pickup-code', start, end, 1.5);
    report.because(scan.hitIsKey[hit] === 1 ? 'key:pickup-code' : 'cue:pickup-code', 1);
    if (n > 0) report.because('listed', 0);
    let next = end;
    while (next - end < 4 && isJoint(units[next] as number)) next++;
    if (next === end) return;
    start = next;
  }
}

/** 凭12-3-4567到菜鸟驿站取件. */
function findBy(scan: Scan, hit: number, slot: Slot, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  const end = pickupEnd(scan, slot.start, 4);
  if (end < 0) return;
  for (let i = end; i < end + VERB_DISTANCE && i < scan.length; i++) {
    const unit = units[i] as number;
    if (unit === 10) return;
    // 取 of 取件, 取货, 取包裹, 领取; 提 of 提货; a meal is none of ours.
    if ((unit === QU && units[i + 1] !== 0x9910) || (unit === TI && units[i + 1] === 0x8d27) || unit === LING) {
      report.add('pickup-code', slot.start, end, 0.5);
      report.because('cue:凭…取', 1);
      return;
    }
  }
}

/** The end of a code of letters, digits and dashes with at least `least` digits, or -1. */
function pickupEnd(scan: Scan, start: number, least: number): number {
  const { units } = scan;
  let end = start;
  let digits = 0;
  for (; end - start <= LONGEST_CODE; end++) {
    const unit = units[end] as number;
    if (isDigit(unit)) digits++;
    else if (!isLatin(unit) && unit !== 45) break;
  }
  if (end - start > LONGEST_CODE || units[end] === 42) return -1;
  while (end > start && units[end - 1] === 45) end--;
  if (digits < least || end - start < 3 || units[start] === 45 || isPlaceholder(units, start, end)) return -1;
  const next = units[end] as number;
  if (next === 95 || next === 47 || (next === 46 && isDigit(units[end + 1] as number)) || isMeasured(units, end))
    return -1;
  return end;
}

function findDoor(scan: Scan, hit: number, slot: Slot, isThing: boolean, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  const { start } = slot;
  let end = start;
  let digits = 0;
  let signs = 0;
  for (; end - start <= LONGEST_CODE; end++) {
    const unit = units[end] as number;
    if (isDigit(unit)) digits++;
    else if (unit === 35 || unit === 42) signs++;
    else if (!isLatin(unit)) break;
  }
  const size = end - start;
  if (size > LONGEST_CODE || size < 3 || digits < 3 || signs > 4 || isMasked(units, start, end)) return;
  const next = units[end] as number;
  const goesOn = (next === 45 || next === 46 || next === 47 || next === 95) && isDigit(units[end + 1] as number);
  if (goesOn || isMeasured(units, end) || isEmptyWord(scan, start, end)) return;
  if (digits > 10 || digits + signs < size - 4) return;
  report.add('door-code', start, end, 1.5);
  report.because(
    isThing ? 'cue:door' : scan.hitIsKey[hit] === 1 ? 'key:door-code' : 'cue:door-code',
    isThing ? 0 : 1.5,
  );
  // 门禁 1203 may be a room; 门禁：1203# is no room.
  if (isThing && signs === 0 && (slot.link === GLUED || slot.link !== MARKED))
    report.because('against:no-mark', digits >= 4 ? -1 : -3);
}

/** Two stars in a row hide digits; one is a key of the panel. */
function isMasked(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (units[i] === 42 && units[i - 1] === 42) return true;
  return false;
}

/** `、` `,` `;` `/` 和 及 与 or a space between two codes. */
function isJoint(unit: number): boolean {
  return (
    unit === 0x3001 ||
    unit === 44 ||
    unit === 59 ||
    unit === 47 ||
    unit === 32 ||
    unit === 0x548c ||
    unit === 0x53ca ||
    unit === 0x4e0e
  );
}
