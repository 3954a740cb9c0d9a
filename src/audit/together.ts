/** What several fields of one record say together: how many people fit all that is shown. */

import type { Kind } from '../types.ts';
import { distributionOf } from './distribution.ts';
import type { KindAssessment } from './kinds.ts';
import { shareOf } from './kinds.ts';
import { PEOPLE, PER_SEGMENT, segmentsOfCity } from './model.ts';

export type Verdict = 'singles out' | 'at most 10' | 'at most 50' | 'many';

export interface Combination {
  readonly kinds: readonly Kind[];
  /** What is shown of each, of the invented record. */
  readonly shown: readonly string[];
  /** People who fit, on average, the one whose record it is included. */
  readonly expected: number;
  readonly verdict: Verdict;
}

/** What stands together in records of orders, deliveries and accounts. */
const FIELDS: readonly Kind[] = ['name', 'mobile', 'address', 'id-card', 'birth-date', 'geo'];
const LARGEST = 3;

/** Of each pair and three of fields that show something; the most telling first. */
export function combine(kinds: readonly KindAssessment[]): Combination[] {
  const telling = FIELDS.flatMap((kind) => {
    const one = kinds.find((assessed) => assessed.kind === kind);
    const share = one === undefined ? undefined : one.level === 'off' ? 0 : shareOf(kind, one.remaining);
    return one === undefined || share === undefined || share >= 1 ? [] : [{ one, share }];
  });
  return subsets(telling)
    .map((members) => {
      const fitting = PEOPLE * shareOfAll(members);
      return {
        kinds: members.map(({ one }) => one.kind),
        shown: members.map(({ one }) => one.shown),
        expected: Math.max(1, fitting),
        verdict: verdictOf(fitting),
      };
    })
    .sort((a, b) => a.expected - b.expected || a.kinds.length - b.kinds.length);
}

interface Telling {
  readonly one: KindAssessment;
  readonly share: number;
}

/** The share of people who fit all of it: what says the same twice counts once. */
function shareOfAll(members: readonly Telling[]): number {
  const find = (kind: Kind): Telling | undefined => members.find(({ one }) => one.kind === kind);
  const [address, geo, id] = [find('address'), find('geo'), find('id-card')];
  let share = 1;
  for (const member of members) {
    const { kind } = member.one;
    // Two places of one person are one place: the smaller says it.
    if (kind === 'geo' && address !== undefined && address.share <= member.share) continue;
    if (kind === 'address' && geo !== undefined && geo.share < member.share) continue;
    // The year stands in both.
    if (kind === 'birth-date' && id !== undefined && /年/u.test(id.one.shown)) continue;
    const isPlaced = kind === 'mobile' && address !== undefined && isInCity(address.one.shown);
    share *= isPlaced ? shareInCity(member.one, member.share) : member.share;
  }
  return share;
}

function subsets<T>(items: readonly T[]): T[][] {
  const all: T[][] = [[]];
  for (const item of items) all.push(...all.map((some) => [...some, item]));
  return all.filter(({ length }) => length >= 2 && length <= LARGEST);
}

function isInCity(shown: string): boolean {
  return shown.includes('武汉市');
}

/** A number's segment belongs to a city: who sees the city knows that much of the number. */
function shareInCity({ remaining }: KindAssessment, share: number): number {
  const inCity = remaining.find(({ knowing }) => knowing === 'the city');
  if (inCity === undefined) return share;
  return Math.min(1, inCity.median / (distributionOf(segmentsOfCity()).median * PER_SEGMENT));
}

function verdictOf(expected: number): Verdict {
  if (expected <= 1.5) return 'singles out';
  return expected <= 10 ? 'at most 10' : expected <= 50 ? 'at most 50' : 'many';
}
