import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpCommand } from './command.ts';

const MOBILE = '15902714683';
const bench = setUpCommand();

function file(name: string, content: string | Uint8Array): string {
  const path = join(bench.folder, name);
  writeFileSync(path, content);
  return path;
}

describe('redact', () => {
  it('masks standard input', async () => {
    const { code, stdout, stderr } = await bench.run(['redact'], { input: `电话：${MOBILE}，谢谢` });
    expect(stdout).not.toContain(MOBILE);
    expect(stdout).toMatch(/^电话：.+，谢谢$/u);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('reads "-" as standard input, between files', async () => {
    const [a, b] = [file('a.txt', 'first\n'), file('b.txt', 'third\n')];
    const { stdout } = await bench.run(['redact', a, '-', b], { input: 'second\n' });
    expect(stdout).toBe('first\nsecond\nthird\n');
  });

  it.each([
    ['CRLF', '一\r\n二\r\n'],
    ['no last newline', '一\n二'],
    ['a byte order mark', '\ufeff一\n二\n'],
    ['only a byte order mark', '\ufeff'],
    ['blank lines at both ends', '\n\n一\n\n'],
    ['lone carriage returns', '一\r二\r\r\n'],
    ['a NUL and a form feed', 'a\u0000b\fc\n'],
    ['line separators that are no newline', 'a\u2028b\u0085c\n'],
    ['nothing', ''],
  ])('keeps %s as it is', async (_what, text) => {
    for (const mode of [[], ['--lines'], ['--format', 'ndjson', '--on-error', 'text']]) {
      expect((await bench.run(['redact', ...mode], { input: text })).stdout).toBe(text);
    }
  });

  it('keeps CRLF and a byte order mark around what it masks', async () => {
    for (const mode of [[], ['--lines']]) {
      const { stdout } = await bench.run(['redact', ...mode], { input: `\ufeff电话 ${MOBILE}\r\n电话 ${MOBILE}` });
      expect(stdout).toMatch(/^\ufeff电话 [^\r\n]+\r\n电话 [^\r\n]+$/u);
      expect(stdout).not.toContain(MOBILE);
    }
  });

  it('is the same however the bytes arrive', async () => {
    const text = `收货人电话：${MOBILE}\n`.repeat(40);
    const whole = await bench.run(['redact', '--lines'], { input: text });
    const child = spawn(process.execPath, [bench.program, 'redact', '--lines']);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 101) {
      child.stdin.write(bytes.subarray(at, at + 101));
      await new Promise(setImmediate);
    }
    child.stdin.end();
    await once(child, 'close');
    expect(stdout).toBe(whole.stdout);
  });

  it('writes each line when it comes with --lines', async () => {
    const child = spawn(process.execPath, [bench.program, 'redact', '--lines']);
    child.stdin.write('one\ntwo');
    const [first] = await once(child.stdout, 'data');
    expect(String(first)).toBe('one\n');
    child.stdin.end();
    const [second] = await once(child.stdout, 'data');
    expect(String(second)).toBe('two');
  });

  it('keeps a long text complete across blocks', async () => {
    const line = `${'一二三四五六七八九十'.repeat(9)} 电话 ${MOBILE}\n`;
    const { stdout } = await bench.run(['redact', file('long.txt', line.repeat(9000))]);
    const lines = stdout.split('\n');
    expect(lines.length).toBe(9001);
    expect(new Set(lines.slice(0, -1)).size).toBe(1);
    expect(stdout).not.toContain(MOBILE);
  });

  it('masks one giant line', async () => {
    const filler = 'x'.repeat(3_000_000);
    const { code, stdout } = await bench.run(['redact'], { input: `${filler} 电话：${MOBILE} ${filler}` });
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(6_000_000);
    expect(stdout).not.toContain(MOBILE);
  });

  it('reads GB18030 and writes it', async () => {
    // 电话： as GBK bytes.
    const bytes = Buffer.concat([Buffer.from([0xb5, 0xe7, 0xbb, 0xb0, 0xa3, 0xba]), Buffer.from(`${MOBILE}\n`)]);
    for (const name of ['gb18030', 'gbk', 'GBK']) {
      const { code, bytes: out } = await bench.run(['redact', '--encoding', name], { input: bytes });
      const stdout = new TextDecoder('gb18030').decode(out);
      expect(stdout).toMatch(/^电话：.+\n$/u);
      expect(stdout).not.toContain(MOBILE);
      expect(code).toBe(0);
    }
    // Of a file it is told.
    const { bytes: told } = await bench.run(['redact', file('gb.txt', bytes)]);
    expect(new TextDecoder('gb18030').decode(told)).toMatch(/^电话：159\*+83\n$/u);
  });

  it('reads Big5 and writes UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from([0xb9, 0x71, 0xb8, 0xdc, 0x20]), Buffer.from(`${MOBILE}\n`)]);
    const { stdout } = await bench.run(['redact', '--encoding', 'big5'], { input: bytes });
    expect(stdout).toMatch(/^電話 159\*+83\n$/u);
  });
});

