import { expect, it } from 'vitest';
import { birthDateDetector } from '../../../src/detect/birth-date.ts';
import { alone } from '../../support/alone.ts';

const birth = alone(birthDateDetector);

it.each([
  '1990-01-01',
  '1990/1/1',
  '1990.01.01',
  '19900101',
  '199001',
  '900101',
  '1990年1月1日',
  '1990年1月',
  '90年1月1日',
  '一九九〇年一月一日',
  '二〇〇一年十月三十一日',
  '1990年腊月廿三',
  '1990年冬月初一',
  '8月15日',
  '八月十五',
  '12 May 1988',
  'May 12, 1988',
  '31/12/1990',
  '2000-02-29',
  '1990-01-01 08:30:00',
  '1990-01-01T08:30:00+08:00',
])('reads %s', (date) => {
  expect(birth.mark(`生日：${date}，`)).toBe(`生日：⟦birth-date|${date}⟧，`);
});

it.each(['1990-02-30', '1900-02-29', '1990-00-10', '19901332', '1790-01-01', '99年', '32/13/1990', '13月1日', '1990'])(
  'refuses %s',
  (date) => {
    expect(birth.mark(`生日：${date}，`)).toBe(`生日：${date}，`);
  },
);

it('takes milliseconds only from a field', () => {
  expect(birth.mark('{"birthday":641836800000}')).toBe('{\\"birthday\\":⟦birth-date|641836800000⟧}');
  expect(birth.mark('生日 641836800000')).toBe('生日 641836800000');
});

it('does not take production, effect or events for births', () => {
  for (const text of ['2025年7月18日生产', '2025年7月18日生效', '发生于2025年7月18日', '2025年7月18日生活']) {
    expect(birth.mark(text)).toBe(text);
  }
});
