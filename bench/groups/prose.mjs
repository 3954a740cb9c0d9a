// Prose without a digit or a letter: what the taggers cost where everything could be a name.

import { readFileSync } from 'node:fs';
import { createRedactor } from '../../dist/index.js';
import { createRandom, flat } from '../corpus.mjs';
import { bar, interleave, publish, table, times, timesQuicker } from '../measure.mjs';

const TEXTS = 400;
const SIZE = 500;
/** Bytes of a Han character in UTF-8. */
const BYTES = 3;

const texts = makeTexts();
const units = texts.reduce((sum, text) => sum + text.length, 0);
const everything = createRedactor();

const samples = await interleave([
  { name: 'charCodeAt', units, pass: addUp },
  { name: 'everything', units, pass: () => texts.reduce((sum, text) => sum + everything.redact(text).length, 0) },
]);
const slower = timesQuicker(samples.get('everything'), samples.get('charCodeAt'));
const began = process.cpuUsage();
for (let round = 0; round < 5; round++) for (const text of texts) everything.redact(text);
const { user } = process.cpuUsage(began);
const megabytes = (5 * units * BYTES) / user;

publish({
  page: [
    '## Han prose',
    '',
    `${TEXTS} texts of ${SIZE} characters, words of the vocabulary in a random order with commas and full stops: there is no sentence in`,
    'them, so they hold more false names than prose does. Bytes are those of UTF-8, on this machine.',
    '',
    ...table(
      ['', 'figure'],
      [
        ['time of one pass of charCodeAt (= 1)', times(slower)],
        ['MB a second', megabytes.toFixed(1)],
      ],
    ),
    '',
  ],
  bars: [bar('pure Han prose at least 25 MB/s on this machine', `${megabytes.toFixed(1)} MB/s`, megabytes >= 25)],
});

function addUp() {
  let sum = 0;
  for (const text of texts) for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0;
  return sum;
}

function makeTexts() {
  const random = createRandom(11);
  const words = readFileSync(new URL('../../src/data/source/vocabulary.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => line.split(' '));
  return Array.from({ length: TEXTS }, () => {
    let text = '';
    for (let k = 0; text.length < SIZE; k++)
      text += random.pick(words) + (k % 6 === 5 ? '，' : k % 17 === 16 ? '。' : '');
    return flat(text);
  });
}
