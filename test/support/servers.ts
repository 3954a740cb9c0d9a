/** Real servers for integration tests: started on a free port in a folder of their own, and stopped with the test. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a program is installed; tests that need one that is not are skipped by name. */
export function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore', env: ENV });
    return true;
  } catch {
    return false;
  }
}

/** Servers live where users' shells do not look. */
export const ENV = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface Running {
  readonly folder: string;
  readonly port: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a server and waits until it takes connections. */
export async function startServer(
  program: string,
  argumentsFor: (port: number, folder: string) => readonly string[],
  given?: { folder: string; port: number },
): Promise<Running> {
  const folder = given?.folder ?? mkdtempSync(join(tmpdir(), 'tuomin-'));
  const port = given?.port ?? (await freePort());
  const child = spawn(program, argumentsFor(port, folder), {
    cwd: folder,
    env: ENV,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4000);
    });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await once(child, 'exit');
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`${program} did not start: ${said}`);
    }
    if (await answers(port)) return { folder, port, child, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
