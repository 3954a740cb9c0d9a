/** The passes that fill a Scan's tracks. Plain functions over typed arrays: this is the hot loop of the library. */

import { isEscapeAt } from '../text/carriers.ts';
import { MATH_DIGIT_LOW, MATH_HIGH, numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import { gateIndex, NONE, ROOT, SINGLE, step } from './dictionary.ts';
import { addHit, type Hits, widened } from './hits.ts';
import { type KeyMatch, matchKey } from './keys.ts';
import { DIGIT, ESCAPE, FOLDS, MARK, NUMERAL, SEPARATOR, type Vocabulary, WORD } from './lexis.ts';
import type { Tracks } from './tracks.ts';
import { isLatin } from './units.ts';

/** Fewer Chinese numerals in a row are a word (一二三, 五六), not a number read out. */
const SPOKEN_MINIMUM = 7;
/** Hits every run of three digits and, since it is odd, every row of single digits with single separators. */
const STRIDE = 3;
const ESCAPE_SIGNS = ['\\', '%', '&', '#'];
/** Longer than any field key. */
const KEY_CONTEXT = 64;
/** Units before a number that detectors look at one by one. */
const CONTEXT = 16;
/** Zero-width characters in a row within one number: without an end to them, no detector could say how far it reaches. */
const MOST_INVISIBLE = 16;
/** Groups of one number stand at most this far apart. */
const WIDEST_JOINT = 4;
/** What a spreadsheet leaves of an ID has six digits before the exponent (4.20106E+17); all other numbers have more. */
const CLUSTER_MINIMUM = 6;

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

/**
 * The pass for redactors that look for digits only: probes every third unit and reads a number's neighbourhood when it
 * meets one. Exact for runs of four digits and more, and for shorter ones that are grouped with others.
 */
export function siftDigits(scan: Tracks): void {
  const { units, length } = scan;
  const { classes } = scan.lexis;
  let done = 0;
  // The end of the last date or the like: it does not group with what follows.
  let passed = 0;
  let i = STRIDE - 1;
  while (i < length) {
    const bits = classes[units[i] as number] as number;
    if ((bits & (DIGIT | NUMERAL | FOLDS)) === 0) {
      i += STRIDE;
      continue;
    }
    if ((bits & DIGIT) !== 0) {
      let from = i;
      let to = i + 1;
      while (from > done && ((classes[units[from - 1] as number] as number) & DIGIT) !== 0) from--;
      while (to < length && ((classes[units[to] as number] as number) & DIGIT) !== 0) to++;
      const skip = skipOf(classes, units, from, to, passed);
      if (skip > 0) {
        passed = skip;
        i = skip + STRIDE - 1;
        continue;
      }
    } else if ((bits & NUMERAL) === 0 && !isMathLow(units, i) && units[i] !== MATH_HIGH) {
      i += STRIDE;
      continue;
    }
    done = readNeighbourhood(scan, i, done);
    i = done + STRIDE - 1;
  }
  endRuns(scan);
  if (scan.numberEnd > 0) scan.hasEscapes = hasEscape(scan);
}

/** A number's label and neighbours may be escaped anywhere; a text without numbers is not looked through for that. */
function hasEscape(scan: Tracks): boolean {
  const { text, units, length } = scan;
  for (const sign of ESCAPE_SIGNS) {
    // Native search turns most texts away; a window of a long text is looked through by itself.
    const from = length === text.length ? text.indexOf(sign) : 0;
    if (from < 0) continue;
    const unit = sign.charCodeAt(0);
    for (let i = from; i < length; i++) if (units[i] === unit && isEscapeAt(units, i, length)) return true;
  }
  return false;
}

/**
 * Where to go on when the run [from, to) is nothing to read: a page, a price, a date, a time, a part of a version or of an
 * address in a network. 0 when it may belong to a number.
 */
function skipOf(classes: Uint8Array, units: Uint16Array, from: number, to: number, passed: number): number {
  const size = to - from;
  const left = from > 0 ? (units[from - 1] as number) : 0;
  const right = units[to] as number;
  // Inside a trace id: no number of ours has letters a to f on both sides.
  if (size < 10 && isHexLetter(left) && isHexLetter(right)) return to;
  if (size >= CLUSTER_MINIMUM) return 0;
  const isLeftDigit = from - 2 >= passed && isDigitClass(classes, units, from - 2);
  const isRightDigit = isDigitClass(classes, units, to + 1);
  if (left === 58 && isLeftDigit) return to;
  if (left === 46 && isLeftDigit) return size >= 4 ? 0 : to;
  // 2023-11-05: a date is no part of a number unless something is joined to its front.
  if (size === 4 && (right === 45 || right === 47) && units[to + 3] === right && isDigitClass(classes, units, to + 4)) {
    if (isRightDigit && isDigitClass(classes, units, to + 2) && !isDigitClass(classes, units, to + 6)) {
      if (!isLeftDigit || !isGroupJoint(classes, left)) return to + 6;
    }
  }
  if (right === 46) return size >= 3 && isRightDigit && isDigitClass(classes, units, to + 4) ? 0 : to;
  if (isRightDigit && isGroupJoint(classes, right)) return 0;
  if (isLeftDigit && isGroupJoint(classes, left)) return 0;
  // `138 - 0013`: separators of two or three units are read through when a digit follows.
  if (
    size >= 3 &&
    (right === 32 || right === 9 || right === 10 || right === 13 || right === 45 || (classes[right] as number) !== 0)
  ) {
    return isDigitClass(classes, units, to + 2) ||
      isDigitClass(classes, units, to + 3) ||
      isDigitClass(classes, units, to + 4)
      ? 0
      : to;
  }
  return to;
}

function isHexLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 102;
}

