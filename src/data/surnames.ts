import { eachTraditional, simplify } from './script.ts';
import { SURNAMES } from './surnames.gen.ts';
import { unpackAscending, unpackGroups } from './unpack.ts';

/** What a weight means, see `surnameWeight`. */
const TOP = 48;
/** Least weights of rank 4 (the first 100 surnames), 3 (200) and 2 (400). */
const RANK_4 = 30;
const RANK_3 = 26;
const RANK_2 = 20;
/** The weight of everyday characters. */
const DOUBTFUL = 1;

let weights: Uint8Array | undefined;
let compounds: ReadonlyMap<number, number> | undefined;
/** By unit: some compound surname begins with it. Most calls end here. */
let compoundFirsts: Uint8Array | undefined;

/**
 * How common a surname is: 4 among the first 100, 3 among the first 200, 2 among the first 400, 1 rare, 0 no surname.
 * Everyday characters that are a surname only once in a while (爱 把 本) are 0; `surnameWeight` still knows them.
 */
export function surnameRank(unit: number): 0 | 1 | 2 | 3 | 4 {
  const weight = surnameWeight(unit);
  if (weight >= RANK_3) return weight >= RANK_4 ? 4 : 3;
  if (weight >= RANK_2) return 2;
  return weight > DOUBTFUL ? 1 : 0;
}

/** The logarithm of the share among all bearers: w means about 2^((w - 48) / 2); 0 for a character that is no surname at all. */
export function surnameWeight(unit: number): number {
  weights ??= buildWeights();
  return weights[unit] ?? 0;
}

/** Reports whether two units are a surname of two characters that is hardly anything else: 欧阳 诸葛. */
export function isCompoundSurname(a: number, b: number): boolean {
  return compoundSurnameRank(a, b) === 2;
}

/** 2 for a surname such as 欧阳, 1 for one that is an everyday word too (东方 第五 百里), 0 for none. */
export function compoundSurnameRank(a: number, b: number): 0 | 1 | 2 {
  compounds ??= buildCompounds();
  const first = simplify(a);
  if (compoundFirsts?.[first] !== 1) return 0;
  return (compounds.get((first << 16) | simplify(b)) ?? 0) as 0 | 1 | 2; // buildCompounds writes nothing else
}

/** The units that begin a compound surname: 欧, 诸, 东. */
export function compoundSurnameFirsts(): Iterable<number> {
  compounds ??= buildCompounds();
  return new Set([...compounds.keys()].map((key) => key >>> 16));
}

function buildWeights(): Uint8Array {
  const [common = '', doubtful = ''] = SURNAMES.split('!');
  const built = unpackGroups(common, (group) => TOP - group);
  for (const unit of unpackAscending(doubtful)) built[unit] = DOUBTFUL;
  eachTraditional((traditional, simplified) => {
    if (built[traditional] === 0) built[traditional] = built[simplified] ?? 0;
  });
  return built;
}

function buildCompounds(): Map<number, number> {
  const built = new Map<number, number>();
  compoundFirsts = new Uint8Array(65536);
  const [, , firm = '', everyday = ''] = SURNAMES.split('!');
  for (const [text, rank] of [
    [firm, 2],
    [everyday, 1],
  ] as const) {
    for (let i = 0; i < text.length; i += 2) {
      compoundFirsts[text.charCodeAt(i)] = 1;
      built.set((text.charCodeAt(i) << 16) | text.charCodeAt(i + 1), rank);
    }
  }
  return built;
}
