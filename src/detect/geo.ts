/**
 * Coordinates. Four decimals of a degree are 11 metres: the coordinates of a home are its address. Two decimals are a
 * kilometre, the middle of a town, and stay.
 *
 * A pair written in one string is one finding. Where each number is a value of its own (`"lng":114.3051,"lat":30.5931`,
 * `[114.3051,30.5931]`) each is a finding, so that what stands between them survives and JSON stays JSON.
 */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import { createSlot, openValue, type Slot } from './common/value.ts';

const KEYED_DECIMALS = 4;
const BARE_DECIMALS = 5;
const MOST_DECIMALS = 18;
/** How near its partner a `lat` must stand that does not say `latitude`: the short forms also mean latency and last. */
const PARTNER = 96;
/** The extent of China: Zengmu reef to Mohe, Pamir to the Ussuri. */
const WEST = 73.4;
const EAST = 135.1;
const SOUTH = 3.8;
const NORTH = 53.6;

const LNG: CueSet = { name: 'longitude', words: '经度 經度', keys: '~longitude ~jingdu' };
const LAT: CueSet = { name: 'latitude', words: '纬度 緯度', keys: '~latitude ~weidu' };
const SHORT_LNG: CueSet = { name: 'lng', keys: '~lng ~lon ~long' };
const SHORT_LAT: CueSet = { name: 'lat', keys: '~lat' };
const PAIR: CueSet = {
  name: 'location',
  words: '经纬度 坐标点 坐标 定位信息 定位 位置 地理位置 GPS 經緯度 座標',
  keys: '~location ~coordinate ~coordinates ~coords ~coord ~lnglat ~latlng ~latlon ~lonlat ~gps ~geo ~gcj02 ~bd09 ~wgs84 ~zuobiao',
};
/** Keys that as often hold points of a drawing: only with a pair in China. */
const WEAK_PAIR: CueSet = { name: 'point', keys: '~position ~point ~origin ~destination ~center ~loc' };
/** 东经114°18′20″: the letters and words before an angle. */
const ANGLE: CueSet = { name: 'angle', words: '东经 西经 北纬 南纬 東經 北緯' };

const DEGREE = 0xb0;

/** The number that was read last. */
interface Reading {
  end: number;
  value: number;
  decimals: number;
}

export const geoDetector: Detector = {
  name: 'geo',
  kinds: ['geo'],
  // LABEL_REACH + PARTNER + 64: written out, since bundlers keep expressions.
  reach: 304,
  cues: [LNG, LAT, SHORT_LNG, SHORT_LAT, PAIR, WEAK_PAIR, ANGLE],
  wakes: {
    digits: BARE_DECIMALS,
    alone: () => false,
    cues: [LNG, LAT, SHORT_LNG, SHORT_LAT, PAIR, WEAK_PAIR, ANGLE],
  },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    const first: Reading = { end: 0, value: 0, decimals: 0 };
    const second: Reading = { end: 0, value: 0, decimals: 0 };
    for (let k = 0; k < scan.hitCount; k++) {
      const set = scan.hitSet[k];
      if (set === LNG || set === SHORT_LNG) findOne(scan, k, slot, first, 180, report);
      else if (set === LAT || set === SHORT_LAT) findOne(scan, k, slot, first, 90, report);
      else if (set === PAIR || set === WEAK_PAIR) findPair(scan, k, slot, first, second, report);
      else if (set === ANGLE) findAngle(scan, scan.hitEnd[k] as number, report);
    }
    findBare(scan, first, second, report);
  },
};

function findOne(scan: Scan, hit: number, slot: Slot, reading: Reading, limit: number, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  // 经纬度 holds 纬度, whose value is then a pair.
  if (!readNumber(scan.units, slot.start, reading) || Math.abs(reading.value) > limit || reading.decimals < 2) return;
  const set = scan.hitSet[hit];
  const isShort = set === SHORT_LNG || set === SHORT_LAT;
  if (isShort && !hasPartner(scan, hit, set === SHORT_LNG)) return;
  if (set === LAT && scan.units[(scan.hitStart[hit] as number) - 1] === 0x7ecf) return;
  report.add('geo', slot.start, reading.end, 1);
  report.because(limit === 180 ? 'key:longitude' : 'key:latitude', 1);
  if (reading.decimals < KEYED_DECIMALS) report.because('against:coarse', -4);
  else if (limit === 180 ? isEast(reading.value) : isNorth(reading.value)) report.because('in-china', 1);
}

function hasPartner(scan: Scan, hit: number, isLng: boolean): boolean {
  const at = scan.hitStart[hit] as number;
  const [from, to] = [at - PARTNER, at + PARTNER];
  return (
    scan.cueWithin(isLng ? SHORT_LAT : SHORT_LNG, from, to) >= 0 || scan.cueWithin(isLng ? LAT : LNG, from, to) >= 0
  );
}

/** `location=114.305469,30.593175`, `"coordinates":[114.305469,30.593175]`, 坐标（114.305469，30.593175）. */
function findPair(scan: Scan, hit: number, slot: Slot, first: Reading, second: Reading, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  let start = slot.start;
  for (let n = 0; n < 8 && isPairOpener(units[start] as number); n++) start++;
  const next = readPair(units, start, first, second);
  if (next < 0 || first.decimals < 2 || second.decimals < 2) return;
  if (scan.hitSet[hit] === WEAK_PAIR && !isInChina(first.value, second.value)) return;
  const isArray = slot.quote === 0 && units[start - 1] === 91;
  addPair(start, next, first, second, isArray, 'key:location', 2, report);
}

