// Everyday words, brands and roles that begin like a name.
import { readTable, readWords } from './read.mjs';
import { simplify } from './script.mjs';

export function packCommonWords() {
  const words = new Set([...readWords('brands.txt'), ...readWords('everyday.txt')].map(simplify));
  const weights = new Map(readTable('surnames.tsv').map((row) => [row.surname, Number(row.weight || 5)]));
  for (const { word, frequency, tag } of readTable('words.tsv')) {
    if (word.length < 2 || tag.startsWith('nr') || (weights.get(word[0]) ?? 0) < 6) continue;
    if (Number(frequency) >= 100) words.add(simplify(word));
  }
  return packWords(words);
}

/** By first character: it, then the tails of one, two, three … characters, each list ascending, "," between lists. */
function packWords(words) {
  const byFirst = new Map();
  for (const word of [...words].sort()) {
    if (!byFirst.has(word[0])) byFirst.set(word[0], []);
    const lists = byFirst.get(word[0]);
    while (lists.length < word.length - 1) lists.push('');
    lists[word.length - 2] += word.slice(1);
  }
  return [...byFirst].map(([first, lists]) => first + lists.join(',')).join(';');
}
