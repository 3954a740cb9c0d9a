/**
 * Several workers on one file: chunks are cut where a line or a row ends, handed over without copying, and written in the
 * order they were read. Each worker has a redactor of its own.
 */

import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { RedactionReport } from '../index.ts';
import { tellEncoding } from '../stream/bytes.ts';
import { type Problem, StreamProblem } from '../stream/machine.ts';
import type { Options } from './args.ts';
import { Failure } from './failure.ts';
import { type MaskerOptions, makeMasker } from './redactor.ts';
import { isTable, type JobFormat, makeShell, type Redaction, tell } from './shell.ts';
import type { Target } from './target.ts';

type JobOptions = MaskerOptions & Pick<Options, 'encoding' | 'lossy' | 'onError' | 'delimiter'>;

/** So much is handed over at once: enough that handing over costs nothing beside masking. */
const CHUNK = 1 << 17;
/** A row that goes on beyond this is cut where a line ends: its quotes are out of order. */
const LONGEST_ROW = 1 << 24;
/** Chunks that are on their way, for each worker. */
const AHEAD = 2;
const NEWLINE = 10;
const QUOTE = 34;

interface Setup {
  readonly tuomin: 'job';
  readonly options: JobOptions;
  readonly format: JobFormat;
  /** The first row of a table: every other chunk is read behind it. */
  readonly head: Uint8Array;
}

interface Done {
  readonly bytes: Uint8Array;
  readonly problems: readonly Problem[];
  readonly masked: Readonly<Record<string, number>>;
  readonly reports: readonly RedactionReport[];
  /** What ended the stream, where `--on-error stop` asks for that. */
  readonly stopped: Problem | undefined;
}

/** Whether this thread is one of the workers. */
export function isWorker(): boolean {
  return (workerData as Setup | null)?.tuomin === 'job';
}

/** Masks chunk after chunk as it comes. */
export async function work(): Promise<void> {
  const { options, format, head } = workerData as Setup;
  let reports: RedactionReport[] = [];
  const { redactor } = await makeMasker(options, (report) => reports.push(report));
  parentPort?.on('message', ({ bytes, isFirst }: { bytes: Uint8Array; isFirst: boolean }) => {
    const problems: Problem[] = [];
    reports = [];
    let masked: Readonly<Record<string, number>> = {};
    let stopped: Problem | undefined;
    const shell = makeShell(options, format, redactor, false, {
      onProblem: (problem) => problems.push(problem),
      onProgress: (progress) => {
        masked = progress.masked;
      },
    });
    const parts: Uint8Array[] = [];
    try {
      if (!isFirst && head.length > 0) shell.bytes(head);
      problems.length = 0;
      parts.push(...shell.bytes(bytes), ...shell.end().bytes);
    } catch (error) {
      if (!(error instanceof StreamProblem)) throw error;
      stopped = { number: error.number, reason: error.reason };
    }
    const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    const done: Done = { bytes: out, problems, masked, reports, stopped };
    parentPort?.postMessage(done, [out.buffer]);
  });
}

export async function redactWithJobs(
  redaction: Redaction,
  format: JobFormat,
  input: AsyncIterable<Uint8Array>,
  target: Target,
): Promise<void> {
  const { options, program, keyText } = redaction;
  const { policy, kinds, fields, tenant, audience, lossy, onError, delimiter } = options;
  const cutter = new RowCutter(isTable(format));
  let pool: Pool | undefined;
  for await (const chunk of cutter.chunks(input)) {
    if (pool === undefined) {
      const encoding =
        options.encoding === undefined || options.encoding === 'auto'
          ? tellEncoding(chunk.bytes, true)
          : options.encoding;
      const head = isTable(format) ? chunk.bytes.slice(0, firstRow(chunk.bytes)) : new Uint8Array(0);
      const own: JobOptions = {
        ...{ policy, kinds, fields, tenant, audience, encoding, lossy, onError, delimiter, keyText },
        makesOutput: true,
      };
      pool = new Pool(program, options.jobs, { tuomin: 'job', options: own, format, head }, redaction, target);
    }
    redaction.onBytes(chunk.bytes.length);
    await pool.give(chunk.bytes, chunk.before);
  }
  await pool?.end();
}

