// A log line that holds nothing: what it costs to look, against writing the line in the first place.

import assert from 'node:assert/strict';
import { createRedactor, idCardDetector, mobileDetector } from '../../dist/index.js';
import { createRandom, flat } from '../corpus.mjs';
import { bar, interleave, maskEach, publish, table, times, timesQuicker } from '../measure.mjs';

const RECORDS = 2000;
const SIZE = 300;

const records = makeRecords();
const lines = records.map((record) => flat(JSON.stringify(record)));
const units = lines.reduce((sum, line) => sum + line.length, 0);
const everything = createRedactor();
const structured = createRedactor({ detectors: [mobileDetector, idCardDetector] });
for (const line of lines) assert.equal(everything.redact(line), line, 'the clean lines hold nothing');

const samples = await interleave([
  { name: 'write', units, pass: writeEach },
  { name: 'everything', units, pass: () => maskEach(everything.redact, lines) },
  { name: 'structured', units, pass: () => maskEach(structured.redact, lines) },
]);
const [all, digits] = ['everything', 'structured'].map((name) => timesQuicker(samples.get(name), samples.get('write')));

publish({
  page: [
    '## A clean ASCII log line',
    '',
    `${RECORDS} different lines of ${Math.round(units / RECORDS)} characters on average: the time to look through one, as a share of JSON.stringify of the record it`,
    'came from (stringify = 1).',
    '',
    ...table(
      ['redactor', 'share of JSON.stringify'],
      [
        ['default', times(all)],
        ['mobile + ID', times(digits)],
      ],
    ),
    '',
  ],
  bars: [bar('a clean ASCII line below 0.1 of JSON.stringify', times(all), all.median < 0.1)],
});

function writeEach() {
  let length = 0;
  for (let i = 0; i < records.length; i++) length += JSON.stringify(records[i]).length;
  return length;
}

function makeRecords() {
  const random = createRandom(7);
  const word = () =>
    random.pick('accepted cache queue worker batch route plan zone retry index shard commit lease flush'.split(' '));
  const made = [];
  while (made.length < RECORDS) {
    const record = {
      time: `2025-07-0${1 + random.below(9)}T1${random.below(10)}:${10 + random.below(50)}:${10 + random.below(50)}.${random.digits(3)}Z`,
      level: random.pick(['info', 'info', 'warn', 'debug']),
      service: `${word()}-${word()}`,
      traceId: random.hex(32),
      method: random.pick(['GET', 'POST', 'PUT']),
      path: `/api/v2/${word()}/${random.below(100000)}`,
      status: random.pick([200, 200, 201, 204, 404]),
      ms: random.below(900),
      bytes: random.below(90000),
      cached: random.chance(0.5),
      msg: `${word()} ${word()} ${word()}`,
    };
    while (JSON.stringify(record).length < SIZE - 8) record.msg += ` ${word()}`;
    if (Math.abs(JSON.stringify(record).length - SIZE) <= 8) made.push(record);
  }
  return made;
}
