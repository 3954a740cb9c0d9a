/**
 * `tuomin/pino`: nothing reaches a pino log unmasked, whatever the line was made of (message, bindings, serializers, errors).
 *
 * The hook is `streamWrite`, the last stage at which pino has a line: `formatters`, `mixin` and `redact` come before bindings of
 * child loggers and error causes are written. Needs pino 9.4 or newer.
 */

import type { Transform } from 'node:stream';
import { createRedactor } from '../index.ts';
import type { PolicyInput } from '../policy/format.ts';
import { redactNdjson } from '../stream/node.ts';
import { type LineOptions, lineMasker } from './line.ts';

/** What goes into the options of `pino`; hooks of your own beside it are to be merged: `{ ...redaction().hooks, logMethod }`. */
export interface PinoRedaction {
  readonly hooks: { readonly streamWrite: (line: string) => string };
}

/**
 * Options for `pino(…)` by which every line is masked in the thread that logs, before any transport sees it. Child loggers inherit
 * it. A line that cannot be masked becomes a notice with its level, time and logger. Destinations that read
 * `Symbol.for('pino.metadata')` are handed the raw last object and message by pino itself: do not use those.
 *
 *     const log = pino({ ...redaction(), level: 'info' });
 */
export function redaction(options: LineOptions = {}): PinoRedaction {
  return { hooks: { streamWrite: lineMasker(options) } };
}

/** Of a stage: only what can be sent to the worker in which transports run. */
export interface PinoStageOptions {
  readonly policy?: PolicyInput;
  readonly allow?: readonly (string | RegExp)[];
  readonly deny?: readonly (string | RegExp)[];
}

/**
 * The stage of a transport, which moves the work off the main thread. Raw lines cross to the worker; a line that is not masked
 * there is written nowhere.
 *
 *     pino.transport({ pipeline: [{ target: 'tuomin/pino', options: { policy: 'log' } }, { target: 'pino/file' }] })
 */
// biome-ignore lint/style/noDefaultExport: it is what pino loads of a transport
export default function stage(options: PinoStageOptions = {}): Transform {
  return redactNdjson({ redactor: createRedactor(options) });
}
