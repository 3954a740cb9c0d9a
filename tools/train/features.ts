/** The features of texts as ids, for the trainer. */

import { foldTraditional } from '../../src/data/script.ts';
import { createFrame, ELEMENT_FEATURES, elementFeatures, readFrame } from '../../src/model/element-features.ts';
import { createLine, readLine, readWords } from '../../src/model/line.ts';
import { NAME_FEATURES, nameFeatures } from '../../src/model/name-features.ts';
import { markPlaces } from '../../src/model/places.ts';
import { createFoldTable } from '../../src/text/fold.ts';

const line = createLine();
const frame = createFrame();

let table: Uint16Array | undefined;

/** The text as detectors read it: folded, traditional characters as simplified ones. */
export function unitsOf(text: string): Uint16Array {
  if (table === undefined) {
    table = createFoldTable();
    foldTraditional(table);
  }
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = table[text.charCodeAt(i)] as number;
  return units;
}

/** The hashes of every unit's features, one after the other. */
export function nameHashes(text: string): Int32Array {
  readLine(line, unitsOf(text), text.length, 0, text.length);
  readWords(line);
  return collect(text.length, NAME_FEATURES, (at, out) => nameFeatures(line, at, out));
}

export function elementHashes(text: string): Int32Array {
  readLine(line, unitsOf(text), text.length, 0, text.length);
  readFrame(frame, line);
  markPlaces(line, frame.known);
  return collect(text.length, ELEMENT_FEATURES, (at, out) => elementFeatures(line, frame, at, out));
}

function collect(length: number, features: number, write: (at: number, out: Int32Array) => void): Int32Array {
  const all = new Int32Array(length * features);
  const one = new Int32Array(features);
  for (let at = 0; at < length; at++) {
    write(at, one);
    all.set(one, at * features);
  }
  return all;
}

/** While training, features are told apart by this many bits of their hash. */
const BITS = 25;

/** Gives ids to the features that occur often enough. */
export class Dictionary {
  readonly #ids = new Int32Array(1 << BITS);
  readonly #counts = new Uint32Array(1 << BITS);
  /** By id: a hash with the feature's bits, and how often it was counted. */
  hashes: number[] = [];
  counts: number[] = [];

  /** By key, the hash most of its occurrences have, by majority vote (Boyer and Moore): slots and checks need all its bits. */
  readonly #hashes = new Int32Array(1 << BITS);
  readonly #votes = new Int32Array(1 << BITS);

  count(hashes: Int32Array): void {
    for (const hash of hashes) {
      const key = hash >>> (32 - BITS);
      this.#counts[key] = (this.#counts[key] as number) + 1;
      const votes = this.#votes[key] as number;
      if (votes === 0) this.#hashes[key] = hash;
      this.#votes[key] = votes + (this.#hashes[key] === hash ? 1 : -1);
    }
  }

  /** After counting: keeps what occurs at least `least` times. */
  settle(least: number): number {
    for (let key = 0; key < this.#counts.length; key++) {
      const count = this.#counts[key] as number;
      if (count < least) continue;
      this.hashes.push(this.#hashes[key] as number);
      this.counts.push(count);
      this.#ids[key] = this.hashes.length;
    }
    return this.hashes.length;
  }

  /** The ids of hashes, in place; -1 for what was not kept. */
  translate(hashes: Int32Array): Int32Array {
    for (let i = 0; i < hashes.length; i++) {
      const key = (hashes[i] as number) >>> (32 - BITS);
      hashes[i] = (this.#ids[key] as number) - 1;
    }
    return hashes;
  }
}
