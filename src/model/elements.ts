/**
 * Tells the parts of addresses apart with a linear-chain tagger: for every kind of element one tag for its first unit
 * and one for the others, and one tag for what is no address. Where an address begins and ends, and what it is made of,
 * is one decision.
 *
 * Few weights of a feature count, so each feature has a short list of (tag, weight).
 */

import { TuominError } from '../errors.ts';
import { createFrame, ELEMENT_FEATURES, elementFeatures, readFrame } from './element-features.ts';
import { ELEMENTS } from './elements.gen.ts';
import { createLine, readLine } from './line.ts';
import { markPlaces } from './places.ts';
import { checkOf, digitAt, isWhole, slotOf, ZERO } from './table.ts';

// Written out, since bundlers keep expressions in programs without us; a test holds it against ELEMENT_KINDS.
const KINDS = 19;
/** One more than twice the kinds: tag 0, then for kind k the first unit 2k + 1 and the others 2k + 2. */
const TAGS = 39;
/** What can stand before a first unit: no address, or a part that ended. */
const STATES = 20;

const SLOT_BITS = 18;
const SCALE = 8;
/** A slot says where the entries of its feature begin, how many there are, and, plus one, the check. */
const OFFSET_BITS = 20;
const LAST_OFFSET = 0xfffff;
const CHECK_SHIFT = 25;
const MOST_ENTRIES = 31;
const IMPOSSIBLE = -0x8000000;

interface ElementModel {
  readonly slots: Int32Array;
  /** The tag in the lower half, its weight in the upper. */
  readonly entries: Int16Array;
  /** To the first unit of a kind, or to 0, from a state. */
  readonly moves: Int32Array;
  /** From the first and from a further unit of kind k to the next unit of the same part: 2k and 2k + 1. */
  readonly stays: Int32Array;
  /** By state, see `readLeads`. */
  readonly leads: Int32Array;
}

/** What the last call of `tagElements` found; one object, used again. */
export interface TaggedElements {
  count: number;
  /** Rank in ELEMENT_KINDS. */
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  /** Log-odds of the part against no address in its place, alone. */
  odds: Float64Array;
}

export const taggedElements: TaggedElements = {
  count: 0,
  kind: /* @__PURE__ */ new Uint8Array(64),
  start: /* @__PURE__ */ new Int32Array(64),
  end: /* @__PURE__ */ new Int32Array(64),
  odds: /* @__PURE__ */ new Float64Array(64),
};

let model: ElementModel | undefined;
const line = /* @__PURE__ */ createLine();
const frame = /* @__PURE__ */ createFrame();
const features = /* @__PURE__ */ new Int32Array(ELEMENT_FEATURES);
let scores = /* @__PURE__ */ new Int32Array(0);
let best = /* @__PURE__ */ new Int32Array(0);
let from = /* @__PURE__ */ new Uint8Array(0);
const ended = /* @__PURE__ */ new Int32Array(STATES);
/** The states worth trying as the one before. */
const likely = /* @__PURE__ */ new Uint8Array(STATES);

/**
 * Tags units[start, end) of a text of `length` folded units; `taggedElements` holds the parts. `lean` is what a unit
 * outside costs, in log-odds: who knows that an address stands here says so.
 */
export function tagElements(units: Uint16Array, length: number, start: number, end: number, lean = 0): void {
  model ??= readModel(ELEMENTS);
  taggedElements.count = 0;
  const size = end - start;
  if (size <= 0) return;
  if (scores.length < size * TAGS) {
    scores = new Int32Array(size * TAGS + 1024);
    best = new Int32Array(scores.length);
    from = new Uint8Array(scores.length);
  }
  score(model, units, length, start, end);
  decode(model, start, size, Math.round(lean * SCALE));
}

let isChecked = false;

/** Throws a TuominError unless the weights are whole. Reading them waits until they are needed. */
export function checkElementModel(): void {
  if (!isChecked && !isWhole(ELEMENTS))
    throw new TuominError(
      'damaged-model',
      'model',
      'the weights of the address tagger are damaged; install tuomin again',
    );
  isChecked = true;
}

function score(own: ElementModel, units: Uint16Array, length: number, start: number, end: number): void {
  const { slots, entries } = own;
  const size = end - start;
  readLine(line, units, length, start, end);
  readFrame(frame, line);
  markPlaces(line, frame.known);
  scores.fill(0, 0, size * TAGS);
  for (let i = 0; i < size; i++) {
    elementFeatures(line, frame, i, features);
    const q = i * TAGS;
    for (let f = 0; f < ELEMENT_FEATURES; f++) {
      const hash = features[f] as number;
      const slot = slotOf(hash, SLOT_BITS);
      const check = checkOf(hash) + 1;
      let entry = slots[slot] as number;
      if (entry >>> CHECK_SHIFT !== check) {
        entry = slots[slot ^ 1] as number;
        if (entry >>> CHECK_SHIFT !== check) continue;
      }
      const first = entry & LAST_OFFSET;
      const stop = first + ((entry >>> OFFSET_BITS) & MOST_ENTRIES);
      for (let k = first; k < stop; k++) {
        const w = entries[k] as number;
        const s = q + (w & 0xff);
        scores[s] = (scores[s] as number) + (w >> 8);
      }
    }
  }
}

/**
 * Viterbi. Of the states before, only those are tried that could still be the best for some state: an address has few
 * readings at a time, and trying all was most of the work.
 */
