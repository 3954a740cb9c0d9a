/** examples/order-service as its README has it run, but on free ports and with the modules of this repository. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, expectUnplanted, NAME, PHONE } from '../support/leak-paths.ts';
import { freePort, has, type Running, startServer } from '../support/servers.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = join(ROOT, 'examples/order-service');
const ORDER = {
  receiverName: NAME,
  mobile: PHONE,
  address: ADDRESS,
  remark: `放门口，给${NAME.slice(1)}打电话 ${PHONE}`,
};

const readPackage = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
const { dependencies } = readPackage(EXAMPLE);

interface Program {
  readonly child: ChildProcess;
  readonly out: { stdout: string; stderr: string };
  readonly exit: Promise<number | null>;
}

describe('examples/order-service', () => {
  const programs: Program[] = [];
  let folder: string;
  let broker: Running | undefined;
  let redis: Redis;
  /** Of the programs with Redis. */
  let env: Record<string, string>;

  /** Starts one and waits until it says so. */
  async function start(file: string, env: Record<string, string>, sign: string): Promise<Program> {
    const child = spawn(process.execPath, [file], {
      cwd: folder,
      env: { ...process.env, TUOMIN_KEY: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        out[name] += text;
      });
    const program = { child, out, exit: once(child, 'close').then(([code]) => code as number | null) };
    programs.push(program);
    await expect.poll(() => out.stdout + out.stderr, { timeout: 20_000 }).toContain(sign);
    return program;
  }

  async function makeEnv(redisPort: number): Promise<Record<string, string>> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    return {
      PORT: `${port}`,
      METRICS_PORT: `${metricsPort}`,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      SERVICE: `http://127.0.0.1:${port}`,
    };
  }

  async function ask(base: string | undefined, path: string, role?: string, body?: object) {
    const response = await fetch(`${base}${path}`, {
      headers: {
        ...(role === undefined ? {} : { 'x-role': role }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  const expectClean = (text: string): void => expectUnplanted([text]);

  /** Of a log, every line of which has to be JSON. */
  const messagesOf = (log: string): string[] =>
    log
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);

  // A folder with a package.json of its own cannot name the package it lies in. What it does not list is not linked.
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
    for (const file of ['package.json', 'server.mjs', 'worker.mjs', 'send.mjs'])
      cpSync(join(EXAMPLE, file), join(folder, file));
    for (const name of Object.keys(dependencies)) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(name === 'tuomin' ? ROOT : join(ROOT, 'node_modules', name), link, 'junction');
    }
    if (!has('redis-server')) return;
    broker = await startServer('redis-server', (port) => ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '']);
    redis = new Redis(broker.port, '127.0.0.1');
    redis.on('error', () => {});
    env = await makeEnv(broker.port);
  });
  afterEach(async () => {
    for (const { child, exit } of programs.splice(0)) {
      child.kill('SIGTERM');
      await exit;
    }
  });
  afterAll(async () => {
    redis?.disconnect();
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is pinned to the versions that are tested here', () => {
    for (const [name, version] of Object.entries(dependencies))
      if (name !== 'tuomin')
        expect([name, readPackage(join(ROOT, 'node_modules', name)).version]).toEqual([name, version]);
  });

  it('takes orders without Redis, says so once, and is stopped at once', async () => {
    const env = await makeEnv(await freePort());
    const server = await start('server.mjs', { ...env, LOG_FILE: 'no-redis.log' }, 'no Redis');
    const worker = await start('worker.mjs', env, 'Redis does not answer');
    for (let i = 0; i < 3; i++) {
      const { status, text } = await ask(env['SERVICE'], '/orders', undefined, ORDER);
      expect(status).toBe(201);
      expect(JSON.parse(text)).toMatchObject({ published: false });
    }
    for (const { child } of [server, worker]) child.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(await worker.exit).toBe(0);
    for (const { out } of [server, worker]) {
      expect(out.stderr).toBe('');
      expectClean(out.stdout);
    }
    expect(messagesOf(server.out.stdout).filter((message) => message.startsWith('no Redis'))).toHaveLength(1);
    expect(messagesOf(worker.out.stdout).filter((message) => message.startsWith('Redis does not'))).toHaveLength(1);
  });

  describe.skipIf(!has('redis-server'))('with redis-server', () => {
    it('shows each role its own view, and nothing to log, stream and the last words', async () => {
      const base = env['SERVICE'];
      const server = await start('server.mjs', env, 'Redis is there');
      const worker = await start('worker.mjs', env, 'orders:masked');

      const posted = await ask(base, '/orders', undefined, ORDER);
      expect(posted.status).toBe(201);
      const { id, published } = JSON.parse(posted.text) as { id: string; published: boolean };
      expect(published).toBe(true);
      const path = `/orders/${id}`;
      expect(JSON.parse((await ask(base, path, 'admin')).text)).toEqual({ id, ...ORDER });
      expect(JSON.parse((await ask(base, path, 'support')).text)).toEqual({
        id,
        receiverName: '陈*',
        mobile: '*******4683',
        address: '武汉市洪山区****',
        remark: '放门口，给**打电话 *******4683',
      });
      for (const role of [undefined, 'somebody', 'constructor', '__proto__']) {
        const { status, text } = await ask(base, path, role);
        expect(status).toBe(200);
        expect(JSON.parse(text)).toMatchObject({ id, mobile: '159******83' });
        expectClean(text);
      }
      const search = `/orders?mobile=${PHONE}`;
      expect((await ask(base, search)).status).toBe(403);
      expect(JSON.parse((await ask(base, search, 'support')).text)).toMatchObject([{ id, mobile: '*******4683' }]);
      for (const strange of [{ ...ORDER, mobile: '' }, { ...ORDER, [PHONE]: 1 }, { remark: PHONE }])
        expectClean((await ask(base, '/orders', undefined, strange)).text);
      expectClean((await ask(base, `/no/${PHONE}`)).text);

      await expect.poll(() => redis.xlen('orders:masked'), { timeout: 20_000 }).toBeGreaterThan(0);
      await expect.poll(() => redis.xlen('orders'), { timeout: 20_000 }).toBe(0);
      const stream = await redis.xrange('orders:masked', '-', '+');
      expect(stream[0]?.[1]).toEqual(
        expect.arrayContaining(['id', id, 'receiverName', '陈*', 'mobile', '159******83']),
      );
      expectClean(JSON.stringify(stream));
      const countsOf = async () => (await fetch(`http://127.0.0.1:${env['METRICS_PORT']}/metrics`)).text();
      await expect.poll(countsOf, { timeout: 20_000 }).toContain(`outcome="masked"} ${stream.length}\n`);
      const counts = await countsOf();
      expect(counts).toMatch(/kind="mobile"\} [1-9]/);
      expectClean(counts);

      await ask(base, '/crash');
      expect(await server.exit).toBe(1);
      expect(server.out.stderr).toContain('Error: no courier for <姓名>, <手机号>\n');
      expectClean(server.out.stderr);
      worker.child.kill('SIGTERM');
      expect(await worker.exit).toBe(0);
      expect(worker.out.stderr).toBe('');

      expect(messagesOf(server.out.stdout)).toEqual(
        expect.arrayContaining(['order accepted', `为陈*（159******83）备货，备注：放门口，给丽*打电话 159******83`]),
      );
      expect(messagesOf(worker.out.stdout)).toContain('stopped');
      expectClean(server.out.stdout + worker.out.stdout);
      expect(readFileSync(join(folder, 'orders.log'), 'utf8')).toBe(server.out.stdout);
    });

    it('is shown by send.mjs', async () => {
      await start('server.mjs', env, 'Redis is there');
      await start('worker.mjs', env, 'orders:masked');
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['send.mjs'], {
        cwd: folder,
        env: { ...process.env, ...env },
      });
      expect(stderr).toBe('');
      expect(stdout).toContain('# 4 orders posted, 4 of them published');
      expect(stdout.match(/^-> 0 of \d+ planted values/gm)).toHaveLength(2);
    });
  });
});
