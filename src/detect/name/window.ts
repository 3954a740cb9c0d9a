/**
 * Scores a window: is units[start, end) a name here? This is the one place where evidence is weighed; what the trained
 * tagger says of a window is in tagger.ts.
 *
 * Everything that speaks for a window depends on its start, its end or its own characters, so a window weighs the same
 * from whatever side it was proposed.
 */

import { isDigit, isHan, isLatin } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import type { Report } from '../../types.ts';
import { nameLikeness, surnameScore, WORD_PENALTY } from '../common/person.ts';
import { couldBeBoth, endsLikePlace, holdsLabel, isDotPart, isMasked, namesOrganisation } from './against.ts';
import { FOLLOWER, isOf, LEADER, TIME_END } from './characters.ts';
import {
  CALL_END,
  CARD,
  DOES_START,
  type Field,
  INTRO_END,
  KEY_END,
  LABEL_END,
  LABEL_START,
  MEMBER_START,
  MENTION_END,
  NEIGHBOUR,
  PHONE,
  PLACE,
  PROVINCE_START,
  RECEIVES_START,
  ROLE_END,
  SEX_START,
  SHORT_TITLE_START,
  SOFT_TITLE_START,
  TITLE_START,
  WEAK_KEY_END,
} from './field.ts';
import { isGap, isJoint, isPostcode, skipAdverbs } from './gaps.ts';
import { hanLikeness, isWhole, mayBegin } from './shape.ts';
import { isTagged, taggerWeight } from './tagger.ts';

/** How sure a stretch is a name before anything is known. */
const PRIOR = -4;
/** What a window loses that goes on without a break. */
const RUNS_ON = 2.5;
/** What looks less like a name is none, whatever stands beside it. */
const LEAST_LIKENESS = -7;
/** Units between a name and what stands beside it. */
const GAP = 8;
/** Units between a field's value and the value of the next field. */
const RECORD = 24;

/** What the last `weighLeft` or `weighRight` saw at the border. */
const side = {
  neighbour: false,
  closed: false,
  glued: false,
  keyed: false,
  labelled: false,
  cued: false,
  mentioned: false,
  titled: false,
};

/** Log-odds of the window with all its evidence; written to `report` when given, for the candidate added last. */
export function weigh(field: Field, start: number, end: number, report?: Report): number {
  const { units } = field;
  // A part of 艾合买提·司马义 is no name by itself.
  if (!isWhole(units, start, end) || isDotPart(units, start, end)) return Number.NEGATIVE_INFINITY;
  let likeness = hanLikeness(units, start, end);
  if (likeness < LEAST_LIKENESS) {
    // 克林顿 and 萨芬 have no surname: the tagger may know them all the same.
    if (!isTagged(field, start, end)) return Number.NEGATIVE_INFINITY;
    likeness = LEAST_LIKENESS;
  }
  report?.because('likeness', likeness);
  let score = PRIOR + likeness;
  score += weighLeft(field, start, report);
  const isLeftNeighbour = side.neighbour;
  const isLeftClosed = side.closed;
  const isLeftGlued = side.glued;
  const isKeyed = side.keyed;
  const isMentioned = side.mentioned;
  const isLabelled = side.labelled;
  const isCued = side.cued;
  score += weighRight(field, end, report);
  // The whole stretch between a neighbour and the next border is this window: glued waybills.
  if ((isLeftNeighbour && (side.neighbour || side.closed)) || (side.neighbour && isLeftClosed)) {
    // Glued, or alone between two findings, even an unheard-of name can be nothing else.
    const known = surnameScore(units, start) > -2.5 || likeness > 0;
    const weight = known && ((isLeftGlued && side.glued) || (isLeftNeighbour && side.neighbour)) ? 4.2 : 2;
    report?.because('fills-gap', weight);
    score += weight;
  }
  if (isMentioned && units[end] !== 32) {
    report?.because('against:nickname', -1.5);
    score -= 1.5;
  }
  if (isKeyed && endsValue(units[end] as number)) {
    report?.because('whole-value', 0.6);
    score += 0.6;
    if (hasPhoneInRecord(field, end)) {
      report?.because('record-phone', 1.5);
      score += 1.5;
    }
  }
  // 收货人：高峰, 高峰先生: what is an everyday word elsewhere is a name behind a label or before a title, when all of it could be one.
  const isTitled = side.titled && (isLeftClosed || isCued);
  const isBounded = isTitled || (isLabelled && !isHan(units[end] as number));
  if (isBounded && couldBeBoth(units, start, end, likeness)) {
    report?.because('labelled-word', WORD_PENALTY);
    score += WORD_PENALTY;
  }
  if (isTitled && surnameScore(units, start) >= -0.2) {
    report?.because('fills-clause', 2);
    score += 2;
  }
  if (isMasked(units, start, end)) {
    report?.because('against:masked', -9);
    score -= 9;
  }
  if (holdsLabel(field, start, end)) {
    report?.because('against:label', -6);
    score -= 6;
  }
  if (namesOrganisation(field, start, end)) {
    report?.because('against:organisation', -7);
    score -= 7;
  }
  if (endsLikePlace(units, start, end)) {
    report?.because('against:place', -6);
    score -= 6;
  }
  const tagger = taggerWeight(field, start, end, score, score - PRIOR - likeness);
  report?.because('tagger', tagger);
  return score + tagger;
}

