import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCommand } from './command.ts';

const MOBILE = '15902714683';
const MASKED = '159******83';
const bench = setUpCommand();

function file(name: string, content: string | Uint8Array): string {
  const path = join(bench.folder, name);
  writeFileSync(path, content);
  return path;
}

describe('formats', () => {
  it.each([
    ['a.ndjson', `{"consignee":"老猫","n":1}\n`, `{"consignee":"老*","n":1}\n`],
    ['a.jsonl', `{"tel":${MOBILE}}\n`, `{"tel":"${MASKED}"}\n`],
    [
      'a.json',
      `[\n  {"consignee": "老猫"},\n  {"tel": "${MOBILE}"}\n]\n`,
      `[\n  {"consignee": "老*"},\n  {"tel": "${MASKED}"}\n]\n`,
    ],
    ['a.csv', `consignee,n\r\n老猫,1\r\n`, `consignee,n\r\n老*,1\r\n`],
    ['a.tsv', `consignee\tn,m\n老猫\t1\n`, `consignee\tn,m\n老*\t1\n`],
    ['a.log', `INFO tel=${MOBILE}\n`, `INFO tel=${MASKED}\n`],
  ])('%s is what its name says', async (name, input, output) => {
    const { code, stdout } = await bench.run(['redact', file(name, input)]);
    expect([code, stdout]).toEqual([0, output]);
  });

  it('does what --fields says, by path', async () => {
    const input = `{"memo":"foo","a":{"remark":"x"},"keep":"${MOBILE}"}\n`;
    const { stdout } = await bench.run(
      ['redact', '-f', 'ndjson', '--fields', 'memo=name,**.remark=drop', '--fields', 'keep=keep'],
      { input },
    );
    expect(stdout).toBe(`{"memo":"f*","a":{},"keep":"${MOBILE}"}\n`);
  });
});

describe('--in-place', () => {
  it('replaces the file, keeps its mode and, when asked, its time', async () => {
    const path = file('place.csv', `phone\n${MOBILE}\n`);
    chmodSync(path, 0o640);
    utimesSync(path, 1_000_000, 1_000_000);
    const { code, stdout } = await bench.run(['redact', '--in-place', '--keep-time', path]);
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8')).toBe(`phone\n${MASKED}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(statSync(path).mtimeMs).toBe(1_000_000_000);
  });

  it('leaves the file as it was when something stops it, and nothing beside it', async () => {
    const input = `{"tel":"${MOBILE}"}\nno json\n`;
    const path = file('stop.ndjson', input);
    const { code, stderr } = await bench.run(['redact', '--in-place', '--on-error', 'stop', path]);
    expect(code).toBe(2);
    expect(stderr).toContain('line 2: not valid JSON');
    expect(readFileSync(path, 'utf8')).toBe(input);
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.tuomin'))).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('leaves the file as it was at %s', async (signal) => {
    const folder = join(bench.folder, signal);
    mkdirSync(folder, { recursive: true });
    const input = `收货人：陈雨桐 电话 ${MOBILE}\n`.repeat(60_000);
    const path = join(folder, 'big.log');
    writeFileSync(path, input);
    const child = spawn(process.execPath, [bench.program, 'redact', '--in-place', '--lines', path]);
    // Half-written: there is something of the copy.
    const begun = (): boolean =>
      readdirSync(folder).some((name) => name.endsWith('.tuomin') && statSync(join(folder, name)).size > 0);
    while (!begun() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(child.exitCode).toBeNull();
    child.kill(signal);
    await once(child, 'close');
    expect(readFileSync(path, 'utf8') === input).toBe(true);
    if (signal !== 'SIGKILL') expect(readdirSync(folder)).toEqual(['big.log']);
  });
});

describe('--out-dir', () => {
  it('writes each file under its name, and never over its source', async () => {
    const path = file('one.csv', `phone\n${MOBILE}\n`);
    const { code } = await bench.run(['redact', '--out-dir', 'masked', path]);
    expect(code).toBe(0);
    expect(readFileSync(join(bench.folder, 'masked', 'one.csv'), 'utf8')).toBe(`phone\n${MASKED}\n`);
    const own = await bench.run(['redact', '--out-dir', '.', path]);
    expect(own.code).toBe(2);
    expect(own.stderr).toContain('--in-place');
    expect(readFileSync(path, 'utf8')).toContain(MOBILE);
    expect(existsSync(join(bench.folder, '.one.csv'))).toBe(false);
  });
});

describe('--jobs', () => {
  it.each([
    ['csv', 'consignee,phone,memo\n', (i: number) => `老猫${i},${MOBILE},"a\n""${i}"""\n`],
    ['ndjson', '', (i: number) => `{"tel":"${MOBILE}","n":${i}}\n`],
    ['lines', '', (i: number) => `电话 ${MOBILE} ${i}\n`],
  ] as const)('comes to the same as one worker: %s', async (format, head, row) => {
    // Several chunks of a megabyte.
    const text = head + Array.from({ length: 60_000 }, (_, i) => row(i)).join('');
    const path = file(`jobs.${format}`, text);
    const one = await bench.run(['redact', '-f', format, path]);
    const two = await bench.run(['redact', '-f', format, '--jobs', '2', '--stats', path]);
    expect(two.stdout === one.stdout).toBe(true);
    expect(two.stderr).toContain('60,000');
    expect(two.code).toBe(0);
  });

  it('tells the number of a line in the file', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `{"n":${i},"x":"${'y'.repeat(20)}"}`);
    lines[100_000] = 'no json';
    const path = file('numbers.ndjson', `${lines.join('\n')}\n`);
    const { stderr } = await bench.run(['redact', '--jobs', '2', path]);
    expect(stderr).toContain('line 100001: not valid JSON');
    const stopped = await bench.run(['redact', '--jobs', '2', '--on-error', 'stop', path]);
    expect([stopped.code, stopped.stderr]).toEqual([2, expect.stringContaining('line 100001: not valid JSON')]);
  });
});
