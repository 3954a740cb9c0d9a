import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Admin, type IHeaders, Kafka, type KafkaMessage, type Producer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../src/index.ts';
import { type BrokerProblem, maskTopic, type TopicOptions, type Worker } from '../../src/integrations/kafka.ts';
import { hasKafka, startKafka } from '../support/kafka.ts';
import { BROKEN, expectUnplanted, NAME, PHONE } from '../support/leak-paths.ts';
import type { Running } from '../support/servers.ts';

const PROGRAM = fileURLToPath(new URL('../support/workers/kafka.mjs', import.meta.url));
const COUNT = 20_000;

function headersOf(headers: IHeaders | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, [value].flat().map(String)]));
}

describe.skipIf(!hasKafka())('kafka', () => {
  let server: Running;
  let kafka: Kafka;
  let admin: Admin;
  let producer: Producer;
  const workers: Worker[] = [];
  let topics = 0;
  /** Fresh topics for each test, and a worker between them. */
  const setUp = async (options: Partial<TopicOptions> = {}) => {
    const name = `orders-${++topics}`;
    await admin.createTopics({
      topics: [
        { topic: name, numPartitions: 2, configEntries: [{ name: 'max.message.bytes', value: '30000000' }] },
        {
          topic: `${name}.masked`,
          numPartitions: 2,
          configEntries: [{ name: 'max.message.bytes', value: '20000000' }],
        },
        { topic: `${name}.dead`, numPartitions: 1 },
      ],
    });
    return {
      name,
      start: (): Worker => {
        const worker = maskTopic({
          kafka,
          from: name,
          to: `${name}.masked`,
          group: name,
          sessionTimeout: 6000,
          ...options,
        });
        workers.push(worker);
        return worker;
      },
    };
  };
  /** What a reader of committed messages sees. */
  const read = async (topic: string, count: number, timeout = 40_000): Promise<KafkaMessage[]> => {
    const consumer = kafka.consumer({
      groupId: `reader-${topic}-${Math.floor(performance.now())}`,
      readUncommitted: false,
      maxWaitTimeInMs: 200,
    });
    const messages: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
    try {
      await expect.poll(() => messages.length, { timeout }).toBeGreaterThanOrEqual(count);
      // Whether there is one too many.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return messages;
    } finally {
      await consumer.disconnect();
    }
  };

  beforeAll(async () => {
    server = await startKafka();
    kafka = new Kafka({
      clientId: 'test',
      brokers: [`127.0.0.1:${server.port}`],
      logLevel: 0,
      retry: { retries: 20, initialRetryTime: 100 },
    });
    admin = kafka.admin();
    producer = kafka.producer();
    await admin.connect();
    await producer.connect();
  }, 120_000);
  afterAll(async () => {
    await producer.disconnect();
    await admin.disconnect();
    await server.stop();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  it('masks values, keys and headers, and leaves tombstones', async () => {
    const { name, start } = await setUp({ keepsPartitions: true });
    await producer.send({
      topic: name,
      messages: [
        {
          partition: 1,
          key: PHONE,
          value: JSON.stringify({ receiverName: NAME, mobile: Number(PHONE) }),
          timestamp: '1752814683159',
        },
        { partition: 1, key: 'order-7', value: null },
        {
          partition: 1,
          key: null,
          value: '{"id": 7,  "status":"done"}',
          headers: { 'x-phone': PHONE, receiverName: [NAME, 'x'], [PHONE]: '1', trace: 'abc' },
        },
        { partition: 1, value: Buffer.from([0xff, 0x31]) },
      ],
    });
    const worker = start();
    const masked = await read(`${name}.masked`, 4);
    expect(masked.map(({ value }) => value?.toString())).toEqual([
      '{"receiverName":"陈*","mobile":"159******83"}',
      undefined,
      '{"id": 7,  "status":"done"}',
      FAILED,
    ]);
    expect(masked.map(({ key }) => key?.toString())).toEqual(['159******83', 'order-7', undefined, undefined]);
    expect(masked[0]?.timestamp).toBe('1752814683159');
    expect(headersOf(masked[2]?.headers)).toEqual({
      'x-phone': ['159******83'],
      receiverName: ['陈*', '*'],
      '159******83': ['1'],
      trace: ['abc'],
    });
    await worker.stop();
    expect(worker.counts).toMatchObject({ read: 4, written: 4, failed: 1, lag: 0 });
    expect(worker.metrics()).toContain('outcome="written"} 4\n');
  }, 90_000);

  it('tells the dead letters of what cannot be masked or is too large, by offset', async () => {
    const { name, start } = await setUp({ deadLetters: `orders-${topics + 1}.dead` });
    const text = `第 7 单 电话 ${PHONE}，已经下单。Order placed, nothing else to say about it at all, really. `.repeat(
      300_000,
    );
    const big = kafka.producer();
    await big.connect();
    // Of 20 MB, and of more than the second topic takes.
    await big.send({ topic: name, messages: [{ partition: 0, value: text.slice(0, 12_000_000) }] });
    await big.send({ topic: name, messages: [{ partition: 0, value: text.slice(0, 19_000_000) }] });
    await big.send({ topic: name, messages: [{ partition: 0, value: `电话 ${PHONE}` }] });
    await big.disconnect();
    start();
    const masked = await read(`${name}.masked`, 2, 90_000);
    expect(masked.map(({ value }) => value?.includes(PHONE))).toEqual([false, false]);
    const [letter] = await read(`${name}.dead`, 1);
    expect(JSON.parse(String(letter?.value))).toEqual({ topic: name, partition: 0, offset: '1', reason: 'too-large' });
  }, 180_000);

  it('tells of what fails without a value', async () => {
    const told: BrokerProblem[] = [];
    const { name, start } = await setUp({
      redactor: createRedactor({ detectors: [BROKEN] }),
      onProblem: (problem) => told.push(problem),
      to: 'nowhere',
    });
    await producer.send({ topic: name, messages: [{ key: PHONE, value: `电话 ${PHONE}` }] });
    start();
    await expect.poll(() => told.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expectUnplanted(told.map((problem) => `${problem.stack} ${JSON.stringify(problem)}`));
  }, 90_000);

  it(`masks ${COUNT} messages exactly once, with two workers that are killed and started again`, async () => {
    await admin.createTopics({ topics: ['many', 'many.masked'].map((topic) => ({ topic, numPartitions: 4 })) });
    const redactor = createRedactor();
    const textOf = (n: number): string => `第单 电话 159${String(27140000 + (n % 50) * 7919).padStart(8, '0')} 已下单`;
    for (let from = 0; from < COUNT; from += 2000)
      await producer.send({
        topic: 'many',
        messages: Array.from({ length: 2000 }, (_, i) => ({ value: `${from + i}|${textOf(from + i)}` })),
      });
    const run = async (): Promise<ChildProcess> => {
      const child = fork(PROGRAM, [String(server.port)]);
      await once(child, 'message');
      return child;
    };
    const written = async (): Promise<number> =>
      (await admin.fetchTopicOffsets('many.masked')).reduce(
        (sum, { high, low }) => sum + Number(high) - Number(low),
        0,
      );
    const reach = (count: number) => expect.poll(written, { timeout: 60_000, interval: 20 }).toBeGreaterThan(count);
    let [first, second] = [await run(), await run()];
    for (const share of [0.1, 0.3, 0.5]) {
      await reach(COUNT * share);
      second.kill('SIGKILL');
      await once(second, 'exit');
      second = first;
      first = await run();
    }
    const masked = await read('many.masked', COUNT, 120_000);
    for (const child of [first, second]) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    expect(masked).toHaveLength(COUNT);
    const seen = new Set<number>();
    for (const { value } of masked) {
      const [n = '', rest] = String(value).split('|');
      seen.add(Number(n));
      if (rest !== redactor.redact(textOf(Number(n)))) throw new Error(`message ${n} is not masked as it should be`);
    }
    expect(seen.size).toBe(COUNT);
  }, 300_000);
});
