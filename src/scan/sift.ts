/** The passes that fill a Scan's tracks. Plain functions over typed arrays: this is the hot loop of the library. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_HIGH, ZERO_WIDTH } from '../text/fold.ts';
import { MANY, mayBegin, NONE, PAYLOAD, ROOT, SINGLE, stateAfter, step, TARGET } from './dictionary.ts';
import { addHit, type Hits, widened } from './hits.ts';
import { type KeyMatch, matchKey } from './keys.ts';
import {
  CLASSES,
  DIGIT,
  ESCAPE,
  FOLDS,
  GROUP,
  HAN,
  KEY_END,
  MARK,
  MOST_GROUPS,
  NUMERAL,
  SEPARATOR,
  SINGLE_WORD,
  UNIT,
  type Vocabulary,
  WORD,
  WORD_BITS,
  WORD_MASK,
} from './lexis.ts';
import { ASCII_END, endCluster, isMathDigit, readPlainRun, readRun, readSpoken } from './runs.ts';
import type { Tracks } from './tracks.ts';

/** Longer than any field key. */
const KEY_CONTEXT = 64;
/** Longer than any word of a set that is looked for later. */
const LONGEST_WORD = 32;

/** One pass over all units: digit runs, words, keys, marks, and whether there are escapes. */
export function sift(scan: Tracks): void {
  const { units, length } = scan;
  const { entries, eager } = scan.lexis;
  const { gate } = eager.dictionary;
  const skipsLetters = !eager.hasInner && !scan.lexis.hasLetterMarks;
  let i = 0;
  let seen = 0;
  for (;;) {
    let entry = entries[units[i] as number] as number;
    seen |= entry;
    // The zero unit behind the text has a bit of its own, so this loop needs no bound.
    while ((entry & CLASSES) === 0) {
      entry = entries[units[++i] as number] as number;
      seen |= entry;
    }
    if (i >= length) break;
    if ((entry & DIGIT) !== 0) {
      i = (entry & FOLDS) === 0 ? readPlainRun(scan, i) : readRun(scan, i);
      continue;
    }
    const unit = entry & UNIT;
    if ((entry & FOLDS) !== 0) {
      if (units[i] === MATH_HIGH) {
        i = isMathDigit(units, i) ? readRun(scan, i) : i + 1;
        continue;
      }
      units[i] = unit;
    }
    if ((entry & WORD) !== 0 && (eager.hasInner || !isInsideWord(units, i, unit))) {
      let next = (entries[units[i + 1] as number] as number) & UNIT;
      // A zero-width character may hide the pair.
      if (next === ZERO_WIDTH) next = (entries[units[i + 2] as number] as number) & UNIT;
      const isLonger = mayBegin(gate, unit, next);
      if (isLonger || (entry & SINGLE_WORD) !== 0) matchWords(scan, eager, scan, i, unit, isLonger, false);
    }
    if ((entry & MARK) !== 0) {
      if (scan.markCount === scan.markAt.length) growMarks(scan);
      scan.markAt[scan.markCount++] = i;
      scan.wakes |= scan.lexis.unitWakes[(entry >>> GROUP) & MOST_GROUPS] as number;
    }
    if ((entry & (SEPARATOR | NUMERAL | ESCAPE)) !== 0) {
      if ((entry & SEPARATOR) !== 0) matchKeys(scan, eager, scan, i, unit);
      if ((entry & NUMERAL) !== 0 && readSpoken(scan, i)) {
        i = scan.runEnd[scan.runCount - 1] as number;
        continue;
      }
      if ((entry & ESCAPE) !== 0 && !scan.hasEscapes) scan.hasEscapes = isEscapeAt(units, i, length);
    }
    i++;
    // Words begin where Latin words begin: the rest of this one is passed over without a look.
    if (skipsLetters && isLower(unit)) while (isLower(units[i] as number)) i++;
  }
  endCluster(scan);
  scan.hasHan = (seen & HAN) !== 0;
}

/** Adds the hits that start in [from, to) to a track of sets that are looked for only when a detector asks. */
export function siftWords(scan: Tracks, vocabulary: Vocabulary, track: Hits, from: number, to: number): void {
  const { units, length } = scan;
  const { hasInner, starts } = vocabulary;
  const { first, gate, hasSingles } = vocabulary.dictionary;
  // The striding pass folds only what stands around numbers; keys are read backwards from their separator.
  if (scan.lexis.isDigitsOnly)
    foldUnits(units, scan.lexis.entries, Math.max(0, from - KEY_CONTEXT), Math.min(length, to + LONGEST_WORD));
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    if (unit < ASCII_END) {
      const start = starts[unit] as number;
      if (start === 0) continue;
      if (start === KEY_END) matchKeys(scan, vocabulary, track, i, unit);
      if (first[unit] === 0 || (isInsideWord(units, i, unit) && !hasInner)) continue;
    }
    let next = units[i + 1] as number;
    if (next === ZERO_WIDTH) next = units[i + 2] as number;
    const isLonger = mayBegin(gate, unit, next);
    if (isLonger || (hasSingles && mayBegin(gate, unit, 0)))
      matchWords(scan, vocabulary, track, i, unit, isLonger, true);
  }
}

