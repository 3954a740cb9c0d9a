/** What one redactor's detectors ask the scan to look for, compiled into tables once. */

import { createFoldTable, MATH_DIGIT_LOW, MATH_HIGH, numeralUnits, ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet } from './cues.ts';
import { addWord, createDictionary, type Dictionary, SINGLE } from './dictionary.ts';
import { createKeyTable, type KeyTable } from './keys.ts';

/**
 * Bits of an entry of `Lexis.entries`, above the sixteen of the folded unit. A unit without any of them costs the scan one
 * load and one branch; bits and folding stand in one number because the table is larger than the nearest cache.
 */
export const DIGIT = 1 << 16;
export const WORD = 1 << 17;
/** A word by itself; WORD is set as well. */
export const SINGLE_WORD = 1 << 18;
export const SEPARATOR = 1 << 19;
export const MARK = 1 << 20;
export const ESCAPE = 1 << 21;
export const FOLDS = 1 << 22;
export const NUMERAL = 1 << 23;
export const END = 1 << 24;
/** Where the number of a marked unit's group stands, up to MOST_GROUPS. */
export const GROUP = 25;
const MOST_GROUPS = 63;
/** The unit of an entry after folding. */
export const UNIT = 0xffff;

export interface Lexis {
  /** By raw unit: the folded unit and what the scan has to do about it. */
  readonly entries: Int32Array;
  /** What the one pass looks for, because some detector wakes on it. */
  readonly eager: Vocabulary;
  /** What is looked for only when a detector asks: see `CueSet.track`. */
  readonly later: readonly Vocabulary[];
  /** By set that is looked for later, the index of its vocabulary. */
  readonly trackOf: ReadonlyMap<CueSet, number>;
  /** By eager set, the bits of the detectors that wake on it. */
  readonly setWakes: Int32Array;
  /** By `entry >>> GROUP` of a marked unit, the bits of the detectors that wake on it. */
  readonly unitWakes: Int32Array;
  /**
   * The bits of the detectors that a number wakes: by the size of a run that stands alone and its first digit (size × 10 +
   * digit), and by the longest run of a group.
   */
  readonly aloneWakes: Int32Array;
  readonly groupWakes: Int32Array;
  /** Digit runs are all that is asked for: the pass may stride over everything else. */
  readonly isDigitsOnly: boolean;
}

export interface Vocabulary {
  readonly sets: readonly CueSet[];
  readonly dictionary: Dictionary;
  /** By payload of the dictionary: the index of the set a word belongs to, and the word's index there. */
  readonly wordSets: Int32Array;
  readonly wordIndexes: Int32Array;
  readonly keys: KeyTable;
}

interface Wakes {
  readonly sets: readonly CueSet[];
  readonly units: string;
  /** The shortest run of digits. */
  readonly digits: number;
  /** Of runs with no other digits near, which sizes and first digits. */
  readonly alone: ((size: number, first: number) => boolean) | undefined;
}

export interface LexisRequest {
  readonly eager: readonly CueSet[];
  readonly later: readonly CueSet[];
  /** Per detector what it wakes on: sets, units such as `@`, and numbers. */
  readonly wakes: readonly Wakes[];
  readonly folds: readonly ((table: Uint16Array) => void)[];
}

export function compileLexis({ eager, later, wakes, folds }: LexisRequest): Lexis {
  const fold = createFoldTable();
  for (const extend of folds) extend(fold);
  const tracks = [...new Set(later.map((set) => set.track))];
  const words = compileVocabulary(eager, fold);
  const entries = createEntries(fold, words);
  const marks = wakes.map(({ units }) => units).join('');
  return {
    entries,
    eager: words,
    later: tracks.map((track) =>
      compileVocabulary(
        later.filter((set) => set.track === track),
        fold,
      ),
    ),
    trackOf: new Map(later.map((set) => [set, tracks.indexOf(set.track)])),
    setWakes: Int32Array.from(eager, (set) => bitsOf(wakes, ({ sets }) => sets.includes(set))),
    unitWakes: markUnits(entries, fold, wakes, marks),
    ...wakesOfNumbers(wakes),
    isDigitsOnly: eager.length === 0 && marks === '',
  };
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
  return { sets, dictionary, wordSets: Int32Array.from(wordSets), wordIndexes: Int32Array.from(wordIndexes), keys };
}

