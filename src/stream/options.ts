/** The options of streams, checked once, and the machines they ask for. */

import { didYouMean, TuominError } from '../errors.ts';
import { createRedactor } from '../index.ts';
import { type Inner, innerOf, type Redactor } from '../record/index.ts';
import { Tally } from '../record/report.ts';
import { type ByteMachine, createByteMachine } from './bytes.ts';
import { createCsvMachine } from './csv.ts';
import { createJsonMachine } from './json.ts';
import { createLineMachine } from './lines.ts';
import type { Machine, MachineOptions, OnError, Problem } from './machine.ts';
import { createNdjsonMachine } from './ndjson.ts';

/** What a stream is told while it runs; none of it holds text. */
export interface Progress {
  /** Units of the text, or bytes, that came in so far. */
  readonly read: number;
  /** How many values were masked so far, by kind. */
  readonly masked: Readonly<Record<string, number>>;
}

export interface StreamOptions {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
  /** Of bytes: UTF-8 when absent; `auto` tells the two apart by what comes first. They go out as they came in. */
  readonly encoding?: 'utf-8' | 'gb18030' | 'auto';
  /** Bytes that cannot be decoded become U+FFFD instead of a problem. */
  readonly lossy?: boolean;
  /** What becomes of a line, row or value that is broken: hidden as a whole (`mask`, when absent), left out, read as text, or the end. */
  readonly onError?: OnError;
  /** Told of each, by number and reason. */
  readonly onProblem?: (problem: Problem) => void;
  /** Units held of one line, row or value; 16 Mi when absent. */
  readonly maxHold?: number;
  /** Told after each chunk. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface TextStreamOptions extends StreamOptions {
  /**
   * Put out what no later text can change at once, and hold no more than the detectors look at: for chats and tokens of language
   * models.
   */
  readonly live?: boolean;
}

export interface CsvStreamOptions extends StreamOptions {
  /** What separates cells; told by the first row when absent. */
  readonly delimiter?: string;
  /** Whether the first row holds titles; told by what stands in it when absent. */
  readonly header?: boolean;
}

/** For the command: any label that can be read, and another encoding for what is written. */
export interface Recoding {
  readonly encoding?: string;
  readonly output?: 'utf-8' | 'gb18030' | undefined;
}

export type Format = 'text' | 'lines' | 'ndjson' | 'json' | 'csv';

/** Both sides of a stream: what it is given decides which of them it uses. */
export interface Shell {
  text(chunk: string): string;
  bytes(chunk: Uint8Array): Uint8Array[];
  /** The rest, on the side that was used. */
  end(): { readonly text: string; readonly bytes: readonly Uint8Array[] };
}

type AnyOptions = TextStreamOptions & CsvStreamOptions;

const COMMON = ['redactor', 'encoding', 'lossy', 'onError', 'onProblem', 'maxHold', 'onProgress'];
const OWN: Readonly<Record<Format, readonly string[]>> = {
  text: ['live'],
  lines: [],
  ndjson: [],
  json: [],
  csv: ['delimiter', 'header'],
};
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  encoding: ['utf-8', 'gb18030', 'auto'],
  onError: ['mask', 'skip', 'text', 'stop'],
};
const TYPES: Readonly<Record<string, string>> = {
  lossy: 'boolean',
  live: 'boolean',
  header: 'boolean',
  onProblem: 'function',
  onProgress: 'function',
  delimiter: 'string',
};
const MOST_HELD = 1 << 24;

let shared: Redactor | undefined;

/** Checks the options and makes what stands behind a stream. Throws a TuominError that names the option. */
export function createShell(format: Format, given: AnyOptions = {}, recoding: Recoding = {}): Shell {
  check(format, given);
  if (given.redactor === undefined) shared ??= createRedactor();
  const inner = innerOf(given.redactor ?? (shared as Redactor)); // made above
  const own: MachineOptions = {
    onError: given.onError ?? 'mask',
    maxHold: given.maxHold ?? MOST_HELD,
    onProblem: given.onProblem,
  };
  const machine = createMachine(format, inner, own, given);
  const masked: Record<string, number> = {};
  let read = 0;
  let side: 'text' | 'bytes' | undefined;
  let byteMachine: ByteMachine | undefined;
  const { masking, policy } = inner.engine;
  const tally = new Tally();
  const counted = <T>(units: number, work: () => T): T => {
    masking.field = '';
    masking.onMask = (kind) => {
      masked[kind] = (masked[kind] ?? 0) + 1;
      if (inner.reporter !== undefined) tally.add(kind, masking.field);
    };
    try {
      return work();
    } finally {
      masking.onMask = undefined;
      read += units;
      given.onProgress?.({ read, masked });
    }
  };
  const bytes = (): ByteMachine => {
    byteMachine ??= createByteMachine(machine, {
      ...own,
      encoding: recoding.encoding ?? given.encoding ?? 'utf-8',
      output: recoding.output,
      isLossy: given.lossy === true,
      hidden: format === 'ndjson' || format === 'json' ? '"***"' : '***',
      isLive: given.live === true,
    });
    return byteMachine;
  };
  const use = (which: 'text' | 'bytes'): void => {
    side ??= which;
    if (side !== which) throw new TypeError('a stream takes strings or bytes, not both');
  };
  return {
    text(chunk) {
      use('text');
      return counted(chunk.length, () => machine.push(chunk));
    },
    bytes(chunk) {
      use('bytes');
      return counted(chunk.length, () => bytes().push(chunk));
    },
    end() {
      const rest = counted(0, () =>
        side === 'bytes' ? { text: '', bytes: bytes().end() } : { text: machine.end(), bytes: [] },
      );
      inner.reporter?.tell('stream', policy, tally, read);
      return rest;
    },
  };
}

function createMachine(format: Format, inner: Inner, own: MachineOptions, given: AnyOptions): Machine {
  switch (format) {
    case 'text':
      return inner.engine.window({ isLive: given.live === true });
    case 'lines':
      return createLineMachine({ redact: inner.redact, window: () => inner.engine.window() });
    case 'ndjson':
      return createNdjsonMachine(inner, own);
    case 'json':
      return createJsonMachine(inner, own);
    case 'csv':
      return createCsvMachine(inner, { ...own, delimiter: given.delimiter, header: given.header });
  }
}

function check(format: Format, given: AnyOptions): void {
  if (typeof given !== 'object' || given === null) throw new TuominError('bad-option', 'options', 'must be an object');
  const known = [...COMMON, ...OWN[format]];
  for (const [name, value] of Object.entries(given)) {
    const path = `options.${name}`;
    if (!known.includes(name))
      throw new TuominError('unknown-option', path, `unknown option${didYouMean(name, known)}`);
    if (value === undefined) continue;
    const choices = CHOICES[name];
    if (choices !== undefined && !choices.includes(String(value)))
      throw new TuominError('bad-option', path, `unknown value${didYouMean(String(value), choices)}`);
    const type = TYPES[name];
    if (type !== undefined && typeof value !== type) throw new TuominError('bad-option', path, `must be a ${type}`);
  }
  const { maxHold = MOST_HELD, delimiter = ',' } = given;
  if (!Number.isSafeInteger(maxHold) || maxHold < 1024)
    throw new TuominError('bad-option', 'options.maxHold', 'must be a whole number, 1024 or more');
  if (delimiter.length !== 1 || '"\r\n'.includes(delimiter))
    throw new TuominError('bad-option', 'options.delimiter', 'must be one character, and no quote or line end');
}
