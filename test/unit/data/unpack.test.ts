import { describe, expect, it } from 'vitest';
import { unpackAscending, unpackGroups, unpackNumbers, unpackText } from '../../../src/data/unpack.ts';

interface Pack {
  packNumbers(numbers: readonly number[]): string;
  packAscending(numbers: readonly number[]): string;
  packGroups(groups: readonly (readonly string[])[]): string;
  packText(text: string): string;
}
const tools = new URL('../../../tools/data/pack.mjs', import.meta.url).href;
const { packAscending, packGroups, packNumbers, packText } = (await import(tools)) as Pack;

describe('numbers', () => {
  const numbers = [0, 1, 69, 70, 71, 159, 160, 1779, 1780, 1781, 99_999, 730_779];
  it('come back', () => expect([...unpackNumbers(packNumbers(numbers))]).toEqual(numbers));
  it('come back ascending', () => expect([...unpackAscending(packAscending(numbers))]).toEqual(numbers));
  it('need no escape', () => expect(packNumbers(numbers)).toMatch(/^[#-&(-[\]-~]+$/u));
  it('are read between offsets', () => expect([...unpackNumbers(`!${packNumbers([5])}!`, 1, 2)]).toEqual([5]));
  it.each([-1, 1.5, 730_780])('cannot be %d', (n) => expect(() => packNumbers([n])).toThrow(RangeError));
});

describe('groups', () => {
  it('become a table over units', () => {
    const table = unpackGroups(packGroups([['王', '李'], [], ['a']]), (group) => 9 - group);
    expect([...'王李a陈'].map((c) => table[c.charCodeAt(0)])).toEqual([9, 9, 7, 0]);
  });
});

describe('text', () => {
  it.each(['/33浙江省;杭州市-2上城,余杭!', 'a'])('%s comes back', (text) =>
    expect(unpackText(packText(text))).toBe(text),
  );
});