describe('broken input', () => {
  const broken = Buffer.concat([
    Buffer.from(`一\n电话 ${MOBILE}\n`),
    Buffer.from([0xff, 0xfe, 0x41]),
    Buffer.from('\n三\n'),
  ]);

  it('hides a line of broken UTF-8, says which, and goes on; ends with 2', async () => {
    for (const mode of [[], ['--lines']]) {
      const { code, stdout, stderr } = await bench.run(['redact', '-e', 'utf-8', ...mode, file('broken.txt', broken)]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/broken\.txt: line 3: broken UTF-8; hidden as a whole/u);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout).toMatch(/^一\n电话 [^\n]+\n\*\*\*\n三\n$/u);
      expect(stdout).not.toContain(MOBILE);
    }
  });

  it.each([
    ['mask', '***\n三\n', 0],
    ['skip', '三\n', 0],
    ['stop', '', 2],
  ])('does with it what --on-error %s says', async (how, rest, expected) => {
    const { code, stdout } = await bench.run([
      'redact',
      '-e',
      'utf-8',
      '-l',
      '--on-error',
      how,
      file('broken.txt', broken),
    ]);
    expect(code).toBe(expected);
    expect(stdout.replace(/^一\n电话 [^\n]+\n/u, '')).toBe(rest);
  });

  it('counts the lines of earlier chunks too', async () => {
    const input = Buffer.concat([
      Buffer.from('一二三四五六七八九十\n'.repeat(20_000)),
      Buffer.from([0xc3, 0x28, 0x0a]),
    ]);
    const { stderr } = await bench.run(['redact', '-e', 'utf-8', file('late.txt', input)]);
    expect(stderr).toContain('line 20001: broken UTF-8');
  });

  it('reads on with --lossy', async () => {
    const { code, stdout } = await bench.run(['redact', '--lossy'], { input: broken });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\ufffd\ufffdA\n三\n$/u);
  });

  it('refuses a sequence cut off by the end of the input', async () => {
    const { code, stderr } = await bench.run(['redact'], { input: Buffer.from('电话').subarray(0, 5) });
    expect(code).toBe(2);
    expect(stderr).toContain('line 1: broken UTF-8');
  });

  it('suggests GB18030 where that fits', async () => {
    const { stderr } = await bench.run(['redact'], { input: Buffer.from([0xb5, 0xe7, 0xbb, 0xb0, 0x0a]) });
    expect(stderr).toContain('--encoding gb18030');
  });

  it('recognises UTF-16', async () => {
    const { code, stderr } = await bench.run(['redact'], { input: Buffer.from('\ufeff电话\n', 'utf16le') });
    expect(code).toBe(2);
    expect(stderr).toContain('UTF-16');
  });

  it('does the other files when one is missing, a folder or broken', async () => {
    const good = file('good.txt', 'good\n');
    const bad = file('bad.txt', Buffer.from([0x80, 0x0a]));
    const { code, stdout, stderr } = await bench.run([
      'redact',
      '-e',
      'utf-8',
      'missing.txt',
      good,
      bench.folder,
      bad,
      good,
    ]);
    expect(code).toBe(2);
    expect(stdout).toBe('good\n***\ngood\n');
    const complaints = stderr.trim().split('\n');
    expect(complaints).toHaveLength(3);
    expect(complaints[0]).toBe('tuomin: missing.txt: no such file');
    expect(complaints[1]).toMatch(/: is a directory$/u);
    expect(complaints[2]).toMatch(/bad\.txt: line 1: broken UTF-8/u);
  });

  it('prints no control characters of a file name', async () => {
    const { stderr } = await bench.run(['redact', 'a\u001b[31m\nb']);
    expect(stderr).toBe('tuomin: a?[31m?b: no such file\n');
  });
});

describe('ndjson', () => {
  it('keeps valid lines valid and reports the others by number, without content', async () => {
    const input = [`{"mobile":${MOBILE}}`, `{"电话":"${MOBILE}"`, '', `{"remark":"电话:\\n${MOBILE}"}`, '[1,2,3]'].join(
      '\n',
    );
    const { code, stdout, stderr } = await bench.run(['redact', '--format', 'ndjson'], { input });
    expect(code).toBe(2);
    expect(stderr).toBe('tuomin: (stdin): line 2: JSON that ends before its values do; hidden as a whole\n');
    expect(stdout).not.toContain(MOBILE);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(5);
    for (const k of [0, 1, 3, 4]) expect(() => JSON.parse(lines[k] as string)).not.toThrow();
    expect(lines[1]).toBe('"***"');
    expect(lines[4]).toBe('[1,2,3]');
    const asText = await bench.run(['redact', '--format', 'ndjson', '--on-error', 'text'], { input });
    expect(asText.code).toBe(0);
    expect(asText.stdout.split('\n')[1]).toBe('{"电话":"159******83"');
  });

  it('does not drown the terminal in remarks', async () => {
    const { stderr } = await bench.run(['redact', '-f', 'ndjson'], { input: 'no json\n'.repeat(500) });
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[10]).toBe('tuomin: (stdin): and 490 more: not valid JSON; hidden as a whole');
  });

  it('reads a line behind a byte order mark as JSON', async () => {
    const { stderr } = await bench.run(['redact', '-f', 'ndjson'], { input: '\ufeff{"a":1}\n' });
    expect(stderr).toBe('');
  });
});

describe('ends', () => {
  it('leaves quietly when the reader has gone', async () => {
    const big = file('big.txt', '一行没有什么的文字\n'.repeat(200_000));
    const child = spawn(process.execPath, [bench.program, 'redact', '--lines', big], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('ends with 130 on Ctrl-C, without a stack trace', async () => {
    const child = spawn(process.execPath, [bench.program, 'redact', '--lines'], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.write('one\n');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([130, '']);
  });
});
