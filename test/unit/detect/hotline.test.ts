import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { hotlineDetector } from '../../../src/detect/hotline.ts';

const redactor = createRedactor({
  detectors: [hotlineDetector],
  policy: { version: 1, kinds: { hotline: 'tag' } },
});
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('hotlineDetector', () => {
  it('finds ten digits in groups of two and more', () => {
    const digits = '4006101234';
    for (const joint of [' ', '-']) {
      for (let a = 3; a <= 8; a++) {
        const two = `${digits.slice(0, a)}${joint}${digits.slice(a)}`;
        expect(found(two), two).toEqual([two]);
        for (let b = a + 2; b <= 8; b++) {
          const three = `${digits.slice(0, a)}${joint}${digits.slice(a, b)}${joint}${digits.slice(b)}`;
          expect(found(three), three).toEqual([three]);
        }
      }
    }
  });

  it.each(['12306', '95588', '110', '12345', '10086', '10109777', '95338123'])('leaves the public service %s', (n) => {
    expect(found(`客服电话${n}`)).toEqual([]);
  });

  it.each([
    ['1', ''],
    ['', '1'],
    ['a', ''],
    ['', 'f'],
    ['0.', ''],
    ['', '.5'],
    ['1-', ''],
    ['', '-5678901'],
    ['¥', ''],
    ['', '元'],
    ['/id/', ''],
  ])('is no part of something else: %sN%s', (before, after) => {
    expect(found(`${before}4006101234${after}`)).toEqual([]);
  });
});
