/**
 * `tuomin/winston`: nothing reaches a transport unmasked, whichever formats the logger and the transport have.
 *
 * The hook is the call by which a transport is handed a line, after all formats: a format in the logger would be replaced by one
 * of a transport, and formats before the last see neither what `splat` puts in nor the text.
 */

import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';
import { type LineOptions, maskLine, noticeOf } from './line.ts';

/** Of a winston logger, what is used here. */
export interface WinstonLogger {
  readonly transports: readonly object[];
  // biome-ignore lint/suspicious/noExplicitAny: as Node's own streams have it
  pipe(target: any, options?: any): any;
}

/** Symbols of the package triple-beam, under which winston keeps the text and the level of a line. */
const MESSAGE = /* @__PURE__ */ Symbol.for('message');
const LEVEL = /* @__PURE__ */ Symbol.for('level');
const IS_MASKED = /* @__PURE__ */ Symbol.for('tuomin.masked');

/**
 * Masks what all transports of a logger are handed, those added later, those for exceptions and rejections, and those of child
 * loggers included. Text transports get the line masked, object transports the record. A line that cannot be masked becomes a
 * notice with its level and time. Whoever listens to the logger's own `data` events sees raw records.
 *
 *     const log = redacted(winston.createLogger({ transports: [new winston.transports.Console()] }));
 *
 * @returns the logger given.
 */
export function redacted<L extends WinstonLogger>(logger: L, { redactor = createRedactor() }: LineOptions = {}): L {
  const pipe = logger.pipe;
  for (const target of logger.transports) guard(target, redactor);
  logger.pipe = function (this: L, target: object, ...rest: unknown[]) {
    guard(target, redactor);
    return pipe.call(this, target, ...rest);
  };
  return logger;
}

type Methods = Record<'log' | 'logv' | 'write', ((...args: unknown[]) => unknown) | undefined> & {
  transport?: Methods;
  [IS_MASKED]?: true;
};

/** Wraps the last call before a sink, once. */
function guard(target: object, redactor: Redactor): void {
  // Old transports and those for exceptions come wrapped in a stream that calls them.
  const outer = target as Methods;
  const sink = outer.transport ?? outer;
  if (sink[IS_MASKED] === true) return;
  Object.defineProperty(sink, IS_MASKED, { value: true });
  const { log, logv, write } = sink;
  if (log !== undefined) {
    // Transports of winston 2 are handed level, message and record.
    sink.log = (...args) =>
      log.apply(
        sink,
        args.map((one) => mask(one, redactor)),
      );
  }
  if (logv !== undefined) {
    // In a batch, past the transport's own format: chunks of a stream.
    sink.logv = (chunks, ...rest) =>
      logv.call(
        sink,
        (chunks as { chunk: unknown }[]).map((one) => ({ ...one, chunk: mask(one.chunk, redactor) })),
        ...rest,
      );
  }
  if (log === undefined && logv === undefined && write !== undefined)
    sink.write = (chunk, ...rest) => write.call(sink, mask(chunk, redactor), ...rest);
}

function mask(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'function') return value;
  return typeof value === 'object' && value !== null ? view(value as Info, redactor) : redactor.redactRecord(value);
}

type Info = Record<string | symbol, unknown>;

/**
 * A record that is masked when its fields are asked for: transports of text ask for the line only, and looking at both would
 * double what they cost.
 */
function view(info: Info, redactor: Redactor): object {
  const target: Info = Object.create(Object.getPrototypeOf(info));
  const line = info[MESSAGE];
  if (line !== undefined)
    target[MESSAGE] =
      typeof line === 'string'
        ? maskLine(redactor, line, (body) =>
            noticeOf(body, 'message', { level: info[LEVEL], time: info['timestamp'], name: info['label'] }),
          )
        : redactor.redactRecord(line);
  if (info[LEVEL] !== undefined) target[LEVEL] = info[LEVEL];

  let isFilled = false;
  const filled = (): Info => {
    if (isFilled) return target;
    isFilled = true;
    const record = redactor.redactRecord(info);
    const fields = typeof record === 'object' && record !== null ? record : { message: record };
    for (const key of Object.getOwnPropertyNames(fields))
      Object.defineProperty(target, key, { ...Object.getOwnPropertyDescriptor(fields, key), configurable: true });
    // Such as the raw arguments, which winston keeps under a symbol.
    for (const key of Object.getOwnPropertySymbols(info))
      if (!Object.hasOwn(target, key)) target[key] = redactor.redactRecord(info[key]);
    return target;
  };
  return new Proxy(target, {
    get: (_, key) => (key === MESSAGE || key === LEVEL ? target[key] : Reflect.get(filled(), key)),
    has: (_, key) => Reflect.has(filled(), key),
    set: (_, key, value) => Reflect.set(filled(), key, value),
    ownKeys: () => Reflect.ownKeys(filled()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(filled(), key),
  });
}
