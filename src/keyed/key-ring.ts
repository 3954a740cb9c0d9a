/** Keys with names: one makes new tokens, the others still open old ones. Nothing of a key can be seen from outside. */

import { didYouMean, TuominError } from '../errors.ts';
import { KEYS, type Keys } from '../policy/keyed.ts';
import { join, quote, readFields } from '../policy/read.ts';
import { KEY_NAME } from '../text/tokens.ts';
import type { KeyRing } from '../types.ts';
import type { Backend } from './backend.ts';
import { bestBackend } from './backend.ts';
import { environmentVariable } from './platform.ts';
import { keysFor } from './strategies.ts';
import { weaknessOf } from './weakness.ts';

/** 32 bytes or more, as they are, in base64, in an environment variable in base64, or from a function that returns one of these. */
export type KeyMaterial = Uint8Array | string | { readonly env: string } | (() => Uint8Array | string);

export interface KeyRingOptions {
  /** The name of the key that makes new tokens. */
  readonly active: string;
  /** By name: one to twelve lower-case letters, then up to three digits, such as `k1`. The name stands in every token. */
  readonly keys: Readonly<Record<string, KeyMaterial>>;
}

/** 256 bits: what HMAC-SHA-256 and AES-256 are worth. */
const LEAST_BYTES = 32;
const MOST_BYTES = 1024;
const KINDS_OF_KEYS = 'must be bytes, base64, { env } or a function';
/** As variables are named, and no key is written. */
const VARIABLE = /^[A-Z][A-Z0-9_]{0,39}$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** How Node is told what to print. */
const INSPECT = /* @__PURE__ */ Symbol.for('nodejs.util.inspect.custom');

/**
 * Makes a key ring for `createRedactor({ keys })`. Throws a TuominError for a key that is missing, short, repeated or made of
 * words; no message holds anything of a key. `openssl rand -base64 32` makes a good one.
 */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  return createKeyRingWith(bestBackend(), options);
}

/** With the algorithms of one's choice; for tests, which hold one backend against the other. */
export function createKeyRingWith(backend: Backend, options: KeyRingOptions): KeyRing {
  const { active, keys } = readFields(options, 'options', ['active', 'keys']);
  const given = readFields(keys, 'options.keys', undefined, true);
  const names = Object.keys(given);
  const masters = new Map<string, Uint8Array>();
  for (const name of names) {
    // What is no name is not shown: it may be the key itself, written where its name belongs.
    if (!KEY_NAME.test(name))
      throw new TuominError(
        'bad-key-name',
        'options.keys',
        'must be named by one to twelve letters a–z and up to three digits',
      );
    const path = join('options.keys', name);
    const key = readKey(given[name], path);
    if ([...masters.values()].some((other) => isEqual(other, key)))
      throw new TuominError('weak-key', path, 'is the same key as another');
    masters.set(name, key);
  }
  if (typeof active !== 'string' || !masters.has(active))
    throw new TuominError(
      'unknown-key',
      'options.active',
      `must be the name of one of the keys${didYouMean(typeof active === 'string' ? active : '', names)}`,
    );
  return createRing(active, names, keysFor(backend, active, masters));
}

/** Only the names can be seen. The keys are behind functions, and those behind a property that nothing lists, prints or clones. */
function createRing(active: string, names: readonly string[], keys: Keys): KeyRing {
  const print = (): string => `[KeyRing ${names.join(' ')}]`;
  const ring: KeyRing = { active, names: Object.freeze([...names]) };
  for (const name of ['toJSON', 'toString', INSPECT] as const) Object.defineProperty(ring, name, { value: print });
  Object.defineProperty(ring, KEYS, { value: keys });
  return Object.freeze(ring);
}

function readKey(given: unknown, path: string): Uint8Array {
  let value = given;
  if (typeof value === 'function') {
    try {
      value = value();
    } catch {
      // Whatever it says may hold the key.
      throw new TuominError('no-key', path, 'could not be fetched: its function failed');
    }
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    // Not by name: who wrote the key where its name belongs does not want to read it here.
    if (Object.keys(value).join() !== 'env') throw new TuominError('bad-key', path, KINDS_OF_KEYS);
    const { env } = readFields(value, path);
    if (typeof env !== 'string' || env === '')
      throw new TuominError('bad-key', `${path}.env`, 'must be the name of an environment variable');
    value = environmentVariable(env);
    if (value === undefined || value === '')
      throw new TuominError(
        'no-key',
        path,
        `environment variable ${VARIABLE.test(env) ? `${quote(env)} ` : ''}is not set`,
      );
  }
  const bytes = typeof value === 'string' ? fromBase64(value, path) : value;
  if (!(bytes instanceof Uint8Array)) throw new TuominError('bad-key', path, KINDS_OF_KEYS);
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES)
    throw new TuominError('weak-key', path, `must have ${LEAST_BYTES} to ${MOST_BYTES} bytes, and has ${bytes.length}`);
  // A copy: what the caller does with the bytes afterwards is nothing to us.
  const key = Uint8Array.from(bytes);
  const weakness = weaknessOf(key, typeof value === 'string' ? value : undefined);
  if (weakness !== undefined) throw new TuominError('weak-key', path, weakness);
  return key;
}

/** Base64 of RFC 4648, of either alphabet. */
function fromBase64(text: string, path: string): Uint8Array {
  const trimmed = text.trim();
  if (!BASE64.test(trimmed)) throw new TuominError('bad-key', path, 'must be base64');
  const digits = trimmed.replace(/=/g, '').replace(/-/g, '+').replace(/_/g, '/');
  if (digits.length % 4 === 1) throw new TuominError('bad-key', path, 'must be base64');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    held = ((held << 6) | alphabet.indexOf(digit)) & 0x3fff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[count++] = (held >> bits) & 255;
    }
  }
  return bytes;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
