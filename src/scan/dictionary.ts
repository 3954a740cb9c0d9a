/**
 * A dictionary that reports every word starting at a position. It knows nothing of personal data.
 *
 * A plain trie whose edges live in one open-addressed hash table; a 64 K gate over the first two units turns most
 * positions away with one load. There are no failure links: a walk is as short as the longest word.
 */

export const ROOT = 0;
export const NONE = -1;
export const SINGLE = 1;
export const LONGER = 2;

export interface Dictionary {
  /** Per unit: SINGLE when it is a word by itself, LONGER when longer words begin with it. */
  readonly first: Uint8Array;
  /** By `gateIndex` of two units: some word may begin with them. */
  readonly gate: Uint8Array;
  edgeState: Int32Array;
  edgeUnit: Int32Array;
  edgeTarget: Int32Array;
  edgeMask: number;
  /** Per state, the first payload or -1; payloads of one word are chained. */
  firstPayload: number[];
  payloadNext: number[];
  payloadValue: number[];
  states: number;
  edges: number;
}

export function createDictionary(): Dictionary {
  return {
    first: new Uint8Array(65536),
    gate: new Uint8Array(65536),
    edgeState: new Int32Array(1024).fill(NONE),
    edgeUnit: new Int32Array(1024),
    edgeTarget: new Int32Array(1024),
    edgeMask: 1023,
    firstPayload: [NONE],
    payloadNext: [],
    payloadValue: [],
    states: 1,
    edges: 0,
  };
}

/** Adds a word (at least one unit, already folded) with a payload number of the caller's. */
export function addWord(dictionary: Dictionary, word: string, value: number): void {
  let state = ROOT;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    let target = step(dictionary, state, unit);
    if (target === NONE) {
      target = dictionary.states++;
      dictionary.firstPayload.push(NONE);
      addEdge(dictionary, state, unit, target);
    }
    state = target;
  }
  const unit = word.charCodeAt(0);
  dictionary.first[unit] = (dictionary.first[unit] as number) | (word.length === 1 ? SINGLE : LONGER);
  if (word.length > 1) dictionary.gate[gateIndex(unit, word.charCodeAt(1))] = 1;
  dictionary.payloadNext.push(dictionary.firstPayload[state] ?? NONE);
  dictionary.payloadValue.push(value);
  dictionary.firstPayload[state] = dictionary.payloadValue.length - 1;
}

/** Where the pair of a word's first two units is looked up in `gate`. */
export function gateIndex(first: number, second: number): number {
  return (Math.imul(first, 31) ^ second) & 0xffff;
}

/** The state after `unit`, or -1. */
export function step(dictionary: Dictionary, state: number, unit: number): number {
  const { edgeState, edgeUnit, edgeMask } = dictionary;
  let slot = hash(state, unit) & edgeMask;
  for (;;) {
    const held = edgeState[slot] as number;
    if (held === NONE) return NONE;
    if (held === state && edgeUnit[slot] === unit) return dictionary.edgeTarget[slot] as number;
    slot = (slot + 1) & edgeMask;
  }
}

function addEdge(dictionary: Dictionary, state: number, unit: number, target: number): void {
  if (dictionary.edges * 2 > dictionary.edgeMask) enlarge(dictionary);
  place(dictionary, state, unit, target);
  dictionary.edges++;
}

function place(dictionary: Dictionary, state: number, unit: number, target: number): void {
  let slot = hash(state, unit) & dictionary.edgeMask;
  while (dictionary.edgeState[slot] !== NONE) slot = (slot + 1) & dictionary.edgeMask;
  dictionary.edgeState[slot] = state;
  dictionary.edgeUnit[slot] = unit;
  dictionary.edgeTarget[slot] = target;
}

function enlarge(dictionary: Dictionary): void {
  const { edgeState, edgeUnit, edgeTarget } = dictionary;
  const size = (dictionary.edgeMask + 1) * 4;
  dictionary.edgeMask = size - 1;
  dictionary.edgeState = new Int32Array(size).fill(NONE);
  dictionary.edgeUnit = new Int32Array(size);
  dictionary.edgeTarget = new Int32Array(size);
  for (let i = 0; i < edgeState.length; i++) {
    if (edgeState[i] !== NONE)
      place(dictionary, edgeState[i] as number, edgeUnit[i] as number, edgeTarget[i] as number);
  }
}

function hash(state: number, unit: number): number {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
