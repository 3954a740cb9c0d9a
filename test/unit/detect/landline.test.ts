import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { landlineDetector } from '../../../src/detect/landline.ts';

const redactor = createRedactor({ detectors: [landlineDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));
const codes = (text: string): string[] => redactor.explain(text).flatMap(({ evidence }) => evidence.map((e) => e.code));

describe('landlineDetector', () => {
  it.each(['010-62345678', '021-52345678', '0371-62345678', '0898-66234567', '0991-2345678'])(
    'finds %s, which the numbering plan has too',
    (number) => {
      expect(found(number)).toEqual([number]);
      expect(parsePhoneNumberFromString(number, 'CN')?.getType()).toBe('FIXED_LINE');
    },
  );

  it('finds the same number in every written form', () => {
    for (const country of ['', '+86', '+86 ', '+86-', '0086-', '(+86)']) {
      for (const area of country === '' ? ['027-', '027 ', '(027)', '（027）', '027'] : ['27-', '027-', '27 ']) {
        for (const local of ['87654321', '8765 4321', '8765-4321']) {
          if (area === '027' && local !== '87654321') continue;
          for (const extension of ['', '转812', '-812', ' ext 12', '#8', '（812）']) {
            const number = country + area + local + extension;
            expect(found(`找 ${number}，谢谢`), number).toEqual([number]);
          }
        }
      }
    }
  });

  it.each([
    ['1', ''],
    ['', '1'],
    ['a', ''],
    ['_', ''],
    ['', 'x'],
    ['.', '.5'],
    ['3.', ''],
    ['', '.5'],
    ['2-', ''],
    ['12:', ''],
    ['$', ''],
    ['a/', ''],
    ['', '元'],
    ['', '%'],
    ['', '@qq.com'],
  ])('is no part of something else: %sN%s', (before, after) => {
    expect(found(`${before}02787654321${after}`)).toEqual([]);
  });

  it('takes a label glued to its number, but not the end of a word', () => {
    expect(found('tel85671203')).toEqual(['85671203']);
    expect(found('hotel85671203')).toEqual([]);
  });

  it('believes a label more than a label of other numbers', () => {
    expect(found('订单号02787654321')).toEqual([]);
    expect(found('订单电话02787654321')).toEqual(['02787654321']);
  });

  it('says why', () => {
    expect(codes('座机027-87654321转8')).toEqual(['prior', 'form:area-local', 'extension', 'cue:landline-label']);
    expect(codes('流水号027-87654321')).toContain('against:other-number');
  });

  it('takes time in proportion to hostile input', () => {
    const text = '027-8765-'.repeat(20_000);
    const begin = performance.now();
    redactor.detect(text);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
