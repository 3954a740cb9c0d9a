import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { lineTypeOf, type Region } from '../../../../src/detect/common/numbering-plan.ts';

const CODES: Readonly<Record<Region, string>> = { HK: '852', MO: '853', TW: '886' };

/** What the library's own parser says, from its full metadata. */
function oracle(region: Region, national: string): string | undefined {
  const number = parsePhoneNumberFromString(`+${CODES[region]}${national}`, { extract: false });
  if (number === undefined || !number.isValid() || number.nationalNumber !== national) return undefined;
  const type = number.getType();
  const country: CountryCode = region;
  expect(number.country).toBe(country);
  return type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'landline' : 'other';
}

describe('lineTypeOf', () => {
  it.each([
    ['HK', '62345071', 'mobile'],
    ['HK', '23456789', 'landline'],
    ['HK', '800123456', 'other'],
    ['HK', '02345678', undefined],
    ['MO', '66123456', 'mobile'],
    ['MO', '28823456', 'landline'],
    ['TW', '928516430', 'mobile'],
    ['TW', '227719876', 'landline'],
    ['TW', '128516430', undefined],
    ['TW', '', undefined],
  ] as const)('%s %s is %s', (region, national, type) => {
    expect(lineTypeOf(region, national)).toBe(type);
  });

  it('agrees with the library on every leading four digits', () => {
    for (const [region, size] of [
      ['HK', 8],
      ['MO', 8],
      ['TW', 9],
      ['TW', 8],
    ] as const) {
      for (let head = 1000; head < 10_000; head += 7) {
        const national = `${head}${'5'.repeat(size - 4)}`;
        const expected = oracle(region, national);
        if (expected !== undefined) expect(lineTypeOf(region, national), `${region} ${national}`).toBe(expected);
        else expect(lineTypeOf(region, national) ?? 'none', `${region} ${national}`).toBe('none');
      }
    }
  });
});
