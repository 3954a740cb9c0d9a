/** Records and JSON text: the redactor with what it knows of fields. */

import { didYouMean, FAILED, TuominError } from '../errors.ts';
import type { StrategyType } from '../mask/strategies.ts';
import { compileFieldRules } from '../policy/fields.ts';
import { type Keys, keysOf } from '../policy/keyed.ts';
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
import { findAll, makePlan, type RecordFinding, remember } from './plan.ts';
import { looksLikeJson, Revealer, type RevealOptions, type Undoing } from './reveal.ts';
import { createRowMasker, type RowMasker } from './row.ts';
import { ValueTape } from './value.ts';
import { createViews } from './views.ts';

export type { RecordFinding } from './plan.ts';
export type { RevealOptions, RevealReport } from './reveal.ts';

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
  /**
   * What each audience of the policy may see of a value: found once, masked for each. Throws a TuominError for an audience that
   * the policy does not name; beyond that as `redactRecord`.
   */
  redactFor<T, A extends string>(value: T, audiences: readonly A[]): { [K in A]: T };
  /**
   * Puts back what the strategy `encrypt` has sealed, in a text or in any value, with the keys the redactor was made with. Tokens
   * that do not open (of another key or tenant, broken off, changed, or keyed hashes) stay as they are and are counted.
   */
  reveal<T>(value: T, options?: RevealOptions): T;
  /** As `reveal`, but what opens is sealed again under the active key: for the time after a key was changed. */
  retoken<T>(value: T, options?: RevealOptions): T;
}

/** JSON in JSON in JSON: enough for what is logged, and an end for what is hostile. */
const DEEPEST = 6;

/** Makes a redactor for texts, records and JSON. Throws a TuominError that names the option path on bad options. */
export function createRecordRedactor(
  options: RedactorOptions = {},
  strategies?: Readonly<Record<string, StrategyType>>,
): Redactor {
  const { keys, tenant = '' } = options ?? {};
  return recordRedactor(createTextEngine(options, strategies), keysOf(keys), tenant);
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

/** What masks the values of records, under one policy or one audience's view of it. */
interface RecordMasker {
  readonly contexts: Contexts;
  readonly leaves: Leaves;
}

function createRecordMasker(engine: TextEngine): RecordMasker {
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
  return { contexts, leaves };
}

function recordRedactor(engine: TextEngine, keys: Keys | undefined, tenant: string): Redactor {
  const { contexts, leaves } = createRecordMasker(engine);
  const views = createViews(engine);
  const maskers = new Map([...views.engines].map(([name, view]) => [name, createRecordMasker(view)]));
  const maskRecord = <T>(value: T, masker: RecordMasker, memories?: readonly Memory[]): T => {
    try {
      const record = new ValueTape(value, masker.contexts);
      const plan = makePlan(record.tape, masker.leaves, undefined, false, memories);
      return record.rebuild(plan) as T; // the same shape, but for masked leaves
    } catch {
      return FAILED as T; // whatever it was, it is not shown
    }
  };
  const undo = <T>(value: T, undoing: Undoing, { onReport }: RevealOptions = {}): T => {
    const revealer = new Revealer(keys, tenant, undoing);
    let out = value;
    try {
      const record = new ValueTape(value, contexts);
      out = record.rebuild(revealer.plan(record.tape)) as T; // the same shape, but for opened tokens
    } catch {
      // What cannot be read holds nothing that could be opened.
    }
    onReport?.({ ...revealer.counts });
    return out;
  };
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
    redactRecord: (value) => maskRecord(value, { contexts, leaves }),
    redactFor<T, A extends string>(value: T, audiences: readonly A[]) {
      const chosen = audiences.map((name) => {
        const masker = maskers.get(name);
        if (masker !== undefined) return masker;
        const guess = didYouMean(String(name), [...maskers.keys()]);
        throw new TuominError('unknown-audience', 'audiences', `the policy names no such audience${guess}`);
      });
      return views.together(() => {
        const memories = attempt(() => remember(new ValueTape(value, contexts).tape, leaves, undefined, false));
        const shown = chosen.map((masker) => maskRecord(value, masker, memories));
        return Object.fromEntries(audiences.map((name, i) => [name, shown[i]])) as { [K in A]: T }; // of each, one
      });
    },
    reveal: (value, options) => undo(value, 'reveal', options),
    retoken: (value, options) => undo(value, 'retoken', options),
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

/** Undefined for a value that cannot be read: who masks it finds the same. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
