/**
 * Finds names in running text with a linear-chain tagger: outside, or the begin, middle and end of a name, or a name of
 * one character. The four weights of a feature stand in one 32-bit word and are added two lanes at a time.
 *
 * docs/model-card.md says what it was trained on and how well it does.
 */

import { unpackAscending } from '../data/unpack.ts';
import { TuominError } from '../errors.ts';
import { createLine, readLine, readWords } from './line.ts';
import { NAME_FEATURES, nameFeatures } from './name-features.ts';
import { NAMES } from './names.gen.ts';
import { checkOf, digitAt, isWhole, slotOf, ZERO } from './table.ts';

/** Tags: outside, begin, middle, end, single. */
const TAGS = 5;
const OUT = 0;
const BEGIN = 1;
const MIDDLE = 2;
const END = 3;
const SINGLE = 4;

const SLOT_BITS = 18;
/** What a unit outside costs: the tagger proposes more than it believes, since other evidence has its say as well. */
const LEAN = 4;
/** Weights are whole numbers of this size: 8 make one unit of log-odds. */
const SCALE = 8;
/** What 6 bits hold, around the middle. */
const BIAS = 32;
/** Every second lane of a word; the lanes of a sum are 12 bits wide, so 64 features fit. */
const EVEN = 0x3f03f;
const ODD = 0xfc0fc0;

/** The longest name. */
const LONGEST = 9;
/** What the first two units of a name gain at least, as a rule. */
const LEAST_START = -16;
/** Who asks about a stretch asks about its neighbours next. */
const AROUND = 4;
const FIRST_HAN = 0x3400;
const IMPOSSIBLE = -0x8000000;

interface NameModel {
  /** The check in the upper 8 bits, plus one; four lanes of 6 bits below. */
  readonly table: Int32Array;
  /** By tag before times tags. */
  readonly moves: Int32Array;
  /** By unit, what speaks for a name that begins here: of the unit before, this one, the next and the one after. */
  readonly gate: readonly [Int8Array, Int8Array, Int8Array, Int8Array];
  /** The least sum of the four, and the least this one has to add. */
  readonly bound: number;
  readonly least: number;
  /** By unit: may it go on with a name. */
  readonly inside: Uint8Array;
}

/** What the last call of `tagNames` found; one object, used again. */
export interface Tagged {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Log-odds of the name against nothing at all in its place. */
  odds: Float64Array;
}

export const tagged: Tagged = {
  count: 0,
  start: /* @__PURE__ */ new Int32Array(64),
  end: /* @__PURE__ */ new Int32Array(64),
  odds: /* @__PURE__ */ new Float64Array(64),
};

let model: NameModel | undefined;
const line = /* @__PURE__ */ createLine();
const features = /* @__PURE__ */ new Int32Array(NAME_FEATURES);
/** Of the stretch read last: the score of each tag of each unit. */
let scores = /* @__PURE__ */ new Int32Array(0);
let best = /* @__PURE__ */ new Int32Array(0);
let from = /* @__PURE__ */ new Uint8Array(0);
/** The stretch of the text that `scores` is about. */
let readFrom = 0;
let readTo = 0;
/** How far it was scored. */
let scoredTo = 0;

/** Finds the names in units[start, end) of a text of `length` folded units; `tagged` holds them. */
export function tagNames(units: Uint16Array, length: number, start: number, end: number): void {
  model ??= readModel(NAMES);
  const { bound, least, inside } = model;
  const [gateBefore, gateHere, gateNext, gateAfter] = model.gate;
  tagged.count = 0;
  forget();
  for (let at = start; at < end; at++) {
    const unit = units[at] as number;
    if (unit < FIRST_HAN) continue;
    // One load turns most units away, four nearly all.
    const here = gateHere[unit] as number;
    if (here < least) continue;
    const sum =
      here +
      (gateNext[units[at + 1] as number] as number) +
      (gateBefore[at > 0 ? (units[at - 1] as number) : 0] as number) +
      (gateAfter[units[at + 2] as number] as number);
    if (sum < bound) continue;
    let stop = at + 1;
    const most = Math.min(end, at + LONGEST);
    while (stop < most && inside[units[stop] as number] === 1) stop++;
    if (stop - at < 2) continue;
    if (!open(model, units, length, at, stop)) continue;
    const found = decode(model, at, stop - at);
    // What begins later is looked at from there.
    if (found > at) at = found - 1;
  }
  forget();
}

/**
 * Log-odds that units[start, end) is a name against nothing in its place, whatever else could be there. `units` may be
 * asked about again without being read again; `forget` has to follow when they change.
 */
export function nameOdds(units: Uint16Array, length: number, start: number, end: number): number {
  model ??= readModel(NAMES);
  read(model, units, length, start, end);
  return oddsOf(model, start - readFrom, end - readFrom) / SCALE;
}

