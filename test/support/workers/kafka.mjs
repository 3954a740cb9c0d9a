// A worker as a process of its own, to be killed: port.
import { Kafka } from 'kafkajs';
import { maskTopic } from '../../../dist/kafka.js';

const kafka = new Kafka({ clientId: 'worker', brokers: [`127.0.0.1:${process.argv[2]}`], logLevel: 0 });
const worker = maskTopic({ kafka, from: 'many', to: 'many.masked', group: 'many', sessionTimeout: 3000, batch: 200 });
process.on('SIGTERM', async () => {
  await worker.stop();
  process.disconnect();
});
process.send?.('ready');
