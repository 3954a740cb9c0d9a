/** The passes that fill a Scan's tracks. Plain functions over typed arrays: this is the hot loop of the library. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_HIGH, ZERO_WIDTH } from '../text/fold.ts';
import { gateIndex, NONE, ROOT, SINGLE, step } from './dictionary.ts';
import { addHit, type Hits, widened } from './hits.ts';
import { type KeyMatch, matchKey } from './keys.ts';
import { DIGIT, ESCAPE, FOLDS, MARK, NUMERAL, SEPARATOR, type Vocabulary, WORD } from './lexis.ts';
import { addRun, endRuns, isMathDigit, readRun, readSpoken } from './runs.ts';
import type { Tracks } from './tracks.ts';

/** Longer than any field key. */
const KEY_CONTEXT = 64;

/** One pass over all units: digit runs, words, keys, marks, and whether there are escapes. */
export function sift(scan: Tracks): void {
  const { units, length } = scan;
  const { classes, fold, eager } = scan.lexis;
  const { first, gate } = eager.dictionary;
  let i = 0;
  for (;;) {
    // The zero unit behind the text has a class of its own, so this loop needs no bound.
    while (classes[units[i] as number] === 0) i++;
    if (i >= length) break;
    const raw = units[i] as number;
    const bits = classes[raw] as number;
    if (bits === DIGIT) {
      let end = i + 1;
      while (classes[units[end] as number] === DIGIT) end++;
      // What follows may be a digit in another script or a zero-width character: the thorough reader decides.
      if (((classes[units[end] as number] as number) & FOLDS) === 0) addRun(scan, i, end, end - i, 0);
      else end = readRun(scan, i);
      i = end;
      continue;
    }
    let unit = raw;
    if ((bits & FOLDS) !== 0) {
      if (raw === MATH_HIGH) {
        i = isMathDigit(units, i) ? readRun(scan, i) : i + 1;
        continue;
      }
      unit = fold[raw] as number;
      units[i] = unit;
    }
    if ((bits & DIGIT) !== 0) {
      i = readRun(scan, i);
      continue;
    }
    if ((bits & WORD) !== 0 && mayBeginWord(first, gate, fold, units, i, unit)) matchWords(scan, eager, scan, i, unit);
    if ((bits & SEPARATOR) !== 0) matchKeys(scan, eager, scan, i, unit);
    if ((bits & MARK) !== 0) mark(scan, i);
    if ((bits & NUMERAL) !== 0 && readSpoken(scan, i)) {
      i = scan.runEnd[scan.runCount - 1] as number;
      continue;
    }
    if ((bits & ESCAPE) !== 0 && !scan.hasEscapes) scan.hasEscapes = isEscapeAt(units, i, length);
    i++;
  }
  endRuns(scan);
}

/** Adds the hits that start in [from, to) to a track of sets that are looked for only when a detector asks. */
export function siftLater(scan: Tracks, index: number, track: Hits, from: number, to: number): void {
  const { units } = scan;
  const { fold } = scan.lexis;
  const vocabulary = scan.lexis.later[index] as Vocabulary;
  const { classes } = vocabulary;
  const { first, gate } = vocabulary.dictionary;
  // The striding pass folds only what stands around numbers; keys are read backwards from their separator.
  if (scan.lexis.isDigitsOnly) foldUnits(scan, Math.max(0, from - KEY_CONTEXT), to);
  let i = from;
  for (;;) {
    // Bounded, unlike the pass: it may be asked about many places of a text that holds no hit at all.
    while (i < to && classes[units[i] as number] === 0) i++;
    if (i >= to) return;
    const bits = classes[units[i] as number] as number;
    const unit = fold[units[i] as number] as number;
    if ((bits & WORD) !== 0 && mayBeginWord(first, gate, fold, units, i, unit))
      matchWords(scan, vocabulary, track, i, unit);
    if ((bits & SEPARATOR) !== 0) matchKeys(scan, vocabulary, track, i, unit);
    i++;
  }
}

function foldUnits(scan: Tracks, from: number, to: number): void {
  const { units } = scan;
  const { fold } = scan.lexis;
  for (let i = from; i < to; i++) units[i] = fold[units[i] as number] as number;
}

/** One or two loads that turn most units away: a word by itself, or a pair that begins some word. */
function mayBeginWord(
  first: Uint8Array,
  gate: Uint8Array,
  fold: Uint16Array,
  units: Uint16Array,
  at: number,
  unit: number,
): boolean {
  if (((first[unit] as number) & SINGLE) !== 0) return true;
  let next = fold[units[at + 1] as number] as number;
  // A zero-width character may hide the pair.
  if (next === ZERO_WIDTH) next = fold[units[at + 2] as number] as number;
  return gate[gateIndex(unit, next)] !== 0;
}

function matchWords(scan: Tracks, vocabulary: Vocabulary, hits: Hits, at: number, first: number): void {
  const { units, length } = scan;
  const { fold } = scan.lexis;
  const { dictionary } = vocabulary;
  const kind = dictionary.first[first] as number;
  let state = step(dictionary, ROOT, first);
  let end = at + 1;
  for (;;) {
    for (let p = dictionary.firstPayload[state] as number; p !== NONE; p = dictionary.payloadNext[p] as number) {
      const value = dictionary.payloadValue[p] as number;
      report(
        scan,
        vocabulary,
        hits,
        vocabulary.wordSets[value] as number,
        at,
        end,
        vocabulary.wordIndexes[value] as number,
        0,
      );
    }
    if (kind === SINGLE) return;
    let unit = fold[units[end] as number] as number;
    while (unit === ZERO_WIDTH && end < length) unit = fold[units[++end] as number] as number;
    if (end >= length) return;
    state = step(dictionary, state, unit);
    if (state === NONE) return;
    end++;
  }
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

function mark(scan: Tracks, at: number): void {
  if (scan.markCount === scan.markAt.length) scan.markAt = widened(scan.markAt, new Int32Array(scan.markCount * 2));
  scan.markAt[scan.markCount++] = at;
  const group = scan.lexis.unitGroups[scan.units[at] as number] as number;
  scan.wakes |= scan.lexis.unitWakes[group] as number;
}
