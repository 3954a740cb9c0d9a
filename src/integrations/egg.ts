/**
 * `tuomin/egg`: egg-logger transports, and so the files and the console of an egg application, get masked lines only.
 *
 * A line is put together by the transport's base class from message, context and formatter; the hook runs that first, masks its
 * text, and hands it on as raw, so that files, buffers, encodings and the console stay egg's.
 */

import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';
import { type LineOptions, maskLine, noticeOf } from './line.ts';

interface Transport {
  options?: object;
  log(level: string, args: readonly unknown[], meta?: object): unknown;
}

/** Loggers of egg are maps of transports, and its `app.loggers` a map of loggers. */
type LoggerMap = Map<string, unknown>;

const IS_MASKED = /* @__PURE__ */ Symbol.for('tuomin.masked');

/**
 * Masks what the transports of a logger of egg-logger write, or those of all loggers of an application (`app.loggers`); transports
 * and loggers added later included. A line that cannot be masked becomes a notice with its level. Transports of one's own that do
 * not extend egg's are handed masked arguments.
 *
 * @returns what was given.
 */
export function redacted<L extends LoggerMap>(loggers: L, { redactor = createRedactor() }: LineOptions = {}): L {
  const guard = (value: unknown): void => {
    if (value instanceof Map) redacted(value, { redactor });
    else guardTransport(value as Transport, redactor);
  };
  for (const value of loggers.values()) guard(value);
  const set = loggers.set;
  loggers.set = function (this: L, name, value) {
    guard(value);
    return set.call(this, name, value) as L;
  };
  return loggers;
}

/** What an application or plugin of egg exports from its `app.js` and `agent.js`: `module.exports = require('tuomin/egg').Boot`. */
export class Boot {
  readonly #app: { readonly loggers: LoggerMap };

  constructor(app: { readonly loggers: LoggerMap }) {
    this.#app = app;
  }

  configDidLoad(): void {
    redacted(this.#app.loggers);
  }
}

function guardTransport(transport: Transport & { [IS_MASKED]?: true }, redactor: Redactor): void {
  if (transport[IS_MASKED] === true) return;
  Object.defineProperty(transport, IS_MASKED, { value: true });
  const write = transport.log;
  const format = formatOf(transport);
  transport.log = (level, args, meta) => {
    if (format === undefined)
      return write.call(transport, level, redactor.redactRecord(args), redactor.redactRecord(meta));
    // Without the line end and encoding, which come when it is written.
    const bare = Object.create(transport, { options: { value: { ...transport.options, encoding: 'utf8', eol: '' } } });
    // Nothing to say is a buffer.
    const line = String(format.call(bare, level, args, meta));
    const masked = maskLine(redactor, line, (body) => noticeOf(body, 'message', { level, time: new Date() }));
    return write.call(transport, level, [masked], { raw: true });
  };
}

/** By which egg's base class makes the text of a line; nothing for a transport that does not extend it. */
function formatOf(transport: Transport): Transport['log'] | undefined {
  let at: object | null = transport;
  while (at !== null) {
    if (Object.hasOwn(at, 'log') && at.constructor.name === 'Transport') return (at as Transport).log;
    at = Object.getPrototypeOf(at);
  }
  return undefined;
}
