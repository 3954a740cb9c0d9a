/**
 * One conversation: redacts what is asked until nothing new is found in it, and restores what is answered, be it a text, a record, a
 * stream or events. It shows how many placeholders there are, and nothing of what they stand for.
 */

import { OBJECT, TEXT } from '../../record/tape.ts';
import { ValueTape } from '../../record/value.ts';
import { looksLikeJson } from '../../text/json.ts';
import type { ReadDeltas } from './deltas.ts';
import type { Finder } from './finder.ts';
import { middlewareOf, type PromptMiddleware } from './middleware.ts';
import { type MaskingStream, type Pipe, through, toStream } from './pipes.ts';
import { Deltas, Restorer } from './restore.ts';
import { Vault } from './vault.ts';

export interface RestoreOptions {
  /** Values go into JSON and are escaped as it wants them. A whole text is asked whether it is JSON when absent; a stream is none. */
  readonly json?: boolean;
}

/** One conversation. It shows how many placeholders there are, and nothing of what they stand for. */
export interface PromptSession {
  /** How many placeholders there are. */
  readonly size: number;
  /** A sentence for the system prompt, in the language of the placeholders, by which models leave them as they are. */
  readonly hint: string;
  /**
   * A text, messages or any value with placeholders for all that is found, keys and JSON in strings included; what holds nothing is
   * returned as it is. Never throws: what cannot be read is `FAILED`.
   */
  redact<T>(value: T): T;
  /**
   * A text or any value with the values in place of their placeholders; placeholders that are not of this session stay. Also read are
   * `＜姓名_1＞`, `《姓名_1》`, `&lt;姓名_1&gt;`, `\<姓名\_1\>`, `< 姓名 _ 1 >`, `<姓名1>`, `<姓名-1>`, `<name_1>`, `姓名_1` without brackets, and what
   * JSON or a URL escapes of them. Never throws.
   */
  restore<T>(value: T, options?: RestoreOptions): T;
  /** A TransformStream of strings. Held back is only what may be the beginning of a placeholder, a few hundred units at most. */
  restoreStream(options?: RestoreOptions): MaskingStream;
  /** As `restoreStream`, over anything that is iterated over. */
  restoreChunks(
    source: Iterable<string> | AsyncIterable<string>,
    options?: RestoreOptions,
  ): AsyncGenerator<string, void, undefined>;
  /**
   * Events of a client, such as those of `openai` and `@anthropic-ai/sdk`, with the values in place; several texts may come at once.
   * `read` says where an event holds pieces of which text: `openaiDeltas`, `anthropicDeltas` or your own.
   */
  restoreDeltas<E>(source: Iterable<E> | AsyncIterable<E>, read: ReadDeltas<E>): AsyncGenerator<E, void, undefined>;
  /** For `wrapLanguageModel` of the AI SDK, where the session is to outlive a call: see `PromptGuard.middleware`. */
  middleware<V extends string = 'v3'>(specification?: V): PromptMiddleware<V>;
  /** Counts only. */
  toJSON(): { readonly placeholders: number };
}

/** How often a prompt is read: what stood beside a value, or came before the record that proves it, is seen the next time. */
const MOST_READINGS = 4;

export class Session implements PromptSession {
  readonly #finder: Finder;
  readonly #vault: Vault;

  constructor(finder: Finder) {
    this.#finder = finder;
    this.#vault = new Vault(finder.matcher, finder.language);
  }

  get size(): number {
    return this.#vault.size;
  }

  get hint(): string {
    // Without numbers: redacted with the rest of a prompt, it would take them out of use.
    return this.#finder.language === 0
      ? '文中形如 <姓名_N>、<手机号_N>（N 为数字）的是个人信息的占位符：需要时请原样写出，不要改写、翻译、编造或猜测其内容。'
      : 'Tags such as <name_N> or <mobile_N> (N is a number) stand for personal data: copy them as they are; do not change, translate, invent or guess them.';
  }

  toJSON(): { placeholders: number } {
    return { placeholders: this.size };
  }

  redact<T>(value: T): T {
    const first = this.read(value, false);
    return first === value ? first : this.again(first);
  }

  /** What has been masked, looked at until there is nothing new in it. */
  again<T>(value: T): T {
    let out = value;
    for (let i = 1; i < MOST_READINGS; i++) {
      const next = this.read(out, true);
      if (next === out) break;
      out = next;
    }
    return out;
  }

  read<T>(value: T, isAgain: boolean): T {
    return this.#finder.redact(value, this.#vault, isAgain);
  }

  restore<T>(value: T, { json }: RestoreOptions = {}): T {
    try {
      return (typeof value === 'string' ? this.#restoreText(value, json) : this.#restoreRecord(value)) as T; // as it came
    } catch {
      return value;
    }
  }

  restoreStream({ json = false }: RestoreOptions = {}): MaskingStream {
    return toStream(this.#pieces(json));
  }

  restoreChunks(
    source: Iterable<string> | AsyncIterable<string>,
    { json = false }: RestoreOptions = {},
  ): AsyncGenerator<string, void, undefined> {
    return through(source, this.#pieces(json));
  }

  restoreDeltas<E>(source: Iterable<E> | AsyncIterable<E>, read: ReadDeltas<E>): AsyncGenerator<E, void, undefined> {
    return through(source, this.deltas(read));
  }

  middleware<V extends string = 'v3'>(specification?: V): PromptMiddleware<V> {
    return middlewareOf(specification, { begin: () => this, find: () => this });
  }

  deltas<E>(read: ReadDeltas<E>): Pipe<E> {
    return new Deltas(
      read,
      (json) => this.#restorer(json),
      (event) => this.restore(event),
    );
  }

  #restorer(json: boolean): Restorer {
    return new Restorer(this.#finder.matcher, (match) => this.#vault.put(match, json));
  }

  #pieces(json: boolean): Pipe<string> {
    const restorer = this.#restorer(json);
    return { push: (chunk) => nonEmpty(restorer.push(chunk)), end: () => nonEmpty(restorer.end()) };
  }

  #restoreText(text: string, json = isJson(text)): string {
    const restorer = this.#restorer(json);
    return restorer.push(text) + restorer.end();
  }

  #restoreRecord(value: unknown): unknown {
    const record = new ValueTape(value, this.#finder.contexts);
    const { tape } = record;
    const outcomes: (string | number | bigint | undefined)[] = new Array(tape.length);
    const keys = new Map<number, string>();
    let isClean = true;
    for (let node = 0; node < tape.length; node++) {
      const parent = tape.parent[node] as number;
      const name = tape.name[node];
      if (parent >= 0 && tape.type[parent] === OBJECT && typeof name === 'string') {
        const key = this.#restoreText(name, false);
        if (key !== name) keys.set(node, key);
      }
      if (tape.type[node] === TEXT) {
        const text = tape.text[node] as string; // a TEXT has one
        const plain = this.#vault.numberOf(text) ?? this.#restoreText(text);
        if (plain !== text) outcomes[node] = plain;
      }
      isClean &&= outcomes[node] === undefined && !keys.has(node);
    }
    return record.rebuild({ outcomes, keys, isClean });
  }
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [text];
}

function isJson(text: string): boolean {
  if (!looksLikeJson(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
