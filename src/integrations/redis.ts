/**
 * `tuomin/redis`: a worker of a consumer group of Redis Streams (Redis 6.2 or newer) that reads messages, masks them and adds them
 * to another stream: each once in effect, whoever is killed and whenever.
 *
 * A message is written and confirmed by one script, which Redis runs as a whole or not at all. MULTI would not do: a command in it
 * that fails does not keep the others from running, and a message that was claimed by another worker would be written by both.
 */

import { FAILED } from '../errors.ts';
import { decode, Patience, type Worker, type WorkerOptions, Workload, workerOf } from './worker.ts';

export type { BrokerProblem, Worker, WorkerCounts } from './worker.ts';

/** Of ioredis, what is used here. */
export interface RedisClient {
  readonly status: string;
  duplicate(): RedisClient;
  // biome-ignore lint/suspicious/noExplicitAny: a client's own signature is wider
  callBuffer(command: string, ...args: any[]): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(event: 'error', listener: (error: any) => void): unknown;
  disconnect(): void;
}

export interface StreamOptions extends WorkerOptions {
  /** A client of ioredis; connections of the worker's own are made from it. */
  readonly redis: RedisClient;
  /** The stream that is read. */
  readonly from: string;
  /** The stream that masked messages are added to. In a cluster both need the same slot: `{orders}:raw`, `{orders}:masked`. */
  readonly to: string;
  /** The consumer group; made when there is none, from the first message on. Default: `tuomin`. */
  readonly group?: string;
  /** The name of this worker, which has to be its own and should be the same after a restart. */
  readonly consumer: string;
  /** Gets the ids of messages that could not be masked or have killed their workers, and why; without it they are written as notices. */
  readonly deadLetters?: string;
  /** How many messages are taken at once. Default: 100. */
  readonly batch?: number;
  /** After how many milliseconds a message that was not confirmed is taken over from another worker. Default: 60,000. */
  readonly claimAfter?: number;
  /** How often a message is delivered before it is given up: it kills whoever takes it. Default: 5. */
  readonly mostDeliveries?: number;
  /** A field of written messages that holds the id of the message read. */
  readonly sourceField?: string;
  /** About how many messages the written stream keeps. */
  readonly maxLength?: number;
  /** Messages are deleted from the stream that is read once they are written. */
  readonly removes?: boolean;
}

/** Fields and values that one call of a script can hold. */
const MOST_FIELDS = 7000;
/** In UTF-16 units, after which messages are written without waiting for the rest of their batch. */
const LARGEST_WRITE = 1 << 22;
/** How often the broker is asked how much waits. */
const LAG_MS = 2000;
/** How long one request waits for messages. */
const BLOCK_MS = 500;

/**
 * KEYS: the stream read, the stream written. ARGV: the group, `MAXLEN` or '', 1 to delete, then for each message its id, the
 * number of fields and values, and these. Returns how many were written: those that others have confirmed are not.
 */
const SETTLE = `
local written, at = 0, 4
while at <= #ARGV do
  local id, count = ARGV[at], tonumber(ARGV[at + 1])
  if #redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1) == 1 then
    local add = {KEYS[2]}
    if ARGV[2] ~= '' then add[2], add[3], add[4] = 'MAXLEN', '~', ARGV[2] end
    add[#add + 1] = '*'
    for k = at + 2, at + 1 + count do add[#add + 1] = ARGV[k] end
    redis.call('XADD', unpack(add))
    redis.call('XACK', KEYS[1], ARGV[1], id)
    if ARGV[3] == '1' then redis.call('XDEL', KEYS[1], id) end
    written = written + 1
  end
  at = at + 2 + count
end
return written`;

type Entry = readonly [id: string, pairs: readonly Uint8Array[]];

/**
 * Starts a worker. It goes on through failures of the broker until it is stopped; messages it had taken and not confirmed come
 * again, to it or to others.
 */
export function maskStream(options: StreamOptions): Worker {
  const worker = new StreamWorker(options);
  return workerOf(worker.load, worker.done, () => worker.leave());
}

