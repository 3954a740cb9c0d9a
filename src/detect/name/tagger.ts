/** What the trained tagger says of a window, as evidence beside that of rules. */

import { nameOdds } from '../../model/names.ts';
import { isDivision } from '../../model/places.ts';
import { isHan } from '../../scan/scan.ts';
import { everydayWordEnd } from '../common/person.ts';
import type { Field } from './field.ts';
import { isJoint } from './gaps.ts';

/**
 * What a unit of its log-odds is worth, what names of two characters have over longer ones, and what is left of the
 * evidence beside a name once the tagger has spoken: rounded from a logistic regression over candidates in texts it had not
 * seen (isForWeighing in tools/train/folds.mjs).
 */
const WEIGHT = 0.65;
const BIAS = -0.2;
const SHORT_BONUS = 0.5;
const BESIDE_SHARE = 0.1;
/** That a window runs on to both sides the tagger has seen itself; what is worse than that it cannot know. */
const RUNS_ON = 5;
const AGAINST_SHARE = 0.35;
/** How far it moves what other evidence says, where that says more. */
const MOST_MOVED = 2;
const LEAST_MOVED = 2.5;

/** What an everyday word or a brand loses: 许可, 李宁; and what begins with one: 白沙银. */
const WORD = 6;
const WORD_INSIDE = 1.5;
const LONGEST_WORD = 6;
/** 王丽和赵磊 */
const TWO = 12;
/** From this size on a name is a foreign one, or two. */
const LONG = 5;
/** What names of places lose, and names with 已 or 都 for their last character. */
const PLACE_NAME = 3;
const LONGEST_PLACE = 5;
const ALREADY_INSIDE = 3;
const ALREADY = '已都也还';
/** · */
const DOT = 0xb7;

/**
 * What the tagger adds to the log-odds `score` of a window, of which `beside` comes from what stands beside it: it moves
 * them a little, and where it is sure it decides, since it has seen in thousands of sentences what the rules only know from
 * labels and neighbours. 0 where spaces part the name.
 */
export function taggerWeight(
  { units, length }: Field,
  start: number,
  end: number,
  score: number,
  beside: number,
): number {
  if (!isPlain(units, start, end)) return 0;
  const odds = nameOdds(units, length, start, end);
  const doubt = doubtOf(units, length, start, end);
  const bonus = end - start === 2 ? SHORT_BONUS : 0;
  const context = BESIDE_SHARE * beside + AGAINST_SHARE * Math.min(0, beside + RUNS_ON);
  const decided = WEIGHT * odds + BIAS + bonus + context - doubt;
  const moved = Math.min(doubt > 0 ? 0 : MOST_MOVED, Math.max(-LEAST_MOVED, WEIGHT * odds));
  return Math.max(moved, decided - score);
}

/** Whether the tagger would rather have a name here than nothing. */
export function isTagged({ units, length }: Field, start: number, end: number): boolean {
  return isPlain(units, start, end) && nameOdds(units, length, start, end) > 0;
}

/** Characters of the basic plane and dots: what the tagger was trained on. */
function isPlain(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if ((!isHan(unit) || (unit >= 0xd800 && unit <= 0xdfff)) && unit !== DOT) return false;
  }
  return true;
}

/** What the tagger cannot know: brands, everyday words, places, and that 王丽和赵磊 are two. */
function doubtOf(units: Uint16Array, length: number, start: number, end: number): number {
  const wordEnd = everydayWordEnd(units, start, Math.min(length, start + LONGEST_WORD));
  if (wordEnd >= end) return WORD;
  if (end - start >= LONG) for (let i = start + 2; i < end - 1; i++) if (isJoint(units[i] as number)) return TWO;
  // 呼伦贝尔
  if (end - start <= LONGEST_PLACE && isDivision(units, start, end)) return PLACE_NAME;
  // 程诚已签收
  if (end - start === 3 && ALREADY.includes(String.fromCharCode(units[end - 1] as number))) return ALREADY_INSIDE;
  return wordEnd > start ? WORD_INSIDE : 0;
}
