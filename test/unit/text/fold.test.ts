import { describe, expect, it } from 'vitest';
import { createFoldTable, numeralUnits, numeralValue, ZERO_WIDTH } from '../../../src/text/fold.ts';

const table = createFoldTable();
const fold = (text: string): string =>
  [...text].map((unit) => String.fromCharCode(table[unit.charCodeAt(0)] as number)).join('');

describe('createFoldTable', () => {
  it.each([
    ['０１２３４５６７８９', '0123456789'],
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['०१२३४५६७८९', '0123456789'],
    ['๐๑๒๓๔๕๖๗๘๙', '0123456789'],
    ['⓪①②③④⑤⑥⑦⑧⑨', '0123456789'],
    ['⑴⑵⑼', '129'],
    ['⒈⒉⒐', '129'],
    ['❶❷❾', '129'],
    ['➀➈➊➒', '1919'],
    ['⓵⓽⓿', '190'],
  ])('reads %s as %s', (written, read) => expect(fold(written)).toBe(read));

  it.each([
    ['ＡＢＣｘｙｚ', 'ABCxyz'],
    ['：＝＠．，（）［］', ':=@.,()[]'],
    ['‐‑‒–—―−﹘', '--------'],
    ['\u00a0\u3000\u2003\u202f', '    '],
    ['•‧∙⋅・･', '······'],
    ['“”', '""'],
    ['‘’', "''"],
    ['∶', ':'],
  ])('reads %j as %j', (written, read) => expect(fold(written)).toBe(read));

  it.each([0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x2060, 0xfeff, 0xfe0f])(
    'reads %i as a zero-width character',
    (unit) => expect(table[unit]).toBe(ZERO_WIDTH),
  );

  it('leaves line ends and tabs alone: they divide values', () => expect(fold('\n\r\t')).toBe('\n\r\t'));
  it('leaves Han alone, numerals too', () => expect(fold('陈一幺')).toBe('陈一幺'));
  it('is a fresh table each time', () => {
    const own = createFoldTable();
    own[0x9673] = 0x9648;
    expect(createFoldTable()[0x9673]).toBe(0x9673);
  });
});

describe('numeralValue', () => {
  it.each([
    ['〇零', 0],
    ['一幺壹', 1],
    ['二贰两貳兩', 2],
    ['三叁', 3],
    ['四肆', 4],
    ['五伍', 5],
    ['六陆陸', 6],
    ['七柒', 7],
    ['八捌', 8],
    ['九玖', 9],
  ])('reads %s as %i', (written, value) => {
    for (const unit of written) expect(numeralValue(unit.charCodeAt(0))).toBe(value);
  });

  it('knows no tens and hundreds: 十 is no digit', () => {
    for (const unit of '十百千万廿a1') expect(numeralValue(unit.charCodeAt(0))).toBe(-1);
  });

  it('knows every unit it lists', () => {
    for (const unit of numeralUnits()) expect(numeralValue(unit.charCodeAt(0))).toBeGreaterThanOrEqual(0);
  });
});
