import { hkdfSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { afterEach, describe, expect, it } from 'vitest';
import { createRedactor, parsePolicy, TuominError } from '../../../src/index.ts';
import { createKeyRing, createNumberCipher, type KeyMaterial, type KeyRingOptions } from '../../../src/keyed/index.ts';

const KEY = Uint8Array.from(Buffer.from(hkdfSync('sha256', 'ring', '', 'test', 32)));
const OTHER = Uint8Array.from(Buffer.from(hkdfSync('sha256', 'other', '', 'test', 32)));
const BASE64 = Buffer.from(KEY).toString('base64');

/** Every way in which bytes could turn up in something that is printed. */
function spellingsOf(key: Uint8Array): string[] {
  const bytes = Buffer.from(key);
  return [
    bytes.toString('hex').slice(0, 12),
    bytes.toString('base64').slice(0, 10),
    bytes.toString('base64url').slice(0, 10),
    bytes.toString('latin1').slice(0, 8),
    [...bytes].slice(0, 6).join(', '),
    [...bytes].slice(0, 6).join(','),
    [...bytes]
      .slice(0, 6)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' '),
  ];
}

function printed(value: unknown): string {
  const error = value instanceof Error ? `${value.stack} ${value.message} ${String(value.cause)}` : '';
  let cloned = '';
  try {
    cloned = inspect(structuredClone(value), { depth: 9, showHidden: true });
  } catch {
    // What cannot be cloned cannot be cloned out.
  }
  let binary = '';
  try {
    binary = serialize(value).toString('latin1');
  } catch {
    // Nor written to a file.
  }
  return [
    JSON.stringify(value),
    inspect(value, { depth: 12, showHidden: true, getters: true }),
    String(value),
    error,
    cloned,
    binary,
  ].join('\n');
}

function expectSilent(value: unknown, keys: readonly Uint8Array[] = [KEY, OTHER]): void {
  const text = printed(value);
  for (const key of keys)
    for (const spelling of spellingsOf(key)) expect(text.includes(spelling), spelling).toBe(false);
}

function complaint(options: unknown): TuominError {
  try {
    createKeyRing(options as KeyRingOptions); // what JavaScript callers may pass
  } catch (error) {
    expect(error).toBeInstanceOf(TuominError);
    return error as TuominError; // just seen
  }
  throw new Error('no complaint');
}

const ofKey = (key: unknown): unknown => ({ active: 'k1', keys: { k1: key } });
/** The same value under the same key has the same token. */
const tokenOf = (material: KeyMaterial): string =>
  createRedactor({
    policy: { version: 1, kinds: { mobile: 'token' } },
    keys: createKeyRing({ active: 'k1', keys: { k1: material } }),
  }).redact('电话 13900001357');

