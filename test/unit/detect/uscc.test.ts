import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { hasValidUsccCheck, usccDetector, usccValue } from '../../../src/detect/uscc.ts';

const redactor = createRedactor({ detectors: [usccDetector], policy: { version: 1, kinds: { uscc: 'tag' } } });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));
const values = (text: string): Uint8Array => Uint8Array.from(text, (c) => usccValue(c.charCodeAt(0)));
const CODE = '91420106MA4K7R2B3A';
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('hasValidUsccCheck', () => {
  it('accepts one check character of 31', () => {
    const good = [...ALPHABET].filter((c) => hasValidUsccCheck(values(CODE.slice(0, 17) + c)));
    expect(good).toEqual(['A']);
  });

  it('refuses every single wrong character', () => {
    for (let i = 0; i < 18; i++) {
      for (const c of ALPHABET) {
        if (c !== CODE[i]) expect(hasValidUsccCheck(values(CODE.slice(0, i) + c + CODE.slice(i + 1)))).toBe(false);
      }
    }
  });
});

describe('usccDetector', () => {
  it('is off unless a policy asks for it', () => {
    expect(createRedactor({ detectors: [usccDetector] }).detect(CODE)).toEqual([]);
  });

  it.each(['I', 'O', 'S', 'V', 'Z'])('knows that %s is not in the alphabet', (letter) => {
    expect(usccValue(letter.charCodeAt(0))).toBe(-1);
    expect(found(`税号${CODE.slice(0, 9)}${letter}${CODE.slice(10)}`)).toEqual([]);
  });

  it.each([
    ['', ''],
    ['（', '）'],
    ['公司', '的'],
    ['"', '"'],
  ])('finds the code between %j and %j', (before, after) => {
    expect(found(before + CODE + after)).toEqual([CODE]);
    expect(found(before + CODE.toLowerCase() + after)).toEqual([CODE.toLowerCase()]);
  });

  it.each([
    ['1', ''],
    ['A', ''],
    ['_', ''],
    ['', '1'],
    ['', 'a'],
    ['', '_'],
  ])('is no part of something longer: %sN%s', (before, after) => {
    expect(found(before + CODE + after)).toEqual([]);
  });
});
