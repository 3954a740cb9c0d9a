/**
 * `tuomin/stream`: Web streams and async iterables, for browsers, edge runtimes and Node.
 *
 * Each function makes a TransformStream; with something to iterate over as its first argument it returns an async iterable
 * instead. Strings come out of strings, bytes out of bytes. For every way to cut the input, what comes out is the same.
 */

import {
  type CsvStreamOptions,
  createShell,
  type Format,
  type Shell,
  type StreamOptions,
  type TextStreamOptions,
} from './options.ts';

export { type OnError, type Problem, StreamProblem } from './machine.ts';
export type { CsvStreamOptions, Progress, StreamOptions, TextStreamOptions } from './options.ts';

/** A piece of text, or of its bytes. */
export type Chunk = string | Uint8Array;

/** As much of a TransformStream as both sides of it need; the platform's own is returned. */
export interface MaskingStream {
  readonly readable: ReadableSide;
  readonly writable: WritableSide;
}
/** `ReadableStream` where the platform's types are known. */
export type ReadableSide = typeof globalThis extends { ReadableStream: { prototype: infer T } } ? T : object;
/** `WritableStream` where the platform's types are known. */
export type WritableSide = typeof globalThis extends { WritableStream: { prototype: infer T } } ? T : object;

type Source<T extends Chunk> = Iterable<T> | AsyncIterable<T>;

/** A text as a whole: values may run over line ends. */
export function redactText(options?: TextStreamOptions): MaskingStream;
export function redactText<T extends Chunk>(source: Source<T>, options?: TextStreamOptions): AsyncIterable<T>;
export function redactText(first?: Source<Chunk> | TextStreamOptions, second?: TextStreamOptions): unknown {
  return make('text', first, second);
}

/** Each line by itself: log lines, chats. */
export function redactLines(options?: StreamOptions): MaskingStream;
export function redactLines<T extends Chunk>(source: Source<T>, options?: StreamOptions): AsyncIterable<T>;
export function redactLines(first?: Source<Chunk> | StreamOptions, second?: StreamOptions): unknown {
  return make('lines', first, second);
}

/** NDJSON (JSON Lines): each line a value; valid lines stay valid. */
export function redactNdjson(options?: StreamOptions): MaskingStream;
export function redactNdjson<T extends Chunk>(source: Source<T>, options?: StreamOptions): AsyncIterable<T>;
export function redactNdjson(first?: Source<Chunk> | StreamOptions, second?: StreamOptions): unknown {
  return make('ndjson', first, second);
}

/** JSON: an array of any size, element by element, or values one behind the other. */
export function redactJsonStream(options?: StreamOptions): MaskingStream;
export function redactJsonStream<T extends Chunk>(source: Source<T>, options?: StreamOptions): AsyncIterable<T>;
export function redactJsonStream(first?: Source<Chunk> | StreamOptions, second?: StreamOptions): unknown {
  return make('json', first, second);
}

/** Tables as text: CSV, TSV and their kin. */
export function redactCsv(options?: CsvStreamOptions): MaskingStream;
export function redactCsv<T extends Chunk>(source: Source<T>, options?: CsvStreamOptions): AsyncIterable<T>;
export function redactCsv(first?: Source<Chunk> | CsvStreamOptions, second?: CsvStreamOptions): unknown {
  return make('csv', first, second);
}

function make(
  format: Format,
  first: Source<Chunk> | TextStreamOptions | undefined,
  second: TextStreamOptions | undefined,
): unknown {
  if (isSource(first)) return iterate(first, createShell(format, second));
  return toStream(createShell(format, first));
}

function isSource(value: unknown): value is Source<Chunk> {
  return (
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value))
  );
}

async function* iterate(source: Source<Chunk>, shell: Shell): AsyncGenerator<Chunk> {
  for await (const chunk of source) yield* masked(shell, chunk);
  yield* rest(shell);
}

function* masked(shell: Shell, chunk: Chunk): Generator<Chunk> {
  if (typeof chunk !== 'string') yield* shell.bytes(chunk);
  else {
    const text = shell.text(chunk);
    if (text !== '') yield text;
  }
}

function* rest(shell: Shell): Generator<Chunk> {
  const { text, bytes } = shell.end();
  if (text !== '') yield text;
  yield* bytes;
}

interface Controller {
  enqueue(chunk: Chunk): void;
}
interface Transformer {
  transform(chunk: Chunk, controller: Controller): void;
  flush(controller: Controller): void;
}

function toStream(shell: Shell): MaskingStream {
  const { TransformStream } = globalThis as unknown as {
    TransformStream: new (transformer: Transformer) => MaskingStream;
  };
  return new TransformStream({
    transform(chunk, controller) {
      for (const part of masked(shell, chunk)) controller.enqueue(part);
    },
    flush(controller) {
      for (const part of rest(shell)) controller.enqueue(part);
    },
  });
}
