import { describe, expect, it } from 'vitest';
import { areaCodeLength, isAllocatedPrefix, isLandlineArea } from '../../../src/data/phones.ts';

describe('isLandlineArea', () => {
  it.each([10, 20, 27, 29, 310, 755, 571, 999])('knows 0%i', (code) => expect(isLandlineArea(code)).toBe(true));
  it.each([0, 1, 11, 26, 30, 100, 138, 400, 800, 7550, -10, Number.NaN])('refuses %d', (code) =>
    expect(isLandlineArea(code)).toBe(false),
  );
});

describe('areaCodeLength', () => {
  it.each([10, 20, 27, 29])('two digits for %i', (two) => expect(areaCodeLength(two)).toBe(2));
  it.each([31, 75, 57, 99])('three digits for %i', (two) => expect(areaCodeLength(two)).toBe(3));
});

describe('isAllocatedPrefix', () => {
  it('knows 57 prefixes', () => {
    expect(Array.from({ length: 1000 }, (_, i) => i).filter(isAllocatedPrefix)).toHaveLength(57);
  });
  it.each([130, 138, 141, 162, 170, 192, 199])('knows %i', (prefix) => expect(isAllocatedPrefix(prefix)).toBe(true));
  it.each([140, 142, 154, 160, 179, 194, 129, 10, 755])('refuses %i', (prefix) =>
    expect(isAllocatedPrefix(prefix)).toBe(false),
  );
});
