/**
 * `tuomin/kafka`: a worker of a Kafka consumer group (kafkajs 2) that masks messages and produces them to another topic, each exactly
 * once for readers of committed messages (`read_committed`), whoever is killed and whenever.
 *
 * Masked messages and the offsets of those they were made of are one transaction. The transactional id names the partition that is
 * read: who takes a partition over ends the transactions of who had it before, and shuts it out should it wake up again. Only then
 * the committed offset is asked for, since until then it may still move.
 */

import type { Consumer, EachBatchPayload, IHeaders, Kafka, KafkaMessage, Message, Producer } from 'kafkajs';
import { FAILED } from '../errors.ts';
import { type Worker, type WorkerOptions, Workload, workerOf } from './worker.ts';

export type { BrokerProblem, Worker, WorkerCounts } from './worker.ts';

export interface TopicOptions extends WorkerOptions {
  /** A client of kafkajs; consumer and producers are made from it. */
  readonly kafka: Kafka;
  /** The topic that is read, from its beginning when the group is new. */
  readonly from: string;
  /** The topic that masked messages are produced to. */
  readonly to: string;
  /** The consumer group, and what transactional ids begin with. Default: `tuomin`. */
  readonly group?: string;
  /**
   * Gets the offsets of messages that could not be masked or are too large for the topic, and why; without it they are produced as
   * notices.
   */
  readonly deadLetters?: string;
  /** How many messages make a transaction at most. Default: 500. */
  readonly batch?: number;
  /** Messages go to the partition of the number they came from, for topics with as many of them; else by their masked keys. */
  readonly keepsPartitions?: boolean;
  /** In milliseconds: after how long without a sign of life the partitions of a worker go to others. Default: 30,000. */
  readonly sessionTimeout?: number;
}

/** Starts a worker. It goes on through failures of the broker until it is stopped. */
export function maskTopic(options: TopicOptions): Worker {
  const worker = new TopicWorker(options);
  return workerOf(worker.load, worker.done, () => worker.leave());
}

interface Outgoing {
  readonly offset: string;
  readonly message: Message;
  readonly isMasked: boolean;
  /** Why there is only a notice of it. */
  readonly reason?: string;
}

class TopicWorker {
  readonly done: Promise<void>;
  readonly load: Workload;
  readonly #options: TopicOptions & { readonly group: string; readonly batch: number };
  readonly #consumer: Consumer;
  /** By partition that is read. */
  readonly #producers = new Map<number, Promise<Producer>>();
  readonly #lags = new Map<number, number>();
  #isStopped = false;
  #wake: () => void = () => {};

