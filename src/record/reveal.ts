/**
 * Puts back what `encrypt` has sealed: as the text spelt the value, as a number what was one, and escaped where a value that was
 * plain in a record now stands in JSON. What does not open is left as it stands, and counted.
 */

import type { Keys, Opened } from '../policy/keyed.ts';
import { looksLikeJson } from '../text/json.ts';
import { type Token, tokensOf } from '../text/tokens.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Plan } from './plan.ts';
import { Spelling } from './spelling.ts';
import { OBJECT, type Tape, TEXT } from './tape.ts';

/** What became of the tokens that were met: counts, no values. */
export interface RevealReport {
  /** Opened; for `retoken`, sealed again under the active key. */
  readonly revealed: number;
  /** Of a key that is not of the ring. */
  readonly foreign: number;
  /** Broken off, changed, or of another tenant. */
  readonly damaged: number;
  /** Keyed hashes: nothing leads back from them. */
  readonly oneWay: number;
}

export { looksLikeJson };

export interface RevealOptions {
  /** Told once, at the end. */
  readonly onReport?: (report: RevealReport) => void;
}

/** What is done with the tokens: their values put back, or sealed again under the active key. */
export type Undoing = 'reveal' | 'retoken';

type Counts = { -readonly [K in keyof RevealReport]: number };

const COUNTED = { 'one-way': 'oneWay', 'no-key': 'foreign', damaged: 'damaged' } as const;
/** A quote as JSON within something else may spell it. */
const QUOTE_BEFORE = /(?:\\{0,15}"|%22|&#34;|&#x22;|\\x22|\\u0022)$/i;
const LONGEST_QUOTE = 16;
/** What JSON does not hold as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it escapes
const SPECIAL = /["\\\u0000-\u001f]|[\ud800-\udfff]/;
/** A token in it makes it longer than this. */
const BASE64_JSON = /(?<![\w+/-])(?:e[wyz3]|W[y13s])[\w+/-]{40,}={0,2}/g;
const FRACTION = /\.\d{1,20}/y;
const NUMERAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** What stood in place of a token, or of all of a text. */
interface Put {
  readonly text: string;
  readonly isNumber: boolean;
}

export class Revealer {
  readonly counts: Counts = { revealed: 0, foreign: 0, damaged: 0, oneWay: 0 };
  readonly #keys: Keys | undefined;
  readonly #tenant: string;
  readonly #undoing: Undoing;

  constructor(keys: Keys | undefined, tenant: string, undoing: Undoing) {
    this.#keys = keys;
    this.#tenant = tenant;
    this.#undoing = undoing;
  }

  /** What is shown in place of the leaves and keys of a value. */
  plan(tape: Tape): Plan {
    const outcomes: (string | number | bigint | undefined)[] = new Array(tape.length);
    const keys = new Map<number, string>();
    let isClean = true;
    for (let node = 0; node < tape.length; node++) {
      const parent = tape.parent[node] as number;
      const name = tape.name[node];
      if (parent >= 0 && tape.type[parent] === OBJECT && typeof name === 'string') {
        const key = this.text(name);
        if (key !== name) keys.set(node, key);
      }
      if (tape.type[node] === TEXT) outcomes[node] = this.#leaf(tape.text[node] as string, parent < 0); // has one
      isClean &&= outcomes[node] === undefined && !keys.has(node);
    }
    return { outcomes, keys, isClean };
  }

  /** The text with its tokens opened; the same reference when there are none. Records read base64 of JSON as JSON, too. */
  text(text: string): string {
    return this.#encoded(this.#tokens(text).text);
  }

  #encoded(text: string): string {
    return text.replace(BASE64_JSON, (run) => {
      const inner = decodeBase64(run);
      // Which may hold the same again: it gets shorter by a quarter each time.
      const plain = inner === undefined ? inner : this.text(inner);
      return plain === undefined || plain === inner ? run : encodeBase64(plain, run);
    });
  }

  #tokens(text: string, isRoot = false): Put {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return { text, isNumber: false };
    const spelling = new Spelling(text);
    let out = '';
    let at = 0;
    let isNumber = false;
    for (const token of tokens) {
      const put = this.#replacementOf(token, spelling, isRoot);
      if (put === undefined) continue;
      let { start, end } = token;
      let quote = 0;
      if (put.isNumber) {
        isNumber = true;
        // What of a number was not masked: its sign, or what follows a number that was known from elsewhere.
        if (text[start - 1] === '-') start--;
        FRACTION.lastIndex = end;
        end += FRACTION.exec(text)?.[0].length ?? 0;
        quote = quoteAround(text, start, end);
      }
      out += text.slice(at, start - quote) + text.slice(start, token.start) + put.text + text.slice(token.end, end);
      at = end + quote;
    }
    return { text: at === 0 ? text : out + text.slice(at), isNumber };
  }

  #leaf(text: string, isRoot: boolean): string | number | bigint | undefined {
    const opened = this.#tokens(text, isRoot);
    if (!isRoot && opened.isNumber && NUMERAL.test(opened.text)) return toNumber(opened.text);
    const plain = this.#encoded(opened.text);
    return plain === text ? undefined : plain;
  }

  #replacementOf(token: Token, spelling: Spelling, isRoot: boolean): Put | undefined {
    const opened = this.#open(token);
    if (opened === undefined) return undefined;
    if (this.#undoing === 'retoken') {
      const renewed = this.#keys?.renew(token, this.#tenant);
      return typeof renewed === 'object' && 'token' in renewed && renewed.token !== undefined
        ? { text: renewed.token, isNumber: false }
        : undefined;
    }
    const { source = opened.text, isNumber } = opened;
    // What was spelt in a text goes back as it was spelt; a field's own spelling, and a plain value, as the JSON around wants it.
    const isSpelt = opened.source !== undefined && !opened.isField;
    if (isSpelt || !SPECIAL.test(source)) return { text: source, isNumber };
    const spelt =
      isRoot && opened.isField ? spelling.spellWhole(token.start, source) : spelling.spell(token.start, source);
    return { text: spelt, isNumber };
  }

  #open(token: Token): Exclude<Opened, string> | undefined {
    const opened = this.#keys?.open(token, this.#tenant) ?? (token.form === 't' ? 'one-way' : 'no-key');
    if (typeof opened === 'string') this.counts[COUNTED[opened]]++;
    else this.counts.revealed++;
    return typeof opened === 'string' ? undefined : opened;
  }
}

/** A number lost its quotes to nobody but us: how long the one on either side is. */
function quoteAround(text: string, start: number, end: number): number {
  const [quote = ''] = QUOTE_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_QUOTE), start)) ?? [];
  return text.startsWith(quote, end) ? quote.length : 0;
}

/** As it was: what a double cannot hold was a bigint. */
function toNumber(text: string): number | bigint {
  const number = Number(text);
  return String(number) === text || !/^-?\d+$/.test(text) ? number : BigInt(text);
}
