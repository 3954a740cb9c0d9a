// Cuts jieba's dictionary (dict.txt of the PyPI package jieba 0.42.1, MIT) down to what generate.mjs reads:
//   node tools/data/import-jieba.mjs <path to dict.txt>
// Kept are single characters, words of two to four characters that begin with a surname, and words that are also the
// short name of a division. Run by hand when the rules below change; the result is checked in.
import { readFileSync, writeFileSync } from 'node:fs';
import { divisionStems } from './divisions.mjs';
import { readTable } from './read.mjs';

const LEAST_FREQUENCY = 8;
const surnames = new Set(readTable('surnames.tsv').map((row) => row.surname));
const stems = divisionStems();
const kept = [];
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [word, count, tag] = line.split(' ');
  if (!tag || !/^\p{Script=Han}{1,4}$/u.test(word) || /[\ud800-\udfff]/u.test(word)) continue;
  const wanted =
    word.length === 1 ||
    stems.has(word) ||
    (surnames.has(word[0]) && !tag.startsWith('nr') && Number(count) >= LEAST_FREQUENCY);
  if (wanted) kept.push(`${word}\t${count}\t${tag}`);
}
writeFileSync(
  new URL('../../src/data/source/words.tsv', import.meta.url),
  [
    '# Words with frequency and part of speech: single characters, words that begin with a surname, names of divisions.',
    '# Origin: jieba 0.42.1 by Sun Junyi, dict.txt, cut down by tools/data/import-jieba.mjs. Licence: MIT.',
    'word\tfrequency\ttag',
    ...kept.sort(),
    '',
  ].join('\n'),
);
