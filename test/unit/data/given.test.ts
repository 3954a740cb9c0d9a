import { describe, expect, it } from 'vitest';
import { givenRank, givenWeight } from '../../../src/data/given.ts';

const rank = (char: string) => givenRank(char.charCodeAt(0));
const weight = (char: string) => givenWeight(char.charCodeAt(0));

describe('givenRank', () => {
  it.each([...'明伟军华文国平建丽華國麗'])('%s is very usual', (char) => expect(rank(char)).toBe(4));
  it.each([...'梓涵诗轩詩軒'])('%s is usual', (char) => expect(rank(char)).toBeGreaterThan(1));
  it.each([...'的吗们A1，'])('%s is not', (char) => expect(rank(char)).toBe(0));
  it('answers for what is no unit', () => expect(givenRank(Number.NaN)).toBe(0));
});

describe('givenWeight', () => {
  it('falls with the share', () => {
    expect(weight('伟')).toBeGreaterThan(weight('梓'));
    expect(weight('梓')).toBeGreaterThan(weight('仓'));
    expect(weight('的')).toBe(0);
  });
});
