import { createHash } from 'node:crypto';
import { FF1 as NobleFf1 } from '@noble/ciphers/ff1.js';
import { describe, expect, it } from 'vitest';
import { bestBackend } from '../../../src/keyed/backend.ts';
import { Ff1, LEAST_DIGITS, MOST_DIGITS } from '../../../src/keyed/ff1.ts';

const bytes = (name: string, length: number): Uint8Array =>
  Uint8Array.from(createHash('shake256', { outputLength: length }).update(name).digest());
const ff1Of = (key: Uint8Array, tweak: Uint8Array): Ff1 => new Ff1(bestBackend().aesBlock(key), tweak);
const digitsOf = (name: string, length: number): string =>
  Array.from(bytes(name, length), (byte) => byte % 10).join('');

const KEY = bytes('key', 32);

describe('FF1', () => {
  it('agrees with @noble/ciphers on tweaks and numbers of every length, and on keys of both', () => {
    // The published samples have tweaks of 0, 10 and 11 bytes: from 16 on, and from 28 on for long numbers, a block more is hashed.
    for (let size = 0; size <= 40; size++) {
      const tweak = bytes(`tweak ${size}`, size);
      const key = bytes(`key ${size}`, [16, 24, 32][size % 3] as number); // of three
      const ours = ff1Of(key, tweak);
      const oracle = NobleFf1(10, key, tweak);
      for (let length = LEAST_DIGITS; length <= MOST_DIGITS; length += 1 + (size % 3)) {
        const digits = digitsOf(`${size} ${length}`, length);
        const sealed = oracle.encrypt([...digits].map(Number)).join('');
        expect(ours.encrypt(digits)).toBe(sealed);
        expect(ours.decrypt(sealed)).toBe(digits);
      }
    }
  });

  it.each(['000000', '999999', '0'.repeat(MOST_DIGITS), '9'.repeat(MOST_DIGITS), '0000001'])(
    'agrees on %s, where the halves are as small or as large as they get',
    (digits) => {
      const sealed = ff1Of(KEY, bytes('t', 3)).encrypt(digits);
      expect(sealed).toBe(
        NobleFf1(10, KEY, bytes('t', 3))
          .encrypt([...digits].map(Number))
          .join(''),
      );
      expect(ff1Of(KEY, bytes('t', 3)).decrypt(sealed)).toBe(digits);
    },
  );

  it('maps no two numbers to one', () => {
    const ff1 = ff1Of(KEY, new Uint8Array(0));
    const seen = new Set<string>();
    for (let i = 0; i < 50_000; i++) seen.add(ff1.encrypt(String(i).padStart(LEAST_DIGITS, '0')));
    expect(seen.size).toBe(50_000);
    for (const one of seen) if (!/^\d{6}$/.test(one)) expect.unreachable(one);
  });

  it('is another permutation under another tweak and another key', () => {
    const all = [
      ff1Of(KEY, new Uint8Array(0)),
      ff1Of(KEY, Uint8Array.of(0)),
      ff1Of(KEY, Uint8Array.of(1)),
      ff1Of(bytes('other', 32), new Uint8Array(0)),
    ];
    expect(new Set(all.map((ff1) => ff1.encrypt('5902714683'))).size).toBe(all.length);
  });

  it('keeps what it computes of one length apart from others', () => {
    const ff1 = ff1Of(KEY, bytes('t', 5));
    const fresh = (digits: string): string => ff1Of(KEY, bytes('t', 5)).encrypt(digits);
    for (const length of [6, 22, 7, 6, 13, 22, 6]) {
      const digits = digitsOf(`${length}`, length);
      expect(ff1.encrypt(digits)).toBe(fresh(digits));
    }
  });

  it.each(['', '12345', '1'.repeat(MOST_DIGITS + 1), '12345a', '１２３４５６', '-123456', '12345\n', '1234567 '])(
    'takes no %j',
    (digits) => {
      const ff1 = ff1Of(KEY, new Uint8Array(0));
      expect(() => ff1.encrypt(digits)).toThrow(RangeError);
      expect(() => ff1.decrypt(digits)).toThrow('FF1 takes 6 to 22 digits');
    },
  );
});
