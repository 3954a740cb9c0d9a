/** What remains behind what is shown, kind by kind. */

import { MASKED } from '../mask/strategies.ts';
import { FPE_KINDS } from '../policy/keyed.ts';
import type { Settled } from '../policy/policy.ts';
import type { Element, Kind, Value } from '../types.ts';
import { type Distribution, distributionOf, even, type Weighted } from './distribution.ts';
import { identityCandidates } from './identity.ts';
import {
  type Area,
  BIRTH_YEARS,
  bankBins,
  group,
  PEOPLE,
  PER_SEGMENT,
  PREFIXES,
  peopleOf,
  peopleOfGeohash,
  regionCodes,
  SEQUENCES,
  segmentsInAll,
  segmentsOfCity,
  segmentsOfPrefixAndCity,
  surnameShares,
  YEAR_DAYS,
} from './model.ts';

/** Candidates that remain for somebody who knows something besides. */
export interface Remaining extends Distribution {
  /** `nothing else`, `the city`: what whoever looks knows already. */
  readonly knowing: string;
  /** Numbers, people or dates. */
  readonly of: string;
}

/** How well a kind is hidden, by the least median of candidates that remain. */
export type Level = 'off' | 'shown' | 'weak' | 'fair' | 'strong' | 'unknown';

export interface KindAssessment {
  readonly kind: Kind;
  readonly threshold: number;
  /** The strategy as the policy spells it. */
  readonly strategy: string;
  /** An invented value, and what is shown of it. */
  readonly sample: string;
  readonly shown: string;
  readonly level: Level;
  readonly remaining: readonly Remaining[];
  /** Equal values look equal: rows can be joined. */
  readonly isLinkable: boolean;
  /** The keys lead back. */
  readonly isReversible: boolean;
  readonly remarks: readonly string[];
}

/** Below this many candidates a value is taken as found out, and from `FAIR` on as hidden among many. */
const WEAK = 100;
const FAIR = 10_000;
/** GB/T 41833-2022: hidden digits of a telephone number on a waybill. */
const HIDDEN_DIGITS = 6;
const MOBILE_LENGTH = 11;
const PREFIX = 3;
const SEGMENT = 7;

export const SAMPLES: Readonly<Record<string, string>> = {
  mobile: '13900001357',
  'phone-tail': '1357',
  landline: '02783330627',
  hotline: '4006100000',
  'id-card': '420105198807033623',
  'hk-id': 'A123456(3)',
  'macau-id': '5123456(7)',
  'tw-id': 'A123456789',
  permit: 'H20391748',
  passport: 'EA3058214',
  'officer-card': '军字第2031748号',
  'bank-card': '6222023600111224',
  plate: '鄂A5H8Q2',
  email: 'su.wanqing@example.com',
  uscc: '91420106MA4K7R2B3A',
  wechat: 'maomao_3027',
  qq: '2846091735',
  'birth-date': '1988-07-03',
  geo: '114.305392,30.593098',
  'pickup-code': '6-2-3018',
  'door-code': '2580#',
  username: '爱喝汤的猫',
  secret: 'hunter2!',
  name: '苏晚晴',
  address: '湖北省武汉市硚口区古田街道古田二路88号汇丰苑7栋2单元503室',
  denied: '凤凰计划',
  '*': 'X-2031748',
};

const PARTS: readonly (readonly [Element['kind'], string])[] = [
  ['prov', '湖北省'],
  ['city', '武汉市'],
  ['district', '硚口区'],
  ['town', '古田街道'],
  ['road', '古田二路'],
  ['roadno', '88号'],
  ['poi', '汇丰苑'],
  ['houseno', '7栋'],
  ['cellno', '2单元'],
  ['roomno', '503室'],
];

/** Which of these is the last part that a shown address still holds. */
const ADDRESS_STEPS: readonly (readonly [string, Area])[] = [
  ['汇丰苑7栋', 'building'],
  ['古田二路', 'road'],
  ['古田街道', 'town'],
  ['硚口区', 'district'],
  ['武汉市', 'city'],
  ['湖北省', 'province'],
];

export function sampleOf(kind: Kind): Value {
  const text = SAMPLES[kind] ?? SAMPLES['*'] ?? '';
  const elements: Element[] = [];
  if (kind === 'address') {
    let at = 0;
    for (const [part, words] of PARTS) {
      elements.push({ kind: part, start: at, end: at + words.length });
      at += words.length;
    }
  }
  return { kind, text, elements };
}