  constructor(options: TopicOptions) {
    this.#options = { group: 'tuomin', batch: 500, ...options };
    this.load = new Workload('kafka', options.from, options);
    const { sessionTimeout = 30_000 } = options;
    this.#consumer = options.kafka.consumer({
      groupId: this.#options.group,
      sessionTimeout,
      heartbeatInterval: Math.min(3000, Math.ceil(sessionTimeout / 3)),
      readUncommitted: false,
      // Whatever crashed it: what it had taken is not committed, and comes again.
      retry: { restartOnFailure: async () => !this.#isStopped },
    });
    this.done = this.#run();
  }

  leave(): void {
    this.#isStopped = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    const { GROUP_JOIN, CRASH } = this.#consumer.events;
    const stopped = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#consumer.on(CRASH, ({ payload }) => this.load.complain(payload.error, 'messages'));
    this.#consumer.on(GROUP_JOIN, ({ payload }) => this.#keepOnly(payload.memberAssignment[this.#options.from] ?? []));
    while (!this.#isStopped) {
      try {
        await this.#consumer.connect();
        await this.#consumer.subscribe({ topics: [this.#options.from], fromBeginning: true });
        await this.#consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          eachBatch: (payload) => this.#eachBatch(payload),
        });
        break;
      } catch (error) {
        this.load.complain(error, 'connection');
        await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 1000))]);
      }
    }
    await stopped;
    // Waits for the batch at hand.
    await this.#consumer.disconnect().catch((error) => this.load.complain(error, 'leaving'));
    await this.#keepOnly([]);
  }

  /** Lets go of the producers of partitions that others have now. */
  async #keepOnly(partitions: readonly number[]): Promise<void> {
    const gone = [...this.#producers.keys()].filter((partition) => !partitions.includes(partition));
    await Promise.all(gone.map((partition) => this.#drop(partition)));
  }

  async #drop(partition: number): Promise<void> {
    const producer = this.#producers.get(partition);
    this.#producers.delete(partition);
    this.#lags.delete(partition);
    try {
      await (await producer)?.disconnect();
    } catch (error) {
      this.load.complain(error, 'leaving');
    }
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
    const { partition } = batch;
    try {
      if (!this.#producers.has(partition)) {
        this.#producers.set(partition, this.#makeProducer(partition));
        await this.#producers.get(partition);
        const committed = await this.#committedOffset(partition);
        if (committed !== undefined && committed > BigInt(batch.firstOffset() ?? 0)) {
          // Fetched before the transaction of who had the partition was over.
          this.#consumer.seek({ topic: batch.topic, partition, offset: String(committed) });
          return;
        }
      }
      const producer = (await this.#producers.get(partition)) as Producer;
      for (let at = 0; at < batch.messages.length; at += this.#options.batch) {
        // Somebody has sought elsewhere, or the worker shall leave.
        if (!isRunning() || isStale() || this.#isStopped) return;
        const messages = batch.messages.slice(at, at + this.#options.batch);
        this.load.read += messages.length;
        await this.#settle(
          producer,
          partition,
          messages.map((message) => this.#mask(message, partition)),
        );
        resolveOffset((messages.at(-1) as KafkaMessage).offset);
        this.#lags.set(partition, Number(BigInt(batch.highWatermark) - BigInt(messages.at(-1)?.offset ?? 0)) - 1);
        this.load.lag = [...this.#lags.values()].reduce((sum, one) => sum + one, 0);
        await heartbeat();
      }
    } catch (error) {
      // Whether it is shut out or the broker is away: a new producer finds out what was committed.
      this.load.complain(error, 'transaction');
      await this.#drop(partition);
      throw error;
    }
  }

  async #makeProducer(partition: number): Promise<Producer> {
    const { kafka, group, from } = this.#options;
    const producer = kafka.producer({
      transactionalId: `${group}-${from}-${partition}`,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    return producer;
  }

  async #committedOffset(partition: number): Promise<bigint | undefined> {
    const { kafka, group, from } = this.#options;
    const admin = kafka.admin();
    await admin.connect();
    try {
      const [topic] = await admin.fetchOffsets({ groupId: group, topics: [from] });
      const offset = topic?.partitions.find((one) => one.partition === partition)?.offset;
      return offset === undefined || offset === '-1' ? undefined : BigInt(offset);
    } finally {
      await admin.disconnect();
    }
  }

  /** One transaction; where one of its messages is too large for the topic, several. */
  async #settle(producer: Producer, partition: number, messages: readonly Outgoing[]): Promise<void> {
    const { group, from, to, deadLetters } = this.#options;
    const letters = deadLetters === undefined ? [] : messages.filter((one) => one.reason !== undefined);
    const shown = messages.filter((one) => !letters.includes(one));
    const transaction = await producer.transaction();
    try {
      if (shown.length > 0) await transaction.send({ topic: to, messages: shown.map((one) => one.message) });
      if (deadLetters !== undefined && letters.length > 0)
        await transaction.send({
          topic: deadLetters,
          messages: letters.map(({ offset, reason }) => ({
            value: JSON.stringify({ topic: from, partition, offset, reason }),
          })),
        });
      const next = String(BigInt((messages.at(-1) as Outgoing).offset) + 1n);
      await transaction.sendOffsets({
        consumerGroupId: group,
        topics: [{ topic: from, partitions: [{ partition, offset: next }] }],
      });
      await transaction.commit();
    } catch (error) {
      try {
        await transaction.abort();
      } catch {
        // It times out by itself, or is ended by who takes over.
      }
      if (!isTooLarge(error)) throw error;
      if (messages.length === 1) {
        const [{ offset, message }] = messages as [Outgoing];
        const notice = { value: FAILED, ...(message.partition === undefined ? {} : { partition: message.partition }) };
        await this.#settle(producer, partition, [{ offset, message: notice, isMasked: false, reason: 'too-large' }]);
        return;
      }
      const middle = messages.length >> 1;
      await this.#settle(producer, partition, messages.slice(0, middle));
      await this.#settle(producer, partition, messages.slice(middle));
      return;
    }
    this.load.written += shown.length;
    this.load.masked += shown.filter((one) => one.isMasked).length;
    this.load.failed += messages.filter((one) => one.reason !== undefined).length;
  }

  /** Value, key and headers; a tombstone stays one. */
  #mask({ key, value, headers, timestamp, offset }: KafkaMessage, partition: number): Outgoing {
    const maskedValue = value === null ? undefined : this.load.maskBytes(value);
    const maskedKey = key === null ? undefined : this.load.maskBytes(key);
    const masked = this.#maskHeaders(headers);
    const isWhole = maskedValue?.isWhole !== false && maskedKey?.isWhole !== false && masked.isWhole;
    const message: Message = {
      // Bytes that need no change go out as they came.
      value: maskedValue?.isChanged === true ? maskedValue.value : value,
      ...(key === null ? {} : { key: maskedKey?.isChanged === true ? maskedKey.value : key }),
      ...(headers === undefined ? {} : { headers: masked.headers }),
      ...(this.#options.keepsPartitions === true ? { partition } : {}),
      timestamp,
    };
    const isMasked = maskedValue?.isChanged === true || maskedKey?.isChanged === true;
    return isWhole ? { offset, message, isMasked } : { offset, message, isMasked, reason: 'redaction-failed' };
  }

  #maskHeaders(given: IHeaders | undefined): { headers: IHeaders; isWhole: boolean } {
    const headers: IHeaders = {};
    let isWhole = true;
    for (const [name, value] of Object.entries(given ?? {})) {
      if (value === undefined) continue;
      const values = [value].flat().map((one) => {
        if (typeof one === 'string') return one;
        const text = this.load.maskBytes(one);
        isWhole &&= text.isWhole;
        return text.isChanged ? text.value : one.toString();
      });
      // Once more by name, which says what a value is.
      const one = this.load.maskRecord({ [name]: values.length === 1 ? (values[0] as string) : values });
      isWhole &&= one.isWhole;
      Object.assign(headers, one.value);
    }
    return { headers, isWhole };
  }
}

function isTooLarge(error: unknown): boolean {
  const { type } = (error ?? {}) as { type?: unknown };
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE';
}
