import { describe, expect, it } from 'vitest';
import { isBankBin, isCardScheme } from '../../../src/data/bins.ts';

describe('isBankBin', () => {
  it.each([620000, 621700, 622848, 629999, 955880, 436742, 456351, 601382])('knows %i', (six) =>
    expect(isBankBin(six)).toBe(true),
  );
  it.each([0, 110101, 311111, 619999, 630000, 999998, -620000, Number.NaN])('refuses %d', (six) =>
    expect(isBankBin(six)).toBe(false),
  );
});

describe('isCardScheme', () => {
  it.each([411111, 555555, 510510, 222100, 272099, 378282, 353011, 362272, 621700])('takes %i', (six) =>
    expect(isCardScheme(six)).toBe(true),
  );
  it.each([110101, 501111, 222099, 272100, 999999, 41111, 4111111, Number.NaN])('refuses %d', (six) =>
    expect(isCardScheme(six)).toBe(false),
  );
});
