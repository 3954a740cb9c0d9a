import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestBackend } from '../../../src/keyed/backend.ts';
import {
  type Box,
  deterministicBox,
  LONGEST_SECRET,
  packSecret,
  randomBox,
  sm4Box,
  unpackSecret,
} from '../../../src/keyed/encrypt.ts';
import type { Secret } from '../../../src/policy/keyed.ts';
import { check } from '../../support/check.ts';

const KEY = Uint8Array.from(createHash('sha256').update('encrypt').digest());
const AAD = Uint8Array.from(Buffer.from('tuomin/1 r k1 mobile'));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const join = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

const unit = fc.oneof(
  fc.constantFrom('a', '陈', '"', '\0', '\ufeff', '\u2028', '𠮷', '\ud800', '\udc00', '\udfb7'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));

describe('what is sealed', () => {
  it('comes out as it went in', () => {
    const secret = fc.record({
      text: fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => units.join('')),
      source: fc.option(
        text.filter((one) => one !== ''),
        { nil: undefined },
      ),
      isNumber: fc.boolean(),
      isField: fc.boolean(),
    });
    check(
      fc.property(secret, (one) => {
        expect(unpackSecret(packSecret(one))).toEqual(one);
        const same = { ...one, source: one.text };
        expect(unpackSecret(packSecret(same))).toEqual(same);
      }),
    );
  });

  it('is a byte longer than the value in the usual case', () => {
    const plain: Secret = { text: '陈雨桐', source: undefined, isNumber: false, isField: false };
    expect(packSecret(plain)).toHaveLength(10);
    expect(packSecret({ ...plain, isField: true })).toHaveLength(10);
    // A value that is spelt as it is does not stand there twice.
    expect(packSecret({ ...plain, source: '陈雨桐' })).toHaveLength(12);
  });

  it('takes spellings and values up to the longest', () => {
    for (const one of ['y', '陈', '\ud800']) {
      const secret = { text: one.repeat(LONGEST_SECRET), source: undefined, isNumber: false, isField: true };
      expect(unpackSecret(packSecret(secret))).toEqual(secret);
    }
  });

  it('is nothing where flags are unknown or nothing is there', () => {
    expect(unpackSecret(new Uint8Array(0))).toBeUndefined();
    expect(unpackSecret(Uint8Array.of(16, 65))).toBeUndefined();
    expect(unpackSecret(Uint8Array.of(255))).toBeUndefined();
    expect(unpackSecret(Uint8Array.of(0))).toEqual({ text: '', source: undefined, isNumber: false, isField: false });
    // What is no UTF-8 is an error of the platform's, which whoever opens catches.
    expect(() => unpackSecret(Uint8Array.of(0, 0xff))).toThrow();
  });
});

describe.each<[string, (key: Uint8Array) => Box, number, boolean]>([
  ['AES-256-GCM', (key) => randomBox(bestBackend(), key), 12 + 16, true],
  ['AES-256-GCM-SIV', (key) => deterministicBox(bestBackend(), key), 16, false],
  ['SM4-CBC with HMAC-SM3', (key) => sm4Box(bestBackend(), key), 16 + 16, true],
])('a box of %s', (name, make, overhead, isRandom) => {
  const box = make(KEY);
  const plain = bytesOf('13900001357');
  const sealed = join(box.seal(plain, AAD));
  const opened = (all: Uint8Array, associated: Uint8Array = AAD, by = box): string | undefined => {
    const out = by.open(all, associated);
    return out === undefined ? undefined : Buffer.from(out).toString();
  };

  it('opens what it has sealed, of any length', () => {
    for (let length = 0; length < 70; length++) {
      const value = 'x'.repeat(length);
      const all = join(box.seal(bytesOf(value), AAD));
      expect(opened(all)).toBe(value);
      const padding = name.startsWith('SM4') ? 16 - (length % 16) : 0;
      expect(all).toHaveLength(length + overhead + padding);
    }
  });

  it(`${isRandom ? 'never seals' : 'always seals'} a value the same way`, () => {
    const all = new Set(Array.from({ length: 500 }, () => Buffer.from(join(box.seal(plain, AAD))).toString('hex')));
    expect(all.size).toBe(isRandom ? 500 : 1);
  });

  it('opens nothing of which a bit was changed', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7)); // bit >> 3 < length
      if (opened(changed) !== undefined) expect.unreachable(`bit ${bit}`);
    }
  });

  it('opens nothing that breaks off or goes on', () => {
    for (let length = 0; length < sealed.length; length++) expect(opened(sealed.slice(0, length))).toBeUndefined();
    expect(opened(join([sealed, Uint8Array.of(0)]))).toBeUndefined();
    expect(opened(join([sealed, new Uint8Array(16)]))).toBeUndefined();
  });

  it('opens nothing of another key, nor with other data beside it', () => {
    expect(opened(sealed, AAD, make(KEY.map((byte) => byte ^ 1)))).toBeUndefined();
    for (const associated of [new Uint8Array(0), AAD.slice(1), join([AAD, Uint8Array.of(0)])])
      expect(opened(sealed, associated)).toBeUndefined();
  });

  it('does not let bytes pass from what is beside into what is sealed', () => {
    for (const size of [1, 16]) {
      const moved = join([AAD.slice(-size), sealed]);
      expect(opened(moved, AAD.slice(0, -size))).toBeUndefined();
    }
  });
});
