import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { type BrokerProblem, type JetStreamOptions, maskJetStream, type Worker } from '../../src/integrations/nats.ts';
import { ADDRESS, BROKEN, expectUnplanted, NAME, PHONE } from '../support/leak-paths.ts';
import { has, type Running, startServer } from '../support/servers.ts';

const PROGRAM = fileURLToPath(new URL('../support/workers/nats.mjs', import.meta.url));
const COUNT = 100_000;

const serve = (given?: { folder: string; port: number }) =>
  startServer('nats-server', (port, folder) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder], given);

interface Stored {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(!has('nats-server'))('JetStream', () => {
  let server: Running;
  let connection: NatsConnection;
  const workers: Worker[] = [];
  const start = (options: Partial<JetStreamOptions> = {}): Worker => {
    const worker = maskJetStream({
      jetstream: jetstream(connection),
      headers,
      from: 'orders',
      consumer: 'tuomin',
      to: 'masked.orders',
      ...options,
    });
    workers.push(worker);
    return worker;
  };
  const countOf = async (stream: string): Promise<number> =>
    (await (await jetstreamManager(connection)).streams.info(stream)).state.messages;
  const waitFor = (stream: string, count: number) =>
    expect.poll(() => countOf(stream), { timeout: 20_000 }).toBe(count);
  const waiting = async (): Promise<number> => {
    const { num_ack_pending, num_pending } = await (await jetstreamManager(connection)).consumers.info(
      'orders',
      'tuomin',
    );
    return num_ack_pending + num_pending;
  };
  const read = async (stream: string): Promise<Stored[]> => {
    const consumer = await jetstream(connection).consumers.get(stream);
    const all: Stored[] = [];
    for (let left = await countOf(stream); left > 0; ) {
      for await (const one of await consumer.fetch({ max_messages: Math.min(left, 5000), expires: 2000 })) {
        const names = [...(one.headers?.keys() ?? [])];
        all.push({
          text: one.string(),
          bytes: one.data,
          headers: Object.fromEntries(names.map((name) => [name, [...(one.headers?.values(name) ?? [])]])),
        });
        left--;
      }
    }
    return all;
  };

  beforeAll(async () => {
    server = await serve();
    connection = await connect({
      servers: `127.0.0.1:${server.port}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 200,
    });
  });
  afterAll(async () => {
    await connection.close();
    await server.stop();
  });
  beforeEach(async () => {
    const manager = await jetstreamManager(connection);
    for (const name of ['orders', 'masked', 'dead']) {
      try {
        await manager.streams.delete(name);
      } catch {}
    }
    await manager.streams.add({ name: 'orders', subjects: ['orders.>'] });
    await manager.streams.add({ name: 'masked', subjects: ['masked.>'], duplicate_window: 600_000_000_000 });
    await manager.streams.add({ name: 'dead', subjects: ['dead'] });
    await manager.consumers.add('orders', {
      durable_name: 'tuomin',
      ack_policy: AckPolicy.Explicit,
      ack_wait: 3_000_000_000,
      max_ack_pending: 2000,
    });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  it('masks bodies and headers, and leaves bytes that need no change', async () => {
    const client = jetstream(connection);
    const head = headers();
    head.append('X-Phone', PHONE);
    head.append('X-Phone', '2');
    head.append('receiverName', NAME);
    head.append(PHONE, 'x');
    head.append('Trace', 'abc');
    head.set('Nats-Msg-Id', `order-${PHONE}`);
    await client.publish('orders.new', JSON.stringify({ mobile: Number(PHONE), note: `收件人：${NAME}，${ADDRESS}` }), {
      headers: head,
    });
    await client.publish('orders.new', `收件人：${NAME}，电话 ${PHONE}`);
    await client.publish('orders.new', '{"id": 7,  "status":"done"}');
    await client.publish('orders.new', '');
    await client.publish('orders.new', new Uint8Array([0xff, 0x31]));
    const worker = start({ to: ({ subject }) => subject.replace('orders', 'masked') });
    await waitFor('masked', 5);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    await worker.stop();
    const masked = await read('masked');
    expectUnplanted(masked.map((one) => `${one.text} ${JSON.stringify(one.headers)}`));
    expect(JSON.parse(masked[0]?.text as string)).toMatchObject({ mobile: '159******83' });
    expect(masked[0]?.headers).toMatchObject({
      'X-Phone': ['159******83', '2'],
      Trace: ['abc'],
      'Nats-Msg-Id': ['orders:1'],
    });
    expect(masked.slice(1).map((one) => one.text)).toEqual([
      '收件人：陈*，电话 159******83',
      '{"id": 7,  "status":"done"}',
      '',
      FAILED,
    ]);
    expect(worker.counts).toMatchObject({ read: 5, written: 5, failed: 1, problems: 0 });
    expect(worker.metrics()).toContain('tuomin_messages_total{broker="nats",source="orders",outcome="written"} 5\n');
  });

  it('tells the dead letters of what cannot be masked, by sequence', async () => {
    await jetstream(connection).publish('orders.new', `电话 ${PHONE}`);
    start({ redactor: createRedactor({ detectors: [BROKEN] }), deadLetters: 'dead' });
    await waitFor('dead', 1);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    expect((await read('dead')).map((one) => JSON.parse(one.text))).toEqual([
      { stream: 'orders', seq: 1, reason: 'redaction-failed' },
    ]);
    expect(await countOf('masked')).toBe(0);
  });

  it('gives up what was delivered too often', async () => {
    await jetstream(connection).publish('orders.new', `电话 ${PHONE}`);
    const consumer = await jetstream(connection).consumers.get('orders', 'tuomin');
    for (let i = 0; i < 3; i++) (await consumer.next())?.nak();
    start({ mostDeliveries: 2, deadLetters: 'dead' });
    await waitFor('dead', 1);
    expect(JSON.parse((await read('dead'))[0]?.text as string)).toMatchObject({ reason: 'delivered-too-often' });
  });

  it('goes on when the server was away, and tells of it without a value', async () => {
    const told: BrokerProblem[] = [];
    start({ onProblem: (problem) => told.push(problem) });
    await jetstream(connection).publish('orders.new', `电话 ${PHONE}`);
    await waitFor('masked', 1);
    const { folder, port, child } = server;
    child.kill('SIGKILL');
    await once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    server = await serve({ folder, port });
    await expect
      .poll(
        async () => {
          try {
            await jetstream(connection).publish('orders.new', `电话 ${PHONE} 2`);
            return true;
          } catch {
            return false;
          }
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await expect.poll(() => countOf('masked'), { timeout: 20_000 }).toBeGreaterThan(1);
    for (const problem of told) expectUnplanted([`${problem.stack} ${JSON.stringify(problem)}`]);
  }, 90_000);

  it(`masks ${COUNT} messages once, with two workers of which one is killed and started again`, async () => {
    const redactor = createRedactor();
    const texts = Array.from(
      { length: 50 },
      (_, i) => `单 电话 159${String(27140000 + i * 7919).padStart(8, '0')} 已下单`,
    );
    const client = jetstream(connection);
    for (let from = 0; from < COUNT; from += 2000)
      await Promise.all(
        Array.from({ length: 2000 }, (_, i) =>
          client.publish('orders.new', `${from + i}|${texts[(from + i) % texts.length]}`),
        ),
      );
    const run = async (): Promise<ChildProcess> => {
      const child = fork(PROGRAM, [String(server.port)]);
      await once(child, 'message');
      return child;
    };
    const reach = (count: number, timeout = 100_000) =>
      expect.poll(() => countOf('masked'), { timeout, interval: 50 }).toBeGreaterThanOrEqual(count);
    const [first, second] = [await run(), await run()];
    await reach(COUNT / 10);
    second.kill('SIGKILL');
    await once(second, 'exit');
    await reach(COUNT / 5);
    const third = await run();
    await reach(COUNT);
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    for (const child of [first, third]) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    const all = await read('masked');
    expect(all).toHaveLength(COUNT);
    const seen = new Set<number>();
    for (const { text } of all) {
      const [n = '', rest] = text.split('|');
      seen.add(Number(n));
      if (rest !== redactor.redact(texts[Number(n) % texts.length] as string))
        throw new Error(`message ${n} is not masked as it should be`);
    }
    expect(seen.size).toBe(COUNT);
  }, 300_000);
});
