/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over binary features, trained by
 * stochastic gradient ascent with a rate of its own for every weight (AdaGrad; Duchi, Hazan and Singer, 2011).
 *
 * Tags are of two sorts. An outer one may follow whatever can end, and what it costs to move there depends on the state
 * the tag before leaves behind; an inner one goes on with what was begun, after a few tags only. Tag 0 is "outside",
 * state 0 is what it leaves behind and where a text begins.
 */

import { Random } from './random.ts';

export interface Shape {
  readonly tags: number;
  readonly features: number;
  readonly states: number;
  /** By tag: the state it leaves behind, or -1 where a text or a part cannot end. */
  readonly stateOf: Int8Array;
  /** By tag: the tags an inner one may follow; empty for outer ones. */
  readonly after: readonly (readonly number[])[];
}

export interface Sequence {
  readonly length: number;
  /** `features` ids per unit; -1 for what is not counted. */
  readonly ids: Int32Array;
  readonly tags: Uint8Array;
  /** How often it counts in one round. */
  readonly weight: number;
}

export interface Model {
  /** By id times tags. */
  readonly weights: Float32Array;
  /** By state times tags, for outer tags. */
  readonly moves: Float64Array;
  /** By tag before times tags, for inner tags. */
  readonly steps: Float64Array;
}

export interface Settings {
  readonly ids: number;
  readonly rate: number;
  /** The share of itself that a weight loses with each of its steps (L2). */
  readonly decay: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

/** Where the sums of squares begin. */
const START = 1e-2;
/** Gradients smaller than this are let be. */
const LEAST = 1e-3;

export class Trainer implements Model {
  readonly weights: Float32Array;
  readonly moves: Float64Array;
  readonly steps: Float64Array;
  readonly #shape: Shape;
  readonly #rate: number;
  readonly #decay: number;
  readonly #squares: Float32Array;
  readonly #moveSquares: Float64Array;
  readonly #stepSquares: Float64Array;
  readonly #expMoves: Float64Array;
  readonly #expSteps: Float64Array;
  /** By unit times tags. */
  readonly #local: Float64Array;
  readonly #forward: Float64Array;
  readonly #backward: Float64Array;
  /** By unit times states: what can end there. */
  readonly #ended: Float64Array;
  readonly #outer: Int32Array;
  readonly #inner: Int32Array;
  readonly #arriving: Float64Array;
  readonly #leaving: Float64Array;
  readonly #random: Random;
  readonly #log: (line: string) => void;
  /** By id times tags: 1 for the weights that may be other than 0. */
  #support: Uint8Array | undefined;

  constructor(shape: Shape, sequences: readonly Sequence[], { ids, rate, decay, seed, log }: Settings) {
    const { tags, states, after } = shape;
    const longest = sequences.reduce((most, { length }) => Math.max(most, length), 0);
    this.#shape = shape;
    this.#random = new Random(seed);
    this.#log = log;
    this.#rate = rate;
    this.#decay = decay;
    this.weights = new Float32Array(ids * tags);
    this.moves = new Float64Array(states * tags);
    this.steps = new Float64Array(tags * tags);
    this.#squares = new Float32Array(ids * tags).fill(START);
    this.#moveSquares = new Float64Array(states * tags).fill(START);
    this.#stepSquares = new Float64Array(tags * tags).fill(START);
    this.#expMoves = new Float64Array(states * tags);
    this.#expSteps = new Float64Array(tags * tags);
    this.#local = new Float64Array(longest * tags);
    this.#forward = new Float64Array(longest * tags);
    this.#backward = new Float64Array(longest * tags);
    this.#ended = new Float64Array(longest * states);
    const all = Array.from({ length: tags }, (_, t) => t);
    this.#outer = Int32Array.from(all.filter((t) => after[t]?.length === 0));
    this.#inner = Int32Array.from(all.filter((t) => after[t]?.length !== 0));
    this.#arriving = new Float64Array(tags);
    this.#leaving = new Float64Array(states);
  }

