import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, idCardDetector, mobileDetector } from '../../src/index.ts';
import type { CueSet, Scan } from '../../src/scan/scan.ts';
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

describe('the thorough scan', () => {
  const FIRST_HAN = 0x3400;
  const seen = { hasHan: false, holdsHan: false };
  const watch: Detector = {
    ...idle,
    wakes: { cues: [NEVER], digits: 0 },
    find({ hasHan, units, length }: Scan) {
      seen.hasHan = hasHan;
      seen.holdsHan = units.subarray(0, length).some((unit) => unit >= FIRST_HAN);
    },
  };
  const { detect } = createRedactor({ detectors: [watch] });

  it('says of no text with a Chinese character that it holds none', () => {
    let without = 0;
    check(
      fc.property(fc.oneof(digitText, text, fc.stringMatching(/^[\w .:=",+-]{0,40}$/u)), (input) => {
        detect(input);
        if (seen.holdsHan) expect(seen.hasHan).toBe(true);
        else without++;
      }),
    );
    expect(without).toBeGreaterThan(0);
    for (const unit of ['㐀', '一', '𠮷', '\uf9e1', '三八']) {
      detect(`id=${unit}`);
      expect(seen.hasHan, unit).toBe(true);
    }
    detect('order 15902714683 ok');
    expect(seen.hasHan).toBe(false);
  });
});