function isDigitClass(classes: Uint8Array, units: Uint16Array, at: number): boolean {
  return ((classes[units[at] as number] as number) & DIGIT) !== 0;
}

/** A separator of groups, or a unit that folds to one. */
function isGroupJoint(classes: Uint8Array, unit: number): boolean {
  return (
    unit === 32 ||
    unit === 45 ||
    unit === 47 ||
    unit === 9 ||
    unit === 10 ||
    unit === 95 ||
    unit === 0xb7 ||
    unit === 40 ||
    unit === 41 ||
    (classes[unit] as number) !== 0
  );
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

/** Reads the groups of digits around `at`, from the last unit read on; returns where reading stopped. */
function readNeighbourhood(scan: Tracks, at: number, done: number): number {
  const { units, length } = scan;
  const { classes, fold } = scan.lexis;
  let from = at;
  for (let gap = 0, i = at - 1; i >= done && gap <= WIDEST_JOINT; i--) {
    if (((classes[units[i] as number] as number) & (DIGIT | NUMERAL)) === 0 && !isMathLow(units, i)) gap++;
    else {
      gap = 0;
      from = i;
    }
  }
  if (from > done && isMathLow(units, from)) from--;
  // What the detectors read in front of a number: prefix, brackets, connectors.
  for (let i = Math.max(done, from - CONTEXT); i < from; i++) {
    if (((classes[units[i] as number] as number) & FOLDS) !== 0) units[i] = fold[units[i] as number] as number;
  }
  let i = from;
  for (let gap = 0; i < length && gap <= WIDEST_JOINT; ) {
    const raw = units[i] as number;
    const bits = classes[raw] as number;
    if ((bits & DIGIT) !== 0 || (raw === MATH_HIGH && isMathDigit(units, i))) {
      i = readRun(scan, i);
      gap = 0;
      continue;
    }
    if ((bits & NUMERAL) !== 0 && readSpoken(scan, i)) {
      i = scan.runEnd[scan.runCount - 1] as number;
      gap = 0;
      continue;
    }
    units[i] = fold[raw] as number;
    gap++;
    i++;
  }
  return i;
}

function isMathLow(units: Uint16Array, at: number): boolean {
  return at > 0 && units[at - 1] === MATH_HIGH && isMathDigit(units, at - 1);
}

function isMathDigit(units: Uint16Array, at: number): boolean {
  const low = units[at + 1] as number;
  return low >= MATH_DIGIT_LOW && low <= 0xdfff;
}

/** Reads the digit run that starts at `start`, folding it; returns its end. */
function readRun(scan: Tracks, start: number): number {
  const { units, length } = scan;
  const { classes, fold } = scan.lexis;
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
      if (raw === MATH_HIGH && isMathDigit(units, i)) {
        // Two units: the first becomes the digit, the second a zero-width character that belongs to it.
        units[i] = 48 + (((units[i + 1] as number) - MATH_DIGIT_LOW) % 10);
        units[i + 1] = ZERO_WIDTH;
        size++;
        i += 2;
        end = i;
        continue;
      }
      if (fold[raw] !== ZERO_WIDTH || i - end >= MOST_INVISIBLE) break;
      units[i] = ZERO_WIDTH;
      i++;
    } else break;
  }
  addRun(scan, start, end, size, 0);
  return end;
}

