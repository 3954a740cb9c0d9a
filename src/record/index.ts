/** Records and JSON text: the redactor with what it knows of fields. */

import { didYouMean, FAILED, TuominError } from '../errors.ts';
import type { StrategyType } from '../mask/strategies.ts';
import { compileFieldRules } from '../policy/fields.ts';
import { keysOf } from '../policy/keyed.ts';
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
import { FAILURE, type Report, Reporter, Tally } from './report.ts';
import { looksLikeJson, Revealer, type RevealOptions, type Undoing } from './reveal.ts';
import { createRowMasker, type RowMasker } from './row.ts';
import { ValueTape } from './value.ts';
import { createViews } from './views.ts';

export type { RecordFinding } from './plan.ts';
export type { Report, ReportEntry } from './report.ts';
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

export interface RecordRedactorOptions extends RedactorOptions {
  /** Told of every call and every stream: what was masked, by kind, field and strategy, and under which policy. No values. */
  readonly onReport?: (report: Report) => void;
}

/** JSON in JSON in JSON: enough for what is logged, and an end for what is hostile. */
const DEEPEST = 6;

/** Makes a redactor for texts, records and JSON. Throws a TuominError that names the option path on bad options. */
export function createRecordRedactor(
  options: RecordRedactorOptions = {},
  strategies?: Readonly<Record<string, StrategyType>>,
): Redactor {
  const { onReport, ...rest } = options ?? {};
  if (onReport !== undefined && typeof onReport !== 'function')
    throw new TuominError('bad-option', 'options.onReport', 'must be a function');
  return recordRedactor(createTextEngine(options === null ? options : rest, strategies), options);
}

/** What became of a JSON text; its problem is told to those who report lines. */
export interface MaskedJson {
  readonly text: string;
  readonly problem?: 'not-json' | 'broken-off' | 'failed';
}

/** What streams need of a redactor besides its methods. */
export interface Inner {
  readonly engine: TextEngine;
  readonly reporter: Reporter | undefined;
  /** Without a report: whoever streams tells when the stream ends. */
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

/** Masks records and JSON under one policy, or under one audience's view of it. */
class RecordMasker {
  readonly engine: TextEngine;
  readonly contexts: Contexts;
  readonly leaves: Leaves;
  #depth = 0;

  constructor(engine: TextEngine) {
    this.engine = engine;
    this.contexts = new Contexts(compileFieldRules(engine.policy));
    this.leaves = new Leaves(engine, (text, context, memory) => this.#nested(text, context, memory));
  }

  /** `memories` are those of the record, where somebody has filled them. */
  record<T>(value: T, memories?: readonly Memory[]): T {
    try {
      const record = new ValueTape(value, this.contexts);
      const plan = makePlan(record.tape, this.leaves, undefined, false, memories);
      return record.rebuild(plan) as T; // the same shape, but for masked leaves
    } catch {
      this.engine.masking.onMask?.(FAILURE);
      return FAILED as T; // whatever it was, it is not shown
    }
  }

  /** With `index`, the text is that element of an array that streams by. */
  json(text: string, index?: number): MaskedJson {
    let isJson = false;
    try {
      const { root } = this.contexts;
      const json = JsonTape.read(text, this.contexts, index === undefined ? root : this.contexts.element(root, index));
      if (json === undefined) return { text: this.engine.redact(text), problem: 'not-json' };
      isJson = true;
      const masked = json.rebuild(makePlan(json.tape, this.leaves, undefined, index !== undefined));
      return json.isBroken ? { text: masked, problem: 'broken-off' } : { text: masked };
    } catch {
      this.engine.masking.onMask?.(FAILURE);
      return { text: isJson ? JSON.stringify(FAILED) : FAILED, problem: 'failed' };
    }
  }

  /** JSON in a string, as it is or in base64; undefined when the string is neither. */
  #nested(text: string, context: Context, memory: Memory): string | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    try {
      if (looksLikeJson(text)) return this.#nestedJson(text, context, memory);
      const inner = decodeBase64(text);
      const masked = inner === undefined ? undefined : this.#nestedJson(inner, context, memory);
      return masked === undefined ? undefined : masked === inner ? text : encodeBase64(masked, text);
    } finally {
      this.#depth--;
    }
  }

  #nestedJson(text: string, root: Context, outer: Memory): string | undefined {
    const json = JsonTape.read(text, this.contexts, root);
    return json?.isContainer === true ? json.rebuild(makePlan(json.tape, this.leaves, outer)) : undefined;
  }
}

