/** Reading the parts of a policy: plain data only, and every complaint names its path. */

import { didYouMean, TuominError } from '../errors.ts';

/** Own data properties, in an object without prototype: `__proto__` is a key like any other. */
export type Fields = Readonly<Record<string, unknown>>;

/** Copies own data properties without running any code of the object's: getters and functions are refused. */
export function readFields(value: unknown, path: string, allowed?: readonly string[], mayCall = false): Fields {
  const fields: Record<string, unknown> = Object.create(null);
  let keys: readonly (string | symbol)[] = [];
  let culprit: string | undefined;
  let isPlain = false;
  try {
    isPlain =
      typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]';
    if (isPlain) keys = Reflect.ownKeys(value as object); // isPlain
    for (const key of keys) {
      culprit = String(key);
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (typeof key === 'symbol' || property === undefined || !('value' in property)) throw new TypeError();
      if (typeof property.value === 'function' && !mayCall) throw new TypeError();
      if (property.value !== undefined) fields[key] = property.value;
    }
  } catch {
    throw wrong(culprit === undefined ? path : join(path, culprit), 'must be plain data');
  }
  if (!isPlain) throw wrong(path, 'must be an object');
  for (const key of Object.keys(fields)) if (allowed?.includes(key) === false) throw unknownKey(path, key, allowed);
  return fields;
}

export function unknownKey(path: string, key: string, valid: readonly string[]): TuominError {
  const noun = path.endsWith('.kinds') ? 'kind' : 'key';
  return new TuominError(`unknown-${noun}`, join(path, key), `unknown ${noun}${didYouMean(key, valid)}`);
}

export function wrong(path: string, problem: string): TuominError {
  return new TuominError('bad-policy', path, problem);
}

export function join(path: string, key: string): string {
  return /^[\w*-]{1,40}$/.test(key) ? `${path}.${key}` : `${path}[${quote(key)}]`;
}

/** What the caller wrote, short enough for a message and on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
