/** A redactor that stands before another. */

import { TuominError } from '../../errors.ts';
import type { Inner, Redactor } from '../../record/index.ts';
import type { TextEngine } from '../../redactor.ts';

export type Window = ReturnType<TextEngine['window']>;

/** Where `innerOf` looks. What stands there is a getter: whoever asks gets what is in place at that moment. */
const INNER = /* @__PURE__ */ Symbol.for('tuomin.inner');

export function withInner<T extends Redactor>(redactor: T, get: () => Inner): T {
  return Object.defineProperty(redactor, INNER, { get });
}

/** A redactor that asks for the one behind it at each call. */
export function delegateTo(get: () => Redactor): Redactor {
  return {
    redact: (text) => get().redact(text),
    detect: (text) => get().detect(text),
    explain: (text) => get().explain(text),
    redactRecord: (value) => get().redactRecord(value),
    detectRecord: (value) => get().detectRecord(value),
    redactJson: (text) => get().redactJson(text),
    redactFor: (value, audiences) => get().redactFor(value, audiences),
    reveal: (value, options) => get().reveal(value, options),
    retoken: (value, options) => get().retoken(value, options),
  };
}

/** Calls what the caller gave us, whose faults are not to stop anything, be it a function or an async one. */
export function tell<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    const told = listener?.(event) as PromiseLike<unknown> | undefined;
    if (typeof told?.then === 'function') told.then(undefined, () => undefined);
  } catch {
    // The caller's own.
  }
}

export function checkFunction(value: unknown, path: string, isNeeded = false): void {
  if (typeof value === 'function' || (value === undefined && !isNeeded)) return;
  throw new TuominError('bad-option', path, 'must be a function');
}