/** The best window that begins at `start`, as its end; -1 when none is worth a word. Its score is in `best.score`. */
export function bestFrom(field: Field, start: number, floor: number): number {
  const { units, length, after } = field;
  if (!mayBegin(units, start)) return -1;
  let found = -1;
  best.score = floor;
  let size = 0;
  let spaced = false;
  let isSpread = false;
  for (let end = start + 1; end <= length && size < 8; end++) {
    const unit = units[end - 1] as number;
    if (unit === ZERO_WIDTH) continue;
    if (unit === 32 && !spaced && size >= 1 && isHan(units[end] as number)) {
      spaced = true;
      isSpread = size === 1;
      continue;
    }
    // 吕 秀 兰: every character by itself.
    if (unit === 32 && isSpread && size === 2 && isHan(units[end] as number) && !isHan(units[end + 1] as number)) {
      isSpread = false;
      continue;
    }
    if (!isHan(unit)) break;
    if (end - 1 > start && ((after[end - 1] as number) & (NEIGHBOUR | PROVINCE_START)) !== 0) break;
    size++;
    if (size < 2) continue;
    if (spaced && size > 4) break;
    const score = weigh(field, start, end);
    if (score > best.score) {
      best.score = score;
      found = end;
    }
  }
  return found;
}

/** The best window that ends at `end`, as its start; -1 when none is. */
export function bestTo(field: Field, end: number, floor: number): number {
  const { units, before } = field;
  let found = -1;
  best.score = floor;
  let size = 0;
  let spaced = false;
  for (let start = end - 1; start >= 0 && size < 8; start--) {
    const unit = units[start] as number;
    if (unit === ZERO_WIDTH) continue;
    if (unit === 32 && !spaced && size >= 1 && size <= 2 && start > 0 && isHan(units[start - 1] as number)) {
      spaced = true;
      continue;
    }
    if (!isHan(unit)) break;
    if (start + 1 < end && ((before[start + 1] as number) & NEIGHBOUR) !== 0) break;
    size++;
    if (size < 2) continue;
    if (spaced && size > 3) break;
    if (!mayBegin(units, start)) continue;
    const score = weigh(field, start, end);
    if (score > best.score) {
      best.score = score;
      found = start;
    }
  }
  return found;
}

/** The score of the window that `bestFrom` or `bestTo` found last. */
export const best = { score: 0 };

/** Evidence to the left of a name that begins at `at`. */
export function weighLeft(field: Field, at: number, report?: Report): number {
  const { units, before } = field;
  side.neighbour = false;
  side.closed = false;
  side.glued = true;
  side.keyed = false;
  side.mentioned = false;
  side.labelled = false;
  side.cued = false;
  let separated = false;
  let strong = false;
  let postcode = false;
  for (let p = at, gap = 0; p >= 0 && gap <= GAP; p--, gap++) {
    const bits = before[p] as number;
    if (bits !== 0) {
      const mark = markLeft(bits, gap, separated, strong || (p > 0 && units[p - 1] === 58), report);
      if (mark !== 0) {
        side.cued = true;
        return mark;
      }
    }
    if (p === 0) {
      side.closed = true;
      return told(report, 'border', 0.4);
    }
    const unit = units[p - 1] as number;
    // `"收货人:","张…`: a label does not reach over the end of its own value.
    if (unit === 44 && p > 1 && (units[p - 2] === 34 || units[p - 2] === 39)) return told(report, 'border', 0.2);
    if (unit === 58 || unit === 61 || unit === 62 || unit === 34) strong = true;
    if (gap === 0 && isHan(unit)) {
      if (isOf(unit, LEADER)) return coordination(field, p - 1, report);
      if (isOf(unit, TIME_END) && p > 1 && '今昨明前后上下中'.includes(String.fromCharCode(units[p - 2] as number)))
        return told(report, 'time-before', 0.2);
      return told(report, 'against:runs-on-left', -RUNS_ON);
    }
    side.glued = false;
    if (!isGap(units, p - 1, -1)) {
      // 邮编 between an address and the name.
      if (isDigit(unit) && !postcode && isPostcode(units, p)) {
        p -= 5;
        postcode = true;
        separated = true;
        continue;
      }
      side.closed = gap > 0;
      if (gap > 0) return told(report, 'border', 0.2);
      if (isDigit(unit)) return told(report, 'digit-left', -0.5);
      if (isLatin(unit) || unit === 42 || unit === 95) return told(report, 'against:letter-left', -2);
      side.closed = true;
      return told(report, 'border', 0.3);
    }
    if (unit === 10 || unit === 13) {
      // A label and its value may stand on two lines, a name and its phone do as a rule.
      if (gap > 3) break;
    }
    separated = true;
  }
  side.closed = true;
  return told(report, 'border', 0.3);
}

