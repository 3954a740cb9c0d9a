/** What node:crypto makes, and what stands in for it elsewhere, byte for byte on random values. */

import { hkdfSync, randomBytes } from 'node:crypto';
import { FF1 as NobleFf1 } from '@noble/ciphers/ff1.js';
import { describe, expect, it } from 'vitest';
import { mobileDetector } from '../../../src/detect/mobile.ts';
import { createRedactor, type Redactor } from '../../../src/index.ts';
import { type Backend, bestBackend, nodeBackend, portableBackend } from '../../../src/keyed/backend.ts';
import { Ff1 } from '../../../src/keyed/ff1.ts';
import { createKeyRingWith } from '../../../src/keyed/key-ring.ts';
import { nodeCrypto } from '../../../src/keyed/platform.ts';

const COUNT = 10_000;
const node = nodeBackend(nodeCrypto() as NonNullable<ReturnType<typeof nodeCrypto>>); // these tests run in Node
const portable = portableBackend();
const KEY = Uint8Array.from(Buffer.from(hkdfSync('sha256', 'backends', '', 'test', 32)));
const to = (...parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('latin1');

/** Of every length from nothing to a few blocks. */
const values = Array.from({ length: COUNT }, (_, i) => Uint8Array.from(randomBytes(i % 67)));

it('picks Node’s where it is', () => {
  expect(to(bestBackend().hmac('sha256', KEY)(KEY))).toBe(to(node.hmac('sha256', KEY)(KEY)));
});

describe('node and portable agree on ten thousand random values', () => {
  it.each(['sha256', 'sm3'] as const)('HMAC with %s', (hash) => {
    const [a, b] = [node.hmac(hash, KEY), portable.hmac(hash, KEY)];
    for (const value of values) expect(to(a(value))).toBe(to(b(value)));
  });

  it.each(['sha256', 'sm3'] as const)('HMAC of text with %s', (hash) => {
    const [a, b] = [node.hmacText(hash, KEY), portable.hmacText(hash, KEY)];
    for (const value of values) {
      const text = Buffer.from(value).toString('utf16le');
      expect(a(text)).toBe(b(text));
    }
  });

  it('AES-256-GCM, each opening what the other sealed', () => {
    const [a, b] = [node.aesGcm(KEY), portable.aesGcm(KEY)];
    for (const value of values) {
      const [nonce, aad] = [Uint8Array.from(randomBytes(12)), value.subarray(0, 9)];
      const sealed = Uint8Array.from(Buffer.concat([...a.seal(nonce, value, aad)]));
      expect(to(...b.seal(nonce, value, aad))).toBe(to(sealed));
      expect(to(b.open(nonce, sealed, aad) ?? KEY)).toBe(to(value));
      expect(to(a.open(nonce, sealed, aad) ?? KEY)).toBe(to(value));
      const other = sealed.slice();
      other[0] = (other[0] as number) ^ 1; // a tag is always there
      expect(a.open(nonce, other, aad)).toBeUndefined();
      expect(b.open(nonce, other, aad)).toBeUndefined();
    }
  });

  it('SM4-CBC, each reading what the other wrote', () => {
    const [a, b] = [node.sm4Cbc(KEY.subarray(0, 16)), portable.sm4Cbc(KEY.subarray(0, 16))];
    for (const value of values) {
      const iv = Uint8Array.from(randomBytes(16));
      const sealed = a.encrypt(iv, value);
      expect(to(b.encrypt(iv, value))).toBe(to(sealed));
      expect(to(b.decrypt(iv, sealed))).toBe(to(value));
    }
  });

  it('AES of single blocks', () => {
    const [a, b] = [node.aesBlock(KEY), portable.aesBlock(KEY)];
    for (let i = 0; i < COUNT; i++) {
      const block = Uint8Array.from(randomBytes(16));
      const copy = block.slice();
      a(block);
      b(copy);
      expect(to(block)).toBe(to(copy));
    }
  });

  it('FF1, and both with @noble/ciphers', () => {
    const tweak = KEY.subarray(0, 5);
    const [a, b] = [new Ff1(node.aesBlock(KEY), tweak), new Ff1(portable.aesBlock(KEY), tweak)];
    const oracle = NobleFf1(10, KEY, tweak);
    for (let i = 0; i < COUNT; i++) {
      const length = 6 + (i % 17);
      const digits = Array.from(randomBytes(length), (byte) => byte % 10).join('');
      const sealed = a.encrypt(digits);
      expect(b.encrypt(digits)).toBe(sealed);
      expect(a.decrypt(sealed)).toBe(digits);
      // The oracle is slow: a tenth is enough for it, every length is among them.
      if (i % 10 === 0) expect(oracle.encrypt([...digits].map(Number)).join('')).toBe(sealed);
    }
  });
});

describe('redactors of both agree', () => {
  const redactorOf = (backend: Backend, use: object | string): Redactor =>
    createRedactor({
      detectors: [mobileDetector],
      policy: { version: 1, kinds: { mobile: use as 'token' } },
      keys: createKeyRingWith(backend, { active: 'k1', keys: { k1: KEY } }),
      tenant: 'north',
    });
  const numbers = Array.from(
    { length: COUNT },
    (_, i) => `1${3 + (i % 7)}${String((i * 7919) % 1e9).padStart(9, '0')}`,
  );

  it.each([
    ['token'],
    [{ use: 'token', algorithm: 'hmac-sm3' }],
    ['fpe'],
    ['pseudonym'],
    [{ use: 'encrypt', algorithm: 'aes-gcm-siv' }],
  ])('on %j', (use) => {
    const [a, b] = [redactorOf(node, use), redactorOf(portable, use)];
    // AES-GCM-SIV is portable in both, and slow.
    const some = typeof use === 'object' && use.use === 'encrypt' ? numbers.slice(0, 2000) : numbers;
    for (const number of some) expect(a.redact(`电话 ${number}`)).toBe(b.redact(`电话 ${number}`));
  });

  it.each(['aes-gcm', 'aes-gcm-siv', 'sm4-cbc'])('each reveals what the other sealed by %s', (algorithm) => {
    const [a, b] = [
      redactorOf(node, { use: 'encrypt', algorithm }),
      redactorOf(portable, { use: 'encrypt', algorithm }),
    ];
    for (const number of numbers.slice(0, 1000)) {
      const text = `电话 ${number}`;
      expect(b.reveal(a.redact(text))).toBe(text);
      expect(a.reveal(b.redact(text))).toBe(text);
    }
  });
});
