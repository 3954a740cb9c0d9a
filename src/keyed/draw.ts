/** Numbers that look random and follow from a key and a value: HMAC in counter mode. */

export class Draw {
  readonly #hash: (data: string) => Uint8Array;
  readonly #seed: string;
  #block: Uint8Array = new Uint8Array(0);
  #at = 0;
  #count = 0;

  constructor(hash: (data: string) => Uint8Array, seed: string) {
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
    for (let i = 0; i < 4; i++) word = word * 256 + (this.#block[this.#at++] as number); // 32 bytes, four at a time
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
