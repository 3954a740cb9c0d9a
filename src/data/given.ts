import { GIVEN } from './given.gen.ts';
import { eachTraditional } from './script.ts';
import { unpackGroups } from './unpack.ts';

/** What a weight means, see `givenWeight`. */
const TOP = 48;
/** Least weights of rank 4 (the first 100 characters), 3 (250) and 2 (700). */
const RANK_4 = 31;
const RANK_3 = 28;
const RANK_2 = 23;

let weights: Uint8Array | undefined;

/** How usual a character is in a given name: 4 among the first 100, 3 the first 250, 2 the first 700, 1 the first 2,500, 0 else. */
export function givenRank(unit: number): 0 | 1 | 2 | 3 | 4 {
  const weight = givenWeight(unit);
  if (weight >= RANK_3) return weight >= RANK_4 ? 4 : 3;
  if (weight >= RANK_2) return 2;
  return weight > 0 ? 1 : 0;
}

/** The logarithm of the share among all characters of given names: w means about 2^((w - 48) / 2); 0 if not listed. */
export function givenWeight(unit: number): number {
  weights ??= buildWeights();
  return weights[unit] ?? 0;
}

function buildWeights(): Uint8Array {
  const built = unpackGroups(GIVEN, (group) => TOP - group);
  eachTraditional((traditional, simplified) => {
    if (built[traditional] === 0) built[traditional] = built[simplified] ?? 0;
  });
  return built;
}
