/**
 * Names of persons. Windows are looked at only around cues, titles, dots and the findings of other kinds, so that a text
 * with none of them costs nothing; each window is scored by window.ts, and of overlapping windows the best stands.
 *
 * Runs last: telephone numbers, IDs and addresses beside a name are its best evidence.
 */

import { simplifyTable } from '../../data/script.ts';
import { compoundSurnameRank } from '../../data/surnames.ts';
import { isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import type { Detector, Report } from '../../types.ts';
import { characterSize, givenScore, isEverydayWord, surnameScore } from '../common/person.ts';
import {
  CALL_END,
  clearField,
  DOES_START,
  DOT_INSIDE,
  type Field,
  INTRO_END,
  KEY_END,
  LABEL_END,
  LABEL_START,
  markField,
  NEIGHBOUR,
  PREFIX_END,
  RECEIVES_START,
  ROLE_END,
  SOFT_TITLE_START,
  SURNAME_IS_END,
  TITLE_START,
  WEAK_KEY_END,
} from './field.ts';
import {
  CALL,
  DOES,
  INTRO,
  KEY,
  LABEL,
  LATIN_DOT,
  ORGANISATION,
  OTHER_LABEL,
  PROVINCE,
  RECEIVES,
  ROLE,
  SURNAME_IS,
  WEAK_KEY,
} from './labels.ts';
import { dotNameEnd, latinNameEnd, soundLikeness } from './shape.ts';
import { AFTER_TITLE, NO_PREFIX, PREFIX, SOFT_TITLE, TITLE } from './titles.ts';
import {
  best,
  bestFrom,
  bestTo,
  isFreeName,
  isJoint,
  namesOrganisation,
  skipAdverbsBack,
  weigh,
  weighLeft,
  weighRight,
} from './window.ts';

/** Near misses down to here are reported, so that `explain` can show why they lost. */
const FLOOR = -2;
/** How far behind a full name its given name alone is looked for. */
const REPEAT_REACH = 96;
/** The longest value behind a label that is taken as it stands. */
const LONGEST_FREE = 14;

/** How a proposal is scored again when it is written down. */
const WINDOW = 0;
const SURNAME = 1;
const DOTTED = 2;
const LATIN = 3;
const FREE = 4;
const REPEAT = 5;

/** Traditional characters read as simplified ones. Shared by identity, so that two detectors install it once. */
export function foldTraditional(table: Uint16Array): void {
  const simple = simplifyTable();
  for (let unit = 0x3400; unit < 0xa000; unit++) if (table[unit] === unit) table[unit] = simple[unit] as number;
}

export const nameDetector: Detector = {
  name: 'name',
  kinds: ['name'],
  reach: 128,
  cues: [
    LABEL,
    KEY,
    WEAK_KEY,
    ROLE,
    INTRO,
    CALL,
    SURNAME_IS,
    RECEIVES,
    DOES,
    OTHER_LABEL,
    ORGANISATION,
    TITLE,
    SOFT_TITLE,
    PREFIX,
    LATIN_DOT,
    PROVINCE,
  ],
  // Any finding of another kind may have a name beside it: the first look is cheap.
  wakes: { digits: 0, units: '·' },
  fold: foldTraditional,
  find(scan: Scan, report: Report): void {
    if (scan.hitCount === 0 && report.count === 0 && scan.markCount === 0) return;
    const field = markField(scan, report);
    proposals.count = 0;
    if (field !== undefined) {
      try {
        // Anchors are set in order of hits, then of neighbours; proposing adds none.
        for (let i = 0; i < field.anchorCount; i++) lookAround(field, field.anchors[i] as number);
        lookAtDots(scan, field);
        settle(field, report);
      } finally {
        clearField(field);
      }
    } else if (scan.markCount > 0) {
      const empty = emptyField(scan);
      lookAtDots(scan, empty);
      settle(empty, report);
    }
  },
};

/** Windows found so far, best ones to be chosen in `settle`. */
const proposals = {
  count: 0,
  start: /* @__PURE__ */ new Int32Array(64),
  end: /* @__PURE__ */ new Int32Array(64),
  form: /* @__PURE__ */ new Uint8Array(64),
  score: /* @__PURE__ */ new Float64Array(64),
};

function propose(start: number, end: number, form: number, score: number): void {
  if (score < FLOOR) return;
  const last = proposals.count - 1;
  if (last >= 0 && proposals.start[last] === start && proposals.end[last] === end) {
    if (score > (proposals.score[last] as number)) {
      proposals.score[last] = score;
      proposals.form[last] = form;
    }
    return;
  }
  if (proposals.count === proposals.start.length) {
    const size = proposals.count * 2;
    const [s, e, f, v] = [new Int32Array(size), new Int32Array(size), new Uint8Array(size), new Float64Array(size)];
    s.set(proposals.start);
    e.set(proposals.end);
    f.set(proposals.form);
    v.set(proposals.score);
    proposals.start = s;
    proposals.end = e;
    proposals.form = f;
    proposals.score = v;
  }
  const k = proposals.count++;
  proposals.start[k] = start;
  proposals.end[k] = end;
  proposals.form[k] = form;
  proposals.score[k] = score;
}

/** Every window that the marks at one position speak for. */
function lookAround(field: Field, at: number): void {
  const before = field.before[at] as number;
  const after = field.after[at] as number;
  if ((before & (LABEL_END | KEY_END | WEAK_KEY_END | ROLE_END)) !== 0) lookAtValue(field, at, before);
  else if ((before & (INTRO_END | CALL_END | NEIGHBOUR)) !== 0) {
    const start = skipGap(field, at);
    if (start < field.length) proposeFrom(field, start);
  }
  if ((before & DOT_INSIDE) !== 0) lookAtDot(field, at - 1);
  if ((before & SURNAME_IS_END) !== 0) lookAtSurname(field, at, at + 1, 1.5);
  if ((before & PREFIX_END) !== 0) lookAtPrefix(field, at);
  if ((after & (TITLE_START | SOFT_TITLE_START)) !== 0) lookAtTitle(field, at, after);
  if ((after & (RECEIVES_START | DOES_START | LABEL_START | NEIGHBOUR)) !== 0) {
    const end = skipGapBack(field, at);
    if (end > 0) proposeTo(field, end);
    if ((after & DOES_START) !== 0) {
      const adverbs = skipAdverbsBack(field.units, at);
      if (adverbs > 0 && adverbs < at) proposeTo(field, adverbs);
    }
  }
}

function proposeFrom(field: Field, start: number): void {
  const dotted = dotNameEnd(field.units, start, field.length);
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
  if (strong) {
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
  if (
    soft &&
    isSingleTitle(field, at) &&
    !AFTER_TITLE.includes(String.fromCharCode(units[at + 1] as number)) &&
    at + 1 < field.length
  )
    return;
  let start = end - 1;
  if (end > 1 && compoundSurnameRank(units[end - 2] as number, units[end - 1] as number) > 0) start = end - 2;
  else if (start > 0 && characterSize(units, start - 1) === 2) start--;
  if (isEverydayWord(units, start, at + (soft ? 2 : 2)) && soft) return;
  lookAtSurname(field, start, end, soft ? 0.5 : 2);
}

/** A surname that stands alone, with `bonus` for what made us look. */
function lookAtSurname(field: Field, start: number, end: number, bonus: number): void {
  if (end > field.length || !isHan(field.units[start] as number)) return;
  propose(start, end, SURNAME, weighSurname(field, start, bonus));
}

/** 小冯, 老蒋, 阿强: only where a border or a verb follows, and better where a border or a verb goes before. */
function lookAtPrefix(field: Field, at: number): void {
  const { units, before, after } = field;
  if (at >= field.length || !isHan(units[at] as number)) return;
  const follows = at + 1 === field.length || AFTER_TITLE.includes(String.fromCharCode(units[at + 1] as number));
  if (!follows && ((after[at + 1] as number) & (DOES_START | NEIGHBOUR)) === 0) return;
  if (NO_PREFIX.includes(String.fromCharCode(units[at - 1] as number, units[at] as number))) return;
  const previous = at > 1 ? (units[at - 2] as number) : 0;
  const isOpen =
    !isHan(previous) || isJoint(previous) || ((before[at - 1] as number) & (CALL_END | ROLE_END | LABEL_END)) !== 0;
  // 阿 goes before given characters as well: 阿强, 阿珍.
  const isA = units[at - 1] === 0x963f;
  if (isA && (!isOpen || givenScore(units, at) < 0.6)) return;
  lookAtSurname(field, at, at + 1, isA ? 2.5 - surnameScore(units, at) : isOpen ? 1.8 : 0.3);
}

function lookAtDots(scan: Scan, field: Field): void {
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
  let start = at;
  while (start > 0 && at - start < 8 && isHan(units[start - 1] as number) && ((before[start] as number) & stops) === 0)
    start--;
  if (start === at) return at + 1;
  const end = dotNameEnd(units, start, field.length);
  if (end <= start) return at + 1;
  propose(start, end, DOTTED, weighDotted(field, start, end));
  return end;
}

function weighDotted(field: Field, start: number, end: number, report?: Report): number {
  const sound = Math.max(-2, soundLikeness(field.units, start, end));
  report?.because('dot-name', sound);
  let score = -3 + sound + weighLeft(field, start, report) + weighRight(field, end, report);
  if (namesOrganisation(field, start, end)) {
    report?.because('against:organisation', -7);
    score -= 7;
  }
  return score;
}

function weighSurname({ units, before }: Field, start: number, bonus: number): number {
  const previous = start > 0 ? (units[start - 1] as number) : 0;
  const isPrefixed = ((before[start] as number) & (PREFIX_END | SURNAME_IS_END)) !== 0;
  const left = isPrefixed ? 0 : isHan(previous) && before[start] === 0 ? -1 : 0.5;
  return (PRIORS[SURNAME] as number) + bonus + surnameScore(units, start) + left;
}

function weighLatin(field: Field, start: number, end: number, report?: Report): number {
  report?.because('romanised', 0);
  return -3.5 + weighLeft(field, start, report) + Math.max(-1, weighRight(field, end, report));
}

function weighFree(field: Field, start: number, end: number, report?: Report): number {
  report?.because('whole-value', 0);
  return -4 + weighLeft(field, start, report) + Math.max(-1, weighRight(field, end, report));
}

const PRIORS = [-4, -2, -3, -3.5, -4, 0.5];

/** Of windows that overlap the best stands; what stands is written down with its evidence. */
function settle(field: Field, report: Report): void {
  const { count, start, end, score, form } = proposals;
  if (count === 0) return;
  const order: number[] = [];
  for (let k = 0; k < count; k++) order.push(k);
  order.sort(
    (a, b) =>
      (score[b] as number) - (score[a] as number) ||
      (start[a] as number) - (start[b] as number) ||
      (end[b] as number) - (end[a] as number),
  );
  const taken = new Uint8Array(field.length);
  for (const k of order) {
    const from = start[k] as number;
    const to = end[k] as number;
    let free = true;
    for (let i = from; i < to && free; i++) free = taken[i] === 0;
    if (!free) continue;
    taken.fill(1, from, to);
    write(field, from, to, form[k] as number, score[k] as number, report);
    if (form[k] === WINDOW && to - from === 3 && (score[k] as number) >= 1) repeat(field, from, taken, report);
  }
}

/** 沈国强没接电话，后来国强的爱人: the given name of a proved name, alone. Two characters, no everyday word. */
function repeat({ units, length }: Field, start: number, taken: Uint8Array, report: Report): void {
  const first = units[start + 1] as number;
  const second = units[start + 2] as number;
  if (isEverydayWord(units, start + 1, start + 3) || givenScore(units, start + 1) + givenScore(units, start + 2) < 0.5)
    return;
  const stop = Math.min(length - 1, start + 3 + REPEAT_REACH);
  for (let at = start + 3; at < stop; at++) {
    if (units[at] !== first || units[at + 1] !== second || taken[at] === 1 || taken[at + 1] === 1) continue;
    taken.fill(1, at, at + 2);
    report.add('name', at, at + 2, 0);
    report.because('given-name-of-another', PRIORS[REPEAT] as number);
  }
}

function write(field: Field, start: number, end: number, form: number, score: number, report: Report): void {
  report.add('name', start, end, PRIORS[form] as number);
  if (form === WINDOW) weigh(field, start, end, report);
  else if (form === DOTTED) weighDotted(field, start, end, report);
  else if (form === LATIN) weighLatin(field, start, end, report);
  else if (form === FREE) weighFree(field, start, end, report);
  else report.because('form-of-address', score - (PRIORS[form] as number));
}

function emptyField(scan: Scan): Field {
  return {
    units: scan.units,
    length: scan.length,
    before: new Uint16Array(scan.length + 2),
    after: new Uint16Array(scan.length + 2),
    anchorCount: 0,
    anchors: new Int32Array(0),
  };
}

function isSingleTitle({ units }: Field, at: number): boolean {
  return '兄姨婶嫂哥姐叔总工董'.includes(String.fromCharCode(units[at] as number));
}

/** Over separators to where a value begins. */
function skipGap({ units, length, before }: Field, at: number): number {
  let p = at;
  while (p < length && p - at < 6) {
    const unit = units[p] as number;
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

function isSeparator(unit: number): boolean {
  return unit < 128
    ? !isLatin(unit) && !(unit >= 48 && unit <= 57) && unit !== 42 && unit !== 0
    : unit === 0x3001 || unit === 0x3002 || (unit >= 0x3008 && unit <= 0x3011);
}

function hasSeparator(units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = units[i] as number;
    if (unit === 58 || unit === 61 || unit === 34 || unit === 62 || unit === 9 || unit === 124) return true;
  }
  return false;
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
  const unit = units[p] as number;
  return unit >= 48 && unit <= 57 && ((after[p] as number) & NEIGHBOUR) === 0 ? start : p;
}
