import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDetectors, type Finding } from '../../src/index.ts';
import { check } from '../support/check.ts';
import { createFullRedactor } from '../support/redactors.ts';
import { plainText, text } from '../support/tokens.ts';

/** What a detector says may depend on what another found, which looked as far as its own reach. */
const FAR = 2 * Math.max(...defaultDetectors.map(({ reach }) => reach));

describe('text further away than the reach', () => {
  const redactor = createFullRedactor();
  const gap = 'lorem ipsum\n'.repeat(Math.ceil(FAR / 12));

  it('changes no finding, before or behind', () => {
    check(
      fc.property(plainText, text, text, (input, before, behind) => {
        const alone = redactor.detect(gap + input + gap);
        const among = redactor.detect(before + gap + input + gap + behind);
        const [from, to] = [before.length, before.length + gap.length * 2 + input.length];
        // Where the far text holds escapes, the whole is read through a view; the findings are the same.
        const own = among.filter(({ start, end }) => start >= from + 12 && end <= to - 12);
        expect(own.map((one) => moved(one, -from))).toEqual(alone.map((one) => moved(one, 0)));
      }),
    );
  });
});

function moved({ kind, start, end, score }: Finding, by: number): unknown {
  return { kind, start: start + by, end: end + by, score };
}
