/** Records and JSON text: the redactor with what it knows of fields. */

import { FAILED, TuominError } from '../errors.ts';
import type { StrategyType } from '../mask/strategies.ts';
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
import { isFieldName } from './fields.ts';
import { JsonTape } from './json.ts';
import { Leaves } from './leaves.ts';
import type { Memory } from './memory.ts';
import { findAll, makePlan, type RecordFinding } from './plan.ts';
import { createRowMasker, type RowMasker } from './row.ts';
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
export function createRecordRedactor(
  options: RedactorOptions = {},
  strategies?: Readonly<Record<string, StrategyType>>,
): Redactor {
  return recordRedactor(createTextEngine(options, strategies));
}

/** What became of a JSON text; its problem is told to those who report lines. */
export interface MaskedJson {
  readonly text: string;
  readonly problem?: 'not-json' | 'broken-off' | 'failed';
}

/** What streams need of a redactor besides its methods. */
export interface Inner {
  readonly engine: TextEngine;
  readonly redact: (text: string) => string;
  /** With `index`, the text is that element of an array that streams by. */
  maskJson(text: string, index?: number): MaskedJson;
  rowMasker(titles: readonly string[] | undefined): RowMasker;
  /** Whether the cells of a first row are titles, and not already values. */
  areTitles(cells: readonly string[]): boolean;
  maskTitle(title: string): string;
}

/** Where a redactor keeps its inner side: by a name that both builds, ES modules and CommonJS, know. */
const INNER = /* @__PURE__ */ Symbol.for('tuomin.inner');

/** Throws a TuominError for what createRedactor did not make. */
export function innerOf(redactor: Redactor): Inner {
  const inner = (redactor as unknown as Record<symbol, Inner | undefined> | null)?.[INNER]; // set below
  if (inner === undefined) throw new TuominError('bad-option', 'options.redactor', 'must be made by createRedactor');
  return inner;
}

function recordRedactor(engine: TextEngine): Redactor {
  const contexts = new Contexts(compileFieldRules(engine.policy));
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
  const maskJson = (text: string, index?: number): MaskedJson => {
    let isJson = false;
    try {
      const { root } = contexts;
      const json = JsonTape.read(text, contexts, index === undefined ? root : contexts.element(root, index));
      if (json === undefined) return { text: engine.redact(text), problem: 'not-json' };
      isJson = true;
      const masked = json.rebuild(makePlan(json.tape, leaves, undefined, index !== undefined));
      return json.isBroken ? { text: masked, problem: 'broken-off' } : { text: masked };
    } catch {
      return { text: isJson ? JSON.stringify(FAILED) : FAILED, problem: 'failed' };
    }
  };
  const redactor: Redactor = {
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
      try {
        return maskJson(typeof given === 'string' ? given : String(given)).text;
      } catch {
        return FAILED;
      }
    },
  };
  const inner: Inner = {
    engine,
    redact: redactor.redact,
    maskJson,
    areTitles: (cells) => cells.some(isFieldName) || engine.detect(cells.join('\t')).length === 0,
    maskTitle: (title) => (isFieldName(title.trim()) ? title : engine.redact(title)),
    rowMasker: (titles) =>
      createRowMasker(
        engine,
        leaves,
        titles?.map((title) => contexts.field(contexts.root, title)),
        contexts.root,
      ),
  };
  Object.defineProperty(redactor, INNER, { value: inner });
  return redactor;
}

/** Cheap to ask of every string: it begins and ends as objects and arrays do. */
function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  const [first, last] = [trimmed[0], trimmed.at(-1)];
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}
