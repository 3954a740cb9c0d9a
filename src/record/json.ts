/**
 * JSON text, masked in place: what is not masked keeps its spelling to the last blank. Nothing is parsed into values and
 * printed again, so big numbers, duplicate keys and the order of everything stay.
 *
 * Texts that hold several values (concatenated log lines) and texts that break off are read as far as they go. RFC 8259.
 */

import type { Context, Contexts } from './contexts.ts';
import { DROP, type Plan } from './plan.ts';
import { ARRAY, NUMBER, OBJECT, OTHER, Tape, TEXT } from './tape.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const BOM = 0xfeff;
const NUMBER_PATTERN = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const LITERAL = /true|false|null/uy;

export class JsonTape {
  readonly tape = new Tape();
  readonly #text: string;
  readonly #contexts: Contexts;
  /** By node, where its value stands, quotes included; `end` is the end of the text where the value breaks off. */
  readonly #start: number[] = [];
  readonly #end: number[] = [];
  /** By node, where its key stands; -1 for those without. */
  readonly #keyStart: number[] = [];
  readonly #keyEnd: number[] = [];
  /** By node: of members of objects the one before, of objects their last member so far; -1 where there is none. */
  readonly #before: number[] = [];
  readonly #last: number[] = [];
  #next: (number | undefined)[] | undefined;
  #at = 0;
  #name: string | number = '';
  #nameStart = -1;
  #nameEnd = -1;
  #isAscii: boolean | undefined;

  readonly #root: Context;

  private constructor(text: string, contexts: Contexts, root: Context) {
    this.#text = text;
    this.#contexts = contexts;
    this.#root = root;
  }

  /** `root` is what is known of the place the text stands in. Undefined when the text is no JSON. */
  static read(text: string, contexts: Contexts, root: Context): JsonTape | undefined {
    const json = new JsonTape(text, contexts, root);
    return json.#readAll() && json.tape.length > 0 ? json : undefined;
  }

  /** The text ends before its values do. */
  isBroken = false;

  /** Whether the text is one object or array, or several. */
  get isContainer(): boolean {
    return this.tape.type[0] === OBJECT || this.tape.type[0] === ARRAY;
  }

