export { type PatternOptions, patternDetector } from './detect/pattern.ts';
export { TuominError } from './errors.ts';
export type { KindPolicy, Policy, PolicyInput, PresetName } from './policy/format.ts';
export { createRedactor, FAILED, type Redactor, type RedactorOptions } from './redactor.ts';
export type { CueSet, Scan } from './scan/scan.ts';
export type { ElementKind } from './text/elements.ts';
export type {
  Detector,
  Element,
  Evidence,
  Explanation,
  Finding,
  Kind,
  KnownKind,
  Outcome,
  Report,
  Span,
  Strategy,
  Value,
} from './types.ts';