  /** Goes through all texts so many times. */
  learn(sequences: readonly Sequence[], rounds: number): void {
    const order = sequences.flatMap((sequence) => Array.from({ length: sequence.weight }, () => sequence));
    for (let round = 1; round <= rounds; round++) {
      let likelihood = 0;
      for (const sequence of this.#random.shuffle(order)) if (sequence.length > 0) likelihood += this.#step(sequence);
      this.#log(`round ${round} of ${rounds}: log-likelihood ${(likelihood / order.length).toFixed(4)} a text`);
    }
  }

  /** From now on all weights but these are 0. */
  restrict(support: Uint8Array): void {
    this.#support = support;
    for (let w = 0; w < support.length; w++) if (support[w] === 0) this.weights[w] = 0;
  }

  /** One step along the gradient of one text; returns its log-likelihood before. */
  #step(sequence: Sequence): number {
    const { tags, states } = this.#shape;
    for (let k = 0; k < states * tags; k++) this.#expMoves[k] = Math.exp(this.moves[k] as number);
    for (let k = 0; k < tags * tags; k++) this.#expSteps[k] = Math.exp(this.steps[k] as number);
    let likelihood = 0;
    for (let i = 0; i < sequence.length; i++) likelihood += this.#readForward(sequence, i);
    likelihood -= this.#readBackward(sequence.length);
    for (let i = 0; i < sequence.length; i++) this.#climb(sequence, i);
    return likelihood;
  }

  /** Scores unit `i` and adds up what leads to it, every column scaled to 1. */
  #readForward({ ids, tags: gold }: Sequence, i: number): number {
    const { tags, features, states, stateOf, after } = this.#shape;
    const local = this.#local;
    const forward = this.#forward;
    const ended = this.#ended;
    const q = i * tags;
    for (let t = 0; t < tags; t++) local[q + t] = 0;
    for (let f = 0; f < features; f++) {
      const id = ids[i * features + f] as number;
      if (id < 0) continue;
      const o = id * tags;
      for (let t = 0; t < tags; t++) local[q + t] = (local[q + t] as number) + (this.weights[o + t] as number);
    }
    let most = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < tags; t++) if ((local[q + t] as number) > most) most = local[q + t] as number;
    const own = gold[i] as number;
    const likelihood = (local[q + own] as number) - most + this.#moveOf(gold, i);
    for (let t = 0; t < tags; t++) local[q + t] = Math.exp((local[q + t] as number) - most);
    let sum = 0;
    for (let k = 0; k < this.#outer.length; k++) {
      const t = this.#outer[k] as number;
      let v = 0;
      if (i === 0) v = this.#expMoves[t] as number;
      else
        for (let s = 0; s < states; s++)
          v += (ended[(i - 1) * states + s] as number) * (this.#expMoves[s * tags + t] as number);
      v *= local[q + t] as number;
      forward[q + t] = v;
      sum += v;
    }
    for (let k = 0; k < this.#inner.length; k++) {
      const t = this.#inner[k] as number;
      let v = 0;
      if (i > 0)
        for (const a of after[t] as number[])
          v += (forward[q - tags + a] as number) * (this.#expSteps[a * tags + t] as number);
      v *= local[q + t] as number;
      forward[q + t] = v;
      sum += v;
    }
    for (let s = 0; s < states; s++) ended[i * states + s] = 0;
    for (let t = 0; t < tags; t++) {
      const v = (forward[q + t] as number) / sum;
      forward[q + t] = v;
      const s = stateOf[t] as number;
      if (s >= 0) ended[i * states + s] = (ended[i * states + s] as number) + v;
    }
    return likelihood - Math.log(sum);
  }

  #moveOf(gold: Uint8Array, i: number): number {
    const { tags, stateOf, after } = this.#shape;
    const own = gold[i] as number;
    if (i === 0) return this.moves[own] as number;
    const previous = gold[i - 1] as number;
    if (after[own]?.length === 0) return this.moves[(stateOf[previous] as number) * tags + own] as number;
    return this.steps[previous * tags + own] as number;
  }

