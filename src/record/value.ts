/** Any JavaScript value: written down as a tape without running more of it than its getters, and copied where it changed. */

import { FAILED } from '../errors.ts';
import type { Context, Contexts } from './contexts.ts';
import { DROP, type Plan } from './plan.ts';
import { ARRAY, BROKEN, NUMBER, OBJECT, OTHER, Tape, TEXT } from './tape.ts';

/** How the children of a node came out of its value, and go back in. */
const PROPERTIES = 0;
const ELEMENTS = 1;
const MAP = 2;
const SET = 3;
const ERROR = 4;
/** The value is shown as its only child: what toJSON returned. */
const STAND_IN = 5;
const BYTES = 6;
const NONE = 7;

type Shape =
  | typeof PROPERTIES
  | typeof ELEMENTS
  | typeof MAP
  | typeof SET
  | typeof ERROR
  | typeof STAND_IN
  | typeof BYTES
  | typeof NONE;

/** Arrays beyond this are read by their keys: most of `new Array(4e9)` is not there. */
const LONGEST_DENSE = 1_000_000;
/** What an Error shows besides its own enumerable fields. */
const ERROR_FIELDS = ['message', 'stack', 'cause', 'errors'];

/** What browsers, edge runtimes and Node all have. */
const platform = globalThis as unknown as {
  readonly TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly Buffer?: { isBuffer(value: unknown): boolean; from(bytes: Uint8Array): Uint8Array };
};

export class ValueTape {
  readonly tape = new Tape();
  readonly #contexts: Contexts;
  readonly #sources: unknown[] = [];
  readonly #shapes: Shape[] = [];
  /** Where the children of a node begin: they stand together. */
  readonly #first: number[] = [];
  /** By node that repeats another (a cycle, a value used twice): that node. */
  readonly #repeats = new Map<number, number>();
  readonly #seen = new Map<object, number[]>();
  /** By node: the keys of its fields. A proxy may give others when it is asked again. */
  readonly #keys = new Map<number, readonly (string | symbol)[]>();

  constructor(value: unknown, contexts: Contexts) {
    this.#contexts = contexts;
    this.#add(value, -1, '', contexts.root);
    for (let node = 0; node < this.tape.length; node++) this.#expand(node);
  }

  /** The value with what the plan says; the same reference when it says nothing. */
  rebuild(plan: Plan): unknown {
    if (plan.isClean) return this.#sources[0];
    const changed = this.#changedNodes(plan);
    const copies: unknown[] = [];
    for (let node = 0; node < this.tape.length; node++) {
      const outcome = plan.outcomes[node];
      if (outcome === DROP) copies[node] = undefined;
      else if (outcome !== undefined)
        copies[node] = this.#shapes[node] === BYTES ? this.#toBytes(node, String(outcome)) : outcome;
      else copies[node] = changed[node] === 1 && !this.#repeats.has(node) ? this.#shellOf(node) : this.#sources[node];
    }
    for (const [node, original] of this.#repeats) if (changed[original] === 1) copies[node] = copies[original];
    // From the last: what stands in for a value is filled before the value is.
    for (let node = this.tape.length - 1; node >= 0; node--) {
      if (changed[node] === 1 && this.#shapes[node] === STAND_IN && plan.outcomes[node] === undefined)
        copies[node] = copies[this.#first[node] as number];
    }
    for (const [node, original] of this.#repeats) if (changed[original] === 1) copies[node] = copies[original];
    for (let node = 0; node < this.tape.length; node++) {
      if (changed[node] !== 1 || plan.outcomes[node] !== undefined || this.#repeats.has(node)) continue;
      try {
        this.#fill(node, copies, plan);
      } catch {
        // A class that refuses its own fields: nothing of it is shown.
        if (node === 0) return FAILED;
      }
    }
    return copies[0];
  }

  #add(value: unknown, parent: number, name: string | number, context: Context): void {
    const node = this.#write(value, parent, name, context);
    this.#sources[node] = value;
    this.#shapes[node] ??= NONE;
  }

  #write(value: unknown, parent: number, name: string | number, context: Context): number {
    const { tape } = this;
    switch (typeof value) {
      case 'string':
        return tape.add(TEXT, parent, name, context, value);
      case 'number':
      case 'bigint':
        return tape.add(NUMBER, parent, name, context, String(value));
      case 'object':
        break;
      default:
        return tape.add(OTHER, parent, name, context, '');
    }
    if (value === null) return tape.add(OTHER, parent, name, context, '');
    try {
      return this.#writeObject(value, parent, name, context);
    } catch {
      return tape.add(BROKEN, parent, name, context, '');
    }
  }

  #writeObject(value: object, parent: number, name: string | number, context: Context): number {
    const { tape } = this;
    const seen = this.#seen.get(value);
    // The same value in the same context is read once; in another, its fields may mean something else.
    const known = seen?.find((node) => isSamePlace(tape.context[node] as Context, context, tape.type[node] === ARRAY));
    if (known !== undefined) {
      const node = tape.add(OTHER, parent, name, context, '');
      this.#repeats.set(node, known);
      return node;
    }
    const text = textOf(value, context);
    if (text !== undefined) {
      const node = tape.add(TEXT, parent, name, context, text);
      if (isBytes(value)) this.#shapes[node] = BYTES;
      return node;
    }
    const shape = shapeOf(value);
    const node = tape.add(
      shape === ELEMENTS || shape === SET ? ARRAY : shape === NONE ? OTHER : OBJECT,
      parent,
      name,
      context,
      '',
    );
    this.#shapes[node] = shape;
    if (shape !== NONE) this.#seen.set(value, [...(seen ?? []), node]);
    return node;
  }

  /** Adds what a node holds. */
  #expand(node: number): void {
    const shape = this.#shapes[node];
    this.#first[node] = this.tape.length;
    if (shape === undefined || shape === NONE || shape === BYTES) return;
    const value = this.#sources[node] as object; // only objects have the other shapes
    const context = this.tape.context[node] as Context;
    try {
      this.#readInto(node, value, shape, context);
    } catch {
      // A proxy that fails half-way: what was read of it stays, and none of it is shown.
      this.tape.type[node] = BROKEN;
    }
  }

  #readInto(node: number, value: object, shape: Shape, context: Context): void {
    switch (shape) {
      case ELEMENTS: {
        const array = value as readonly unknown[]; // shapeOf asked Array.isArray
        if (array.length > LONGEST_DENSE) {
          for (const key of Object.keys(array)) this.#addElement(node, context, array, Number(key));
        } else for (let i = 0; i < array.length; i++) this.#addElement(node, context, array, i);
        return;
      }
      case SET: {
        let index = 0;
        for (const one of Set.prototype.values.call(value))
          this.#add(one, node, index, this.#contexts.element(context, index++));
        return;
      }
      case MAP:
        for (const [key, one] of Map.prototype.entries.call(value)) {
          const name = typeof key === 'string' || typeof key === 'number' ? String(key) : '';
          this.#add(typeof key === 'object' ? key : undefined, node, 0, this.#contexts.root);
          this.#add(one, node, name, this.#contexts.field(context, name));
        }
        return;
      case STAND_IN: {
        const { toJSON } = value as { toJSON(key: string): unknown }; // shapeOf saw it
        const shown = toJSON.call(value, '');
        if (shown === value) this.#readFields(node, value, Object.keys(value), context);
        else this.#add(shown, node, '', context);
        if (shown === value) this.#shapes[node] = PROPERTIES;
        return;
      }
      case ERROR:
        this.#readFields(node, value, keysOfError(value), context);
        return;
      default:
        this.#readFields(node, value, keysOf(value), context);
    }
  }