export function assessKind(kind: Kind, { threshold, strategy, use, options }: Settled): KindAssessment {
  const value = sampleOf(kind);
  const base = {
    kind,
    threshold: threshold ?? 1,
    strategy: spellingOf(use, options),
    sample: value.text,
    isLinkable: use === 'token' || use === 'pseudonym' || use === 'fpe' || isDeterministic(use, options),
    isReversible: use === 'encrypt' || use === 'fpe',
  };
  if (threshold === undefined) {
    const remarks = ['left alone: values of this kind are neither looked for nor masked'];
    return { ...base, shown: value.text, level: 'off', remaining: [], remarks };
  }
  const shown = shownBy(use, value, strategy);
  const { remaining, remarks } = remainingOf(kind, use, options, value, shown);
  return { ...base, shown, level: levelOf(use, remaining), remaining, remarks };
}

function spellingOf(use: string, options: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(options).map(
    ([key, one]) => `${key} ${typeof one === 'string' ? one : JSON.stringify(one)}`,
  );
  return [use, ...parts].join(' ');
}

function isDeterministic(use: string, options: Readonly<Record<string, unknown>>): boolean {
  return use === 'encrypt' && options['algorithm'] === 'aes-gcm-siv';
}

/** Keyed strategies are not run: there are no keys here, and what they would print shows nothing. */
function shownBy(use: string, value: Value, strategy: (value: Value) => string): string {
  const { kind } = value;
  if (use === 'token') return `tmt_k1_${kind === '*' ? 'kind' : kind}_…`;
  if (use === 'encrypt') return `tmr_k1_${kind === '*' ? 'kind' : kind}_…`;
  if (use === 'fpe') return 'another valid number';
  if (use === 'pseudonym') return 'somebody who does not exist';
  return strategy(value);
}

interface Remains {
  readonly remaining: readonly Remaining[];
  readonly remarks: readonly string[];
}

function remainingOf(
  kind: Kind,
  use: string,
  options: Readonly<Record<string, unknown>>,
  value: Value,
  shown: string,
): Remains {
  if (use === 'keep') return { remaining: [row('nothing else', 'values', even(1))], remarks: [] };
  const remarks: string[] = [];
  if (use === 'token' || use === 'pseudonym' || isDeterministic(use, options))
    remarks.push('equal values are seen to be equal; who knows how often somebody orders may know them by that');
  if (use === 'encrypt' || use === 'fpe') remarks.push('who holds the key can turn it back');
  if (use === 'by-score' || use === 'chain')
    remarks.push('the figures are for the value as it would be shown with the highest score');
  if (use === 'fpe' && kind === 'bank-card') remarks.push('the issuer (BIN) stays');
  if (use === 'fpe' && kind === 'id-card') remarks.push('the region stays');
  if (use === 'fpe' && !FPE_KINDS.includes(kind)) remarks.push('hidden whole: not a number of a million or more');
  if (shown === value.text) return { remaining: [row('nothing else', 'values', even(1))], remarks: [] };
  const mask = new Mask(value.text, HIDES_ALL.includes(use) ? MASKED : shown);
  return { remaining: countOf(kind, use, mask, shown), remarks: [...remarks, ...remarksOn(kind, mask)] };
}

/** What these show is nothing of the value. */
const HIDES_ALL = ['remove', 'fixed', 'tag', 'token', 'encrypt', 'pseudonym', 'fpe'];

/** What a mask shows of a value: so many characters in front and at the end. */
class Mask {
  readonly points: readonly string[];
  readonly head: number;
  readonly tail: number;

  constructor(text: string, shown: string) {
    // Separators of numbers are left out by the masks.
    const points = [...text].filter((point) => !/[()\s-]/u.test(point));
    const other = [...shown];
    let head = 0;
    while (head < points.length && other[head] === points[head]) head++;
    let tail = 0;
    while (tail < points.length - head && other.at(-1 - tail) === points.at(-1 - tail)) tail++;
    this.points = points;
    this.head = head;
    this.tail = tail;
  }

  get hidden(): readonly string[] {
    return this.points.slice(this.head, this.points.length - this.tail);
  }
}

