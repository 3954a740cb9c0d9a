/**
 * The algorithms, twice: from `node:crypto` where it is, from @noble and sm-crypto elsewhere. Both give the same bytes, which
 * `test/unit/keyed` proves on published vectors and on random values.
 */

import { gcm, gcmsiv, unsafe } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import sm3 from 'sm-crypto/src/sm3/index.js';
import sm4 from 'sm-crypto/src/sm4/index.js';
import { concat, type NodeCrypto, nodeCrypto, toBytes } from './platform.ts';

/** SHA-256 (FIPS 180-4) or SM3 (GB/T 32905). */
export type Hash = 'sha256' | 'sm3';

/** Authenticated encryption with associated data. */
export interface Aead {
  /** Ciphertext and tag, in one piece or two. */
  seal(nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array): readonly Uint8Array[];
  /** Undefined when anything was changed. */
  open(nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Uint8Array | undefined;
}

export interface BlockMode {
  encrypt(iv: Uint8Array, plain: Uint8Array): Uint8Array;
  decrypt(iv: Uint8Array, sealed: Uint8Array): Uint8Array;
}

export interface Backend {
  /** HMAC (RFC 2104) under one key. */
  hmac(hash: Hash, key: Uint8Array): (data: Uint8Array | string) => Uint8Array;
  /** The same as text, a unit for each byte: in Node a third quicker, since no buffer is made. */
  hmacText(hash: Hash, key: Uint8Array): (data: string) => string;
  /** AES-256-GCM (SP 800-38D), 12 bytes of nonce, 16 of tag. */
  aesGcm(key: Uint8Array): Aead;
  /** AES-256-GCM-SIV (RFC 8452). */
  aesGcmSiv(key: Uint8Array): Aead;
  /** SM4 (GB/T 32907) in CBC mode with PKCS#7 padding. */
  sm4Cbc(key: Uint8Array): BlockMode;
  /** AES of single blocks of 16 bytes, written over by their ciphertext; for FF1. */
  aesBlock(key: Uint8Array): (block: Uint8Array) => void;
}

const TAG = 16;

/** The one of Node where it has all that is needed, else the portable one. */
export function bestBackend(): Backend {
  const node = nodeCrypto();
  return node === undefined ? portableBackend() : nodeBackend(node);
}

/** Builds of OpenSSL without SM3 and SM4, as in some Linux distributions, take these from the portable one. */
export function nodeBackend(node: NodeCrypto): Backend {
  const portable = portableBackend();
  return {
    hmac(hash, key) {
      if (!node.getHashes().includes(hash)) return portable.hmac(hash, key);
      const secret = node.createSecretKey(key);
      return (data) => node.createHmac(hash, secret).update(data).digest();
    },
    hmacText(hash, key) {
      if (!node.getHashes().includes(hash)) return portable.hmacText(hash, key);
      const secret = node.createSecretKey(key);
      return (data) => node.createHmac(hash, secret).update(data).digest('latin1');
    },
    aesGcm(key) {
      const secret = node.createSecretKey(key);
      return {
        seal(nonce, plain, associated) {
          const cipher = node.createCipheriv('aes-256-gcm', secret, nonce);
          cipher.setAAD(associated);
          const sealed = cipher.update(plain);
          cipher.final();
          return [sealed, cipher.getAuthTag()];
        },
        open(nonce, sealed, associated) {
          if (sealed.length < TAG) return undefined;
          const decipher = node.createDecipheriv('aes-256-gcm', secret, nonce);
          decipher.setAAD(associated);
          decipher.setAuthTag(sealed.subarray(-TAG));
          const plain = decipher.update(sealed.subarray(0, -TAG));
          return attempt(() => {
            decipher.final();
            return plain;
          });
        },
      };
    },
    // Node has none.
    aesGcmSiv: portable.aesGcmSiv,
    sm4Cbc(key) {
      if (!node.getCiphers().includes('sm4-cbc')) return portable.sm4Cbc(key);
      const secret = node.createSecretKey(key);
      const run = (cipher: ReturnType<NodeCrypto['createCipheriv']>, data: Uint8Array): Uint8Array =>
        concat(cipher.update(data), cipher.final());
      return {
        encrypt: (iv, plain) => run(node.createCipheriv('sm4-cbc', secret, iv), plain),
        decrypt: (iv, sealed) => run(node.createDecipheriv('sm4-cbc', secret, iv), sealed),
      };
    },
    aesBlock(key) {
      // Kept for as long as the key: making a cipher costs more than a block.
      const cipher = node.createCipheriv(`aes-${key.length * 8}-ecb`, node.createSecretKey(key), null);
      cipher.setAutoPadding(false);
      return (block) => block.set(cipher.update(block));
    },
  };
}

export function portableBackend(): Backend {
  return {
    hmac: portableHmac,
    hmacText(hash, key) {
      const mac = portableHmac(hash, key);
      return (data) => String.fromCharCode(...mac(data));
    },
    aesGcm: (key) => aeadOf((nonce, associated) => gcm(key, nonce, associated)),
    aesGcmSiv: (key) => aeadOf((nonce, associated) => gcmsiv(key, nonce, associated)),
    sm4Cbc(key) {
      const options = (iv: Uint8Array) => ({ mode: 'cbc', iv: [...iv], output: 'array' }) as const;
      return {
        encrypt: (iv, plain) => Uint8Array.from(sm4.encrypt([...plain], [...key], options(iv))),
        decrypt: (iv, sealed) => Uint8Array.from(sm4.decrypt([...sealed], [...key], options(iv))),
      };
    },
    aesBlock(key) {
      const schedule = unsafe.expandKeyLE(key);
      return (block) => {
        unsafe.encryptBlock(schedule, block);
      };
    },
  };
}

function portableHmac(hash: Hash, key: Uint8Array): (data: Uint8Array | string) => Uint8Array {
  const bytes = (data: Uint8Array | string): Uint8Array => (typeof data === 'string' ? toBytes(data) : data);
  if (hash === 'sha256') return (data) => hmac(sha256, key, bytes(data));
  return (data) => fromHex(sm3([...bytes(data)], { key: [...key] }));
}

function aeadOf(
  make: (
    nonce: Uint8Array,
    associated: Uint8Array,
  ) => { encrypt(b: Uint8Array): Uint8Array; decrypt(b: Uint8Array): Uint8Array },
): Aead {
  return {
    seal: (nonce, plain, associated) => [make(nonce, associated).encrypt(plain)],
    open: (nonce, sealed, associated) => attempt(() => make(nonce, associated).decrypt(sealed)),
  };
}

/** Undefined where the work throws: a tag that does not fit says nothing else. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
