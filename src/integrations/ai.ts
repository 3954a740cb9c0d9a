/**
 * `tuomin/ai`: prompts leave with placeholders (`<姓名_1>`) in place of personal data, and answers come back with the values, also
 * where a stream cuts a placeholder in two. What a placeholder stands for is known to its session alone: no keys, nothing stored.
 *
 * Numbers are given once per session, whatever the kind, so that a number alone says which value is meant. What is typed and looks
 * like a placeholder takes its number out of use, or gets a placeholder itself where the number is in use.
 */

import { FAILED, TuominError } from '../errors.ts';
import { createRedactor, defaultDetectors } from '../index.ts';
import { allStrategies } from '../mask/all.ts';
import { labelOf } from '../mask/labels.ts';
import { MASKED } from '../mask/strategies.ts';
import type { FieldAction, KindPolicy } from '../policy/format.ts';
import { compilePolicy } from '../policy/policy.ts';
import { Contexts } from '../record/contexts.ts';
import type { RecordRedactorOptions, Redactor } from '../record/index.ts';
import { OBJECT, TEXT } from '../record/tape.ts';
import { ValueTape } from '../record/value.ts';
import type { MaskingStream } from '../stream/web.ts';
import { looksLikeJson } from '../text/json.ts';
import type { Detector, Kind, Value } from '../types.ts';

export interface PromptGuardOptions
  extends Pick<RecordRedactorOptions, 'policy' | 'detectors' | 'strategies' | 'allow' | 'deny'> {
  /** Of placeholders: `<姓名_1>`, or `<name_1>` with `en`; Chinese when absent. */
  readonly language?: 'zh' | 'en';
}

export interface RestoreOptions {
  /** Values go into JSON and are escaped as it wants them. A whole text is asked whether it is JSON when absent; a stream is none. */
  readonly json?: boolean;
}

/** A piece of a text that comes in events. */
export interface Delta<E> {
  /** Pieces with the same id are one text. No id may begin another: end them with a mark, as in `0/text/`. */
  readonly id: string;
  readonly text: string;
  readonly json?: boolean;
  /** The event with that text in place of its own. */
  readonly put: (event: E, text: string) => E;
}

/** What an event says of texts; nothing at all (undefined) of a ping. */
export interface DeltaReading<E> {
  readonly deltas?: readonly Delta<E>[];
  /** The texts whose ids begin so are complete. */
  readonly ends?: readonly string[];
  /** Whole texts stand in it: placeholders in all of its strings are restored. */
  readonly isWhole?: boolean;
}

export type ReadDeltas<E> = (event: E) => DeltaReading<E> | undefined;

/**
 * The shape of `LanguageModelV2Middleware` and its successors in the AI SDK; `V` is the specification that the model is of.
 * Nothing of that package is imported.
 */
export interface PromptMiddleware<V extends string = 'v3'> {
  readonly specificationVersion: V;
  transformParams<P>(call: { readonly params: P }): Promise<P>;
  wrapGenerate<R>(call: { readonly doGenerate: () => PromiseLike<R>; readonly params: unknown }): Promise<R>;
  wrapStream<R>(call: { readonly doStream: () => PromiseLike<R>; readonly params: unknown }): Promise<R>;
}

/** Compiled once; what belongs to a conversation is in its sessions. */
export interface PromptGuard {
  /** One for each conversation, or for each person: sessions share nothing. */
  session(): PromptSession;
  /** With a session of its own for each call: nothing is remembered between them, for prompts come whole each time. */
  middleware<V extends string = 'v3'>(specification?: V): PromptMiddleware<V>;
}

/** What a placeholder stands for. */
interface Entry {
  readonly kind: Kind;
  readonly text: string;
  /** As the prompt spelt it, escapes included. */
  readonly source: string;
  readonly isNumber: boolean;
}

/** Something that reads as a placeholder. */
interface Match {
  readonly end: number;
  readonly label: string;
  /** The number, with its letter where there is one; '' where the text breaks off before the bracket, and with it maybe a digit. */
  readonly id: string;
  /** What stands around it on both sides, such as `\"`. */
  readonly quote: string;
  /** The backslashes of its `\uXXXX`; 0 without. */
  readonly slashes: number;
  readonly carrier: Carrier;
}

type Carrier = '' | 'json' | 'percent' | 'other';

