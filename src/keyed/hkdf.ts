/** HKDF (RFC 5869) over the HMAC of a backend, so that keys for SM3 and SM4 are derived with SM3. */

import type { Backend, Hash } from './backend.ts';
import { concat } from './platform.ts';

const HASH_BYTES = 32;

/** `length` bytes, at most 255 hashes, from key material. `info` says what for. */
export function hkdf(
  backend: Backend,
  hash: Hash,
  material: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array {
  const pseudoRandomKey = backend.hmac(hash, salt.length === 0 ? new Uint8Array(HASH_BYTES) : salt)(material);
  const expand = backend.hmac(hash, pseudoRandomKey);
  let block: Uint8Array = new Uint8Array(0);
  let out: Uint8Array = new Uint8Array(0);
  for (let i = 1; out.length < length; i++) {
    block = expand(concat(block, info, Uint8Array.of(i)));
    out = concat(out, block);
  }
  return out.slice(0, length);
}
