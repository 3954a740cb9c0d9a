/** What one redactor's detectors ask the scan to look for, compiled into tables once. */

import { createFoldTable, MATH_HIGH, numeralUnits, ZERO_WIDTH } from '../text/fold.ts';
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

export interface Lexis {
  readonly fold: Uint16Array;
  readonly classes: Uint8Array;
  readonly dictionary: Dictionary;
  readonly sets: readonly CueSet[];
  /** By payload of the dictionary: the index of the set a word belongs to, and the word's index there. */
  readonly wordSets: readonly number[];
  readonly wordIndexes: readonly number[];
  readonly keys: KeyTable;
  /** Units that detectors asked for, such as `@`. */
  readonly marks: string;
}

export interface LexisRequest {
  readonly sets: readonly CueSet[];
  readonly marks: string;
  readonly folds: readonly ((table: Uint16Array) => void)[];
}

export function compileLexis(request: LexisRequest): Lexis {
  const fold = createFoldTable();
  for (const extend of request.folds) extend(fold);
  const dictionary = createDictionary();
  const wordSets: number[] = [];
  const wordIndexes: number[] = [];
  for (const [owner, set] of request.sets.entries()) {
    const words = [...(set.words ?? '').split(/\s+/u).filter(Boolean), ...(set.list?.() ?? [])];
    for (const [index, word] of words.entries()) {
      addWord(dictionary, foldWord(fold, word), wordSets.length);
      wordSets.push(owner);
      wordIndexes.push(index);
    }
  }
  const keys = createKeyTable(request.sets);
  const classes = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    const folded = fold[unit] as number;
    let bits = folded === unit ? 0 : FOLDS;
    if (folded >= 48 && folded <= 57) bits |= DIGIT;
    if (dictionary.first[folded] !== 0) bits |= WORD;
    classes[unit] = bits;
  }
  setBits(classes, fold, ':=>', keys.words.length > 0 ? SEPARATOR : 0);
  setBits(classes, fold, request.marks, MARK);
  setBits(classes, fold, numeralUnits(), NUMERAL);
  for (const unit of '\\%&#') classes[unit.charCodeAt(0)] = (classes[unit.charCodeAt(0)] as number) | ESCAPE;
  classes[ZERO_WIDTH] = (classes[ZERO_WIDTH] as number) | FOLDS;
  classes[MATH_HIGH] = (classes[MATH_HIGH] as number) | FOLDS;
  return { fold, classes, dictionary, sets: request.sets, wordSets, wordIndexes, keys, marks: request.marks };
}

function foldWord(fold: Uint16Array, word: string): string {
  let folded = '';
  for (let i = 0; i < word.length; i++) folded += String.fromCharCode(fold[word.charCodeAt(i)] as number);
  return folded;
}

function setBits(classes: Uint8Array, fold: Uint16Array, units: string, bits: number): void {
  if (units === '' || bits === 0) return;
  for (let unit = 0; unit < 65536; unit++) {
    if (units.includes(String.fromCharCode(fold[unit] as number))) classes[unit] = (classes[unit] as number) | bits;
  }
}
