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
/** From the first Chinese character on: a text without any is spared the name tagger. Not a class: the pass goes over them. */
export const HAN = 0x2000_0000;
/** The unit of an entry after folding. */
export const UNIT = 0xffff;

export interface Lexis {
  /** By raw unit: the folded unit and what the scan has to do about it. */
  readonly entries: Int32Array;
  /** What the one pass looks for, because some detector wakes on it. */
  readonly eager: Vocabulary;
  /** What is looked for only when a detector asks: see `CueSet.track`. Compiled when first asked for, see `laterOf`. */
  readonly later: (Vocabulary | undefined)[];
  readonly laterSets: readonly (readonly CueSet[])[];
  readonly fold: Uint16Array;
  /** Where to find the hits of each set. */
  readonly places: ReadonlyMap<CueSet, Place>;
  /** By eager set and by group of a marked unit, the bits of the detectors that wake on it. */
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

/** What ends a key: `tel:`, `tel=`, `<tel>`. */
const KEY_SIGNS = ':=>';

/** Extension A. Whatever reads as a unit from here on may be looked at by the name tagger. */
const FIRST_HAN = 0x3400;

/** Sets of more words are no labels. */
const MOST_LABELS = 500;

/** A word's index in its set takes this many bits of a value of the dictionary. */
export const WORD_BITS = 20;
export const WORD_MASK = 0xfffff;

/** Where the hits of a set stand, and how its words and keys end. */
export interface Place {
  /** The index of its vocabulary among those looked for later, or -1. */
  readonly track: number;
  /** How its words and keys end: see ends.ts. Made when first asked for. */
  ends: Uint8Array | undefined;
}

interface Fits {
  readonly bit: number;
  readonly fits: (text: Surroundings, start: number, end: number) => boolean;
}

interface Wakes {
  readonly sets: readonly CueSet[];
  readonly units: string;
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
  const laterSets = tracks.map((track) => later.filter((set) => set.track === track));
  const vocabulary = compileVocabulary(eager, fold);
  const { entries, variants } = createEntries(fold);
  addWordBits(entries, variants, vocabulary);
  return {
    entries,
    fold,
    eager: vocabulary,
    later: laterSets.map(() => undefined),
    laterSets,
    places: new Map([
      ...eager.map((set): [CueSet, Place] => [set, { track: -1, ends: undefined }]),
      ...later.map((set): [CueSet, Place] => [set, { track: tracks.indexOf(set.track), ends: undefined }]),
    ]),
    setWakes: Int32Array.from(eager, (set) => bitsOf(wakes, ({ sets }) => sets.includes(set))),
    ...markUnits(entries, variants, wakes),
    ...wakesOfNumbers(wakes),
    // Detectors that share a bit cannot be turned away for each other.
    fits: wakes.flatMap(({ fits }, index) =>
      fits === undefined || index >= LAST_BIT ? [] : { bit: wakeBit(index), fits },
    ),
    span: Math.min(...wakes.map(({ span }) => span)),
    isDigitsOnly: eager.length === 0 && wakes.every(({ units }) => units === ''),
  };
}

/** The vocabulary at `index` of those that are looked for later. */
export function laterOf({ later, laterSets, fold }: Lexis, index: number): Vocabulary {
  later[index] ??= compileVocabulary(laterSets[index] as readonly CueSet[], fold);
  return later[index];
}

/** How the words and keys of a set end. */
export function endsOf({ fold }: Lexis, set: CueSet, place: Place): Uint8Array {
  if (place.ends === undefined) {
    // Nobody asks whether one of thousands of words stands before a value; if somebody does, every end may be one.
    const words = wordsOf(set);
    const isLabel = words.length <= MOST_LABELS;
    place.ends = createEnds(isLabel ? words.map((word) => foldWord(fold, word)) : undefined, listed(set.keys));
  }
  return place.ends;
}

function compileVocabulary(sets: readonly CueSet[], fold: Uint16Array): Vocabulary {
  const lists = sets.map(wordsOf);
  const dictionary = createDictionary(lists.reduce((sum, words) => sum + words.length, 0));
  for (const [owner, words] of lists.entries()) {
    for (let index = 0; index < words.length; index++)
      addWord(dictionary, foldWord(fold, words[index] as string), (owner << WORD_BITS) | index);
  }
  const keys = createKeyTable(sets);
  const starts = dictionary.first.slice(0, 128).map((first) => (first === 0 ? 0 : 1));
  if (keys.words.length > 0) for (const sign of KEY_SIGNS) starts[sign.charCodeAt(0)] = KEY_END;
  return { sets, dictionary, keys, starts, hasInner: sets.some(({ anywhere }) => anywhere === true) };
}

function wordsOf({ words, list }: CueSet): readonly string[] {
  const short = listed(words);
  return list === undefined ? short : short.length === 0 ? list() : [...short, ...list()];
}

function listed(text = ''): string[] {
  return text.split(/\s+/u).filter(Boolean);
}

/** By folded unit, the units that read as it. */
type Variants = ReadonlyMap<number, readonly number[]>;

/** What a unit is by itself; the one loop over all of them. */
function createEntries(fold: Uint16Array): { entries: Int32Array; variants: Variants } {
  const entries = new Int32Array(65536);
  const variants = new Map<number, number[]>();
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    const read = folded < FIRST_HAN ? folded : folded | HAN;
    entries[unit] = read;
    if (folded === unit) continue;
    entries[unit] = read | FOLDS;
    const others = variants.get(folded);
    if (others === undefined) variants.set(folded, [unit]);
    else others.push(unit);
  }
  for (let digit = 48; digit < 58; digit++) addBits(entries, variants, digit, DIGIT);
  const numerals = numeralUnits();
  for (let i = 0; i < numerals.length; i++) addBits(entries, variants, numerals.charCodeAt(i), NUMERAL);
  const set = (unit: number, bits: number): void => {
    entries[unit] = (entries[unit] as number) | bits;
  };
  for (const sign of '\\%&#') set(sign.charCodeAt(0), ESCAPE);
  set(ZERO_WIDTH, FOLDS);
  set(MATH_HIGH, FOLDS);
  for (let low = MATH_DIGIT_LOW; low <= 0xdfff; low++) set(low, FOLDS);
  set(0, END);
  return { entries, variants };
}

