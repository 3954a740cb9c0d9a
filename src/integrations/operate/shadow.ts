import { FAILED, TuominError } from '../../errors.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import { type Inner, innerOf, type Redactor, type Report } from '../../record/index.ts';
import { DROPPED, FAILURE, type ReportEntry, Tally } from '../../record/report.ts';
import { escapeLabel } from '../prometheus.ts';
import { checkFunction, delegateTo, tell, type Window, withInner } from './delegate.ts';
import { Names, OTHERS } from './labels.ts';

export interface ShadowOptions {
  /** Told after every call, and of every line, row or piece of a stream, what would have been masked. */
  readonly onReport?: (report: Report) => void;
  readonly metrics?: {
    /** Put on every metric, such as the name of the service. */
    readonly labels?: Readonly<Record<string, string>>;
    /** So many pairs of kind and field are told apart; the fields of those that follow are `(others)`. Default: 500. */
    readonly maxSeries?: number;
  };
}

/** Since the shadow was made. */
export interface ShadowCounts {
  /** Calls, and lines, rows and pieces of streams. */
  readonly calls: number;
  /** Those in which something would have been masked. */
  readonly changed: number;
  /** Faults, after which nothing would have been shown of a value. */
  readonly failed: number;
  /** What would have been masked; texts have no field. */
  readonly values: readonly { readonly kind: string; readonly field?: string; readonly count: number }[];
}

export interface ShadowRedactor extends Redactor {
  readonly counts: ShadowCounts;
  /** The counts in the text format of Prometheus. */
  metrics(): string;
}

const MOST_SERIES = 500;

/**
 * A redactor that masks nothing: it gives back the very value it was given, does all the work of masking beside it, and counts what
 * would have been masked. For trying a policy in production before it is switched on. Never throws, not even for an audience that
 * the policy does not name. `reveal` and `retoken` are those of the redactor.
 *
 * A redactor's own `onReport` is not told, for nothing was masked. `redactFor` is counted by the views of its audiences where the
 * redactor has an `onReport`, and else as `redactRecord`. Streams hide lines that are too long or cannot be decoded all the same.
 */
export function shadow(redactor: Redactor, options: ShadowOptions = {}): ShadowRedactor {
  innerOf(redactor);
  checkFunction(options.onReport, 'options.onReport');
  const ledger = new Ledger(options);
  const look = (ran: Report['ran'], given: unknown, work: (inner: Inner) => unknown, also?: () => unknown): void => {
    try {
      const inner = innerOf(redactor);
      const trial = tryOut(inner, given, () => work(inner));
      // Views mask by themselves, and tell it to nobody but a reporter.
      if (also !== undefined && inner.reporter === undefined) trial.entries.push(...tryOut(inner, given, also).entries);
      ledger.add(ran, inner.engine.policy, trial, sizeOf(given));
    } catch {
      ledger.failed++;
    }
  };
  const pass = <T>(ran: Report['ran'], given: T, work: (inner: Inner) => unknown): T => {
    look(ran, given, work);
    return given;
  };
  const shadowed: ShadowRedactor = {
    ...delegateTo(() => redactor),
    redact: (text) => pass('redact', text, () => ofText(text, redactor.redact(text))),
    redactRecord: (value) => pass('redactRecord', value, () => redactor.redactRecord(value)),
    redactJson: (text) => pass('redactJson', text, () => ofText(text, redactor.redactJson(text))),
    redactFor<T, A extends string>(value: T, audiences: readonly A[]) {
      look(
        'redactFor',
        value,
        () => Object.values(redactor.redactFor(value, audiences)).find((one) => one !== value) ?? value,
        () => redactor.redactRecord(value),
      );
      return Object.fromEntries(audiences.map((name) => [name, value])) as { [K in A]: T }; // of each, one
    },
    get counts() {
      return ledger.counts;
    },
    metrics: () => ledger.metrics(),
  };
  const known = new WeakMap<Inner, Inner>();
  return withInner(shadowed, () => {
    const inner = innerOf(redactor);
    let own = known.get(inner);
    if (own === undefined) {
      own = shadowInner(inner, (given, work) => pass('stream', given, work));
      known.set(inner, own);
    }
    return own;
  });
}

/** What streams and workers are handed: everything passes, and nobody is told that it was masked. */
function shadowInner(inner: Inner, pass: <T>(given: T, work: () => unknown) => T): Inner {
  const { engine } = inner;
  return {
    ...inner,
    engine: {
      ...engine,
      masking: { ...engine.masking, onMask: undefined, field: '' },
      redact: (text) => pass(text, () => engine.redact(text)),
      window(options) {
        const real = engine.window(options);
        const passing = {
          held: 0,
          // What a window puts out is of another chunk: that something was masked is told by the counts.
          push: (chunk: string) => pass(chunk, () => void real.push(chunk)),
          end: () => pass('', () => void real.end()),
        };
        return passing as unknown as Window; // all that is used of one
      },
    },
    reporter: undefined,
    redact: (text) => pass(text, () => inner.redact(text)),
    // Without its problem, for which a stream would hide the line.
    maskJson: (text, index) => ({ text: pass(text, () => inner.maskJson(text, index).text) }),
    rowMasker(titles) {
      const mask = inner.rowMasker(titles);
      return (cells) => pass(cells, () => mask(cells));
    },
    maskTitle: (title) => pass(title, () => inner.maskTitle(title)),
  };
}

