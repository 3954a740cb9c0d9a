// What stays: findings the caller keeps, and the redactor after a gigabyte has passed through it.

import assert from 'node:assert/strict';
import { createRedactor } from '../../dist/index.js';
import { flat, makeCorpus } from '../corpus.mjs';
import { bar, publish, table } from '../measure.mjs';

const FINDINGS = 1e6;
const GIGABYTE = 2 ** 30;
const MB = 2 ** 20;
const LIMIT = 16 * MB;

const redactor = createRedactor();
const { lines, bytes } = makeCorpus(2000, 5);
const texts = lines.map(({ text }) => text);
for (const text of texts) redactor.redact(text);

// Each line new, as a logger's are: the redactor must not hold on to any.
const before = heap();
let passed = 0;
let rounds = 0;
while (passed < GIGABYTE) {
  const tail = ` #${rounds++}`;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] + tail;
    if (redactor.redact(text).length === 0) throw new Error('a line vanished');
  }
  passed += bytes;
}
const kept = heap() - before;

const line = flat('收件人：何俊 15902714683 ');
const text = line.repeat(2000);
const perText = redactor.detect(text).length;
assert.equal(perText, 4000, 'each line holds a name and a number');
const findings = [];
const empty = heap();
while (findings.length < FINDINGS) for (const finding of redactor.detect(text)) findings.push(finding);
const held = heap() - empty;

publish({
  page: [
    '## Memory',
    '',
    ...table(
      ['what', 'heap and buffers'],
      [
        [
          `still held after ${(passed / GIGABYTE).toFixed(1)} GB of log lines, default redactor`,
          `${(kept / MB).toFixed(2)} MB`,
        ],
        [
          `${FINDINGS.toExponential(0)} findings that the caller keeps`,
          `${(held / MB).toFixed(0)} MB, ${Math.round(held / findings.length)} bytes each`,
        ],
      ],
    ),
    '',
  ],
  bars: [bar('less than 16 MB held after 1 GB', `${(kept / MB).toFixed(2)} MB`, kept < LIMIT)],
});

function heap() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