function addWordBits(entries: Int32Array, variants: Variants, { dictionary, keys }: Vocabulary): void {
  for (const [unit, first] of dictionary.firsts)
    addBits(entries, variants, unit, (first & SINGLE) !== 0 ? WORD | SINGLE_WORD : WORD);
  if (keys.words.length > 0) for (const sign of KEY_SIGNS) addBits(entries, variants, sign.charCodeAt(0), SEPARATOR);
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
  variants: Variants,
  wakes: readonly Wakes[],
): Pick<Lexis, 'unitWakes' | 'hasLetterMarks'> {
  const bitsByUnit = new Map<string, number>();
  for (const [index, { units }] of wakes.entries())
    for (const unit of units) bitsByUnit.set(unit, (bitsByUnit.get(unit) ?? 0) | wakeBit(index));
  const groups = [0];
  for (const [unit, wanted] of bitsByUnit) {
    let group = groups.indexOf(wanted);
    if (group < 0) group = groups.push(wanted) - 1;
    addBits(entries, variants, unit.charCodeAt(0), MARK | (Math.min(group, MOST_GROUPS) << GROUP));
  }
  // More groups than there is room for: the last wakes everybody.
  if (groups.length > MOST_GROUPS + 1) groups.splice(MOST_GROUPS, groups.length, -1);
  return { unitWakes: Int32Array.from(groups), hasLetterMarks: /[a-z]/iu.test([...bitsByUnit.keys()].join('')) };
}

function foldWord(fold: Uint16Array, word: string): string {
  let i = 0;
  while (i < word.length && fold[word.charCodeAt(i)] === word.charCodeAt(i)) i++;
  if (i === word.length) return word;
  let folded = word.slice(0, i);
  for (; i < word.length; i++) folded += String.fromCharCode(fold[word.charCodeAt(i)] as number);
  return folded;
}

/** Adds `bits` to a unit and to all that read as it. */
function addBits(entries: Int32Array, variants: Variants, unit: number, bits: number): void {
  entries[unit] = (entries[unit] as number) | bits;
  const others = variants.get(unit);
  if (others !== undefined) for (const other of others) entries[other] = (entries[other] as number) | bits;
}