function markLeft(bits: number, gap: number, separated: boolean, strong: boolean, report?: Report): number {
  if ((bits & NEIGHBOUR) !== 0) {
    side.neighbour = true;
    return neighbourWeight(bits, gap, true, report);
  }
  side.labelled = (bits & KEY_END) !== 0 || ((bits & LABEL_END) !== 0 && strong);
  if ((bits & LABEL_END) !== 0) return told(report, 'cue:label', strong ? 5 : separated ? 4.2 : 2.5);
  if ((bits & KEY_END) !== 0) return told(report, 'cue:key', 4.5);
  if ((bits & INTRO_END) !== 0) return told(report, 'cue:intro', 2.5);
  side.keyed = (bits & WEAK_KEY_END) !== 0 && strong;
  if (side.keyed) return told(report, 'cue:weak-key', 2.5);
  if ((bits & ROLE_END) !== 0) return told(report, 'cue:role', strong ? 3 : 1.5);
  side.mentioned = (bits & MENTION_END) !== 0 && gap === 0;
  if (side.mentioned) return told(report, 'cue:mention', 1.7);
  if ((bits & CALL_END) !== 0 && gap <= 1) return told(report, 'cue:call', 1.3);
  if ((bits & MEMBER_START) !== 0 && gap === 0) return told(report, 'cue:list', 2.8);
  return 0;
}

/** Evidence to the right of a name that ends at `at`. */
export function weighRight(field: Field, at: number, report?: Report): number {
  const { units, length, after } = field;
  side.neighbour = false;
  side.closed = false;
  side.glued = true;
  side.titled = false;
  for (let p = at, gap = 0; p <= length && gap <= GAP; p++, gap++) {
    const bits = after[p] as number;
    if (bits !== 0) {
      const mark = markRight(field, p, bits, gap, report);
      if (mark !== 0) return mark;
    }
    if (p === length) {
      side.closed = true;
      return told(report, 'border', 0.4);
    }
    const unit = units[p] as number;
    side.glued = false;
    if (gap === 0 && isHan(unit)) {
      const verb = skipAdverbs(units, p);
      if (verb > p && ((after[verb] as number) & DOES_START) !== 0) return told(report, 'cue:does', 1.3);
      if (isJoint(unit) && namesAnother(field, p + 1)) return told(report, 'beside-name', 2);
      if (isOf(unit, FOLLOWER)) return told(report, 'follower', -0.8);
      return told(report, 'against:runs-on-right', -RUNS_ON);
    }
    if (!isGap(units, p, 1)) {
      if (gap > 0) {
        side.closed = unit !== 32;
        return told(report, 'border', 0.2);
      }
      if (isDigit(unit)) return told(report, 'digit-right', -0.5);
      if (isLatin(unit) || unit === 42 || unit === 95) return told(report, 'against:letter-right', -2);
      side.closed = true;
      return told(report, 'border', 0.3);
    }
    if (unit === 10 || unit === 13) {
      if (gap > 3) break;
    }
  }
  side.closed = true;
  return told(report, 'border', 0.3);
}

