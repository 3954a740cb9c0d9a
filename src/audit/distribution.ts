/** How many candidates remain, over all the values there are: some remain among many, others among few. */

/** So many values have this many candidates. */
export interface Weighted {
  readonly candidates: number;
  readonly weight: number;
}

export interface Distribution {
  readonly median: number;
  /** A tenth of all values has this many or fewer, and a tenth more than `p90`. */
  readonly p10: number;
  readonly p90: number;
  /** The share of values with at most ten and at most fifty candidates. */
  readonly atMost10: number;
  readonly atMost50: number;
}

/** Every value has the same number. */
export function even(candidates: number): Distribution {
  return distributionOf([{ candidates, weight: 1 }]);
}

/** Less than one candidate is one: the value itself is always among them. */
export function distributionOf(values: readonly Weighted[]): Distribution {
  const sorted = values
    .map(({ candidates, weight }) => ({ candidates: Math.max(1, candidates), weight }))
    .sort((a, b) => a.candidates - b.candidates);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const quantile = (share: number): number => {
    let sum = 0;
    for (const { candidates, weight } of sorted) {
      sum += weight;
      if (sum >= share * total) return candidates;
    }
    return sorted.at(-1)?.candidates ?? 1;
  };
  const share = (most: number): number =>
    sorted.reduce((sum, { candidates, weight }) => (candidates <= most ? sum + weight : sum), 0) / total;
  return { median: quantile(0.5), p10: quantile(0.1), p90: quantile(0.9), atMost10: share(10), atMost50: share(50) };
}
