/** Where to look: from each cue, title, dot and neighbour to the windows it speaks for. */

import { compoundSurnameRank } from '../../data/surnames.ts';
import { isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import { characterSize, givenScore, isEverydayWord, surnameScore } from '../common/person.ts';
import { isDotPart, isFreeName } from './against.ts';
import { AFTER_TITLE, isOf } from './characters.ts';
import {
  CALL_END,
  DOES_START,
  DOT_INSIDE,
  type Field,
  INTRO_END,
  KEY_END,
  LABEL_END,
  LABEL_START,
  LOOKED,
  MEMBER_START,
  MENTION_END,
  mark,
  NEIGHBOUR,
  PREFIX_END,
  RECEIVES_START,
  ROLE_END,
  SEX_START,
  SHORT_TITLE_START,
  SOFT_TITLE_START,
  SURNAME_IS_END,
  TITLE_START,
  WEAK_KEY_END,
} from './field.ts';
import { isJoint, isSeparator, skipAdverbsBack, skipPostcode } from './gaps.ts';
import {
  DOTTED,
  FLOOR,
  FREE,
  LATIN,
  propose,
  SURNAME,
  SURNAME_PRIOR,
  WINDOW,
  weighDotted,
  weighFree,
  weighLatin,
  weighSurname,
} from './proposals.ts';
import { dotNameEnd, hanLikeness, latinNameEnd } from './shape.ts';
import { taggerWeight } from './tagger.ts';
import { isPrefix, isPrefixedWord } from './titles.ts';
import { best, bestFrom, bestTo, weigh } from './window.ts';

/** The longest value behind a label that is taken as it stands. */
const LONGEST_FREE = 14;
/** The most members of a list behind one label. */
const MOST_MEMBERS = 8;
const LEAST_MEMBER = 0.3;
/** What a surname loses that no title goes with. */
const ALONE = 2;
/** The longest label between a name and the finding it labels. */
const LONGEST_LABEL = 6;
/** The longest first part of a dot name in running text. */
const LONGEST_PART = 8;

// TITLE_START | SOFT_TITLE_START | SHORT_TITLE_START | DOES_START | RECEIVES_START | LABEL_START | NEIGHBOUR
const DOT_NAME_STOPS = 15_519;

/** Every window that the marks at one position speak for. */
export function lookAround(field: Field, at: number): void {
  const before = field.before[at] as number;
  const after = field.after[at] as number;
  // Only marked positions are cleaned after the text.
  if ((before & LOOKED) !== 0 || (before | after) === 0) return;
  field.before[at] = before | LOOKED;
  if ((before & (LABEL_END | KEY_END | WEAK_KEY_END | ROLE_END)) !== 0) lookAtValue(field, at, before);
  else if ((before & (INTRO_END | CALL_END | MENTION_END | NEIGHBOUR)) !== 0) {
    const gap = skipGap(field, at);
    const start = (before & NEIGHBOUR) !== 0 ? skipPostcode(field.units, gap) : gap;
    if (start < field.length) proposeFrom(field, start);
  }
  if ((before & DOT_INSIDE) !== 0) lookAtDot(field, at - 1);
  if ((before & SURNAME_IS_END) !== 0) lookAtSurname(field, at, at + 1, 1.5);
  if ((before & PREFIX_END) !== 0) lookAtPrefix(field, at);
  if ((after & (TITLE_START | SOFT_TITLE_START | SHORT_TITLE_START)) !== 0) lookAtTitle(field, at, after);
  if ((after & (RECEIVES_START | DOES_START | LABEL_START | SEX_START | NEIGHBOUR)) !== 0) {
    const end = skipGapBack(field, at);
    if (end > 0) proposeTo(field, end);
    if ((after & NEIGHBOUR) !== 0) proposeToLabels(field, end);
    if ((after & DOES_START) !== 0) {
      const adverbs = skipAdverbsBack(field.units, at);
      if (adverbs > 0 && adverbs < at) proposeTo(field, adverbs);
    }
  }
}

/** What the tagger takes for a name in running text. */
export function proposeTagged(field: Field, start: number, end: number): void {
  const size = end - start;
  // 小冯, 阿强: the tagger has learned both with and without what stands before the name.
  if (size === 2 && isPrefix(field.units[start] as number)) proposeSingle(field, start + 1);
  else if (size === 1 || hasTitle(field, start + 1)) proposeSingle(field, start);
  else propose(start, end, WINDOW, weigh(field, start, end));
}

/** A title begins here, and one of a single character (周总, but not 周总结) ends the word. */
function hasTitle({ units, after, length }: Field, at: number): boolean {
  const marks = after[at] as number;
  if ((marks & (TITLE_START | SOFT_TITLE_START)) !== 0) return true;
  return (marks & SHORT_TITLE_START) !== 0 && (at + 1 >= length || isOf(units[at + 1] as number, AFTER_TITLE));
}

/** A surname by itself, which stands with a title or a prefix as a rule. */
function proposeSingle(field: Field, start: number): void {
  const { before } = field;
  const isAddressed = hasTitle(field, start + 1) || ((before[start] as number) & PREFIX_END) !== 0;
  const score = weighSurname(field, start, 0) - (isAddressed ? 0 : ALONE);
  propose(
    start,
    start + 1,
    SURNAME,
    score + taggerWeight(field, start, start + 1, score, score - SURNAME_PRIOR) - (isAddressed ? 0 : ALONE),
  );
}

function proposeFrom(field: Field, start: number): void {
  const dotted = clipped(field, start, dotNameEnd(field.units, start, field.length));
  if (dotted > start) {
    propose(start, dotted, DOTTED, weighDotted(field, start, dotted));
    return;
  }
  const end = bestFrom(field, start, FLOOR);
  if (end < 0) return;
  propose(start, end, WINDOW, best.score);
  proposeBeside(field, end);
}

function proposeTo(field: Field, end: number): void {
  const start = bestTo(field, end, FLOOR);
  if (start < 0) return;
  propose(start, end, WINDOW, best.score);
  // 王丽和赵磊没来: the first of the two has no cue of its own.
  const joint = start - 1;
  if (best.score >= 0 && joint > 1 && isJoint(field.units[joint] as number)) {
    const first = bestTo(field, joint, -4);
    if (first >= 0) propose(first, joint, WINDOW, best.score);
  }
}

/** 吕秀兰地址湖北省…: before the label of the finding that begins behind `end`. */
function proposeToLabels(field: Field, end: number): void {
  for (let p = end - 1; p > 1 && end - p <= LONGEST_LABEL && isHan(field.units[p] as number); p--) {
    if (((field.after[p] as number) & LABEL_START) !== 0) proposeTo(field, p);
  }
}

/** 联系王丽和赵磊: the second of the two. */
function proposeBeside(field: Field, joint: number): void {
  if (best.score < 0 || !isJoint(field.units[joint] as number)) return;
  const end = bestFrom(field, joint + 1, FLOOR);
  if (end >= 0) propose(joint + 1, end, WINDOW, best.score);
}

/** A field's value: an ordinary name, a dot name, a romanised one, or behind a strong label whatever stands there. */
function lookAtValue(field: Field, at: number, bits: number): void {
  const { units, length } = field;
  const start = skipGap(field, at);
  if (start >= length) return;
  const separated = hasSeparator(units, at, start);
  const strong = (bits & (LABEL_END | KEY_END)) !== 0 && separated;
  if (strong && !isPlaceholder(field, start)) {
    const latin = latinNameEnd(units, start, length);
    if (latin > start) {
      propose(start, latin, LATIN, weighLatin(field, start, latin));
      return;
    }
    if ((bits & LABEL_END) !== 0 || isHan(units[start] as number)) {
      const end = valueEnd(field, start);
      if (end > start && isFreeName(field, start, end)) propose(start, end, FREE, weighFree(field, start, end));
    }
  }
  proposeFrom(field, start);
  if (separated) lookAtMembers(field, start);
}

/** 抄送：陈思远、刘博，李雪琴 and ["陈思远","刘博"]: what follows the first of a list, as long as each looks like a name. */
function lookAtMembers(field: Field, first: number): void {
  const { units, before } = field;
  let start = first;
  for (let count = 1; count < MOST_MEMBERS; count++) {
    let end = start;
    while (end - start < 5 && isHan(units[end] as number)) end++;
    if (hanLikeness(units, start, end) < LEAST_MEMBER) return;
    start = skipListMark(units, end);
    if (start === end) return;
    mark(field, start, MEMBER_START);
    end = bestFrom(field, start, FLOOR);
    if (end < 0 || best.score < 0 || isKey(units, end)) {
      before[start] = (before[start] as number) & ~MEMBER_START;
      return;
    }
    propose(start, end, WINDOW, best.score);
  }
}

/** Over one mark between members with its quotes and spaces: `、`, `, `, `","`; else `at`. */
function skipListMark(units: Uint16Array, at: number): number {
  let p = at;
  while (p < at + 2 && (units[p] === 32 || isQuote(units[p] as number))) p++;
  const unit = units[p] as number;
  if (unit !== 0x3001 && unit !== 44 && unit !== 59 && unit !== 47) return at;
  p++;
  while (p < at + 5 && (units[p] === 32 || isQuote(units[p] as number))) p++;
  return p;
}

/** 陈先生, 司马老师, 林(女士): the surname alone; a full name before a title is found as such. */
function lookAtTitle(field: Field, at: number, bits: number): void {
  const { units } = field;
  let end = at;
  if (end > 1 && (units[end - 1] === 40 || units[end - 1] === 32)) end--;
  if (end < 1 || !isHan(units[end - 1] as number)) return;
  const soft = (bits & TITLE_START) === 0;
  if (!soft || end === at) {
    const start = bestTo(field, end, FLOOR);
    if (start >= 0) propose(start, end, WINDOW, best.score);
  }
  if (soft && end !== at) return;
  if (soft && (bits & SOFT_TITLE_START) === 0 && !isOf(units[at + 1] as number, AFTER_TITLE) && at + 1 < field.length)
    return;
  let start = end - 1;
  if (end > 1 && compoundSurnameRank(units[end - 2] as number, units[end - 1] as number) > 0) start = end - 2;
  else if (start > 0 && characterSize(units, start - 1) === 2) start--;
  // 谢谢老板: the last character of a word is no surname.
  if (soft && (isEverydayWord(units, start, at + 2) || (start > 0 && isEverydayWord(units, start - 1, end)))) return;
  lookAtSurname(field, start, end, titleWeight(field, start, end, at, soft));
}

/** What a title says of the surname before it: more where a role or a call leads there, or where it stands in brackets. */
function titleWeight({ units, before }: Field, start: number, end: number, at: number, isSoft: boolean): number {
  // 司机蒲师傅, 麻烦祝师傅
  if (isSoft) return ((before[start] as number) & (ROLE_END | CALL_END)) !== 0 ? 2.2 : 0.75;
  const isOpen = start === 0 || !isHan(units[start - 1] as number);
  return end !== at ? 2.8 : isOpen ? 2.6 : 2.3;
}

/** A surname that stands alone, with `bonus` for what made us look. */
function lookAtSurname(field: Field, start: number, end: number, bonus: number): void {
  if (end > field.length || !isHan(field.units[start] as number) || isDotPart(field.units, start, end)) return;
  const score = weighSurname(field, start, bonus);
  // 贺总, 柯医生: of surnames that are words as well the tagger knows when they are none.
  propose(start, end, SURNAME, score + Math.max(0, taggerWeight(field, start, end, score, score - SURNAME_PRIOR)));
}

/** 小冯, 老蒋, 阿强: only where a border or a verb follows, and better where a border or a verb goes before. */
function lookAtPrefix(field: Field, at: number): void {
  const { units, before, after } = field;
  if (at >= field.length || !isHan(units[at] as number)) return;
  const follows = at + 1 === field.length || isOf(units[at + 1] as number, AFTER_TITLE);
  if (!follows && ((after[at + 1] as number) & (DOES_START | NEIGHBOUR)) === 0) return;
  if (isPrefixedWord(units[at - 1] as number, units[at] as number)) return;
  const previous = at > 1 ? (units[at - 2] as number) : 0;
  const isOpen =
    !isHan(previous) || isJoint(previous) || ((before[at - 1] as number) & (CALL_END | ROLE_END | LABEL_END)) !== 0;
  // 阿 goes before given characters as well: 阿强, 阿珍.
  const isA = units[at - 1] === 0x963f;
  if (isA && (!isOpen || givenScore(units, at) < 0.6)) return;
  lookAtSurname(field, at, at + 1, isA ? 2.5 - surnameScore(units, at) : isOpen ? 1.8 : 0.3);
}

export function lookAtDots(scan: Scan, field: Field): void {
  let past = 0;
  for (let i = 0; i < scan.markCount; i++) {
    const at = scan.markAt[i] as number;
    if (field.units[at] === 0xb7 && at >= past) past = lookAtDot(field, at);
  }
}

/** Proposes the dot name around the dot at `at`; returns where to go on. */
function lookAtDot(field: Field, at: number): number {
  const { units, before } = field;
  const stops = LABEL_END | ROLE_END | CALL_END | INTRO_END | NEIGHBOUR;
  let end = at + 1;
  let bestStart = -1;
  let bestScore = FLOOR;
  for (let start = at - 1; start >= 0 && at - start <= LONGEST_PART && isHan(units[start] as number); start--) {
    const to = clipped(field, start, dotNameEnd(units, start, field.length));
    if (to > start) {
      end = to;
      const score = weighDotted(field, start, to);
      if (score >= bestScore) {
        bestScore = score;
        bestStart = start;
      }
    }
    if (((before[start] as number) & stops) !== 0) break;
  }
  if (bestStart >= 0) propose(bestStart, end, DOTTED, bestScore);
  return end;
}

/** A dot name ends where its title, a verb or a label begins: 艾合买提·司马义老师. */
function clipped({ units, after }: Field, start: number, end: number): number {
  let p = end - 1;
  while (p > start && units[p] !== 0xb7 && units[p] !== 46) p--;
  for (p += 2; p < end; p++) if (((after[p] as number) & DOT_NAME_STOPS) !== 0) return p;
  return end;
}

/** `<姓名>`, `[NAME]`: what a mask left behind. */
function isPlaceholder({ units, length }: Field, start: number): boolean {
  const open = start > 0 ? (units[start - 1] as number) : 0;
  if (open !== 60 && open !== 91) return false;
  const close = open === 60 ? 62 : 93;
  for (let p = start; p < length && p - start <= LONGEST_FREE; p++) if (units[p] === close) return true;
  return false;
}

/** Over separators to where a value begins. */
function skipGap({ units, length, before }: Field, at: number): number {
  let p = at;
  while (p < length && p - at < 6) {
    const unit = units[p] as number;
    // `"remark":"收货人:","phone":…`: behind the closing quote begins another field.
    if (unit === 44 && p > at && isQuote(units[p - 1] as number)) return length;
    const isIs = (unit === 0x662f || unit === 0x4e3a) && ((before[at] as number) & NEIGHBOUR) === 0;
    if (unit !== ZERO_WIDTH && !isIs && !isSeparator(unit)) break;
    p++;
  }
  return p;
}

function skipGapBack({ units }: Field, at: number): number {
  let p = at;
  while (p > 0 && at - p < 6 && (units[p - 1] === ZERO_WIDTH || isSeparator(units[p - 1] as number))) {
    p--;
    const unit = units[p - 1] as number;
    if ((unit === 0x7537 || unit === 0x5973) && p > 1 && isSeparator(units[p - 2] as number)) p--;
  }
  return p;
}

function hasSeparator(units: Uint16Array, from: number, to: number): boolean {
  // 收: holds its separator itself.
  for (let i = Math.max(0, from - 1); i < to; i++) {
    const unit = units[i] as number;
    if (unit === 58 || unit === 61 || unit === 34 || unit === 62 || unit === 9 || unit === 124) return true;
  }
  return false;
}

function isQuote(unit: number): boolean {
  return unit === 34 || unit === 39;
}

/** Reports whether what ends at `end` is itself the name of a field: `phone":`, `phone =`. */
function isKey(units: Uint16Array, end: number): boolean {
  let p = end;
  while (p < end + 6 && (units[p] === 92 || units[p] === 32 || isQuote(units[p] as number))) p++;
  return units[p] === 58 || units[p] === 61;
}

/** The end of a labelled value: a line, a comma, a quote, or a space before something else. */
function valueEnd({ units, length, after }: Field, start: number): number {
  let p = start;
  while (p < length && p - start <= LONGEST_FREE) {
    const unit = units[p] as number;
    if (!isHan(unit) && !isLatin(unit) && unit !== 0xb7) break;
    if (p > start && ((after[p] as number) & (NEIGHBOUR | LABEL_START)) !== 0) break;
    p++;
  }
  if (p - start > LONGEST_FREE || p - start < 2) return start;
  if (isKey(units, p)) return start;
  const unit = units[p] as number;
  return unit >= 48 && unit <= 57 && ((after[p] as number) & NEIGHBOUR) === 0 ? start : p;
}
