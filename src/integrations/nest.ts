/** `tuomin/nest`: a LoggerService that is handed masked messages only. */

import { createRedactor } from '../index.ts';
import type { LineOptions } from './line.ts';

/** The methods of Nest's LoggerService by which something is said. */
const LEVELS = ['log', 'error', 'warn', 'debug', 'verbose', 'fatal'] as const;

type Say = (message: unknown, ...optional: unknown[]) => unknown;

/** Of Nest's LoggerService, what is used here. */
export interface NestLogger {
  log: Say;
  error: Say;
  warn: Say;
  debug?: Say | undefined;
  verbose?: Say | undefined;
  fatal?: Say | undefined;
}

/**
 * A logger that masks message, stack, context and everything else a caller gives, and hands it on to the one given. Nest buffers
 * nothing for it: give it to `NestFactory.create`, for what is logged before a logger is set is written by Nest itself.
 *
 *     const app = await NestFactory.create(AppModule, { logger: redacted(new ConsoleLogger()) });
 */
export function redacted<L extends NestLogger>(logger: L, { redactor = createRedactor() }: LineOptions = {}): L {
  const safe: L = Object.create(logger);
  for (const level of LEVELS) {
    const say = logger[level];
    if (say === undefined) continue;
    safe[level] = (...args: unknown[]) => say.apply(logger, args.map((one) => redactor.redactRecord(one)) as [unknown]);
  }
  return safe;
}