/** Forgets what was read of a text. */
export function forget(): void {
  readFrom = 0;
  readTo = 0;
  scoredTo = 0;
}

/** Makes sure that the scores of [start, end) are there. */
function read(own: NameModel, units: Uint16Array, length: number, start: number, end: number): void {
  if (start >= readFrom && end <= scoredTo) return;
  prepare(units, length, Math.max(0, start - AROUND), Math.min(length, end + AROUND));
  score(own, 0, readTo - readFrom);
  scoredTo = readTo;
}

/**
 * Scores [start, end), unless its first two units say that no name begins there. What was scored for a stretch that began
 * before is kept: the features of a unit are the same wherever the stretch begins.
 */
function open(own: NameModel, units: Uint16Array, length: number, start: number, end: number): boolean {
  const size = end - start;
  let done = start >= readFrom && start < scoredTo ? Math.min(scoredTo, end) - start : 0;
  if (done > 0) scores.copyWithin(0, (start - readFrom) * TAGS, (start - readFrom + done) * TAGS);
  prepare(units, length, start, end);
  if (done < 2) {
    score(own, done, 2);
    done = 2;
  }
  scoredTo = start + done;
  const first = scores[BEGIN] as number;
  const second = Math.max(scores[TAGS + MIDDLE] as number, scores[TAGS + END] as number);
  if (first + second < LEAST_START) return false;
  score(own, done, size);
  scoredTo = end;
  return true;
}

function prepare(units: Uint16Array, length: number, start: number, end: number): void {
  const size = end - start;
  if (scores.length < size * TAGS) {
    scores = new Int32Array(size * TAGS + 64);
    best = new Int32Array(scores.length);
    from = new Uint8Array(scores.length);
  }
  readFrom = start;
  readTo = end;
  readLine(line, units, length, start, end);
  readWords(line);
}

let isChecked = false;

/** Throws a TuominError unless the weights are whole. Reading them waits until they are needed. */
export function checkNameModel(): void {
  if (!isChecked && !isWhole(NAMES))
    throw new TuominError('damaged-model', 'model', 'the weights of the name tagger are damaged; install tuomin again');
  isChecked = true;
}

/** Scores the units [start, end) of the prepared stretch. */
function score({ table }: NameModel, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    nameFeatures(line, i, features);
    let even = 0;
    let odd = 0;
    let bias = 0;
    for (let f = 0; f < NAME_FEATURES; f++) {
      const hash = features[f] as number;
      const slot = slotOf(hash, SLOT_BITS);
      const check = checkOf(hash) + 1;
      let entry = table[slot] as number;
      if (entry >>> 24 !== check) {
        entry = table[slot ^ 1] as number;
        if (entry >>> 24 !== check) continue;
      }
      even += entry & EVEN;
      odd += (entry & ODD) >>> 6;
      bias += BIAS;
    }
    const q = i * TAGS;
    scores[q] = 0;
    scores[q + BEGIN] = (even & 0xfff) - bias;
    scores[q + MIDDLE] = (odd & 0xfff) - bias;
    scores[q + END] = (even >>> 12) - bias;
    scores[q + SINGLE] = (odd >>> 12) - bias;
  }
}

/**
 * Viterbi over the stretch that begins at `at`, whose scores were read. When the best path begins a name right there it
 * is added to `tagged`; returns its end, else `at`.
 */
function decode(own: NameModel, at: number, size: number): number {
  const { moves } = own;
  const first = (at - readFrom) * TAGS;
  best[OUT] = (moves[OUT] as number) - LEAN;
  best[BEGIN] = (moves[BEGIN] as number) + (scores[first + BEGIN] as number);
  best[MIDDLE] = IMPOSSIBLE;
  best[END] = IMPOSSIBLE;
  best[SINGLE] = (moves[SINGLE] as number) + (scores[first + SINGLE] as number);
  for (let i = 1; i < size; i++) {
    const q = i * TAGS;
    const p = q - TAGS;
    for (const tag of OUTER) {
      let most = (best[p + OUT] as number) + (moves[OUT * TAGS + tag] as number);
      let came = OUT;
      const ended = (best[p + END] as number) + (moves[END * TAGS + tag] as number);
      if (ended > most) {
        most = ended;
        came = END;
      }
      const single = (best[p + SINGLE] as number) + (moves[SINGLE * TAGS + tag] as number);
      if (single > most) {
        most = single;
        came = SINGLE;
      }
      best[q + tag] = most + (scores[first + q + tag] as number) - (tag === OUT ? LEAN : 0);
      from[q + tag] = came;
    }
    for (const tag of INNER) {
      const begun = (best[p + BEGIN] as number) + (moves[BEGIN * TAGS + tag] as number);
      const within = (best[p + MIDDLE] as number) + (moves[MIDDLE * TAGS + tag] as number);
      best[q + tag] = Math.max(begun, within) + (scores[first + q + tag] as number);
      from[q + tag] = begun >= within ? BEGIN : MIDDLE;
    }
  }
  const q = (size - 1) * TAGS;
  let tag = OUT;
  for (const last of [END, SINGLE]) if ((best[q + last] as number) > (best[q + tag] as number)) tag = last;
  let end = 0;
  for (let i = size - 1; i >= 0; i--) {
    if (tag === END || tag === SINGLE) end = i + 1;
    if (i === 0 && tag !== OUT) {
      add(at, at + end, oddsOf(own, at - readFrom, at - readFrom + end) / SCALE);
      return at + end;
    }
    tag = from[i * TAGS + tag] as number;
  }
  return at;
}

