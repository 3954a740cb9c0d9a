/**
 * `reach` is a contract: nothing further than it from a candidate may change the candidate. Windows and streams cut text
 * where no candidate is near and rely on it.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, defaultDetectors, type Explanation } from '../../src/index.ts';
import { check } from '../support/check.ts';
import { plainText } from '../support/tokens.ts';

/** The least score of a finding. */
const FOUND = 0.5;

/** Long stretches that a detector might run along: a loop without a bound is found out here. */
const runs = fc
  .tuple(
    fc.constantFrom('1', '中', ' ', '"', '(', '号', '-', 'a', '王', '\u200b', '区县', '12-', '·', '\n', '.', ','),
    fc.integer({ min: 50, max: 400 }),
  )
  .map(([piece, times]) => piece.repeat(times / piece.length));

const long = fc
  .array(fc.oneof({ weight: 6, arbitrary: plainText }, { weight: 1, arbitrary: runs }), {
    minLength: 3,
    maxLength: 12,
    size: 'max',
  })
  .map((pieces) => pieces.join(''));

describe.each(defaultDetectors.map((detector) => [detector.name, detector] as const))(
  'the reach of %s',
  (_, detector) => {
    it('holds: a candidate is the same when all that is further away is cut off', () => {
      // Names read what other detectors reported; they get them, and their reach is counted from the name.
      const detectors: readonly Detector[] = detector.name === 'name' ? defaultDetectors : [detector];
      const kinds = Object.fromEntries(detector.kinds.map((kind) => [kind, true]));
      const redactor = createRedactor({ detectors, policy: { version: 1, kinds } });
      const reach = detector.name === 'name' ? 2 * Math.max(...detectors.map((one) => one.reach)) : detector.reach;
      check(
        fc.property(long, (input) => {
          const candidates = redactor.explain(input).filter(({ kind }) => detector.kinds.includes(kind));
          for (const candidate of candidates.slice(0, 4)) {
            if (isLinkOfChain(candidate, candidates)) continue;
            expect(candidate.end - candidate.start).toBeLessThanOrEqual(reach);
            const from = Math.max(0, candidate.start - reach);
            const to = Math.min(input.length, candidate.end + reach);
            if (from === 0 && to === input.length) continue;
            const near = redactor.explain(input.slice(from, to)).filter(({ kind }) => kind === candidate.kind);
            // A detector that nothing near wakes is not asked, and does not report its near misses.
            if (near.length === 0 && candidate.score < FOUND) continue;
            expect(near.map((one) => plain(one, from))).toContainEqual(plain(candidate, 0));
          }
        }),
        RUNS_EACH,
      );
    });
  },
);

/** Per detector; all of them together are far more than ten thousand. */
const RUNS_EACH = 1500;

/**
 * Parts of addresses in a row without an end, longer than any address, are cut to length from where they begin; only the
 * beginning, which may be far, says where the cuts fall. No stretch of it is lost for that: the pieces join.
 */
function isLinkOfChain(candidate: Explanation, all: readonly Explanation[]): boolean {
  return (
    candidate.kind === 'address' && all.some(({ start, end }) => end === candidate.start || start === candidate.end)
  );
}

/** What the detector said of a candidate; what became of it is for its neighbours to say. */
function plain({ kind, start, end, score, evidence }: Explanation, by: number): unknown {
  return { kind, start: start + by, end: end + by, score, evidence };
}
