/** What workers inside a broker's consumer group have in common: messages masked, counted, and told of without their values. */

import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import { innerOf, type Redactor } from '../record/index.ts';
import { redactText } from './line.ts';
import { escapeLabel } from './prometheus.ts';

export interface WorkerOptions {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
  /** Told what goes wrong with the broker; the worker goes on, and tries again. The problem holds nothing of a message. */
  readonly onProblem?: (problem: BrokerProblem) => void;
}

/** What a broker or its client complained of, without the arguments that clients add to their errors. */
export class BrokerProblem extends Error {
  /** The client's own code, such as `ECONNREFUSED` or `NOGROUP`. */
  readonly code: string;
  /** What the worker was at. */
  readonly during: string;

  constructor(code: string, during: string) {
    super(`${during}: ${code}`);
    this.name = 'BrokerProblem';
    this.code = code;
    this.during = during;
  }
}

/** Since the worker was started. */
export interface WorkerCounts {
  /** Messages read, those of workers that died included. */
  readonly read: number;
  /** Messages written and confirmed. */
  readonly written: number;
  /** Of the written ones, those in which something was masked. */
  readonly masked: number;
  /** Messages of which nothing could be shown, told to the dead letters or written as a notice. */
  readonly failed: number;
  /** Taken over from a worker that did not confirm. */
  readonly claimed: number;
  /** Complaints of the broker. */
  readonly problems: number;
  /** Messages that wait, where the broker tells. */
  readonly lag: number | undefined;
  /** Values masked, by kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

export interface Worker {
  /** Resolves when the worker has stopped. */
  readonly done: Promise<void>;
  readonly counts: WorkerCounts;
  /** Takes no more messages, finishes and confirms those it has, and leaves. */
  stop(): Promise<void>;
  /** The counts in the text format of Prometheus. */
  metrics(): string;
}

/** What callers get of a worker that runs until it is told to leave. */
export function workerOf(load: Workload, done: Promise<void>, leave: () => void): Worker {
  return {
    done,
    get counts() {
      return load.counts;
    },
    metrics: () => load.metrics(),
    stop() {
      leave();
      return done;
    },
  };
}

/** A message masked; `isWhole` when nothing of it had to be hidden for a fault. */
export interface MaskedMessage<T> {
  readonly value: T;
  readonly isChanged: boolean;
  readonly isWhole: boolean;
}

export class Workload {
  readonly redactor: Redactor;
  readonly #onProblem: WorkerOptions['onProblem'];
  readonly #broker: string;
  readonly #source: string;
  readonly kinds: Record<string, number> = {};
  read = 0;
  written = 0;
  masked = 0;
  failed = 0;
  claimed = 0;
  problems = 0;
  lag: number | undefined;

  constructor(broker: string, source: string, { redactor = createRedactor(), onProblem }: WorkerOptions) {
    innerOf(redactor);
    this.redactor = redactor;
    this.#broker = broker;
    this.#source = source;
    this.#onProblem = onProblem;
  }

  /** A text of JSON or of anything else; undefined, which some brokers have, stays. */
  maskText(text: string): MaskedMessage<string> {
    return this.#count(text, () => redactText(this.redactor, text));
  }

  /** Values by the names of their fields. */
  maskRecord<T extends object>(record: T): MaskedMessage<T> {
    return this.#count(record, () => this.redactor.redactRecord(record));
  }

  /** Bytes of UTF-8; others hold what cannot be looked at, and are hidden. */
  maskBytes(bytes: Uint8Array): MaskedMessage<string> {
    const text = decode(bytes);
    return text === undefined ? { value: FAILED, isChanged: true, isWhole: false } : this.maskText(text);
  }

  #count<T>(given: T, mask: () => T): MaskedMessage<T> {
    const { masking } = innerOf(this.redactor).engine;
    const outer = masking.onMask;
    masking.onMask = (kind) => {
      const name = String(kind);
      this.kinds[name] = (this.kinds[name] ?? 0) + 1;
      outer?.(kind);
    };
    try {
      const value = mask();
      const isChanged = value !== given;
      const isWhole = !isChanged || !showsFailure(value) || showsFailure(given);
      return { value, isChanged, isWhole };
    } finally {
      masking.onMask = outer;
    }
  }

  /** Clients put the command with all its arguments into their errors; none of that is passed on. */
  complain(error: unknown, during: string): void {
    this.problems++;
    try {
      this.#onProblem?.(new BrokerProblem(codeOf(error), during));
    } catch {
      // The caller's own fault, which must not stop the worker.
    }
  }

  get counts(): WorkerCounts {
    const { read, written, masked, failed, claimed, problems, lag } = this;
    return { read, written, masked, failed, claimed, problems, lag, kinds: { ...this.kinds } };
  }

  metrics(): string {
    const labels = `broker="${this.#broker}",source="${escapeLabel(this.#source)}"`;
    const lines: string[] = [];
    const metric = (name: string, type: string, help: string, values: readonly (readonly [string, number])[]): void => {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
      for (const [more, value] of values) lines.push(`${name}{${labels}${more}} ${value}`);
    };
    metric('tuomin_messages_total', 'counter', 'Messages by what became of them.', [
      [',outcome="read"', this.read],
      [',outcome="written"', this.written],
      [',outcome="masked"', this.masked],
      [',outcome="failed"', this.failed],
      [',outcome="claimed"', this.claimed],
    ]);
    metric(
      'tuomin_values_total',
      'counter',
      'Values masked, by kind.',
      Object.entries(this.kinds).map(([kind, n]) => [`,kind="${escapeLabel(kind)}"`, n]),
    );
    metric('tuomin_problems_total', 'counter', 'Complaints of the broker.', [['', this.problems]]);
    if (this.lag !== undefined) metric('tuomin_lag', 'gauge', 'Messages that wait.', [['', this.lag]]);
    return `${lines.join('\n')}\n`;
  }
}

function showsFailure(value: unknown): boolean {
  return (typeof value === 'string' ? value : JSON.stringify(value)).includes(FAILED);
}

const CODE = /^[A-Z][A-Z_]{2,40}$/;

/** A code of a client or the word a reply of a broker begins with; of a message nothing else is fit to be shown. */
function codeOf(error: unknown): string {
  const { code, message, name } = (error ?? {}) as { code?: unknown; message?: unknown; name?: unknown };
  const first = typeof message === 'string' ? message.split(' ', 1)[0] : undefined;
  for (const one of [code, first]) if (typeof one === 'string' && CODE.test(one)) return one;
  return typeof name === 'string' && /^[A-Za-z]{3,40}$/.test(name) ? name : 'error';
}

/** Undefined where bytes are no UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** From a tenth of a second to five, and again from the start after a success. */
export class Patience {
  #wait = 100;

  succeed(): void {
    this.#wait = 100;
  }

  /** Resolves at once when the signal comes. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = this.#wait;
    this.#wait = Math.min(5000, ms * 2);
    await pause(ms, signal);
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    signal.addEventListener('abort', go, { once: true });
  });
}
