/** Numbers that look random and follow from a key and a value: HMAC in counter mode. */

export class Draw {
  readonly #hash: (data: string) => string;
  readonly #seed: string;
  #block = '';
  #at = 0;
  #count = 0;

  constructor(hash: (data: string) => string, seed: string) {
    this.#hash = hash;
    this.#seed = seed;
  }

  /** From 0 up to 1, 32 bits of it. */
  fraction(): number {
    if (this.#at >= this.#block.length) {
      this.#block = this.#hash(`${this.#count++}:${this.#seed}`);
      this.#at = 0;
    }
    let word = 0;
    for (let i = 0; i < 4; i++) word = word * 256 + this.#block.charCodeAt(this.#at++); // 32 units, four at a time
    return word / 2 ** 32;
  }

  /** A whole number from 0 on, less than `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  digits(count: number): string {
    let out = '';
    for (let i = 0; i < count; i++) out += this.below(10);
    return out;
  }

  /** One of the words of a list. */
  from(list: string, separator = ' '): string {
    const words = list.split(separator);
    return words[this.below(words.length)] as string; // below its length
  }
}
