import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { type BrokerProblem, maskStream, type StreamOptions, type Worker } from '../../src/integrations/redis.ts';
import { ADDRESS, BROKEN, expectUnplanted, NAME, PHONE } from '../support/leak-paths.ts';
import { freePort, has, type Running, startServer } from '../support/servers.ts';

const PROGRAM = fileURLToPath(new URL('../support/workers/redis.mjs', import.meta.url));
const COUNT = 100_000;

const serve = (given?: { folder: string; port: number }) =>
  startServer(
    'redis-server',
    (port) => ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes'],
    given,
  );

describe.skipIf(!has('redis-server'))('redis streams', () => {
  let server: Running;
  let redis: Redis;
  const workers: Worker[] = [];
  const start = (options: Partial<StreamOptions> = {}): Worker => {
    const worker = maskStream({ redis, from: 'orders', to: 'masked', consumer: 'one', ...options });
    workers.push(worker);
    return worker;
  };
  /** Messages of a stream as lists of fields and values. */
  const read = async (stream: string): Promise<string[][]> =>
    (await redis.xrange(stream, '-', '+')).map(([, fields]) => fields);
  const waitFor = (stream: string, count: number) =>
    expect.poll(() => redis.xlen(stream), { timeout: 20_000 }).toBe(count);
  const pending = async (): Promise<unknown> => (await redis.xpending('orders', 'tuomin'))[0];

  beforeAll(async () => {
    server = await serve();
    redis = new Redis(server.port, '127.0.0.1');
    redis.on('error', () => {});
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });
  beforeEach(() => redis.flushall());
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  it('masks fields by their names, texts in them, JSON in them, names of fields, and what comes twice', async () => {
    await redis.xadd(
      'orders',
      '*',
      'receiverName',
      NAME,
      'mobile',
      PHONE,
      'remark',
      `给${NAME.slice(1)}的`,
      'id',
      '2025071800012345',
    );
    await redis.xadd('orders', '*', 'body', JSON.stringify({ mobile: Number(PHONE), address: ADDRESS }));
    await redis.xadd('orders', '*', PHONE, 'x', 'note', PHONE, 'note', `收件人：${NAME}`);
    await redis.xadd('orders', '*', 'status', 'done');
    const worker = start({ sourceField: 'src' });
    await waitFor('masked', 4);
    await worker.stop();
    const masked = await read('masked');
    expectUnplanted(masked.map((fields) => fields.join(' ')));
    expect(masked[0]).toEqual([
      'receiverName',
      '陈*',
      'mobile',
      '159******83',
      'remark',
      '给**的',
      'id',
      '2025071800012345',
      'src',
      expect.stringMatching(/^\d+-\d+$/),
    ]);
    expect(JSON.parse(masked[1]?.[1] as string)).toMatchObject({ mobile: '159******83' });
    expect(masked[2]?.slice(0, 6)).toEqual(['159******83', 'x', 'note', '159******83', 'note', '收件人：陈*']);
    expect(masked[3]?.slice(0, 2)).toEqual(['status', 'done']);
    expect(await pending()).toBe(0);
    expect(worker.counts).toMatchObject({ read: 4, written: 4, masked: 3, failed: 0, problems: 0 });
    expect(worker.metrics()).toContain('tuomin_messages_total{broker="redis",source="orders",outcome="written"} 4\n');
    expect(worker.metrics()).toMatch(/tuomin_values_total\{broker="redis",source="orders",kind="mobile"\} \d/);
  });

  it('removes what it has written where it shall, and keeps the written stream short', async () => {
    for (let i = 0; i < 300; i++) await redis.xadd('orders', '*', 'mobile', PHONE);
    start({ removes: true, maxLength: 100 });
    await expect.poll(() => redis.xlen('orders'), { timeout: 20_000 }).toBe(0);
    expect(await redis.xlen('masked')).toBeLessThan(300);
  });

  it('hides bytes that are no text, and what cannot be masked: told to the dead letters by id', async () => {
    await redis.xadd('orders', '*', 'picture', Buffer.from([0xff, 0xd8, 0x31]));
    start();
    await waitFor('masked', 1);
    expect(await read('masked')).toEqual([['picture', FAILED]]);
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));

    const id = await redis.xadd('orders', '*', 'note', `电话 ${PHONE}`);
    const worker = start({ redactor: createRedactor({ detectors: [BROKEN] }), deadLetters: 'dead' });
    await waitFor('dead', 1);
    expect(await read('dead')).toEqual([['stream', 'orders', 'id', id, 'reason', 'redaction-failed']]);
    expect(await redis.xlen('masked')).toBe(1);
    expect(await pending()).toBe(0);
    expect(worker.counts.failed).toBe(1);
  });

  it('takes over what another did not confirm, and gives up what kills', async () => {
    const ids: (string | null)[] = [];
    for (let i = 0; i < 3; i++) ids.push(await redis.xadd('orders', '*', 'mobile', PHONE));
    await redis.xgroup('CREATE', 'orders', 'tuomin', '0');
    await redis.xreadgroup('GROUP', 'tuomin', 'dead', 'COUNT', 3, 'STREAMS', 'orders', '>');
    // Delivered six times so far.
    await redis.call('XCLAIM', 'orders', 'tuomin', 'dead', 0, ids[1] as string, 'RETRYCOUNT', 6);
    const worker = start({ claimAfter: 100, deadLetters: 'dead' });
    await waitFor('masked', 2);
    await waitFor('dead', 1);
    expect(await read('dead')).toEqual([['stream', 'orders', 'id', ids[1], 'reason', 'delivered-too-often']]);
    expect(worker.counts.claimed).toBe(3);
    expect(await pending()).toBe(0);
  });

  it('does not write what another has confirmed while it was at it', async () => {
    const id = (await redis.xadd('orders', '*', 'mobile', PHONE)) as string;
    const redactor = createRedactor({
      // Told when a message is masked and not yet written.
      onReport: () => execFileSync('redis-cli', ['-p', String(server.port), 'xack', 'orders', 'tuomin', id]),
    });
    const worker = start({ redactor });
    await expect.poll(() => worker.counts.read, { timeout: 20_000 }).toBe(1);
    await worker.stop();
    expect(worker.counts).toMatchObject({ read: 1, written: 0 });
    expect(await redis.xlen('masked')).toBe(0);
  });

  it('masks a message of 20 MB', async () => {
    const text = `第 7 单 电话 ${PHONE}，已经下单，请尽快发货。Order placed, nothing else to say about it. `.repeat(
      200_000,
    );
    await redis.xadd('orders', '*', 'text', text.slice(0, 10_000_000), 'more', text.slice(0, 10_000_000));
    start();
    await expect.poll(() => redis.xlen('masked'), { timeout: 110_000, interval: 500 }).toBe(1);
    const [fields] = await read('masked');
    expect(fields?.[1]?.length).toBe(10_000_000);
    expect(fields?.join('')).not.toContain(PHONE);
  }, 120_000);

  it('goes on when the server was away, and tells of it without a value', async () => {
    const told: BrokerProblem[] = [];
    start({ onProblem: (problem) => told.push(problem) });
    await redis.xadd('orders', '*', 'mobile', PHONE);
    await waitFor('masked', 1);
    // Of the wrong type: what is written fails, and is not confirmed.
    await redis.rename('masked', 'before');
    await redis.set('masked', 'no stream');
    await redis.xadd('orders', '*', 'mobile', PHONE, 'note', `收件人：${NAME}`);
    await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(await pending()).toBe(1);
    await redis.del('masked');
    await waitFor('masked', 1);
    // Stopped and started again.
    const { folder, port, child } = server;
    child.kill('SIGKILL');
    await once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 500));
    server = await serve({ folder, port });
    await redis.xadd('orders', '*', 'mobile', PHONE);
    await waitFor('masked', 2);
    expectUnplanted(told.map((problem) => `${problem.stack} ${JSON.stringify(problem)}`));
    expect(told.map(({ code }) => code)).toContain('WRONGTYPE');
  }, 90_000);

  it('stops at once when the server is away', async () => {
    const port = await freePort();
    const away = new Redis(port, '127.0.0.1', { lazyConnect: true });
    const worker = start({ redis: away });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = performance.now();
    await worker.stop();
    expect(performance.now() - before).toBeLessThan(5000);
    away.disconnect();
  });

  it(`masks ${COUNT} messages once, with two workers of which one is killed and started again`, async () => {
    const redactor = createRedactor();
    const texts = Array.from(
      { length: 50 },
      (_, i) => `第${i}单 电话 159${String(27140000 + i * 7919).padStart(8, '0')} 已下单`,
    );
    for (let from = 0; from < COUNT; from += 5000) {
      const pipeline = redis.pipeline();
      for (let i = from; i < from + 5000; i++)
        pipeline.xadd('orders', '*', 'n', i, 'text', texts[i % texts.length] as string);
      await pipeline.exec();
    }
    const run = async (name: string): Promise<ChildProcess> => {
      const child = fork(PROGRAM, [String(server.port), name]);
      await once(child, 'message');
      return child;
    };
    const end = async (child: ChildProcess): Promise<void> => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    };
    const [first, second] = [await run('first'), await run('second')];
    await expect.poll(() => redis.xlen('orders:masked'), { timeout: 60_000, interval: 20 }).toBeGreaterThan(COUNT / 10);
    second.kill('SIGKILL');
    await once(second, 'exit');
    await expect.poll(() => redis.xlen('orders:masked'), { timeout: 60_000, interval: 20 }).toBeGreaterThan(COUNT / 5);
    const third = await run('second');
    // Those of a killed worker that does not come back, too.
    await expect.poll(() => redis.xlen('orders:masked'), { timeout: 60_000, interval: 20 }).toBeGreaterThan(COUNT / 2);
    third.kill('SIGKILL');
    await expect.poll(() => redis.xlen('orders:masked'), { timeout: 100_000, interval: 200 }).toBe(COUNT);
    await end(first);
    const seen = new Set<string>();
    for (let from = '-'; ; ) {
      const page = await redis.xrange('orders:masked', from, '+', 'COUNT', 10_000);
      if (page.length === 0) break;
      for (const [, fields] of page) {
        const n = Number(fields[1]);
        seen.add(String(n));
        if (fields[3] !== redactor.redact(texts[n % texts.length] as string))
          throw new Error(`message ${n} is not masked as it should be`);
      }
      from = `(${page.at(-1)?.[0]}`;
    }
    expect(seen.size).toBe(COUNT);
    expect(await redis.xlen('orders:masked')).toBe(COUNT);
    expect((await redis.xpending('orders', 'tuomin'))[0]).toBe(0);
  }, 300_000);
});