  #addElement(node: number, context: Context, array: readonly unknown[], index: number): void {
    this.#add(array[index], node, index, this.#contexts.element(context, index));
  }

  #readFields(node: number, value: object, keys: readonly (string | symbol)[], context: Context): void {
    this.#keys.set(node, keys);
    for (const key of keys) {
      const name = typeof key === 'string' ? key : '';
      let own: unknown;
      try {
        own = (value as Record<string | symbol, unknown>)[key];
      } catch {
        const broken = this.tape.add(BROKEN, node, name, this.#contexts.field(context, name), '');
        this.#sources[broken] = undefined;
        this.#shapes[broken] = NONE;
        continue;
      }
      this.#add(own, node, name, this.#contexts.field(context, name));
    }
  }

  /** All nodes in whose value something is shown differently. */
  #changedNodes(plan: Plan): Uint8Array {
    const { tape } = this;
    const changed = new Uint8Array(tape.length);
    const users = new Map<number, number[]>();
    for (const [node, original] of this.#repeats) users.set(original, [...(users.get(original) ?? []), node]);
    const open: number[] = [];
    const mark = (node: number): void => {
      if (node < 0 || changed[node] === 1) return;
      changed[node] = 1;
      open.push(node);
    };
    for (let node = 0; node < tape.length; node++) if (plan.outcomes[node] !== undefined) mark(node);
    for (const node of plan.keys.keys()) mark(tape.parent[node] as number);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      mark(tape.parent[node] as number);
      for (const user of users.get(node) ?? []) mark(user);
    }
    return changed;
  }

  #shellOf(node: number): unknown {
    const value = this.#sources[node] as object; // only objects hold something that can change
    try {
      switch (this.#shapes[node]) {
        case ELEMENTS:
          return arrayLike(value as readonly unknown[]); // shapeOf asked Array.isArray
        case MAP:
          return new Map();
        case SET:
          return new Set();
        case ERROR:
          return Object.setPrototypeOf(new Error(), Object.getPrototypeOf(value));
        default:
          return Object.create(Object.getPrototypeOf(value));
      }
    } catch {
      return FAILED;
    }
  }

  #fill(node: number, copies: readonly unknown[], plan: Plan): void {
    const copy = copies[node];
    if (typeof copy !== 'object' || copy === null) return;
    const shape = this.#shapes[node];
    const from = this.#first[node] as number;
    const to = from + (this.tape.size[node] as number);
    const value = this.#sources[node] as object; // see shellOf
    switch (shape) {
      case ELEMENTS:
        // A place in a list is no field that could be missing.
        for (let child = from; child < to; child++) {
          const index = this.tape.name[child] as number; // elements are named by their index
          if (plan.outcomes[child] === DROP) (copy as unknown[])[index] = null;
          else if (index in value) (copy as unknown[])[index] = copies[child];
        }
        return;
      case SET:
        for (let child = from; child < to; child++)
          if (plan.outcomes[child] !== DROP) (copy as Set<unknown>).add(copies[child]);
        return;
      case MAP: {
        let child = from;
        for (const key of Map.prototype.keys.call(value)) {
          const own = typeof key === 'object' ? copies[child] : (plan.keys.get(child + 1) ?? key);
          if (plan.outcomes[child + 1] !== DROP) (copy as Map<unknown, unknown>).set(own, copies[child + 1]);
          child += 2;
        }
        return;
      }
      case STAND_IN:
      case BYTES:
        return;
      default:
        this.#fillFields(value, copy, this.#keys.get(node) ?? [], from, copies, plan);
    }
  }

  #fillFields(
    value: object,
    copy: object,
    keys: readonly (string | symbol)[],
    from: number,
    copies: readonly unknown[],
    plan: Plan,
  ): void {
    const prototype: unknown = Object.getPrototypeOf(copy);
    const isPlain = prototype === Object.prototype || prototype === null;
    for (let i = 0; i < keys.length; i++) {
      const child = from + i;
      if (plan.outcomes[child] === DROP) continue;
      const key = keys[i] as string | symbol; // i < keys.length
      const name = plan.keys.get(child) ?? key;
      // Nothing plain has setters but for this one name; defining a property is several times slower.
      if (isPlain && name !== '__proto__') (copy as Record<string | symbol, unknown>)[name] = copies[child];
      else {
        const enumerable = Object.getOwnPropertyDescriptor(value, key)?.enumerable ?? true;
        Object.defineProperty(copy, name, { value: copies[child], enumerable, configurable: true, writable: true });
      }
    }
  }

  #toBytes(node: number, text: string): unknown {
    const bytes = new platform.TextEncoder().encode(text);
    return platform.Buffer?.isBuffer(this.#sources[node]) === true ? platform.Buffer.from(bytes) : bytes;
  }
}

