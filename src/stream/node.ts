/** `tuomin/node`: the same streams as Transforms of Node. They take bytes, or strings as UTF-8, and give out bytes. */

import { Transform } from 'node:stream';
import {
  type CsvStreamOptions,
  createShell,
  type Format,
  type StreamOptions,
  type TextStreamOptions,
} from './options.ts';

export { type OnError, type Problem, StreamProblem } from './machine.ts';
export type { CsvStreamOptions, Progress, StreamOptions, TextStreamOptions } from './options.ts';

/** Ends the stream with an AbortError. */
export interface Abortable {
  readonly signal?: AbortSignal;
}

/** A text as a whole: values may run over line ends. */
export function redactText(options: TextStreamOptions & Abortable = {}): Transform {
  return toTransform('text', options);
}

/** Each line by itself: log lines, chats. */
export function redactLines(options: StreamOptions & Abortable = {}): Transform {
  return toTransform('lines', options);
}

/** NDJSON (JSON Lines): each line a value; valid lines stay valid. */
export function redactNdjson(options: StreamOptions & Abortable = {}): Transform {
  return toTransform('ndjson', options);
}

/** JSON: an array of any size, element by element, or values one behind the other. */
export function redactJsonStream(options: StreamOptions & Abortable = {}): Transform {
  return toTransform('json', options);
}

/** Tables as text: CSV, TSV and their kin. */
export function redactCsv(options: CsvStreamOptions & Abortable = {}): Transform {
  return toTransform('csv', options);
}

function toTransform(format: Format, { signal, ...options }: TextStreamOptions & Abortable): Transform {
  const shell = createShell(format, options);
  return new Transform({
    ...(signal === undefined ? {} : { signal }),
    transform(chunk: Uint8Array, _, done) {
      try {
        for (const part of shell.bytes(chunk)) this.push(part);
        done();
      } catch (error) {
        done(error as Error); // a StreamProblem: nothing else is thrown
      }
    },
    flush(done) {
      try {
        for (const part of shell.end().bytes) this.push(part);
        done();
      } catch (error) {
        done(error as Error); // see above
      }
    },
  });
}