/**
 * Rewrites seven or more Chinese numerals in a row, which may be grouped by single separators, as digits.
 * They are taken alone: in 张三13800138000 the 三 is no digit.
 */
function readSpoken(scan: Tracks, start: number): boolean {
  const { units, length } = scan;
  const { classes, fold } = scan.lexis;
  let end = start;
  let size = 0;
  for (let i = start; i < length; i++) {
    const raw = units[i] as number;
    if (((classes[raw] as number) & NUMERAL) !== 0) {
      size++;
      end = i + 1;
    } else if (i - end >= MOST_INVISIBLE || !joinsNumerals(scan, fold[raw] as number, i)) break;
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
    if (inGroup > 0) addRun(scan, from, i, inGroup, 1);
    from = i + 1;
    inGroup = 0;
  }
  if (inGroup > 0) addRun(scan, from, end, inGroup, 1);
  return true;
}

function joinsNumerals(scan: Tracks, unit: number, at: number): boolean {
  if (unit === ZERO_WIDTH) return true;
  const next = scan.units[at + 1] as number;
  return (unit === 32 || unit === 45) && ((scan.lexis.classes[next] as number) & NUMERAL) !== 0;
}

function addRun(scan: Tracks, start: number, end: number, size: number, spoken: number): void {
  const k = scan.runCount++;
  if (k === scan.runStart.length) growRuns(scan);
  if (k > 0 && !isJoint(scan.units, scan.runEnd[k - 1] as number, start)) endCluster(scan, k);
  scan.clusterSize += size;
  scan.runStart[k] = start;
  scan.runEnd[k] = end;
  scan.runSize[k] = size;
  scan.runSpoken[k] = spoken;
}

function growRuns(scan: Tracks): void {
  const wider = scan.runStart.length * 2;
  scan.runStart = widened(scan.runStart, new Int32Array(wider));
  scan.runEnd = widened(scan.runEnd, new Int32Array(wider));
  scan.runSize = widened(scan.runSize, new Int32Array(wider));
  scan.runSpoken = widened(scan.runSpoken, new Uint8Array(wider));
  scan.runNext = widened(scan.runNext, new Int32Array(wider));
}

/** Closes the cluster that ends before run `k`: the pages, prices and times of a log line are no numbers. */
function endCluster(scan: Tracks, k: number): void {
  if (scan.clusterSize >= CLUSTER_MINIMUM) {
    for (let i = scan.numberEnd; i < scan.clusterFirst; i++) scan.runNext[i] = scan.clusterFirst;
    for (let i = scan.clusterFirst; i < k; i++) {
      scan.runNext[i] = i;
      if ((scan.runSize[i] as number) > scan.longestRun) scan.longestRun = scan.runSize[i] as number;
    }
    scan.numberEnd = k;
  }
  scan.clusterFirst = k;
  scan.clusterSize = 0;
}

function endRuns(scan: Tracks): void {
  if (scan.runCount > 0) endCluster(scan, scan.runCount);
}

/** Reports whether digits before `from` and after `to` may belong to one number: a few units between, and no colon or Latin word. */
function isJoint(units: Uint16Array, from: number, to: number): boolean {
  if (to - from > WIDEST_JOINT) return false;
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    if (unit === 58 || unit === 44 || unit === 34) return false;
    // 1.59E10, l38O0…, 351X1397…
    if (isLatin(unit) && to - from > 1) return false;
  }
  return true;
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