/** Only the elements of an array are read by the name of the field it stands in. */
function isSamePlace(a: Context, b: Context, isArray: boolean): boolean {
  return a === b || (!isArray && a.role === b.role && a.state === b.state);
}

/** The text an object stands for; undefined when it is none. */
function textOf(value: object, context: Context): string | undefined {
  switch (Object.prototype.toString.call(value)) {
    case '[object String]':
      return String.prototype.valueOf.call(value);
    case '[object Number]':
      return String(Number.prototype.valueOf.call(value));
    case '[object URL]':
    case '[object URLSearchParams]':
      return String(value);
    case '[object Date]':
      // A date says nothing of a person, but when it is the day of birth.
      return context.field.kind === 'birth-date' || typeof context.action === 'object'
        ? Date.prototype.toISOString.call(value)
        : undefined;
    case '[object Uint8Array]':
      return decode(value as Uint8Array); // says its tag; what only pretends to be one throws and is not shown
    default:
      return undefined;
  }
}

function isBytes(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}

/** Bytes that are no text hold nothing that could be read: an image stays as it is. */
function decode(bytes: Uint8Array): string {
  try {
    return new platform.TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '';
  }
}

function shapeOf(value: object): Shape {
  if (Array.isArray(value)) return ELEMENTS;
  switch (Object.prototype.toString.call(value)) {
    case '[object Map]':
      return isReally(() => Map.prototype.has.call(value, undefined)) ? MAP : PROPERTIES;
    case '[object Set]':
      return isReally(() => Set.prototype.has.call(value, undefined)) ? SET : PROPERTIES;
    case '[object Error]':
    case '[object DOMException]':
      return ERROR;
    case '[object Date]':
    case '[object RegExp]':
    case '[object Promise]':
    case '[object WeakMap]':
    case '[object WeakSet]':
    case '[object ArrayBuffer]':
    case '[object SharedArrayBuffer]':
    case '[object DataView]':
      return NONE;
    default:
      if (ArrayBuffer.isView(value)) return NONE;
      if (value instanceof Error) return ERROR;
      return typeof (value as { toJSON?: unknown }).toJSON === 'function' ? STAND_IN : PROPERTIES;
  }
}

/** As long, and empty: holes stay holes. */
function arrayLike(value: readonly unknown[]): unknown[] {
  const copy: unknown[] = [];
  copy.length = value.length;
  return copy;
}

/** Anybody can call himself a Map. */
function isReally(ask: () => boolean): boolean {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}

function keysOf(value: object): (string | symbol)[] {
  const keys: (string | symbol)[] = Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value);
  if (symbols.length === 0) return keys;
  return keys.concat(symbols.filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol)));
}

function keysOfError(value: object): (string | symbol)[] {
  const hidden = ERROR_FIELDS.filter((key) => Object.hasOwn(value, key));
  return [...hidden, ...keysOf(value).filter((key) => !hidden.includes(String(key)))];
}
