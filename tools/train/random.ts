/** Chance that comes out the same every time (mulberry32 by Tommy Ettinger). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  shuffle<T>(list: T[]): T[] {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j] as T, list[i] as T];
    }
    return list;
  }
}

/** Draws from a weighted list. */
export class Urn<T> {
  readonly #items: readonly T[];
  readonly #sums: Float64Array;

  constructor(weighted: readonly (readonly [T, number])[]) {
    this.#items = weighted.map(([item]) => item);
    this.#sums = new Float64Array(weighted.length);
    let sum = 0;
    for (const [i, [, weight]] of weighted.entries()) {
      sum += weight;
      this.#sums[i] = sum;
    }
  }

  draw(random: Random): T {
    const wanted = random.next() * (this.#sums.at(-1) as number);
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    return this.#items[low] as T;
  }
}