/** The name of our strategy, and the kind of what merely looks like a placeholder. */
const USE = 'prompt-placeholder';
const LOOKALIKE = 'placeholder-like';
const LOOKALIKE_LABELS = ['原文', 'text'] as const;
/** For kinds whose names are no words. */
const OTHER_LABELS = ['信息', 'info'] as const;
const LABEL = /^\p{L}[\p{L}\p{N}-]{0,22}[\p{L}]$/u;
/** Numbers of placeholders have at most six digits. */
const MOST = 999_999;
/** Longer numbers of look-alikes may be somebody's code: 取件码_5302. */
const LONGEST_PLAIN = 3;
/** Spellings of one value that share its number: 1, 1b, … 1z. */
const SPELLINGS = ' bcdefghijklmnopqrstuvwxyz';
/** Pieces of values that a record repeats may share no character with what hides them, and are no longer than this. */
const LONGEST_PIECE = 4;
/** Numbers that are shorter are met again without being the same. */
const LONGEST_CODE = 6;
const MORE = 'more';
/** Kinds that are told by what stands before them more than by what they look like. */
const LABELLED = ['secret', 'username', 'wechat', 'qq', 'name'];
/** How often a prompt is read: what stood beside a value, or came before the record that proves it, is seen the next time. */
const MOST_READINGS = 4;

/** Ids that tie calls to results: services refuse them with anything else in them. */
const IDS: Readonly<Record<string, FieldAction>> = {
  '**.toolCallId': 'keep',
  '**.tool_call_id': 'keep',
  '**.tool_use_id': 'keep',
  '**.tool_calls[*].id': 'keep',
};

const FOLDED: Readonly<Record<string, string>> = {
  '＜': '<',
  '《': '<',
  '〈': '<',
  '＞': '>',
  '》': '>',
  '〉': '>',
  '＿': '_',
  '－': '-',
  '　': ' ',
  '\u00a0': ' ',
};
/** One character as JSON, Markdown, HTML or a URL may write it. */
const ESCAPE =
  /(\\{1,16})u([0-9a-f]{4})|&(lt|gt);|&#(?:(\d{2,7})|x([0-9a-f]{2,6}));|(?:%|\\x)([0-9a-f]{2})|\\{1,16}([<>_＜＞《》＿])/iy;