function foldUnits(units: Uint16Array, entries: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) units[i] = (entries[units[i] as number] as number) & UNIT;
}

function isLower(unit: number): boolean {
  return (unit - 97) >>> 0 < 26;
}

/** The `tel` of `hotel` and the `BIR` of `ABIR` are no words; the `Tel` of `userTel` is one. */
function isInsideWord(units: Uint16Array, at: number, unit: number): boolean {
  if (unit > 122 || at === 0) return false;
  const before = units[at - 1] as number;
  if (unit >= 97) return (before >= 97 && before <= 122) || (before >= 65 && before <= 90);
  return unit >= 65 && unit <= 90 && before >= 65 && before <= 90;
}

function matchWords(
  scan: Tracks,
  vocabulary: Vocabulary,
  hits: Hits,
  at: number,
  first: number,
  isLonger: boolean,
  isFolded: boolean,
): void {
  const { units, length } = scan;
  const { entries } = scan.lexis;
  const { dictionary } = vocabulary;
  const { edges } = dictionary;
  if (dictionary.hasSingles && ((dictionary.first[first] as number) & SINGLE) !== 0)
    reportWord(scan, vocabulary, hits, edges[step(dictionary, ROOT, first) + PAYLOAD] as number, at, at + 1);
  if (!isLonger) return;
  let state = stateAfter(first);
  let end = at + 1;
  for (;;) {
    let unit = units[end] as number;
    if (!isFolded) unit = (entries[unit] as number) & UNIT;
    while (unit === ZERO_WIDTH && end < length) unit = (entries[units[++end] as number] as number) & UNIT;
    if (end >= length) return;
    const slot = step(dictionary, state, unit);
    if (slot === NONE) return;
    end++;
    state = edges[slot + TARGET] as number;
    if (edges[slot + PAYLOAD] !== NONE) reportWord(scan, vocabulary, hits, edges[slot + PAYLOAD] as number, at, end);
  }
}

function reportWord(
  scan: Tracks,
  vocabulary: Vocabulary,
  hits: Hits,
  payload: number,
  start: number,
  end: number,
): void {
  if (payload >= 0) {
    reportValue(scan, vocabulary, hits, payload, start, end);
    return;
  }
  const { payloadNext, payloadValue } = vocabulary.dictionary;
  for (let p = MANY - payload; p !== NONE; p = payloadNext[p] as number)
    reportValue(scan, vocabulary, hits, payloadValue[p] as number, start, end);
}

function reportValue(
  scan: Tracks,
  vocabulary: Vocabulary,
  hits: Hits,
  value: number,
  start: number,
  end: number,
): void {
  const set = value >> WORD_BITS;
  const isInner = vocabulary.hasInner && isInsideWord(scan.units, start, scan.units[start] as number);
  if (isInner && vocabulary.sets[set]?.anywhere !== true) return;
  report(scan, vocabulary, hits, set, start, end, value & WORD_MASK, 0);
}

/** Filled by `matchKey`; a key has few tails. */
const keyMatches: KeyMatch[] = [];

function matchKeys(scan: Tracks, vocabulary: Vocabulary, hits: Hits, at: number, separator: number): void {
  const { keys } = vocabulary;
  const count = matchKey(keys, scan.units, at, keyMatches);
  for (let i = 0; i < count; i++) {
    const { start, end, entry } = keyMatches[i] as KeyMatch;
    // `</tel>` closes a value, it does not label the next.
    if (separator === 62 && scan.units[start - 1] === 47) continue;
    report(scan, vocabulary, hits, keys.sets[entry] as number, start, end, keys.words[entry] as number, 1);
  }
}

function report(
  scan: Tracks,
  vocabulary: Vocabulary,
  hits: Hits,
  set: number,
  start: number,
  end: number,
  word: number,
  isKey: number,
): void {
  const cues = vocabulary.sets[set];
  if (cues === undefined) return;
  addHit(hits, cues, start, end, word, isKey);
  if (hits === scan) scan.wakes |= scan.lexis.setWakes[set] as number;
}

function growMarks(scan: Tracks): void {
  scan.markAt = widened(scan.markAt, new Int32Array(scan.markCount * 2));
}
