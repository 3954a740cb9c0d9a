/** Field names before `:`, `=` and `>`: one backward pass per separator tries the whole key and each of its tails. */

import type { CueSet } from './cues.ts';

const LONGEST_KEY = 48;
const UPPER = 1;
const LOWER = 2;
const DIGIT = 3;
const JOINT = 4;
/** Space, `"`, `'`, backslash, `]`: between a key and its separator. */
const PADDING = 5;

export interface KeyTable {
  /** Open-addressed by hash; -1 is free. */
  readonly hashes: Int32Array;
  readonly entries: Int32Array;
  readonly mask: number;
  /** By entry: the index of its set in the lexis. */
  readonly sets: readonly number[];
  readonly words: readonly number[];
  readonly anyTail: readonly boolean[];
  /** One bit by the last three letters, 5 bits each: some key ends so. Most keys of a log line are turned away here. */
  readonly endings: Uint8Array;
  /** By ASCII unit, what it is to a key. */
  readonly classes: Uint8Array;
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
  const endings = new Uint8Array(4096);
  for (const [entry, name] of names.entries()) {
    let hash = 0;
    for (let i = name.length - 1; i >= 0; i--) hash = mix(hash, name.charCodeAt(i));
    let slot = hash & (size - 1);
    while (entries[slot] !== -1) slot = (slot + 1) & (size - 1);
    hashes[slot] = hash;
    entries[slot] = entry;
    // A key of two letters may have anything in front, a quote as well as another part of the name.
    const [last, second] = [name.charCodeAt(name.length - 1), name.charCodeAt(name.length - 2)];
    if (name.length > 2) setBit(endings, ending(last, second, name.charCodeAt(name.length - 3)));
    else for (let third = 0; third < 32; third++) setBit(endings, ending(last, second, third));
  }
  return { hashes, entries, mask: size - 1, sets: owners, words, anyTail, endings, classes: keyClasses() };
}

/**
 * Looks at the key that ends before the separator at `at` and writes the entries that match to `found`
 * (the longest tail last). Returns how many.
 */
export function matchKey(table: KeyTable, units: Uint16Array, at: number, found: KeyMatch[]): number {
  const { classes, endings } = table;
  let end = at;
  // Nearly all keys: `key=` and `"key":`.
  const plain = at > 0 && units[at - 1] === 34 ? at - 1 : at;
  if (plain > 2) {
    const [a, b, c] = [units[plain - 1] as number, units[plain - 2] as number, units[plain - 3] as number];
    if (isLetter(a) && isLetter(b) && isLetter(c)) {
      return hasBit(endings, ending(a, b, c)) ? matchTails(table, units, plain, found) : 0;
    }
  }
  // `"key" :`, `\"key\":`, `'key':`, `key =`
  while (end > 0 && at - end < 4 && classOf(classes, units[end - 1] as number) === PADDING) end--;
  if (end < 2) return 0;
  const last = units[end - 1] as number;
  const lastClass = classOf(classes, last);
  if (lastClass === 0 || lastClass >= JOINT) return 0;
  const second = units[end - 2] as number;
  const third = end > 2 ? (units[end - 3] as number) : 0;
  const thirdClass = classOf(classes, third);
  // `e_id`, `user_id`: the joint is no part of the name; such keys pass the gate.
  if (thirdClass !== JOINT && classOf(classes, second) !== JOINT) {
    if (!hasBit(endings, ending(last, second, thirdClass === 0 || thirdClass === PADDING ? 0 : third))) return 0;
  }
  return matchTails(table, units, end, found);
}

/** Tries each tail of the key that ends at `end`. */
function matchTails(table: KeyTable, units: Uint16Array, end: number, found: KeyMatch[]): number {
  const { classes } = table;
  const stop = Math.max(0, end - LONGEST_KEY);
  let hash = 0;
  let count = 0;
  let i = end - 1;
  let current = classOf(classes, units[i] as number);
  for (;;) {
    if (current !== JOINT) hash = mix(hash, lower(units[i] as number));
    let before = i > stop ? classOf(classes, units[i - 1] as number) : 0;
    // A joint with nothing before it is no part of the key: `-name: …` in a diff, `--name=…` on a command line.
    if (before === PADDING || (before === JOINT && current !== JOINT && isLeading(classes, units, i - 1))) before = 0;
    const isWhole = before === 0;
    const isTail = isWhole || (current !== JOINT && (before === JOINT || (current === UPPER && before !== UPPER)));
    if (isTail && current !== JOINT) count = lookUp(table, hash, isWhole, i, end, found, count);
    if (isWhole) return count;
    i--;
    current = before;
  }
}

/** Reports whether nothing but one or two joints stands before a name whose joint is at `at`. */
function isLeading(classes: Uint8Array, units: Uint16Array, at: number): boolean {
  let p = at - 1;
  if (p >= 0 && units[p] === units[at]) p--;
  if (p < 0) return true;
  const before = classOf(classes, units[p] as number);
  return before === 0 || before === PADDING;
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

function hasBit(bits: Uint8Array, index: number): boolean {
  return (((bits[index >> 3] as number) >> (index & 7)) & 1) !== 0;
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] as number) | (1 << (index & 7));
}

function mix(hash: number, unit: number): number {
  return (Math.imul(hash ^ unit, 0x01000193) + 0x9e3779b1) | 0;
}

function isLetter(unit: number): boolean {
  return ((unit | 32) - 97) >>> 0 < 26;
}

function lower(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}

function classOf(classes: Uint8Array, unit: number): number {
  return unit < 128 ? (classes[unit] as number) : 0;
}

function keyClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  classes.fill(UPPER, 65, 91);
  classes.fill(LOWER, 97, 123);
  classes.fill(DIGIT, 48, 58);
  for (const unit of '_-.') classes[unit.charCodeAt(0)] = JOINT;
  for (const unit of ' "\'\\]') classes[unit.charCodeAt(0)] = PADDING;
  return classes;
}
