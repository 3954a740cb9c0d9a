// A worker as a process of its own, to be killed: URL, name.
import { Redis } from 'ioredis';
import { maskStream } from '../../../dist/redis.js';

const [port, consumer] = process.argv.slice(2);
const redis = new Redis(Number(port), '127.0.0.1');
const worker = maskStream({
  redis,
  from: 'orders',
  to: 'orders:masked',
  consumer,
  sourceField: 'src',
  claimAfter: 2000,
});
process.on('SIGTERM', async () => {
  await worker.stop();
  redis.disconnect();
  process.send?.(worker.counts);
  process.disconnect();
});
process.send?.('ready');
