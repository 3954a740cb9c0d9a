/** Bytes as the letters of tokens: see `src/text/tokens.ts`. */

import { CIPHER_LETTERS, HASH_LENGTH, HASH_LETTERS, SIZE_LETTERS } from '../text/tokens.ts';

/** Two letters for each byte; built on first use. */
let pairs: string[] | undefined;

/** The first 96 bits of a hash, which has a unit for each byte: four bits to a letter. */
export function hashLetters(hash: string): string {
  pairs ??= Array.from({ length: 256 }, (_, byte) => HASH_LETTERS.charAt(byte >> 4) + HASH_LETTERS.charAt(byte & 15));
  let out = '';
  for (let i = 0; i < HASH_LENGTH / 2; i++) out += pairs[hash.charCodeAt(i)];
  return out;
}

/** Two letters for every ten bits; built on first use. */
let tens: string[] | undefined;

/**
 * Five bits to a letter, the number of letters in front; `parts` are bytes one behind the other. Undefined for what is too long to
 * be a token.
 */
export function cipherLetters(parts: readonly Uint8Array[]): string | undefined {
  tens ??= Array.from({ length: 1024 }, (_, i) => CIPHER_LETTERS.charAt(i >> 5) + CIPHER_LETTERS.charAt(i & 31));
  let count = 0;
  for (const part of parts) count += part.length;
  const size = Math.ceil((count * 8) / 5);
  if (size >= 32 ** SIZE_LETTERS) return undefined;
  let out = CIPHER_LETTERS.charAt(size >> 10) + tens[size & 1023];
  let held = 0;
  let bits = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      held = ((held & 0x3ff) << 8) | (part[i] as number); // i < length
      bits += 8;
      if (bits < 10) continue;
      bits -= 10;
      out += tens[(held >> bits) & 1023];
    }
  }
  if (bits > 5) return out + tens[(held << (10 - bits)) & 1023];
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