/** Hands out chunks in turn and writes what comes back in order. */
class Pool {
  readonly #workers: Worker[];
  readonly #redaction: Redaction;
  readonly #target: Target;
  readonly #queues: ((done: Done) => void)[][] = [];
  readonly #setup: Setup;
  #results: Promise<{ done: Done; before: number; isFirst: boolean }>[] = [];
  #count = 0;
  #fail: (error: Error) => void = () => {};
  readonly #failure: Promise<never>;

  constructor(program: URL, jobs: number, setup: Setup, redaction: Redaction, target: Target) {
    this.#setup = setup;
    this.#redaction = redaction;
    this.#target = target;
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Told where the next result is waited for.
    this.#failure.catch(() => {});
    this.#workers = Array.from({ length: jobs }, (_, i) => {
      const worker = new Worker(program, { workerData: setup });
      const queue: ((done: Done) => void)[] = [];
      this.#queues[i] = queue;
      worker.on('message', (done: Done) => queue.shift()?.(done));
      worker.on('error', (error) => this.#fail(error));
      return worker;
    });
  }

  async give(bytes: Uint8Array, before: number): Promise<void> {
    const turn = this.#count++ % this.#workers.length;
    const isFirst = this.#count === 1;
    this.#results.push(
      new Promise((resolve) => {
        this.#queues[turn]?.push((done) => resolve({ done, before, isFirst }));
      }),
    );
    // An own buffer: handed over, not copied.
    this.#workers[turn]?.postMessage({ bytes, isFirst }, [bytes.buffer as ArrayBuffer]);
    while (this.#results.length >= AHEAD * this.#workers.length) await this.#writeNext();
  }

  async end(): Promise<void> {
    while (this.#results.length > 0) await this.#writeNext();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #writeNext(): Promise<void> {
    const next = this.#results.shift() as Promise<{ done: Done; before: number; isFirst: boolean }>; // asked for first
    try {
      const { done, before, isFirst } = await Promise.race([next, this.#failure]);
      // Chunks behind the first were read behind the titles.
      const shift = before - (isFirst || this.#setup.head.length === 0 ? 0 : 1);
      await this.#target.write(done.bytes);
      this.#redaction.reporter.add(done.masked);
      for (const report of done.reports) this.#redaction.reporter.audit(report);
      for (const { number, reason } of done.problems) tell(this.#redaction, { number: number + shift, reason });
      if (done.stopped !== undefined)
        throw new Failure(
          `${isTable(this.#setup.format) ? 'row' : 'line'} ${done.stopped.number + shift}: ${done.stopped.reason}`,
        );
    } catch (error) {
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
      throw error;
    }
  }
}

/** Cuts bytes where lines end, or rows: where a line ends outside quotes. */
class RowCutter {
  readonly #isTable: boolean;
  #open: Uint8Array[] = [];
  #size = 0;
  #isQuoted = false;
  /** Rows that were cut off so far. */
  #before = 0;

  constructor(isTable: boolean) {
    this.#isTable = isTable;
  }

  async *chunks(input: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Uint8Array; before: number }> {
    for await (const chunk of input) {
      this.#open.push(chunk);
      this.#size += chunk.length;
      if (this.#size >= CHUNK) yield* this.#cut(false);
    }
    yield* this.#cut(true);
  }

  *#cut(isEnd: boolean): Generator<{ bytes: Uint8Array; before: number }> {
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#open) {
      bytes.set(part, at);
      at += part.length;
    }
    let rows = 0;
    let end = 0;
    this.#isQuoted = false;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE && this.#isTable) this.#isQuoted = !this.#isQuoted;
      else if (byte === NEWLINE && (!this.#isQuoted || bytes.length > LONGEST_ROW)) {
        rows++;
        end = i + 1;
      }
    }
    if (isEnd) end = bytes.length;
    this.#open = [bytes.slice(end)];
    this.#size = bytes.length - end;
    if (end === 0) return;
    const before = this.#before;
    this.#before += rows;
    yield { bytes: end === bytes.length ? bytes : bytes.slice(0, end), before };
  }
}

/** Behind the first row of a table. */
function firstRow(bytes: Uint8Array): number {
  let isQuoted = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[i] === NEWLINE && !isQuoted) return i + 1;
  }
  return bytes.length;
}
