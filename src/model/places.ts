/** Names of provinces, cities and districts in a line, for the element tagger. */

import { divisionWords } from '../data/divisions.ts';
import { CONTEXT, type Line } from './line.ts';

/** What `markPlaces` writes: the level times 4, plus where in the name. */
const FIRST = 1;
const LAST = 2;
const INSIDE = 3;

const SLOTS = 16_384;
/** FNV-1a's offset basis. */
const BASIS = 0x811c9dc5;

interface Places {
  /** Hashes of names, and by slot the level: 1 province, 2 city, 3 district. */
  readonly hashes: Int32Array;
  readonly levels: Uint8Array;
  /** By unit: the longest name that begins so. */
  readonly longest: Uint8Array;
}

let places: Places | undefined;

/** Marks the longest names in the line, from left to right; `known` is by place in the line's arrays and has to be 0. */
export function markPlaces({ units, length }: Line, known: Uint8Array): void {
  places ??= build();
  const { longest } = places;
  const stop = CONTEXT + length;
  for (let at = CONTEXT; at < stop; at++) {
    const most = Math.min(longest[units[at] as number] as number, stop - at);
    if (most < 2) continue;
    let h = step(BASIS, units[at] as number);
    let size = 0;
    let level = 0;
    for (let n = 2; n <= most; n++) {
      h = step(h, units[at + n - 1] as number);
      const found = levelOf(places, h);
      if (found > 0) {
        size = n;
        level = found;
      }
    }
    if (size === 0) continue;
    known[at] = level * 4 + FIRST;
    for (let i = at + 1; i < at + size - 1; i++) known[i] = level * 4 + INSIDE;
    known[at + size - 1] = level * 4 + LAST;
    at += size - 1;
  }
}

/** Reports whether simplified units[start, end) are the full or short name of a province, city or district. */
export function isDivision(units: Uint16Array, start: number, end: number): boolean {
  places ??= build();
  if (end - start < 2 || end - start > (places.longest[units[start] as number] as number)) return false;
  let h = BASIS;
  for (let i = start; i < end; i++) h = step(h, units[i] as number);
  return levelOf(places, h) > 0;
}

function levelOf({ hashes, levels }: Places, hash: number): number {
  for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const level = levels[slot] as number;
    if (level === 0 || hashes[slot] === hash) return level;
  }
}

function step(h: number, unit: number): number {
  const x = Math.imul(h ^ unit, 0x9e3779b1);
  return x ^ (x >>> 15);
}

function build(): Places {
  const built = { hashes: new Int32Array(SLOTS), levels: new Uint8Array(SLOTS), longest: new Uint8Array(65536) };
  const levels = ['province', 'city', 'district'];
  for (const { word, level } of divisionWords()) {
    if (word.length < 2) continue;
    let h = BASIS;
    for (let i = 0; i < word.length; i++) h = step(h, word.charCodeAt(i));
    let slot = h & (SLOTS - 1);
    while (built.levels[slot] !== 0 && built.hashes[slot] !== h) slot = (slot + 1) & (SLOTS - 1);
    // The larger division stands: 吉林 is the province.
    if (built.levels[slot] !== 0) continue;
    built.hashes[slot] = h;
    built.levels[slot] = levels.indexOf(level) + 1;
    const first = word.charCodeAt(0);
    built.longest[first] = Math.max(built.longest[first] as number, word.length);
  }
  return built;
}
