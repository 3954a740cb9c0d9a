import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecordRedactor, TuominError } from '../../src/core.ts';
import { redactXlsx } from '../../src/xlsx/index.ts';
import { check, RUNS } from '../support/check.ts';
import { bareWorkbook, partsOf, readWorkbook, zipParts } from '../support/workbook.ts';

/** Each is a zip written, masked, and read by a library in no hurry. */
const WORKBOOKS = Math.ceil(RUNS / 10);

const SECRET = /SECRET\d/g;
const redactor = createRecordRedactor({
  deny: [{ value: SECRET, kind: 'planted' }],
  policy: { version: 1, kinds: { planted: 'own' } },
  strategies: { own: ({ text }) => MASKS[Number(text.at(-1))] ?? '' },
});
const MASKS = ['***', '<&">', '', 'SEC', '_x000D_', ' a ', '𠮷'];

const piece = fc.oneof(
  fc.constantFrom('a', '陈', '<', '&', '"', ' ', '\n', '𠮷', '_x0041_', 'SEC', 'RET', ']]>', 'x '),
  fc.constantFrom('SECRET0', 'SECRET1', 'SECRET2', 'SECRET3', 'SECRET4', 'SECRET5', 'SECRET6'),
);
/** A text in runs, cut anywhere. */
const runs = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(30), { maxLength: 3 }))
  .map(([pieces, cuts]) => {
    const units = [...`${pieces.join('')}.`];
    const places = [0, ...cuts.map((cut) => cut % units.length).sort((a, b) => a - b), units.length];
    return places.slice(1).map((to, i) => units.slice(places[i], to).join(''));
  });
const cell = fc.record({ kind: fc.constantFrom('shared', 'inline', 'formula', 'number'), runs });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

interface Cell {
  readonly kind: string;
  readonly runs: readonly string[];
}

function encode(text: string): string {
  const told = text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
  return told.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function workbookOf(rows: readonly (readonly Cell[])[]): Uint8Array {
  const strings: string[] = [];
  const xml = rows.map((cells, r) => {
    const written = cells.map(({ kind, runs: texts }, c) => {
      const reference = `r="${'ABCD'[c]}${r + 1}"`;
      const rich = texts.map((text) => `<r><rPr><b/></rPr><t xml:space="preserve">${encode(text)}</t></r>`).join('');
      if (kind === 'number') return `<c ${reference}><v>${r + c}</v></c>`;
      if (kind === 'formula') return `<c ${reference} t="str"><f>A1</f><v>${encode(texts.join(''))}</v></c>`;
      if (kind === 'inline') return `<c ${reference} t="inlineStr"><is>${rich}</is></c>`;
      const known = strings.indexOf(rich);
      const index = known < 0 ? strings.push(rich) - 1 : known;
      return `<c ${reference} t="s"><v>${index}</v></c>`;
    });
    return `<row r="${r + 1}">${written.join('')}</row>`;
  });
  return bareWorkbook(xml.join(''), strings.map((rich) => `<si>${rich}</si>`).join(''));
}

async function textsOf(bytes: Uint8Array, rows: readonly (readonly Cell[])[]): Promise<string[][]> {
  const sheet = (await readWorkbook(bytes)).getWorksheet('Sheet1');
  // exceljs does not read escapes in the results of formulas.
  const read = (r: number, c: number): string => (sheet?.getCell(r, c).text ?? '').replaceAll('_x005F_', '_');
  return rows.map((cells, r) => cells.map((_, c) => read(r + 1, c + 1)));
}

it('a masked workbook holds the masked text of every cell, to a reader that is not ours, and no secret anywhere', async () => {
  let masked = 0;
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const bytes = workbookOf(rows);
      const output = redactXlsx(bytes, { redactor });
      const before = await textsOf(bytes, rows);
      expect(await textsOf(output, rows)).toEqual(before.map((texts) => texts.map(redactor.redact)));
      if (output === bytes) return;
      masked++;
      const [was, is] = [partsOf(bytes), partsOf(output)];
      expect(Object.values(is).join('')).not.toMatch(SECRET);
      for (const tag of ['<r>', '<b/>', '<c ', '<f>']) expect(count(is, tag)).toBe(count(was, tag));
    }),
    { seed: 20250718, numRuns: WORKBOOKS },
  );
  expect(masked).toBeGreaterThan(WORKBOOKS / 2);
});

it('parts cut, doubled or mixed are masked or refused, never an error of another kind', () => {
  check(
    fc.property(
      table,
      fc.nat(5000),
      fc.nat(200),
      fc.constantFrom('', '<', '>', '</c>', '"', '<v>', '<!--', '&#'),
      (rows, at, length, put) => {
        const parts = partsOf(workbookOf(rows));
        for (const name of ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'xl/workbook.xml']) {
          const xml = parts[name] as string; // bareWorkbook has it
          const from = at % xml.length;
          const broken = zipParts({ ...parts, [name]: xml.slice(0, from) + put + xml.slice(from + length) });
          try {
            expect(redactXlsx(broken, { redactor })).toBeInstanceOf(Uint8Array);
          } catch (error) {
            expect(error).toBeInstanceOf(TuominError);
            expect(String(error)).not.toMatch(SECRET);
          }
        }
      },
    ),
    WORKBOOKS,
  );
});

function count(parts: Readonly<Record<string, string>>, what: string): number {
  return Object.values(parts).join('').split(what).length;
}
