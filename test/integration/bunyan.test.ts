import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bunyan from 'bunyan';
import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { createLogger } from '../../src/integrations/bunyan.ts';
import { type AnyLogger, BROKEN, expectUnplanted, isJson, keepsLogsClean, NAME, PHONE } from '../support/leak-paths.ts';

type Create = (options: bunyan.LoggerOptions) => bunyan;

function asAny(log: bunyan): AnyLogger {
  return {
    info: (...args) => log.info(...(args as [string])),
    error: (...args) => log.error(...(args as [string])),
    child: (bindings) => asAny(log.child(bindings)),
  };
}

function writes(create: Create) {
  return (use: (log: AnyLogger) => void) => {
    const lines: string[] = [];
    const stream = { write: (line: string) => lines.push(line) } as unknown as NodeJS.WritableStream;
    use(asAny(create({ name: 'orders', stream, serializers: bunyan.stdSerializers })));
    return lines;
  };
}

describe('bunyan', () => {
  // Its serializer of errors takes name, message and stack.
  keepsLogsClean({
    bare: writes(bunyan.createLogger),
    masked: writes(createLogger),
    isValid: isJson,
    unwritten: ['error property', 'cause', 'aggregate error', 'toJSON of the object'],
  });

  it('masks records of raw streams, lines of streams added later, of children and of files opened anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
    const path = join(folder, 'out.log');
    const ring = new bunyan.RingBuffer({ limit: 10 });
    const later: string[] = [];
    const stream = { write: (line: string) => later.push(line) } as unknown as NodeJS.WritableStream;
    try {
      const log = createLogger({ name: 'orders', streams: [{ type: 'raw', stream: ring }, { path }] });
      log.addStream({ stream });
      const child = log.child({ mobile: PHONE, streams: [{ stream }] });
      child.info(`收件人：${NAME}`);
      log.reopenFileStreams();
      log.info(`电话 ${PHONE}`);
      expectUnplanted(later);
      expect(later).toHaveLength(3);
      expectUnplanted(ring.records.map((one) => JSON.stringify(one)));
      expect(ring.records).toHaveLength(2);
      await expect.poll(() => readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
      expectUnplanted([readFileSync(path, 'utf8')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves a line without personal data as it is', () => {
    const lines: string[] = [];
    const stream = { write: (line: string) => lines.push(line) } as unknown as NodeJS.WritableStream;
    const time = new Date(1_752_814_683_159);
    for (const create of [bunyan.createLogger, createLogger])
      create({ name: 'orders', stream }).info({ time, orderId: '2025071800012345', ms: 17.5 }, 'done');
    expect(lines[1]).toBe(lines[0]);
  });

  it('replaces what cannot be masked by a notice with level, time and logger, and loses no line', () => {
    const redactor = createRedactor({ detectors: [BROKEN] });
    const lines = writes((options) => createLogger(options, { redactor }))((log) => {
      log.info({ mobile: PHONE }, 'one');
      log.child({ note: `"time":"${PHONE}"` }).error('two');
    });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { name: 'orders', level: 30, msg: FAILED, time, v: 0 },
      { name: 'orders', level: 50, msg: FAILED, time, v: 0 },
    ]);
  });
});