  /** The text with what the plan says; the same reference when it says nothing. */
  rebuild(plan: Plan): string {
    if (plan.isClean) return this.#text;
    const { tape } = this;
    let out = '';
    let from = 0;
    const replace = (start: number, end: number, by: string): void => {
      // A key that breaks off is also a value.
      if (end <= from) return;
      out += this.#text.slice(from, start) + by;
      from = end;
    };
    for (let node = 0; node < tape.length; node++) {
      const outcome = plan.outcomes[node];
      const parent = tape.parent[node] as number;
      if (outcome === DROP) {
        if ((this.#end[node] as number) <= from) continue;
        if (parent < 0 || tape.type[parent] === ARRAY)
          replace(this.#start[node] as number, this.#end[node] as number, 'null');
        else replace(...this.#run(node, plan), '');
        continue;
      }
      const key = plan.keys.get(node);
      if (key !== undefined) {
        const [start, end] = [this.#keyStart[node] as number, this.#keyEnd[node] as number];
        replace(start, end, this.#respell(start, end, tape.name[node] as string, key));
      }
      if (outcome === undefined) continue;
      const [start, end] = [this.#start[node] as number, this.#end[node] as number];
      replace(start, end, this.#respell(start, end, tape.text[node] as string, String(outcome)));
    }
    return out + this.#text.slice(from);
  }

  /**
   * A dropped member and those dropped behind it: up to the key of the next that stays, or, where none does, from the end of
   * the one before.
   */
  #run(node: number, plan: Plan): [start: number, end: number] {
    const next = this.#nextMembers();
    let last = node;
    while (next[last] !== undefined && plan.outcomes[next[last] as number] === DROP) last = next[last] as number;
    const first = this.#keyStart[node] as number;
    const behind = next[last];
    if (behind !== undefined) return [first, this.#keyStart[behind] as number];
    const before = this.#before[node] as number;
    return [before < 0 ? first : (this.#end[before] as number), this.#end[last] as number];
  }

  /** By member of an object, the one behind; asked for only where something is dropped. */
  #nextMembers(): readonly (number | undefined)[] {
    if (this.#next === undefined) {
      this.#next = new Array(this.tape.length);
      for (const [node, before] of this.#before.entries()) if (before >= 0) this.#next[before] = node;
    }
    return this.#next;
  }

  /**
   * A value in which something is masked: the ends that stay keep their spelling, what is between is written anew, in the
   * characters the text is written in. A number becomes a string.
   */
  #respell(start: number, end: number, value: string, masked: string): string {
    const raw = this.#text.slice(start, end);
    if (raw.charCodeAt(0) !== QUOTE) return `"${this.#escape(masked)}"`;
    const close = this.#isOpen(start, end) ? raw.length : raw.length - 1;
    const most = Math.min(value.length, masked.length);
    let head = 0;
    while (head < most && value.charCodeAt(head) === masked.charCodeAt(head)) head++;
    let tail = 0;
    while (
      tail < most - head &&
      value.charCodeAt(value.length - 1 - tail) === masked.charCodeAt(masked.length - 1 - tail)
    )
      tail++;
    if (isLow(value.charCodeAt(head)) || isLow(masked.charCodeAt(head))) head = Math.max(0, head - 1);
    if (isLow(value.charCodeAt(value.length - tail)) || isLow(masked.charCodeAt(masked.length - tail)))
      tail = Math.max(0, tail - 1);
    // A value as long as its literal is spelled without escapes.
    const isPlain = value.length === close - 1;
    const headEnd = isPlain ? 1 + head : rawOffset(raw, 1, close, head);
    const tailStart = isPlain ? close - tail : rawOffset(raw, headEnd, close, value.length - tail - head);
    return raw.slice(0, headEnd) + this.#escape(masked.slice(head, masked.length - tail)) + raw.slice(tailStart);
  }

  #escape(text: string): string {
    const quoted = JSON.stringify(text).slice(1, -1);
    this.#isAscii ??= !/[^\0-\x7f]/u.test(this.#text) && this.#text.includes('\\u');
    return this.#isAscii
      ? quoted.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : quoted;
  }

  #readAll(): boolean {
    const text = this.#text;
    const { type } = this.tape;
    if (text.charCodeAt(0) === BOM) this.#at = 1;
    for (this.#skipBlanks(); this.#at < text.length; this.#skipBlanks()) {
      const root = this.tape.length;
      if (!this.#readRoot()) return false;
      // `138 1234 5678` is one number in a text, and not three in JSON.
      const isContainer = type[root] === OBJECT || type[root] === ARRAY;
      if (root > 0 && !(isContainer && this.isContainer)) return false;
    }
    return true;
  }

  /** One value with all it holds, without recursion: records may be nested as deep as they like. */
  #readRoot(): boolean {
    const text = this.#text;
    const { tape } = this;
    let parent = -1;
    for (;;) {
      this.#skipBlanks();
      if (this.#at >= text.length) {
        this.isBroken = true;
        return parent >= 0;
      }
      const unit = text.charCodeAt(this.#at);
      if (unit === 125 || unit === 93) {
        // `}` and `]`, of an object or an array with nothing (more) in it.
        if (parent < 0 || (tape.type[parent] === OBJECT) !== (unit === 125)) return false;
        this.#at++;
        this.#end[parent] = this.#at;
        parent = this.#leave(parent);
        if (parent === -1) return true;
        if (parent === -2) return false;
        continue;
      }
      if (!this.#readName(parent)) return false;
      if (this.#at >= text.length) {
        this.isBroken = true;
        return true;
      }
      const node = this.#readValue(parent);
      if (node < 0) return false;
      const type = tape.type[node];
      if (type === OBJECT || type === ARRAY) {
        parent = node;
        continue;
      }
      if (parent < 0) return true;
      if (!this.#readComma(parent)) return false;
    }
  }

  /** Back to what holds a node that is closed: -1 at the end of the root, -2 where the text is no JSON. */
  #leave(node: number): number {
    const parent = this.tape.parent[node] as number;
    return parent < 0 || this.#readComma(parent) ? parent : -2;
  }

  #readComma(parent: number): boolean {
    this.#skipBlanks();
    const unit = this.#text.charCodeAt(this.#at);
    if (unit === 44) {
      this.#at++;
      return true;
    }
    const close = this.tape.type[parent] === OBJECT ? 125 : 93;
    return unit === close || this.#at >= this.#text.length;
  }

  #readName(parent: number): boolean {
    this.#name = parent >= 0 ? (this.tape.size[parent] as number) : '';
    this.#nameStart = -1;
    this.#nameEnd = -1;
    if (parent < 0 || this.tape.type[parent] !== OBJECT) return true;
    if (this.#text.charCodeAt(this.#at) !== QUOTE) return false;
    this.#nameStart = this.#at;
    this.#at = endOfString(this.#text, this.#at);
    this.#nameEnd = this.#at;
    this.#name = this.#decode(this.#nameStart);
    this.#skipBlanks();
    if (this.#at >= this.#text.length) {
      // A key that breaks off may be a value of a list that does: masked as one.
      this.#add(TEXT, parent, this.#root, this.#name, this.#nameStart, this.#nameEnd);
      return true;
    }
    if (this.#text.charCodeAt(this.#at) !== 58) return false;
    this.#at++;
    this.#skipBlanks();
    return true;
  }

  #readValue(parent: number): number {
    const text = this.#text;
    const { tape } = this;
    const context =
      parent < 0
        ? this.#root
        : typeof this.#name === 'string'
          ? this.#contexts.field(tape.context[parent] as Context, this.#name)
          : this.#contexts.element(tape.context[parent] as Context, this.#name);
    const start = this.#at;
    const unit = text.charCodeAt(start);
    if (unit === 123 || unit === 91) {
      this.#at++;
      return this.#add(unit === 123 ? OBJECT : ARRAY, parent, context, '', start, text.length);
    }
    if (unit === QUOTE) {
      this.#at = endOfString(text, start);
      return this.#add(TEXT, parent, context, this.#decode(start), start, this.#at);
    }
    NUMBER_PATTERN.lastIndex = start;
    const isNumber = NUMBER_PATTERN.test(text);
    LITERAL.lastIndex = start;
    if (!isNumber && !LITERAL.test(text)) return -1;
    this.#at = isNumber ? NUMBER_PATTERN.lastIndex : LITERAL.lastIndex;
    return this.#add(
      isNumber ? NUMBER : OTHER,
      parent,
      context,
      isNumber ? text.slice(start, this.#at) : '',
      start,
      this.#at,
    );
  }

  #add(
    type: typeof OBJECT | typeof ARRAY | typeof TEXT | typeof NUMBER | typeof OTHER,
    parent: number,
    context: Context,
    value: string,
    start: number,
    end: number,
  ): number {
    const node = this.tape.add(type, parent, this.#name, context, value);
    this.#start.push(start);
    this.#end.push(end);
    this.#keyStart.push(this.#nameStart);
    this.#keyEnd.push(this.#nameEnd);
    this.#last.push(-1);
    this.#before.push(this.#nameStart < 0 ? -1 : (this.#last[parent] as number));
    if (this.#nameStart >= 0) this.#last[parent] = node;
    return node;
  }

  /** What the literal from `start` to where the reading stands says; one that JSON does not allow stands for itself. */
  #decode(start: number): string {
    const isOpen = this.#isOpen(start, this.#at);
    this.isBroken ||= isOpen;
    const raw = this.#text.slice(start + 1, isOpen ? this.#at : this.#at - 1);
    if (!raw.includes('\\')) return raw;
    try {
      return String(JSON.parse(`"${raw}"`));
    } catch {
      return raw;
    }
  }

  /** Whether the literal breaks off with the text, before its closing quote. */
  #isOpen(start: number, end: number): boolean {
    return end === this.#text.length && endOfString(`${this.#text.slice(start)}"`, 0) !== end - start;
  }

  #skipBlanks(): void {
    const text = this.#text;
    for (;;) {
      const unit = text.charCodeAt(this.#at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.#at++;
    }
  }
}

/** Behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = at;
    while (text.charCodeAt(slashes - 1) === BACKSLASH && slashes - 1 > start) slashes--;
    if ((at - slashes) % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Where `count` units of the value end in its literal, from `at` on. */
function rawOffset(raw: string, at: number, end: number, count: number): number {
  let offset = at;
  for (let n = 0; n < count && offset < end; n++) {
    if (raw.charCodeAt(offset) !== BACKSLASH) offset++;
    else offset += raw.charCodeAt(offset + 1) === 117 ? 6 : 2;
  }
  return Math.min(offset, end);
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
