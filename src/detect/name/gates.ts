/**
 * The places worth a look. Cues are everyday words (给, 用户, 总): nearly all of them are turned away here by what the
 * characters beside them are, before anything is marked or weighed. A gate may only reject what no weighing could save,
 * and looks at nothing but the units around its cue.
 */

import { compoundSurnameFirsts, compoundSurnameRank } from '../../data/surnames.ts';
import { type CueSet, isDigit, isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import type { Report } from '../../types.ts';
import {
  FIRST_BEYOND,
  FIRST_HAN,
  givenScore,
  givenScores,
  isEverydayWord,
  LAST_BEYOND,
  LAST_HAN,
  nameLikeness,
  singleSurnameScore,
  surnameScores,
} from '../common/person.ts';
import { ADVERBS, AFTER_TITLE, isOf, LEADER, TIME_END } from './characters.ts';
import {
  CALL_END,
  DOT_INSIDE,
  isAlone,
  isTag,
  KEY_END,
  LABEL_END,
  MENTION_END,
  marksOf,
  marksOfUnits,
  neighbourBit,
  PREFIX_END,
  RECEIVES_START,
  SEX_START,
  SHORT_TITLE_START,
  SOFT_TITLE_START,
  SURNAME_IS_END,
  TITLE_START,
  WEAK_KEY_END,
} from './field.ts';
import { isJoint, isSeparator, skipAdverbsBack, skipPostcode } from './gaps.ts';
import { DOES } from './labels.ts';
import { soundsLikeName, TRANSLITERATION } from './shape.ts';
import { isPrefixedWord, SOFT_TITLE_UNITS } from './titles.ts';

/** Likeness below which a window has no chance; before a title even a word may have one. */
const LEAST_BEHIND = 0.3;
/** With a telephone number in the next field of the record. */
const LEAST_BEHIND_KEY = -1;
const LEAST_BEFORE_VERB = 0.8;
const LEAST_BEFORE_RECEIVES = -0.8;
const LEAST_BEFORE_TITLE = -7.5;
/** What a window has to make up for that goes on to the left without a break. */
const RUNS_ON = 2.5;
/** How far from a finding a key of one letter is looked for. */
const LETTER_KEY_REACH = 40;
/** A name that stands alone with its title. */
const LEAST_SURNAME = -1;

/** Positions to look around; a position may stand here twice. */
export const places = { count: 0, at: /* @__PURE__ */ new Int32Array(64), hasDots: false };

/** Cues whose value has to look like a name by itself. */
// MENTION_END | WEAK_KEY_END | ROLE_END | CALL_END | INTRO_END | SURNAME_IS_END
const NEEDS_NAME = 636;
/** Titles stand behind surnames as well, which may end in anything: 司徒先生. */
// TITLE_START | SOFT_TITLE_START | SHORT_TITLE_START
const TITLES = 131;
/** What hardly ever stands in a given name scores less. */
const COMMON_GIVEN = -1.6;
/** Surnames that are rarer begin no name that these cues could prove. */
const RAREST = -2.7;

/** Behind the last unit that `isSeparator` knows. */
const LAST_SEPARATOR = 0x3012;
/** Bits of `edges`: a name may begin, may end with a unit, or separators between it and its cue. */
const BEGINS = 1;
const ENDS = 2;

let edges: Uint8Array | undefined;
let verbFirsts: Uint8Array | undefined;

/** Gathers the places of a text; false when there is none. */
export function findPlaces(scan: Scan, report: Report): boolean {
  places.count = 0;
  places.hasDots = false;
  const { units, length } = scan;
  edges ??= buildEdges();
  const table = edges;
  // Most cues stand beside something that begins or ends no name: one load turns them away.
  for (let k = 0; k < scan.hitCount; k++) {
    const marks = marksOf(scan.hitSet[k] as CueSet);
    if (marks === 0) continue;
    const start = scan.hitStart[k] as number;
    const end = scan.hitEnd[k] as number;
    const ends = marks & 0xffff;
    if (ends !== 0 && ((ends & NEEDS_NAME) === 0 || ((table[units[end] as number] as number) & BEGINS) !== 0)) {
      if (opensValue(units, length, end, ends) && !isTag(units, start, end)) push(end);
    }
    const starts = marks >>> 16;
    if (starts !== 0 && start > 0) {
      if ((starts & TITLES) === 0 && ((table[units[start - 1] as number] as number) & ENDS) === 0) continue;
      if (closesValue(units, length, start, end, starts)) push(start);
    }
  }
  const marked = marksOfUnits();
  for (let k = 0; k < scan.markCount; k++) {
    const at = scan.markAt[k] as number;
    const marks = marked[units[at] as number] as number;
    const ends = marks & 0xffff;
    const starts = marks >>> 16;
    if (ends !== 0) {
      if (ends === PREFIX_END) {
        if (followsPrefix(units, length, at)) push(at + 1);
      } else if (((table[units[at + 1] as number] as number) & BEGINS) !== 0) {
        if (opensValue(units, length, at + 1, ends)) push(at + 1);
      }
    } else if (starts !== 0) {
      if (at === 0) continue;
      if ((starts & TITLES) === 0 && ((table[units[at - 1] as number] as number) & ENDS) === 0) continue;
      if (closesValue(units, length, at, at + 1, starts)) push(at);
    } else if (units[at] === 0xb7 && isHan(units[at + 1] as number) && at > 0 && isHan(units[at - 1] as number))
      places.hasDots = true;
  }
  for (let k = 0; k < report.count; k++) {
    if (neighbourBit(report, k) === 0) continue;
    const start = report.startOf(k);
    const end = report.endOf(k);
    if (start < 0 || end > length) continue;
    // Beside a finding even an unheard-of name is one: only what is no Han character at all is turned away.
    if (isHan(units[overGapBack(units, start)] as number)) push(start);
    if (isHan(units[skipPostcode(units, overGap(units, end, length))] as number)) push(end);
    passLetterKeys(units, length, start, end);
  }
  return places.count > 0 || places.hasDots;
}

/** `{"n":"诸葛明","tel":"159…"}`: a key of one letter near a finding. */
function passLetterKeys(units: Uint16Array, length: number, start: number, end: number): void {
  const stop = Math.min(length - 2, end + LETTER_KEY_REACH);
  for (let p = Math.max(1, start - LETTER_KEY_REACH); p < stop; p++) {
    if (p === start) p = end;
    if (units[p] === 110 && units[p - 1] === 34 && units[p + 1] === 34 && units[p + 2] === 58) push(p + 3);
  }
}

/** Reports whether a name may follow a cue that ends at `end`. */
function opensValue(units: Uint16Array, length: number, end: number, bits: number): boolean {
  if ((bits & DOT_INSIDE) !== 0) return isHan(units[end] as number);
  if ((bits & SURNAME_IS_END) !== 0) return singleSurnameScore(units[end] as number) > LEAST_SURNAME;
  const at = overGap(units, end, length);
  const unit = units[at] as number;
  if ((bits & LABEL_END) !== 0) return isHan(unit) || isLatin(unit);
  if ((bits & KEY_END) !== 0) return isHan(unit) || (unit >= 65 && unit <= 90);
  if ((bits & (CALL_END | MENTION_END)) !== 0 && at - end > 1) return false;
  return mayStandFrom(units, at, length, (bits & WEAK_KEY_END) !== 0 ? LEAST_BEHIND_KEY : LEAST_BEHIND);
}

/** Reports whether a name may stand before a cue at [start, end). */
function closesValue(units: Uint16Array, length: number, start: number, end: number, bits: number): boolean {
  if ((bits & TITLE_START) !== 0) return mayTakeTitle(units, start);
  if ((bits & SEX_START) !== 0 && !isAlone(units, start)) return false;
  if ((bits & (SOFT_TITLE_START | SHORT_TITLE_START)) !== 0) return mayTakeSoftTitle(units, length, start, end);
  let at = start;
  if (!isHan(units[start - 1] as number)) {
    at = overGapBack(units, start) + 1;
    if (at === 0 || !isHan(units[at - 1] as number)) return false;
  }
  if ((bits & RECEIVES_START) !== 0) return start - at <= 1 && mayStandTo(units, at, LEAST_BEFORE_RECEIVES);
  if (mayStandTo(units, at, LEAST_BEFORE_VERB)) return true;
  const adverbs = skipAdverbsBack(units, start);
  return adverbs < start && adverbs > 0 && mayStandTo(units, adverbs, LEAST_BEFORE_VERB);
}

function mayTakeTitle(units: Uint16Array, start: number): boolean {
  let at = start;
  if (at > 1 && (units[at - 1] === 40 || units[at - 1] === 32)) at--;
  return (
    isHan(units[at - 1] as number) &&
    (mayBeSurname(units, at, LEAST_SURNAME) || mayStandTo(units, at, LEAST_BEFORE_TITLE))
  );
}

function mayTakeSoftTitle(units: Uint16Array, length: number, start: number, end: number): boolean {
  if (!isHan(units[start - 1] as number))
    return units[start - 1] === 32 && mayStandTo(units, start - 1, LEAST_BEFORE_VERB);
  if (end - start === 1 && end < length && !isOf(units[end] as number, AFTER_TITLE)) return false;
  // 谢谢老板: the last character of a word is no surname.
  const least = end - start === 1 ? LEAST_SURNAME + 1 : LEAST_SURNAME;
  if (mayBeSurname(units, start, least) && (start < 2 || !isEverydayWord(units, start - 2, start))) return true;
  return mayStandTo(units, start, LEAST_BEFORE_VERB);
}

/** A surname that ends at `end`. */
function mayBeSurname(units: Uint16Array, end: number, least: number): boolean {
  const last = units[end - 1] as number;
  if (singleSurnameScore(last) > least) return true;
  return end > 1 && compoundSurnameRank(units[end - 2] as number, last) > 0;
}

/** 小陈, 老刘, 阿强 before a border, a verb, a title's follower or a number. */
function followsPrefix(units: Uint16Array, length: number, at: number): boolean {
  if (at + 1 >= length) return false;
  // 阿 goes before given characters as well: 阿强, 阿珍.
  const isA = units[at] === 0x963f;
  if (isA ? givenScore(units, at + 1) < 0.6 : singleSurnameScore(units[at + 1] as number) < 0) return false;
  if (isPrefixedWord(units[at] as number, units[at + 1] as number)) return false;
  const next = units[at + 2] as number;
  return at + 2 === length || isOf(next, AFTER_TITLE) || isDigit(next) || startsVerb(next) || !isHan(next);
}

/** Reports whether a window that begins at `at` may reach `least`, whatever stands around it. */
function mayStandFrom(units: Uint16Array, at: number, length: number, least: number): boolean {
  const surname = singleSurnameScore(units[at] as number);
  const second = units[at + 1] as number;
  if (second === 32 || second === ZERO_WIDTH) return surname > LEAST_SURNAME && isHan(units[at + 2] as number);
  if (!isHan(second)) return false;
  if (compoundSurnameRank(units[at] as number, second) > 0) return true;
  if (surname < RAREST) return false;
  const third = units[at + 2] as number;
  if (third === ZERO_WIDTH || (third === 32 && isHan(units[at + 3] as number))) return surname > LEAST_SURNAME;
  const two = surname + givenScore(units, at + 1);
  if (two - 0.5 >= least && nameLikeness(units, at, at + 2) >= least) return true;
  if (!isHan(third) || at + 2 >= length) return false;
  return two + givenScore(units, at + 2) + 0.4 >= least && nameLikeness(units, at, at + 3) >= least;
}

/** The same for a window that ends at `end`. */
function mayStandTo(units: Uint16Array, end: number, least: number): boolean {
  if (end < 2) return false;
  const last = givenScore(units, end - 1);
  const second = units[end - 2] as number;
  if (second === 32 || second === ZERO_WIDTH || (end > 2 && (units[end - 3] === 32 || units[end - 3] === ZERO_WIDTH)))
    return last > COMMON_GIVEN;
  if (!isHan(second)) return false;
  if (end > 3 && soundsLikeName(units, end - 4)) return true;
  if (last <= COMMON_GIVEN && end > 2) return false;
  if (stands(units, end - 2, end, least, singleSurnameScore(second) + last - 0.5)) return true;
  if (end < 3 || !isHan(units[end - 3] as number)) return false;
  const first = singleSurnameScore(units[end - 3] as number);
  if (stands(units, end - 3, end, least, first + givenScore(units, end - 2) + last + 0.4)) return true;
  if (compoundSurnameRank(units[end - 3] as number, second) > 0) return true;
  return end > 3 && compoundSurnameRank(units[end - 4] as number, units[end - 3] as number) > 0;
}

function stands(units: Uint16Array, start: number, end: number, least: number, most: number): boolean {
  const before = start > 0 ? (units[start - 1] as number) : 0;
  const wanted = isHan(before) && !isOf(before, LEADER | TIME_END) && !isJoint(before) ? least + RUNS_ON : least;
  return most >= wanted && nameLikeness(units, start, end) >= wanted;
}

function overGap(units: Uint16Array, at: number, length: number): number {
  let p = at;
  while (p < length && p - at < 6) {
    const unit = units[p] as number;
    if (unit !== ZERO_WIDTH && unit !== 0x662f && unit !== 0x4e3a && !isSeparator(unit)) break;
    p++;
  }
  return p;
}

/** The last unit before the separators that end at `at`; -1 when there is none. */
function overGapBack(units: Uint16Array, at: number): number {
  let p = at - 1;
  while (p >= 0 && at - p <= 6) {
    const unit = units[p] as number;
    if (unit !== ZERO_WIDTH && !isSeparator(unit) && unit !== 0x7537 && unit !== 0x5973) break;
    p--;
  }
  return p;
}

function startsVerb(unit: number): boolean {
  if (verbFirsts === undefined) {
    verbFirsts = new Uint8Array(65536);
    for (const word of (DOES.words ?? '').split(' ')) verbFirsts[word.charCodeAt(0)] = 1;
    for (let i = 0; i < SOFT_TITLE_UNITS.length; i++) verbFirsts[SOFT_TITLE_UNITS.charCodeAt(i)] = 1;
  }
  return verbFirsts[unit] === 1;
}

function buildEdges(): Uint8Array {
  const built = new Uint8Array(65536);
  const add = (unit: number, bits: number): void => {
    built[unit] = (built[unit] as number) | bits;
  };
  for (let unit = 0; unit < LAST_SEPARATOR; unit++) if (isSeparator(unit)) add(unit, BEGINS | ENDS);
  add(ZERO_WIDTH, BEGINS | ENDS);
  add(0x662f, BEGINS);
  add(0x4e3a, BEGINS);
  const surnames = surnameScores();
  const givens = givenScores();
  for (let unit = FIRST_HAN; unit < LAST_HAN; unit++) {
    const surname = surnames[unit] as number;
    const ends = surname > LEAST_SURNAME || (givens[unit] as number) > COMMON_GIVEN ? ENDS : 0;
    built[unit] = (built[unit] as number) | (surname >= RAREST ? BEGINS | ends : ends);
  }
  for (let unit = FIRST_BEYOND; unit <= LAST_BEYOND; unit++) add(unit, ENDS);
  for (const unit of compoundSurnameFirsts()) add(unit, BEGINS);
  for (let i = 0; i < ADVERBS.length; i++) add(ADVERBS.charCodeAt(i), ENDS);
  for (let i = 0; i < TRANSLITERATION.length; i++) add(TRANSLITERATION.charCodeAt(i), ENDS);
  return built;
}

/** One more place, for the caller who knows of it. */
export function addPlace(at: number): void {
  push(at);
}

function push(at: number): void {
  if (places.count > 0 && places.at[places.count - 1] === at) return;
  if (places.count === places.at.length) {
    const wider = new Int32Array(places.count * 2);
    wider.set(places.at);
    places.at = wider;
  }
  places.at[places.count++] = at;
}
