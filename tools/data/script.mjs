// Traditional to simplified, one code unit to one.
import { packNumbers } from './pack.mjs';
import { readLines, readWords } from './read.mjs';

/** Pairs whose simplified side stands in GB 2312 and whose traditional side does not (乾 of 乾县 stays), with a few exceptions. */
function pairs() {
  const standard = gb2312();
  const also = new Set(readWords('traditional_also.txt'));
  const kept = [];
  for (const line of readLines('traditional.tsv')) {
    const [from, to] = line.split('\t');
    const [target] = to.split(' ');
    if (target !== from && standard.has(target) && (!standard.has(from) || also.has(from))) kept.push([from, target]);
  }
  return kept;
}

let cache;

/** A word in simplified characters. */
export function simplify(word) {
  cache ??= new Map(pairs());
  return [...word].map((c) => cache.get(c) ?? c).join('');
}

/** By simplified character, ascending: its distance from the one before; then how far the traditional one moved. */
export function packScript() {
  const units = pairs().map(([from, to]) => [to.charCodeAt(0), from.charCodeAt(0)]);
  units.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const move = (i, side) => units[i][side] - (i === 0 ? 0 : units[i - 1][side]);
  const targets = packNumbers(units.map((_, i) => move(i, 0)));
  return `${targets} ${packNumbers(units.map((_, i) => zigzag(move(i, 1))))}`;
}

function zigzag(n) {
  return n < 0 ? -2 * n - 1 : 2 * n;
}

function gb2312() {
  const decoder = new TextDecoder('gb18030');
  const chars = new Set();
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) chars.add(decoder.decode(new Uint8Array([high, low])));
  }
  return chars;
}
