import { unpackAscending } from './unpack.ts';
import { VOCABULARY } from './vocabulary.gen.ts';

// Words of two to four characters as fingerprints of 23 bits: a word that is listed is always known, and one in two
// hundred of all others is taken for one. The tagger was trained with the same set, mistakes included.

const BITS = 23;
const LONGEST = 4;
/** FNV-1a's offset basis. */
const BASIS = 0x811c9dc5;
/** Nothing below is Han. */
const HAN = 0x3400;
/** The set's table: a power of two, half full at most. */
const SLOTS = 131_072;

/** Bits of the filter that most stretches fail to pass: it fits the cache, the table does not. */
const FILTER_BITS = 19;

let table: Int32Array | undefined;
let filter: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/**
 * For every unit of units[from, to): the size of the longest word that begins there in `starts`, of the longest that ends
 * there in `ends`; 0 where none does. No word reaches out of the stretch.
 */
export function markWords(units: Uint16Array, from: number, to: number, starts: Uint8Array, ends: Uint8Array): void {
  table ??= build();
  starts.fill(0, from, to);
  ends.fill(0, from, to);
  for (let at = from; at + 1 < to; at++) {
    if ((units[at] as number) < HAN || (units[at + 1] as number) < HAN) continue;
    let h = step(BASIS, units[at] as number);
    const limit = Math.min(to, at + LONGEST);
    for (let end = at + 1; end < limit; end++) {
      h = step(h, units[end] as number);
      if (!has(table, finish(h))) continue;
      const size = end + 1 - at;
      starts[at] = size;
      if (size > (ends[end] as number)) ends[end] = size;
    }
  }
}

function step(h: number, unit: number): number {
  return Math.imul(h ^ unit, 0x9e3779b1);
}

function finish(h: number): number {
  return (h ^ (h >>> 15)) >>> (32 - BITS);
}

function has(slots: Int32Array, print: number): boolean {
  const bit = print >>> (BITS - FILTER_BITS);
  if (((filter[bit >> 3] as number) & (1 << (bit & 7))) === 0) return false;
  for (let slot = print & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const held = slots[slot] as number;
    if (held === print + 1) return true;
    if (held === 0) return false;
  }
}

function build(): Int32Array {
  const slots = new Int32Array(SLOTS);
  filter = new Uint8Array(1 << (FILTER_BITS - 3));
  for (const print of unpackAscending(VOCABULARY)) {
    let slot = print & (SLOTS - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    slots[slot] = print + 1;
    const bit = print >>> (BITS - FILTER_BITS);
    filter[bit >> 3] = (filter[bit >> 3] as number) | (1 << (bit & 7));
  }
  return slots;
}
