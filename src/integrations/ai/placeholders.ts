/**
 * Placeholders: what they are called for each kind, and how they are read as models write them, with other brackets, spaces between,
 * without brackets, escaped, or broken off where a stream has not brought the rest.
 */

import { labelOf } from '../../mask/labels.ts';
import type { Kind } from '../../types.ts';
import { type Carrier, Cursor, matchAt } from './escapes.ts';

/** The kind of what merely looks like a placeholder. */
export const LOOKALIKE = 'placeholder-like';
const LOOKALIKE_LABELS = ['原文', 'text'] as const;
/** For kinds whose names are no words. */
const OTHER_LABELS = ['信息', 'info'] as const;
const LABEL = /^\p{L}[\p{L}\p{N}-]{0,22}\p{L}$/u;
/** Letters of the spellings of one value that share its number: 1, 1b, … 1z. */
export const SPELLINGS = 'bcdefghijklmnopqrstuvwxyz';
export const MORE = 'more';
const DIGIT = /^[0-9]$/;
const WORD = /^\w$/;
export const HAN = /\p{Script=Han}/u;

/** Which of its labels a placeholder has: that in Chinese or that in English. */
export type Language = 0 | 1;

/** Something that reads as a placeholder. */
export interface Match {
  readonly end: number;
  readonly label: string;
  /** The number, with its letter where there is one; '' where the text breaks off before the bracket, and with it maybe a digit. */
  readonly id: string;
  /** What stands around it on both sides, such as `\"`. */
  readonly quote: string;
  /** The backslashes of its `\uXXXX`; 0 without. */
  readonly slashes: number;
  readonly carrier: Carrier;
}

/** What placeholders of a kind are called, in Chinese and in English. */
export function labelsOf(kind: Kind): readonly [string, string] {
  if (kind === LOOKALIKE) return LOOKALIKE_LABELS;
  return LABEL.test(kind) && LABEL.test(labelOf(kind)) ? [labelOf(kind), kind] : OTHER_LABELS;
}

/** Reads placeholders as models write them. */
export class Matcher {
  readonly #labels = new Set<string>();
  readonly #prefixes = new Set<string>();
  /** Those in Chinese, which need no brackets; `name_1` is too common a word in programs. */
  readonly #bare = new Set<string>();
  readonly #start: RegExp;

  constructor(kinds: readonly Kind[]) {
    let first = '';
    for (const label of kinds.flatMap(labelsOf)) {
      const folded = label.toLowerCase();
      this.#labels.add(folded);
      if (HAN.test(label)) {
        this.#bare.add(folded);
        first += label[0];
      }
      for (let i = 1; i <= folded.length; i++) this.#prefixes.add(folded.slice(0, i));
    }
    // Halves of pairs are no letters.
    this.#start = new RegExp(`["\\\\<＜《〈&%${first.replace(/\P{L}/gu, '')}]`, 'gi');
  }

  /** The next place where a placeholder could begin, or -1. */
  next(text: string, from: number): number {
    return matchAt(this.#start, text, from)?.index ?? -1;
  }

  /** The placeholder at `at`; `more` when that depends on text that is still to come. */
  match(text: string, at: number, isLast: boolean): Match | typeof MORE | undefined {
    const cursor = new Cursor(text, at, isLast);
    const match = this.#read(cursor, false);
    return cursor.ranOut ? MORE : match;
  }

  /** The placeholder that is all of a text. */
  whole(text: string, isLoose = false): Match | undefined {
    const match = this.#read(new Cursor(text, 0, true), isLoose);
    return match?.end === text.length ? match : undefined;
  }

  /** Where placeholders stand in a text, and whatever could become one when the text around it is masked. */
  *lookalikes(text: string): Generator<{ readonly start: number; readonly end: number }> {
    for (let start = this.next(text, 0); start >= 0; ) {
      const match = this.#read(new Cursor(text, start, true), true);
      if (match !== undefined) yield { start, end: match.end };
      start = this.next(text, match?.end ?? start + 1);
    }
  }

  /** `isLoose` takes what may become a placeholder, too. */
  #read(cursor: Cursor, isLoose: boolean): Match | undefined {
    const quote = isLoose ? '' : cursor.quote();
    const isOpen = cursor.peek() === '<';
    const isEscaped = cursor.isEscaped;
    if (isOpen) {
      cursor.step();
      cursor.spaces();
    } else if (quote !== '') return undefined;
    const label = this.#label(cursor);
    if (label === undefined) return undefined;
    if (isOpen) cursor.spaces();
    const mark = cursor.peek();
    if (mark === '_' || (isOpen && mark === '-')) cursor.step();
    else if (!isOpen) return undefined;
    if (isOpen) cursor.spaces();
    let id = '';
    while (id.length < 6 && DIGIT.test(cursor.peek())) {
      id += cursor.peek();
      cursor.step();
    }
    if (id === '') return undefined;
    const letter = cursor.peek();
    if (letter !== '' && SPELLINGS.includes(letter)) {
      id += letter;
      cursor.step();
    }
    const { carrier, slashes } = cursor;
    let end = cursor.at;
    if (isOpen) {
      cursor.spaces();
      if (cursor.peek() === '>' && cursor.isEscaped === isEscaped) {
        cursor.step();
        end = cursor.at;
      } else if (!isLoose) {
        if (!cursor.isAtEnd) return undefined;
        id = '';
      }
    } else if (!this.#bare.has(label) || (!isLoose && WORD.test(cursor.peek()))) return undefined;
    if (quote !== '') {
      if (!cursor.follows(quote)) return undefined;
      end = cursor.at;
    }
    return { end, label, id, quote, slashes, carrier };
  }

  /** The longest label that the text goes on with. */
  #label(cursor: Cursor): string | undefined {
    let read = '';
    let label: string | undefined;
    let end = cursor.at;
    for (;;) {
      const character = cursor.peek().toLowerCase();
      if (character === '' || !this.#prefixes.has(read + character)) break;
      read += character;
      cursor.step();
      if (this.#labels.has(read)) {
        label = read;
        end = cursor.at;
      }
    }
    cursor.at = end;
    return label;
  }
}
