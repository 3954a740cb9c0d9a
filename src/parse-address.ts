/** An address as a record of its parts. */

import { divisionWords } from './data/divisions.ts';
import { simplify } from './data/script.ts';
import { addressDetector } from './detect/address/index.ts';
import { createRedactor, type TextRedactor } from './redactor.ts';
import type { ElementKind } from './text/elements.ts';
import type { Element, Span } from './types.ts';

/** The parts of an address as they are written, from large to small; of several of a kind the first. */
export type AddressParts = Readonly<Partial<Record<(typeof NAMES)[keyof typeof NAMES], string>>>;

/** Codes of GB/T 2260, six digits: of what is written, and of what it lies in. */
export interface DivisionCodes {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
}

/** The first address of a text. Offsets are UTF-16 units of the text, end exclusive. */
export interface ParsedAddress extends Span {
  readonly parts: AddressParts;
  /** Only where the names leave no doubt: 朝阳区 alone is one of two, 北京朝阳区 is not. */
  readonly codes: DivisionCodes;
  /** Every part with its place, in order. */
  readonly elements: readonly Element[];
}

/** What we call the kinds of elements here. Marks and fillers (`assist`, `redundant`) stay among the elements. */
const NAMES = {
  country: 'country',
  prov: 'province',
  city: 'city',
  district: 'district',
  devzone: 'developmentZone',
  town: 'town',
  community: 'community',
  group: 'group',
  road: 'road',
  roadno: 'roadNumber',
  poi: 'place',
  subpoi: 'subPlace',
  houseno: 'building',
  cellno: 'unit',
  floorno: 'floor',
  roomno: 'room',
  pickup: 'pickupPoint',
} as const;

/** Says that what follows is an address, as the caller does. */
const LABEL = '地址：';
/** Divisions of Taiwan, Hong Kong and Macau have no codes of six digits. */
const FIRST_BEYOND = 710000;

let redactor: TextRedactor | undefined;

/**
 * Takes an address apart: province, city, district, town, road, number, place, building, unit, floor, room. The text is
 * taken to hold one; names and numbers around it are passed over. Returns undefined when there is none in it.
 */
export function parseAddress(text: string): ParsedAddress | undefined {
  redactor ??= createRedactor({ detectors: [addressDetector] });
  const labelled = LABEL + text;
  const finding = redactor.detect(labelled).find(({ end }) => end > LABEL.length);
  if (finding === undefined) return undefined;
  const shift = ({ start, end }: Span): Span => ({
    start: Math.max(0, start - LABEL.length),
    end: end - LABEL.length,
  });
  const elements = (finding.elements ?? []).map((element) => ({ kind: element.kind, ...shift(element) }));
  const parts: Record<string, string> = {};
  for (const { kind, start, end } of elements) {
    const name = (NAMES as Partial<Record<ElementKind, string>>)[kind];
    if (name !== undefined && parts[name] === undefined) parts[name] = text.slice(start, end);
  }
  return { ...shift(finding), parts, codes: codesOf(parts), elements };
}

function codesOf({ province, city, district }: AddressParts): DivisionCodes {
  const provinces = codesNamed(province);
  const cities = codesNamed(city).filter((code) => isUnder(code, provinces));
  const districts = codesNamed(district).filter((code) => isUnder(code, provinces) && isUnder(code, cities));
  // 河南省安阳县: the county alone tells the city; 杭州余杭: the city is written as its short name.
  const [code] = [districts, cities, provinces].map(only).filter((one) => one !== undefined);
  if (code === undefined) return {};
  const codes: { -readonly [level in keyof DivisionCodes]: string } = { province: spell(code, 10_000) };
  if (code < FIRST_BEYOND && code % 10_000 !== 0) codes.city = spell(code, 100);
  if (code < FIRST_BEYOND && code % 100 !== 0) codes.district = spell(code, 1);
  return codes;
}

/** The codes of the divisions of a name, abolished ones left out. */
function codesNamed(name: string | undefined): number[] {
  if (name === undefined) return [];
  let simple = '';
  for (let i = 0; i < name.length; i++) simple += String.fromCharCode(simplify(name.charCodeAt(i)));
  return divisionWords().flatMap(({ word, code }) => (word === simple && code > 0 ? [code] : []));
}

/** Whether a code lies in one of the larger divisions, or nothing is known of them. 北京市 is a province to the codes. */
function isUnder(code: number, larger: readonly number[]): boolean {
  return (
    larger.length === 0 ||
    larger.some((one) => {
      const step = one % 10_000 === 0 ? 10_000 : 100;
      return Math.floor(one / step) === Math.floor(code / step);
    })
  );
}

function only(codes: readonly number[]): number | undefined {
  return new Set(codes).size === 1 ? codes[0] : undefined;
}

function spell(code: number, step: number): string {
  return String(code - (code % step)).padStart(6, '0');
}
