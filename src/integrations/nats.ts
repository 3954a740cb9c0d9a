/**
 * `tuomin/nats`: a worker on a durable consumer of NATS JetStream (2.9 or newer) that masks messages and publishes them to
 * another subject: each once, as long as the stream it publishes to remembers ids (`duplicate_window`).
 *
 * A message is acknowledged when the server has stored its masked form, and is published under an id made of the stream's name and
 * the message's sequence; what comes again after a worker died is recognised by it.
 */

import { FAILED } from '../errors.ts';
import { Patience, type Worker, type WorkerOptions, Workload, workerOf } from './worker.ts';

export type { BrokerProblem, Worker, WorkerCounts } from './worker.ts';

/** Headers of a message, as @nats-io/nats-core has them. */
export interface NatsHeaders {
  keys(): readonly string[];
  values(name: string): readonly string[];
  append(name: string, value: string): void;
  set(name: string, value: string): void;
}

/** A message of JetStream, as @nats-io/jetstream hands it out. */
export interface NatsMessage {
  readonly data: Uint8Array;
  readonly subject: string;
  readonly seq: number;
  readonly headers?: NatsHeaders | undefined;
  readonly info: { readonly deliveryCount: number; readonly pending: number };
  ack(): void;
  nak(ms?: number): void;
  term(reason?: string): void;
}

/** Of @nats-io/jetstream, what is used here. */
export interface NatsJetStream {
  readonly consumers: {
    get(
      stream: string,
      consumer: string,
    ): Promise<{
      // biome-ignore lint/suspicious/noExplicitAny: the client's options are wider
      fetch(options: any): Promise<AsyncIterable<NatsMessage>>;
    }>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: as above
  publish(subject: string, payload: Uint8Array | string, options: any): Promise<{ readonly duplicate?: boolean }>;
}

export interface JetStreamOptions extends WorkerOptions {
  /** Of @nats-io/jetstream: `jetstream(connection)`. */
  readonly jetstream: NatsJetStream;
  /** `headers` of @nats-io/transport-node, which makes empty headers. */
  readonly headers: () => NatsHeaders;
  /** The stream that is read, and its durable consumer with explicit acknowledgement. */
  readonly from: string;
  readonly consumer: string;
  /** The subject that masked messages are published to, or by message; its stream has a `duplicate_window`. */
  readonly to: string | ((message: NatsMessage) => string);
  /** Gets the sequence of messages that could not be masked or have killed their workers, and why; without it they are published as notices. */
  readonly deadLetters?: string;
  /** How many messages are taken at once. Default: 100. */
  readonly batch?: number;
  /** How often a message is delivered before it is given up. Default: 5. */
  readonly mostDeliveries?: number;
}

/** How long one request waits for messages. */
const EXPIRES_MS = 1000;
/** What the server itself reads of a message, and what would make two of ours one. */
const OF_SERVER = /^nats-/i;

/** Starts a worker. It goes on through failures of the broker until it is stopped. */
export function maskJetStream(options: JetStreamOptions): Worker {
  const worker = new JetStreamWorker(options);
  return workerOf(worker.load, worker.done, () => worker.leave());
}

class JetStreamWorker {
  readonly done: Promise<void>;
  readonly load: Workload;
  readonly #options: JetStreamOptions & { readonly batch: number; readonly mostDeliveries: number };
  readonly #end = new AbortController();

  constructor(options: JetStreamOptions) {
    this.#options = { batch: 100, mostDeliveries: 5, ...options };
    this.load = new Workload('nats', options.from, options);
    this.done = this.#run();
  }

  leave(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { jetstream, from, consumer, batch } = this.#options;
    const patience = new Patience();
    while (!this.#end.signal.aborted) {
      try {
        const source = await jetstream.consumers.get(from, consumer);
        while (!this.#end.signal.aborted) {
          // Published side by side: each waits for the server to have stored it.
          const all: Promise<void>[] = [];
          for await (const message of await source.fetch({ max_messages: batch, expires: EXPIRES_MS })) {
            this.load.lag = message.info.pending;
            all.push(this.#settle(message));
          }
          await Promise.all(all);
          patience.succeed();
        }
      } catch (error) {
        this.load.complain(error, 'messages');
        await patience.wait(this.#end.signal);
      }
    }
  }

  /** Does not throw: what is not acknowledged comes again. */
  async #settle(message: NatsMessage): Promise<void> {
    const { from, to, deadLetters, mostDeliveries } = this.#options;
    this.load.read++;
    if (message.info.deliveryCount > 1) this.load.claimed++;
    try {
      const id = `${from}:${message.seq}`;
      const isDeadly = message.info.deliveryCount > mostDeliveries;
      const body = isDeadly ? { value: FAILED, isChanged: true, isWhole: false } : this.load.maskBytes(message.data);
      const { headers, isWhole: areHeadersWhole } = this.#maskHeaders(message.headers);
      headers.set('Nats-Msg-Id', id);
      const isWhole = body.isWhole && areHeadersWhole && !isDeadly;
      if (!isWhole) this.load.failed++;
      if (!isWhole && deadLetters !== undefined) {
        const letter = {
          stream: from,
          seq: message.seq,
          reason: isDeadly ? 'delivered-too-often' : 'redaction-failed',
        };
        const options = { headers: this.#options.headers() };
        options.headers.set('Nats-Msg-Id', id);
        await this.#options.jetstream.publish(deadLetters, JSON.stringify(letter), options);
      } else {
        const subject = typeof to === 'string' ? to : to(message);
        // Bytes that need no change go out as they came.
        const payload = body.isChanged ? body.value : message.data;
        const { duplicate } = await this.#options.jetstream.publish(subject, payload, { headers });
        if (duplicate !== true) this.load.written++;
        if (body.isChanged) this.load.masked++;
      }
      message.ack();
    } catch (error) {
      this.load.complain(error, 'publish');
      try {
        message.nak(500);
      } catch {
        // The connection is gone; it comes again by itself.
      }
    }
  }

  #maskHeaders(given: NatsHeaders | undefined): { headers: NatsHeaders; isWhole: boolean } {
    const headers = this.#options.headers();
    let isAllWhole = true;
    for (const name of given?.keys() ?? []) {
      if (OF_SERVER.test(name)) continue;
      const { value, isWhole } = this.load.maskRecord({ [name]: [...(given as NatsHeaders).values(name)] });
      isAllWhole &&= isWhole;
      for (const [key, values] of Object.entries(value)) {
        for (const one of Array.isArray(values) ? values : [values]) headers.append(tokenOf(key), lineOf(String(one)));
      }
    }
    return { headers, isWhole: isAllWhole };
  }
}

/** Names of headers are of visible ASCII without colons; a mask may bring in others. */
function tokenOf(name: string): string {
  return name.replace(/[^!-9;-~]/g, '*') || '*';
}

function lineOf(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}
