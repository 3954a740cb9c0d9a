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

function readable(
  text: string,
  { start, end, outcome, evidence }: Explanation,
): { value: string; outcome: string; codes: string[] } {
  return { value: text.slice(start, end), outcome, codes: evidence.map(({ code }) => code) };
}
