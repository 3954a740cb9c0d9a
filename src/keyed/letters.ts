/** Bytes as the letters of tokens: see `src/text/tokens.ts`. */

import { CIPHER_LETTERS, HASH_LENGTH, HASH_LETTERS, SIZE_LETTERS } from '../text/tokens.ts';

/** Two letters for each byte; built on first use. */
let pairs: string[] | undefined;

/** The first 96 bits of a hash, four bits to a letter. */
export function hashLetters(hash: Uint8Array): string {
  pairs ??= Array.from({ length: 256 }, (_, byte) => HASH_LETTERS.charAt(byte >> 4) + HASH_LETTERS.charAt(byte & 15));
  let out = '';
  for (let i = 0; i < HASH_LENGTH / 2; i++) out += pairs[hash[i] as number];
  return out;
}

/** Five bits to a letter, the number of letters in front. Undefined for what is too long to be a token. */
export function cipherLetters(bytes: Uint8Array): string | undefined {
  const size = Math.ceil((bytes.length * 8) / 5);
  if (size >= 32 ** SIZE_LETTERS) return undefined;
  let out = '';
  for (let i = SIZE_LETTERS - 1; i >= 0; i--) out += CIPHER_LETTERS.charAt(Math.floor(size / 32 ** i) % 32);
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out += CIPHER_LETTERS.charAt((held >> (bits - 5)) & 31);
  }
  return bits === 0 ? out : out + CIPHER_LETTERS.charAt((held << (5 - bits)) & 31);
}

/** The bytes of a token's body, which is known to be whole; undefined where the last letter holds more than it can. */
export function cipherBytes(body: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor(((body.length - SIZE_LETTERS) * 5) / 8));
  let held = 0;
  let bits = 0;
  let count = 0;
  for (let i = SIZE_LETTERS; i < body.length; i++) {
    held = ((held << 5) | CIPHER_LETTERS.indexOf(body.charAt(i))) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[count++] = (held >> bits) & 255;
  }
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? undefined : bytes;
}