function markRight(field: Field, p: number, bits: number, gap: number, report?: Report): number {
  if ((bits & NEIGHBOUR) !== 0) {
    side.neighbour = true;
    return neighbourWeight(bits, gap, false, report);
  }
  side.titled = (bits & TITLE_START) !== 0 && gap === 0;
  if ((bits & TITLE_START) !== 0 && gap <= 1) return told(report, 'title', 2.5);
  if ((bits & RECEIVES_START) !== 0 && gap <= 1 && endsClause(field, p)) return told(report, 'cue:receives', 3.6);
  if ((bits & SEX_START) !== 0 && gap > 0 && gap <= 2 && !leadsToNeighbour(field, p + 1))
    return told(report, 'sex', 1.5);
  if ((bits & (SOFT_TITLE_START | SHORT_TITLE_START)) !== 0 && gap === 0) return told(report, 'soft-title', 1.2);
  if ((bits & DOES_START) !== 0 && gap === 0) return told(report, 'cue:does', 1.3);
  if ((bits & PROVINCE_START) !== 0 && gap <= 1) return told(report, 'province-follows', 1);
  if ((bits & LABEL_START) !== 0) return told(report, 'label-follows', gap > 0 ? 1 : 0.5);
  return 0;
}

/** Behind 冯刚,男 stands what proves more: ,5101…. */
function leadsToNeighbour({ units, after }: Field, at: number): boolean {
  let p = at;
  while (p < at + 4 && ((after[p] as number) & NEIGHBOUR) === 0 && isGap(units, p, 1)) p++;
  return ((after[p] as number) & NEIGHBOUR) !== 0;
}

function neighbourWeight(bits: number, gap: number, isLeft: boolean, report?: Report): number {
  const near = gap <= 2 ? 0 : -0.5;
  if ((bits & PHONE) !== 0) return told(report, isLeft ? 'neighbour-phone:left' : 'neighbour-phone:right', 2.5 + near);
  if ((bits & CARD) !== 0) return told(report, isLeft ? 'neighbour-card:left' : 'neighbour-card:right', 2.5 + near);
  if ((bits & PLACE) !== 0)
    return told(report, isLeft ? 'neighbour-address:left' : 'neighbour-address:right', 1.8 + near);
  return told(report, isLeft ? 'neighbour:left' : 'neighbour:right', 1 + near);
}

/** `"name":"路子衿","mobile":"159…"`: a telephone number or an ID in the next field of the record. */
function hasPhoneInRecord({ units, after }: Field, at: number): boolean {
  for (let p = at; p < at + RECORD; p++) {
    const unit = units[p] as number;
    if (((after[p] as number) & (PHONE | CARD)) !== 0) return true;
    if (unit === 0 || unit === 10 || unit === 125 || isHan(unit)) return false;
  }
  return false;
}

/** 王丽和赵磊: what stands before 和 looks like a name that begins at a border. */
function coordination(field: Field, joint: number, report?: Report): number {
  const { units, before } = field;
  if (isHan(units[joint - 1] as number)) {
    for (let size = 3; size >= 2; size--) {
      const start = joint - size;
      if (start < 0) continue;
      const isBorder = start === 0 || before[start] !== 0 || !isHan(units[start - 1] as number);
      if (isBorder && nameLikeness(units, start, joint) >= 1.5) {
        return told(report, 'beside-name', 2);
      }
    }
  }
  return told(report, 'leader', -1);
}

/** The same to the right: behind 和 stands what looks like a name and ends at a border. */
function namesAnother({ units, after, length }: Field, start: number): boolean {
  for (let size = 3; size >= 2; size--) {
    const end = start + size;
    if (end > length) continue;
    const verb = skipAdverbs(units, end);
    const isBorder =
      end === length ||
      after[end] !== 0 ||
      !isHan(units[end] as number) ||
      ((after[verb] as number) & DOES_START) !== 0;
    if (isBorder && nameLikeness(units, start, end) >= 1.5) return true;
  }
  return false;
}

/** 收 before the end of a clause, a number or a neighbour: 王大山收, but not 王大山收到. */
function endsClause({ units, after, length }: Field, at: number): boolean {
  let p = at;
  if (units[p] === 40) return true;
  while (p < length && p < at + 4 && isHan(units[p] as number)) {
    p++;
    if (p < length && ((after[p] as number) & NEIGHBOUR) !== 0) return true;
  }
  return p - at <= 3 && !isHan(units[p] as number);
}

/** Quotes, brackets, separators of fields, and the end of the text, but no space: a word may stand behind it. */
function endsValue(unit: number): boolean {
  return !isHan(unit) && !isLatin(unit) && !isDigit(unit) && unit !== 32 && unit !== 45 && unit !== 46 && unit !== 95;
}

function told(report: Report | undefined, code: string, weight: number): number {
  report?.because(code, weight);
  return weight;
}
