import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, idCardDetector, mobileDetector } from '../../src/index.ts';
import type { CueSet } from '../../src/scan/scan.ts';
import { check } from '../support/check.ts';
import { digitText, text } from '../support/tokens.ts';

const NEVER: CueSet = { name: 'never', words: '鼹鼠鼹鼠' };

/** Wakes on a word that does not occur, so that the scan has to look at every unit. */
const idle: Detector = { name: 'idle', kinds: ['idle'], reach: 1, cues: [NEVER], wakes: { cues: [NEVER] }, find() {} };

describe('the scan that strides over everything but digits', () => {
  const detectors = [idCardDetector, mobileDetector];
  const striding = createRedactor({ detectors });
  const thorough = createRedactor({ detectors: [...detectors, idle] });

  it('finds what the thorough scan finds, for the same reasons', () => {
    check(
      fc.property(fc.oneof(digitText, text), (input) => {
        expect(striding.explain(input)).toEqual(thorough.explain(input));
      }),
    );
  });

  it('finds it wherever it starts', () => {
    check(
      fc.property(
        fc.oneof(digitText, text),
        fc.nat(6),
        fc.constantFrom(' ', 'a', '中', '。'),
        (input, width, filler) => {
          const padded = filler.repeat(width) + input;
          expect(striding.explain(padded)).toEqual(thorough.explain(padded));
        },
      ),
    );
  });
});
