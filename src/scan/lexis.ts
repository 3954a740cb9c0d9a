/** What one redactor's detectors ask the scan to look for, compiled into tables once. */

import { createFoldTable, MATH_DIGIT_LOW, MATH_HIGH, numeralUnits, ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet } from './cues.ts';
import { addWord, createDictionary, type Dictionary } from './dictionary.ts';
import { createKeyTable, type KeyTable } from './keys.ts';

/** Bits of the class table. A unit of class 0 costs the scan one load and one branch. */
export const DIGIT = 1;
export const WORD = 2;
export const SEPARATOR = 4;
export const MARK = 8;
export const ESCAPE = 16;
export const FOLDS = 32;
export const NUMERAL = 64;
export const END = 128;

export interface Lexis {
  readonly fold: Uint16Array;
  readonly classes: Uint8Array;
  /** What the one pass looks for, because some detector wakes on it. */
  readonly eager: Vocabulary;
  /** What a detector looks for only when it has a reason to: see `CueSet.track`. */
  readonly later: readonly Vocabulary[];
  /** By set that is looked for later, the index of its vocabulary. */
  readonly trackOf: ReadonlyMap<CueSet, number>;
  /** By eager set, the bits of the detectors that wake on it. */
  readonly setWakes: Int32Array;
  /** By unit, an index into `unitWakes`; by that, the bits of the detectors that wake on the unit. */
  readonly unitGroups: Uint8Array;
  readonly unitWakes: Int32Array;
  /** Digit runs are all that is asked for: the pass may stride over everything else. */
  readonly isDigitsOnly: boolean;
}

export interface Vocabulary {
  readonly sets: readonly CueSet[];
  readonly dictionary: Dictionary;
  /** By payload of the dictionary: the index of the set a word belongs to, and the word's index there. */
  readonly wordSets: readonly number[];
  readonly wordIndexes: readonly number[];
  readonly keys: KeyTable;
  /** By raw unit: WORD, SEPARATOR, and END for the unit behind the text. */
  readonly classes: Uint8Array;
}

export interface LexisRequest {
  readonly eager: readonly CueSet[];
  readonly later: readonly CueSet[];
  /** Per detector what it wakes on: sets, and units such as `@`. */
  readonly wakes: readonly { readonly sets: readonly CueSet[]; readonly units: string }[];
  readonly folds: readonly ((table: Uint16Array) => void)[];
}

export function compileLexis(request: LexisRequest): Lexis {
  const fold = createFoldTable();
  for (const extend of request.folds) extend(fold);
  const eager = compileVocabulary(request.eager, fold);
  const tracks = [...new Set(request.later.map((set) => set.track))];
  const classes = new Uint8Array(65536);
  const numerals = numeralUnits();
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    const isDigit = folded >= 48 && folded <= 57;
    classes[unit] = (eager.classes[unit] as number) | (folded === unit ? 0 : FOLDS) | (isDigit ? DIGIT : 0);
  }
  const marks = request.wakes.map(({ units }) => units).join('');
  addBits(classes, fold, marks, MARK);
  addBits(classes, fold, numerals, NUMERAL);
  for (const unit of '\\%&#') classes[unit.charCodeAt(0)] = (classes[unit.charCodeAt(0)] as number) | ESCAPE;
  classes[ZERO_WIDTH] = (classes[ZERO_WIDTH] as number) | FOLDS;
  classes[MATH_HIGH] = (classes[MATH_HIGH] as number) | FOLDS;
  for (let low = MATH_DIGIT_LOW; low <= 0xdfff; low++) classes[low] = (classes[low] as number) | FOLDS;
  return {
    fold,
    classes,
    eager,
    later: tracks.map((track) =>
      compileVocabulary(
        request.later.filter((set) => set.track === track),
        fold,
      ),
    ),
    trackOf: new Map(request.later.map((set) => [set, tracks.indexOf(set.track)])),
    setWakes: Int32Array.from(request.eager, (set) => bitsOf(request.wakes, ({ sets }) => sets.includes(set))),
    ...groupUnits(request.wakes, marks, fold),
    isDigitsOnly: request.eager.length === 0 && marks === '',
  };
}

/** The bit of the detector at `index`; those beyond the thirtieth share one, and may be woken for each other. */
export function wakeBit(index: number): number {
  return 1 << Math.min(index, 30);
}

function bitsOf<T>(items: readonly T[], isWanted: (item: T) => boolean): number {
  let bits = 0;
  for (const [i, item] of items.entries()) if (isWanted(item)) bits |= wakeBit(i);
  return bits;
}

/** Units that wake the same detectors share a group; there are far fewer groups than a byte can count. */
function groupUnits(
  wakes: LexisRequest['wakes'],
  marks: string,
  fold: Uint16Array,
): { unitGroups: Uint8Array; unitWakes: Int32Array } {
  const unitGroups = new Uint8Array(65536);
  const masks = [0];
  for (let i = 0; i < marks.length; i++) {
    const unit = fold[marks.charCodeAt(i)] as number;
    const mask = bitsOf(wakes, ({ units }) => units.includes(marks[i] as string));
    let group = masks.indexOf(mask);
    if (group < 0) group = masks.push(mask) - 1;
    unitGroups[unit] = Math.min(group, 255);
  }
  // More groups than a byte counts: the last wakes everybody.
  return { unitGroups, unitWakes: Int32Array.from(masks.length > 256 ? [...masks.slice(0, 255), -1] : masks) };
}

function compileVocabulary(sets: readonly CueSet[], fold: Uint16Array): Vocabulary {
  const dictionary = createDictionary();
  const wordSets: number[] = [];
  const wordIndexes: number[] = [];
  for (const [owner, set] of sets.entries()) {
    const words = [...(set.words ?? '').split(/\s+/u).filter(Boolean), ...(set.list?.() ?? [])];
    for (const [index, word] of words.entries()) {
      addWord(dictionary, foldWord(fold, word), wordSets.length);
      wordSets.push(owner);
      wordIndexes.push(index);
    }
  }
  const keys = createKeyTable(sets);
  const classes = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    const isSeparator = keys.words.length > 0 && (folded === 58 || folded === 61 || folded === 62);
    classes[unit] = (dictionary.first[folded] === 0 ? 0 : WORD) | (isSeparator ? SEPARATOR : 0);
  }
  classes[0] = END;
  return { sets, dictionary, wordSets, wordIndexes, keys, classes };
}

function foldWord(fold: Uint16Array, word: string): string {
  let folded = '';
  for (let i = 0; i < word.length; i++) folded += String.fromCharCode(fold[word.charCodeAt(i)] as number);
  return folded;
}

function addBits(table: Uint8Array, fold: Uint16Array, units: string, bits: number): void {
  const wanted = new Uint8Array(65536);
  for (let i = 0; i < units.length; i++) wanted[units.charCodeAt(i)] = 1;
  for (let unit = 0; unit < 65536; unit++) {
    if (wanted[fold[unit] as number] === 1 || wanted[unit] === 1) table[unit] = (table[unit] as number) | bits;
  }
}
