/**
 * Tokens: what `token` and `encrypt` put in place of a value. They are found again in any text, and left as they are.
 *
 *   tmt_k1_mobile_bcdfghjklmnpqrstbcdfghjk    a keyed hash: 24 of 16 letters, 96 bits
 *   tmr_k1_name_BbcdFG…                       encrypted: three letters say how many follow, of 32 letters
 *
 * No digit stands in what is hidden and no vowel, so that no token looks like a number, a name or a word.
 */

/** Of keyed hashes, 4 bits each. */
export const HASH_LETTERS = 'bcdfghjklmnpqrst';
/** Of ciphertexts, 5 bits each. */
export const CIPHER_LETTERS = 'bcdfghjkmnpqrstvwxzBCDFGHJKMNPQR';
export const HASH_LENGTH = 24;
/** Letters that say how long a ciphertext is. */
export const SIZE_LETTERS = 3;

/** The name of a key: it stands in every token, and no number shall hide in it. */
export const KEY_NAME = /^[a-z]{1,12}\d{0,3}$/;
const TOKEN = /tm([trds])_([a-z]{1,12}\d{0,3})_([a-z](?:[a-z-]{0,22}[a-z])?)_/y;

export interface Token {
  readonly start: number;
  readonly end: number;
  /** `t` for a keyed hash; encrypted: `r` at random, `d` deterministically, `s` by SM4. */
  readonly form: string;
  readonly key: string;
  readonly kind: string;
  /** Of a ciphertext that breaks off, what there is. */
  readonly body: string;
  readonly isWhole: boolean;
}

/** The tokens of a text, in order; those that break off as far as they go. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = text.indexOf('tm'); at >= 0; at = text.indexOf('tm', at + 1)) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) continue;
    const [head, form = '', key = '', kind = ''] = match;
    const letters = form === 't' ? HASH_LETTERS : CIPHER_LETTERS;
    const from = at + head.length;
    let size = form === 't' ? HASH_LENGTH : SIZE_LETTERS;
    let end = lettersEnd(text, from, from + size, letters);
    if (form !== 't' && end === from + size) {
      size += readSize(text, from);
      end = lettersEnd(text, end, from + size, letters);
    }
    const isWhole = end === from + size;
    // What breaks off may run into the next one, whose head begins with letters that stand in bodies, too.
    if (!isWhole) end = nextHead(text, at + 1, end);
    if (end <= from) continue;
    tokens.push({ start: at, end, form, key, kind, body: text.slice(from, end), isWhole });
    at = end - 1;
  }
  return tokens;
}

/** Where the next token begins before `to`; `to` where none does. */
function nextHead(text: string, from: number, to: number): number {
  for (let at = text.indexOf('tm', from); at >= 0 && at < to; at = text.indexOf('tm', at + 1)) {
    TOKEN.lastIndex = at;
    if (TOKEN.test(text)) return at;
  }
  return to;
}

function lettersEnd(text: string, from: number, to: number, letters: string): number {
  let end = from;
  while (end < to && end < text.length && letters.includes(text[end] as string)) end++; // end < text.length
  return end;
}

function readSize(text: string, from: number): number {
  let size = 0;
  for (let i = from; i < from + SIZE_LETTERS; i++) size = size * 32 + CIPHER_LETTERS.indexOf(text[i] as string); // just walked
  return size;
}
