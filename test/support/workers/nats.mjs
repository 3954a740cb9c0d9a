// A worker as a process of its own, to be killed: port.
import { jetstream } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import { maskJetStream } from '../../../dist/nats.js';

const connection = await connect({ servers: `127.0.0.1:${process.argv[2]}` });
const worker = maskJetStream({
  jetstream: jetstream(connection),
  headers,
  from: 'orders',
  consumer: 'tuomin',
  to: 'masked.orders',
});
process.on('SIGTERM', async () => {
  await worker.stop();
  await connection.drain();
  process.disconnect();
});
process.send?.('ready');
