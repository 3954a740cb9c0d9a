import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { bankCardDetector, hasValidLuhn } from '../../../src/detect/bank-card.ts';

const redactor = createRedactor({ detectors: [bankCardDetector] });
const digits = (text: string): Uint8Array => Uint8Array.from(text, Number);
const isValid = (text: string): boolean => hasValidLuhn(digits(text), text.length);
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));
const codes = (text: string): string[] => redactor.explain(text).flatMap(({ evidence }) => evidence.map((e) => e.code));

describe('hasValidLuhn', () => {
  it.each(['4111111111111111', '5555555555554444', '371449635398431', '6222021234567890128'])('accepts %s', (card) => {
    expect(isValid(card)).toBe(true);
  });

  it('refuses every single wrong digit', () => {
    const card = '6222021234567890128';
    for (let i = 0; i < card.length; i++) {
      for (let d = 0; d < 10; d++) {
        if (String(d) === card[i]) continue;
        expect(isValid(card.slice(0, i) + d + card.slice(i + 1))).toBe(false);
      }
    }
  });
});

describe('bankCardDetector', () => {
  it('needs an issuer or a label', () => {
    expect(isValid('1234567890123452')).toBe(true);
    expect(found('1234567890123452')).toEqual([]);
    expect(found('卡号1234567890123452')).toEqual(['1234567890123452']);
  });

  it('says why', () => {
    expect(codes('6222021234567890128')).toEqual(['prior', 'luhn', 'bin']);
    expect(codes('卡号 6222 0212 3456 7890 123')).toEqual([
      'prior',
      'against:luhn',
      'bin',
      'form:grouped',
      'cue:card-label',
    ]);
    expect(codes('订单号6222021234567890128')).toContain('against:other-number');
  });

  it('leaves a resident ID that passes Luhn to id-card', () => {
    // Both checks agree, which one valid ID in ten does.
    const both = '420106198806120254';
    expect(isValid(both)).toBe(true);
    expect(found(`卡号${both}`)).toEqual([]);
  });

  it.each([12, 14, 20, 21])('takes no run of %i digits, even behind a label', (size) => {
    expect(found(`银行卡号${'6222021234567890128123'.slice(0, size)}`)).toEqual([]);
  });

  it('shows the candidate that lost', () => {
    const [lost] = redactor.explain('6222021234567890123');
    expect(lost?.outcome).toBe('below-threshold');
  });
});
