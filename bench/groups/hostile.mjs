// Inputs made to be slow. Twice the length may cost little more than twice the time, and none may fall far behind the
// normal rate. Input that is broken as bytes or nested as JSON is for the tests of those shells; here all are strings.

import { createRedactor } from '../../dist/index.js';
import { flat, joinLines, makeCorpus } from '../corpus.mjs';
import { bar, now, publish, table } from '../measure.mjs';

const SIZES = [1e5, 2e5, 4e5, 8e5];
const ROUNDS = 5;
const MOST_GROWTH = 2.2;
const LEAST_RATE = 0.1;
/** What seems to grow too much is measured again: noise goes, growth stays. */
const TRIES = 3;
/** An input that runs a hundred times below the normal rate is not measured at greater lengths. */
const HOPELESS = 0.01;

const INPUTS = {
  1: '1',
  '1a': '1a',
  中: '中',
  省市区县: '省市区县',
  中市: '中市',
  王李: '王李',
  '1中': '1中',
  spaces: ' ',
  'glued mobile numbers': '15902714683',
  '138-': '138-',
  'full-width digits': '１',
  'circled digits': '①',
  'Chinese numerals': '一',
  'mathematical digits': '\u{1D7CF}',
  'astral Han': '\u{20BB7}',
  'lone surrogates': '\uD842',
  'zero-width characters': '\u200B',
  'digits and zero-width': '1\u200B',
  '+86': '+86',
  转: '转',
  号: '号',
  '·': '·',
  '@': '@',
  'a.': 'a.',
  'a@': 'a@',
  '\\u escapes': '\\u4e2d',
  '%E5': '%E5',
  '&#': '&#20013;',
  '"': '"',
  '{': '{',
  '[': '[',
  '\\': '\\',
  ':': ':',
  '=': '=',
  NUL: '\0',
  电话: '电话',
  '电话：': '电话：',
  '收件人：王': '收件人：王',
  张: '张',
  先生: '先生',
  '1号': '1号',
  '1栋': '1栋',
  北京市: '北京市',
  'comma-joined numbers': '15902714683,',
  'joined IDs': '420106198806123519',
  'dates 2025-07-01 ': '2025-07-01 ',
  'keys "a":': '"a":',
  'keys tel=': 'tel=',
  'keys password=': 'password=',
  'eyJ. tokens': 'eyJ.',
};

const redactor = createRedactor();
const normal = rate(repeatTo(joinLines(makeCorpus(2000, 5).lines).text, SIZES.at(-1)));
const results = Object.entries(INPUTS).map(([name, unit]) => measure(name, unit));
// One line of ten million characters of ordinary log text without a line end.
const longLine = joinLines(makeCorpus(2000, 5).lines).text.replaceAll('\n', ' ');
const long = rate(repeatTo(longLine, 1e7), 1) / normal;

const byGrowth = [...results].sort((a, b) => b.growth - a.growth);
const byRate = [...results].sort((a, b) => a.rate - b.rate);
const [steepest, slowest] = [byGrowth[0], byRate[0]];

publish({
  page: [
    '## Hostile input',
    '',
    `${results.length} inputs of ${SIZES[0]} to ${SIZES.at(-1)} characters through the default redactor. Growth: the worst t(2n)/t(n) of the three doublings,`,
    `of the least times of ${ROUNDS} rounds (noise only adds). Rate: characters per second at the greatest length; 1 is whole log text at 5 %.`,
    `One line of ten million characters: ${long.toFixed(2)} of the normal rate.`,
    '',
    ...table(
      ['steepest', 'growth', 'rate'],
      byGrowth.slice(0, 6).map((r) => [code(r.name), r.growth.toFixed(2), r.rate.toFixed(2)]),
    ),
    '',
    ...table(
      ['slowest', 'growth', 'rate'],
      byRate.slice(0, 6).map((r) => [code(r.name), r.growth.toFixed(2), r.rate.toFixed(2)]),
    ),
    '',
  ],
  bars: [
    bar(
      `hostile input grows at most ${MOST_GROWTH}× per doubling`,
      `${steepest.growth.toFixed(2)} (${steepest.name})`,
      steepest.growth <= MOST_GROWTH,
    ),
    bar(
      'hostile input never below a tenth of the normal rate',
      `${slowest.rate.toFixed(2)} (${slowest.name})`,
      slowest.rate >= LEAST_RATE,
    ),
  ],
});

function measure(name, unit) {
  const texts = SIZES.map((size) => repeatTo(unit, size));
  for (const text of texts.slice(0, 2)) redactor.redact(text);
  const least = texts.map(() => Number.POSITIVE_INFINITY);
  let reached = texts.length;
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && growth > MOST_GROWTH; attempt++) {
    for (let round = 0; round < ROUNDS; round++) {
      globalThis.gc?.();
      for (let k = 0; k < reached; k++) {
        const ms = timed(texts[k]);
        least[k] = Math.min(least[k], ms);
        if (texts[k].length / ms < normal * HOPELESS) reached = Math.max(2, k + 1);
      }
    }
    growth = Math.max(...least.slice(1, reached).map((ms, k) => ms / least[k]));
  }
  return { name, growth, rate: texts[reached - 1].length / least[reached - 1] / normal };
}

/** Characters per millisecond, warm. */
function rate(text, warm = 4) {
  for (let i = 0; i < warm; i++) redactor.redact(text);
  return text.length / Math.min(...Array.from({ length: ROUNDS }, () => timed(text)));
}

/** Several passes where one is too short to be timed. */
function timed(text) {
  const start = now();
  let passes = 0;
  do {
    redactor.redact(text);
    passes++;
  } while (now() - start < 10);
  return (now() - start) / passes;
}

function repeatTo(unit, length) {
  return flat(unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
}

function code(name) {
  return `\`${name}\``;
}
