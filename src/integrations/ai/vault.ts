/**
 * What the placeholders of one session stand for: gives values their numbers, keeps numbers that somebody typed out of use, and says
 * what goes in place of a placeholder. Whoever holds a session does not get at it.
 */

import { MASKED } from '../../mask/strategies.ts';
import type { Kind, Value } from '../../types.ts';
import { spell } from './escapes.ts';
import { Known } from './known.ts';
import { HAN, type Language, LOOKALIKE, labelsOf, type Match, type Matcher, SPELLINGS } from './placeholders.ts';

/** What a placeholder stands for. */
interface Entry {
  readonly kind: Kind;
  readonly text: string;
  /** As the prompt spelt it, escapes included. */
  readonly source: string;
  readonly isNumber: boolean;
}

/** Numbers of placeholders have at most six digits. */
const MOST = 999_999;
/** Longer numbers of look-alikes may be somebody's code: 取件码_5302. */
const LONGEST_PLAIN = 3;
/** Pieces of values that a record repeats may share no character with what hides them, and are no longer than this. */
const LONGEST_PIECE = 4;
/** Kinds that are told by what stands before them more than by what they look like. */
const LABELLED = ['secret', 'username', 'wechat', 'qq', 'name'];
const NUMERAL = /^-?\d+(?:\.\d+)?$/;

export class Vault {
  /** Values that may be met again. */
  readonly known = new Known();
  readonly #matcher: Matcher;
  readonly #language: Language;
  /** By number and letter. */
  readonly #entries = new Map<string, Entry>();
  /** By kind and spelling, the number and letter. */
  readonly #ids = new Map<string, string>();
  /** By kind and value however it is spelt, the number and how many spellings it has. */
  readonly #values = new Map<string, { readonly number: number; spellings: number }>();
  /** Numbers that somebody typed in what looks like a placeholder. */
  readonly #typed = new Set<number>();
  #first = 1;
  /** What is read has been masked before. */
  isAgain = false;

  constructor(matcher: Matcher, language: Language) {
    this.#matcher = matcher;
    this.#language = language;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The placeholder of a value. */
  hide({ kind, text, source = text, isNumber = false }: Value): string {
    if (this.isAgain ? this.#isDone(kind, text) : kind === LOOKALIKE && this.#reserve(text)) return text;
    const id = this.#idOf({ kind, text, source, isNumber });
    return id === undefined ? MASKED : `<${labelsOf(kind)[this.#language]}_${id}>`;
  }

  /** What goes in place of a placeholder; undefined where it is none of ours. */
  put(match: Match, json: boolean): string | undefined {
    const { label, id, quote } = match;
    const entry = this.#entries.get(id);
    if (entry === undefined || !labelsOf(entry.kind).some((own) => own.toLowerCase() === label)) return undefined;
    const { text, source, isNumber } = entry;
    // The quotes around a number are ours.
    if (quote !== '') return isNumber && NUMERAL.test(text) ? text : undefined;
    return spell(text, source, match, json);
  }

  /** What a field was that held a number, and holds nothing but its placeholder. */
  numberOf(text: string): number | bigint | undefined {
    const match = this.#matcher.whole(text);
    if (match === undefined || match.quote !== '' || this.#entries.get(match.id)?.isNumber !== true) return undefined;
    const number = this.put(match, false);
    if (number === undefined || !NUMERAL.test(number)) return undefined;
    return String(Number(number)) === number || number.includes('.') ? Number(number) : BigInt(number);
  }

  #idOf(entry: Entry): string | undefined {
    const { kind, text, source, isNumber } = entry;
    const spelling = [kind, isNumber, source].join('\0');
    const known = this.#ids.get(spelling);
    if (known !== undefined) return known;
    const value = `${kind}\0${bare(text)}`;
    let one = this.#values.get(value);
    if (one === undefined || one.spellings > SPELLINGS.length) {
      const number = this.#nextNumber(text);
      if (number === undefined) return undefined;
      one = { number, spellings: 0 };
      this.#values.set(value, one);
    }
    // The first has no letter.
    const id = `${one.number}${SPELLINGS[one.spellings++ - 1] ?? ''}`;
    this.#ids.set(spelling, id);
    this.#entries.set(id, entry);
    if (kind !== LOOKALIKE) this.known.add(entry);
    return id;
  }

  #nextNumber(text: string): number | undefined {
    const isOut = (number: number): boolean => this.#isGiven(number) || this.#typed.has(number);
    while (isOut(this.#first)) this.#first++;
    for (let number = this.#first; number <= MOST; number++) {
      if (isOut(number)) continue;
      if (text.length > LONGEST_PIECE || ![...String(number)].some((digit) => text.includes(digit))) return number;
    }
    return undefined;
  }

  #isGiven(number: number): boolean {
    return this.#entries.has(String(number));
  }

  /** Placeholders, and what is found because one stands before it where a value was. */
  #isDone(kind: Kind, text: string): boolean {
    return this.#matcher.lookalikes(text).next().done !== true || (LABELLED.includes(kind) && !this.known.has(text));
  }

  /** Whether what looks like a placeholder can stay, for nothing has its number and nothing will. */
  #reserve(text: string): boolean {
    const digits = this.#matcher.whole(text, true)?.id.replace(/\D/g, '');
    if (digits === undefined || digits.length > LONGEST_PLAIN) return false;
    // What stands behind it may be masked, up to a part of the number.
    const numbers = [...digits].map((_, i) => Number(digits.slice(0, i + 1)));
    if (numbers.some((number) => this.#isGiven(number))) return false;
    for (const number of numbers) this.#typed.add(number);
    return true;
  }
}

/** A value without what spellings differ in: 139-0000-1357 is 13900001357, while 5-12号 is not 512号. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(HAN.test(text) ? /\s/g : /[\s-]/g, '')
    .toLowerCase();
}
