// What a log line costs with tuomin inside the logger: lines of about 300 bytes, with personal data and without.

import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import log4js from 'log4js';
import { pino } from 'pino';
import winston from 'winston';
import { redaction as log4jsRedaction } from '../../dist/log4js.js';
import { redaction } from '../../dist/pino.js';
import { redacted } from '../../dist/winston.js';
import { bar, interleave, publish, table, times, timesQuicker } from '../measure.mjs';
import { makeOrders } from '../orders.mjs';
import { maskAll } from '../regex.mjs';

const COUNT = 500;

/** Names of fields as a service logs them; the remark is free text. */
const dense = makeOrders(COUNT).map(({ orderNo, receiverName, receiverPhone, address, remark }) => ({
  order: { orderNo, receiverName, receiverPhone, address, remark },
}));
const clean = Array.from({ length: COUNT }, (_, i) => ({
  req: {
    id: `req-${(i * 7919).toString(16).padStart(8, '0')}`,
    method: i % 3 === 0 ? 'POST' : 'GET',
    url: `/api/v2/orders/${202507180000 + i}/status?expand=items&page=${i % 9}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36',
  },
  res: { status: i % 17 === 0 ? 404 : 200, bytes: 1000 + i },
  traceId: (0x9e3779b97f4a7c15n * BigInt(i + 1)).toString(16).slice(-16),
  ms: 3 + (i % 40) / 10,
}));
const PATHS = ['order.receiverName', 'order.receiverPhone', 'order.address', 'order.remark'];
const MESSAGE = 'request completed';

/** What a logger has written, by its length, and the last pass as text. */
function sink() {
  const written = { length: 0, lines: 0, text: '', isKept: false };
  const take = (line) => {
    written.length += line.length;
    written.lines++;
    if (written.isKept) written.text += line;
  };
  return { written, take };
}

/** By logger, then by what masks: a function that logs a record, and its sink. */
const MAKERS = {
  pino: {
    plain: (take) => ofPino({}, take),
    tuomin: (take) => ofPino(redaction(), take),
    'redact, 4 paths': (take) => ofPino({ redact: PATHS }, take),
    'four regexes': (take) => ofPino({ hooks: { streamWrite: maskAll } }, take),
  },
  winston: {
    plain: (take) => ofWinston((log) => log, take),
    tuomin: (take) => ofWinston((log) => redacted(log), take),
    'four regexes': (take) =>
      ofWinston(
        (log) => log,
        (line) => take(maskAll(line)),
      ),
  },
  log4js: {
    plain: (take) => ofLog4js('plain', (configuration) => configuration, take),
    tuomin: (take) => ofLog4js('tuomin', log4jsRedaction, take),
    'four regexes': (take) =>
      ofLog4js(
        'regexes',
        (configuration) => configuration,
        (line) => take(maskAll(line)),
      ),
  },
};

function ofPino(options, take) {
  const log = pino(options, { write: take });
  return (record) => log.info(record, MESSAGE);
}

function ofWinston(wrap, take) {
  const stream = new Writable({
    decodeStrings: false,
    write(line, _, done) {
      take(line);
      done();
    },
  });
  const { timestamp, json, combine } = winston.format;
  const log = wrap(
    winston.createLogger({
      format: combine(timestamp(), json()),
      transports: [new winston.transports.Stream({ stream })],
    }),
  );
  return (record) => log.info(MESSAGE, record);
}

const appenders = {};
const categories = { default: { appenders: [], level: 'off' } };
function ofLog4js(name, wrap, take) {
  const type = {
    configure: ({ layout }, layouts) => {
      const write = layouts.layout(layout.type, layout);
      return (event) => take(`${write(event)}\n`);
    },
  };
  const given = { appenders: { [name]: { type, layout: { type: 'basic' } } }, categories: {} };
  Object.assign(appenders, wrap(given).appenders);
  categories[name] = { appenders: [name], level: 'info' };
  categories.default.appenders = [name];
  log4js.configure({ appenders, categories });
  return (record) => log4js.getLogger(name).info(MESSAGE, JSON.stringify(record));
}

const rows = [];
const bars = [];
for (const [logger, makers] of Object.entries(MAKERS)) {
  for (const [kind, records, most] of [
    ['without personal data', clean, 1.6],
    ['with name, number and address', dense, 3],
  ]) {
    const engines = Object.entries(makers).map(([name, make]) => {
      const { written, take } = sink();
      const log = make(take);
      const pass = () => {
        written.length = written.lines = 0;
        for (const record of records) log(record);
        return written.length;
      };
      written.isKept = true;
      pass();
      written.isKept = false;
      assert.equal(written.lines, records.length, `${logger}, ${name}: a line for each record`);
      return { name, units: records.length, pass, text: written.text };
    });
    const [plain, tuomin] = engines;
    if (kind === 'without personal data')
      assert.equal(masked(tuomin.text), masked(plain.text), 'clean lines stay as they are');
    else
      for (const { order } of records)
        for (const value of [order.receiverName, order.receiverPhone, order.address])
          assert.ok(!tuomin.text.includes(value), `${logger}: no value is left`);
    const samples = await interleave(engines);
    const against = (name) => timesQuicker(samples.get(name), samples.get('plain'));
    const bytes = Math.round(Buffer.byteLength(plain.text) / records.length);
    const values = records === dense ? leftOf(engines, records) : {};
    for (const { name } of engines.slice(1))
      rows.push([logger, `${kind}, ${bytes} bytes`, name, times(against(name)), values[name] ?? '']);
    bars.push(
      bar(
        `${logger} with tuomin at most ${most}× plain, lines ${kind}`,
        times(against('tuomin')),
        against('tuomin').median <= most,
      ),
    );
  }
}

/** Without what differs from line to line of one and the same record. */
function masked(text) {
  return text.replace(/"time":\d+|"timestamp":"[^"]+"|^\[[^\]]+\]|\b(?:plain|tuomin)\b/gm, '');
}

/** How many of the planted values each leaves standing. */
function leftOf(engines, records) {
  const planted = records.flatMap(({ order }) => [order.receiverName, order.receiverPhone, order.address]);
  return Object.fromEntries(
    engines.map(({ name, text }) => [
      name,
      `${planted.filter((value) => text.includes(value)).length} of ${planted.length}`,
    ]),
  );
}

log4js.shutdown();
publish({
  page: [
    '## Loggers',
    '',
    'Time for a line as a multiple of what the logger takes without anything, and how many of the planted names, numbers and addresses',
    'are still to be read. pino writes to a function, winston to a stream, log4js by its basic layout.',
    '',
    ...table(['logger', 'lines', 'with', 'time', 'values left'], rows),
    '',
  ],
  bars,
});
