import log4js, { type AppenderModule, type Configuration, type Logger, type LoggingEvent } from 'log4js';
import { afterEach, describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { redaction } from '../../src/integrations/log4js.ts';
import { type AnyLogger, BROKEN, expectUnplanted, isJson, keepsLogsClean, NAME, PHONE } from '../support/leak-paths.ts';

afterEach(() => new Promise<void>((resolve) => log4js.shutdown(() => resolve())));

/** log4js keeps what belongs to all lines of a logger in its context. */
function asAny(log: Logger, context: object = {}): AnyLogger {
  const say =
    (level: 'info' | 'error') =>
    (...args: readonly unknown[]) => {
      for (const [key, value] of Object.entries(context)) log.addContext(key, value);
      log[level](...(args as [unknown]));
      log.clearContext();
    };
  return { info: say('info'), error: say('error'), child: (more) => asAny(log, { ...context, ...more }) };
}

const CATEGORIES = { default: { appenders: ['out'], level: 'info' } };
type Wrap = (configuration: Configuration) => Configuration;

/** An appender of text, as those of log4js are. */
function textual(written: string[], otherwise = 'basic'): AppenderModule {
  return {
    configure(config, layouts) {
      const { layout } = config as { layout?: { type: string } };
      const write = layouts?.layout(layout?.type ?? otherwise, layout as never);
      return (event: LoggingEvent) => void written.push(write?.(event) as string);
    },
  } as AppenderModule;
}

function writes(appender: object, wrap: Wrap) {
  return (use: (log: AnyLogger) => void) => {
    const written: string[] = [];
    const type = textual(written);
    log4js.configure(wrap({ appenders: { out: { type, ...appender } as never }, categories: CATEGORIES }));
    use(asAny(log4js.getLogger('orders')));
    return written;
  };
}

/** An appender that sends events on, as servers do. */
function sends(wrap: Wrap) {
  return (use: (log: AnyLogger) => void) => {
    const written: string[] = [];
    const type = { configure: () => (event: LoggingEvent) => void written.push(JSON.stringify(serial(event))) };
    log4js.configure(wrap({ appenders: { out: { type } as never }, categories: CATEGORIES }));
    use(asAny(log4js.getLogger('orders')));
    return written;
  };
}

function serial({ data, context, categoryName, level }: LoggingEvent): object {
  const plain = (value: unknown): unknown =>
    value instanceof Error
      ? {
          ...value,
          message: value.message,
          stack: value.stack,
          cause: plain(value.cause),
          errors: (value as AggregateError).errors?.map(plain),
        }
      : typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          typeof (value as { toJSON?: unknown }).toJSON !== 'function'
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
        : value;
  return { data: data.map(plain), context: plain(context), categoryName, level: level.levelStr };
}

const AS_IT_IS: Wrap = (configuration) => configuration;
const PATTERN = { layout: { type: 'pattern', pattern: '%d %p %c %X{mobile} %X{note} %X{user} %m' } };

// The layouts show objects two deep, and not what toJSON would say.
describe('log4js, the layout of appenders', () =>
  keepsLogsClean({
    bare: writes(PATTERN, AS_IT_IS),
    masked: writes(PATTERN, redaction),
    isValid: (line) => /^[\d-]+T[\d:.]+ (?:INFO|ERROR) orders /.test(line),
    unwritten: ['nested', 'toJSON', 'toJSON of the object'],
  }));

describe('log4js, appenders without one', () =>
  keepsLogsClean({ bare: sends(AS_IT_IS), masked: sends(redaction), isValid: isJson }));

describe('log4js', () => {
  it('masks what is put together from arguments that are clean alone', () => {
    for (const write of [writes(PATTERN, redaction), sends(redaction)])
      for (const line of write((log) => log.info('%s%s', PHONE.slice(0, 5), PHONE.slice(5))))
        expect(line).not.toContain(PHONE);
  });

  it('knows the appenders of log4js and their layouts', () => {
    const { appenders } = redaction({
      appenders: {
        console: { type: 'console' },
        out: { type: 'stdout' },
        file: { type: 'file', filename: 'x.log' },
        json: { type: 'stdout', layout: { type: 'pattern', pattern: '%m' } },
        errors: { type: 'logLevelFilter', appender: 'out', level: 'error' },
        sent: { type: 'recording' },
      },
      categories: CATEGORIES,
    });
    const inner = Object.fromEntries(
      Object.entries(appenders).map(([name, one]) => [
        name,
        (one as { layout?: { inner?: { type: string } } }).layout?.inner?.type,
      ]),
    );
    expect(inner).toEqual({
      console: 'colored',
      out: 'colored',
      file: 'basic',
      json: 'pattern',
      errors: undefined,
      sent: undefined,
      'sent (raw)': undefined,
    });
    log4js.configure({
      appenders: { sent: appenders['sent'] as never, 'sent (raw)': appenders['sent (raw)'] as never },
      categories: { default: { appenders: ['sent'], level: 'info' } },
    });
    log4js.getLogger().info(`收件人：${NAME}`, { mobile: PHONE });
    const events = log4js.recording().replay();
    expectUnplanted(events.map((event) => JSON.stringify(event.data)));
    expect(events[0]?.data).toHaveLength(2);
  });

  it('leaves a line without personal data as it is', () => {
    const use = (log: AnyLogger): void => log.info('order %s', '2025071800012345', { ms: 17.5, path: '/health' });
    const layout = { layout: { type: 'pattern', pattern: '%p %m' } };
    expect(writes(layout, redaction)(use)).toEqual(writes(layout, AS_IT_IS)(use));
    expect(sends(redaction)(use)).toEqual(sends(AS_IT_IS)(use));
  });

  it('replaces what cannot be masked by a notice with time, level and category, and loses no line', () => {
    const redactor = createRedactor({ detectors: [BROKEN] });
    const wrap: Wrap = (configuration) => redaction(configuration, { redactor });
    const lines = writes(
      PATTERN,
      wrap,
    )((log) => {
      log.info(`one ${PHONE}`);
      log.error({ mobile: PHONE });
    });
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z INFO orders: \[tuomin: redaction failed\]$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z ERROR orders: \[tuomin: redaction failed\]$/),
    ]);
    const [event] = sends(wrap)((log) => log.info(`one ${PHONE}`));
    expect(JSON.parse(event as string)).toMatchObject({ data: [FAILED], categoryName: 'orders', level: 'INFO' });
  });
});
