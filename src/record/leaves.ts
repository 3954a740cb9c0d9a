/** Reads and masks the single values of a record, each with what is known of its place. */

import type { Reading, TextEngine } from '../redactor.ts';
import type { Finding, Kind } from '../types.ts';
import type { Context } from './contexts.ts';
import type { Field } from './fields.ts';
import { detectBehind, maskBehind } from './labelled.ts';
import type { Memory } from './memory.ts';
import type { DROPPED, FAILURE } from './report.ts';

/** How sure a field's name makes us of its value, where the detectors see nothing in it. */
const TYPED_SCORE = 0.9;
const LONGEST_VALUE = 40;
const LONGEST_ADDRESS = 200;
/** Shorter numbers are counts and states, unless the field says otherwise. */
const SHORTEST_NUMBER = 5;

/** Values that say there is none. */
const EMPTY =
  /^(?:无|暂无|没有|空|未知|不详|未填写?|保密|匿名|本人|同上|默认|测试|null|nil|none|undefined|unknown|n\/?a|na|nan|true|false|yes|no|default|test|anonymous|system|admin|[-—–_/\\.?？]+)$/iu;
/** Already masked, one of our tokens, or a blank of a template. */
const MASKED = /\*|^[<[{$%#]|x{3}|X{3}|●|\[tuomin: |tm[trds]_[a-z]/u;
/** 北京市朝阳区 says where, and not of whom; 幸福小区 does. */
const DIVISION = /^[\p{Script=Han}\s/,-]{2,20}(?:[省市县旗盟州]|[^小园社校厂景]区)$/u;
const ASCII = /^[\x20-\x7e]*$/;
const LETTER = /\p{L}/u;
const HAN = /\p{Script=Han}/u;
/** Two to four characters with a surname nobody checks here, or a name with dots. */
const NAME_SHAPE = /^[\p{Script=Han}·•・]{2,15}$/u;

/** Opens strings that hold another text, such as JSON in JSON; undefined when the string is none. */
export type OpenNested = (text: string, context: Context, memory: Memory) => string | undefined;

export class Leaves {
  readonly #engine: TextEngine;
  readonly #open: OpenNested;
  readonly #names = new WeakMap<Field, string>();

  constructor(engine: TextEngine, open: OpenNested) {
    this.#engine = engine;
    this.#open = open;
  }

  /** The same text when nothing in it is to be masked. May throw what a detector throws. */
  mask(text: string, context: Context, memory: Memory, isNumber = false): string {
    const { action, field } = context;
    if (text === '' || action === 'keep') return text;
    this.#setField(field);
    // What is masked already is looked at all the same: 17136240958*6071 holds a number and a star.
    if (typeof action === 'object' && !MASKED.test(text)) return this.#maskAs(action['treat-as'], text, isNumber);
    const opened = this.#open(text, context, memory);
    if (opened !== undefined) return opened;
    const reading = readingOf(context, memory, isNumber);
    const masked = maskBehind(this.#engine, field.label, text, reading);
    if (masked !== text || field.kind === undefined || !couldBe(field.kind, text)) return masked;
    // What was found and is shown, such as the city of an address, is not a miss.
    if (detectBehind(this.#engine, field.label, text, reading).length > 0) return text;
    return this.#maskWhole(field.kind, text, TYPED_SCORE, isNumber) ?? text;
  }

  maskNumber(text: string, context: Context, memory: Memory): string {
    if (text.length < SHORTEST_NUMBER && context.action === 'scan') return text;
    return this.mask(text, context, memory, true);
  }

  /** Tells that a field was taken out, or that something broke. */
  note(what: typeof DROPPED | typeof FAILURE, { field }: Context): void {
    this.#setField(field);
    this.#engine.masking.onMask?.(what);
  }

  /** For whoever counts: a field by its name, but for names that are masked themselves. */
  #setField(field: Field): void {
    const { masking } = this.#engine;
    if (masking.onMask === undefined) return;
    let name = this.#names.get(field);
    if (name === undefined) {
      const isPlain = field.kind !== undefined || ASCII.test(field.label);
      name = isPlain || this.#engine.detect(field.label).length === 0 ? field.label : '';
      this.#names.set(field, name);
    }
    masking.field = name;
  }

  maskKey(name: string): string {
    return this.#engine.redact(name);
  }

  detectKey(name: string): Finding[] {
    return this.#engine.detect(name);
  }

  /** What stands in a value: as `mask` sees it, but for texts within the text. */
  detect(text: string, context: Context, memory: Memory): Finding[] {
    const { action, field } = context;
    if (text === '' || action === 'keep' || action === 'drop') return [];
    const whole = (kind: Kind, score: number): Finding[] => [{ kind, start: 0, end: text.length, score }];
    if (typeof action === 'object' && !MASKED.test(text))
      return this.#maskAs(action['treat-as'], text) === text ? [] : whole(action['treat-as'], 1);
    const found = detectBehind(this.#engine, field.label, text, readingOf(context, memory));
    if (found.length > 0 || field.kind === undefined || !couldBe(field.kind, text)) return found;
    return this.#maskWhole(field.kind, text, TYPED_SCORE) === undefined ? [] : whole(field.kind, TYPED_SCORE);
  }

  /** Tells the memory what a field of a known kind proves. */
  learn(text: string, { action, field }: Context, memory: Memory): void {
    if (action === 'keep') return;
    const kind = typeof action === 'object' ? action['treat-as'] : field.kind;
    if (kind !== undefined) {
      if (couldBe(kind, text)) memory.prove(kind, text);
      return;
    }
    if (!field.isBareName || !NAME_SHAPE.test(text)) return;
    const [only] = detectBehind(this.#engine, field.label, text, { isThing: false });
    if (only?.kind === 'name' && only.start === 0 && only.end === text.length) memory.prove('name', text);
  }

  /** Undefined when the score does not do, or the value is allowed. */
  #maskWhole(kind: Kind, text: string, score: number, isNumber = false): string | undefined {
    const { policy, isAllowed } = this.#engine;
    if (score < (policy.thresholdOf(kind) ?? Number.POSITIVE_INFINITY) || isAllowed?.(text) === true) return undefined;
    const masked = policy.strategyOf(kind)({ kind, text, elements: [], score, within: text, isNumber, isField: true });
    if (masked !== text) this.#engine.masking.onMask?.(kind);
    return masked;
  }

  #maskAs(kind: Kind, text: string, isNumber = false): string {
    return EMPTY.test(text.trim()) ? text : (this.#maskWhole(kind, text, 1, isNumber) ?? text);
  }
}

function readingOf({ field }: Context, memory: Memory, isNumber = false): Reading {
  // A field of a known kind proves; recalled in itself, an address would lose its parts.
  const recall = memory.isEmpty || field.kind !== undefined ? undefined : (text: string) => memory.recall(text);
  return { isThing: field.isThing, memory, recall, isNumber };
}

/** Reports whether a value can be one of the kind that its field's name promises. */
function couldBe(kind: Kind, given: string): boolean {
  const text = given.trim();
  if (text === '' || EMPTY.test(text) || MASKED.test(text)) return false;
  if (text.length > (kind === 'address' ? LONGEST_ADDRESS : LONGEST_VALUE)) return false;
  const digits = text.replace(/\D/gu, '').length;
  switch (kind) {
    case 'name':
      return LETTER.test(text) && digits < 6;
    case 'address':
      return text.length >= 4 && LETTER.test(text) && !DIVISION.test(text);
    case 'mobile':
    case 'landline':
      return digits >= 7 && digits <= 20 && !/[\p{L}]{4}/u.test(text);
    case 'id-card':
      return digits >= 6 && !HAN.test(text);
    case 'bank-card':
      return digits >= 12 && !LETTER.test(text);
    case 'email':
      return /[@＠]/u.test(text);
    case 'birth-date':
      return digits >= 4;
    default:
      return text.length >= 4 && /[\p{L}\p{N}]/u.test(text);
  }
}
