/** `tuomin/console`: what `console` writes, masked as the text it becomes. */

import { Console } from 'node:console';
import type { Writable } from 'node:stream';
import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import { type LineOptions, maskLine } from './line.ts';

/**
 * Masks what the methods of `console` (log, error, table, trace, dir, group and all others) write to standard output and standard
 * error. What is written to the streams themselves or to file descriptors is not touched; nor is what inspectors show.
 *
 * @returns gives `console` its own methods back.
 */
export function redactConsole({ redactor = createRedactor() }: LineOptions = {}): () => void {
  const masked = (stream: Writable): Writable =>
    new Proxy(stream, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (key === 'write')
          return (text: unknown, ...rest: never[]) =>
            target.write(typeof text === 'string' ? maskLine(redactor, text, () => FAILED) : text, ...rest);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const masking = new Console({ stdout: masked(process.stdout), stderr: masked(process.stderr) });
  const own = new Map<string, unknown>();
  const methods = console as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(masking)) {
    if (typeof method !== 'function' || typeof methods[name] !== 'function') continue;
    own.set(name, methods[name]);
    methods[name] = method;
  }
  return () => {
    for (const [name, method] of own) methods[name] = method;
  };
}
