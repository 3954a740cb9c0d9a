import { addressDetector } from './detect/address/index.ts';
import { bankCardDetector } from './detect/bank-card.ts';
import { birthDateDetector } from './detect/birth-date.ts';
import { doorCodeDetector, pickupCodeDetector } from './detect/codes.ts';
import { emailDetector } from './detect/email.ts';
import { geoDetector } from './detect/geo.ts';
import { hotlineDetector } from './detect/hotline.ts';
import { idCardDetector } from './detect/id-card.ts';
import { landlineDetector } from './detect/landline.ts';
import { mobileDetector } from './detect/mobile.ts';
import { nameDetector } from './detect/name/index.ts';
import { officerCardDetector } from './detect/officer-card.ts';
import { passportDetector } from './detect/passport.ts';
import { permitDetector } from './detect/permit.ts';
import { phoneTailDetector } from './detect/phone-tail.ts';
import { plateDetector } from './detect/plate.ts';
import { qqDetector } from './detect/qq.ts';
import { regionalIdDetector } from './detect/regional-id.ts';
import { regionalPhoneDetector } from './detect/regional-phone.ts';
import { secretDetector } from './detect/secret.ts';
import { usccDetector } from './detect/uscc.ts';
import { usernameDetector } from './detect/username.ts';
import { wechatDetector } from './detect/wechat.ts';
import { FAILED } from './errors.ts';
import { allStrategies } from './mask/all.ts';
import type { Policy } from './policy/format.ts';
import { type ParseOptions, parsePolicy as readPolicy } from './policy/parse.ts';
import { createRecordRedactor, type RecordFinding, type RecordRedactorOptions, type Redactor } from './record/index.ts';
import type { Detector, Explanation, Finding } from './types.ts';

export { type PatternOptions, patternDetector } from './detect/pattern.ts';
export { FAILED, TuominError } from './errors.ts';
export type { GeneraliseOptions, Making, OptionType, StrategySpec, StrategyType } from './mask/strategies.ts';
export { type AddressParts, type DivisionCodes, type ParsedAddress, parseAddress } from './parse-address.ts';
export type { FieldAction, KindPolicy, Policy, PolicyInput, PolicyView, PresetName } from './policy/format.ts';
export type { ParseOptions } from './policy/parse.ts';
export type {
  RecordFinding,
  RecordRedactorOptions as RedactorOptions,
  Redactor,
  Report as RedactionReport,
  ReportEntry,
  RevealOptions,
  RevealReport,
} from './record/index.ts';
export type { TextRedactor } from './redactor.ts';
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
export {
  addressDetector,
  bankCardDetector,
  birthDateDetector,
  doorCodeDetector,
  emailDetector,
  geoDetector,
  hotlineDetector,
  idCardDetector,
  landlineDetector,
  mobileDetector,
  nameDetector,
  officerCardDetector,
  passportDetector,
  permitDetector,
  phoneTailDetector,
  pickupCodeDetector,
  plateDetector,
  qqDetector,
  regionalIdDetector,
  regionalPhoneDetector,
  secretDetector,
  usccDetector,
  usernameDetector,
  wechatDetector,
};

/** All of ours, in the order they run: names come last, since a phone or an address beside them is evidence. */
export const defaultDetectors: readonly Detector[] = [
  idCardDetector,
  mobileDetector,
  regionalPhoneDetector,
  landlineDetector,
  hotlineDetector,
  phoneTailDetector,
  bankCardDetector,
  regionalIdDetector,
  permitDetector,
  passportDetector,
  officerCardDetector,
  usccDetector,
  plateDetector,
  emailDetector,
  wechatDetector,
  qqDetector,
  birthDateDetector,
  geoDetector,
  pickupCodeDetector,
  doorCodeDetector,
  usernameDetector,
  secretDetector,
  addressDetector,
  nameDetector,
];

/** Makes a redactor with all of our detectors; `options.detectors` takes their place. Throws a TuominError on bad options. */
export function createRedactor(options: RecordRedactorOptions = {}): Redactor {
  return createRecordRedactor(
    options !== null && typeof options === 'object' && options.detectors === undefined
      ? { ...options, detectors: defaultDetectors }
      : options,
    allStrategies(),
  );
}

/**
 * Reads a policy from JSON or from a value and returns it. Throws a TuominError that names the path and the nearest valid spelling:
 * for unknown keys, kinds, strategies and options, and for what contradicts itself, for every tenant and every audience.
 */
export function parsePolicy(given: unknown, options: ParseOptions = {}): Policy {
  return readPolicy(given, options, allStrategies());
}

let shared: Redactor | undefined;

/** Masks a text under the `log` policy. The same reference comes back when nothing was found. Never throws. */
export function redact(text: string): string {
  try {
    shared ??= createRedactor();
  } catch {
    // Damaged weights, see createRedactor: closed, like every other fault inside.
    return FAILED;
  }
  return shared.redact(text);
}

/** Any value with every finding masked; see `Redactor.redactRecord`. Never throws. */
export function redactRecord<T>(value: T): T {
  try {
    shared ??= createRedactor();
  } catch {
    return FAILED as T; // see redact
  }
  return shared.redactRecord(value);
}

/** JSON text with every finding masked in place; see `Redactor.redactJson`. Never throws. */
export function redactJson(text: string): string {
  try {
    shared ??= createRedactor();
  } catch {
    return JSON.stringify(FAILED); // see redact
  }
  return shared.redactJson(text);
}

/** What a value holds, by path; see `Redactor.detectRecord`. */
export function detectRecord(value: unknown): RecordFinding[] {
  shared ??= createRedactor();
  return shared.detectRecord(value);
}

/** What a text holds: kinds and offsets in UTF-16 units, never values. */
export function detect(text: string): Finding[] {
  shared ??= createRedactor();
  return shared.detect(text);
}

/** Every candidate in a text with its evidence and what became of it. */
export function explain(text: string): Explanation[] {
  shared ??= createRedactor();
  return shared.explain(text);
}
