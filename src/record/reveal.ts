/**
 * Puts back what `encrypt` has sealed: as the text spelt the value, as a number what was one, and escaped where a value that was
 * plain in a record now stands in JSON. What does not open is left as it stands, and counted.
 */

import type { Keys, Opened } from '../policy/keyed.ts';
import { type Token, tokensOf } from '../text/tokens.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Plan } from './plan.ts';
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
const NUMERAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

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
    const opened = this.#tokens(text);
    return opened.replace(BASE64_JSON, (run) => {
      const inner = decodeBase64(run);
      const plain = inner === undefined ? inner : this.#tokens(inner);
      return plain === undefined || plain === inner ? run : encodeBase64(plain, run);
    });
  }

  #tokens(text: string): string {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return text;
    let out = '';
    let at = 0;
    for (const token of tokens) {
      const put = this.#replacementOf(token, text);
      if (put === undefined) continue;
      const quote = put.isNumber ? quoteAround(text, token) : 0;
      out += text.slice(at, token.start - quote) + put.text;
      at = token.end + quote;
    }
    return at === 0 ? text : out + text.slice(at);
  }

  #leaf(text: string, isRoot: boolean): string | number | bigint | undefined {
    const [token] = tokensOf(text);
    if (!isRoot && this.#undoing === 'reveal' && token?.start === 0 && token.end === text.length) {
      const opened = this.#open(token);
      if (opened === undefined) return undefined;
      return opened.isNumber && NUMERAL.test(opened.text) ? toNumber(opened.text) : (opened.source ?? opened.text);
    }
    const opened = this.text(text);
    return opened === text ? undefined : opened;
  }

  #replacementOf(token: Token, text: string): { readonly text: string; readonly isNumber: boolean } | undefined {
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
    return { text: isSpelt || !SPECIAL.test(source) ? source : spellAt(text, token.start, source), isNumber };
  }

  #open(token: Token): Exclude<Opened, string> | undefined {
    const opened = this.#keys?.open(token, this.#tenant) ?? (token.form === 't' ? 'one-way' : 'no-key');
    if (typeof opened === 'string') this.counts[COUNTED[opened]]++;
    else this.counts.revealed++;
    return typeof opened === 'string' ? undefined : opened;
  }
}

/** A number lost its quotes to nobody but us: how long the one on either side is. */
function quoteAround(text: string, { start, end }: Token): number {
  const [quote = ''] = QUOTE_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_QUOTE), start)) ?? [];
  return text.startsWith(quote, end) ? quote.length : 0;
}

/**
 * A value as the JSON around a place of a text spells it: escaped once for every JSON within which it stands, and as it is where there
 * is none. The line counts where the text as a whole is no JSON.
 */
function spellAt(text: string, at: number, value: string): string {
  if (looksLikeJson(text)) return spellInJson(text, at, value);
  const start = text.lastIndexOf('\n', at) + 1;
  const newline = text.indexOf('\n', at);
  const line = text.slice(start, newline < 0 ? text.length : newline);
  return looksLikeJson(line) ? spellInJson(line, at - start, value) : value;
}

function spellInJson(json: string, at: number, value: string): string {
  const start = stringAround(json, at);
  if (start < 0) return value;
  const end = stringEnd(json, at);
  try {
    // What the string holds may be JSON again.
    const inner: string = JSON.parse(`"${json.slice(start + 1, end)}"`);
    const before: string = JSON.parse(`"${json.slice(start + 1, at)}"`);
    return JSON.stringify(spellAt(inner, before.length, value)).slice(1, -1);
  } catch {
    return value;
  }
}

/** The quote that opens the string in which a place of JSON lies, or -1. */
function stringAround(json: string, at: number): number {
  let open = -1;
  for (let i = 0; i < at; i++) {
    if (json[i] === '\\') i++;
    else if (json[i] === '"') open = open < 0 ? i : -1;
  }
  return open;
}

function stringEnd(json: string, from: number): number {
  let end = from;
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end;
}

/** Cheap to ask of every string: it begins and ends as objects and arrays do. */
export function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  const [first, last] = [trimmed[0], trimmed.at(-1)];
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}

/** As it was: what a double cannot hold was a bigint. */
function toNumber(text: string): number | bigint {
  const number = Number(text);
  return String(number) === text || !/^-?\d+$/.test(text) ? number : BigInt(text);
}
