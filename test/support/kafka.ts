/** A broker of Kafka for a test, from the jars of `test/support/kafka/pom.xml` in the folder that TUOMIN_KAFKA_JARS names. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, has, type Running, startServer } from './servers.ts';

const JARS = process.env['TUOMIN_KAFKA_JARS'] ?? '';

export function hasKafka(): boolean {
  return JARS !== '' && existsSync(JARS) && has('java');
}

export async function startKafka(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'tuomin-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  writeFileSync(
    properties,
    `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:${controller}
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
`,
  );
  const java = ['-Xmx512m', '-cp', join(JARS, '*')];
  execFileSync(
    'java',
    [...java, 'kafka.tools.StorageTool', 'format', '-t', '5L6g3nShT-eMCtK--X86sw', '-c', properties],
    {
      stdio: 'ignore',
    },
  );
  return startServer('java', () => [...java, 'kafka.Kafka', properties], { folder, port });
}
