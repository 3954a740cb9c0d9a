/** `tuomin/process`: what a process says when it dies holds nothing of what killed it. */

import { inspect } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';

export interface GuardOptions {
  /** Made by `createRedactor`; one with the `strict` policy when absent, by which no digit is left. */
  readonly redactor?: Redactor;
  /** Takes what would have been printed, masked and with its line end; standard error when absent. */
  readonly print?: (text: string) => void;
}

/** The name of the listener by which Node prints warnings. */
const OF_NODE = 'onWarning';
/** Marks listeners of ours, of whichever build: a second guard is no application that takes care of its exceptions. */
const GUARD = /* @__PURE__ */ Symbol.for('tuomin.guard');

/**
 * Prints uncaught exceptions, unhandled rejections and warnings masked. Node prints them natively, past `process.stderr.write`, with
 * the line of source that threw; that line is left out, or masked where it is part of the stack. Exit codes are those of Node (1),
 * `uncaughtExceptionMonitor` and `exit` are told, and where the application has a listener of its own for `uncaughtException` nothing
 * is printed, as without the guard. To be called first, in every thread; what ends a thread is told to whoever started it, as ever.
 * What is written by `console` or by file descriptor is not touched.
 *
 * @returns takes the guard off again.
 */
export function guardProcess({
  redactor = createRedactor({ policy: 'strict' }),
  print = printError,
}: GuardOptions = {}): () => void {
  const say = (value: unknown): void => {
    try {
      print(`${redactor.redact(describe(value))}\n`);
    } catch {
      // Nowhere to say it; above all nothing may be thrown now, for Node would print that.
    }
  };
  const onException = (error: unknown): void => {
    if (process.listeners('uncaughtException').some((listener) => !(GUARD in listener))) return;
    say(error);
    process.exit(1);
  };
  const onWarning = (warning: Error): void => {
    if (process.noDeprecation === true && warning.name === 'DeprecationWarning') return;
    say(`(node:${process.pid}) ${describeWarning(warning)}`);
  };

  // Only where Node would print: not with --no-warnings.
  const ofNode = process.listeners('warning').filter((listener) => listener.name === OF_NODE);
  for (const listener of ofNode) process.off('warning', listener);
  if (ofNode.length > 0) process.on('warning', onWarning);
  // A thread's exception goes to its parent as an event, and is printed there where nobody listens.
  if (isMainThread) process.on('uncaughtException', Object.assign(onException, { [GUARD]: true }));
  return () => {
    process.off('uncaughtException', onException);
    process.off('warning', onWarning);
    for (const listener of ofNode) process.on('warning', listener as (warning: Error) => void);
  };
}

/** As Node shows it, causes and gathered errors included; what throws while it is shown is not shown. */
function describe(value: unknown): string {
  try {
    return typeof value === 'string' ? value : inspect(value);
  } catch {
    return FAILED;
  }
}

function describeWarning(warning: Error & { code?: unknown; detail?: unknown }): string {
  try {
    const { name, message, code, detail } = warning;
    const label = typeof code === 'string' ? `[${code}] ` : '';
    const more = typeof detail === 'string' ? `\n${detail}` : '';
    return `${label}${name}: ${message}${more}`;
  } catch {
    return FAILED;
  }
}

function printError(text: string): void {
  process.stderr.write(text);
}