function countOf(kind: Kind, use: string, mask: Mask, shown: string): Remaining[] {
  switch (kind) {
    case 'mobile':
      return ofMobile(mask);
    case 'landline':
      return ofLandline(mask);
    case 'id-card':
      return use === 'generalise' ? ofBroadIdentity(shown) : ofIdentity(mask, use);
    case 'bank-card':
      return ofBankCard(mask, use);
    case 'name':
      return ofName(mask);
    case 'address':
      return [row('nothing else', 'people', even(peopleBehind(shown)))];
    case 'geo':
      return [row('nothing else', 'people', even(use === 'generalise' ? peopleOfGeohash(shown.length) : PEOPLE))];
    case 'birth-date':
      return [row('nothing else', 'dates', even(datesBehind(shown)))];
    case 'hotline':
    case 'secret':
    case 'denied':
    case '*':
      return [];
    default:
      return [row('nothing else', 'spellings', even(spellings(mask.hidden)))];
  }
}

/** Numbers with the shown digits: of all segments, of those of the prefix, of those of the city. */
function ofMobile({ head, tail }: Mask): Remaining[] {
  const free = 10 ** Math.max(0, MOBILE_LENGTH - SEGMENT - tail);
  const inSegments = (segments: number): number => {
    const fitting = head >= SEGMENT ? 1 : head >= PREFIX ? segments / 10 ** (head - PREFIX) : segments;
    return fitting * (tail > MOBILE_LENGTH - SEGMENT ? 10 ** (MOBILE_LENGTH - SEGMENT - tail) : free);
  };
  const all = segmentsInAll();
  const anywhere = head >= PREFIX ? all / PREFIXES : all / 10 ** Math.max(0, head - 1);
  const inCity = (head >= PREFIX ? segmentsOfPrefixAndCity() : segmentsOfCity()).map(
    ({ candidates, weight }): Weighted => ({ candidates: inSegments(candidates), weight }),
  );
  return [
    row('nothing else', 'numbers', even(inSegments(anywhere))),
    row('the city', 'numbers', distributionOf(inCity)),
  ];
}

/** The local number begins with 2 to 8; who sees the row knows the city, and with it the area code. */
function ofLandline(mask: Mask): Remaining[] {
  const areaLength = 3;
  const hidden = mask.hidden.length - Math.max(0, areaLength - mask.head);
  const first = mask.head <= areaLength ? 0.7 : 1;
  return [row('the city', 'numbers', even(10 ** Math.max(0, hidden) * first))];
}

function ofIdentity({ points, head, tail }: Mask, use: string): Remaining[] {
  const sample = points.join('');
  const shownHead = use === 'fpe' ? 6 : head;
  const count = (known: Parameters<typeof identityCandidates>[3]): Distribution =>
    even(identityCandidates(sample, shownHead, tail, known));
  return [
    row('nothing else', 'numbers', count({})),
    row('the district of birth', 'numbers', count({ region: true })),
    row('the district and the year of birth', 'numbers', count({ region: true, year: true })),
    row('the district and the date of birth', 'numbers', count({ region: true, date: true })),
  ];
}

/** Sex, year or decade and province, as far as they are said. */
function ofBroadIdentity(shown: string): Remaining[] {
  const sex = /[男女]/u.test(shown) ? 2 : 1;
  const years = /年代/u.test(shown) ? BIRTH_YEARS / 10 : /年/u.test(shown) ? BIRTH_YEARS : 1;
  const province = /[省市区]/u.test(shown) ? PEOPLE / peopleOf('province') : 1;
  return [row('nothing else', 'people', even(PEOPLE / sex / years / province))];
}

/** Sixteen digits: six of the issuer, nine of its own, and one that checks. */
function ofBankCard({ points, head, tail }: Mask, use: string): Remaining[] {
  const issuer = 6;
  const shownHead = use === 'fpe' ? issuer : head;
  const hiddenOwn = points.length - Math.max(shownHead, issuer) - tail;
  const own = 10 ** Math.max(0, hiddenOwn) / (tail > 0 ? 10 : 1);
  const issuers = shownHead >= issuer ? 1 : Math.max(1, bankBins() / 10 ** shownHead);
  return [row('nothing else', 'numbers', even(own * issuers)), row('the issuer', 'numbers', even(own))];
}

