import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { ConsoleTransport, EggLoggers, FileTransport, Logger, Transport } from 'egg-logger';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { Boot, redacted } from '../../src/integrations/egg.ts';
import { type AnyLogger, BROKEN, expectUnplanted, isJson, keepsLogsClean, NAME, PHONE } from '../support/leak-paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Bindings stand in the context of a request, which egg's formatter shows. */
function asAny(log: Logger, bindings?: object): AnyLogger {
  const say =
    (level: 'INFO' | 'ERROR') =>
    (...args: readonly unknown[]) =>
      log.log(
        level,
        args as unknown[],
        bindings === undefined ? ({} as never) : ({ ctx: {}, paddingMessage: JSON.stringify(bindings) } as never),
      );
  return { info: say('INFO'), error: say('ERROR'), child: (more) => asAny(log, { ...bindings, ...more }) };
}

/** Once its files are written. */
async function closed(log: Logger): Promise<void> {
  const streams = [...log.values()].flatMap((one) => (one as unknown as { _stream?: Writable })._stream ?? []);
  const ends = streams.map((stream) => once(stream, 'close'));
  log.close();
  await Promise.all(ends);
}

type Wrap = (log: Logger) => Logger;
const AS_IT_IS: Wrap = (log) => log;
const formatter = (meta?: object): string => {
  const { level, paddingMessage = '', message } = meta as Record<string, string>;
  return `${level} ${paddingMessage} ${message}`;
};

let files = 0;
function toFile(options: object, wrap: Wrap) {
  return async (use: (log: AnyLogger) => void) => {
    const file = join(folder, `${++files}.log`);
    const log = new Logger({} as never);
    log.set('file', new FileTransport({ file, level: 'INFO', ...options }));
    use(asAny(wrap(log)));
    await closed(log);
    return [readFileSync(file, 'utf8')];
  };
}

describe('egg-logger, lines of text', () =>
  keepsLogsClean({
    bare: toFile({ formatter, contextFormatter: formatter }, AS_IT_IS),
    masked: toFile({ formatter, contextFormatter: formatter }, redacted),
    isValid: (text) => /^(?:INFO|ERROR) /.test(text) && text.endsWith('\n'),
    unwritten: ['nested', 'toJSON', 'toJSON of the object'],
  }));

describe('egg-logger, lines of JSON', () =>
  keepsLogsClean({
    bare: toFile({ json: true }, AS_IT_IS),
    masked: toFile({ json: true }, redacted),
    isValid: (text) => text.trim().split('\n').every(isJson),
    unwritten: ['nested', 'toJSON', 'toJSON of the object'],
  }));

describe('egg-logger', () => {
  it('masks what goes to the console, to a file in GBK, and to transports of its own and later ones', async () => {
    const shown: string[] = [];
    const write = (text: unknown): boolean => shown.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
    const file = join(folder, 'gbk.log');
    const handed: unknown[] = [];
    const log = redacted(new Logger({} as never));
    try {
      log.set('console', new ConsoleTransport({ level: 'INFO' }));
      log.set('file', new FileTransport({ file, level: 'INFO', encoding: 'gbk' }));
      log.set(
        'extended',
        new (class extends Transport {
          override log(...[level, args, meta]: Parameters<Transport['log']>) {
            handed.push(JSON.stringify([args, meta]));
            return super.log(level, args, meta);
          }
        })({ level: 'INFO' }),
      );
      const own = {
        shouldLog: () => true,
        close() {},
        log: (...args: unknown[]) => void handed.push(JSON.stringify(args)),
      };
      log.set('own', own as unknown as Transport);
      log.info(`收件人：${NAME}`, { mobile: PHONE });
      log.error(new Error(`电话 ${PHONE}`));
      log.write(`raw ${PHONE} 100%d`);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    await closed(log);
    expect(shown).toHaveLength(3);
    expectUnplanted(shown);
    expect(shown[2]).toMatch(/ 100%d\n$/);
    expect(handed).toHaveLength(6);
    expectUnplanted(handed as string[]);
    const text = new TextDecoder('gbk').decode(readFileSync(file));
    expect(text).toContain('收件人：陈*');
    expectUnplanted([text]);
  });

  it('masks all loggers of an application, once, by the class an app.js exports', async () => {
    const loggers = new EggLoggers({
      logger: {
        type: 'application',
        dir: folder,
        buffer: false,
        level: 'INFO',
        consoleLevel: 'NONE',
        appLogName: 'app.log',
        coreLogName: 'core.log',
        agentLogName: 'agent.log',
        errorLogName: 'error.log',
      },
      customLogger: { orderLogger: { file: join(folder, 'order.log'), consoleLevel: 'NONE' } },
    } as never);
    const boot = new Boot({ loggers: loggers as never });
    boot.configDidLoad();
    boot.configDidLoad();
    for (const log of [
      loggers.logger,
      loggers.coreLogger,
      (loggers as unknown as Record<string, Logger>)['orderLogger'],
    ])
      log?.error(`收件人：${NAME}，电话 ${PHONE}`);
    await Promise.all([...loggers.values()].map(closed));
    for (const file of ['app.log', 'core.log', 'order.log', 'error.log']) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text).toContain('收件人：陈*');
      expectUnplanted([text]);
    }
  });

  it('leaves a line without personal data as it is', async () => {
    const use = (log: AnyLogger): void => log.info('order %s', '2025071800012345', { ms: 17.5 });
    expect(await toFile({ formatter }, redacted)(use)).toEqual(await toFile({ formatter }, AS_IT_IS)(use));
  });

  it('replaces what cannot be masked by a notice, and loses no line', async () => {
    const wrap: Wrap = (log) => redacted(log, { redactor: createRedactor({ detectors: [BROKEN] }) });
    const use = (log: AnyLogger): void => log.info(`one ${PHONE}`);
    expect((await toFile({ formatter }, wrap)(use))[0]).toMatch(
      /^\d{4}-[\dT:.-]+Z INFO: \[tuomin: redaction failed\]\n$/,
    );
    const [line] = await toFile({ json: true }, wrap)(use);
    expect(JSON.parse(line as string)).toEqual({ level: 'INFO', time: expect.any(String), message: FAILED });
  });
});
