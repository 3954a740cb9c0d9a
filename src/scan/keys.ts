/** Field names before `:`, `=` and `>`: one backward pass per separator tries the whole key and each of its tails. */

import type { CueSet } from './cues.ts';

const LONGEST_KEY = 48;
const UPPER = 1;
const LOWER = 2;
const DIGIT = 3;
const JOINT = 4;

export interface KeyTable {
  /** Open-addressed by hash; -1 is free. */
  readonly hashes: Int32Array;
  readonly entries: Int32Array;
  readonly mask: number;
  /** By entry: the index of its set in the lexis. */
  readonly sets: readonly number[];
  readonly words: readonly number[];
  readonly anyTail: readonly boolean[];
  /** By the last three letters, 5 bits each: some key ends so. Most keys of a log line are turned away here. */
  readonly endings: Uint8Array;
}

export interface KeyMatch {
  start: number;
  end: number;
  entry: number;
}

export function createKeyTable(sets: readonly CueSet[]): KeyTable {
  const owners: number[] = [];
  const words: number[] = [];
  const anyTail: boolean[] = [];
  const names: string[] = [];
  for (const [owner, set] of sets.entries()) {
    for (const [index, key] of (set.keys ?? '').split(/\s+/u).filter(Boolean).entries()) {
      owners.push(owner);
      words.push(index);
      anyTail.push(key.startsWith('~'));
      names.push(key.replace(/[~_.-]/gu, '').toLowerCase());
    }
  }
  let size = 64;
  while (size < names.length * 3) size *= 2;
  const hashes = new Int32Array(size);
  const entries = new Int32Array(size).fill(-1);
  const endings = new Uint8Array(32768);
  for (const [entry, name] of names.entries()) {
    let hash = 0;
    for (let i = name.length - 1; i >= 0; i--) hash = mix(hash, name.charCodeAt(i));
    let slot = hash & (size - 1);
    while (entries[slot] !== -1) slot = (slot + 1) & (size - 1);
    hashes[slot] = hash;
    entries[slot] = entry;
    const last = name.length - 1;
    // A key of two letters may have anything in front, a quote as well as another part of the name.
    if (name.length > 2)
      endings[ending(name.charCodeAt(last), name.charCodeAt(last - 1), name.charCodeAt(last - 2))] = 1;
    else
      for (let third = 0; third < 32; third++)
        endings[ending(name.charCodeAt(last), name.charCodeAt(last - 1), third)] = 1;
  }
  return { hashes, entries, mask: size - 1, sets: owners, words, anyTail, endings };
}

/**
 * Looks at the key that ends before the separator at `at` and writes the entries that match to `found`
 * (the longest tail last). Returns how many.
 */
export function matchKey(table: KeyTable, units: Uint16Array, at: number, found: KeyMatch[]): number {
  let end = at;
  // `"key" :`, `\"key\":`, `'key':`, `key =`
  while (end > 0 && at - end < 4 && isPadding(units[end - 1] as number)) end--;
  if (end < 2) return 0;
  const last = units[end - 1] as number;
  if (classOf(last) === 0 || classOf(last) === JOINT) return 0;
  const second = units[end - 2] as number;
  const third = end > 2 ? (units[end - 3] as number) : 0;
  const thirdClass = classOf(third);
  // `e_id`, `user_id`: the joint is no part of the name; such keys pass the gate.
  const isJoined = thirdClass === JOINT || classOf(second) === JOINT;
  if (!isJoined && table.endings[ending(last, second, thirdClass === 0 ? 0 : third)] === 0) return 0;
  const stop = Math.max(0, end - LONGEST_KEY);
  let hash = 0;
  let count = 0;
  let i = end - 1;
  let current = classOf(last);
  for (;;) {
    if (current !== JOINT) hash = mix(hash, lower(units[i] as number));
    let before = i > stop ? classOf(units[i - 1] as number) : 0;
    // A joint with nothing before it is no part of the key: `-name: …` in a diff, `--name=…` on a command line.
    if (before === JOINT && current !== JOINT && isLeading(units, i - 1)) before = 0;
    const isWhole = before === 0;
    const isTail = isWhole || (current !== JOINT && (before === JOINT || (current === UPPER && before !== UPPER)));
    if (isTail && current !== JOINT) count = lookUp(table, hash, isWhole, i, end, found, count);
    if (isWhole) return count;
    i--;
    current = before;
  }
}

/** Reports whether nothing but one or two joints stands before a name whose joint is at `at`. */
function isLeading(units: Uint16Array, at: number): boolean {
  let p = at - 1;
  if (p >= 0 && units[p] === units[at]) p--;
  return p < 0 || classOf(units[p] as number) === 0;
}

function lookUp(
  table: KeyTable,
  hash: number,
  isWhole: boolean,
  start: number,
  end: number,
  found: KeyMatch[],
  count: number,
): number {
  let slot = hash & table.mask;
  for (;;) {
    const entry = table.entries[slot] as number;
    if (entry === -1) return count;
    if (table.hashes[slot] === hash && (isWhole || table.anyTail[entry] === true)) {
      const match = found[count];
      if (match === undefined) found.push({ start, end, entry });
      else {
        match.start = start;
        match.end = end;
        match.entry = entry;
      }
      count++;
    }
    slot = (slot + 1) & table.mask;
  }
}

function ending(last: number, second: number, third: number): number {
  return ((last & 31) << 10) | ((second & 31) << 5) | (third & 31);
}

function mix(hash: number, unit: number): number {
  return (Math.imul(hash ^ unit, 0x01000193) + 0x9e3779b1) | 0;
}

function lower(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}

function classOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return LOWER;
  if (unit >= 65 && unit <= 90) return UPPER;
  if (unit >= 48 && unit <= 57) return DIGIT;
  return unit === 95 || unit === 45 || unit === 46 ? JOINT : 0;
}

/** Space, `"`, `'`, backslash, `]`. */
function isPadding(unit: number): boolean {
  return unit === 32 || unit === 34 || unit === 39 || unit === 92 || unit === 93;
}
