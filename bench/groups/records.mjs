// Orders of twenty fields, as values and as lines of JSON, against what a team would write.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createRedactor } from '../../dist/index.js';
import { bar, interleave, publish, table, times, timesQuicker } from '../measure.mjs';
import { makeOrders } from '../orders.mjs';
import { maskAll } from '../regex.mjs';

const COUNT = 2000;
const PATHS = ['receiverName', 'receiverPhone', 'address'];

const orders = makeOrders(COUNT);
const lines = orders.map((order) => JSON.stringify(order));
const units = lines.reduce((sum, line) => sum + line.length, 0);

const redactor = createRedactor();
// The policy a team would write: what its fields hold is known, the rest is kept, the remark is read.
const byPath = createRedactor({
  policy: {
    version: 1,
    fields: {
      '*': 'keep',
      receiverName: { 'treat-as': 'name' },
      receiverPhone: { 'treat-as': 'mobile' },
      address: { 'treat-as': 'address' },
      remark: 'scan',
    },
  },
});
for (const [i, order] of orders.entries()) {
  const shown = redactor.redactJson(lines[i]);
  for (const field of PATHS) assert.ok(!shown.includes(`"${order[field]}"`), `${field} is hidden`);
  if (order.remark.startsWith('到了')) assert.ok(!shown.includes(order.receiverName.slice(-2)), 'the remark too');
  const record = byPath.redactRecord(order);
  for (const field of PATHS) assert.notEqual(record[field], order[field]);
}

const engines = [
  { name: 'redactJson', units, pass: () => each(lines, (line) => redactor.redactJson(line).length) },
  { name: 'walk', units, pass: () => each(lines, (line) => JSON.stringify(walk(JSON.parse(line))).length) },
  { name: 'parse', units, pass: () => each(lines, (line) => JSON.stringify(JSON.parse(line)).length) },
  {
    name: 'redactRecord',
    units,
    pass: () => each(orders, (order) => redactor.redactRecord(order).receiverName.length),
  },
  { name: 'by path', units, pass: () => each(orders, (order) => byPath.redactRecord(order).receiverName.length) },
];
const fastRedact = load('fast-redact');
if (fastRedact !== undefined) {
  // It changes the record and puts it back: without a serializer that is its own way of use.
  const redact = fastRedact({ paths: PATHS, serialize: false });
  engines.push({
    name: 'fast-redact',
    units,
    pass: () =>
      each(orders, (order) => {
        const length = redact(order).receiverName.length;
        redact.restore(order);
        return length;
      }),
  });
}
const samples = await interleave(engines);
const json = timesQuicker(samples.get('walk'), samples.get('redactJson'));
const rows = ['redactJson', 'redactRecord', 'by path', 'parse'].map((name) => [
  NAMES()[name],
  times(timesQuicker(samples.get('walk'), samples.get(name))),
]);
const bars = [bar('redactJson at least 3× parse, walk with four regexes and stringify', times(json), json.median >= 3)];
if (fastRedact !== undefined) {
  const against = timesQuicker(samples.get('by path'), samples.get('fast-redact'));
  rows.push([
    'fast-redact 3.5.0, three paths, no text',
    times(timesQuicker(samples.get('walk'), samples.get('fast-redact'))),
  ]);
  bars.push(
    bar(
      'redactRecord by field policy, remark read, within 2× of fast-redact by path',
      times(against),
      against.median <= 2,
    ),
  );
}

publish({
  page: [
    '## Orders of twenty fields',
    '',
    `${COUNT} orders, ${Math.round(units / COUNT)} characters as JSON. How many times quicker than parsing the line, running the four expressions`,
    'over every string, and writing it again:',
    '',
    ...table(['what', 'times quicker'], rows),
    '',
  ],
  bars,
});

function NAMES() {
  return {
    redactJson: '`redactJson`, all kinds',
    redactRecord: '`redactRecord` of the value, all kinds',
    'by path': '`redactRecord`, field policy, `remark` read',
    parse: 'JSON.parse and stringify, nothing else',
  };
}

function each(list, work) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += work(list[i]);
  return sum;
}

function walk(value) {
  if (typeof value === 'string') return maskAll(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(walk);
  const out = {};
  for (const key of Object.keys(value)) out[key] = walk(value[key]);
  return out;
}

/** Undefined when the rivals are not installed. */
function load(name) {
  try {
    return createRequire(new URL('../rivals/package.json', import.meta.url))(name);
  } catch {
    return undefined;
  }
}
