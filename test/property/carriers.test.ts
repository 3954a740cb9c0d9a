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
  it('the same is found as in plain text, and the mask, decoded by others, is the mask of the plain text', () => {
    check(
      fc.property(plainText, (text) => {
        const wrapped = encode(text);
        expect(decode(wrapped), 'the carrier itself').toBe(text);
        seen.length = 0;
        const plainMasked = redactor.redact(text);
        const plainSeen = seen.splice(0);
        const masked = redactor.redact(wrapped);
        expect(seen).toEqual(plainSeen);
        expect(decode(masked)).toBe(plainMasked);
      }),
    );
  });
});
