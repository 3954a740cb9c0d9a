/** What speaks for and against an address, as weights (log-odds). */

import { isDigit, type Scan } from '../../scan/scan.ts';
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
  HUB,
  LISTED,
  NUMBERED,
  ORG,
  type Parts,
  STRONG,
} from './parts.ts';
import { ENDS, OTHER_ENDS } from './suffixes.ts';
import { hasPhoneBefore } from './tail.ts';
import { DIGITS, HARD, MASK, SEPARATE, unitClasses } from './units.ts';

export const PRIOR = -3.5;

/** 车 */
const CAR = 0x8f66;

let recipients: number | undefined;

/** What the parts add up to; one object, used again. */
const tally = {
  /** Weights. */
  admin: 0,
  contained: 0,
  detail: 0,
  places: 0,
  weak: 0,
  house: 0,
  /** Counts. */
  roads: 0,
  firms: 0,
  hubs: 0,
  streets: 0,
  numbers: 0,
  assists: 0,
  /** Bits by kind. */
  levels: 0,
  chain: 0,
};

/** Adds the evidence for the candidate added last. */
export function weigh(scan: Scan, report: Report, parts: Parts, end: number): void {
  const start = parts.start[0] as number;
  addUp(parts);
  // 枫桥社区卫生服务站: on a street a hub is a place like others.
  if (tally.hubs > 0 && tally.streets > 0) tally.places += 0.9;
  const { admin, contained, detail, places, weak, house, roads, firms } = tally;
  if (admin > 0) report.because('divisions', admin);
  if (contained > 0) report.because('divisions-agree', contained);
  // 甲路与乙路交叉口; 甲路某某小区.
  if (roads > 1 && tally.assists > 0) report.because('crossing', 1);
  else if (roads > 0 && places + house > 0) report.because('place-on-road', 0.8);
  if (detail > 0) report.because('road-town', detail);
  if (places > 0) report.because('place', places);
  if (firms > 0 && detail + house + places > 0) report.because('firm', 0.6);
  if (weak > 0) report.because('place-weak', Math.min(0.6, weak));
  if (house > 0) report.because('house', house + ((tally.chain & (tally.chain - 1)) !== 0 ? 1 : 0));
  const isLabelled = scan.cueBefore(ADDRESS_LABEL, start, 6) >= 0;
  if (isLabelled) report.because('cue:address-label', 3.5);
  // Parcels go to hubs as well.
  const isLed = !isLabelled && !isHub() && scan.cueBefore(ADDRESS_VERB, start, 3) >= 0;
  if (isLed) report.because('cue:address-verb', 1.5);
  const recipient = recipientAfter(scan, end);
  const standsAlone =
    isEdge(scan, start - 1) && (isEdge(scan, end) || parts.reason === AT_PHONE || (recipient >= 0 && recipient <= end));
  if (standsAlone) report.because('stands-alone', 1);
  if ((parts.reason === AT_PHONE && !isCard(scan.units, parts.stop)) || hasPhoneBefore(scan.units, start))
    report.because('phone-beside', 1);
  // 第十三师红星二场四连 安桂花收: on parcels two levels of a farm are enough.
  if (recipient >= 0) report.because('cue:recipient', tally.streets > 1 ? 1 : 0.7);
  // 吾悦广场2号门肯德基对面: how people say where they wait for a parcel.
  if (parts.count > 2 && parts.kind[parts.count - 1] === ASSIST && tally.places + tally.weak > 1.1)
    report.because('beside', 1.7);
  if (!isLabelled) weighAgainst(scan, report, end, standsAlone, isLed);
  if (!isLabelled && isSeat(scan, start, end)) report.because('against:seat', -3);
  if (detail + places + house + weak === 0) report.because('against:no-detail', -9);
  if (isMasked(scan, parts, start, end)) report.because('against:masked', -12);
}

/** Whether the address weighed last has a building, a place or a number: roads alone are what traffic news are about. */
export function hasBuilding(): boolean {
  return tally.house + tally.places + tally.numbers + tally.weak > 0.25;
}

