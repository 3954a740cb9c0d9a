/**
 * npm run leaks: runs every way into a log line (test/support/leak-paths.ts) through the loggers as they come, with what they have
 * against it, with four regular expressions behind them, and with tuomin; writes docs/leaks.md.
 */

import { writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import bunyan from 'bunyan';
import log4js, { type Configuration, type LoggingEvent } from 'log4js';
import { pino } from 'pino';
import winston from 'winston';
import { createLogger } from '../src/integrations/bunyan.ts';
import { redaction as log4jsRedaction } from '../src/integrations/log4js.ts';
import { redaction } from '../src/integrations/pino.ts';
import { redacted } from '../src/integrations/winston.ts';
import { type AnyLogger, isPlanted, LEAK_PATHS, PLANTED } from '../test/support/leak-paths.ts';

const { maskAll } = (await import(new URL('../bench/regex.mjs', import.meta.url).href)) as {
  maskAll(text: string): string;
};

/** What a team lists that knows its own fields. */
const FIELDS = ['mobile', 'receiverName', 'address', 'note'];
const PATHS = [
  ...FIELDS,
  ...FIELDS.map((field) => `*.${field}`),
  'err.message',
  'req.headers["x-phone"]',
  'req.headers.cookie',
  'binds',
];

type Use = (log: AnyLogger) => void;
type Run = (use: Use) => string[];

/** A logger whose methods take what pino's take, in another order where it has one. */
function anyOf(
  say: (level: 'info' | 'error', args: readonly unknown[], bindings: object) => void,
  bindings = {},
): AnyLogger {
  return {
    info: (...args) => say('info', args, bindings),
    error: (...args) => say('error', args, bindings),
    child: (more) => anyOf(say, { ...bindings, ...more }),
  };
}

function ofPino(options: object): Run {
  return (use) => {
    const lines: string[] = [];
    const log = pino(options, { write: (line: string) => void lines.push(line) });
    const wrap = (one: typeof log): AnyLogger => ({
      info: (...args) => one.info(...(args as [string])),
      error: (...args) => one.error(...(args as [string])),
      child: (bindings) => wrap(one.child(bindings) as typeof log),
    });
    use(wrap(log));
    return lines;
  };
}

function ofBunyan(
  create: (options: bunyan.LoggerOptions) => bunyan,
  serializers: bunyan.Serializers,
  behind = (line: string) => line,
): Run {
  return (use) => {
    const lines: string[] = [];
    const stream = { write: (line: string) => lines.push(behind(line)) } as unknown as NodeJS.WritableStream;
    const wrap = (one: bunyan): AnyLogger => ({
      info: (...args) => one.info(...(args as [string])),
      error: (...args) => one.error(...(args as [string])),
      child: (bindings) => wrap(one.child(bindings)),
    });
    use(wrap(create({ name: 'orders', stream, serializers: { ...bunyan.stdSerializers, ...serializers } })));
    return lines;
  };
}

function ofWinston(
  wrap: (log: winston.Logger) => winston.Logger,
  first: winston.Logform.Format[],
  behind = (line: string) => line,
): Run {
  return (use) => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _, done) {
        lines.push(behind(String(chunk)));
        done();
      },
    });
    const { combine, errors, json, splat } = winston.format;
    const log = wrap(
      winston.createLogger({
        format: combine(errors({ stack: true, cause: true }), splat(), ...first, json()),
        transports: [new winston.transports.Stream({ stream })],
      }),
    );
    use(
      anyOf((level, [one, ...rest], bindings) => {
        const to = log.child(bindings);
        const problem = (one as { err?: unknown } | undefined)?.err ?? one;
        if (typeof one === 'string' || problem instanceof Error) to[level](problem as string, ...rest);
        else to[level](rest[0] as string, one);
      }),
    );
    return lines;
  };
}

