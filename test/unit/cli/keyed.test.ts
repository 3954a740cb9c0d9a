import { spawnSync } from 'node:child_process';
import { hkdfSync } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCommand } from './command.ts';

const MOBILE = '15902714683';
const TEXT = `收件人：陈雨桐 电话 ${MOBILE}\n`;
const bench = setUpCommand();
/** The same bytes in every run; they guard nothing. */
const keyOf = (name: string): string => Buffer.from(hkdfSync('sha256', name, '', 'test', 32)).toString('base64');
const K1 = `k1=${keyOf('one')}`;
const K2 = `k2=${keyOf('two')}`;

function file(name: string, content: unknown): string {
  writeFileSync(join(bench.folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const sealing = (): string => file('seal.json', { version: 1, kinds: { mobile: 'encrypt', name: 'token' } });

describe('keys', () => {
  it.each<[string, Record<string, string>, readonly string[], string]>([
    ['no keys', {}, [], 'policy.kinds.mobile: strategy "encrypt" needs a key ring'],
    ['a short key', { TUOMIN_KEYS: 'k1=c2hvcnQ=' }, [], 'keys: k1: must have 32 to 1024 bytes, and has 5'],
    ['no name', { TUOMIN_KEYS: keyOf('one').replace('=', '') }, [], 'key 1: write NAME=BASE64'],
    ['one name for two', { TUOMIN_KEYS: `${K1},${K1}` }, [], 'key 2: its name is given twice'],
    ['an empty variable', { TUOMIN_KEYS: ' ' }, [], 'no key is given'],
    ['a variable that is not there', {}, ['--keys-env', 'NOWHERE'], '--keys-env NOWHERE: is not set'],
    ['a descriptor that is not open', {}, ['--keys-fd', '77'], '--keys-fd 77: cannot be read'],
    ['a descriptor that is no number', {}, ['--keys-fd', 'x'], '--keys-fd must be the number'],
    ['both', {}, ['--keys-fd', '3', '--keys-env', 'X'], 'contradict each other'],
  ])('%s: one clear line, and nothing of a key', async (_, env, flags, message) => {
    const { code, stdout, stderr } = await bench.run(['redact', '-p', sealing(), ...flags], { input: TEXT, env });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^tuomin: [^\n]+\n$/u);
    expect(stderr).not.toContain(keyOf('one').slice(0, 8));
    expect([code, stdout]).toEqual([2, '']);
  });

  it('come from the environment or from a descriptor, never from the command line', async () => {
    const byDefault = await bench.run(['redact', '-p', sealing()], { input: TEXT, env: { TUOMIN_KEYS: K1 } });
    const named = await bench.run(['redact', '-p', sealing(), '--keys-env', 'MINE'], {
      input: TEXT,
      env: { MINE: K1 },
    });
    const descriptor = openSync(join(bench.folder, file('keys.txt', `${K1}\n${K2}\n`)), 'r');
    const piped = spawnSync(process.execPath, [bench.program, 'redact', '-p', sealing(), '--keys-fd', '3'], {
      cwd: bench.folder,
      input: TEXT,
      stdio: ['pipe', 'pipe', 'pipe', descriptor],
      encoding: 'utf8',
    });
    closeSync(descriptor);
    const token = /tmt_k1_name_[b-t]{24}/.exec(byDefault.stdout)?.[0];
    expect(token).toBeDefined();
    for (const { stdout } of [byDefault, named, piped]) {
      expect(stdout).toContain(`收件人：${token} 电话 tmr_k1_mobile_`);
      expect(stdout).not.toContain(MOBILE);
    }
    const { stderr } = await bench.run(['redact', '--key', K1], { input: TEXT });
    expect(stderr).toContain('unknown flag --key');
  });

  it('are not asked for where nothing of them would show', async () => {
    expect((await bench.run(['detect', '-p', sealing()], { input: TEXT })).code).toBe(0);
    expect((await bench.run(['redact', '--check', '-p', sealing()], { input: TEXT })).code).toBe(1);
    // Of the preset delivery only other audiences have tokens.
    const courier = await bench.run(['redact', '-p', 'delivery', '-a', 'courier'], { input: TEXT });
    expect(courier.stdout).toBe('收件人：陈* 电话 *******4683\n');
    const analyst = await bench.run(['redact', '-p', 'delivery', '-a', 'analyst'], { input: TEXT });
    expect([analyst.code, analyst.stdout]).toEqual([2, '']);
  });
});

describe('reveal', () => {
  it('puts back what encrypt sealed, and counts the rest', async () => {
    const { stdout: masked } = await bench.run(['redact', '-p', sealing()], { input: TEXT, env: { TUOMIN_KEYS: K1 } });
    const path = file('masked.log', `${masked}nothing here\n`);
    const revealed = await bench.run(['reveal', path], { env: { TUOMIN_KEYS: `${K2} ${K1}` } });
    expect(revealed.stdout).toMatch(/^收件人：tmt_k1_name_[b-t]{24} 电话 15902714683\nnothing here\n$/u);
    expect(revealed.stderr).toBe(
      `tuomin: masked.log: 1 revealed; left as they are: 1 keyed hash, from which nothing leads back\n`,
    );
    const foreign = await bench.run(['reveal', path], { env: { TUOMIN_KEYS: K2 } });
    expect(foreign.stdout).toBe(`${masked}nothing here\n`);
    expect(foreign.stderr).toContain('0 revealed; left as they are: 1 of other keys');
    const other = await bench.run(['reveal', '-t', 'somebody', path], { env: { TUOMIN_KEYS: K1 } });
    expect(other.stdout).toBe(`${masked}nothing here\n`);
    expect(other.stderr).toContain('1 damaged or of another tenant');
  });

  it('restores NDJSON byte for byte, numbers included, also of workers', async () => {
    const lines = Array.from({ length: 5 }, (_, i) => `{"mobile":1590271468${i},"n":${i}}\n`).join('');
    const path = file('orders.ndjson', lines);
    const masked = await bench.run(['redact', '-j', '2', '-p', sealing(), path], { env: { TUOMIN_KEYS: K1 } });
    expect(masked.stdout).not.toContain('1590271');
    const revealed = await bench.run(['reveal'], { input: masked.stdout, env: { TUOMIN_KEYS: K1 } });
    expect([revealed.stdout, revealed.stderr]).toEqual([lines, '']);
  });

  it('needs keys, and goes on with the next file', async () => {
    expect((await bench.run(['reveal'], { input: 'x' })).stderr).toBe(
      'tuomin: reveal needs keys: set TUOMIN_KEYS or give --keys-fd\n',
    );
    const { code, stdout, stderr } = await bench.run(['reveal', 'gone.log', file('here.log', 'x\n')], {
      env: { TUOMIN_KEYS: K1 },
    });
    expect([code, stdout, stderr]).toEqual([2, 'x\n', 'tuomin: gone.log: no such file\n']);
  });
});

describe('--report', () => {
  it('tells what ran and found nothing from what did not run', async () => {
    const files = [
      file('full.ndjson', `{"mobile":"${MOBILE}","memo":"x"}\n`),
      file('clean.log', 'INFO ok\n'),
      'gone.log',
    ];
    const flags = ['--fields', 'memo=drop', '--report', 'report.json'];
    const { code } = await bench.run(['redact', ...flags, ...files]);
    expect(code).toBe(2);
    const text = readFileSync(join(bench.folder, 'report.json'), 'utf8');
    expect(text).not.toContain(MOBILE);
    const report = JSON.parse(text);
    expect(report).toMatchObject({ policy: { version: 1 }, found: 2 });
    expect(report.policy.hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(report.files).toEqual([
      {
        file: 'full.ndjson',
        ran: true,
        bytes: 36,
        found: 2,
        problems: 0,
        entries: [
          { kind: 'mobile', field: 'mobile', strategy: 'partial', count: 1 },
          { kind: 'dropped', field: 'memo', strategy: 'drop', count: 1 },
        ],
      },
      { file: 'clean.log', ran: true, bytes: 8, found: 0, problems: 0, entries: [] },
      { file: 'gone.log', ran: false, bytes: 0, found: 0, problems: 0, entries: [] },
    ]);
  });

  it('has one hash for one policy, and another for another', async () => {
    const hashes: string[] = [];
    for (const policy of ['log', 'log', 'strict']) {
      await bench.run(['redact', '-p', policy, '--report', 'hash.json'], { input: TEXT });
      hashes.push(JSON.parse(readFileSync(join(bench.folder, 'hash.json'), 'utf8')).policy.hash);
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });
});

describe('policy', () => {
  it.each([
    [['policy'], 'policy: expected one of init, check, diff, audit'],
    [['policy', 'chek'], 'policy: "chek" is unknown; did you mean "check"?'],
    [['policy', 'check'], 'policy check takes at least one FILE'],
    [['policy', 'diff', 'log'], 'policy diff takes two policies'],
    [['policy', 'audit', 'log', 'display'], 'policy audit takes one policy'],
    [['policy', 'check', '--html', 'x', 'log'], '--html is a flag of policy audit'],
    [['policy', 'audit', '--stats', 'log'], '--stats is a flag of redact, detect and explain, not of policy'],
    [['policy', 'audit', 'lgo'], 'lgo: policy: unknown preset "lgo"; did you mean "log"?'],
  ])('%j ends with one clear line and 2', async (args, message) => {
    const { code, stdout, stderr } = await bench.run(args);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('writes a policy to start from, once', async () => {
    const { stdout } = await bench.run(['policy', 'init']);
    expect((await bench.run(['policy', 'init', 'mine.json'])).code).toBe(0);
    expect(readFileSync(join(bench.folder, 'mine.json'), 'utf8')).toBe(stdout);
    expect((await bench.run(['policy', 'init', 'mine.json'])).stderr).toBe('tuomin: mine.json: is there already\n');
    expect((await bench.run(['policy', 'check', 'mine.json'])).stdout).toBe('mine.json: fine\n');
  });

  it('looks at every file, and says what is wrong by path', async () => {
    const bad = file('bad.json', { version: 1, kinds: { mobile: { use: 'partial', heed: 3 } } });
    const { code, stdout, stderr } = await bench.run(['policy', 'check', bad, sealing(), 'gone.json']);
    expect(code).toBe(2);
    expect(stdout).toBe('seal.json: fine\n');
    expect(stderr).toContain('bad.json: policy.kinds.mobile.heed: unknown key; did you mean "head"?');
    expect(stderr).toContain('gone.json: no such file');
  });

  it('compares, and says by its code whether something changes', async () => {
    const same = await bench.run(['policy', 'diff', 'log', 'log']);
    expect(same.code).toBe(0);
    const { code, stdout } = await bench.run(['policy', 'diff', 'classic', 'waybill']);
    expect(code).toBe(1);
    expect(stdout).toContain('mobile');
    const { stdout: json } = await bench.run(['policy', 'diff', '--json', 'classic', 'waybill']);
    expect(JSON.parse(json).changes.length).toBeGreaterThan(0);
  });

  it('assesses as text, as figures and as a page', async () => {
    const text = await bench.run(['policy', 'audit', 'classic']);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain('mobile');
    const { stdout } = await bench.run(['policy', 'audit', '--json', sealing()]);
    expect(() => JSON.parse(stdout)).not.toThrow();
    const page = await bench.run(['policy', 'audit', '--html', 'page.html', 'delivery']);
    expect([page.code, page.stdout]).toEqual([0, '']);
    expect(existsSync(join(bench.folder, 'page.html'))).toBe(true);
    expect(readFileSync(join(bench.folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/iu);
  });
});
