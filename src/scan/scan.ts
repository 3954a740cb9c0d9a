/**
 * One pass over a text fills the tracks that all detectors read: digit runs, cue hits, marked units.
 * A Scan is reused from text to text; nothing in the pass allocates once its arrays have grown.
 */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_DIGIT_LOW, MATH_HIGH, numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import { createUnitBuffer, loadUnits } from '../text/units.ts';
import type { CueSet } from './cues.ts';
import { gateIndex, LONGER, NONE, ROOT, SINGLE, step } from './dictionary.ts';
import { type KeyMatch, matchKey } from './keys.ts';
import { DIGIT, ESCAPE, FOLDS, type Lexis, MARK, NUMERAL, SEPARATOR, WORD } from './lexis.ts';

export type { CueSet } from './cues.ts';

/** Fewer Chinese numerals in a row are a word (一二三, 五六), not a number read out. */
const SPOKEN_MINIMUM = 7;
/** The furthest a cue may start before the value it speaks for. */
const LONGEST_CUE = 64;
/** What may stand between a label and its value. */
const CONNECTORS = ' \t\n\r:=>"\'\\()[]{}<|-`,是为為号号码碼【】「」『』→～~.*_/';

export class Scan {
  readonly lexis: Lexis;
  /** The text that is scanned; `units[0]` stands at `base` in it. */
  text = '';
  base = 0;
  /** Units after folding: every written form of a digit reads as ASCII. One zero unit follows the last. */
  units: Uint16Array = new Uint16Array(0);
  length = 0;
  /** The scanned text itself holds escape sequences and should be read through a view. */
  hasEscapes = false;

  /** Maximal runs of digits, zero-width characters inside included. */
  runCount = 0;
  runStart = new Int32Array(64);
  runEnd = new Int32Array(64);
  /** Digits in the run. */
  runSize = new Int32Array(64);
  /** 1 when the run was written in Chinese numerals. */
  runSpoken = new Uint8Array(64);
  longestRun = 0;

  /** Cue hits in order of their start. */
  hitCount = 0;
  hitStart = new Int32Array(64);
  hitEnd = new Int32Array(64);
  hitWord = new Int32Array(64);
  /** 1 when the hit is the name of a field. */
  hitIsKey = new Uint8Array(64);
  hitSet: CueSet[] = [];

  /** By index of the set in the lexis: some word of it was hit. */
  readonly seen: Uint8Array;

  /** Positions of marked units. */
  markCount = 0;
  markAt = new Int32Array(64);

  readonly #buffer = createUnitBuffer();
  readonly #keyMatches: KeyMatch[] = [];

  constructor(lexis: Lexis) {
    this.lexis = lexis;
    this.seen = new Uint8Array(lexis.sets.length);
  }

  /** Scans `text[start, end)`. */
  read(text: string, start: number, end: number): void {
    loadUnits(this.#buffer, text, start, end);
    this.units = this.#buffer.units;
    this.text = text;
    this.base = start;
    this.length = end - start;
    this.hasEscapes = false;
    this.runCount = 0;
    this.longestRun = 0;
    this.hitCount = 0;
    this.markCount = 0;
    this.seen.fill(0);
    this.#sift();
  }

  #sift(): void {
    const { units, length } = this;
    const { classes, fold } = this.lexis;
    let i = 0;
    while (i < length) {
      const raw = units[i] as number;
      const bits = classes[raw] as number;
      if (bits === 0) {
        i++;
        continue;
      }
      let unit = raw;
      if ((bits & FOLDS) !== 0) {
        if (raw === MATH_HIGH) {
          i = this.#isMathDigit(i) ? this.#readRun(i) : i + 1;
          continue;
        }
        units[i] = unit = fold[raw] as number;
      }
      if ((bits & DIGIT) !== 0) {
        i = this.#readRun(i);
        continue;
      }
      if ((bits & WORD) !== 0) this.#matchWords(i, unit);
      if ((bits & SEPARATOR) !== 0) this.#matchKeys(i, unit);
      if ((bits & MARK) !== 0) this.#mark(i);
      if ((bits & NUMERAL) !== 0 && this.#readSpoken(i)) {
        i = this.runEnd[this.runCount - 1] as number;
        continue;
      }
      if ((bits & ESCAPE) !== 0 && !this.hasEscapes) this.hasEscapes = isEscapeAt(units, i, length);
      i++;
    }
  }

