import { format } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { redactConsole } from '../../src/integrations/console.ts';
import { type AnyLogger, BROKEN, expectUnplanted, keepsLogsClean, NAME, PHONE } from '../support/leak-paths.ts';

let restore: (() => void) | undefined;
afterEach(() => {
  restore?.();
  restore = undefined;
});

function asAny(bindings?: object): AnyLogger {
  const say =
    (method: 'info' | 'error') =>
    (...args: readonly unknown[]) =>
      console[method](...(bindings === undefined ? args : [bindings, ...args]));
  return { info: say('info'), error: say('error'), child: (more) => asAny({ ...bindings, ...more }) };
}

function shown(use: (log: AnyLogger) => void): string[] {
  const lines: string[] = [];
  const write = (text: unknown): boolean => lines.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  try {
    use(asAny());
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines;
}

/** The console of a test runner is its own. */
const bare = (use: (log: AnyLogger) => void): string[] => {
  const lines: string[] = [];
  const say = (bindings?: object): AnyLogger => ({
    info: (...args) => void lines.push(format(...(bindings === undefined ? args : [bindings, ...args]))),
    error: (...args) => void lines.push(format(...(bindings === undefined ? args : [bindings, ...args]))),
    child: (more) => say({ ...bindings, ...more }),
  });
  use(say());
  return lines;
};

const masked = (use: (log: AnyLogger) => void): string[] => {
  const lines: string[] = [];
  const write = (text: unknown): boolean => lines.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  const give = redactConsole();
  try {
    use(asAny());
  } finally {
    give();
    for (const spy of spies) spy.mockRestore();
  }
  return lines;
};

describe('console', () => {
  keepsLogsClean({
    bare,
    masked,
    isValid: (line) => line.endsWith('\n'),
    unwritten: ['nested', 'toJSON', 'toJSON of the object'],
  });

  it('masks in every method', () => {
    restore = redactConsole();
    const lines = shown(() => {
      console.group(PHONE);
      console.table([{ mobile: PHONE, receiverName: NAME }]);
      console.groupEnd();
      console.dir({ mobile: PHONE });
      console.trace(`电话 ${PHONE}`);
      console.assert(false, PHONE);
      console.count(PHONE);
      console.time(PHONE);
      console.timeEnd(PHONE);
      console.warn(PHONE);
      console.debug(PHONE);
    });
    expect(lines.length).toBeGreaterThanOrEqual(9);
    expectUnplanted(lines);
  });

  it('shows nothing of what cannot be masked, and gives the methods back', () => {
    const before = { ...console };
    restore = redactConsole({ redactor: createRedactor({ detectors: [BROKEN] }) });
    expect(shown(() => console.log(`one ${PHONE}`))).toEqual([`${FAILED}\n`]);
    restore();
    expect({ ...console }).toEqual(before);
  });
});
