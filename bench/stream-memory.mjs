// The most memory one stream takes above what the process holds before the first byte, in a process of its own:
//   node --expose-gc bench/stream-memory.mjs redactNdjson|redactCsv MEGABYTES [slow]
// Prints the bytes. The peak is the operating system's, so that none is missed between two looks.

import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createRedactor } from '../dist/index.js';
import { redactCsv, redactNdjson } from '../dist/node.js';
import { makeOrders } from './orders.mjs';

const MB = 1 << 20;
/** Of a reader that is slow. */
const MB_A_SECOND = 2;

const [name, megabytes, speed] = process.argv.slice(2);
const orders = makeOrders(2000);
const head = name === 'redactCsv' ? `${Object.keys(orders[0]).join(',')}\n` : '';
const rows = orders.map((order) => (name === 'redactCsv' ? Object.values(order).join(',') : JSON.stringify(order)));
const bytes = Buffer.from(`${rows.join('\n')}\n`);
const redactor = createRedactor();
// Tables and weights are unpacked by the first text; they are the redactor's, not the stream's.
redactor.redactJson(rows[0]);
globalThis.gc();
const idle = process.memoryUsage.rss();

const make = name === 'redactCsv' ? redactCsv : redactNdjson;
const sink = new Writable({
  write(chunk, _, done) {
    if (speed !== 'slow') done();
    else wait((chunk.length / MB / MB_A_SECOND) * 1000).then(() => done(), done);
  },
});
await pipeline(Readable.from(chunks()), make({ redactor }), sink);
process.stdout.write(String(Math.max(0, process.resourceUsage().maxRSS * 1024 - idle)));

/** In chunks that end anywhere. */
function* chunks() {
  if (head !== '') yield Buffer.from(head);
  for (let passed = 0; passed < Number(megabytes) * MB; passed += bytes.length) {
    for (let at = 0; at < bytes.length; at += 65_521) yield bytes.subarray(at, at + 65_521);
  }
}
