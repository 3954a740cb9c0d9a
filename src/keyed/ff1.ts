/**
 * FF1 of NIST SP 800-38G for decimal digits. @noble/ciphers has it for any radix, with BigInt and a new key schedule for every
 * value; our numbers have at most 22 digits, so that both halves are exact as doubles, and the first blocks of the PRF are the
 * same for all values of one length. `test/unit/keyed/ff1.test.ts` holds it against the published samples and against @noble.
 */

/** SP 800-38G Rev. 1 (2nd draft): the domain has a million values or more. */
export const LEAST_DIGITS = 6;
/** Halves of eleven digits, times 2^16, stay below 2^53. */
export const MOST_DIGITS = 22;

const ROUNDS = 10;
const BLOCK = 16;

/** What depends on the number of digits only. */
interface Shape {
  /** Digits of the left and the right half, and their moduli. */
  readonly u: number;
  readonly v: number;
  readonly modU: number;
  readonly modV: number;
  /** Bytes of a half and of what a round adds to it. */
  readonly b: number;
  readonly d: number;
  /** The state of the PRF before its last block. */
  readonly state: Uint8Array;
}

export class Ff1 {
  readonly #encryptBlock: (block: Uint8Array) => void;
  readonly #tweak: Uint8Array;
  readonly #shapes = new Map<number, Shape>();
  readonly #block = new Uint8Array(BLOCK);

  /** `encryptBlock` is AES under the key. */
  constructor(encryptBlock: (block: Uint8Array) => void, tweak: Uint8Array) {
    this.#encryptBlock = encryptBlock;
    this.#tweak = tweak;
  }

  /** 6 to 22 decimal digits to as many others. Throws a RangeError for anything else. */
  encrypt(digits: string): string {
    const shape = this.#shapeOf(digits);
    let left = Number(digits.slice(0, shape.u));
    let right = Number(digits.slice(shape.u));
    for (let round = 0; round < ROUNDS; round++) {
      const mod = round % 2 === 0 ? shape.modU : shape.modV;
      const next = (left + this.#prf(shape, round, right, mod)) % mod;
      left = right;
      right = next;
    }
    return join(left, right, shape);
  }

  /** What `encrypt` made of it, undone. */
  decrypt(digits: string): string {
    const shape = this.#shapeOf(digits);
    let left = Number(digits.slice(0, shape.u));
    let right = Number(digits.slice(shape.u));
    for (let round = ROUNDS - 1; round >= 0; round--) {
      const mod = round % 2 === 0 ? shape.modU : shape.modV;
      const before = (right + mod - this.#prf(shape, round, left, mod)) % mod;
      right = left;
      left = before;
    }
    return join(left, right, shape);
  }

  /** Steps 6.i to 6.v of algorithm 7: the pseudo-random number of a round, modulo the half it is added to. */
  #prf({ state, b, d }: Shape, round: number, half: number, mod: number): number {
    const block = this.#block;
    block.set(state);
    block[BLOCK - b - 1] = (block[BLOCK - b - 1] as number) ^ round; // b < 16
    let rest = half;
    for (let i = BLOCK - 1; i >= BLOCK - b; i--) {
      block[i] = (block[i] as number) ^ (rest % 256); // i < 16
      rest = Math.floor(rest / 256);
    }
    this.#encryptBlock(block);
    let y = 0;
    for (let i = 0; i < d; i += 2) y = (y * 65536 + (block[i] as number) * 256 + (block[i + 1] as number)) % mod; // d <= 12
    return y;
  }

  #shapeOf(digits: string): Shape {
    const n = digits.length;
    if (n < LEAST_DIGITS || n > MOST_DIGITS || !/^[0-9]+$/.test(digits))
      throw new RangeError(`FF1 takes ${LEAST_DIGITS} to ${MOST_DIGITS} digits`);
    const known = this.#shapes.get(n);
    if (known !== undefined) return known;
    const u = Math.floor(n / 2);
    const v = n - u;
    const b = Math.ceil(Math.ceil(v * Math.log2(10)) / 8);
    const d = 4 * Math.ceil(b / 4) + 4;
    const shape = { u, v, modU: 10 ** u, modV: 10 ** v, b, d, state: this.#stateOf(n, u, b) };
    this.#shapes.set(n, shape);
    return shape;
  }

  /** The PRF over P and over all blocks of Q but the last, which holds the round and the half. */
  #stateOf(n: number, u: number, b: number): Uint8Array {
    const t = this.#tweak.length;
    const all = new Uint8Array(BLOCK + BLOCK * Math.ceil((t + b + 1) / BLOCK));
    all.set([1, 2, 1, 0, 0, 10, ROUNDS, u]);
    const view = new DataView(all.buffer);
    view.setUint32(8, n);
    view.setUint32(12, t);
    all.set(this.#tweak, BLOCK);
    const state = new Uint8Array(BLOCK);
    for (let at = 0; at < all.length; at += BLOCK) {
      for (let i = 0; i < BLOCK; i++) state[i] = (state[i] as number) ^ (all[at + i] as number); // i < 16
      if (at + BLOCK < all.length) this.#encryptBlock(state);
    }
    return state;
  }
}

function join(left: number, right: number, { u, v }: Shape): string {
  return String(left).padStart(u, '0') + String(right).padStart(v, '0');
}