const PARTIAL = /(?:\\{1,16}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&(?:l|g|lt|gt|#(?:\d{0,7}|x[0-9a-f]{0,6}))?|%[0-9a-f]?)$/iy;
const QUOTE = /\\{0,15}"/y;
const SLASHES = /\\{1,16}$/y;
const DIGIT = /^[0-9]$/;
const WORD = /^\w$/;
const NUMERAL = /^-?\d+(?:\.\d+)?$/;
const HAN = /\p{Script=Han}/u;
const ALNUM = /[0-9A-Za-z]/;

/** Compiles what finds personal data in prompts. Throws a TuominError on bad options; nothing throws afterwards. */
export function createPromptGuard(options: PromptGuardOptions = {}): PromptGuard {
  const finder = new Finder(options);
  return {
    session: () => new Session(finder),
    middleware: (specification) => {
      // By the params that the model is called with: where they are unknown, nothing of theirs is to be restored.
      const sessions = new WeakMap<object, Session>();
      return middlewareOf(specification, {
        begin(params) {
          const session = new Session(finder);
          sessions.set(params, session);
          return session;
        },
        find: (params) => (typeof params === 'object' && params !== null ? sessions.get(params) : undefined),
      });
    },
  };
}

/** What all sessions of a guard share. */
class Finder {
  readonly redactor: Redactor;
  readonly contexts: Contexts;
  readonly matcher: Matcher;
  readonly language: 0 | 1;
  /** Whose prompt is read right now; redacting does not wait for anything. */
  vault: Vault | undefined;

  constructor(options: PromptGuardOptions) {
    if (typeof options !== 'object' || options === null)
      throw new TuominError('bad-option', 'options', 'must be an object');
    const { language = 'zh', policy = 'log', detectors = defaultDetectors, strategies = {}, ...rest } = options;
    if (language !== 'zh' && language !== 'en')
      throw new TuominError('bad-option', 'options.language', 'must be "zh" or "en"');
    if (!Array.isArray(detectors)) throw new TuominError('bad-option', 'options.detectors', 'must be an array');
    this.language = language === 'en' ? 1 : 0;
    const kinds = [...new Set([...(detectors as readonly Detector[]).flatMap((one) => one?.kinds ?? []), LOOKALIKE])];
    // What the policy finds is found; how it would mask is not asked, so that it needs no keys.
    const draft = compilePolicy(policy, { ours: allStrategies(), strategies, kinds, isDraft: true });
    const rules: Record<string, KindPolicy> = {};
    for (const kind of draft.kinds) {
      const { threshold, isKept } = draft.ruleOf(kind);
      rules[kind] = threshold === undefined ? false : { use: isKept ? 'keep' : USE, threshold };
    }
    // Every kind is named; presets have no rules for fields, and views of audiences are not for models.
    const fields = typeof policy === 'string' ? {} : policy.fields;
    this.matcher = new Matcher([...draft.kinds, ...kinds].map(labelsOf));
    this.redactor = createRedactor({
      ...rest,
      policy: {
        version: 1,
        kinds: { ...rules, [LOOKALIKE]: USE },
        fields: { ...IDS, ...fields },
      },
      // A function: what it puts in is not looked at again.
      strategies: { ...strategies, [USE]: (value: Value) => this.vault?.hide(value) ?? MASKED },
      // Last: what looks like a placeholder is no evidence for a name beside it.
      detectors: [...detectors, this.#lookalikes()],
    });
    this.contexts = new Contexts([]);
  }

  /** Finds what reads as a placeholder, and what the session has hidden before wherever it comes again. */
  #lookalikes(): Detector {
    const { matcher } = this;
    return {
      name: LOOKALIKE,
      kinds: [LOOKALIKE],
      reach: 256,
      cues: [],
      wakes: { digits: 0 },
      find: (scan, report) => {
        const text = scan.text.slice(scan.base, scan.base + scan.length);
        for (let at = matcher.next(text, 0); at >= 0; ) {
          const match = matcher.match(text, at, true, true);
          if (typeof match === 'object') report.add(LOOKALIKE, at, match.end, 4);
          at = matcher.next(text, typeof match === 'object' ? match.end : at + 1);
        }
        if (this.vault?.hasKnown !== true) return;
        for (let i = 0; i + 1 < text.length; i++)
          for (const { kind, text: value } of this.vault.known(text, i))
            if (text.startsWith(value, i) && isApart(text, i, i + value.length))
              report.add(kind, i, i + value.length, 4);
      },
    };
  }
}

/** What placeholders stand for; whoever holds a session does not get at it. */
class Vault {
  readonly #finder: Finder;
  /** By number and letter. */
  readonly #entries = new Map<string, Entry>();
  /** By kind and spelling, the number and letter. */
  readonly #ids = new Map<string, string>();
  /** By kind and value however it is spelt, the number and how many spellings it has. */
  readonly #values = new Map<string, { readonly number: number; spellings: number }>();
  readonly #numbers = new Set<number>();
  /** Numbers that somebody typed in what looks like a placeholder. */
  readonly #typed = new Set<number>();
  /** By how they begin, values that may be met again. */
  readonly #known = new Map<string, Entry[]>();
  #first = 1;
  /** What is read has been masked before. */
  isAgain = false;

  constructor(finder: Finder) {
    this.#finder = finder;
  }

  get size(): number {
    return this.#entries.size;
  }

  get hasKnown(): boolean {
    return this.#known.size > 0;
  }

  /** Values that may stand at a place of a text. */
  known(text: string, at: number): readonly Entry[] {
    return this.#known.get(headOf(text, at)) ?? [];
  }

  /** The placeholder of a value. */
  hide({ kind, text, source = text, isNumber = false }: Value): string {
    if (this.isAgain ? this.#isDone(kind, text) : kind === LOOKALIKE && this.#reserve(text)) return text;
    const id = this.#idOf({ kind, text, source, isNumber });
    return id === undefined ? MASKED : `<${labelsOf(kind)[this.#finder.language]}_${id}>`;
  }

  /** What goes in place of a placeholder; undefined where it is none of ours. */
  put({ label, id, quote, slashes, carrier }: Match, json: boolean): string | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined || !labelsOf(entry.kind).some((own) => own.toLowerCase() === label)) return undefined;
    const { text, source, isNumber } = entry;
    // The quotes around a number are ours.
    if (quote !== '') return isNumber && NUMERAL.test(text) ? text : undefined;
    if (carrier !== '' && source !== text) return deepen(source, slashes);
    if (carrier === 'percent') return encodeURIComponent(text);
    if (carrier === 'json') return escapeJson(text, slashes);
    return json ? JSON.stringify(text).slice(1, -1) : text;
  }

  /** What a field was that held a number, and holds nothing but its placeholder. */
  numberOf(text: string): number | bigint | undefined {
    const match = this.#finder.matcher.match(text, 0, true);
    if (typeof match !== 'object' || match.end !== text.length || match.quote !== '') return undefined;
    const number = this.#entries.get(match.id)?.isNumber === true ? this.put(match, false) : undefined;
    if (number === undefined || !NUMERAL.test(number)) return undefined;
    return String(Number(number)) === number || !/^-?\d+$/.test(number) ? Number(number) : BigInt(number);
  }

  #idOf(entry: Entry): string | undefined {
    const { kind, text, source, isNumber } = entry;
    const spelling = [kind, isNumber, source].join('\0');
    const known = this.#ids.get(spelling);
    if (known !== undefined) return known;
    const value = `${kind}\0${bare(text)}`;
    let one = this.#values.get(value);
    if (one === undefined || one.spellings >= SPELLINGS.length) {
      const number = this.#nextNumber(text);
      if (number === undefined) return undefined;
      one = { number, spellings: 0 };
      this.#values.set(value, one);
    }
    const id = `${one.number}${SPELLINGS[one.spellings++]?.trim() ?? ''}`;
    this.#ids.set(spelling, id);
    this.#entries.set(id, entry);
    if (kind !== LOOKALIKE && text.length >= (HAN.test(text[0] ?? '') ? 2 : LONGEST_CODE)) {
      const head = headOf(text, 0);
      const others = this.#known.get(head);
      if (others === undefined) this.#known.set(head, [entry]);
      else if (others.every((one) => one.text !== text)) others.push(entry);
    }
    return id;
  }

  #nextNumber(text: string): number | undefined {
    while (this.#numbers.has(this.#first) || this.#typed.has(this.#first)) this.#first++;
    for (let number = this.#first; number <= MOST; number++) {
      if (this.#numbers.has(number) || this.#typed.has(number)) continue;
      if (text.length <= LONGEST_PIECE && [...String(number)].some((digit) => text.includes(digit))) continue;
      this.#numbers.add(number);
      return number;
    }
    return undefined;
  }

  /** Placeholders, and what is found because one stands before it where a value was. */
  #isDone(kind: Kind, text: string): boolean {
    const { matcher } = this.#finder;
    for (let at = matcher.next(text, 0); at >= 0; at = matcher.next(text, at + 1))
      if (typeof matcher.match(text, at, true, true) === 'object') return true;
    return LABELLED.includes(kind) && !this.known(text, 0).some((one) => one.text === text);
  }

  /** Whether what looks like a placeholder can stay, for nothing has its number and nothing will. */
  #reserve(text: string): boolean {
    const match = this.#finder.matcher.match(text, 0, true, true);
    if (typeof match !== 'object' || match.end !== text.length) return false;
    const digits = match.id.replace(/\D/g, '');
    if (digits.length > LONGEST_PLAIN) return false;
    // What stands behind it may be masked, up to a part of the number.
    const numbers = [...digits].map((_, i) => Number(digits.slice(0, i + 1)));
    if (numbers.some((number) => this.#numbers.has(number))) return false;
    for (const number of numbers) this.#typed.add(number);
    return true;
  }
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

class Session implements PromptSession {
  readonly #finder: Finder;
  readonly #vault: Vault;

  constructor(finder: Finder) {
    this.#finder = finder;
    this.#vault = new Vault(finder);
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
    const finder = this.#finder;
    const vault = this.#vault;
    const outer = finder.vault;
    finder.vault = vault;
    vault.isAgain = isAgain;
    try {
      return finder.redactor.redactRecord(value);
    } catch {
      return FAILED as T; // whatever it was, it is not sent
    } finally {
      finder.vault = outer;
      vault.isAgain = false;
    }
  }

  restore<T>(value: T, { json }: RestoreOptions = {}): T {
    try {
      return (typeof value === 'string' ? this.#restoreText(value, json) : this.#restoreRecord(value)) as T; // as it came
    } catch {
      return value;
    }
  }

  restoreStream({ json = false }: RestoreOptions = {}): MaskingStream {
    const restorer = this.#restorer(json);
    return transformer<string, string>(
      (chunk) => nonEmpty(restorer.push(chunk)),
      () => nonEmpty(restorer.end()),
    );
  }

  async *restoreChunks(
    source: Iterable<string> | AsyncIterable<string>,
    { json = false }: RestoreOptions = {},
  ): AsyncGenerator<string, void, undefined> {
    const restorer = this.#restorer(json);
    for await (const chunk of source) yield* nonEmpty(restorer.push(chunk));
    yield* nonEmpty(restorer.end());
  }

  async *restoreDeltas<E>(
    source: Iterable<E> | AsyncIterable<E>,
    read: ReadDeltas<E>,
  ): AsyncGenerator<E, void, undefined> {
    const deltas = this.deltas(read);
    for await (const event of source) yield* deltas.push(event);
    yield* deltas.end();
  }

  middleware<V extends string = 'v3'>(specification?: V): PromptMiddleware<V> {
    return middlewareOf(specification, { begin: () => this, find: () => this });
  }

  #restorer(json: boolean): Restorer {
    return new Restorer(this.#finder.matcher, (match) => this.#vault.put(match, json));
  }

  deltas<E>(read: ReadDeltas<E>): Deltas<E> {
    return new Deltas(
      read,
      (json) => this.#restorer(json),
      (event) => this.restore(event),
    );
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

/** Reads placeholders as models write them. */
class Matcher {
  readonly #labels = new Set<string>();
  readonly #prefixes = new Set<string>();
  /** Those in Chinese, which need no brackets; `name_1` is too common a word in programs. */
  readonly #bare = new Set<string>();
  readonly #start: RegExp;

  constructor(labels: readonly (readonly [string, string])[]) {
    let first = '';
    for (const label of labels.flat()) {
      const folded = label.toLowerCase();
      this.#labels.add(folded);
      if (HAN.test(label)) {
        this.#bare.add(folded);
        first += label[0];
      }
      for (let i = 1; i <= folded.length; i++) this.#prefixes.add(folded.slice(0, i));
    }
    this.#start = new RegExp(`["\\\\<＜《〈&%${[...new Set(first)].filter((c) => /[\p{L}]/u.test(c)).join('')}]`, 'gi');
  }

  /** The next place where a placeholder could begin, or -1. */
  next(text: string, from: number): number {
    this.#start.lastIndex = from;
    return this.#start.exec(text)?.index ?? -1;
  }

  /**
   * The placeholder at `at`; `more` when that depends on text that is still to come. `isLoose` takes whatever could become one when
   * the text around it is masked.
   */
  match(text: string, at: number, isLast: boolean, isLoose = false): Match | typeof MORE | undefined {
    const cursor = new Cursor(text, at, isLast);
    const match = this.#read(cursor, isLoose);
    return cursor.ranOut ? MORE : match;
  }

  #read(cursor: Cursor, isLoose: boolean): Match | undefined {
    const quote = isLoose ? '' : cursor.quote();
    const isOpen = cursor.peek() === '<';
    const isEscaped = cursor.isEscaped;
    if (isOpen) {
      cursor.step();
      cursor.spaces();
    } else if (quote !== '') return undefined;
    const label = this.#label(cursor);
    if (label === undefined) return undefined;
    if (isOpen) cursor.spaces();
    const mark = cursor.peek();
    if (mark === '_' || (isOpen && mark === '-')) cursor.step();
    else if (!isOpen) return undefined;
    if (isOpen) cursor.spaces();
    let id = '';
    while (id.length < 6 && DIGIT.test(cursor.peek())) {
      id += cursor.peek();
      cursor.step();
    }
    if (id === '') return undefined;
    const letter = cursor.peek();
    if (letter !== '' && letter !== ' ' && SPELLINGS.includes(letter)) {
      id += letter;
      cursor.step();
    }
    const { carrier, slashes } = cursor;
    let end = cursor.at;
    if (isOpen) {
      cursor.spaces();
      const isClosed = cursor.peek() === '>' && cursor.isEscaped === isEscaped;
      if (isClosed) {
        cursor.step();
        end = cursor.at;
      } else if (cursor.isAtEnd && !isLoose) id = '';
      else if (!isLoose) return undefined;
    } else if (!this.#bare.has(label) || (!isLoose && WORD.test(cursor.peek()))) return undefined;
    if (quote !== '') {
      if (!cursor.follows(quote)) return undefined;
      end = cursor.at;
    }
    return { end, label, id, quote, slashes, carrier };
  }

  /** The longest label that the text goes on with. */
  #label(cursor: Cursor): string | undefined {
    let read = '';
    let label: string | undefined;
    let end = cursor.at;
    for (;;) {
      const character = cursor.peek();
      if (character === '' || !this.#prefixes.has(read + character.toLowerCase())) break;
      read += character.toLowerCase();
      cursor.step();
      if (this.#labels.has(read)) {
        label = read;
        end = cursor.at;
      }
    }
    cursor.at = end;
    return label;
  }
}

/** Reads a text character by character, whichever way they are written, and knows when it would need more of it. */
class Cursor {
  readonly text: string;
  readonly isLast: boolean;
  at: number;
  ranOut = false;
  carrier: Carrier = '';
  slashes = 0;
  /** The character at hand stands behind a backslash, as Markdown has it. */
  isEscaped = false;
  #width = 1;
  #carrier: Carrier = '';
  #slashes = 0;

  constructor(text: string, at: number, isLast: boolean) {
    this.text = text;
    this.at = at;
    this.isLast = isLast;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character at hand; '' at the end. */
  peek(): string {
    const { text, at } = this;
    this.isEscaped = false;
    this.#width = 1;
    this.#carrier = '';
    const character = text[at];
    if (character === undefined) {
      this.ranOut ||= !this.isLast;
      return '';
    }
    if (character !== '\\' && character !== '&' && character !== '%') return fold(character);
    return this.#escape(character);
  }

  step(): void {
    this.at += this.#width;
    // How what follows is written is how the value is: the first escape says so.
    if (this.carrier === '' && this.#carrier !== '') {
      this.carrier = this.#carrier;
      this.slashes = this.#slashes;
    }
  }

  spaces(): void {
    for (let i = 0; i < 2 && this.peek() === ' '; i++) this.step();
  }

  /** A quote with its backslashes; '' where there is none. */
  quote(): string {
    const { text, at } = this;
    if (text[at] !== '\\' && text[at] !== '"') return '';
    QUOTE.lastIndex = at;
    const [quote = ''] = QUOTE.exec(text) ?? [];
    SLASHES.lastIndex = at;
    if (quote === '' && !this.isLast && SLASHES.test(text)) this.ranOut = true;
    this.at += quote.length;
    return quote;
  }

  follows(part: string): boolean {
    const { text, at } = this;
    const next = text.slice(at, at + part.length);
    if (next.length < part.length && !this.isLast && part.startsWith(next)) this.ranOut = true;
    if (next !== part) return false;
    this.at += part.length;
    return true;
  }

  #escape(character: string): string {
    const { text, at } = this;
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(text);
    if (match === null) {
      PARTIAL.lastIndex = at;
      this.ranOut ||= !this.isLast && PARTIAL.test(text);
      return character;
    }
    const [{ length }, slashes = '', unit, angle, decimal, hex, byte, plain] = match;
    this.#width = length;
    if (unit !== undefined) {
      this.#carrier = 'json';
      this.#slashes = slashes.length;
      return fold(String.fromCharCode(Number.parseInt(unit, 16)));
    }
    if (angle !== undefined) return angle.toLowerCase() === 'lt' ? '<' : '>';
    if (plain !== undefined) {
      this.isEscaped = true;
      return fold(plain);
    }
    if (byte !== undefined) return this.#bytes(character, Number.parseInt(byte, 16), length);
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    this.#carrier = 'other';
    return codePoint > 0x10ffff ? character : fold(String.fromCodePoint(codePoint));
  }

  /** A character of UTF-8, written byte by byte. */
  #bytes(character: string, first: number, width: number): string {
    const { text, at } = this;
    const size = width * (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1);
    const bytes = text.slice(at, at + size);
    if (bytes.length < size) {
      this.ranOut ||= !this.isLast;
      return character;
    }
    try {
      const decoded = decodeURIComponent(bytes.replace(/\\x/gi, '%'));
      this.#width = size;
      this.#carrier = width === 3 ? 'percent' : 'other';
      return fold(decoded);
    } catch {
      this.#width = 1;
      return character;
    }
  }
}

/** Puts values back in a text that comes in pieces. What comes out does not depend on how it was cut. */
class Restorer {
  readonly #matcher: Matcher;
  readonly #put: (match: Match) => string | undefined;
  #held = '';

  constructor(matcher: Matcher, put: (match: Match) => string | undefined) {
    this.#matcher = matcher;
    this.#put = put;
  }

  push(chunk: string): string {
    return this.#run(this.#held + chunk, false);
  }

  end(): string {
    return this.#run(this.#held, true);
  }

  #run(text: string, isLast: boolean): string {
    let out = '';
    let from = 0;
    this.#held = '';
    for (let at = this.#matcher.next(text, 0); at >= 0; ) {
      const match = this.#matcher.match(text, at, isLast);
      if (match === MORE) {
        this.#held = text.slice(at);
        return out + text.slice(from, at);
      }
      const put = match === undefined ? undefined : this.#safe(match);
      if (match !== undefined && put !== undefined) {
        out += text.slice(from, at) + put;
        from = match.end;
      }
      // What is read but is none of ours is done with, too, but for what stands in quotes: it is looked at without them.
      const isDone = match !== undefined && (put !== undefined || match.quote === '');
      at = this.#matcher.next(text, isDone ? match.end : at + 1);
    }
    return out + text.slice(from);
  }

  /** A half of a pair cannot be written into a URL. */
  #safe(match: Match): string | undefined {
    try {
      return this.#put(match);
    } catch {
      return undefined;
    }
  }
}

/** Texts that come in events, several at once. */
class Deltas<E> {
  readonly #read: ReadDeltas<E>;
  readonly #restorer: (json: boolean) => Restorer;
  readonly #whole: (event: E) => E;
  /** By id: what restores the text, and the event that brought its last piece. */
  readonly #open = new Map<string, { restorer: Restorer; event: E; delta: Delta<E>; beside: readonly Delta<E>[] }>();

  constructor(read: ReadDeltas<E>, restorer: (json: boolean) => Restorer, whole: (event: E) => E) {
    this.#read = read;
    this.#restorer = restorer;
    this.#whole = whole;
  }

  push(event: E): E[] {
    const reading = this.#read(event);
    if (reading === undefined) return [event];
    const { deltas = [], ends = [], isWhole = false } = reading;
    let out = isWhole ? this.#whole(event) : event;
    for (const delta of deltas) {
      const { id, json = false } = delta;
      const restorer = this.#open.get(id)?.restorer ?? this.#restorer(json);
      this.#open.set(id, { restorer, event, delta, beside: deltas });
      let text = restorer.push(delta.text);
      if (ends.some((end) => id.startsWith(end))) {
        text += restorer.end();
        this.#open.delete(id);
      }
      if (text !== delta.text) out = delta.put(out, text);
    }
    return [...ends.flatMap((end) => this.#flush(end)), out];
  }

  end(): E[] {
    return this.#flush('');
  }

  /** What is held of the texts whose ids begin so, each in a copy of its last event. */
  #flush(prefix: string): E[] {
    const events: E[] = [];
    for (const [id, { restorer, event, delta, beside }] of this.#open) {
      if (!id.startsWith(prefix)) continue;
      this.#open.delete(id);
      const rest = restorer.end();
      if (rest === '') continue;
      const empty = beside.reduce((copy, one) => one.put(copy, ''), event);
      events.push(delta.put(empty, rest));
    }
    return events;
  }
}

/** For `restoreDeltas`: chunks of chat completions (those of compatible services as well) and events of responses. */
export function openaiDeltas<E>(event: E): DeltaReading<E> | undefined {
  const { type, choices, item_id: item, content_index: index, delta } = event as OpenaiEvent;
  if (typeof type === 'string' && type.startsWith('response.')) {
    if (!type.endsWith('.delta') || typeof delta !== 'string') return { isWhole: true };
    const json = type.includes('arguments');
    return { deltas: [{ id: [item, type, index, ''].join('/'), text: delta, json, put: putAt('delta') }] };
  }
  if (!Array.isArray(choices)) return undefined;
  const deltas: Delta<E>[] = [];
  const ends: string[] = [];
  for (const [i, choice] of (choices as readonly OpenaiChoice[]).entries()) {
    const head = `${choice.index ?? i}/`;
    for (const field of ['content', 'reasoning_content', 'reasoning'] as const) {
      const text = choice.delta?.[field];
      if (typeof text === 'string')
        deltas.push({ id: `${head}${field}/`, text, put: putAt('choices', i, 'delta', field) });
    }
    for (const [k, call] of (choice.delta?.tool_calls ?? []).entries()) {
      const text = call.function?.arguments;
      const put = putAt<E>('choices', i, 'delta', 'tool_calls', k, 'function', 'arguments');
      if (typeof text === 'string') deltas.push({ id: `${head}tool/${call.index ?? k}/`, text, json: true, put });
    }
    if (typeof choice.finish_reason === 'string') ends.push(head);
  }
  return { deltas, ends };
}

interface OpenaiEvent {
  readonly type?: unknown;
  readonly choices?: unknown;
  readonly item_id?: unknown;
  readonly content_index?: unknown;
  readonly delta?: unknown;
}

interface OpenaiChoice {
  readonly index?: number;
  readonly finish_reason?: unknown;
  readonly delta?: {
    readonly content?: unknown;
    readonly reasoning_content?: unknown;
    readonly reasoning?: unknown;
    readonly tool_calls?: readonly {
      readonly index?: number;
      readonly function?: { readonly arguments?: unknown };
    }[];
  };
}

/** For `restoreDeltas`: events of the messages of Anthropic. */
export function anthropicDeltas<E>(event: E): DeltaReading<E> | undefined {
  const { type, index, delta } = event as { type?: unknown; index?: unknown; delta?: Record<string, unknown> };
  const id = `${index}/`;
  if (type === 'content_block_stop') return { ends: [id] };
  if (type !== 'content_block_delta') return undefined;
  for (const field of ['text', 'thinking', 'partial_json']) {
    const text = delta?.[field];
    if (typeof text === 'string')
      return { deltas: [{ id, text, json: field === 'partial_json', put: putAt('delta', field) }] };
  }
  return undefined;
}

interface Part {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly delta?: unknown;
}

/** The parts of a stream of the AI SDK; `json` says that the text itself is to be JSON. */
function sdkDeltas(json: boolean): ReadDeltas<Part> {
  return (part) => {
    const [, name = '', stage] = /^(text|reasoning|tool-input)-(delta|end)$/.exec(String(part.type)) ?? [];
    const id = JSON.stringify([name, part.id]);
    if (stage === 'end') return { ends: [id] };
    if (stage === 'delta' && typeof part.delta === 'string') {
      const isJson = name === 'tool-input' || (name === 'text' && json);
      return { deltas: [{ id, text: part.delta, json: isJson, put: putAt('delta') }] };
    }
    switch (part.type) {
      case 'tool-call':
      case 'tool-result':
      case 'source':
        return { isWhole: true };
      case 'finish':
        return { ends: [''] };
      default:
        return undefined;
    }
  };
}

interface CallParams {
  readonly responseFormat?: { readonly type?: unknown };
}

interface Streaming {
  readonly stream: { pipeThrough(through: MaskingStream): unknown };
}

/** Which session a call is of. */
interface Sessions {
  begin(params: object): Session;
  find(params: unknown): Session | undefined;
}

function middlewareOf<V extends string = 'v3'>(specification: V | undefined, sessions: Sessions): PromptMiddleware<V> {
  return {
    specificationVersion: specification ?? ('v3' as V), // the default of V
    async transformParams<P>({ params }: { readonly params: P }): Promise<P> {
      const changed = { ...params } as P & { prompt?: unknown };
      const session = sessions.begin(changed as object);
      const { prompt } = changed;
      if (!Array.isArray(prompt)) changed.prompt = session.redact(prompt);
      else {
        const first = prompt.map((message) => redactMessage(message, (one) => session.read(one, false)));
        // All of them: what the last one proves stands in the first one, too.
        const isClean = first.every((message, i) => message === prompt[i]);
        changed.prompt = isClean ? first : first.map((message) => redactMessage(message, (one) => session.again(one)));
      }
      return changed;
    },
    async wrapGenerate<R>({ doGenerate, params }: { doGenerate: () => PromiseLike<R>; params: unknown }): Promise<R> {
      const result = await doGenerate();
      const { content } = result as { content?: unknown };
      const session = sessions.find(params);
      if (session === undefined || !Array.isArray(content)) return result;
      // Requests and responses as they went over the wire stay so: whoever logs them logs placeholders.
      return { ...result, content: content.map((part) => session.restore(part)) };
    },
    async wrapStream<R>({ doStream, params }: { doStream: () => PromiseLike<R>; params: unknown }): Promise<R> {
      const result = await doStream();
      const json = (params as CallParams | undefined)?.responseFormat?.type === 'json';
      const deltas = sessions.find(params)?.deltas(sdkDeltas(json));
      if (deltas === undefined) return result;
      const restoring = transformer<Part, Part>(
        (part) => deltas.push(part),
        () => deltas.end(),
      );
      return { ...result, stream: (result as unknown as Streaming).stream.pipeThrough(restoring) };
    },
  };
}

/** In the shape that services expect, also where nothing of it may be shown; a role is one word of four. */
function redactMessage(message: unknown, redact: (message: unknown) => unknown): unknown {
  const redacted = redact(message);
  const { role } = Object(message) as { role?: unknown };
  if (typeof redacted === 'object' && (redacted as { role?: unknown } | null)?.role === role) return redacted;
  return { role, content: role === 'system' ? FAILED : [{ type: 'text', text: FAILED }] };
}

/** Puts a text in a copy of an event, at a path. */
function putAt<E>(...path: readonly (string | number)[]): (event: E, text: string) => E {
  const put = (value: unknown, text: string, depth: number): unknown => {
    if (depth === path.length) return text;
    const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
    const key = path[depth] as string | number; // depth < path.length
    copy[key] = put(copy[key], text, depth + 1);
    return copy;
  };
  return (event, text) => put(event, text, 0) as E; // the same shape
}

function transformer<I, O>(transform: (chunk: I) => Iterable<O>, flush: () => Iterable<O>): MaskingStream {
  interface Controller {
    enqueue(chunk: O): void;
  }
  const { TransformStream } = globalThis as unknown as {
    TransformStream: new (transformer: {
      transform(chunk: I, controller: Controller): void;
      flush(controller: Controller): void;
    }) => MaskingStream;
  };
  return new TransformStream({
    transform(chunk, controller) {
      for (const one of transform(chunk)) controller.enqueue(one);
    },
    flush(controller) {
      for (const one of flush()) controller.enqueue(one);
    },
  });
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [text];
}

/** What placeholders of a kind are called, in Chinese and in English. */
function labelsOf(kind: Kind): readonly [string, string] {
  if (kind === LOOKALIKE) return LOOKALIKE_LABELS;
  return LABEL.test(kind) && LABEL.test(labelOf(kind)) ? [labelOf(kind), kind] : OTHER_LABELS;
}

function fold(character: string): string {
  const unit = character.charCodeAt(0);
  if (unit >= 0xff10 && unit <= 0xff19) return String.fromCharCode(unit - 0xff10 + 48);
  return FOLDED[character] ?? character;
}

/** A value without what spellings differ in: 139-0000-1357 is 13900001357, while 5-12号 is not 512号. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(HAN.test(text) ? /\s/g : /[\s-]/g, '')
    .toLowerCase();
}

/** By which values are looked up; numbers and addresses of mail begin alike. */
function headOf(text: string, at: number): string {
  return text.slice(at, at + (HAN.test(text[at] ?? '') ? 2 : LONGEST_CODE - 1));
}

/** No part of a longer number or word. */
function isApart(text: string, start: number, end: number): boolean {
  const isGlued = (outer: string | undefined, inner: string | undefined): boolean =>
    outer !== undefined && inner !== undefined && ALNUM.test(outer) && ALNUM.test(inner);
  return !isGlued(text[start - 1], text[start]) && !isGlued(text[end], text[end - 1]);
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

/** What was escaped so before and stands within more strings now. */
function deepen(source: string, slashes: number): string {
  const before = Math.max(0, ...[...source.matchAll(/(\\+)u/g)].map(([all]) => all.length - 1));
  let out = source;
  for (let at = before; at > 0 && at < slashes; at <<= 1) out = JSON.stringify(out).slice(1, -1);
  return out;
}

/** As JSON writes a text in ASCII, within as many strings as the backslashes say: one, two, four … of them. */
function escapeJson(text: string, slashes: number): string {
  let out = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  for (let depth = slashes; depth > 1; depth >>= 1) out = JSON.stringify(out).slice(1, -1);
  return out;
}
