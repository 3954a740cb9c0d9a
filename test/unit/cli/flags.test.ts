import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCommand } from './command.ts';

const MOBILE = '15902714683';
const ID = '420106198806123519';
const INPUT = `电话：${MOBILE}\n\n身份证：${ID}\n`;
const bench = setUpCommand();

describe('usage', () => {
  it.each([
    [[], 'no command'],
    [['redcat'], '"redcat" is no command; did you mean "redact"?'],
    [['redact', '--polcy', 'log'], 'unknown flag --polcy; did you mean "--policy"?'],
    [['redact', '--stat'], 'unknown flag --stat; did you mean "--stats"?'],
    [['redact', '-x'], 'unknown flag -x'],
    [['redact', '--policy'], '--policy needs a value'],
    [['redact', '--policy', '--stats'], '--policy needs a value'],
    [['redact', '--stats=yes'], '--stats takes no value'],
    [['redact', '--format', 'ndjsn'], '--format: "ndjsn" is unknown; did you mean "ndjson"?'],
    [['redact', '--encoding', 'utf-7'], '--encoding: "utf-7" is unknown'],
    [['redact', '--encoding', 'constructor'], '--encoding: "constructor" is unknown'],
    [['detect', '--color', 'sometimes'], '--color: "sometimes" is unknown'],
    [['redact', '--json'], '--json is a flag of detect, explain and policy, not of redact'],
    [['redact', '--kinds', 'mobil'], '--kinds: "mobil" is unknown; did you mean "mobile"?'],
    [['redact', '--kinds', ','], '--kinds names no kind'],
    [['redact', '--policy', 'log', '--policy', 'strict'], '--policy is given twice'],
    [['redact', '--policy', 'strikt'], 'strikt'],
    [['redact', '--policy', './missing.json'], '--policy ./missing.json: no such file'],
    [['redact', '--fields', 'a'], '--fields: "a" is no rule; write PATH=ACTION'],
    [['redact', '--fields', 'a=drp'], '--fields: policy.fields.a.treat-as: unknown kind "drp"'],
    [['redact', '--fields', 'a..b=drop'], '--fields: policy.fields["a..b"]: is no path: column 2 makes no sense'],
    [['redact', '--on-error', 'mak'], '--on-error: "mak" is unknown; did you mean "mask"?'],
    [['redact', '--jobs', '0'], '--jobs must be a whole number'],
    [['redact', '--delimiter', '::'], '--delimiter must be one character'],
    [['redact', '--in-place'], '--in-place needs files, not standard input'],
    [['redact', '--in-place', '--out-dir', 'x', 'y'], '--in-place and --out-dir contradict each other'],
    [['redact', '--keep-time', 'y'], '--keep-time goes with --in-place'],
    [['redact', '--check', '--in-place', 'y'], '--check writes nothing'],
    [['redact', '--lines', '--format', 'json'], '--lines contradicts --format json'],
    [['detect', '--in-place', 'y'], '--in-place is a flag of redact, not of detect'],
  ])('%j ends with one clear line and 2', async (args, message) => {
    const { code, stdout, stderr } = await bench.run(args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^tuomin: [^\n]+\n$/u);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('names the place in a policy that is no JSON, not its content', async () => {
    writeFileSync(join(bench.folder, 'bad.json'), '{\n  "kinds": { secret-of-mine }\n}');
    const { code, stderr } = await bench.run(['redact', '--policy', 'bad.json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tuomin: --policy bad\.json: not valid JSON[^\n]*\n$/u);
    expect(stderr).not.toContain('secret-of-mine');
  });

  it('refuses a policy that is no object', async () => {
    writeFileSync(join(bench.folder, 'list.json'), '[]');
    const { code, stderr } = await bench.run(['redact', '--policy', 'list.json']);
    expect([code, stderr]).toEqual([2, 'tuomin: --policy list.json: must hold a JSON object\n']);
  });

  it('helps in general and per command', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { code, stdout } = await bench.run(args);
      expect(stdout).toContain('Exit codes');
      expect(code).toBe(0);
    }
    for (const command of ['redact', 'detect', 'explain']) {
      const own = await bench.run([command, '--help']);
      expect(own.stdout).toContain(`tuomin ${command} [FLAGS] [FILE...]`);
      expect(own.stdout).toContain('Examples');
      expect(own).toEqual(await bench.run(['help', command]));
      expect(Math.max(...own.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
    }
  });

  it('tells its version', async () => {
    expect((await bench.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/u);
  });

  it('takes what follows -- as files', async () => {
    writeFileSync(join(bench.folder, '--stats'), 'odd name\n');
    expect((await bench.run(['redact', '--', '--stats'])).stdout).toBe('odd name\n');
  });
});

describe('detect', () => {
  it('writes findings as NDJSON in a pipe, without values', async () => {
    const { code, stdout } = await bench.run(['detect'], { input: INPUT });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(new RegExp(`${MOBILE}|${ID}`, 'u'));
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(findings.map(({ score: _score, ...rest }) => rest)).toEqual([
      { file: '(stdin)', line: 1, column: 4, start: 3, end: 14, kind: 'mobile' },
      { file: '(stdin)', line: 3, column: 5, start: 20, end: 38, kind: 'id-card' },
    ]);
    for (const { score } of findings) expect(score).toBeGreaterThan(0.5);
  });

  it('counts offsets from the start of the line with --lines', async () => {
    const { stdout } = await bench.run(['detect', '--lines'], { input: INPUT });
    const [, id] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(id).toMatchObject({ line: 3, column: 5, start: 4, end: 22 });
  });

  it('counts a byte order mark in offsets, as the decoded file holds it, but not in columns', async () => {
    for (const mode of [[], ['--lines']]) {
      const { stdout } = await bench.run(['detect', ...mode], { input: `\ufeff${INPUT}` });
      expect(JSON.parse(stdout.split('\n')[0] as string)).toMatchObject({ line: 1, column: 4, start: 4, end: 15 });
    }
  });

  it('finds the right line in every block of a long text', async () => {
    const filler = '没有什么的一行\n'.repeat(30_000);
    const { stdout } = await bench.run(['detect'], { input: filler + filler + INPUT });
    const [mobile] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(mobile).toMatchObject({ line: 60_001, column: 4, start: filler.length * 2 + 3, kind: 'mobile' });
  });

  it('takes --kinds more than once', async () => {
    const together = await bench.run(['detect', '--kinds', 'id-card,plate'], { input: INPUT });
    const apart = await bench.run(['detect', '-k', 'id-card', '-k', 'plate'], { input: INPUT });
    expect(apart.stdout).toBe(together.stdout);
  });

  it('looks for the kinds of --kinds only', async () => {
    const { stdout } = await bench.run(['detect', '--kinds', 'id-card,plate'], { input: INPUT });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind),
    ).toEqual(['id-card']);
  });

  it('highlights with --color always, in brackets when colours are off', async () => {
    const coloured = await bench.run(['detect', '--color', 'always'], { input: INPUT });
    expect(coloured.stdout).toContain(`\u001b[1;36m${MOBILE}\u001b[0m`);
    const plain = await bench.run(['explain', '--values', '--color', 'never'], { input: INPUT });
    expect(plain.stdout).toContain(`电话：⟦mobile|${MOBILE}⟧`);
  });

  it.each([
    [{ NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{}, false],
  ])('respects %j', async (env, isColoured) => {
    const { stdout } = await bench.run(['explain', '--values'], { input: INPUT, env });
    expect(stdout.includes('\u001b[')).toBe(isColoured);
  });

  it('lets no control character of the input reach the terminal', async () => {
    const { stdout } = await bench.run(['detect', '--color', 'always'], {
      input: `\u001b]0;x\u0007 电话：${MOBILE}\n`,
    });
    expect(stdout).toContain('␛]0;x␇ 电话：');
  });
});

describe('explain', () => {
  it('shows evidence that adds up, without values in a pipe', async () => {
    const { stdout } = await bench.run(['explain', '--json'], { input: INPUT });
    const all = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(all.length).toBeGreaterThanOrEqual(2);
    for (const { score, evidence } of all) {
      const sum = evidence.reduce((total: number, { weight }: { weight: number }) => total + weight, 0);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 2);
    }
    const table = (await bench.run(['explain'], { input: INPUT })).stdout;
    expect(table).not.toContain(MOBILE);
    expect(table).toMatch(/^\(stdin\):1\n {2}4–14 +mobile +found/u);
  });
});

describe('--check', () => {
  it('ends with 1 and lists places when something was found', async () => {
    for (const command of ['detect', 'redact']) {
      const { code, stdout } = await bench.run([command, '--check'], { input: INPUT });
      expect([code, stdout]).toEqual([1, '(stdin):1:4 mobile\n(stdin):3:5 id-card\n']);
    }
  });

  it('ends with 0 and says nothing when nothing was found', async () => {
    expect(await bench.run(['detect', '--check'], { input: '订单已发货\n' })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('ends with 2 when a file could not be read, whatever was found', async () => {
    const { code, stdout } = await bench.run(['detect', '--check', 'missing.txt', '-'], { input: INPUT });
    expect(code).toBe(2);
    expect(stdout).toContain('mobile');
  });
});

describe('--stats', () => {
  it('counts kinds and lines on standard error', async () => {
    const { stdout, stderr } = await bench.run(['redact', '--stats'], { input: INPUT });
    expect(stdout).not.toContain('total');
    expect(stderr).toBe('id-card  1\nmobile   1\n----------\ntotal    2\n1 file, 0.0 MB\n');
    const detected = await bench.run(['detect', '--stats'], { input: INPUT });
    expect(detected.stderr).toContain('total    2\n2 of 3 lines held something (1 file)\n');
  });

  it('counts the same for every command and mode', async () => {
    const tableOf = (stderr: string): string => stderr.slice(0, stderr.indexOf('total'));
    const { stderr } = await bench.run(['redact', '--stats'], { input: INPUT });
    for (const args of [['detect'], ['detect', '--check'], ['explain'], ['redact', '--lines']]) {
      expect(tableOf((await bench.run([...args, '--stats'], { input: INPUT })).stderr)).toBe(tableOf(stderr));
    }
  });
});