/** Adds up what the parts are worth. */
function addUp(parts: Parts): void {
  for (const key of KEYS) tally[key] = 0;
  for (let k = 0; k < parts.count; k++) {
    const kind = parts.kind[k] as number;
    const how = parts.how[k] as number;
    const isStrong = (how & STRONG) !== 0;
    if (kind <= DISTRICT) {
      // A level that comes twice is worth no more.
      if ((tally.levels & (1 << kind)) !== 0) continue;
      tally.levels |= 1 << kind;
      tally.admin += (how & FULL) !== 0 ? 1.3 : isStrong ? 0.6 : 0.8;
      if ((how & CONTAINED) !== 0) tally.contained += 0.8;
    } else if (kind >= HOUSENO && kind <= ROOMNO) addHouse(kind, how, isStrong);
    else addPlace(parts, k, kind, how, isStrong);
  }
}

const KEYS = [
  'admin',
  'contained',
  'detail',
  'places',
  'weak',
  'house',
  'roads',
  'firms',
  'hubs',
  'streets',
  'numbers',
  'assists',
  'levels',
  'chain',
] as const;

function addPlace(parts: Parts, k: number, kind: number, how: number, isStrong: boolean): void {
  switch (kind) {
    case DEVZONE:
      tally.detail += 0.7;
      break;
    case TOWN:
      tally.detail += (how & LISTED) !== 0 ? 1.8 : 0.8;
      break;
    case COMMUNITY:
      tally.detail += 0.9;
      tally.streets++;
      break;
    case GROUP:
      tally.detail += isStrong ? 0.9 : 0.3;
      tally.streets++;
      break;
    case ROAD:
      if (isStrong) {
        tally.detail += 0.9;
        tally.roads++;
        tally.streets++;
      } else tally.weak += 0.2;
      break;
    case ROADNO:
      if (isBehindRoad(parts, k)) tally.detail += 2.8;
      else if (isGateOfHub(parts, k)) break;
      else if (tally.numbers === 0) tally.detail += 0.7;
      if (isOfPlace(parts, k)) tally.streets++;
      tally.numbers++;
      if ((how & BARE) !== 0) tally.detail -= 0.8;
      break;
    case POI:
      if ((how & HUB) !== 0) tally.hubs++;
      if ((how & ORG) !== 0) tally.firms++;
      else if (isStrong) tally.places += tally.places > 0 ? 0.3 : 0.9;
      else tally.weak += 0.3;
      break;
    case ASSIST:
      tally.assists++;
      tally.weak += 0.3;
      break;
    case PICKUP:
      tally.weak += 0.3;
      break;
    default:
  }
}

function addHouse(kind: number, how: number, isStrong: boolean): void {
  if ((how & NUMBERED) === 0) {
    tally.weak += kind === HOUSENO || kind === ROOMNO ? 0.2 : 0.6;
    return;
  }
  tally.chain |= 1 << kind;
  if ((kind === HOUSENO || kind === CELLNO) && (how & BARE) === 0) tally.streets++;
  if (kind === HOUSENO) tally.house += isStrong ? 1.4 : 0.7;
  else if (kind === CELLNO) tally.house += isStrong ? 1.8 : 0.6;
  else if (kind === FLOORNO) tally.house += 0.6;
  else tally.house += (how & BARE) !== 0 ? 0.7 : 1;
}

/** 虹桥站 12车05A号: a seat in a train. */
function isSeat({ units }: Scan, start: number, end: number): boolean {
  for (let i = start + 1; i < end - 1; i++) {
    if (units[i] === CAR && isDigit(units[i - 1] as number) && isDigit(units[i + 1] as number)) return true;
  }
  return false;
}

