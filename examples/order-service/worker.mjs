// The worker: takes orders from the stream that only it reads, and adds them masked to the one analytics reads.

import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createRedactor } from 'tuomin';
import { createKeyRing } from 'tuomin/keyed';
import { redaction } from 'tuomin/pino';
import { guardProcess } from 'tuomin/process';
import { maskStream } from 'tuomin/redis';

guardProcess();

const {
  HOST = '127.0.0.1',
  METRICS_PORT = '3001',
  REDIS_URL = 'redis://127.0.0.1:6379',
  CONSUMER = 'worker-1',
} = process.env;
const QUIET_MS = 30_000;

const log = pino({ ...redaction(), name: 'worker' });

// With a key, tokens: the same customer stays the same customer, and nobody learns who. Without, masks.
const redactor = process.env.TUOMIN_KEY
  ? createRedactor({
      policy: 'analytics',
      keys: createKeyRing({ active: 'k1', keys: { k1: { env: 'TUOMIN_KEY' } } }),
    })
  : createRedactor();

let quietUntil = 0;
const worker = maskStream({
  // The worker makes connections of its own from this one, which is never opened. Without retries it can be stopped while it waits.
  redis: new Redis(REDIS_URL, { lazyConnect: true, maxRetriesPerRequest: 0 }),
  redactor,
  from: 'orders',
  to: 'orders:masked',
  deadLetters: 'orders:dead',
  consumer: CONSUMER,
  sourceField: 'source',
  maxLength: 10_000,
  // Nobody else reads the raw stream: what is masked need not stay in it.
  removes: true,
  onProblem: ({ code, during }) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + QUIET_MS;
    log.warn({ code, during }, 'Redis does not answer; the worker waits for it');
  },
});

const metrics = createServer((request, response) => {
  if (request.url !== '/metrics') return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(worker.metrics());
});
metrics.listen(Number(METRICS_PORT), HOST, () =>
  log.info(`orders -> orders:masked; counts at http://${HOST}:${METRICS_PORT}/metrics`),
);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    metrics.close();
    metrics.closeAllConnections();
    await worker.stop();
    log.info({ counts: worker.counts }, 'stopped');
  });
