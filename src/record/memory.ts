/**
 * Record memory: what a typed field proves is found in the free text of the same record. `receiverName: 陈建国` makes the
 * 建国 of `remark: 给建国的` a name, `receiverPhone: 15902714683` makes 4683 the end of a telephone number.
 */

import type { Recalled } from '../redactor.ts';
import { surnameLength } from '../text/compound-surnames.ts';
import type { Kind } from '../types.ts';

/** A record proves this much; a hostile one cannot make reading it slow. */
const MOST_PROOFS = 48;
/** Shorter than this, a value stands in any text by chance. */
const SHORTEST = 6;
const LONGEST = 128;
/** A telephone number is recognised by its last digits. */
const TAIL = 4;
const SHORTEST_PHONE = 7;

const HAN_NAME = /^[\p{Script=Han}〇]{2,4}$/u;
/** Of a name that is none of two to four Chinese characters. */
const SHORTEST_NICKNAME = 3;
const DOT = /[·•・‧∙⋅･●．.]/u;
const DOT_NAME = /^[\p{Script=Han}]{1,12}(?:[·•・‧∙⋅･●．.][\p{Script=Han}]{1,12}){1,4}$/u;
/** What people are called behind their name; no part of it. */
const TITLE = /(?:先生|女士|小姐|太太|老师|师傅|经理|收)$/u;
/** 建国路, 建国门: places, and not the person's. */
const PLACE_UNITS = '路街道巷弄门桥村镇乡县区市省里大店楼厦园';
/** `4683元`, `4683年`, `4683.5`: other numbers. */
const MEASURE_UNITS = '元年月日个件斤克米块次天号时分秒度万千';
/** What a number goes on with. */
const NUMERIC = /[A-Za-z\d.\-/:¥￥$]/;
const PHONES: readonly Kind[] = ['mobile', 'landline'];

interface Proof {
  readonly kind: Kind;
  readonly text: string;
  /** A piece of the value: see `Recalled`. */
  readonly isPart: boolean;
  readonly isTail: boolean;
}

export class Memory {
  readonly #outer: Memory | undefined;
  #proofs: Proof[] | undefined;

  constructor(outer: Memory | undefined) {
    this.#outer = outer;
  }

  /** Reports whether there is nothing to recall. */
  get isEmpty(): boolean {
    return this.#proofs === undefined && this.#outer?.isEmpty !== false;
  }

  /** Learns from the value of a field that holds values of `kind`. */
  prove(kind: Kind, given: string): void {
    const text = given.trim();
    if (text.length > LONGEST || text.includes('*')) return;
    if (kind === 'name') this.#proveName(text.replace(TITLE, ''));
    else if (PHONES.includes(kind)) this.#provePhone(kind, text);
    else if (text.length >= SHORTEST) this.#add({ kind, text, isPart: false, isTail: false });
  }

  /** Where a text repeats what the record has proved. */
  recall(text: string): Recalled[] {
    const found: Recalled[] = [];
    for (let memory: Memory | undefined = this; memory !== undefined; memory = memory.#outer) {
      for (const proof of memory.#proofs ?? []) findAll(text, proof, found);
    }
    return found;
  }

  #proveName(name: string): void {
    if (DOT_NAME.test(name)) {
      this.#add({ kind: 'name', text: name, isPart: false, isTail: false });
      for (const part of name.split(DOT)) {
        if (part.length > 1) this.#add({ kind: 'name', text: part, isPart: true, isTail: false });
      }
      return;
    }
    const characters = [...name];
    const isChinese = HAN_NAME.test(name);
    if (!isChinese && characters.length < SHORTEST_NICKNAME) return;
    this.#add({ kind: 'name', text: name, isPart: false, isTail: false });
    if (!isChinese) return;
    const given = characters.slice(surnameLength(name));
    // One character is in every second sentence.
    if (given.length > 1 && given.length < characters.length)
      this.#add({ kind: 'name', text: given.join(''), isPart: true, isTail: false });
  }

  #provePhone(kind: Kind, text: string): void {
    const digits = text.replace(/^(?:\+|00)?86(?=1)/u, '').replace(/\D/gu, '');
    if (digits.length < SHORTEST_PHONE || digits.length > 15) return;
    this.#add({ kind, text: digits, isPart: false, isTail: false });
    this.#add({ kind: 'phone-tail', text: digits.slice(-TAIL), isPart: true, isTail: true });
  }

  #add(proof: Proof): void {
    this.#proofs ??= [];
    if (this.#proofs.length >= MOST_PROOFS) return;
    if (!this.#proofs.some(({ kind, text }) => kind === proof.kind && text === proof.text)) this.#proofs.push(proof);
  }
}

function findAll(text: string, proof: Proof, found: Recalled[]): void {
  const { kind, text: value, isPart, isTail } = proof;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const end = at + value.length;
    const counts = isTail ? standsAsTail(text, at, end) : isPart ? !isPlaceAt(text, end) : isWhole(text, at, end);
    if (counts) found.push({ kind, start: at, end, isPart });
  }
}

/** No digit, letter or point beside it, and nothing that counts. */
function standsAsTail(text: string, start: number, end: number): boolean {
  const [before, after] = [text[start - 1] ?? ' ', text[end] ?? ' '];
  return !NUMERIC.test(before) && !NUMERIC.test(after) && !MEASURE_UNITS.includes(after);
}

/**
 * A number within a longer one is another, such as the order number that happens to hold the telephone number; and Ann is not
 * in Annual.
 */
function isWhole(text: string, start: number, end: number): boolean {
  const isWord = (at: number): boolean => /[A-Za-z\d]/.test(text[at] ?? '');
  return !(isWord(start) && isWord(start - 1)) && !(isWord(end - 1) && isWord(end));
}

function isPlaceAt(text: string, at: number): boolean {
  const unit = text[at];
  return unit !== undefined && PLACE_UNITS.includes(unit);
}
