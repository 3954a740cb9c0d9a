/** Tables against csv-parse and csv-stringify: what they read out of a masked table is the table with its cells masked. */

import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { innerOf } from '../../src/record/index.ts';
import { createShell } from '../../src/stream/options.ts';
import { check, RUNS } from '../support/check.ts';
import { token } from '../support/tokens.ts';

const redactor = createRedactor();
const inner = innerOf(redactor);
/** It quotes only the line ends it writes itself. */
const LINE_END = /[\r\n]/u;
const TITLES = ['收货人', '手机号', '详细地址', '备注', 'orderNo', 'name', '商品名称', '金额', 'x', 'sfzh'];

const cell = fc.array(token, { maxLength: 4 }).map((parts) => wellFormed(parts.join('').replaceAll('\ufeff', '')));
const table = fc
  .record({
    titles: fc.uniqueArray(fc.constantFrom(...TITLES), { minLength: 1, maxLength: 6 }),
    rows: fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ titles, rows }) => ({ titles, rows: rows.map((row) => row.slice(0, titles.length)) }));
const style = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';', '|'),
  record_delimiter: fc.constantFrom('\n', '\r\n'),
  quoted: fc.boolean(),
  bom: fc.boolean(),
});

describe('a table', () => {
  it('is read with its cells masked and nothing else changed', () => {
    check(
      fc.property(table, style, ({ titles, rows }, how) => {
        // A row of one empty cell is an empty line.
        if (titles.length === 1 && rows.some(([only]) => only === '')) return;
        const text = stringify([titles, ...rows], { ...how, quoted_match: LINE_END });
        const masked = redactCsv(text, { delimiter: how.delimiter });
        const mask = inner.rowMasker(titles);
        const read = parse(masked, { delimiter: how.delimiter, record_delimiter: how.record_delimiter, bom: true });
        expect(read).toEqual([titles, ...rows.map((row) => expected(mask, row))]);
      }),
      2 * RUNS,
    );
  });

  it('that holds nothing is the same to the byte', () => {
    const clean = fc.constantFrom('PAID', '', '3.50', 'a"b', 'x,y', 'line\nbreak', '包裹', ' ');
    check(
      fc.property(fc.array(fc.array(clean, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), style, (rows, how) => {
        const text = stringify([['orderNo', '状态', '备注'], ...rows], { ...how, quoted_match: LINE_END });
        expect(redactCsv(text, {})).toBe(text);
      }),
    );
  });
});

/** What spreadsheets put around a number that is text stays, and no mask makes a formula of what was none. */
function expected(mask: (cells: readonly string[]) => readonly string[], row: readonly string[]): string[] {
  const plain = row.map((one) => (/^['\t]/u.test(one) ? one.slice(1) : one));
  return mask(plain).map((one, i) => {
    if (plain[i] !== row[i]) return `${row[i]?.[0]}${one}`;
    return one !== plain[i] && /^[=+\-@]/u.test(one) && !/^[=+\-@]/u.test(row[i] as string) ? `'${one}` : one;
  });
}

function redactCsv(text: string, options: { readonly delimiter?: string }): string {
  const shell = createShell('csv', { redactor, header: true, ...options });
  return shell.text(text) + shell.end().text;
}

/** Lone halves of characters do not survive the oracle. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