/** One finding, or two when the numbers are the elements of an array. */
function addPair(
  start: number,
  next: number,
  first: Reading,
  second: Reading,
  isArray: boolean,
  code: string,
  weight: number,
  report: Report,
): void {
  const isCoarse = first.decimals < KEYED_DECIMALS || second.decimals < KEYED_DECIMALS;
  const inChina = isInChina(first.value, second.value);
  for (let part = 0; part < (isArray ? 2 : 1); part++) {
    report.add('geo', part === 0 ? start : next, isArray && part === 0 ? first.end : second.end, 0);
    report.because(code, weight);
    if (isCoarse) report.because('against:coarse', -4);
    if (inChina) report.because('in-china', 1);
  }
}

/** Two numbers of five or more decimals inside China with a comma between: nothing else looks like that. */
function findBare(scan: Scan, first: Reading, second: Reading, report: Report): void {
  const { units } = scan;
  for (let k = 1; k < scan.runCount; k++) {
    const point = (scan.runStart[k] as number) - 1;
    if ((scan.runSize[k] as number) < BARE_DECIMALS || units[point] !== 46 || scan.runEnd[k - 1] !== point) continue;
    const comma = skipBlank(units, scan.runEnd[k] as number);
    if (units[comma] !== 44) continue;
    const start = scan.runStart[k - 1] as number;
    const before = start === 0 ? 0 : (units[start - 1] as number);
    if (isLatin(before) || before === 46 || before === 45 || before === 95 || isListed(units, start - 1, -1)) continue;
    const next = readPair(units, start, first, second);
    if (next < 0 || first.decimals < BARE_DECIMALS || second.decimals < BARE_DECIMALS) continue;
    const after = units[second.end] as number;
    if (isLatin(after) || after === 95 || isListed(units, second.end, 1) || !isInChina(first.value, second.value))
      continue;
    addPair(start, next, first, second, before === 91 && after === 93, 'form:pair', 0, report);
  }
}

/** A third number beyond a comma: a vector, not a pair. */
function isListed(units: Uint16Array, at: number, step: 1 | -1): boolean {
  let i = at;
  while (units[i] === 32 && Math.abs(i - at) < 4) i += step;
  if (units[i] !== 44) return false;
  i += step;
  while (units[i] === 32 && Math.abs(i - at) < 4) i += step;
  return isDigit(units[i] as number);
}

/** Reads two numbers with `,` (or `;`, `/`, a space) between; returns where the second starts, or -1. */
function readPair(units: Uint16Array, start: number, first: Reading, second: Reading): number {
  if (!readNumber(units, start, first)) return -1;
  let at = skipBlank(units, first.end);
  if (units[at] === 34 && units[at + 1] === 44) at++;
  if (units[at] === 44 || units[at] === 59 || units[at] === 47 || units[at] === 0x3001) at = skipBlank(units, at + 1);
  else if (at === first.end) return -1;
  if (units[at] === 34) at++;
  if (!readNumber(units, at, second)) return -1;
  const [a, b] = [Math.abs(first.value), Math.abs(second.value)];
  return Math.max(a, b) <= 180 && Math.min(a, b) <= 90 ? at : -1;
}

function readNumber(units: Uint16Array, start: number, reading: Reading): boolean {
  let i = units[start] === 45 || units[start] === 43 ? start + 1 : start;
  const whole = i;
  let value = 0;
  while (i - whole < 4 && isDigit(units[i] as number)) value = value * 10 + (units[i++] as number) - 48;
  if (i === whole || i - whole > 3 || units[i] !== 46) return false;
  i++;
  let scale = 1;
  const fraction = i;
  while (i - fraction <= MOST_DECIMALS && isDigit(units[i] as number)) {
    scale /= 10;
    value += ((units[i++] as number) - 48) * scale;
  }
  const next = units[i] as number;
  if (i - fraction > MOST_DECIMALS || next === 37 || next === 42 || (next === 46 && isDigit(units[i + 1] as number)))
    return false;
  reading.end = i;
  reading.value = units[start] === 45 ? -value : value;
  reading.decimals = i - fraction;
  return true;
}

/** Degrees with minutes and seconds, or with four decimals. */
function findAngle(scan: Scan, from: number, report: Report): void {
  const { units } = scan;
  const start = units[from] === 58 || units[from] === 32 ? from + 1 : from;
  let i = start;
  let parts = 0;
  let decimals = 0;
  for (; i - start < 24; i++) {
    const unit = units[i] as number;
    if (isDigit(unit)) {
      if (decimals > 0) decimals++;
    } else if (unit === 46 && isDigit(units[i + 1] as number)) decimals = 1;
    else if (
      unit === DEGREE ||
      unit === 0x5ea6 ||
      unit === 0x2032 ||
      unit === 39 ||
      unit === 0x5206 ||
      unit === 0x2033 ||
      unit === 34 ||
      unit === 0x79d2
    ) {
      parts++;
    } else break;
  }
  if (i === start || parts === 0 || !isDigit(units[start] as number)) return;
  report.add('geo', start, i, 1);
  report.because('cue:angle', 1);
  if (parts < 3 && decimals - 1 < (parts === 2 ? 2 : KEYED_DECIMALS)) report.because('against:coarse', -4);
}

function isInChina(a: number, b: number): boolean {
  return (isEast(a) && isNorth(b)) || (isEast(b) && isNorth(a));
}

function isEast(value: number): boolean {
  return value >= WEST && value <= EAST;
}

function isNorth(value: number): boolean {
  return value >= SOUTH && value <= NORTH;
}

function isPairOpener(unit: number): boolean {
  return unit === 91 || unit === 40 || unit === 123 || unit === 32 || unit === 34 || unit === ZERO_WIDTH;
}

function skipBlank(units: Uint16Array, at: number): number {
  let i = at;
  while (units[i] === 32 && i - at < 4) i++;
  return i;
}
