/** What one redactor's detectors ask the scan to look for, compiled into tables once. */

import { createFoldTable, MATH_DIGIT_LOW, MATH_HIGH, numeralUnits, ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet } from './cues.ts';
import { addWord, createDictionary, type Dictionary, SINGLE } from './dictionary.ts';
import { createEnds } from './ends.ts';
import { createKeyTable, type KeyTable } from './keys.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Bits of an entry of `Lexis.entries`, above the sixteen of the folded unit. A unit without any of them costs the scan one
 * load and one branch; bits and folding stand in one number because the table is larger than the nearest cache. Literals,
 * since bundlers keep expressions.
 */
export const DIGIT = 0x0001_0000;
export const WORD = 0x0002_0000;
/** A word by itself; WORD is set as well. */
export const SINGLE_WORD = 0x0004_0000;
export const SEPARATOR = 0x0008_0000;
export const MARK = 0x0010_0000;
export const ESCAPE = 0x0020_0000;
export const FOLDS = 0x0040_0000;
export const NUMERAL = 0x0080_0000;
export const END = 0x0100_0000;
/** Any of those. */
export const CLASSES = 0x01ff_0000;
/** Where the number of a marked unit's group stands, up to MOST_GROUPS. */
export const GROUP = 25;
export const MOST_GROUPS = 15;
/** What some detector's `before.next` or `behind.previous` accepts. */
export const NEXT = 0x2000_0000;
export const PREVIOUS = 0x4000_0000;
/** The unit of an entry after folding. */
export const UNIT = 0xffff;

export interface Lexis {
  /** By raw unit: the folded unit and what the scan has to do about it. */
  readonly entries: Int32Array;
  /** What the one pass looks for, because some detector wakes on it. */
  readonly eager: Vocabulary;
  /** What is looked for only when a detector asks: see `CueSet.track`. */
  readonly later: readonly Vocabulary[];
  /** Where to find the hits of each set. */
  readonly places: ReadonlyMap<CueSet, Place>;
  /**
   * By eager set and by group of a marked unit, three numbers each: the bits of the detectors that wake on it anywhere, before
   * a NEXT unit, and behind a PREVIOUS one.
   */
  readonly setWakes: Int32Array;
  readonly unitWakes: Int32Array;
  /** Some detector wakes on a Latin letter. */
  readonly hasLetterMarks: boolean;
  /**
   * The bits of the detectors that a number wakes: by the size of a run that stands alone and its first digit (size × 10 +
   * digit), and by the longest run of a group.
   */
  readonly aloneWakes: Int32Array;
  /** Detectors that look at a run that stands alone before they are woken for it. */
  readonly fits: readonly Fits[];
  readonly groupWakes: Int32Array;
  /** The fewest units that a number of interest takes, separators included. */
  readonly span: number;
  /** Digit runs are all that is asked for: the pass may stride over everything else. */
  readonly isDigitsOnly: boolean;
}

export interface Vocabulary {
  readonly sets: readonly CueSet[];
  /** Its values hold the index of a set above WORD_BITS, and the word's index in the set below. */
  readonly dictionary: Dictionary;
  readonly keys: KeyTable;
  /** By ASCII unit: 0 where neither a word begins nor a key ends, KEY_END where one does. */
  readonly starts: Uint8Array;
  /** Some set is looked for inside Latin words as well: see `CueSet.anywhere`. */
  readonly hasInner: boolean;
}

export const KEY_END = 2;

/** Sets of more words are no labels. */
const MOST_LABELS = 500;

/** A word's index in its set takes this many bits of a value of the dictionary. */
export const WORD_BITS = 20;
export const WORD_MASK = 0xfffff;

/** Where the hits of a set stand, and how its words and keys end. */
export interface Place {
  /** The index of its vocabulary among those looked for later, or -1. */
  readonly track: number;
  /** How its words and keys end: see ends.ts. */
  readonly ends: Uint8Array;
}

interface Fits {
  readonly bit: number;
  readonly fits: (text: Surroundings, start: number, end: number) => boolean;
}

interface Beside {
  readonly sets: readonly CueSet[];
  readonly units: string;
}