interface Trial {
  readonly entries: ReportEntry[];
}

/** Does the work and takes down what is masked in it, by the counter of text or, where that reports by itself, from its reports. */
function tryOut({ engine, reporter }: Inner, given: unknown, work: () => unknown): Trial {
  const { masking, policy } = engine;
  const own = new Tally();
  const told: ReportEntry[] = [];
  const outer = masking.onMask;
  const outerTell = reporter?.tell;
  masking.field = '';
  masking.onMask = (kind) => own.add(kind, masking.field);
  if (reporter !== undefined)
    reporter.tell = (_ran, of, tally) => {
      told.push(...tally.entries(of));
    };
  let isBroken = false;
  let isChanged = false;
  try {
    const out = work();
    isChanged = out !== undefined && out !== given;
  } catch {
    isBroken = true;
  } finally {
    masking.onMask = outer;
    if (reporter !== undefined && outerTell !== undefined) reporter.tell = outerTell;
  }
  // What is reported may have been counted here as well.
  const entries = told.length > 0 ? told : own.entries(policy);
  // What changes and is counted by nobody is a value that could not be read.
  if (isBroken || (isChanged && entries.length === 0)) entries.push({ kind: FAILURE, strategy: 'fixed', count: 1 });
  return { entries };
}

/** What is no string is read as it prints, which is no change. */
function ofText(given: unknown, out: string): unknown {
  return typeof given === 'string' || out.includes(FAILED) ? out : given;
}

/** Counts by kind and field, few enough for a time series of each. */
class Ledger {
  readonly #names = new Names();
  readonly #series = new Map<string, { readonly kind: string; readonly field: string; count: number }>();
  readonly #most: number;
  readonly #labels: string;
  readonly #onReport: ShadowOptions['onReport'];
  calls = 0;
  changed = 0;
  failed = 0;

  constructor({ onReport, metrics: { labels = {}, maxSeries = MOST_SERIES } = {} }: ShadowOptions) {
    if (!Number.isSafeInteger(maxSeries) || maxSeries < 1)
      throw new TuominError('bad-option', 'options.metrics.maxSeries', 'must be a whole number, 1 or more');
    for (const [name, value] of Object.entries(labels)) {
      if (!/^[a-zA-Z_]\w{0,60}$/.test(name) || ['kind', 'field'].includes(name) || typeof value !== 'string')
        throw new TuominError('bad-option', 'options.metrics.labels', 'must be names of Prometheus with strings');
    }
    this.#onReport = onReport;
    this.#most = maxSeries;
    this.#labels = Object.entries(labels)
      .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
      .join(',');
  }

  add(ran: Report['ran'], policy: CompiledPolicy, { entries }: Trial, read: number): void {
    this.calls++;
    if (entries.length > 0) this.changed++;
    const safe = new Map<string, ReportEntry>();
    for (const { kind: given, field: name = '', strategy, count } of entries) {
      // A detector that reports kinds it has not declared could make them of what it reads.
      const kind = given === DROPPED || given === FAILURE || policy.kinds.includes(given) ? given : OTHERS;
      const field = this.#names.labelOf(name);
      if (kind === FAILURE) this.failed += count;
      this.#count(kind, field, count);
      const key = `${kind}\0${field}\0${strategy}`;
      const sum = (safe.get(key)?.count ?? 0) + count;
      safe.set(key, { kind, ...(field === '' ? {} : { field }), strategy, count: sum });
    }
    if (this.#onReport === undefined) return;
    const all = [...safe.values()];
    const found = all.reduce((sum, { count }) => sum + count, 0);
    tell(this.#onReport, { ran, policy: { name: policy.name, version: 1 }, read, found, entries: all });
  }

  #count(kind: string, field: string, count: number): void {
    const isKnown = this.#series.has(`${kind}\0${field}`);
    const label = isKnown || this.#series.size < this.#most ? field : OTHERS;
    const key = `${kind}\0${label}`;
    const one = this.#series.get(key) ?? { kind, field: label, count: 0 };
    one.count += count;
    this.#series.set(key, one);
  }

  get counts(): ShadowCounts {
    const values = [...this.#series.values()].map(({ kind, field, count }) => ({
      kind,
      ...(field === '' ? {} : { field }),
      count,
    }));
    return { calls: this.calls, changed: this.changed, failed: this.failed, values };
  }

  metrics(): string {
    const lines: string[] = [];
    const metric = (name: string, help: string, values: readonly (readonly [string, number])[]): void => {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [own, value] of values) {
        const labels = [this.#labels, own].filter((one) => one !== '').join(',');
        lines.push(`${name}${labels === '' ? '' : `{${labels}}`} ${value}`);
      }
    };
    metric('tuomin_shadow_calls_total', 'Calls and pieces of streams.', [['', this.calls]]);
    metric('tuomin_shadow_changed_total', 'Those in which something would have been masked.', [['', this.changed]]);
    metric('tuomin_shadow_failed_total', 'Faults.', [['', this.failed]]);
    metric(
      'tuomin_shadow_values_total',
      'Values that would have been masked, by kind and field.',
      [...this.#series.values()].map(({ kind, field, count }) => [
        `kind="${escapeLabel(kind)}",field="${escapeLabel(field)}"`,
        count,
      ]),
    );
    return `${lines.join('\n')}\n`;
  }
}

function sizeOf(given: unknown): number {
  return typeof given === 'string' ? given.length : 1;
}