const OUTER = [OUT, BEGIN, SINGLE] as const;
const INNER = [MIDDLE, END] as const;

/** What the path through a name at [start, end) of the stretch gains over staying outside, times SCALE. */
function oddsOf({ moves }: NameModel, start: number, end: number): number {
  const stay = moves[OUT] as number;
  if (end - start === 1)
    return (
      (moves[SINGLE] as number) +
      (scores[start * TAGS + SINGLE] as number) +
      (moves[SINGLE * TAGS] as number) -
      2 * stay
    );
  let sum = (moves[BEGIN] as number) + (scores[start * TAGS + BEGIN] as number);
  let tag = BEGIN;
  for (let i = start + 1; i < end; i++) {
    const next = i === end - 1 ? END : MIDDLE;
    sum += (moves[tag * TAGS + next] as number) + (scores[i * TAGS + next] as number);
    tag = next;
  }
  return sum + (moves[END * TAGS] as number) - (end - start + 1) * stay;
}

function add(start: number, end: number, odds: number): void {
  const k = tagged.count++;
  if (k === tagged.start.length) grow();
  tagged.start[k] = start;
  tagged.end[k] = end;
  tagged.odds[k] = odds;
}

function grow(): void {
  const { start, end, odds } = tagged;
  tagged.start = new Int32Array(start.length * 2);
  tagged.end = new Int32Array(start.length * 2);
  tagged.odds = new Float64Array(start.length * 2);
  tagged.start.set(start);
  tagged.end.set(end);
  tagged.odds.set(odds);
}

/** Packed: moves, the gate, then gaps, checks and the lanes of the slots, a space between. */
function readModel(packed: string): NameModel {
  const parts = packed.slice(0, packed.lastIndexOf('!')).split(' ');
  const [moveText = '', unitText = '', g0 = '', g1 = '', g2 = '', g3 = '', boundText = '', insideText = ''] = parts;
  const [gaps = '', checks = '', lanes = ''] = parts.slice(8);
  const moves = new Int32Array(TAGS * TAGS);
  for (let k = 0; k < moves.length; k++) moves[k] = pairAt(moveText, k);
  const inside = new Uint8Array(65536);
  for (const unit of unpackAscending(insideText)) inside[unit] = 1;
  const known = unpackAscending(unitText);
  return {
    table: readTable(gaps, checks, lanes),
    moves,
    gate: [readGate(known, g0), readGate(known, g1), readGate(known, g2), readGate(known, g3)],
    bound: pairAt(boundText, 0),
    least: pairAt(boundText, 1),
    inside,
  };
}

function readGate(units: Int32Array, packed: string): Int8Array {
  const gate = new Int8Array(65536);
  for (let i = 0; i < units.length; i++) gate[units[i] as number] = digitAt(packed, i) - ZERO;
  // All digits are alike.
  for (let unit = 49; unit <= 57; unit++) gate[unit] = gate[48] as number;
  return gate;
}

function readTable(gaps: string, checks: string, lanes: string): Int32Array {
  const table = new Int32Array(1 << SLOT_BITS);
  const count = checks.length;
  let slot = -1;
  let g = 0;
  for (let i = 0; i < count; i++) {
    let gap = digitAt(gaps, g++);
    // Gaps above 88 take one digit more.
    if (gap === 89) gap += digitAt(gaps, g++);
    slot += gap + 1;
    let entry = digitAt(checks, i) + 1;
    for (let lane = 3; lane >= 0; lane--) entry = (entry << 6) | (digitAt(lanes, lane * count + i) - ZERO + BIAS);
    table[slot] = entry;
  }
  return table;
}

function pairAt(text: string, k: number): number {
  return (digitAt(text, 2 * k) - ZERO) * 90 + digitAt(text, 2 * k + 1);
}
