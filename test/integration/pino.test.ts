import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { lineMasker } from '../../src/integrations/line.ts';
import { redaction } from '../../src/integrations/pino.ts';
import { ADDRESS, type AnyLogger, BROKEN, LEAK_PATHS, NAME, PHONE, PLANTED } from '../support/leak-paths.ts';

const STAGE = fileURLToPath(new URL('../../dist/pino.js', import.meta.url));

function asAny(log: Logger): AnyLogger {
  return {
    info: (...args) => log.info(...(args as [string])),
    error: (...args) => log.error(...(args as [string])),
    child: (bindings) => asAny(log.child(bindings)),
  };
}

function written(options: object, use: (log: AnyLogger) => void): string[] {
  const lines: string[] = [];
  use(asAny(pino(options, { write: (line: string) => void lines.push(line) })));
  return lines;
}

function expectClean(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number) });
    for (const planted of PLANTED) expect(line).not.toContain(planted);
    expect(line).not.toMatch(/159[ -]?0271|１５９０２７/);
  }
}

/** What pino does not write at all. */
const UNWRITTEN = ['arguments too many', 'toJSON of the object'];

describe('pino', () => {
  it.each(Object.entries(LEAK_PATHS))('%s', (name, use) => {
    // The path is one: without us the value is there, in one spelling or another.
    const bare = decodeURIComponent(written({}, use).join('').normalize('NFKC'));
    expect(/159[ -]?0271[ -]?4683|陈丽华/.test(bare)).toBe(!UNWRITTEN.includes(name));
    expectClean(written(redaction(), use));
  });

  it.each(
    Object.entries({
      mixin: { mixin: () => ({ mobile: PHONE, note: `收件人：${NAME}` }) },
      base: { base: { mobile: PHONE } },
      serializer: { serializers: { order: () => `收件人：${NAME}，${PHONE}` } },
      'formatter of levels': { formatters: { log: (object: object) => ({ ...object, address: ADDRESS }) } },
      'message prefix': { msgPrefix: `${PHONE} ` },
      'nested key': { nestedKey: PHONE },
      'its own redact beside ours': { redact: ['order.mobile'] },
    }),
  )('option: %s', (_, options) => {
    expectClean(written({ ...options, ...redaction() }, (log) => log.info({ order: { mobile: PHONE } }, 'order')));
  });

  it('leaves a line without personal data as it is, and what it knows of a clean field', () => {
    const use = (log: AnyLogger): void => log.info({ orderId: '2025071800012345', ms: 17.5, path: '/health' }, 'done');
    const options = { timestamp: () => ',"time":1752814683159' };
    expect(written({ ...options, ...redaction() }, use)).toEqual(written(options, use));
  });

  it('masks what a second destination gets, too', () => {
    const sinks: string[][] = [[], []];
    const streams = sinks.map((lines) => ({ stream: { write: (line: string) => void lines.push(line) } }));
    pino(redaction(), pino.multistream(streams)).info({ mobile: PHONE }, `收件人：${NAME}`);
    for (const lines of sinks) expectClean(lines);
  });

  it('replaces what cannot be masked by a notice with level, time and logger, and loses no line', () => {
    const redactor = createRedactor({ detectors: [BROKEN] });
    const lines = written({ name: 'orders', ...redaction({ redactor }) }, (log) => {
      log.info({ mobile: PHONE }, 'one');
      log.error('two');
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 30, time: expect.any(Number), name: 'orders', msg: FAILED },
      { level: 50, time: expect.any(Number), name: 'orders', msg: FAILED },
    ]);
  });

  it('takes nothing into the notice but what cannot be a value', () => {
    const redactor = { ...createRedactor(), redactJson: () => FAILED, redact: () => FAILED };
    const mask = lineMasker({ redactor });
    for (const [line, notice] of [
      [`{"level":${PHONE},"time":1752814683159}\n`, `{"level":50,"msg":"${FAILED}"}\n`],
      [`{"level":30,"time":${PHONE}}\r\n`, `{"level":30,"msg":"${FAILED}"}\r\n`],
      [
        `{"level":"info","time":"2025-07-18T10:00:00.000Z","name":"${NAME}"}`,
        `{"level":"info","time":"2025-07-18T10:00:00.000Z","msg":"${FAILED}"}`,
      ],
      [
        `{"level":30,"time":1752814683159,"pid":7,"hostname":"${PHONE}","name":"api"}`,
        `{"level":30,"time":1752814683159,"name":"api","msg":"${FAILED}"}`,
      ],
      [`no JSON ${PHONE}`, `{"level":50,"msg":"${FAILED}"}`],
    ] as const)
      expect(mask(line)).toBe(notice);
  });

  /** A request with the phone wherever one can stand. */
  const ask = (port: number) =>
    fetch(`http://127.0.0.1:${port}/track/${PHONE}?name=${encodeURIComponent(NAME)}&tel=${PHONE}`, {
      headers: { 'x-phone': PHONE, cookie: `tel=${PHONE}`, referer: `http://a/?tel=${PHONE}` },
    });

  it('masks what pino-http says of requests', async () => {
    const lines: string[] = [];
    const log = pinoHttp(redaction(), { write: (line: string) => void lines.push(line) });
    const server = createServer((request, response) => {
      log(request, response);
      request.log.info(`收件人：${NAME}`);
      response.setHeader('x-phone', PHONE);
      response.statusCode = 500;
      response.end();
    }).listen(0);
    await once(server, 'listening');
    await ask((server.address() as { port: number }).port);
    await expect.poll(() => lines.length).toBe(2);
    server.close();
    expectClean(lines);
    expect(lines.join('')).toContain('x-phone');
  });

  it('masks what Fastify says by it', async () => {
    const lines: string[] = [];
    const loggerInstance = pino(redaction(), { write: (line: string) => void lines.push(line) });
    const app = fastify({ loggerInstance });
    app.get('/track/:tel', async (request) => {
      request.log.info({ params: request.params }, `收件人：${NAME}`);
      throw new Error(`no parcel of ${PHONE}`);
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    await ask((app.server.address() as { port: number }).port);
    await app.close();
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expectClean(lines);
  });

  it('masks in a stage of a transport', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
    const destination = join(folder, 'out.log');
    try {
      const transport = pino.transport({
        pipeline: [
          { target: STAGE, options: { policy: 'log' } },
          { target: 'pino/file', options: { destination } },
        ],
      });
      const log = asAny(pino(transport));
      for (const use of Object.values(LEAK_PATHS)) use(log);
      await new Promise<void>((resolve) => {
        transport.on('close', resolve);
        transport.end();
      });
      const lines = readFileSync(destination, 'utf8').split(/(?<=\n)/);
      expect(lines).toHaveLength(Object.keys(LEAK_PATHS).length);
      expectClean(lines);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
