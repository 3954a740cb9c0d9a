import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, defaultDetectors } from '../../src/index.ts';
import { check } from '../support/check.ts';
import { digitText, text } from '../support/tokens.ts';

/** The same detectors, called for every text whatever the scan saw. The cues they wake on stay in the one pass. */
const awake: readonly Detector[] = defaultDetectors.map((detector) => ({
  ...detector,
  wakes: { ...detector.wakes, digits: 0 },
}));

/** Digits by themselves, of every size and with every first digit: what `wakes.alone` decides on. */
const number = fc
  .tuple(
    fc.constantFrom('', '电话：', '卡号 ', '身份证号', '"tel":"', 'No.', 'SF', '+', '(', '转'),
    fc.bigInt(0n, 10n ** 31n),
  )
  .map(([label, digits]) => label + String(digits).slice(0, Number(digits % 31n) + 1));

describe('waking', () => {
  const asleep = createRedactor();
  const restless = createRedactor({ detectors: awake });

  it('is a shortcut: detectors that are never asleep find the same', () => {
    check(
      fc.property(fc.oneof(text, digitText), (input) => {
        expect(asleep.detect(input)).toEqual(restless.detect(input));
      }),
    );
  });

  it('misses no number that stands alone', () => {
    check(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(' ', '，', '\n', '"'),
        (numbers, gap) => {
          const input = numbers.join(gap);
          expect(asleep.detect(input)).toEqual(restless.detect(input));
        },
      ),
    );
  });
});
