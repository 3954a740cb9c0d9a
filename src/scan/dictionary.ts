/**
 * A dictionary that reports every word starting at a position. It knows nothing of personal data.
 *
 * A plain trie whose edges live in one open-addressed hash table, four numbers side by side, so that a step touches one
 * line of the cache. A gate over the first two units, small enough to stay in the nearest cache, turns most positions away.
 * There are no failure links: a walk is as short as the longest word.
 */

export const ROOT = 0;
export const NONE = -1;
export const SINGLE = 1;
export const LONGER = 2;

/**
 * What stands at a slot of `edges`: from which state, over which unit, to which state, and what words end there: NONE, the
 * value of the one, or MANY less the first of a chain in `payloadNext` and `payloadValue`.
 */
const UNIT = 1;
export const TARGET = 2;
export const PAYLOAD = 3;
const WIDTH = 4;
export const MANY = -2;
/** Beyond all states that edges lead to. */
const AFTER_FIRST = 0x4000_0000;

export interface Dictionary {
  /** Per unit: SINGLE when it is a word by itself, LONGER when longer words begin with it. */
  readonly first: Uint8Array;
  /** The same by unit, for those that begin a word. */
  readonly firsts: Map<number, number>;
  /** One bit by `gateIndex` of two units: some word may begin with them. The second is 0 for a word by itself. */
  readonly gate: Uint8Array;
  /** Some word is a single unit. */
  hasSingles: boolean;
  edges: Int32Array;
  /** Slots less one; a power of two less one. */
  mask: number;
  edgeCount: number;
  states: number;
  /** The values of words that were added more than once. */
  readonly payloadNext: number[];
  readonly payloadValue: number[];
}

/** An empty dictionary; `words` is about how many are coming. */
export function createDictionary(words = 0): Dictionary {
  // Words of two units take one edge, and half the slots stay free.
  let slots = 1024;
  while (slots < words * 2) slots *= 2;
  return {
    first: new Uint8Array(65536),
    gate: new Uint8Array(16384),
    hasSingles: false,
    firsts: new Map(),
    edges: createEdges(slots),
    mask: slots - 1,
    edgeCount: 0,
    states: 1,
    payloadNext: [],
    payloadValue: [],
  };
}

/** Adds a word (at least one unit, already folded) with a value of the caller's, 0 or more. */
export function addWord(dictionary: Dictionary, word: string, value: number): void {
  const unit = word.charCodeAt(0);
  let slot = NONE;
  if (word.length === 1) slot = edgeTo(dictionary, ROOT, unit);
  for (let i = 1, state = stateAfter(unit); i < word.length; i++) {
    slot = edgeTo(dictionary, state, word.charCodeAt(i));
    state = dictionary.edges[slot + TARGET] as number;
  }
  const first = (dictionary.first[unit] as number) | (word.length === 1 ? SINGLE : LONGER);
  if (first !== dictionary.first[unit]) dictionary.firsts.set(unit, first);
  dictionary.first[unit] = first;
  if (word.length === 1) dictionary.hasSingles = true;
  const index = gateIndex(unit, word.length > 1 ? word.charCodeAt(1) : 0);
  dictionary.gate[index >> 3] = (dictionary.gate[index >> 3] as number) | (1 << (index & 7));
  const held = dictionary.edges[slot + PAYLOAD] as number;
  dictionary.edges[slot + PAYLOAD] = held === NONE ? value : chained(dictionary, held, value);
}

/** Puts a value before what a slot holds. */
function chained({ payloadNext, payloadValue }: Dictionary, held: number, value: number): number {
  if (held >= 0) {
    payloadNext.push(NONE);
    payloadValue.push(held);
  }
  payloadNext.push(held >= 0 ? payloadValue.length - 1 : MANY - held);
  return MANY - (payloadValue.push(value) - 1);
}

/** The bit of `gate` for the pair of a word's first two units. */
export function gateIndex(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 15;
}

/** Reports whether some word may begin with these two units. */
export function mayBegin(gate: Uint8Array, first: number, second: number): boolean {
  const index = gateIndex(first, second);
  return (((gate[index >> 3] as number) >> (index & 7)) & 1) !== 0;
}

/** The state behind the first unit of a longer word: it needs no edge, so that a pair is one step. */
export function stateAfter(first: number): number {
  return AFTER_FIRST | first;
}

/** The slot of `edges` for `unit` behind `state`, or -1. A word of one unit is an edge of ROOT. */
export function step(dictionary: Dictionary, state: number, unit: number): number {
  const { edges, mask } = dictionary;
  let slot = hash(state, unit) & mask;
  for (;;) {
    const at = slot * WIDTH;
    const held = edges[at] as number;
    if (held === state && edges[at + UNIT] === unit) return at;
    if (held === NONE) return NONE;
    slot = (slot + 1) & mask;
  }
}

function createEdges(slots: number): Int32Array {
  return new Int32Array(slots * WIDTH).fill(NONE);
}

function edgeTo(dictionary: Dictionary, state: number, unit: number): number {
  const known = step(dictionary, state, unit);
  if (known !== NONE) return known;
  if (++dictionary.edgeCount * 2 > dictionary.mask) enlarge(dictionary);
  const at = freeSlot(dictionary, state, unit);
  dictionary.edges[at] = state;
  dictionary.edges[at + UNIT] = unit;
  dictionary.edges[at + TARGET] = dictionary.states++;
  return at;
}

function freeSlot({ edges, mask }: Dictionary, state: number, unit: number): number {
  let slot = hash(state, unit) & mask;
  while (edges[slot * WIDTH] !== NONE) slot = (slot + 1) & mask;
  return slot * WIDTH;
}

function enlarge(dictionary: Dictionary): void {
  const { edges } = dictionary;
  const slots = (dictionary.mask + 1) * 2;
  dictionary.mask = slots - 1;
  dictionary.edges = createEdges(slots);
  for (let from = 0; from < edges.length; from += WIDTH) {
    if (edges[from] === NONE) continue;
    const to = freeSlot(dictionary, edges[from] as number, edges[from + UNIT] as number);
    dictionary.edges.set(edges.subarray(from, from + WIDTH), to);
  }
}

function hash(state: number, unit: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
