/** What speaks for and against an address, as weights (log-odds). */

import type { Scan } from '../../scan/scan.ts';
import type { Report } from '../../types.ts';
import { ADDRESS_LABEL, ADDRESS_VERB, MENTION, STOP_WORD } from './cues.ts';
import {
  ASSIST,
  CELLNO,
  COMMUNITY,
  DEVZONE,
  DISTRICT,
  FLOORNO,
  GROUP,
  HOUSENO,
  PICKUP,
  POI,
  ROAD,
  ROADNO,
  ROOMNO,
  TOWN,
} from './kinds.ts';
import {
  ADJACENT,
  AT_MASK,
  AT_PHONE,
  BARE,
  CONTAINED,
  FULL,
  LISTED,
  NUMBERED,
  ORG,
  type Parts,
  STRONG,
} from './parts.ts';
import { hasPhoneBefore } from './tail.ts';
import { DIGITS, HARD, MASK, SEPARATE, unitClasses } from './units.ts';

export const PRIOR = -3.5;

/** Adds the evidence for the candidate added last. */
export function weigh(scan: Scan, report: Report, parts: Parts, end: number): void {
  const start = parts.start[0] as number;
  let admin = 0;
  let contained = 0;
  let detail = 0;
  let places = 0;
  let house = 0;
  let weak = 0;
  let chain = 0;
  let levels = 0;
  let roads = 0;
  let orgs = 0;
  let numbers = 0;
  let assists = 0;
  for (let k = 0; k < parts.count; k++) {
    const kind = parts.kind[k] as number;
    const how = parts.how[k] as number;
    const isStrong = (how & STRONG) !== 0;
    if (kind <= DISTRICT) {
      if ((levels & (1 << kind)) !== 0) continue;
      levels |= 1 << kind;
      admin += (how & FULL) !== 0 ? 1.3 : isStrong ? 0.6 : 0.8;
      if ((how & CONTAINED) !== 0) contained += 0.8;
      continue;
    }
    switch (kind) {
      case DEVZONE:
        detail += 0.7;
        break;
      case TOWN:
        detail += (how & LISTED) !== 0 ? 1.8 : 0.8;
        break;
      case COMMUNITY:
        detail += 0.9;
        break;
      case GROUP:
        detail += isStrong ? 0.9 : 0.3;
        break;
      case ROAD:
        if (isStrong) {
          detail += 0.9;
          roads++;
        } else weak += 0.2;
        break;
      case ROADNO:
        detail += isBehindRoad(parts, k) ? 2.8 : numbers === 0 ? 0.7 : 0;
        numbers++;
        if ((how & BARE) !== 0) detail -= 0.8;
        break;
      case POI:
        if ((how & ORG) !== 0) orgs++;
        else if (isStrong) places += places > 0 ? 0.3 : 0.9;
        else weak += 0.3;
        break;
      case HOUSENO:
        if ((how & NUMBERED) === 0) {
          weak += 0.2;
          break;
        }
        house += isStrong ? 1.4 : 0.7;
        chain |= 1 << kind;
        break;
      case CELLNO:
        house += isStrong ? 1.8 : 0.6;
        chain |= 1 << kind;
        break;
      case FLOORNO:
        house += 0.6;
        chain |= 1 << kind;
        break;
      case ROOMNO:
        if ((how & NUMBERED) === 0) weak += 0.2;
        else {
          house += (how & BARE) !== 0 ? 0.7 : 1;
          chain |= 1 << kind;
        }
        break;
      case ASSIST:
        assists++;
        weak += 0.3;
        break;
      case PICKUP:
        weak += 0.3;
        break;
      default:
    }
  }
  if (admin > 0) report.because('divisions', admin);
  if (contained > 0) report.because('divisions-agree', contained);
  // 甲路与乙路交叉口; 甲路某某小区.
  if (roads > 1 && assists > 0) report.because('crossing', 1);
  else if (roads > 0 && places + house > 0) report.because('place-on-road', 0.8);
  if (detail > 0) report.because('road-town', detail);
  if (places > 0) report.because('place', places);
  if (orgs > 0 && detail + house + places > 0) report.because('firm', 0.6);
  if (weak > 0) report.because('place-weak', Math.min(0.6, weak));
  if (house > 0) report.because('house', house + ((chain & (chain - 1)) !== 0 ? 1 : 0));
  if (scan.cueBefore(ADDRESS_LABEL, start, 6) >= 0) report.because('cue:address-label', 3.5);
  else if (scan.cueBefore(ADDRESS_VERB, start, 3) >= 0) report.because('cue:address-verb', 1.5);
  const before = isEdge(scan, start - 1);
  const after = isEdge(scan, end) || parts.reason === AT_PHONE;
  if (before && after) report.because('stands-alone', 1);
  if (parts.reason === AT_PHONE || hasPhoneBefore(scan.units, start)) report.because('phone-beside', 1);
  if (scan.cueWithin(STOP_WORD, end, Math.min(scan.length, end + 7)) >= 0) report.because('cue:recipient', 0.7);
  if (detail + places + house + weak === 0) report.because('against:no-detail', -9);
  else if (detail + places + house === 0) report.because('against:weak-detail', -2);
  else if (house === 0 && detail === 0 && admin < 1.6) report.because('against:one-place', -1);
  if (numbers === 0 && house === 0 && scan.cueWithin(MENTION, end, Math.min(scan.length, end + 6)) >= 0) {
    report.because('against:mention', -2.5);
  }
  const classes = unitClasses();
  if (parts.reason === AT_MASK && parts.stop - end < 3) report.because('against:masked', -12);
  if (start > 0 && classes[scan.units[start - 1] as number] === MASK) report.because('against:masked', -12);
}

/** 春熙路22号, 春熙路北段22号. */
function isBehindRoad(parts: Parts, k: number): boolean {
  if (k === 0 || ((parts.how[k] as number) & ADJACENT) === 0) return false;
  if (parts.kind[k - 1] === ROAD) return true;
  return k > 1 && parts.kind[k - 2] === ROAD && parts.kind[k - 1] === ASSIST;
}

/** A boundary of any kind: the end of the text, a separator, a bracket, a quote. */
function isEdge(scan: Scan, at: number): boolean {
  if (at < 0 || at >= scan.length) return true;
  const kind = unitClasses()[scan.units[at] as number] as number;
  return kind === HARD || kind === SEPARATE || kind === DIGITS;
}