class StreamWorker {
  readonly done: Promise<void>;
  readonly load: Workload;
  readonly #options: Required<
    Pick<StreamOptions, 'from' | 'to' | 'group' | 'consumer' | 'batch' | 'claimAfter' | 'mostDeliveries'>
  > &
    StreamOptions;
  /** Reading blocks its connection, so writing has its own. */
  readonly #reader: RedisClient;
  readonly #writer: RedisClient;
  readonly #end = new AbortController();
  readonly #patience = new Patience();
  #giveUp: () => void = () => {};
  readonly #givenUp = new Promise<void>((resolve) => {
    this.#giveUp = resolve;
  });
  #claimedAt = 0;
  #lagAt = 0;
  #cursor: string | Uint8Array = '0-0';
  /** Messages of an earlier life or of a failed try may be waiting. */
  #hasOwn = true;

  constructor(options: StreamOptions) {
    this.#options = { group: 'tuomin', batch: 100, claimAfter: 60_000, mostDeliveries: 5, ...options };
    this.load = new Workload('redis', options.from, options);
    this.#reader = options.redis.duplicate();
    this.#writer = options.redis.duplicate();
    // Unheard, ioredis prints them with what they hold.
    for (const client of [this.#reader, this.#writer])
      client.on('error', (error) => this.load.complain(error, 'connection'));
    this.done = this.#run();
  }

  leave(): void {
    this.#end.abort();
    // What waits for a server that is away would hold up the end; it is not confirmed, and comes again.
    if ([this.#reader, this.#writer].some((client) => client.status !== 'ready')) this.#giveUp();
  }

  async #run(): Promise<void> {
    let isReady = false;
    while (!this.#end.signal.aborted) {
      try {
        if (!isReady) await Promise.race([this.#makeGroup(), this.#givenUp]);
        isReady = true;
        const work = this.#take().then((entries) => this.#settle(entries));
        // ioredis leaves commands without an answer when it is told to give up a connection it is still waiting for.
        await Promise.race([work, this.#givenUp]);
        this.#patience.succeed();
      } catch (error) {
        // Whatever it was at, what it had taken is still its own.
        this.#hasOwn = true;
        isReady = false;
        this.load.complain(error, 'messages');
        await this.#patience.wait(this.#end.signal);
      }
    }
    this.#reader.disconnect();
    this.#writer.disconnect();
  }

  async #makeGroup(): Promise<void> {
    const { from, group } = this.#options;
    try {
      await this.#writer.callBuffer('XGROUP', 'CREATE', from, group, '0', 'MKSTREAM');
    } catch (error) {
      if (!String((error as Error).message).startsWith('BUSYGROUP')) throw error;
    }
  }

  /** Its own that wait, those of the dead, new ones: in this order. */
  async #take(): Promise<Entry[]> {
    const { from, group, consumer, batch, claimAfter } = this.#options;
    if (this.#hasOwn) {
      const own = entriesOf(
        await this.#writer.callBuffer('XREADGROUP', 'GROUP', group, consumer, 'COUNT', batch, 'STREAMS', from, '0'),
      );
      if (own.length > 0) return this.#withoutDeadly(own);
      this.#hasOwn = false;
    }
    if (Date.now() - this.#claimedAt >= claimAfter / 4) {
      const [cursor, entries] = (await this.#writer.callBuffer(
        'XAUTOCLAIM',
        from,
        group,
        consumer,
        claimAfter,
        this.#cursor,
        'COUNT',
        batch,
      )) as [Uint8Array, unknown];
      this.#cursor = cursor;
      // To the end of the list without a pause.
      if (String(cursor) === '0-0') this.#claimedAt = Date.now();
      const claimed = listOf(entries);
      this.load.claimed += claimed.length;
      if (claimed.length > 0) return this.#withoutDeadly(claimed);
    }
    if (Date.now() - this.#lagAt >= LAG_MS) {
      this.#lagAt = Date.now();
      await this.#readLag();
    }
    const fresh = await this.#reader.callBuffer(
      'XREADGROUP',
      'GROUP',
      group,
      consumer,
      'COUNT',
      batch,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      from,
      '>',
    );
    return entriesOf(fresh);
  }

  /** Gives up messages that were delivered too often, before they do to this worker what they did to others. */
  async #withoutDeadly(entries: Entry[]): Promise<Entry[]> {
    const { from, group, consumer, mostDeliveries } = this.#options;
    const [first, last] = [entries[0]?.[0], entries.at(-1)?.[0]];
    const pending = (await this.#writer.callBuffer('XPENDING', from, group, first, last, entries.length, consumer)) as [
      Uint8Array,
      Uint8Array,
      number,
      number,
    ][];
    const deliveries = new Map(pending.map(([id, , , count]) => [String(id), count]));
    const deadly = entries.filter(([id]) => (deliveries.get(id) ?? 0) > mostDeliveries);
    if (deadly.length === 0) return entries;
    await this.#give(
      deadly.map(([id]) => id),
      'delivered-too-often',
    );
    return entries.filter((one) => !deadly.includes(one));
  }

  async #settle(entries: readonly Entry[]): Promise<void> {
    const { sourceField, deadLetters, to } = this.#options;
    this.load.read += entries.length;
    let messages: (string | number)[] = [];
    let size = 0;
    const write = async (): Promise<void> => {
      if (messages.length > 0) this.load.written += await this.#write(to, messages);
      messages = [];
      size = 0;
    };
    for (const [id, pairs] of entries) {
      const { fields, isChanged, isWhole } = maskPairs(this.load, pairs);
      if (sourceField !== undefined) fields.push(sourceField, id);
      if ((!isWhole && deadLetters !== undefined) || fields.length > MOST_FIELDS) {
        await this.#give([id], isWhole ? 'too-many-fields' : 'redaction-failed');
        continue;
      }
      if (!isWhole) this.load.failed++;
      if (isChanged) this.load.masked++;
      messages.push(id, fields.length, ...fields);
      size += fields.reduce((sum, text) => sum + text.length, 0);
      if (size > LARGEST_WRITE) await write();
    }
    await write();
  }

  /** To the dead letters, or as notices to where all others go: by id and reason, without what they hold. */
  async #give(ids: readonly string[], reason: string): Promise<void> {
    const { from, to, deadLetters } = this.#options;
    this.load.failed += ids.length;
    const notice = (id: string) =>
      deadLetters === undefined ? ['notice', FAILED, 'reason', reason] : ['stream', from, 'id', id, 'reason', reason];
    await this.#write(
      deadLetters ?? to,
      ids.flatMap((id) => {
        const fields = notice(id);
        return [id, fields.length, ...fields];
      }),
      deadLetters === undefined,
    );
  }

  /** Written and confirmed in one; returns how many were still to be. */
  async #write(to: string, messages: readonly (string | number)[], mayRemove = true): Promise<number> {
    const { from, group, maxLength = '', removes = false } = this.#options;
    const isRemoved = removes && mayRemove;
    return Number(
      await this.#writer.callBuffer('EVAL', SETTLE, 2, from, to, group, maxLength, isRemoved ? 1 : 0, ...messages),
    );
  }

  /** Redis 7 tells how many messages the group has not been given yet. */
  async #readLag(): Promise<void> {
    const { from, group } = this.#options;
    const groups = (await this.#writer.callBuffer('XINFO', 'GROUPS', from)) as unknown[][];
    for (const one of groups) {
      const of = new Map<string, unknown>();
      for (let i = 0; i + 1 < one.length; i += 2) of.set(String(one[i]), one[i + 1]);
      const lag = of.get('lag');
      if (String(of.get('name')) === group && typeof lag === 'number')
        this.load.lag = lag + Number(of.get('pending') ?? 0);
    }
  }
}

