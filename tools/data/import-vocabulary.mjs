// Cuts jieba's dictionary (dict.txt of the PyPI package jieba 0.42.1, MIT) down to the words the name tagger knows:
//   node tools/data/import-vocabulary.mjs <path to dict.txt>
// Kept are words of two to four characters that are no names of persons and occur now and then. Run by hand when the
// rules below change; the result is checked in.
import { readFileSync, writeFileSync } from 'node:fs';

const LEAST_FREQUENCY = 50;
const kept = [];
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const [word, count, tag] = line.split(' ');
  if (!tag || !/^[\u4e00-\u9fff]{2,4}$/u.test(word) || tag.startsWith('nr') || Number(count) < LEAST_FREQUENCY)
    continue;
  kept.push(word);
}
const lines = [];
for (const word of kept.sort()) {
  const last = lines.at(-1);
  if (last !== undefined && last[0] === word[0] && last.length < 200) lines[lines.length - 1] += ` ${word}`;
  else lines.push(word);
}
writeFileSync(
  new URL('../../src/data/source/vocabulary.txt', import.meta.url),
  [
    '# Words of two to four characters that are no names of persons, by first character.',
    '# Origin: jieba 0.42.1 by Sun Junyi, dict.txt, cut down by tools/data/import-vocabulary.mjs. Licence: MIT.',
    ...lines,
    '',
  ].join('\n'),
);
