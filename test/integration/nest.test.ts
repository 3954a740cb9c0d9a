import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { redacted } from '../../src/integrations/nest.ts';
import { type AnyLogger, BROKEN, isJson, keepsLogsClean, PHONE } from '../support/leak-paths.ts';

/** Nest's loggers have no bindings; what belongs to all lines is given with each. */
function asAny(log: LoggerService, bindings?: object): AnyLogger {
  const say =
    (level: 'log' | 'error') =>
    (...args: readonly unknown[]) =>
      log[level](...((bindings === undefined ? args : [bindings, ...args]) as [unknown]));
  return { info: say('log'), error: say('error'), child: (more) => asAny(log, { ...bindings, ...more }) };
}

type Wrap = (log: ConsoleLogger) => LoggerService;

function writes(options: object, wrap: Wrap) {
  return (use: (log: AnyLogger) => void) => {
    const lines: string[] = [];
    const write = (text: unknown): boolean => lines.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
    try {
      use(asAny(wrap(new ConsoleLogger('Orders', options))));
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    return [lines.join('')];
  };
}

const AS_IT_IS: Wrap = (log) => log;
const TEXT = { colors: false, timestamp: false };

describe('nest, lines of text', () =>
  keepsLogsClean({
    bare: writes(TEXT, AS_IT_IS),
    masked: writes(TEXT, redacted),
    isValid: (text) => text.startsWith('[Nest]'),
    unwritten: ['toJSON', 'toJSON of the object'],
  }));

describe('nest, lines of JSON', () =>
  keepsLogsClean({
    bare: writes({ json: true, colors: false, compact: true }, AS_IT_IS),
    masked: writes({ json: true, colors: false, compact: true }, redacted),
    isValid: (text) => text.trim().split('\n').every(isJson),
  }));

describe('nest', () => {
  it('leaves a message without personal data as it is, and what else the logger can do', () => {
    const use = (log: AnyLogger): void => log.info({ orderId: '2025071800012345', ms: 17.5 }, 'done');
    const mask = (text: string): string => text.replace(/\d+:\d+:\d+/g, '');
    expect(writes(TEXT, redacted)(use).map(mask)).toEqual(writes(TEXT, AS_IT_IS)(use).map(mask));
    const log = redacted(new ConsoleLogger('Orders'));
    log.setLogLevels(['error']);
    expect(log.isLevelEnabled('log')).toBe(false);
  });

  it('does not throw, and shows nothing of what cannot be masked', () => {
    const redactor = createRedactor({ detectors: [BROKEN] });
    const [text] = writes(TEXT, (log) => redacted(log, { redactor }))((log) => log.info(`one ${PHONE}`));
    expect(text).toContain(FAILED);
    expect(text).not.toContain(PHONE);
  });
});
