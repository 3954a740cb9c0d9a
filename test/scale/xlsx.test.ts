/** Hostile workbooks cost what their length costs: unclosed tags, deep ones, endless attributes, quotes in formulas. */

import { describe, expect, it } from 'vitest';
import { createRecordRedactor, TuominError } from '../../src/core.ts';
import { redactXlsx } from '../../src/xlsx/index.ts';
import { bareWorkbook } from '../support/workbook.ts';

const SIZES = [1e5, 2e5, 4e5, 8e5];
/** Eight times the text may take this many times as long; squared it would be 64. */
const STEEPEST = 20;
/** Below this a busy machine decides. */
const SHORTEST = 20;

/** Masks `M` wherever it stands, so that there is something to write. */
const redactor = createRecordRedactor({ deny: ['M'] });

const PLACES: Readonly<Record<string, (text: string) => Uint8Array>> = {
  cells: (text) => bareWorkbook(text),
  'a tag': (text) => bareWorkbook(`<row r="1"><c ${text} t="str"><v>M</v></c></row>`),
  'a formula': (text) => bareWorkbook(`<row r="1"><c t="str"><f>${text}</f><v>M</v></c></row>`),
  strings: (text) => bareWorkbook('', text),
  'one string': (text) => bareWorkbook('', `<si>${text}</si>`),
  comments: (text) => bareWorkbook('', '', { 'xl/comments1.xml': `<comments>${text}</comments>` }),
  pivots: (text) => bareWorkbook('', '', { 'xl/p.xml': `<pivotCacheDefinition>${text}</pivotCacheDefinition>` }),
};

const HOSTILE: readonly (readonly [place: string, piece: string])[] = [
  ['cells', '<c>'],
  ['cells', '<row>'],
  ['cells', '<row><c r="XFD1"><v>M</v></c></row>'],
  ['cells', '<c t="str"><v>M</v></c>'],
  ['cells', '</v>'],
  ['cells', '<v>'],
  ['cells', '<!-- -->'],
  ['cells', '<![CDATA[M]]>'],
  ['cells', 'M&'],
  ['a tag', 'a="" '],
  ['a tag', 't '],
  ['a tag', '='],
  ['a tag', "' "],
  ['a formula', '"'],
  ['a formula', '"M"&amp;'],
  ['a formula', '1'],
  ['a formula', '_x0041_'],
  ['a formula', '&amp;'],
  ['strings', '<si><t>M</t></si>'],
  ['strings', '<si>'],
  ['strings', '<t>'],
  ['one string', '<r><t>aMa</t></r>'],
  ['one string', '<t>a</t><rPh><t>M</t></rPh>'],
  ['comments', '<x>'],
  ['comments', '</x>'],
  ['comments', '<br>'],
  ['comments', '<author>M</author>'],
  ['comments', '<text><t>M:a</t></text>'],
  ['comments', '<text>'],
  ['comments', '<from>'],
  ['pivots', '<cacheField name="M"><sharedItems><s v="M"/></sharedItems></cacheField>'],
  ['pivots', '<sharedItems/>'],
];

describe('workbooks', () => {
  const time = (bytes: Uint8Array): number => {
    const start = performance.now();
    try {
      redactXlsx(bytes, { redactor });
    } catch (error) {
      expect(error).toBeInstanceOf(TuominError);
    }
    return performance.now() - start;
  };

  it.each(HOSTILE)('are read in linear time: %s of %j', (place, piece) => {
    const workbooks = SIZES.map((size) => PLACES[place]?.(piece.repeat(Math.ceil(size / piece.length))) as Uint8Array);
    const best = workbooks.map((bytes) => Math.max(SHORTEST, Math.min(...[1, 2, 3].map(() => time(bytes)))));
    expect((best.at(-1) as number) / (best[0] as number)).toBeLessThan(STEEPEST);
  });

  it('also where one field has many items of the same mask', () => {
    const of = (count: number): Uint8Array =>
      (PLACES['pivots'] as (text: string) => Uint8Array)(
        `<cacheField><sharedItems>${'<s v="M"/>'.repeat(count)}</sharedItems></cacheField>`,
      );
    const [few, many] = [of(5e3), of(4e4)].map((bytes) => Math.max(SHORTEST, time(bytes))) as [number, number];
    expect(many / few).toBeLessThan(STEEPEST);
  });
});
