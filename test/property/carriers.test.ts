import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { CARRIERS } from '../support/carriers.ts';
import { check } from '../support/check.ts';
import { plainText } from '../support/tokens.ts';

describe.each(CARRIERS)('in the carrier $name', ({ encode, decode }) => {
  const seen: string[] = [];
  const redactor = createRedactor({
    policy: { version: 1, kinds: { '*': 'probe', uscc: 'probe', denied: 'probe' } },
    strategies: {
      probe: ({ kind, text }) => {
        seen.push(`${kind} ${text}`);
        return '<掩>';
      },
    },
  });
  const valuesIn = (text: string): string[] => {
    seen.length = 0;
    redactor.redact(text);
    return [...seen];
  };

  it('the encoding undoes itself', () => {
    check(fc.property(plainText, (text) => void expect(decode(encode(text))).toBe(text)));
  });

  it('the same is found as in plain text', () => {
    check(fc.property(plainText, (text) => void expect(valuesIn(encode(text))).toEqual(valuesIn(text))));
  });

  it('the mask, decoded by others, is the mask of the plain text', () => {
    check(
      fc.property(plainText, (text) => {
        expect(decode(redactor.redact(encode(text)))).toBe(redactor.redact(text));
      }),
    );
  });
});
