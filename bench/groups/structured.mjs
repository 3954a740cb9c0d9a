// Mobile numbers and resident IDs: two detectors against the two regular expressions of a team, per line and whole text.

import { createRedactor, idCardDetector, mobileDetector } from '../../dist/index.js';
import { joinLines, makeCorpus } from '../corpus.mjs';
import {
  assertCovered,
  bar,
  count,
  interleave,
  maskEach,
  publish,
  table,
  tally,
  times,
  timesQuicker,
} from '../measure.mjs';
import { detectStructured, maskStructured } from '../regex.mjs';

const LINES = 6000;
const KINDS = ['mobile', 'id-card'];

const redactor = createRedactor({ detectors: [mobileDetector, idCardDetector] });
const rows = [];
const corpora = [];
let atFive;
for (const percent of [0, 5, 100]) {
  const corpus = makeCorpus(LINES, percent);
  const { lines, chars } = corpus;
  corpora.push([
    `${percent} %`,
    lines.length,
    Math.round(corpus.bytes / lines.length),
    `${Math.round(corpus.hanShare * 100)} %`,
    corpus.vocabulary,
    Object.entries(corpus.planted)
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', '),
  ]);
  const texts = lines.map(({ text }) => text);
  const whole = joinLines(lines);
  const ours = count(lines, redactor.detect);
  const theirs = count(lines, detectStructured);
  assertCovered('tuomin', ours, KINDS);
  assertCovered('tuomin, whole text', count([{ text: whole.text, planted: whole.planted }], redactor.detect), KINDS);
  assertCovered('two regexes', theirs, KINDS);
  const samples = await interleave([
    { name: 'ours', units: chars, pass: () => maskEach(redactor.redact, texts) },
    { name: 'theirs', units: chars, pass: () => maskEach(maskStructured, texts) },
    { name: 'ours whole', units: chars, pass: () => redactor.redact(whole.text).length },
    { name: 'theirs whole', units: chars, pass: () => maskStructured(whole.text).length },
  ]);
  const perLine = timesQuicker(samples.get('theirs'), samples.get('ours'));
  const perText = timesQuicker(samples.get('theirs whole'), samples.get('ours whole'));
  if (percent === 5) atFive = perLine;
  rows.push([`${percent} %`, times(perLine), times(perText), tally(ours, KINDS), tally(theirs, KINDS)]);
}

publish({
  page: [
    '## Structured kinds: two detectors against two regular expressions',
    '',
    'Times quicker than `replace` with a mobile and an ID expression with digit boundaries: median of the rounds (quartiles).',
    'Found: covered of planted, + what was found beyond; the expressions check no check digit.',
    '',
    ...table(['lines with data', 'per line', 'whole text', 'tuomin found', 'expressions found'], rows),
    '',
    'The corpora of this group; vocabulary: different words and numbers, since a small one flatters caches.',
    '',
    ...table(['lines with data', 'lines', 'bytes a line', 'Han', 'vocabulary', 'planted'], corpora),
    '',
  ],
  bars: [bar('structured kinds at least 4× the two regexes, per line, 5 %', times(atFive), atFive.median >= 4)],
});
