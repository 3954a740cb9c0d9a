import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import winston from 'winston';
import Transport from 'winston-transport';
import { createRedactor, FAILED } from '../../src/index.ts';
import { redacted } from '../../src/integrations/winston.ts';
import { type AnyLogger, BROKEN, expectUnplanted, isJson, keepsLogsClean, NAME, PHONE } from '../support/leak-paths.ts';

const { combine, errors, json, simple, splat, timestamp } = winston.format;
const JSON_FORMAT = combine(errors({ stack: true, cause: true }), splat(), timestamp(), json());

/** What winston writes nothing of: its formats do not look into causes. */
const UNWRITTEN = ['arguments too many', 'cause', 'aggregate error'];

/** winston has the message first, and writes errors only where they are the message. */
function asAny(log: winston.Logger): AnyLogger {
  const say =
    (level: 'info' | 'error') =>
    (...[first, ...rest]: readonly unknown[]) => {
      const problem = (first as { err?: unknown } | undefined)?.err;
      if (typeof first === 'string' || first instanceof Error) log[level](first as string, ...rest);
      else if (problem instanceof Error) log[level](problem as unknown as string, ...rest);
      else log[level](rest[0] as string, first);
    };
  return { info: say('info'), error: say('error'), child: (bindings) => asAny(log.child(bindings)) };
}

function lines(): { sink: Writable; written: string[] } {
  const written: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { sink, written };
}

type Wrap = (log: winston.Logger) => winston.Logger;
const AS_IT_IS: Wrap = (log) => log;

function toText(format: winston.Logform.Format, wrap: Wrap) {
  return (use: (log: AnyLogger) => void) => {
    const { sink, written } = lines();
    use(asAny(wrap(winston.createLogger({ format, transports: [new winston.transports.Stream({ stream: sink })] }))));
    return written;
  };
}

/** A transport that takes the record apart, as those for databases and servers do. */
class ObjectTransport extends Transport {
  readonly written: string[] = [];
  override log(info: object, done: () => void): void {
    this.written.push(JSON.stringify({ ...info, all: Reflect.ownKeys(info).map((key) => Reflect.get(info, key)) }));
    done();
  }
}

function toObjects(wrap: Wrap) {
  return (use: (log: AnyLogger) => void) => {
    const transport = new ObjectTransport();
    use(asAny(wrap(winston.createLogger({ format: JSON_FORMAT, transports: [transport] }))));
    return transport.written;
  };
}

describe('winston, lines of JSON', () =>
  keepsLogsClean({
    bare: toText(JSON_FORMAT, AS_IT_IS),
    masked: toText(JSON_FORMAT, redacted),
    isValid: isJson,
    unwritten: [...UNWRITTEN, 'toJSON of the object'],
  }));

describe('winston, lines of text', () => {
  const format = combine(splat(), simple());
  keepsLogsClean({
    bare: toText(format, AS_IT_IS),
    masked: toText(format, redacted),
    isValid: (line) => /^\w+: /.test(line),
    unwritten: [...UNWRITTEN, 'error stack', 'toJSON of the object'],
  });
});

describe('winston, a transport of objects', () =>
  keepsLogsClean({ bare: toObjects(AS_IT_IS), masked: toObjects(redacted), isValid: isJson, unwritten: UNWRITTEN }));

