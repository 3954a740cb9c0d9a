import { createRedactor } from '../../src/core.ts';
import type { Detector, Explanation } from '../../src/types.ts';
import { markUp } from './golden.ts';

/** One detector by itself, with readable results. */
export interface Alone {
  /** The text with its findings marked. */
  mark(text: string): string;
  /** Each candidate's value, outcome and codes of evidence. */
  explain(text: string): { value: string; outcome: string; codes: string[] }[];
  redact(text: string): string;
}

export function alone(detector: Detector): Alone {
  const kinds = Object.fromEntries(detector.kinds.map((kind) => [kind, 'fixed'] as const));
  const redactor = createRedactor({ detectors: [detector], policy: { version: 1, kinds } });
  return {
    mark: (text) => markUp(text, redactor.detect(text)),
    explain: (text) => redactor.explain(text).map((one) => readable(text, one)),
    redact: (text) => redactor.redact(text),
  };
}

/** Reports whether time grows no faster than the text: twice the text at most thrice the time, with room for a busy machine. */
export function growsLinearly(run: (text: string) => unknown, piece: string): boolean {
  const small = piece.repeat(Math.ceil(40_000 / piece.length));
  const large = small.repeat(8);
  run(small);
  const [short, long] = [fastest(() => run(small)), fastest(() => run(large))];
  // A quadratic detector takes 64 times as long.
  return long < Math.max(short, 1) * 32;
}

function fastest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function readable(
  text: string,
  { start, end, outcome, evidence }: Explanation,
): { value: string; outcome: string; codes: string[] } {
  return { value: text.slice(start, end), outcome, codes: evidence.map(({ code }) => code) };
}
