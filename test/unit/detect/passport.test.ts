import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { passportDetector } from '../../../src/detect/passport.ts';

const redactor = createRedactor({ detectors: [passportDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('passportDetector', () => {
  it.each(['E12345678', 'EB6172839', 'G12345678', 'D12345678', 'S12345678', 'P12345678', 'PE1234567', 'SE1234567'])(
    'finds %s behind or near the label, not alone',
    (number) => {
      expect(found(`护照${number}`)).toEqual([number]);
      expect(found(`护照号码：${number}`)).toEqual([number]);
      expect(found(`护照在我这里，${number}`)).toEqual([number]);
      expect(found(number)).toEqual([]);
    },
  );

  it.each(['533380006', 'AB1234567', 'C01X00T47', 'K1234567'])(
    'finds the foreign %s directly behind only',
    (number) => {
      expect(found(`passport: ${number}`)).toEqual([number]);
      expect(found(`护照在我这里，${number}`)).toEqual([]);
    },
  );

  it.each(['20190101', '201901', 'RENEWAL', 'AB12', '2030', 'EB6172839012', 'EB6172839_1'])(
    'leaves 护照%s',
    (value) => {
      expect(found(`护照${value}`)).toEqual([]);
    },
  );

  it('does not look for a label beyond its distance', () => {
    expect(found(`护照${'。'.repeat(30)}EB6172839`)).toEqual([]);
  });
});