describe('winston', () => {
  it("masks behind a transport's own format, in all transports, and in those added later or to a child", () => {
    const [first, second, third, fourth] = [lines(), lines(), lines(), lines()];
    const own = winston.format((info) => ({
      ...info,
      message: `${info.message} ${PHONE}`,
      [Symbol.for('message')]: `own ${PHONE} ${NAME}`,
    }));
    const log = redacted(
      winston.createLogger({
        transports: [
          new winston.transports.Stream({ stream: first.sink }),
          new winston.transports.Stream({ stream: second.sink, format: own() }),
        ],
      }),
    );
    log.add(new winston.transports.Stream({ stream: third.sink, format: own() }));
    const child = log.child({ mobile: PHONE });
    child.add(new winston.transports.Stream({ stream: fourth.sink }));
    child.info(`收件人：${NAME}，${PHONE}`);
    for (const { written } of [first, second, third, fourth]) {
      expect(written).toHaveLength(1);
      expectUnplanted(written);
    }
  });

  it('masks after configure, through pipe, and in batches', async () => {
    const [piped, later] = [lines(), lines()];
    const log = redacted(winston.createLogger({ transports: [] }));
    log.configure({ transports: [new winston.transports.Stream({ stream: later.sink })] });
    const objects: string[] = [];
    log.pipe(
      new Writable({
        objectMode: true,
        write(info, _, done) {
          objects.push(JSON.stringify(info), info[Symbol.for('message')]);
          done();
        },
      }),
    );
    class Batching extends Transport {
      override log(): void {}
      override logv(chunks: readonly { chunk: Record<symbol, string> }[], done: () => void): void {
        for (const { chunk } of chunks)
          piped.written.push(chunk[Symbol.for('message')] as string, JSON.stringify(chunk));
        done();
      }
    }
    const batching = new Batching();
    log.add(batching);
    batching.cork();
    log.info(`收件人：${NAME}`, { mobile: PHONE });
    log.info(`电话 ${PHONE}`);
    batching.uncork();
    await new Promise(setImmediate);
    expect(objects).toHaveLength(4);
    for (const written of [piped.written, later.written, objects]) expectUnplanted(written);
  });

  it('masks exceptions and rejections', () => {
    const { sink, written } = lines();
    const log = redacted(
      winston.createLogger({
        exitOnError: false,
        transports: [new winston.transports.Stream({ stream: sink, handleExceptions: true })],
        exceptionHandlers: [new winston.transports.Stream({ stream: sink })],
        rejectionHandlers: [new winston.transports.Stream({ stream: sink })],
      }),
    );
    const handlers = log as unknown as Record<'exceptions' | 'rejections', Record<string, (error: Error) => void>>;
    // What winston does on the events of the process, which a test runner has for itself.
    handlers.exceptions['_uncaughtException']?.(new Error(`收件人：${NAME}`, { cause: new Error(PHONE) }));
    handlers.rejections['_unhandledRejection']?.(new Error(`call ${PHONE}`));
    log.exceptions.unhandle();
    log.rejections.unhandle();
    expect(written.length).toBeGreaterThanOrEqual(2);
    expectUnplanted(written);
  });

  it('masks old transports', () => {
    const written: unknown[] = [];
    const old = {
      name: 'old',
      log: (level: string, message: string, meta: object, done: () => void) => {
        written.push(JSON.stringify({ level, message, meta }));
        done();
      },
      on() {},
      removeListener() {},
    };
    const log = redacted(winston.createLogger({ transports: [] }));
    log.add(old as unknown as Transport);
    log.info(`收件人：${NAME}，${PHONE}`, { mobile: PHONE });
    expectUnplanted(written as string[]);
  });

  it('leaves a line and a record without personal data as they are', () => {
    const use = (log: AnyLogger): void => log.info({ orderId: '2025071800012345', ms: 17.5, path: '/health' }, 'done');
    const format = json();
    expect(toText(format, redacted)(use)).toEqual(toText(format, AS_IT_IS)(use));
    const seen: object[] = [];
    class Keeping extends Transport {
      override log(info: object, done: () => void): void {
        seen.push({ ...info });
        done();
      }
    }
    use(asAny(winston.createLogger({ transports: [new Keeping()] })));
    use(asAny(redacted(winston.createLogger({ transports: [new Keeping()] }))));
    expect(seen[1]).toEqual(seen[0]);
  });

  it('replaces what cannot be masked by a notice with level and time, and loses no line', () => {
    const wrap: Wrap = (log) => redacted(log, { redactor: createRedactor({ detectors: [BROKEN] }) });
    const use = (log: AnyLogger): void => {
      log.info({ mobile: PHONE }, 'one');
      log.error(`two ${PHONE}`);
    };
    expect(toText(JSON_FORMAT, wrap)(use).map((line) => JSON.parse(line))).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-/), message: FAILED },
      { level: 'error', time: expect.stringMatching(/^\d{4}-/), message: FAILED },
    ]);
    expect(toText(simple(), wrap)(use)).toEqual([`info: ${FAILED}\n`, `error: ${FAILED}\n`]);
    for (const line of toObjects(wrap)(use)) expect(line).not.toContain(PHONE);
  });
});