/** People who bear a name that fits: by surname where that is shown, else by the last character of the given name. */
function ofName({ head, tail }: Mask): Remaining[] {
  const shares: readonly Weighted[] =
    head > 0 ? surnameShares() : [{ candidates: tail > 0 ? GIVEN_SHARE : 1, weight: 1 }];
  const among = (people: number): Distribution =>
    distributionOf(shares.map(({ candidates, weight }) => ({ candidates: candidates * people, weight })));
  const given = head > 1 ? GIVEN_SHARE : 1;
  return [
    row('nothing else', 'people', among(PEOPLE * given)),
    row('the district', 'people', among(peopleOf('district') * given)),
    row('the building', 'people', among(peopleOf('building') * given)),
  ];
}

/** A character of a given name is borne by about one in a hundred. */
const GIVEN_SHARE = 0.01;

function peopleBehind(shown: string): number {
  const step = ADDRESS_STEPS.find(([part]) => shown.includes(part));
  return step === undefined ? PEOPLE : peopleOf(step[1]);
}

function datesBehind(shown: string): number {
  if (/年代/u.test(shown)) return 10 * YEAR_DAYS;
  return /\d{4}/u.test(shown) ? YEAR_DAYS : BIRTH_YEARS * YEAR_DAYS;
}

/** Ten for a digit, 26 for a letter, a few thousand for any other character. */
function spellings(hidden: readonly string[]): number {
  return hidden.reduce((count, point) => count * (/\d/u.test(point) ? 10 : /[A-Za-z]/u.test(point) ? 26 : 3000), 1);
}

function remarksOn(kind: Kind, mask: Mask): string[] {
  const remarks: string[] = [];
  const isPhone = kind === 'mobile' || kind === 'landline';
  if (isPhone && mask.hidden.length < HIDDEN_DIGITS)
    remarks.push(
      `hides ${mask.hidden.length} of ${mask.points.length} digits: GB/T 41833-2022 asks for at least ${HIDDEN_DIGITS} on a waybill`,
    );
  if (kind === 'name' && mask.head === 0 && mask.tail > 0)
    remarks.push('shows the last character: beside a mask that shows the first, a name of two characters is whole');
  if (kind === 'id-card' && mask.head >= 6 && mask.tail >= 4)
    remarks.push(
      'shows region, sequence and check character: the check character rules out ten of eleven dates of birth',
    );
  return remarks;
}

function row(knowing: string, of: string, distribution: Distribution): Remaining {
  return { knowing, of, ...distribution };
}

function levelOf(use: string, remaining: readonly Remaining[]): Level {
  if (remaining.length === 0) return HIDES_ALL.includes(use) ? 'strong' : 'unknown';
  // The first two rows: what a stranger knows, and what stands in the same record.
  const least = Math.min(...remaining.slice(0, 2).map(({ median }) => median));
  return least <= 1 ? 'shown' : least < WEAK ? 'weak' : least < FAIR ? 'fair' : 'strong';
}

/** The share of all people whose value looks like this one; for what several fields say together. */
export function shareOf(kind: Kind, remaining: readonly Remaining[]): number | undefined {
  const [first] = remaining;
  if (first === undefined) return undefined;
  const space = first.of === 'people' ? PEOPLE : spaceOf(kind);
  return space === undefined ? undefined : Math.min(1, first.median / space);
}

function spaceOf(kind: Kind): number | undefined {
  switch (kind) {
    case 'mobile':
      return segmentsInAll() * PER_SEGMENT;
    case 'id-card':
      return regionCodes().length * BIRTH_YEARS * YEAR_DAYS * SEQUENCES;
    case 'birth-date':
      return BIRTH_YEARS * YEAR_DAYS;
    default:
      return undefined;
  }
}

/** A level in words. */
export function describeLevel(level: Level): string {
  switch (level) {
    case 'off':
      return 'left alone';
    case 'shown':
      return 'the value itself stands there';
    case 'weak':
      return `fewer than ${group(WEAK)} candidates`;
    case 'fair':
      return `fewer than ${group(FAIR)} candidates`;
    case 'strong':
      return `${group(FAIR)} candidates or more, or nothing of the value`;
    case 'unknown':
      return 'not modelled';
  }
}
