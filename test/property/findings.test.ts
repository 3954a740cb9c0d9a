import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../support/check.ts';
import { createFullRedactor } from '../support/redactors.ts';
import { text } from '../support/tokens.ts';

describe('findings of any text', () => {
  const redactor = createFullRedactor();

  it('lie inside the text, in order, apart, and cut no surrogate pair', () => {
    check(
      fc.property(text, (input) => {
        let from = 0;
        for (const { start, end, score, elements } of redactor.detect(input)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(input.length);
          expect(cutsPair(input, start) || cutsPair(input, end), 'a cut pair').toBe(false);
          expect(score).toBeGreaterThanOrEqual(0.5);
          expect(score).toBeLessThanOrEqual(1);
          let inner = start;
          for (const element of elements ?? []) {
            expect(element.start, 'an element before its neighbour').toBeGreaterThanOrEqual(inner);
            expect(element.end).toBeGreaterThan(element.start);
            expect(element.end).toBeLessThanOrEqual(end);
            inner = element.end;
          }
          from = end;
        }
      }),
    );
  });

  it('are the same twice, and a redactor in use carries nothing over from the text before', () => {
    check(
      fc.property(text, text, (one, other) => {
        const first = redactor.detect(one);
        redactor.detect(other);
        expect(redactor.detect(one)).toEqual(first);
      }),
    );
  });

  it('are what `explain` says was found or merged', () => {
    check(
      fc.property(text, (input) => {
        const spans = redactor.detect(input);
        const explained = redactor.explain(input);
        for (const finding of spans) {
          const parts = explained.filter(
            ({ start, end, outcome }) =>
              start >= finding.start && end <= finding.end && (outcome === 'found' || outcome === 'merged'),
          );
          expect(Math.min(...parts.map(({ start }) => start))).toBe(finding.start);
          expect(Math.max(...parts.map(({ end }) => end))).toBe(finding.end);
          expect(parts.some(({ kind, score }) => kind === finding.kind && score === finding.score)).toBe(true);
        }
        for (const { start, end, outcome, score, evidence } of explained) {
          const total = evidence.reduce((sum, { weight }) => sum + weight, 0);
          expect(score).toBeCloseTo(1 / (1 + Math.exp(-total)), 9);
          if (outcome === 'below-threshold' || outcome === 'allowed') continue;
          // What lost to a neighbour overlaps it: a kept kind gives way to all that it touches.
          const isPart = outcome === 'found' || outcome === 'merged';
          expect(
            spans.some((one) => (isPart ? one.start <= start && end <= one.end : one.start < end && start < one.end)),
          ).toBe(true);
        }
      }),
    );
  });
});

function cutsPair(input: string, at: number): boolean {
  const before = input.charCodeAt(at - 1);
  const after = input.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
