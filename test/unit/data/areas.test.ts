import { describe, expect, it } from 'vitest';
import { isAreaCode } from '../../../src/data/areas.ts';

describe('isAreaCode', () => {
  it.each([110101, 330110, 659001, 710000])('knows %i, in force', (code) => expect(isAreaCode(code)).toBe(true));
  it.each([110103, 310103, 420106, 512301])('knows %i, in force or abolished', (code) =>
    expect(isAreaCode(code)).toBe(true),
  );
  it.each([810000, 820000, 830000])('knows %i of residence permits', (code) => expect(isAreaCode(code)).toBe(true));
  it.each([0, 1, 110199, 700512, 999999, -110101, 1_110_101, 110101.5, Number.NaN, Infinity])('refuses %d', (code) =>
    expect(isAreaCode(code)).toBe(false),
  );

  it('knows as many codes as were ever published', () => {
    let count = 0;
    for (let code = 0; code <= 999_999; code++) if (isAreaCode(code)) count++;
    expect(count).toBe(6451);
  });
});