/** What XREADGROUP answers: by stream, of which there is one. ioredis 6 has the pairs of a map in a row, 5 each in a list. */
function entriesOf(reply: unknown): Entry[] {
  const [first, second] = (reply ?? []) as readonly unknown[];
  return listOf(first instanceof Uint8Array ? second : (first as readonly unknown[] | undefined)?.[1]);
}

/** Messages that were deleted meanwhile come without fields. */
function listOf(entries: unknown): Entry[] {
  return ((entries ?? []) as ([Uint8Array, Uint8Array[] | null] | null)[]).flatMap((one) =>
    one === null ? [] : [[String(one[0]), one[1] ?? []] as Entry],
  );
}

/** Fields and values of a message as a record, so that a name of a field says what its value is, and one value proves another. */
function maskPairs(
  load: Workload,
  pairs: readonly Uint8Array[],
): { fields: string[]; isChanged: boolean; isWhole: boolean } {
  const record: Record<string, string> = Object.create(null);
  const texts = pairs.map((bytes) => decode(bytes));
  let isBroken = false;
  let isRepeated = false;
  for (let i = 0; i + 1 < texts.length; i += 2) {
    const [name = FAILED, value = FAILED] = [texts[i], texts[i + 1]];
    isBroken ||= texts[i] === undefined || texts[i + 1] === undefined;
    isRepeated ||= name in record;
    record[name] = value;
  }
  if (!isRepeated) {
    const { value, isChanged, isWhole } = load.maskRecord(record);
    return {
      fields: Object.entries(value).flat().map(String),
      isChanged: isChanged || isBroken,
      isWhole: isWhole && !isBroken,
    };
  }
  // A name that comes twice: each by itself.
  const fields: string[] = [];
  let [isChanged, isWhole] = [isBroken, !isBroken];
  for (let i = 0; i + 1 < texts.length; i += 2) {
    const one = load.maskRecord({ [texts[i] ?? FAILED]: texts[i + 1] ?? FAILED });
    fields.push(...Object.entries(one.value).flat().map(String));
    isChanged ||= one.isChanged;
    isWhole &&= one.isWhole;
  }
  return { fields, isChanged, isWhole };
}
