/** Windows proposed as names, the choice between those that overlap, and the report of what stands. */

import { isHan } from '../../scan/scan.ts';
import type { Report } from '../../types.ts';
import { givenScore, isEverydayWord, surnameScore } from '../common/person.ts';
import { namesOrganisation } from './against.ts';
import { type Field, PREFIX_END, SURNAME_IS_END } from './field.ts';
import { soundLikeness } from './shape.ts';
import { weigh, weighLeft, weighRight } from './window.ts';

/** Near misses down to here are reported, so that `explain` can show why they lost. */
export const FLOOR = -2;

/** The form of a proposal: how it is weighed. */
export const WINDOW = 0;
export const SURNAME = 1;
export const DOTTED = 2;
export const LATIN = 3;
export const FREE = 4;

/** Log-odds before evidence, by form. */
export const SURNAME_PRIOR = -2;
const PRIORS = [-4, SURNAME_PRIOR, -3, -3.5, -4];
/** A given name whose full name is near is one again, more often than not. */
const REPEATED = 0.5;
const PLACE_ENDS = '镇县市区村寨';
/** How far behind a full name its given name alone is looked for. */
const REPEAT_REACH = 96;

/** Windows found so far, best ones to be chosen in `settle`. */
const proposals = {
  count: 0,
  start: /* @__PURE__ */ new Int32Array(64),
  end: /* @__PURE__ */ new Int32Array(64),
  form: /* @__PURE__ */ new Uint8Array(64),
  score: /* @__PURE__ */ new Float64Array(64),
  /** By rank, the proposal; and by unit of the text, whether a better one holds it. Kept from text to text. */
  order: /* @__PURE__ */ new Int32Array(64),
  taken: /* @__PURE__ */ new Uint8Array(256),
};

/** Forgets the proposals of the text before. */
export function clearProposals(): void {
  proposals.count = 0;
}

/** Puts a window up for the choice in `settle`; a hopeless one is dropped. */
export function propose(start: number, end: number, form: number, score: number): void {
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

/** Of windows that overlap the best stands; what stands is written down with its evidence. */
export function settle(field: Field, report: Report): void {
  const { count, start, end, score, form } = proposals;
  if (count === 0) return;
  const order = proposals.order.length < count ? new Int32Array(start.length) : proposals.order;
  proposals.order = order;
  for (let k = 0; k < count; k++) order[k] = k;
  if (count > 1) order.subarray(0, count).sort(byScore);
  if (proposals.taken.length < field.length) proposals.taken = new Uint8Array(field.length + (field.length >> 1));
  const taken = proposals.taken;
  taken.fill(0, 0, field.length);
  for (let i = 0; i < count; i++) {
    const k = order[i] as number;
    const from = start[k] as number;
    const to = end[k] as number;
    let free = true;
    for (let p = from; p < to && free; p++) free = taken[p] === 0;
    if (!free) continue;
    taken.fill(1, from, to);
    write(field, from, to, form[k] as number, score[k] as number, report);
    if (form[k] === WINDOW && to - from <= 3 && (score[k] as number) >= 1) repeat(field, from, to, taken, report);
  }
}

/** Whether a name was written down at the unit, near misses included. */
export function isTaken(at: number): boolean {
  return proposals.count > 0 && proposals.taken[at] === 1;
}

/** The best first; of equals the first, of those the longer. */
function byScore(a: number, b: number): number {
  const { score, start, end } = proposals;
  return (
    (score[b] as number) - (score[a] as number) ||
    (start[a] as number) - (start[b] as number) ||
    (end[b] as number) - (end[a] as number)
  );
}

/**
 * A proved name stands proved in what follows: 沈国强没接电话，后来沈国强…, and alone its given name of two characters
 * (国强的爱人), unless that is an everyday word or another's given name (李国强).
 */
function repeat({ units, length }: Field, start: number, end: number, taken: Uint8Array, report: Report): void {
  const size = end - start;
  const first = units[end - 2] as number;
  const second = units[end - 1] as number;
  const surname = units[start] as number;
  const isGivenSure =
    size === 3 &&
    !isEverydayWord(units, start + 1, end) &&
    givenScore(units, start + 1) + givenScore(units, start + 2) >= 0.5;
  const stop = Math.min(length - 1, end + REPEAT_REACH);
  for (let at = end; at < stop; at++) {
    if (units[at] !== first || units[at + 1] !== second || taken[at] === 1 || taken[at + 1] === 1) continue;
    const isWhole = size === 2 || (units[at - 1] === surname && taken[at - 1] === 0);
    if (!isWhole && (!isGivenSure || surnameScore(units, at - 1) > 0)) continue;
    const from = isWhole && size === 3 ? at - 1 : at;
    taken.fill(1, from, at + 2);
    report.add('name', from, at + 2, 0);
    if (isWhole) report.because('name-again', size === 2 ? REPEATED : REPEATED + 1);
    else report.because('given-name-of-another', REPEATED);
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

export function weighDotted(field: Field, start: number, end: number, report?: Report): number {
  const sound = Math.max(-2, soundLikeness(field.units, start, end));
  report?.because('dot-name', sound);
  let score = -3 + sound + weighLeft(field, start, report) + weighRight(field, end, report);
  if (namesOrganisation(field, start, end)) {
    report?.because('against:organisation', -7);
    score -= 7;
  }
  // 乌镇·西塘 is a journey.
  if (joinsPlaces(field.units, start, end)) {
    report?.because('against:place', -2);
    score -= 2;
  }
  return score;
}

/** A part of a dot name ends as towns and counties do. */
function joinsPlaces(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) {
    if (units[i] === 0xb7 && PLACE_ENDS.includes(String.fromCharCode(units[i - 1] as number))) return true;
  }
  return false;
}

export function weighSurname({ units, before }: Field, start: number, bonus: number): number {
  const previous = start > 0 ? (units[start - 1] as number) : 0;
  const isPrefixed = ((before[start] as number) & (PREFIX_END | SURNAME_IS_END)) !== 0;
  const left = isPrefixed ? 0 : isHan(previous) && before[start] === 0 ? -1 : 0.5;
  return (PRIORS[SURNAME] as number) + bonus + surnameScore(units, start) + left;
}

export function weighLatin(field: Field, start: number, end: number, report?: Report): number {
  report?.because('romanised', 0);
  return -3.5 + weighLeft(field, start, report) + Math.max(-1, weighRight(field, end, report));
}

export function weighFree(field: Field, start: number, end: number, report?: Report): number {
  report?.because('whole-value', 0);
  return -4 + weighLeft(field, start, report) + Math.max(-1, weighRight(field, end, report));
}