interface Wakes extends Beside {
  readonly before: (Beside & { readonly next: (unit: number) => boolean }) | undefined;
  readonly behind: (Beside & { readonly previous: (unit: number) => boolean }) | undefined;
  /** The shortest run of digits. */
  readonly digits: number;
  /** The fewest units of a number, separators included. */
  readonly span: number;
  /** Of runs with no other digits near, which sizes and first digits. */
  readonly alone: ((size: number, first: number) => boolean) | undefined;
  readonly fits: Fits['fits'] | undefined;
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
  const vocabulary = compileVocabulary(eager, fold);
  const entries = createEntries(fold, vocabulary);
  const lists = tracks.map((track) => later.filter((set) => set.track === track));
  return {
    entries,
    eager: vocabulary,
    later: lists.map((sets) => compileVocabulary(sets, fold)),
    places: new Map([
      ...eager.map((set) => [set, placeOf(set, -1, fold)] as const),
      ...later.map((set) => [set, placeOf(set, tracks.indexOf(set.track), fold)] as const),
    ]),
    setWakes: Int32Array.from(eager.flatMap((set) => wakesOn(wakes, ({ sets }) => sets.includes(set)))),
    ...markUnits(entries, fold, wakes),
    ...wakesOfNumbers(wakes),
    // Detectors that share a bit cannot be turned away for each other.
    fits: wakes.flatMap(({ fits }, index) =>
      fits === undefined || index >= LAST_BIT ? [] : { bit: wakeBit(index), fits },
    ),
    span: Math.min(...wakes.map(({ span }) => span)),
    isDigitsOnly: eager.length === 0 && wakes.every(({ units, before, behind }) => units === '' && !before && !behind),
  };
}

function compileVocabulary(sets: readonly CueSet[], fold: Uint16Array): Vocabulary {
  const dictionary = createDictionary();
  for (const [owner, set] of sets.entries()) {
    const words = [...listed(set.words), ...(set.list?.() ?? [])];
    for (const [index, word] of words.entries())
      addWord(dictionary, foldWord(fold, word), (owner << WORD_BITS) | index);
  }
  const keys = createKeyTable(sets);
  const starts = dictionary.first.map((first) => (first === 0 ? 0 : 1)).subarray(0, 128);
  if (keys.words.length > 0) for (const sign of ':=>') starts[sign.charCodeAt(0)] = KEY_END;
  return { sets, dictionary, keys, starts, hasInner: sets.some(({ anywhere }) => anywhere === true) };
}

function placeOf(set: CueSet, track: number, fold: Uint16Array): Place {
  // Nobody asks whether one of thousands of words stands before a value; if somebody does, every end may be one.
  const words = [...listed(set.words), ...(set.list?.() ?? [])];
  const isLabel = words.length <= MOST_LABELS;
  return { track, ends: createEnds(isLabel ? words.map((word) => foldWord(fold, word)) : undefined, listed(set.keys)) };
}

function listed(text = ''): string[] {
  return text.split(/\s+/u).filter(Boolean);
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

const LAST_BIT = 30;

/** The bit of the detector at `index`; those beyond the thirtieth share one, and may be woken for each other. */
export function wakeBit(index: number): number {
  return 1 << Math.min(index, LAST_BIT);
}

/** The bits of the items that are wanted. */
export function bitsOf<T>(items: readonly T[], isWanted: (item: T) => boolean): number {
  let bits = 0;
  for (const [i, item] of items.entries()) if (isWanted(item)) bits |= wakeBit(i);
  return bits;
}

/** Marks the units that detectors wake on. Those that wake the same detectors share a group. */
function markUnits(
  entries: Int32Array,
  fold: Uint16Array,
  wakes: readonly Wakes[],
): Pick<Lexis, 'unitWakes' | 'hasLetterMarks'> {
  const marks = wakes
    .map(({ units, before, behind }) => units + (before?.units ?? '') + (behind?.units ?? ''))
    .join('');
  const groups: (readonly number[])[] = [[0, 0, 0]];
  const bits = new Int32Array(65536);
  for (let i = 0; i < marks.length; i++) {
    if (bits[marks.charCodeAt(i)] !== 0) continue;
    const unit = marks[i] as string;
    const wanted = wakesOn(wakes, ({ units }) => units.includes(unit));
    let group = groups.findIndex((one) => one.every((value, k) => value === wanted[k]));
    if (group < 0) group = groups.push(wanted) - 1;
    bits[marks.charCodeAt(i)] = MARK | (Math.min(group, MOST_GROUPS) << GROUP);
  }
  const nexts = wakes.flatMap(({ before }) => before?.next ?? []);
  const previouses = wakes.flatMap(({ behind }) => behind?.previous ?? []);
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    let entry = (entries[unit] as number) | (bits[folded] as number) | (bits[unit] as number);
    for (const accepts of nexts) if (accepts(folded)) entry |= NEXT;
    for (const accepts of previouses) if (accepts(folded)) entry |= PREVIOUS;
    entries[unit] = entry;
  }
  // More groups than there is room for: the last wakes everybody.
  if (groups.length > MOST_GROUPS + 1) groups.splice(MOST_GROUPS, groups.length, [-1, 0, 0]);
  return { unitWakes: Int32Array.from(groups.flat()), hasLetterMarks: /[a-z]/iu.test(marks) };
}

/** Three numbers of bits: of the detectors that wake on something anywhere, before and behind certain units. */
function wakesOn(wakes: readonly Wakes[], isWanted: (cues: Beside) => boolean): number[] {
  return [
    bitsOf(wakes, isWanted),
    bitsOf(wakes, ({ before }) => before !== undefined && isWanted(before)),
    bitsOf(wakes, ({ behind }) => behind !== undefined && isWanted(behind)),
  ];
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
