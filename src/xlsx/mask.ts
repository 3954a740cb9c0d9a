/** What is asked of the redactor while a workbook is read, and what was answered. */

import type { Redactor } from '../record/index.ts';
import { maskCells, type RowMasker } from './row.ts';
import { createRowMasker } from './row-masker.ts';

/** Shorter texts and short numbers are not looked for elsewhere: `3` in a chart is not the floor of somebody's flat. */
const SHORTEST_KNOWN = 2;
const SHORT_NUMBER = /^[\d.,-]{1,6}$/;

export interface Masker {
  readonly maskRow: RowMasker;
  /** A text by itself; one that was masked as a cell is masked as that cell. */
  text(text: string): string;
  /** A text behind a title. */
  under(title: string, text: string): string;
  /** Somebody's name or login. */
  person(text: string): string;
  /** Keeps what became of a cell for the charts, filters and caches that hold copies of it. */
  remember(text: string, masked: string): void;
}

export function createMasker(redactor: Redactor): Masker {
  const known = new Map<string, string>();
  const maskRow = createRowMasker(redactor);
  const under = (title: string, text: string): string => maskCells(maskRow, [title], [text])[0] ?? text;
  const masker: Masker = {
    maskRow,
    text: (text) => known.get(text) ?? maskCells(maskRow, undefined, [text])[0] ?? text,
    under: (title, text) => known.get(text) ?? under(title, text),
    person(text) {
      const found = known.get(text) ?? under('姓名', text);
      const masked = found === text ? under('用户名', text) : found;
      masker.remember(text, masked);
      return masked;
    },
    remember(text, masked) {
      if (text === masked || text.length < SHORTEST_KNOWN || SHORT_NUMBER.test(text) || known.has(text)) return;
      known.set(text, masked);
    },
  };
  return masker;
}