function createEntries(fold: Uint16Array, { dictionary, keys }: Vocabulary): Int32Array {
  const entries = new Int32Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    const first = dictionary.first[folded] as number;
    let bits = folded === unit ? 0 : FOLDS;
    if (folded >= 48 && folded <= 57) bits |= DIGIT;
    if (first !== 0) bits |= (first & SINGLE) !== 0 ? WORD | SINGLE_WORD : WORD;
    if (keys.words.length > 0 && (folded === 58 || folded === 61 || folded === 62)) bits |= SEPARATOR;
    entries[unit] = folded | bits;
  }
  addBits(entries, fold, numeralUnits(), NUMERAL);
  const set = (unit: number, bits: number): void => {
    entries[unit] = (entries[unit] as number) | bits;
  };
  for (const sign of '\\%&#') set(sign.charCodeAt(0), ESCAPE);
  set(ZERO_WIDTH, FOLDS);
  set(MATH_HIGH, FOLDS);
  for (let low = MATH_DIGIT_LOW; low <= 0xdfff; low++) set(low, FOLDS);
  set(0, END);
  return entries;
}

/** Longer runs wake who the longest counted one wakes. */
export const LONGEST_COUNTED = 31;

function wakesOfNumbers(wakes: readonly Wakes[]): { aloneWakes: Int32Array; groupWakes: Int32Array } {
  const aloneWakes = new Int32Array((LONGEST_COUNTED + 1) * 10);
  const groupWakes = new Int32Array(LONGEST_COUNTED + 1);
  for (let size = 1; size <= LONGEST_COUNTED; size++) {
    groupWakes[size] = bitsOf(wakes, ({ digits }) => size >= digits);
    for (let first = 0; first < 10; first++)
      aloneWakes[size * 10 + first] = bitsOf(
        wakes,
        ({ digits, alone }) => size >= digits && (alone === undefined || alone(size, first)),
      );
  }
  return { aloneWakes, groupWakes };
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

/** Marks the units that detectors wake on. Those that wake the same detectors share a group. */
function markUnits(
  entries: Int32Array,
  fold: Uint16Array,
  wakes: LexisRequest['wakes'],
  marks: string,
): Int32Array {
  const masks = [0];
  const groups = new Map<string, number>();
  for (let i = 0; i < marks.length; i++) {
    const unit = marks[i] as string;
    const mask = bitsOf(wakes, ({ units }) => units.includes(unit));
    let group = masks.indexOf(mask);
    if (group < 0) group = masks.push(mask) - 1;
    groups.set(unit, Math.min(group, MOST_GROUPS));
  }
  for (const [unit, group] of groups) addBits(entries, fold, unit, MARK | (group << GROUP));
  // More groups than there is room for: the last wakes everybody.
  return Int32Array.from(masks.length > MOST_GROUPS + 1 ? [...masks.slice(0, MOST_GROUPS), -1] : masks);
}

function foldWord(fold: Uint16Array, word: string): string {
  let folded = '';
  for (let i = 0; i < word.length; i++) folded += String.fromCharCode(fold[word.charCodeAt(i)] as number);
  return folded;
}

/** Adds `bits` to units and to all that fold to one of them. */
function addBits(entries: Int32Array, fold: Uint16Array, units: string, bits: number): void {
  const wanted = new Uint8Array(65536);
  for (let i = 0; i < units.length; i++) wanted[units.charCodeAt(i)] = 1;
  for (let unit = 0; unit < 65536; unit++) {
    if (wanted[fold[unit] as number] === 1 || wanted[unit] === 1) entries[unit] = (entries[unit] as number) | bits;
  }
}
