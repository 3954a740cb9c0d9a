import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED, type Redactor } from '../../../src/index.ts';
import { maskCells } from '../../../src/table/row.ts';
import { createRowMasker } from '../../../src/table/row-masker.ts';

const mask = createRowMasker(createRedactor());
const faking = (redact: (text: string) => string): Redactor => ({ redact, detect: () => [], explain: () => [] });

describe('createRowMasker', () => {
  it('reads cells behind their titles', () => {
    expect(mask(['姓名', '取件码', '备注'], ['高明', '4471', '4471'])).toEqual(['高*', '****', '4471']);
  });

  it('reads cells without titles by themselves', () => {
    expect(mask(undefined, ['15902714683', '4471'])).toEqual(['159******83', '4471']);
    expect(mask(['姓名'], ['高明', '15902714683'])).toEqual(['高*', '159******83']);
    expect(mask([`${'长'.repeat(50)}姓名`], ['高明'])).toEqual(['高明']);
  });

  it('gives back a row in which nothing changed', () => {
    const cells = ['好', '', '1'];
    expect(mask(['备注', '姓名', '数量'], cells)).toBe(cells);
    expect(mask(undefined, cells)).toBe(cells);
  });

  it('puts no quotes around numbers, whatever the title', () => {
    expect(mask(['"phone"', 'a"'], ['15902714683', '15902714683'])).toEqual(['159******83', '159******83']);
  });

  it('asks the cell alone where a finding took the title with it, and hides what says nothing alone', () => {
    const greedy = faking((text) => text.replace('名: x', '*').replace('y', '*'));
    expect(createRowMasker(greedy)(['姓名', '姓名'], ['x', 'xy'])).toEqual(['***', 'x*']);
  });

  it('does not hide a cell for what was found in its title', () => {
    const touchy = faking((text) => text.replace('姓', '*'));
    expect(createRowMasker(touchy)(['姓名'], ['x'])).toEqual(['x']);
  });

  it('shows nothing of a cell where the redactor failed', () => {
    expect(createRowMasker(faking(() => FAILED))(['姓名'], ['x'])).toEqual([FAILED]);
  });
});

describe('maskCells', () => {
  it('hides a row that its masker breaks', () => {
    const broken = (): readonly string[] => {
      throw new Error('x');
    };
    expect(maskCells(broken, undefined, ['a', 'b'])).toEqual(['***', '***']);
    expect(maskCells(() => ['a'], undefined, ['a', 'b'])).toEqual(['***', '***']);
    expect(maskCells(() => [1, 2] as unknown as string[], undefined, ['a', 'b'])).toEqual(['***', '***']);
  });

  it('gives back a row that is the same though another array', () => {
    const cells = ['a', 'b'];
    expect(maskCells((_, own) => [...own], undefined, cells)).toBe(cells);
  });
});