describe('keys', () => {
  afterEach(() => {
    delete process.env['TUOMIN_TEST_KEY'];
  });

  it('are the same however they are given', () => {
    process.env['TUOMIN_TEST_KEY'] = BASE64;
    const urlSafe = Buffer.from(KEY).toString('base64url');
    for (const material of [
      BASE64,
      ` ${BASE64}\n`,
      urlSafe,
      { env: 'TUOMIN_TEST_KEY' },
      () => KEY,
      () => BASE64,
      Buffer.from(KEY),
    ])
      expect(tokenOf(material)).toBe(tokenOf(KEY));
  });

  it('are copied: what becomes of the bytes afterwards is nothing to the ring', () => {
    const bytes = Uint8Array.from(KEY);
    const keys = createKeyRing({ active: 'k1', keys: { k1: bytes } });
    bytes.fill(0);
    const redactor = createRedactor({ policy: { version: 1, kinds: { mobile: 'token' } }, keys });
    expect(redactor.redact('电话 13900001357')).toBe(tokenOf(KEY));
  });

  it.each<[string, unknown, string, string]>([
    ['short', KEY.slice(0, 31), 'weak-key', 'must have 32 to 1024 bytes, and has 31'],
    ['empty', new Uint8Array(0), 'weak-key', 'and has 0'],
    ['huge', randomBytes(1025), 'weak-key', 'and has 1025'],
    ['one byte over and over', new Uint8Array(32).fill(7), 'weak-key', 'too few different bytes'],
    ['a pattern', Uint8Array.from({ length: 48 }, (_, i) => KEY[i % 16] as number), 'weak-key', 'it repeats itself'],
    ['counting', Uint8Array.from({ length: 32 }, (_, i) => i), 'weak-key', 'it counts'],
    ['a passphrase', Buffer.from('correct horse battery staple and more'), 'weak-key', 'made of typed characters'],
    [
      'hexadecimal digits as text',
      Buffer.from(Buffer.from(KEY).toString('hex')),
      'weak-key',
      'made of typed characters',
    ],
    ['words that happen to be base64', 'passwordpasswordpasswordpasswordpasswordpas=', 'weak-key', 'too regular'],
    ['a word within', `AbC1${'MySecretKey+Changeme/Letmein0'.repeat(2)}`, 'weak-key', 'made of words'],
    ['small letters only', 'thequickbrownfoxjumpsoverthelazydogandrunsaway', 'weak-key', 'made of words'],
    ['no base64', 'not base64 at all!', 'bad-key', 'must be base64'],
    ['base64 of an impossible length', 'AAAAA', 'bad-key', 'must be base64'],
    ['a number', 12, 'bad-key', 'must be bytes, base64, { env } or a function'],
    ['nothing', null, 'bad-key', 'must be bytes'],
    ['an empty name of a variable', { env: '' }, 'bad-key', 'must be the name of an environment variable'],
    [
      'a variable that is not set',
      { env: 'TUOMIN_NOT_SET' },
      'no-key',
      'environment variable "TUOMIN_NOT_SET" is not set',
    ],
    ['another key of the object', { envv: 'X' }, 'bad-key', 'must be bytes, base64, { env } or a function'],
    ['a function of nothing', () => undefined, 'bad-key', 'must be bytes'],
  ])('that are weak or none are refused: %s', (_, key, code, message) => {
    const error = complaint(ofKey(key));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.path).toMatch(/^options\.keys\.k1/);
  });

  it('of two names must differ', () => {
    const error = complaint({ active: 'k1', keys: { k1: KEY, k2: Uint8Array.from(KEY) } });
    expect(error.message).toBe('options.keys.k2: is the same key as another');
  });

  it('have names that no number hides in', () => {
    for (const name of ['K1', '1k', 'k1234', 'key-one', '', 'abcdefghijklm', '__proto__x', 'k15902714683'])
      expect(complaint({ active: name, keys: { [name]: KEY } }).code, name).toBe('bad-key-name');
    expect(createKeyRing({ active: 'abcdefghijkl999', keys: { abcdefghijkl999: KEY } }).active).toBe('abcdefghijkl999');
  });

  it('have an active one among them', () => {
    expect(complaint({ active: 'k11', keys: { k1: KEY } }).message).toContain('did you mean "k1"?');
    expect(complaint({ keys: { k1: KEY } }).path).toBe('options.active');
    expect(complaint({ active: 'k1', keys: {} }).path).toBe('options.active');
    expect(complaint({ active: 'k1', keyz: {} }).message).toContain('did you mean "keys"?');
  });

  it('drawn at random are taken', () => {
    for (let i = 0; i < 2000; i++) {
      const bytes = randomBytes(32);
      expect(() => createKeyRing({ active: 'k1', keys: { k1: bytes } })).not.toThrow();
      expect(() => createKeyRing({ active: 'k1', keys: { k1: bytes.toString('base64') } })).not.toThrow();
    }
  });
});

