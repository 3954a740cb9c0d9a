/** Records and JSON text: the redactor with what it knows of fields. */

import { FAILED } from '../errors.ts';
import { compileFieldRules } from '../policy/fields.ts';
import {
  createTextEngine,
  type RedactorOptions,
  type TextEngine,
  type TextRedactor,
  textRedactor,
} from '../redactor.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { type Context, Contexts } from './contexts.ts';
import { JsonTape } from './json.ts';
import { Leaves } from './leaves.ts';
import type { Memory } from './memory.ts';
import { findAll, makePlan, type RecordFinding } from './plan.ts';
import { ValueTape } from './value.ts';

export type { RecordFinding } from './plan.ts';

export interface Redactor extends TextRedactor {
  /**
   * Any value with every finding masked, strings in strings included. What holds no finding comes back as the same
   * reference; what does is copied, and the given value is never changed. Never throws: what cannot be read is `FAILED`.
   */
  redactRecord<T>(value: T): T;
  /** What a value holds, in the order of its fields. */
  detectRecord(value: unknown): RecordFinding[];
  /**
   * JSON text with every finding masked in place: valid when it was valid, and the same but for the masked values. A number
   * that is masked becomes a string. Text that is no JSON is masked as text.
   */
  redactJson(text: string): string;
}

/** JSON in JSON in JSON: enough for what is logged, and an end for what is hostile. */
const DEEPEST = 6;

/** Makes a redactor for texts, records and JSON. Throws a TuominError that names the option path on bad options. */
export function createRecordRedactor(options: RedactorOptions = {}): Redactor {
  return recordRedactor(createTextEngine(options));
}

function recordRedactor(engine: TextEngine): Redactor {
  const contexts = new Contexts(compileFieldRules(engine.policy.fields, engine.policy.kinds));
  let depth = 0;
  const redactJson = (text: string, root: Context, outer: Memory | undefined): string | undefined => {
    const json = JsonTape.read(text, contexts, root);
    return json?.isContainer === true ? json.rebuild(makePlan(json.tape, leaves, outer)) : undefined;
  };
  const leaves = new Leaves(engine, (text, context, memory) => {
    if (depth >= DEEPEST) return undefined;
    depth++;
    try {
      if (looksLikeJson(text)) return redactJson(text, context, memory);
      const inner = decodeBase64(text);
      const masked = inner === undefined ? undefined : redactJson(inner, context, memory);
      return masked === undefined ? undefined : masked === inner ? text : encodeBase64(masked, text);
    } finally {
      depth--;
    }
  });
  return {
    ...textRedactor(engine),
    redactRecord<T>(value: T): T {
      try {
        const record = new ValueTape(value, contexts);
        return record.rebuild(makePlan(record.tape, leaves, undefined)) as T; // the same shape, but for masked leaves
      } catch {
        return FAILED as T; // whatever it was, it is not shown
      }
    },
    detectRecord(value) {
      const { tape } = new ValueTape(value, contexts);
      return findAll(tape, leaves);
    },
    redactJson(given) {
      let isJson = false;
      try {
        const text = typeof given === 'string' ? given : String(given);
        const json = JsonTape.read(text, contexts, contexts.root);
        if (json === undefined) return engine.redact(text);
        isJson = true;
        return json.rebuild(makePlan(json.tape, leaves, undefined));
      } catch {
        return isJson ? JSON.stringify(FAILED) : FAILED;
      }
    },
  };
}

/** Cheap to ask of every string: it begins and ends as objects and arrays do. */
function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  const [first, last] = [trimmed[0], trimmed.at(-1)];
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}
