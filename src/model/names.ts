/**
 * Finds names in running text with a linear-chain tagger: outside, or the begin, middle and end of a name, or a name of
 * one character. The four weights of a feature stand in one 32-bit word and are added two lanes at a time.
 *
 * docs/model-card.md says what it was trained on and how well it does.
 */

import { unpackAscending } from '../data/unpack.ts';
import { TuominError } from '../errors.ts';
import { CONTEXT, createLine, readLine, readWords } from './line.ts';
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

/** The longest stretch that is tagged as one; longer ones are cut. */
const LONGEST = 64;
/** Who asks about a stretch asks about its neighbours next. */
const AROUND = 4;
/** Bits of `places`. */
const MAY_BEGIN = 1;
const MAY_GO_ON = 2;
const IMPOSSIBLE = -1e9;

interface NameModel {
  /** The check in the upper 8 bits, plus one; four lanes of 6 bits below. */
  readonly table: Int32Array;
  /** By tag before times tags. */
  readonly moves: Int32Array;
  /** By unit: may it begin a name, may it stand in one. */
  readonly places: Uint8Array;
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
  start: new Int32Array(64),
  end: new Int32Array(64),
  odds: new Float64Array(64),
};

let model: NameModel | undefined;
const line = createLine();
const features = new Int32Array(NAME_FEATURES);
/** Of the stretch read last: the score of each tag of each unit. */
let scores = new Int32Array(0);
let best = new Int32Array(0);
let from = new Uint8Array(0);
/** The stretch of the text that `scores` is about. */
let readFrom = 0;
let readTo = 0;

/** Finds the names in units[start, end) of a text of `length` folded units; `tagged` holds them. */
export function tagNames(units: Uint16Array, length: number, start: number, end: number): void {
  model ??= readModel(NAMES);
  const { places } = model;
  tagged.count = 0;
  forget();
  let at = start;
  while (at < end) {
    if (((places[units[at] as number] as number) & MAY_BEGIN) === 0) {
      at++;
      continue;
    }
    let stop = at + 1;
    while (stop < end && stop - at < LONGEST && ((places[units[stop] as number] as number) & MAY_GO_ON) !== 0) stop++;
    if (stop - at > 1) {
      score(model, units, length, at, stop);
      decode(model, at, stop - at);
    }
    at = stop;
  }
  forget();
}

/**
 * Log-odds that units[start, end) is a name against nothing in its place, whatever else could be there. `units` may be
 * asked about again without being read again; `forget` has to follow when they change.
 */
export function nameOdds(units: Uint16Array, length: number, start: number, end: number): number {
  model ??= readModel(NAMES);
  if (start < readFrom || end > readTo) {
    readFrom = Math.max(0, start - AROUND);
    readTo = Math.min(length, end + AROUND);
    score(model, units, length, readFrom, readTo);
  }
  return oddsOf(model, start - readFrom, end - readFrom) / SCALE;
}

/** Forgets what was read of a text. */
export function forget(): void {
  readFrom = 0;
  readTo = 0;
}

/** Throws unless the packed model is whole. */
export function checkNameModel(): void {
  model ??= readModel(NAMES);
}

function score({ table }: NameModel, units: Uint16Array, length: number, start: number, end: number): void {
  const size = end - start;
  if (scores.length < size * TAGS) {
    scores = new Int32Array(size * TAGS + 64);
    best = new Int32Array(scores.length);
    from = new Uint8Array(scores.length);
  }
  readLine(line, units, length, start, end);
  readWords(line);
  for (let i = 0; i < size; i++) {
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

/** Viterbi over the stretch that begins at `at`; adds its names to `tagged`. */
function decode(own: NameModel, at: number, size: number): void {
  const { moves } = own;
  best[OUT] = moves[OUT] as number;
  best[BEGIN] = (moves[BEGIN] as number) + (scores[BEGIN] as number);
  best[MIDDLE] = IMPOSSIBLE;
  best[END] = IMPOSSIBLE;
  best[SINGLE] = (moves[SINGLE] as number) + (scores[SINGLE] as number);
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
      best[q + tag] = most + (scores[q + tag] as number) - (tag === OUT ? LEAN : 0);
      from[q + tag] = came;
    }
    for (const tag of INNER) {
      const begun = (best[p + BEGIN] as number) + (moves[BEGIN * TAGS + tag] as number);
      const within = (best[p + MIDDLE] as number) + (moves[MIDDLE * TAGS + tag] as number);
      best[q + tag] = Math.max(begun, within) + (scores[q + tag] as number);
      from[q + tag] = begun >= within ? BEGIN : MIDDLE;
    }
  }
  const q = (size - 1) * TAGS;
  let tag = OUT;
  for (const last of [END, SINGLE]) if ((best[q + last] as number) > (best[q + tag] as number)) tag = last;
  const first = tagged.count;
  let end = 0;
  for (let i = size - 1; i >= 0; i--) {
    if (tag === END || tag === SINGLE) end = i + 1;
    if (tag === BEGIN || tag === SINGLE) add(at + i, at + end, oddsOf(own, i, end) / SCALE);
    tag = from[i * TAGS + tag] as number;
  }
  reverse(first);
}

const OUTER = [OUT, BEGIN, SINGLE] as const;
const INNER = [MIDDLE, END] as const;

/** What the path through a name at [start, end) of the stretch gains over staying outside, times SCALE. */
function oddsOf({ moves }: NameModel, start: number, end: number): number {
  const stay = moves[OUT] as number;
  if (end - start === 1)
    return (
      (moves[SINGLE] as number) + (scores[start * TAGS + SINGLE] as number) + (moves[SINGLE * TAGS] as number) - 2 * stay
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

/** Names come out of Viterbi from right to left. */
function reverse(first: number): void {
  for (let a = first, b = tagged.count - 1; a < b; a++, b--) {
    for (const list of [tagged.start, tagged.end, tagged.odds]) {
      const held = list[a] as number;
      list[a] = list[b] as number;
      list[b] = held;
    }
  }
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

/** Packed: moves, units that may begin, units that may go on, then gaps, checks and the lanes of the slots, a space between. */
function readModel(packed: string): NameModel {
  if (!isWhole(packed)) throw new TuominError('damaged-model', 'model', 'the weights of the name tagger are damaged; install tuomin again');
  const [moveText = '', beginText = '', insideText = '', gaps = '', checks = '', lanes = ''] = packed.slice(0, packed.lastIndexOf('!')).split(' ');
  const moves = new Int32Array(TAGS * TAGS);
  for (let k = 0; k < moves.length; k++) moves[k] = (digitAt(moveText, 2 * k) - ZERO) * 90 + digitAt(moveText, 2 * k + 1);
  const places = new Uint8Array(65536);
  for (const unit of unpackAscending(beginText)) places[unit] = MAY_BEGIN;
  for (const unit of unpackAscending(insideText)) places[unit] = (places[unit] as number) | MAY_GO_ON;
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
  return { table, moves, places };
}
