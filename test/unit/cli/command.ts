import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, vi } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Standard output as it is. */
  readonly bytes: Uint8Array;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The command as built from the sources, and a folder of its own for each test file. */
export interface Bench {
  readonly folder: string;
  readonly program: string;
  run(args: readonly string[], options?: RunOptions): Promise<Result>;
}

/** To be called once per test file. */
export function setUpCommand(): Bench {
  // Each test starts processes, and the machine may be busy.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  const home = mkdtempSync(join(tmpdir(), 'tuomin-cli-'));
  const program = join(home, 'dist', 'cli.js');
  beforeAll(async () => {
    copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
    await build({
      entryPoints: [join(ROOT, 'src/cli/main.ts')],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  return {
    folder: home,
    program,
    run: (args, options = {}) => run([program, ...args], { cwd: home, ...options }),
  };
}

function run(args: readonly string[], { input = '', env = {}, cwd }: RunOptions): Promise<Result> {
  return new Promise((resolve, reject) => {
    // The environment of whoever runs the tests must not colour the output.
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...outer } = process.env;
    const child = spawn(process.execPath, [...args], { env: { ...outer, ...env }, cwd, stdio: 'pipe' });
    const chunks: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
    child.stdout.on('data', (chunk) => chunks.out.push(chunk));
    child.stderr.on('data', (chunk) => chunks.err.push(chunk));
    child.stdin.on('error', () => {}); // a command that refuses its flags does not read
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const [stdout, stderr] = [Buffer.concat(chunks.out).toString(), Buffer.concat(chunks.err).toString()];
      resolve({ code, signal, stdout, bytes: Buffer.concat(chunks.out), stderr });
    });
    child.stdin.end(input);
  });
}