  /** Adds up what follows each unit; returns the logarithm of what can end at all. */
  #readBackward(length: number): number {
    const { tags, states, stateOf, after } = this.#shape;
    const local = this.#local;
    const forward = this.#forward;
    const backward = this.#backward;
    const last = (length - 1) * tags;
    let ends = 0;
    for (let t = 0; t < tags; t++) {
      backward[last + t] = (stateOf[t] as number) >= 0 ? 1 : 0;
      ends += (forward[last + t] as number) * (backward[last + t] as number);
    }
    for (let i = length - 2; i >= 0; i--) {
      const q = i * tags;
      const n = q + tags;
      this.#leaving.fill(0);
      for (let k = 0; k < this.#outer.length; k++) {
        const t = this.#outer[k] as number;
        const v = (local[n + t] as number) * (backward[n + t] as number);
        for (let s = 0; s < states; s++)
          this.#leaving[s] = (this.#leaving[s] as number) + (this.#expMoves[s * tags + t] as number) * v;
      }
      for (let t = 0; t < tags; t++) {
        const s = stateOf[t] as number;
        backward[q + t] = s < 0 ? 0 : (this.#leaving[s] as number);
      }
      for (let k = 0; k < this.#inner.length; k++) {
        const t = this.#inner[k] as number;
        const v = (local[n + t] as number) * (backward[n + t] as number);
        for (const a of after[t] as number[])
          backward[q + a] = (backward[q + a] as number) + (this.#expSteps[a * tags + t] as number) * v;
      }
      let sum = 0;
      for (let t = 0; t < tags; t++) sum += (backward[q + t] as number) * (forward[q + t] as number);
      for (let t = 0; t < tags; t++) backward[q + t] = (backward[q + t] as number) / sum;
    }
    return Math.log(ends);
  }

  /** Moves the weights that unit `i` uses. */
  #climb({ ids, tags: gold }: Sequence, i: number): void {
    const { tags, features, states, stateOf, after } = this.#shape;
    const forward = this.#forward;
    const q = i * tags;
    const own = gold[i] as number;
    let sum = 0;
    for (let t = 0; t < tags; t++) sum += (forward[q + t] as number) * (this.#backward[q + t] as number);
    if (i > 0) {
      const previous = gold[i - 1] as number;
      const left = stateOf[previous] as number;
      const isOuter = after[own]?.length === 0;
      let all = 0;
      for (let t = 0; t < tags; t++)
        this.#arriving[t] = (this.#local[q + t] as number) * (this.#backward[q + t] as number);
      for (let k = 0; k < this.#outer.length; k++) {
        const t = this.#outer[k] as number;
        for (let s = 0; s < states; s++)
          all +=
            (this.#ended[(i - 1) * states + s] as number) *
            (this.#expMoves[s * tags + t] as number) *
            (this.#arriving[t] as number);
      }
      for (let k = 0; k < this.#inner.length; k++) {
        const t = this.#inner[k] as number;
        for (const a of after[t] as number[])
          all +=
            (forward[q - tags + a] as number) *
            (this.#expSteps[a * tags + t] as number) *
            (this.#arriving[t] as number);
      }
      for (let k = 0; k < this.#outer.length; k++) {
        const t = this.#outer[k] as number;
        for (let s = 0; s < states; s++) {
          const m = s * tags + t;
          const p =
            ((this.#ended[(i - 1) * states + s] as number) *
              (this.#expMoves[m] as number) *
              (this.#arriving[t] as number)) /
            all;
          this.#move(this.moves, this.#moveSquares, m, (isOuter && s === left && t === own ? 1 : 0) - p);
        }
      }
      for (let k = 0; k < this.#inner.length; k++) {
        const t = this.#inner[k] as number;
        for (const a of after[t] as number[]) {
          const m = a * tags + t;
          const p =
            ((forward[q - tags + a] as number) * (this.#expSteps[m] as number) * (this.#arriving[t] as number)) / all;
          this.#move(this.steps, this.#stepSquares, m, (a === previous && t === own ? 1 : 0) - p);
        }
      }
    }
    const weights = this.weights;
    const squares = this.#squares;
    const rate = this.#rate;
    const decay = this.#decay;
    const support = this.#support;
    for (let t = 0; t < tags; t++) {
      const g = (own === t ? 1 : 0) - ((forward[q + t] as number) * (this.#backward[q + t] as number)) / sum;
      if (g < LEAST && g > -LEAST) continue;
      for (let f = 0; f < features; f++) {
        const id = ids[i * features + f] as number;
        if (id < 0) continue;
        const w = id * tags + t;
        if (support !== undefined && support[w] === 0) continue;
        squares[w] = (squares[w] as number) + g * g;
        weights[w] =
          (weights[w] as number) + (rate * (g - decay * (weights[w] as number))) / Math.sqrt(squares[w] as number);
      }
    }
  }

  #move(weights: Float64Array, squares: Float64Array, at: number, gradient: number): void {
    if (gradient < LEAST && gradient > -LEAST) return;
    squares[at] = (squares[at] as number) + gradient * gradient;
    weights[at] = (weights[at] as number) + (this.#rate * gradient) / Math.sqrt(squares[at] as number);
  }
}
