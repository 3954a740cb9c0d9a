/**
 * `encrypt`: a token that its key opens again. What is encrypted is the value, how its text spells it, whether it was a number and whether a field:
 * enough to put back exactly what stood there.
 *
 *   tmr_  AES-256-GCM, a random nonce in front
 *   tmd_  AES-256-GCM-SIV under a fixed nonce: the same value has the same token
 *   tms_  SM4-CBC, a random IV in front, then HMAC-SM3 over all of it
 *
 * Form, key, kind and tenant are associated data: a token that is carried elsewhere does not open.
 */

import type { Secret } from '../policy/keyed.ts';
import type { Aead, Backend } from './backend.ts';
import { concat, fromBytes, randomBytes, toBytes } from './platform.ts';

/** Seals and opens what a token of one form holds. */
export interface Box {
  /** Pieces, one behind the other. */
  seal(plain: Uint8Array, associated: Uint8Array): readonly Uint8Array[];
  open(sealed: Uint8Array, associated: Uint8Array): Uint8Array | undefined;
}

const NONCE = 12;
const IV = 16;
const SM4_KEY = 16;
const MAC = 16;
/** RFC 8452 is safe under one nonce for all: equal values are seen to be equal, and nothing else. */
const FIXED_NONCE = /* @__PURE__ */ new Uint8Array(NONCE);

const SURROGATE = /[\ud800-\udfff]/;

const NUMBER = 1;
const SPELT = 2;
const UNITS = 4;
const FIELD = 8;

/** AES-256-GCM with a nonce of its own for every value. */
export function randomBox(backend: Backend, key: Uint8Array): Box {
  const aead = backend.aesGcm(key);
  return {
    seal(plain, associated) {
      const nonce = randomBytes(NONCE);
      return [nonce, ...aead.seal(nonce, plain, associated)];
    },
    open: (sealed, associated) =>
      sealed.length < NONCE ? undefined : aead.open(sealed.subarray(0, NONCE), sealed.subarray(NONCE), associated),
  };
}

export function deterministicBox(backend: Backend, key: Uint8Array): Box {
  const aead: Aead = backend.aesGcmSiv(key);
  return {
    seal: (plain, associated) => aead.seal(FIXED_NONCE, plain, associated),
    open: (sealed, associated) => aead.open(FIXED_NONCE, sealed, associated),
  };
}

/** Encrypt, then MAC. The first 16 bytes of the key are for SM4, the rest for HMAC-SM3. */
export function sm4Box(backend: Backend, key: Uint8Array): Box {
  const cipher = backend.sm4Cbc(key.subarray(0, SM4_KEY));
  const mac = backend.hmac('sm3', key.subarray(SM4_KEY));
  const tagOf = (sealed: Uint8Array, associated: Uint8Array): Uint8Array => {
    // The length of the one in front, so that no byte can pass from one to the other.
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, associated.length);
    return mac(concat(size, associated, sealed)).subarray(0, MAC);
  };
  return {
    seal(plain, associated) {
      const iv = randomBytes(IV);
      const sealed = concat(iv, cipher.encrypt(iv, plain));
      return [sealed, tagOf(sealed, associated)];
    },
    open(all, associated) {
      if (all.length < IV + IV + MAC || all.length % IV !== 0) return undefined;
      const sealed = all.subarray(0, -MAC);
      if (!isEqual(tagOf(sealed, associated), all.subarray(-MAC))) return undefined;
      return cipher.decrypt(sealed.subarray(0, IV), sealed.subarray(IV));
    },
  };
}

/** In constant time: how many bytes of a forged tag are right is nobody's business. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] ?? 0); // i < a.length
  return difference === 0;
}

/** Flags, then the value, then its spelling; UTF-16 where halves of pairs stand alone, which UTF-8 cannot write. */
export function packSecret({ text, source, isNumber, isField }: Secret): Uint8Array {
  if (source === undefined && !isNumber && !SURROGATE.test(text)) return toBytes((isField ? '\u0008' : '\0') + text);
  const isSpelt = source !== undefined;
  // Nothing stands behind a value that is spelt as it is.
  const all = isSpelt && source !== text ? text + source : text;
  const isBroken = !isWellFormed(all);
  const flags = (isNumber ? NUMBER : 0) | (isSpelt ? SPELT : 0) | (isBroken ? UNITS : 0) | (isField ? FIELD : 0);
  const size = isSpelt ? Uint8Array.of(text.length >> 8, text.length & 255) : new Uint8Array(0);
  return concat(Uint8Array.of(flags), size, isBroken ? toUnits(all) : toBytes(all));
}

/** Undefined for what `packSecret` did not make. */
export function unpackSecret(bytes: Uint8Array): Secret | undefined {
  const flags = bytes[0] ?? 255;
  if (flags > (NUMBER | SPELT | UNITS | FIELD)) return undefined;
  const isSpelt = (flags & SPELT) !== 0;
  const body = bytes.subarray(isSpelt ? 3 : 1);
  const all = (flags & UNITS) === 0 ? fromBytes(body) : fromUnits(body);
  const length = isSpelt ? (bytes[1] as number) * 256 + (bytes[2] as number) : all.length;
  const text = all.slice(0, length);
  return {
    text,
    source: isSpelt ? all.slice(length) || text : undefined,
    isNumber: (flags & NUMBER) !== 0,
    isField: (flags & FIELD) !== 0,
  };
}

/** Longer values would not fit in the two bytes of a length, nor in a token. */
export const LONGEST_SECRET = 8192;

/** No half of a pair stands alone. */
export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function toUnits(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) bytes.set([text.charCodeAt(i) >> 8, text.charCodeAt(i) & 255], 2 * i);
  return bytes;
}

function fromUnits(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode((bytes[i] as number) * 256 + (bytes[i + 1] as number));
  return text;
}