function recordRedactor(
  engine: TextEngine,
  { keys, tenant = '', audience = '', onReport }: RecordRedactorOptions,
): Redactor {
  const masker = new RecordMasker(engine);
  const views = createViews(engine);
  const maskers = new Map([...views.engines].map(([name, view]) => [name, new RecordMasker(view)]));
  const reporter = onReport === undefined ? undefined : new Reporter(onReport, tenant, audience);
  const text = textRedactor(engine);
  const undo = <T>(value: T, undoing: Undoing, options: RevealOptions = {}): T => {
    const revealer = new Revealer(keysOf(keys), tenant, undoing);
    let out = value;
    try {
      const record = new ValueTape(value, masker.contexts);
      out = record.rebuild(revealer.plan(record.tape)) as T; // the same shape, but for opened tokens
    } catch {
      // What cannot be read holds nothing that could be opened.
    }
    options.onReport?.({ ...revealer.counts });
    return out;
  };
  const redactor: Redactor = {
    ...text,
    redact: (given) => report(reporter, 'redact', engine, () => text.redact(given), sizeOf(given)),
    redactRecord: (value) => report(reporter, 'redactRecord', engine, () => masker.record(value)),
    redactFor<T, A extends string>(value: T, audiences: readonly A[]) {
      const chosen = audiences.map((name) => {
        const one = maskers.get(name);
        if (one !== undefined) return one;
        const guess = didYouMean(String(name), [...maskers.keys()]);
        throw new TuominError('unknown-audience', 'audiences', `the policy names no such audience${guess}`);
      });
      return views.together(() => {
        const memories = memoriesOf(value, masker);
        const shown = chosen.map((one, i) =>
          report(reporter, 'redactFor', one.engine, () => one.record(value, memories), 1, audiences[i]),
        );
        return Object.fromEntries(audiences.map((name, i) => [name, shown[i]])) as { [K in A]: T }; // of each, one
      });
    },
    reveal: (value, options) => undo(value, 'reveal', options),
    retoken: (value, options) => undo(value, 'retoken', options),
    detectRecord(value) {
      const { tape } = new ValueTape(value, masker.contexts);
      return findAll(tape, masker.leaves);
    },
    redactJson: (given) => report(reporter, 'redactJson', engine, () => redactJson(masker, given), sizeOf(given)),
  };
  const inner: Inner = {
    engine,
    reporter,
    redact: text.redact,
    maskJson: (given, index) => masker.json(given, index),
    areTitles: (cells) => cells.some(isFieldName) || engine.detect(cells.join('\t')).length === 0,
    maskTitle: (title) => (isFieldName(title.trim()) ? title : engine.redact(title)),
    rowMasker: (titles) => {
      const { contexts, leaves } = masker;
      const columns = titles?.map((title) => contexts.field(contexts.root, title));
      return createRowMasker(engine, leaves, columns, contexts.root);
    },
  };
  Object.defineProperty(redactor, INNER, { value: inner });
  return redactor;
}

function redactJson(masker: RecordMasker, given: unknown): string {
  try {
    return masker.json(typeof given === 'string' ? given : String(given)).text;
  } catch {
    return FAILED;
  }
}

/** What the record proves, once for all who see it; undefined when it cannot be read, which whoever masks it finds, too. */
function memoriesOf(value: unknown, { contexts, leaves }: RecordMasker): Memory[] | undefined {
  try {
    return remember(new ValueTape(value, contexts).tape, leaves, undefined, false);
  } catch {
    return undefined;
  }
}

/** Does the work, and reports what was masked in it where somebody wants to know. */
function report<T>(
  reporter: Reporter | undefined,
  ran: Report['ran'],
  { masking, policy }: TextEngine,
  work: () => T,
  read = 1,
  audience?: string,
): T {
  if (reporter === undefined) return work();
  const tally = new Tally();
  const outer = masking.onMask;
  masking.field = '';
  // Whoever counts already goes on counting.
  masking.onMask = (kind) => {
    tally.add(kind, masking.field);
    outer?.(kind);
  };
  try {
    return work();
  } finally {
    masking.onMask = outer;
    reporter.tell(ran, policy, tally, read, audience);
  }
}

function sizeOf(given: unknown): number {
  return typeof given === 'string' ? given.length : 1;
}
