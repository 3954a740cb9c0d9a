import { LEXICON } from './lexicon.gen.ts';
import { simplifyTable } from './script.ts';
import { unpackText } from './unpack.ts';

/** The longest word of the lexicon. */
const LONGEST = 6;

let words: ReadonlySet<string> | undefined;
/** 1 for every unit that begins a word. */
let firsts: Uint8Array | undefined;

/** Reports whether text[start, end) is an everyday word, brand or role that reads like a name: 高兴 周末 王老吉. */
export function isCommonWord(text: string, start: number, end: number): boolean {
  if (end - start < 2 || end - start > LONGEST) return false;
  words ??= build();
  const table = simplifyTable();
  if (firsts?.[table[text.charCodeAt(start)] ?? 0] !== 1) return false;
  let folded = '';
  let isFolded = false;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const simple = table[unit] ?? 0;
    if (simple !== unit) isFolded = true;
    if (isFolded) folded = (folded || text.slice(start, i)) + String.fromCharCode(simple);
  }
  return words.has(isFolded ? folded : text.slice(start, end));
}

/** The end of the longest common word that begins at `start` and ends at or before `limit`; `start` itself if there is none. */
export function commonWordEnd(text: string, start: number, limit = text.length): number {
  for (let end = Math.min(limit, start + LONGEST); end > start + 1; end--) {
    if (isCommonWord(text, start, end)) return end;
  }
  return start;
}

/** All words, for building an automaton. */
export function commonWords(): ReadonlySet<string> {
  words ??= build();
  return words;
}

function build(): Set<string> {
  const set = new Set<string>();
  firsts = new Uint8Array(65536);
  for (const entry of unpackText(LEXICON).split(';')) {
    const first = entry.charAt(0);
    firsts[first.charCodeAt(0)] = 1;
    for (const [i, tails] of entry.slice(1).split(',').entries()) {
      for (let at = 0; at < tails.length; at += i + 1) set.add(first + tails.slice(at, at + i + 1));
    }
  }
  return set;
}
