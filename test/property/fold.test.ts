import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDetectors } from '../../src/index.ts';
import { compileLexis } from '../../src/scan/lexis.ts';
import { Scan } from '../../src/scan/scan.ts';
import { createFoldTable } from '../../src/text/fold.ts';
import { check } from '../support/check.ts';
import { digitText, text } from '../support/tokens.ts';

const folds = defaultDetectors.flatMap((detector) => (detector.fold === undefined ? [] : [detector.fold]));

describe('folding', () => {
  it.each([
    { name: 'of the engine', extensions: [] },
    { name: 'with what detectors add', extensions: folds },
  ])('$name maps every unit to one unit, which maps to itself', ({ extensions }) => {
    const table = createFoldTable();
    for (const extend of extensions) extend(table);
    const moved: string[] = [];
    for (let unit = 0; unit < 65536; unit++) {
      const folded = table[unit] as number; // the table has 65,536 entries
      if (table[folded] !== folded) moved.push(`${unit.toString(16)} to ${folded.toString(16)}`);
    }
    expect(moved).toEqual([]);
    for (let unit = 0; unit < 128; unit++) expect(table[unit], 'ASCII stays').toBe(unit);
    for (let unit = 0xd800; unit < 0xe000; unit++) expect(table[unit], 'halves of pairs stay').toBe(unit);
  });

  it('of a scan keeps the length, and of what is folded changes nothing', () => {
    const scan = new Scan(compileLexis({ eager: [], later: [], wakes: [], folds }));
    const foldOf = (input: string): string => {
      scan.read(input, 0, input.length);
      return String.fromCharCode(...scan.units.subarray(0, scan.length));
    };
    check(
      fc.property(fc.oneof(text, digitText), (input) => {
        const folded = foldOf(input);
        expect(folded.length).toBe(input.length);
        expect(foldOf(folded)).toBe(folded);
      }),
    );
  });
});
