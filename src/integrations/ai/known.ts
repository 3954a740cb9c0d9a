/**
 * Values that a session has hidden and that may be met again, in places where nothing else would find them: they are looked up by
 * how they begin, and count where they are no part of a longer number or word.
 */

import type { Kind } from '../../types.ts';
import { HAN } from './placeholders.ts';

interface KnownValue {
  readonly kind: Kind;
  readonly text: string;
}

/** Numbers that are shorter are met again without being the same. */
const LONGEST_CODE = 6;
const ALNUM = /[0-9A-Za-z]/;

export class Known {
  readonly #byHead = new Map<string, KnownValue[]>();

  add(value: KnownValue): void {
    const { text } = value;
    if (text.length < (HAN.test(text[0] ?? '') ? 2 : LONGEST_CODE) || this.has(text)) return;
    const head = headOf(text, 0);
    const others = this.#byHead.get(head);
    if (others === undefined) this.#byHead.set(head, [value]);
    else others.push(value);
  }

  has(text: string): boolean {
    return this.#at(text, 0).some((one) => one.text === text);
  }

  /** Where they stand in a text. */
  *find(text: string): Generator<{ readonly kind: Kind; readonly start: number; readonly end: number }> {
    if (this.#byHead.size === 0) return;
    for (let start = 0; start + 1 < text.length; start++)
      for (const { kind, text: value } of this.#at(text, start)) {
        const end = start + value.length;
        if (text.startsWith(value, start) && isApart(text, start, end)) yield { kind, start, end };
      }
  }

  /** Those that may stand at a place of a text. */
  #at(text: string, at: number): readonly KnownValue[] {
    return this.#byHead.get(headOf(text, at)) ?? [];
  }
}

/** By which values are looked up; numbers and addresses of mail begin alike. */
function headOf(text: string, at: number): string {
  return text.slice(at, at + (HAN.test(text[at] ?? '') ? 2 : LONGEST_CODE - 1));
}

/** No part of a longer number or word. */
function isApart(text: string, start: number, end: number): boolean {
  const isGlued = (outer: string | undefined, inner: string | undefined): boolean =>
    outer !== undefined && inner !== undefined && ALNUM.test(outer) && ALNUM.test(inner);
  return !isGlued(text[start - 1], text[start]) && !isGlued(text[end], text[end - 1]);
}
