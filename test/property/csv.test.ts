import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvMachine } from '../../src/table/csv.ts';
import type { RowMasker } from '../../src/table/row.ts';
import { check, RUNS } from '../support/check.ts';

/** Two oracles parse every table, and a table is quick: twice as many as elsewhere. */
const TABLES = 2 * RUNS;

const SECRET = /SECRET\d/g;
const MASKS = ['***', '""', 'a,b;c\td|e', 'x\ny', '<姓名>', '', '$&', 'é"'];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', '陈雨桐', '号', '1', '12', ' ', '.', '𠮷', '，', "'", '中') },
  { weight: 5, arbitrary: fc.constantFrom('"', '""', ',', ';', '\t', '|', '\n', '\r\n', '":', '",', ',"', '\n"') },
  { weight: 3, arbitrary: fc.constantFrom('SECRET1', 'SECRET2', 'SECRET3') },
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const cleanCell = cell.map((text) => text.replace(SECRET, 'public'));

interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly text: string;
  readonly delimiter: string;
}

const tableOf = (content: fc.Arbitrary<string>): fc.Arbitrary<Table> =>
  fc
    .record({
      rows: fc.integer({ min: 1, max: 5 }).chain((width) =>
        fc.array(
          fc.oneof(
            { weight: 4, arbitrary: fc.array(content, { minLength: width, maxLength: width }) },
            { weight: 1, arbitrary: fc.array(content, { minLength: 1, maxLength: 6 }) }, // ragged
          ),
          { minLength: 1, maxLength: 6 },
        ),
      ),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quoted: fc.boolean(),
      recordDelimiter: fc.constantFrom('\n', '\r\n', '\r'),
      bom: fc.boolean(),
      eof: fc.boolean(),
    })
    .map(({ rows, delimiter, quoted, recordDelimiter, bom, eof }) => ({
      rows,
      delimiter,
      // A CR in a cell is quoted by us alone.
      text: stringify([...rows.map((row) => [...row])], {
        delimiter,
        quoted,
        quoted_match: /[\r\n]/,
        record_delimiter: recordDelimiter,
        bom,
        eof,
      }),
    }));

function maskerOf(mask: string): RowMasker {
  return (_, cells) => {
    const masked = cells.map((text) => text.replace(SECRET, () => mask));
    return masked.every((text, i) => text === cells[i]) ? cells : masked;
  };
}

function run(table: Table, maskRow: RowMasker): string {
  const machine = createCsvMachine({ maskRow, delimiter: table.delimiter });
  return machine.push(table.text) + machine.end();
}

function read({ delimiter }: Table, text: string): string[][] {
  return parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true });
}

describe('CSV', () => {
  it('masked and parsed is parsed and masked, cell by cell, to a parser that is not ours', () => {
    let masked = 0;
    check(
      fc.property(tableOf(cell), fc.constantFrom(...MASKS), (table, mask) => {
        const before = read(table, table.text);
        const expected = before.map((row) => row.map((text) => text.replace(SECRET, () => mask)));
        const output = run(table, maskerOf(mask));
        if (output !== table.text) masked++;
        expect(read(table, output)).toEqual(expected);
      }),
      TABLES,
    );
    expect(masked).toBeGreaterThan(TABLES / 2);
  });

  it('without anything to mask comes out byte for byte, whatever a masker makes of it', () => {
    check(
      fc.property(tableOf(cleanCell), (table) => {
        expect(run(table, maskerOf('***'))).toBe(table.text);
        expect(run(table, (_, cells) => [...cells])).toBe(table.text);
      }),
      TABLES,
    );
  });

  const anyText = fc.array(fc.oneof(piece, fc.constantFrom('\n', '\r', '"', 'sep=;\n', '\ufeff')), { maxLength: 40 });
  const cuts = fc.oneof(fc.constant([1]), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }));
  const settings = fc.record({
    maxHold: fc.constantFrom(4, 16, 1000),
    onBadRow: fc.constantFrom('mask' as const, 'skip' as const),
    delimiter: fc.constantFrom(undefined, ',', ';'),
  });

  it('is the same wherever the text is cut, also where it is no table at all', () => {
    check(
      fc.property(anyText, cuts, settings, (pieces, sizes, { delimiter, ...rest }) => {
        const text = pieces.join('');
        const runIn = (chunks: readonly string[]): [string, string[]] => {
          const errors: string[] = [];
          const machine = createCsvMachine({
            maskRow: maskerOf('M'),
            onError: (bad) => errors.push(JSON.stringify(bad)),
            ...rest,
            ...(delimiter === undefined ? {} : { delimiter }),
          });
          return [chunks.map((chunk) => machine.push(chunk)).join('') + machine.end(), errors];
        };
        const chunks: string[] = [];
        for (let at = 0, k = 0; at < text.length; k++) {
          const size = sizes[k % sizes.length] as number; // not empty
          chunks.push(text.slice(at, at + size));
          at += size;
        }
        const whole = runIn([text]);
        expect(runIn(chunks)).toEqual(whole);
        expect(whole[0]).not.toContain('SECRET');
      }),
      TABLES,
    );
  });
});
