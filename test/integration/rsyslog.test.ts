import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { ADDRESS, expectUnplanted, NAME, PHONE } from '../support/leak-paths.ts';
import { freePort, has, startServer } from '../support/servers.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples/rsyslog/', import.meta.url));
const PIPE = `${process.execPath} ${CLI} pipe`;
const redactor = createRedactor({ policy: 'log' });

const MESSAGES = Array.from(
  { length: 1500 },
  (_, i) =>
    [
      `${i} 收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`,
      `${i} order 2025071800012345 done in 17 ms`,
      `${i} {"receiverName":"${NAME}","mobile":${PHONE},"n":${i}}`,
      `${i} tab\t${PHONE}\tand "quotes" \\ ${NAME}女士`,
    ][i % 4] as string,
);

/** Runs rsyslog with one of the configurations of examples/, and sends it the messages over TCP. */
async function through(example: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
  const port = await freePort();
  const output = join(folder, 'out.log');
  const configuration = readFileSync(join(EXAMPLES, example), 'utf8')
    .replaceAll('/usr/local/bin/tuomin pipe', PIPE)
    .replaceAll('/var/log/orders.log', output)
    .replaceAll('port="514"', `port="${port}"`);
  writeFileSync(join(folder, 'rsyslog.conf'), `global(workDirectory="${folder}")\n${configuration}`);
  const server = await startServer(
    'rsyslogd',
    () => ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'pid')],
    { folder, port },
  );
  try {
    const socket = connect(port, '127.0.0.1');
    for (const message of MESSAGES) socket.write(`<13>Jul 18 10:00:00 host orders: ${message}\n`);
    socket.end();
    await once(socket, 'close');
    const lines = (): string[] => {
      try {
        return readFileSync(output, 'utf8').split('\n').slice(0, -1);
      } catch {
        return [];
      }
    };
    await expect.poll(() => lines().length, { timeout: 50_000 }).toBe(MESSAGES.length);
    return lines();
  } finally {
    await server.stop();
  }
}

describe.skipIf(!has('rsyslogd'))('rsyslog', () => {
  it.each(['mmexternal.conf', 'omprog.conf'])('%s: every message once, masked, in order', async (example) => {
    const lines = await through(example);
    expectUnplanted(lines);
    const expected = MESSAGES.map((message) => redactor.redact(message));
    expect(lines.map((line) => line.replace(/^.* orders: ?/, ''))).toEqual(expected);
  });
});