function ofLog4js(wrap: (configuration: Configuration) => Configuration, behind = (line: string) => line): Run {
  return (use) => {
    const lines: string[] = [];
    const type = {
      configure: (
        config: { layout: { type: string } },
        layouts: { layout(type: string, config: object): (event: LoggingEvent) => string },
      ) => {
        const write = layouts.layout(config.layout.type, config.layout);
        return (event: LoggingEvent) => void lines.push(behind(write(event)));
      },
    };
    const layout = { type: 'pattern', pattern: '%d %p %c %X{mobile} %X{note} %X{user} %m' };
    log4js.configure(
      wrap({
        appenders: { out: { type, layout } as never },
        categories: { default: { appenders: ['out'], level: 'info' } },
      }),
    );
    const log = log4js.getLogger('orders');
    use(
      anyOf((level, args, bindings) => {
        for (const [key, value] of Object.entries(bindings)) log.addContext(key, value);
        log[level](...(args as [unknown]));
        log.clearContext();
      }),
    );
    return lines;
  };
}

/** The recipe that goes around: known fields are taken out before they are printed. */
const hideFields = winston.format((info) => {
  for (const field of FIELDS) if (field in info) info[field] = '[hidden]';
  return info;
});
const hide = (): string => '[hidden]';
const same = <T>(value: T): T => value;

const LOGGERS: Readonly<Record<string, Readonly<Record<string, Run | undefined>>>> = {
  pino: {
    nothing: ofPino({}),
    own: ofPino({ redact: PATHS }),
    regexes: ofPino({ hooks: { streamWrite: maskAll } }),
    tuomin: ofPino(redaction()),
  },
  winston: {
    nothing: ofWinston(same, []),
    own: ofWinston(same, [hideFields()]),
    regexes: ofWinston(same, [], maskAll),
    tuomin: ofWinston(redacted, []),
  },
  bunyan: {
    nothing: ofBunyan(bunyan.createLogger, {}),
    own: ofBunyan(bunyan.createLogger, Object.fromEntries(FIELDS.map((field) => [field, hide]))),
    regexes: ofBunyan(bunyan.createLogger, {}, maskAll),
    tuomin: ofBunyan(createLogger, {}),
  },
  log4js: {
    nothing: ofLog4js(same),
    own: undefined,
    regexes: ofLog4js(same, maskAll),
    tuomin: ofLog4js(log4jsRedaction),
  },
};

function leaks(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  return isPlanted(text) || PLANTED.some((value) => text.includes(value));
}

const names = Object.keys(LEAK_PATHS);
const columns = ['nothing', 'own', 'regexes', 'tuomin'] as const;
const results = Object.entries(LOGGERS).map(([logger, runs]) => ({
  logger,
  leaking: columns.map((column) => {
    const run = runs[column];
    return run === undefined ? undefined : names.filter((name) => leaks(run(LEAK_PATHS[name] as Use)));
  }),
}));
log4js.shutdown();

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const page = [
  '# Ways into a log line',
  '',
  `Made by \`npm run leaks\`: ${names.length} ways by which a name, a telephone number or an address gets into a line, run through the real libraries.`,
  'The figure is in how many of them some of the planted values can still be read. Where a logger does not write a value at all (fields of an',
  'object with `toJSON`, causes in winston), that is no leak, which is why no logger starts at all of them.',
  '',
  row(['logger', 'as it comes', 'with its own', 'with four regular expressions', 'with tuomin']),
  row(['---', '---', '---', '---', '---']),
  ...results.map(({ logger, leaking }) => row([logger, ...leaking.map((one) => one?.length ?? 'has none')])),
  '',
  `Its own: for pino \`redact\` with ${PATHS.length} paths, for winston a format that hides four fields, for bunyan serializers of four fields: what a team`,
  'writes that knows its fields. The expressions are those of the bench (`bench/regex.mjs`: numbers, identity cards, addresses, names behind',
  'labels), over the finished line.',
  '',
  '## Which ways are left open',
  '',
  row(['way', ...results.map(({ logger }) => logger)]),
  row(['---', ...results.map(() => '---')]),
  ...names.map((name) =>
    row([
      name.replaceAll('|', '\\|'),
      ...results.map(({ leaking: [nothing, own, regexes, tuomin] }) => {
        if (!nothing?.includes(name)) return 'not written';
        const open = [
          own?.includes(name) && 'own',
          regexes?.includes(name) && 'expressions',
          tuomin?.includes(name) && '**tuomin**',
        ];
        return open.filter(Boolean).join(', ') || 'none';
      }),
    ]),
  ),
  '',
];
writeFileSync(new URL('../docs/leaks.md', import.meta.url), page.join('\n'));
process.stdout.write(`${page.slice(6, 6 + 2 + results.length).join('\n')}\n`);
