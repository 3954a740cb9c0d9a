import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { phoneTailDetector } from '../../../src/detect/phone-tail.ts';

const redactor = createRedactor({ detectors: [phoneTailDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('phoneTailDetector', () => {
  it('takes as many digits as the wording says', () => {
    const digits = '345678';
    for (const [word, size] of [
      ['后三位', 3],
      ['尾号', 4],
      ['后四位', 4],
      ['后4位', 4],
      ['后五位', 5],
      ['后六位', 6],
    ] as const) {
      for (let n = 2; n <= 6; n++) {
        expect(found(`手机${word}${digits.slice(0, n)}`), `${word} ${n}`).toEqual(
          n === size ? [digits.slice(0, n)] : [],
        );
      }
    }
  });

  it.each(['', ':', '： ', '为', '是', '（', '[', '="'])('reads over %j', (joint) => {
    expect(found(`尾号${joint}5678`)).toEqual(['5678']);
  });

  it('leaves the tail of a bank card, and shows it as a candidate that lost', () => {
    expect(found('储蓄卡尾号5678')).toEqual([]);
    expect(redactor.explain('储蓄卡尾号5678').map(({ outcome }) => outcome)).toEqual(['below-threshold']);
  });

  it('does not let a card in another clause clear a phone', () => {
    expect(found('银行卡已解绑。尾号5678')).toEqual(['5678']);
  });

  it('finds nothing in what it masked', () => {
    for (const text of ['尾号5678', '手机尾号：5678', '{"last4":"5678"}']) {
      const masked = redactor.redact(text);
      expect(masked).not.toContain('5678');
      expect(redactor.redact(masked)).toBe(masked);
    }
  });
});
