// The service. Orders come in and are kept as they are; what goes out is masked: replies, log, and the last words of the process.

import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createRedactor } from 'tuomin';
import { fastifyRedaction } from 'tuomin/http';
import { redaction } from 'tuomin/pino';
import { guardProcess } from 'tuomin/process';

// Before anything can throw.
guardProcess();

const {
  HOST = '127.0.0.1',
  PORT = '3000',
  REDIS_URL = 'redis://127.0.0.1:6379',
  LOG_FILE = 'orders.log',
} = process.env;

// Lines are masked before a transport sees them; the file is there for send.mjs to read.
const log = pino({
  ...redaction(),
  name: 'orders',
  transport: {
    targets: [
      { target: 'pino/file', options: { destination: 1 } },
      { target: 'pino/file', options: { destination: LOG_FILE } },
    ],
  },
});

/** Who sees what of an order; `false` masks nothing. Who is not named here sees what the log sees. */
const VIEWS = { support: createRedactor({ policy: 'support' }), admin: false };

const app = Fastify({ loggerInstance: log });
// First, so that whatever answers is masked. Asked when the reply is known, thus after the hook below.
app.register(fastifyRedaction({ redactorFor: ({ role, routeOptions }) => routeOptions.config.views?.[role] }));
app.decorateRequest('role', null);
app.addHook('onRequest', async (request) => {
  // In place of your authentication: a header proves nothing.
  const role = request.headers['x-role'];
  if (Object.hasOwn(VIEWS, role ?? '')) request.role = role;
});

const text = { type: 'string', minLength: 1, maxLength: 500 };
const body = {
  type: 'object',
  required: ['receiverName', 'mobile', 'address'],
  properties: { receiverName: text, mobile: text, address: text, remark: { ...text, minLength: 0 } },
  additionalProperties: false,
};

const orders = new Map();

app.post('/orders', { schema: { body } }, async (request, reply) => {
  const order = { id: randomUUID(), ...request.body };
  orders.set(order.id, order);
  // As careless as log lines are: fields, and values glued into a sentence.
  request.log.info({ order }, 'order accepted');
  request.log.info(`为${order.receiverName}（${order.mobile}）备货，备注：${order.remark ?? '无'}`);
  return reply.code(201).send({ id: order.id, published: await publish(order, request.log) });
});

app.get('/orders/:id', { config: { views: VIEWS } }, async (request, reply) => {
  const order = orders.get(request.params.id);
  return order ?? reply.code(404).send({ error: 'no such order' });
});

// The number is in the URL, which Fastify logs.
app.get('/orders', { config: { views: VIEWS } }, async (request, reply) => {
  if (request.role === null) return reply.code(403).send({ error: 'support and admin only' });
  return [...orders.values()].filter(({ mobile }) => mobile === request.query.mobile);
});

// Not for production: shows what is printed when an error reaches nobody.
app.get('/crash', async (_, reply) => {
  const { receiverName, mobile } = [...orders.values()].at(-1) ?? { receiverName: '陈丽华', mobile: '15902714683' };
  reply.raw.once('close', () => {
    throw new Error(`no courier for ${receiverName}, ${mobile}`);
  });
  return { crashing: true };
});

// Without Redis every command fails at once instead of waiting for it: orders go on, the stream is skipped.
const redis = new Redis(REDIS_URL, {
  enableOfflineQueue: false,
  commandTimeout: 1000,
  retryStrategy: (tries) => Math.min(tries * 200, 5000),
});
let isAway = false;
redis.on('error', ({ code }) => {
  if (!isAway) log.warn({ code }, 'no Redis: orders are accepted, the stream is skipped until it is there');
  isAway = true;
});
redis.on('ready', () => {
  isAway = false;
  log.info('Redis is there: orders go to the stream');
});

async function publish(order, log) {
  if (redis.status !== 'ready') return false;
  try {
    await redis.xadd('orders', '*', ...Object.entries(order).flat());
    return true;
  } catch (err) {
    // The client puts the command with all its values into its errors.
    log.warn({ err }, 'order not published');
    return false;
  }
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await app.close();
    redis.disconnect();
  });

await app.listen({ host: HOST, port: Number(PORT) });