describe('nothing of a key is seen', () => {
  const keys = createKeyRing({ active: 'k1', keys: { k1: KEY, k2: OTHER } });

  it('in the ring, the redactor and the cipher', () => {
    expect(inspect(keys)).toBe('[KeyRing k1 k2]');
    expect(JSON.stringify({ keys })).toBe('{"keys":"[KeyRing k1 k2]"}');
    expect(`${keys}`).toBe('[KeyRing k1 k2]');
    expect(Object.keys(keys).sort()).toEqual(['active', 'names']);
    const redactor = createRedactor({ policy: 'delivery', keys, tenant: 'north' });
    redactor.redactFor({ mobile: '13900001357' }, ['analyst']);
    const cipher = createNumberCipher(keys, { kind: 'mobile' });
    cipher.encrypt('13900001357');
    for (const object of [keys, redactor, cipher, { keys, redactor, cipher }]) expectSilent(object);
  });

  it('in what is said of a key that does not do', () => {
    const thrower = () => {
      throw new Error(`vault says ${BASE64}`);
    };
    const weak = Buffer.concat([KEY.subarray(0, 8), KEY.subarray(0, 8), KEY.subarray(0, 8), KEY.subarray(0, 8)]);
    for (const key of [
      KEY.slice(0, 20),
      weak,
      `${BASE64}!`,
      Buffer.from(BASE64),
      thrower,
      () => `${BASE64}%`,
      { [BASE64]: 1 },
    ])
      expectSilent(complaint(ofKey(key)).message);
    for (const key of [KEY.slice(0, 20), weak, `${BASE64}!`, Buffer.from(BASE64), thrower])
      expectSilent(complaint(ofKey(key)));
    expectSilent(complaint({ active: 'k1', keys: { k1: KEY, k2: KEY } }));
    expectSilent(complaint({ active: 'nope', keys: { k1: KEY } }));
  });

  it('in what is said of a key that was written where its name belongs', () => {
    const unpadded = BASE64.replace(/=/g, '');
    const hex = Buffer.from(KEY).toString('hex');
    for (const written of [BASE64, unpadded, hex, hex.toUpperCase(), Buffer.from(KEY).toString('base64url')]) {
      for (const options of [
        { active: 'k1', keys: { [written]: OTHER } },
        { active: written, keys: { k1: OTHER } },
        { active: 'k1', keys: { k1: { env: written } } },
        { active: 'k1', keys: { k1: { [written]: 'env' } } },
        { active: 'k1', keys: written },
        written,
      ]) {
        const error = complaint(options);
        expectSilent(error);
        expect(error.message).not.toContain(written.slice(0, 10));
      }
    }
    expect(complaint(ofKey({ env: 'TUOMIN_NOT_SET' })).message).toContain('"TUOMIN_NOT_SET"');
  });

  it('in what is sent to a worker, or fails to be', () => {
    const { port1 } = new MessageChannel();
    const redactor = createRedactor({ policy: 'analytics', keys });
    for (const object of [redactor, createNumberCipher(keys, { kind: 'mobile' }), { keys, redactor }]) {
      try {
        port1.postMessage(object);
        expect.unreachable();
      } catch (error) {
        expect((error as Error).name).toBe('DataCloneError');
        expectSilent(error);
      }
    }
    port1.postMessage(keys);
    expect(structuredClone(keys)).toEqual({ active: 'k1', names: ['k1', 'k2'] });
    // What comes out of a clone is no ring any more.
    expect(() => createRedactor({ keys: structuredClone(keys) })).toThrow('must be made by createKeyRing');
    port1.close();
  });

  it('in properties, symbols and functions, however deep one looks', () => {
    const seen = new Set<unknown>();
    const texts: string[] = [];
    const walk = (value: unknown): void => {
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
      seen.add(value);
      if (ArrayBuffer.isView(value)) texts.push(Buffer.from(value.buffer).toString('latin1'));
      if (typeof value === 'function') texts.push(String(value));
      for (const own of Reflect.ownKeys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, own);
        texts.push(typeof property?.value === 'string' ? property.value : '');
        walk(property?.value);
      }
      if (value instanceof Map || value instanceof Set) for (const own of value.entries()) walk(own);
      walk(Object.getPrototypeOf(value));
    };
    walk([keys, createRedactor({ policy: 'analytics', keys }), createNumberCipher(keys, { kind: 'qq' })]);
    expect(seen.size).toBeGreaterThan(100); // the ring, what it does, the engine
    for (const key of [KEY, OTHER])
      for (const spelling of spellingsOf(key)) if (texts.join('\n').includes(spelling)) expect.unreachable(spelling);
  });

  it('nor changed', () => {
    expect(Object.isFrozen(keys)).toBe(true);
    expect(Object.isFrozen(keys.names)).toBe(true);
  });
});

describe('a redactor', () => {
  it('takes no ring that we did not make', () => {
    const fake = { active: 'k1', names: ['k1'] };
    expect(() => createRedactor({ keys: fake })).toThrow('options.keys: must be made by createKeyRing');
    expect(() => createNumberCipher(fake, { kind: 'mobile' })).toThrow('must be made by createKeyRing');
  });

  it.each(['token', 'encrypt', 'pseudonym', 'fpe'])('names the path where %s has no key', (use) => {
    expect(() => createRedactor({ policy: { version: 1, kinds: { mobile: use } } })).toThrow(
      `policy.kinds.mobile: strategy "${use}" needs a key ring in options.keys`,
    );
  });

  it.each([
    ['tenants', 'tenant'],
    ['audiences', 'audience'],
  ] as const)('is told where %s are to mask what the policy leaves alone', (views, option) => {
    const policy = { version: 1, kinds: { mobile: false }, [views]: { north: { kinds: { mobile: 'tag' } } } } as const;
    const message = `policy.${views}.north.kinds.mobile: contradicts the policy, which leaves the kind alone`;
    expect(() => createRedactor({ policy, [option]: 'north' })).toThrow(message);
    expect(() => parsePolicy(policy)).toThrow(message);
  });

  it('takes a tenant by a name, and no other', () => {
    for (const tenant of ['', 3, null])
      expect(() => createRedactor({ tenant: tenant as string })).toThrow('options.tenant');
  });
});