function decode({ moves, stays, leads }: ElementModel, start: number, size: number, lean: number): void {
  const [b, f, s, e] = [best, from, scores, ended];
  for (let i = 0; i < size; i++) {
    const q = i * TAGS;
    const p = q - TAGS;
    let tried = 0;
    if (i > 0) {
      let top = 0;
      for (let state = 1; state < STATES; state++) if ((e[state] as number) > (e[top] as number)) top = state;
      const least = (e[top] as number) - (leads[top] as number);
      for (let state = 0; state < STATES; state++) if ((e[state] as number) >= least) likely[tried++] = state;
    }
    for (let state = 0; state < STATES; state++) {
      const row = state * STATES;
      let most = moves[row] as number;
      let came = 0;
      if (i > 0) {
        most = IMPOSSIBLE;
        for (let k = 0; k < tried; k++) {
          const before = likely[k] as number;
          const v = (e[before] as number) + (moves[row + before] as number);
          if (v > most) {
            most = v;
            came = before;
          }
        }
      }
      if (state === 0) {
        b[q] = most + (s[q] as number) - lean;
        f[q] = came === 0 ? 0 : endOf(p, came);
        continue;
      }
      const tag = 2 * state - 1;
      b[q + tag] = most + (s[q + tag] as number);
      f[q + tag] = came === 0 ? 0 : endOf(p, came);
      const first = i === 0 ? IMPOSSIBLE : (b[p + tag] as number) + (stays[tag - 1] as number);
      const further = i === 0 ? IMPOSSIBLE : (b[p + tag + 1] as number) + (stays[tag] as number);
      b[q + tag + 1] = Math.max(first, further) + (s[q + tag + 1] as number);
      f[q + tag + 1] = first > further ? tag : tag + 1;
    }
    e[0] = b[q] as number;
    for (let state = 1; state < STATES; state++) {
      const first = b[q + 2 * state - 1] as number;
      const further = b[q + 2 * state] as number;
      e[state] = Math.max(first, further);
    }
  }
  let tag = 0;
  const last = (size - 1) * TAGS;
  for (let t = 1; t < TAGS; t++) if ((best[last + t] as number) > (best[last + tag] as number)) tag = t;
  let end = size;
  let odds = 0;
  for (let i = size - 1; i >= 0; i--) {
    if (tag === 0) end = i;
    else {
      odds += (scores[i * TAGS + tag] as number) - (scores[i * TAGS] as number);
      if ((tag & 1) === 1) {
        add((tag - 1) >> 1, start + i, start + end, odds / SCALE);
        odds = 0;
        end = i;
      }
    }
    tag = from[i * TAGS + tag] as number;
  }
  reverse();
}

/** The tag by which a part of the state's kind ends at the unit whose scores begin at `p`. */
function endOf(p: number, state: number): number {
  const first = 2 * state - 1;
  return (best[p + first] as number) > (best[p + first + 1] as number) ? first : first + 1;
}

function add(kind: number, start: number, end: number, odds: number): void {
  const k = taggedElements.count++;
  if (k === taggedElements.start.length) grow();
  taggedElements.kind[k] = kind;
  taggedElements.start[k] = start;
  taggedElements.end[k] = end;
  taggedElements.odds[k] = odds;
}

/** Viterbi gives the parts from right to left. */
function reverse(): void {
  const { count, kind, start, end, odds } = taggedElements;
  kind.subarray(0, count).reverse();
  start.subarray(0, count).reverse();
  end.subarray(0, count).reverse();
  odds.subarray(0, count).reverse();
}

function grow(): void {
  const { kind, start, end, odds } = taggedElements;
  const size = start.length * 2;
  taggedElements.kind = new Uint8Array(size);
  taggedElements.start = new Int32Array(size);
  taggedElements.end = new Int32Array(size);
  taggedElements.odds = new Float64Array(size);
  taggedElements.kind.set(kind);
  taggedElements.start.set(start);
  taggedElements.end.set(end);
  taggedElements.odds.set(odds);
}

/** Packed: moves, stays, then gaps, checks, sizes, tags and weights of the rows, a space between. */
function readModel(packed: string): ElementModel {
  const [moveText = '', stayText = '', gaps = '', checks = '', sizes = '', tags = '', weights = ''] = packed
    .slice(0, packed.lastIndexOf('!'))
    .split(' ');
  const byState = readPairs(moveText, STATES * STATES);
  const moves = Int32Array.from(byState, (_, k) => byState[(k % STATES) * STATES + Math.floor(k / STATES)] as number);
  const stays = readPairs(stayText, 2 * KINDS);
  const slots = new Int32Array(1 << SLOT_BITS);
  const entries = new Int16Array(tags.length);
  for (let k = 0; k < tags.length; k++) entries[k] = ((digitAt(weights, k) - ZERO) << 8) | digitAt(tags, k);
  let slot = -1;
  let g = 0;
  let first = 0;
  for (let row = 0; row < checks.length; row++) {
    let gap = digitAt(gaps, g++);
    // Gaps above 88 take one digit more.
    if (gap === 89) gap += digitAt(gaps, g++);
    slot += gap + 1;
    const size = digitAt(sizes, row);
    slots[slot] = ((digitAt(checks, row) + 1) << CHECK_SHIFT) | (size << OFFSET_BITS) | first;
    first += size;
  }
  return { slots, entries, moves, stays, leads: readLeads(moves) };
}

/** By state: how much more than a move from it the best move into the same state brings, at most. */
function readLeads(moves: Int32Array): Int32Array {
  const leads = new Int32Array(STATES);
  for (let row = 0; row < moves.length; row += STATES) {
    const into = moves.subarray(row, row + STATES);
    const most = Math.max(...into);
    for (let before = 0; before < STATES; before++)
      leads[before] = Math.max(leads[before] as number, most - (into[before] as number));
  }
  return leads;
}

function readPairs(text: string, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, k) => (digitAt(text, 2 * k) - ZERO) * 90 + digitAt(text, 2 * k + 1));
}