/** What speaks against an address that no label announces. */
function weighAgainst(scan: Scan, report: Report, end: number, standsAlone: boolean, isLed: boolean): void {
  const { admin, detail, places, house, weak, roads, numbers, streets } = tally;
  if (detail + places + house === 0) {
    if (weak > 0) report.because('against:weak-detail', -2);
  } else if (house === 0 && detail === 0 && admin < 1.6) report.because('against:one-place', -1);
  // 寄到沙河子镇下湾村二社就行: a village and its group are where people live.
  else if (numbers + house + places + roads === 0 && !standsAlone && !(isLed && streets > 1))
    report.because('against:in-prose', -2.5);
  // 柳泉路、洪兴路、文化西路今日拥堵: roads in a row are traffic news.
  if (roads > 1 && tally.assists === 0 && admin + numbers + house + places === 0) report.because('against:roads', -2);
  // 家里2楼3室: floors and rooms of no building.
  if (admin + detail + places === 0 && (tally.chain & ((1 << HOUSENO) | (1 << CELLNO))) === 0)
    report.because('against:no-building', -1.5);
  // 绥江县集散中心, 三水区二号营业部: a stage of a route.
  if (isHub()) report.because('against:hub', -6);
  if (numbers === 0 && house === 0 && scan.cueWithin(MENTION, end, Math.min(scan.length, end + 6)) >= 0) {
    report.because('against:mention', -2.5);
  }
}

/** A hub in some district or town, on no street: what is behind it counts gates and parcels. */
function isHub(): boolean {
  return tally.hubs > 0 && tally.firms === tally.hubs && tally.streets === 0;
}

/** 余杭区****: masked already, on either side. */
function isMasked(scan: Scan, parts: Parts, start: number, end: number): boolean {
  if (parts.reason === AT_MASK && parts.stop - end < 3) return true;
  return start > 0 && unitClasses()[scan.units[start - 1] as number] === MASK;
}

/** 春熙路22号, 春熙路北段22号. */
function isBehindRoad(parts: Parts, k: number): boolean {
  if (k === 0 || ((parts.how[k] as number) & ADJACENT) === 0) return false;
  if (parts.kind[k - 1] === ROAD) return true;
  return k > 1 && parts.kind[k - 2] === ROAD && parts.kind[k - 1] === ASSIST;
}

/** 富顺县1号驿站: the number belongs to what follows, a county has none. */
function isGateOfHub(parts: Parts, k: number): boolean {
  if (k === 0 || k + 1 === parts.count || (parts.kind[k - 1] as number) > TOWN) return false;
  const next = parts.kind[k + 1];
  const isFirm =
    ((parts.how[k + 1] as number) & ORG) !== 0 && (parts.end[k + 1] as number) - (parts.start[k + 1] as number) < 3;
  return next === PICKUP || next === DEVZONE || isFirm || ((parts.how[k + 1] as number) & HUB) !== 0;
}

/** Where the first word of the recipient begins, at most a few units behind the address, or -1. */
function recipientAfter(scan: Scan, end: number): number {
  const last = scan.cueWithin(STOP_WORD, end, Math.min(scan.length, end + 7));
  const { hitStart, hitSet, hitWord } = scan.trackOf(STOP_WORD);
  recipients ??= ENDS.split(' ').indexOf(OTHER_ENDS);
  let at = -1;
  for (let k = last; k >= 0 && (hitStart[k] as number) >= end; k--) {
    if (hitSet[k] === STOP_WORD && (hitWord[k] as number) < recipients) at = hitStart[k] as number;
  }
  return at;
}

/** Fourteen digits and more are an order, a card or an identity, and say nothing of a place. */
function isCard(units: Uint16Array, at: number): boolean {
  for (let i = at; i < at + 14; i++) if (unitClasses()[units[i] as number] !== DIGITS) return false;
  return true;
}

/** 柳塘411号: a number of two figures behind the name of a place. */
function isOfPlace(parts: Parts, k: number): boolean {
  if (k === 0 || (parts.kind[k - 1] as number) <= TOWN || ((parts.how[k] as number) & ADJACENT) === 0) return false;
  return (parts.end[k] as number) - (parts.start[k] as number) > 2;
}

/** A boundary of any kind: the end of the text, a separator, a bracket, a quote. */
function isEdge(scan: Scan, at: number): boolean {
  if (at < 0 || at >= scan.length) return true;
  const kind = unitClasses()[scan.units[at] as number] as number;
  return kind === HARD || kind === SEPARATE || kind === DIGITS;
}
