export { type PatternOptions, patternDetector } from './detect/pattern.ts';
export { FAILED, TuominError } from './errors.ts';
export type { Making, OptionType, StrategySpec, StrategyType } from './mask/strategies.ts';
export type { FieldAction, KindPolicy, Policy, PolicyInput, PolicyView, PresetName } from './policy/format.ts';
export {
  createRecordRedactor,
  type RecordFinding,
  type RecordRedactorOptions,
  type Redactor,
  type Report as RedactionReport,
  type ReportEntry,
  type RevealOptions,
  type RevealReport,
} from './record/index.ts';
export { createRedactor, type RedactorOptions, type TextRedactor } from './redactor.ts';
export type { CueSet, Scan } from './scan/scan.ts';
export type { ElementKind } from './text/elements.ts';
export type {
  Detector,
  Element,
  Evidence,
  Explanation,
  Finding,
  KeyRing,
  Kind,
  KnownKind,
  Outcome,
  Report,
  Span,
  Strategy,
  Value,
} from './types.ts';