  #isMathDigit(at: number): boolean {
    const low = this.units[at + 1] as number;
    return low >= MATH_DIGIT_LOW && low <= 0xdfff;
  }

  #readRun(start: number): number {
    const { units, length } = this;
    const { classes, fold } = this.lexis;
    let end = start;
    let size = 0;
    let i = start;
    while (i < length) {
      const raw = units[i] as number;
      const bits = classes[raw] as number;
      if ((bits & DIGIT) !== 0) {
        if ((bits & FOLDS) !== 0) units[i] = fold[raw] as number;
        size++;
        i++;
        end = i;
      } else if ((bits & FOLDS) !== 0) {
        if (raw === MATH_HIGH && this.#isMathDigit(i)) {
          // Two units: the first becomes the digit, the second a zero-width character that belongs to it.
          units[i] = 48 + (((units[i + 1] as number) - MATH_DIGIT_LOW) % 10);
          units[i + 1] = ZERO_WIDTH;
          size++;
          i += 2;
          end = i;
          continue;
        }
        if (fold[raw] !== ZERO_WIDTH) break;
        units[i] = ZERO_WIDTH;
        i++;
      } else break;
    }
    this.#addRun(start, end, size, 0);
    return end;
  }

  /**
   * Rewrites seven or more Chinese numerals in a row, which may be grouped by single separators, as digits.
   * They are taken alone: in 张三13800138000 the 三 is no digit.
   */
  #readSpoken(start: number): boolean {
    const { units, length } = this;
    const { classes, fold } = this.lexis;
    let end = start;
    let size = 0;
    for (let i = start; i < length; i++) {
      const raw = units[i] as number;
      if (((classes[raw] as number) & NUMERAL) !== 0) {
        size++;
        end = i + 1;
      } else if (size < SPOKEN_MINIMUM && !this.#joinsNumerals(fold[raw] as number, i)) break;
      else if (!this.#joinsNumerals(fold[raw] as number, i)) break;
    }
    if (size < SPOKEN_MINIMUM) return false;
    let from = start;
    let inGroup = 0;
    for (let i = start; i < end; i++) {
      const value = numeralValue(units[i] as number);
      if (value >= 0) {
        units[i] = 48 + value;
        inGroup++;
        continue;
      }
      units[i] = fold[units[i] as number] as number;
      if (units[i] === ZERO_WIDTH) continue;
      if (inGroup > 0) this.#addRun(from, i, inGroup, 1);
      from = i + 1;
      inGroup = 0;
    }
    if (inGroup > 0) this.#addRun(from, end, inGroup, 1);
    return true;
  }

  #joinsNumerals(unit: number, at: number): boolean {
    if (unit === ZERO_WIDTH) return true;
    const next = this.units[at + 1] as number;
    return (unit === 32 || unit === 45) && ((this.lexis.classes[next] as number) & NUMERAL) !== 0;
  }

  #addRun(start: number, end: number, size: number, spoken: number): void {
    const k = this.runCount++;
    if (k === this.runStart.length) {
      this.runStart = grown(this.runStart);
      this.runEnd = grown(this.runEnd);
      this.runSize = grown(this.runSize);
      const wider = new Uint8Array(this.runSpoken.length * 2);
      wider.set(this.runSpoken);
      this.runSpoken = wider;
    }
    this.runStart[k] = start;
    this.runEnd[k] = end;
    this.runSize[k] = size;
    this.runSpoken[k] = spoken;
    if (size > this.longestRun) this.longestRun = size;
  }

  #matchWords(at: number, first: number): void {
    const { units } = this;
    const { dictionary, fold } = this.lexis;
    const kind = dictionary.first[first] as number;
    if ((kind & SINGLE) === 0) {
      let next = fold[units[at + 1] as number] as number;
      // A zero-width character may hide the pair from the gate.
      if (next === ZERO_WIDTH) next = fold[units[at + 2] as number] as number;
      if (dictionary.gate[gateIndex(first, next)] === 0) return;
    }
    let state = step(dictionary, ROOT, first);
    let end = at + 1;
    for (;;) {
      for (let p = dictionary.firstPayload[state] as number; p !== NONE; p = dictionary.payloadNext[p] as number) {
        const value = dictionary.payloadValue[p] as number;
        this.#addHit(this.lexis.wordSets[value] as number, at, end, this.lexis.wordIndexes[value] as number, 0);
      }
      if (kind === SINGLE) return;
      let unit = fold[units[end] as number] as number;
      while (unit === ZERO_WIDTH) unit = fold[units[++end] as number] as number;
      if (end >= this.length) return;
      state = step(dictionary, state, unit);
      if (state === NONE) return;
      end++;
    }
  }

  #matchKeys(at: number, separator: number): void {
    const { keys } = this.lexis;
    const count = matchKey(keys, this.units, at, this.#keyMatches);
    for (let i = 0; i < count; i++) {
      const { start, end, entry } = this.#keyMatches[i] as KeyMatch;
      // `</tel>` closes a value, it does not label the next.
      if (separator === 62 && this.units[start - 1] === 47) continue;
      this.#addHit(keys.sets[entry] as number, start, end, keys.words[entry] as number, 1);
    }
  }

  #addHit(set: number, start: number, end: number, word: number, isKey: number): void {
    const k = this.hitCount++;
    if (k === this.hitStart.length) {
      this.hitStart = grown(this.hitStart);
      this.hitEnd = grown(this.hitEnd);
      this.hitWord = grown(this.hitWord);
      const wider = new Uint8Array(this.hitIsKey.length * 2);
      wider.set(this.hitIsKey);
      this.hitIsKey = wider;
    }
    // Keys are seen at their separator, after the words inside them: keep the track in order of start.
    let slot = k;
    while (slot > 0 && (this.hitStart[slot - 1] as number) > start) {
      this.hitStart[slot] = this.hitStart[slot - 1] as number;
      this.hitEnd[slot] = this.hitEnd[slot - 1] as number;
      this.hitWord[slot] = this.hitWord[slot - 1] as number;
      this.hitIsKey[slot] = this.hitIsKey[slot - 1] as number;
      this.hitSet[slot] = this.hitSet[slot - 1] as CueSet;
      slot--;
    }
    this.hitStart[slot] = start;
    this.hitEnd[slot] = end;
    this.hitWord[slot] = word;
    this.hitIsKey[slot] = isKey;
    this.hitSet[slot] = this.lexis.sets[set] as CueSet;
    this.seen[set] = 1;
  }

  #mark(at: number): void {
    if (this.markCount === this.markAt.length) this.markAt = grown(this.markAt);
    this.markAt[this.markCount++] = at;
  }

  /** Reports whether one of the marked units is `unit`. */
  hasMark(unit: number): boolean {
    for (let i = 0; i < this.markCount; i++) if (this.units[this.markAt[i] as number] === unit) return true;
    return false;
  }

  /** The first hit that starts at or after `at`, or `hitCount`. */
  hitFrom(at: number): number {
    let low = 0;
    let high = this.hitCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hitStart[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The hit of `set` that labels the value starting at `at`: it ends at most `gap` units before, and only connectors
   * (`：`, `=`, quotes, 是, 号 …) stand between. Returns the hit's index or -1.
   */
  cueBefore(set: CueSet, at: number, gap = 6): number {
    let barrier = at;
    while (barrier > 0 && at - barrier < gap && isConnector(this.units[barrier - 1] as number)) barrier--;
    for (let k = this.hitFrom(at) - 1; k >= 0 && (this.hitStart[k] as number) >= at - gap - LONGEST_CUE; k--) {
      const end = this.hitEnd[k] as number;
      if (this.hitSet[k] === set && end <= at && end >= barrier) return k;
    }
    return NONE;
  }

  /** The hit of `set` that follows a value ending at `at`, with at most `gap` units of space or brackets between, or -1. */
  cueAfter(set: CueSet, at: number, gap = 2): number {
    let limit = at;
    while (limit - at < gap && isConnector(this.units[limit] as number)) limit++;
    for (let k = this.hitFrom(at); k < this.hitCount && (this.hitStart[k] as number) <= limit; k++) {
      if (this.hitSet[k] === set) return k;
    }
    return NONE;
  }

  /** The last hit of `set` that lies inside [from, to), or -1: a cue that is near without labelling the value itself. */
  cueWithin(set: CueSet, from: number, to: number): number {
    for (let k = this.hitFrom(to) - 1; k >= 0 && (this.hitStart[k] as number) >= from; k--) {
      if (this.hitSet[k] === set && (this.hitEnd[k] as number) <= to) return k;
    }
    return NONE;
  }

  /** The run that holds or follows `at`, or `runCount`. */
  runFrom(at: number): number {
    let low = 0;
    let high = this.runCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runEnd[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Folded text, without zero-width characters. Allocates: for validators and explanations, not for the hot loop. */
  folded(start: number, end: number): string {
    let text = '';
    for (let i = start; i < end; i++) {
      const unit = this.units[i] as number;
      if (unit !== ZERO_WIDTH) text += String.fromCharCode(unit);
    }
    return text;
  }
}

let connectors: Uint8Array | undefined;

/** True for what may stand between a label and its value. */
export function isConnector(unit: number): boolean {
  if (connectors === undefined) {
    connectors = new Uint8Array(65536);
    for (let i = 0; i < CONNECTORS.length; i++) connectors[CONNECTORS.charCodeAt(i)] = 1;
    connectors[ZERO_WIDTH] = 1;
  }
  return connectors[unit] === 1;
}

/** Han characters of the basic plane, 〇 and 々 included, and surrogates, which in our texts are mostly rare Han. */
export function isHan(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    unit === 0x3007 ||
    unit === 0x3005 ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xd840 && unit <= 0xd88f) ||
    (unit >= 0xdc00 && unit <= 0xdfff)
  );
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isLatin(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2);
  wider.set(array);
  return wider;
}
