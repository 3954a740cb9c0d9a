import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { hasValidHkidCheck, hasValidTaiwanCheck, regionalIdDetector } from '../../../src/detect/regional-id.ts';

const redactor = createRedactor({ detectors: [regionalIdDetector] });
const found = (text: string): string[] =>
  redactor.detect(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
const digits = (text: string): Uint8Array => Uint8Array.from(text, Number);
const letter = (text: string): number => text.charCodeAt(0);

/** Reads A123456(3) and AB123456(A). */
function isHkid(text: string): boolean {
  const [, first = '', second = '', six = '', check = ''] = /^([A-Z]?)([A-Z])(\d{6})\(([\dA])\)$/u.exec(text) ?? [];
  const value = (c: string): number => (c === '' ? 36 : letter(c) - 55);
  return hasValidHkidCheck(value(first), value(second), digits(six), check === 'A' ? 10 : Number(check));
}

describe('hasValidHkidCheck', () => {
  it.each(['A123456(3)', 'K708192(8)', 'K123465(A)', 'AB987654(3)'])('accepts %s', (id) => {
    expect(isHkid(id)).toBe(true);
  });

  it('accepts one check of eleven', () => {
    for (const head of ['A123456', 'Z683365', 'WX000000']) {
      expect([...'0123456789A'].filter((check) => isHkid(`${head}(${check})`))).toHaveLength(1);
    }
  });
});

describe('hasValidTaiwanCheck', () => {
  it.each(['A123456789', 'A800000014', 'F131104093', 'O100001239'])('judges %s', (id) => {
    const good = [...'0123456789'].filter((d) => hasValidTaiwanCheck(letter(id), digits(id.slice(1, 9) + d)));
    expect(good).toHaveLength(1);
  });

  it('accepts the published samples', () => {
    expect(hasValidTaiwanCheck(letter('A'), digits('123456789'))).toBe(true);
    expect(hasValidTaiwanCheck(letter('A'), digits('800000014'))).toBe(true);
    expect(hasValidTaiwanCheck(letter('A'), digits('123456788'))).toBe(false);
  });
});

describe('regionalIdDetector', () => {
  it('needs a check or a label', () => {
    expect(found('K708192(8) A123456789 5123456(7)')).toEqual([
      'hk-id K708192(8)',
      'tw-id A123456789',
      'macau-id 5123456(7)',
    ]);
    expect(found('K708192(7) A123456788 2123456(7)')).toEqual([]);
    expect(found('香港身份证K708192(7)')).toEqual(['hk-id K708192(7)']);
    expect(found('身份证A123456788')).toEqual(['tw-id A123456788']);
    expect(found('澳门身份证51234567')).toEqual(['macau-id 51234567']);
  });

  it.each([
    ['1', ''],
    ['_', ''],
    ['XYZ', ''],
    ['', '1'],
    ['', 'a'],
    ['a-', ''],
    ['/', '/edit'],
    ['订单号', ''],
  ])('is no part of something else: %sN%s', (before, after) => {
    expect(found(`${before}A123456789${after}`)).toEqual([]);
  });
});
