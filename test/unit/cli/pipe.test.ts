import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED } from '../../../src/index.ts';
import { setUpCommand } from './command.ts';

const bench = setUpCommand();
const LINE = '收件人：陈丽华，电话 15902714683';
const MASKED = '收件人：陈*，电话 159******83';

/** A running pipe that is asked line by line. */
function start(...flags: string[]) {
  const child = spawn(process.execPath, [bench.program, 'pipe', ...flags], { cwd: bench.folder });
  let said = '';
  let errors = '';
  const waiting: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const go of waiting.splice(0)) go();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  /** The next line it says. */
  const hear = async (): Promise<string> => {
    while (!said.includes('\n')) await new Promise<void>((resolve) => waiting.push(resolve));
    const end = said.indexOf('\n');
    const line = said.slice(0, end);
    said = said.slice(end + 1);
    return line;
  };
  return {
    child,
    hear,
    async ask(line: string | Uint8Array): Promise<string> {
      child.stdin.write(line);
      child.stdin.write('\n');
      return hear();
    },
    async end(): Promise<{ code: number | null; errors: string; rest: string }> {
      child.stdin.end();
      const [code] = await once(child, 'close');
      return { code, errors, rest: said };
    },
  };
}

describe('tuomin pipe', () => {
  it.each(['lines', 'subprocess'])('%s: answers each line before the next is sent', async (protocol) => {
    const pipe = start('--protocol', protocol);
    expect(await pipe.ask(LINE)).toBe(MASKED);
    expect(await pipe.ask('')).toBe('');
    expect(await pipe.ask('order 2025071800012345 done')).toBe('order 2025071800012345 done');
    expect(await pipe.ask('{"mobile":15902714683,"id":7}')).toBe('{"mobile":"159******83","id":7}');
    expect(await pipe.ask('15902714683')).toBe('159******83');
    expect(await pipe.ask(`${LINE}\r`)).toBe(`${MASKED}\r`);
    // Broken UTF-8 is hidden, as a line.
    expect(await pipe.ask(Buffer.from([0x31, 0xff, 0x35]))).toBe(FAILED);
    expect(await pipe.ask(LINE)).toBe(MASKED);
    pipe.child.stdin.write(`${LINE}`);
    const { code, errors, rest } = await pipe.end();
    expect([code, errors, rest]).toEqual([0, '', protocol === 'lines' ? MASKED : `${MASKED}\n`]);
  });

  it('comes to the same however its input is cut', async () => {
    const input = Buffer.from(`${LINE}\n{"receiverName":"陈丽华","remark":"给丽华"}\n\nплан 陈丽华女士 𠮷\n${LINE}`);
    const redactor = createRedactor({ policy: 'log' });
    const whole = String(input)
      .split('\n')
      .map((line) => redactor.redactJson(line))
      .join('\n');
    for (const size of [1, 2, 3, 7, 1000]) {
      const pipe = start();
      for (let at = 0; at < input.length; at += size) {
        pipe.child.stdin.write(input.subarray(at, at + size));
        if (size < 4) await new Promise(setImmediate);
      }
      expect((await pipe.end()).rest).toBe(whole);
    }
  });

  it('keeps nothing of a line that is too long, and goes on', async () => {
    const pipe = start();
    const part = Buffer.alloc(1 << 20, '15902714683 ');
    for (let i = 0; i < 66; i++) if (!pipe.child.stdin.write(part)) await once(pipe.child.stdin, 'drain');
    expect(await pipe.ask('')).toBe(FAILED);
    expect(await pipe.ask(LINE)).toBe(MASKED);
    expect((await pipe.end()).code).toBe(0);
  });

  it('reads broken bytes with --lossy, and goes by policy, fields and keys', async () => {
    const lossy = start('--lossy');
    expect(await lossy.ask(Buffer.from([0x31, 0xff, 0x35]))).toBe('1\ufffd5');
    await lossy.end();
    const strict = start('--policy', 'strict', '--fields', '**.memo=drop');
    expect(await strict.ask('{"memo":"x","t":"15902714683"}')).toBe('{"t":"<手机号>"}');
    await strict.end();
  });

  it('leaves quietly when its reader is gone', async () => {
    const pipe = start();
    pipe.child.stdout.destroy();
    pipe.child.stdin.on('error', () => {});
    for (let i = 0; i < 200 && pipe.child.exitCode === null; i++) {
      pipe.child.stdin.write(`${LINE}\n`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (pipe.child.exitCode === null) await once(pipe.child, 'close');
    expect(pipe.child.exitCode).toBe(0);
  });

  it.each([
    [['file.log'], 'pipe reads standard input and takes no files'],
    [['--protocol', 'line'], '--protocol: "line" is unknown; did you mean "lines"?'],
    [['--protocol', 'rsyslog-omprog'], '--protocol rsyslog-omprog needs --output FILE'],
    [['--output', 'x'], '--output goes with --protocol rsyslog-omprog'],
    [['--protocol', 'rsyslog-omprog', '--output', 'no/such/folder'], '--output no/such/folder: no such file'],
    [['--in-place'], '--in-place is a flag of redact, not of pipe'],
  ])('says what is wrong with %j', async (flags, message) => {
    const { code, stderr, stdout } = await bench.run(['pipe', ...flags]);
    expect([code, stderr, stdout]).toEqual([2, `tuomin: ${message}\n`, '']);
  });
});

describe('rsyslog-mmexternal', () => {
  it('answers with what changes, and with nothing else', async () => {
    const pipe = start('--protocol', 'rsyslog-mmexternal');
    const ask = async (message: unknown): Promise<unknown> =>
      JSON.parse(await pipe.ask(typeof message === 'string' ? message : JSON.stringify(message)));
    expect(await ask({ msg: ` ${LINE}`, rawmsg: `<13>a: ${LINE}`, hostname: 'a', syslogtag: 'a:' })).toEqual({
      msg: ` ${MASKED}`,
      rawmsg: `<13>a: ${MASKED}`,
    });
    expect(await ask({ msg: 'order done', rawmsg: '<13>order done' })).toEqual({});
    expect(await ask({ msg: 'x', '$!': { mobile: '15902714683', id: 7 } })).toEqual({
      '$!': { mobile: '159******83', id: 7 },
    });
    // A message in JSON that a service has written, as text in a property and as the whole line.
    expect(await ask({ msg: '{"mobile":15902714683}', rawmsg: '' })).toEqual({ msg: '{"mobile":"159******83"}' });
    expect(await ask('{"mobile":15902714683}')).toEqual({ msg: '{"mobile":"159******83"}' });
    expect(await ask(LINE)).toEqual({ msg: MASKED });
    expect(await ask('order done')).toEqual({});
    expect(await ask('')).toEqual({});
    // Broken off.
    expect(await ask('{"msg":"电话 15902714683')).toEqual({ msg: '{"msg":"电话 159******83' });
    expect(JSON.parse(await pipe.ask(Buffer.from([0xff, 0x31])))).toEqual({ msg: FAILED, rawmsg: FAILED });
    expect(await pipe.end()).toEqual({ code: 0, errors: '', rest: '' });
  });
});

describe('rsyslog-omprog', () => {
  const omprog = (file: string) => start('--protocol', 'rsyslog-omprog', '--output', file);

  it('confirms line by line, and transactions', async () => {
    const file = join(bench.folder, 'omprog.log');
    const pipe = omprog(file);
    expect(await pipe.hear()).toBe('OK');
    expect(await pipe.ask(LINE)).toBe('OK');
    expect(readFileSync(file, 'utf8')).toBe(`${MASKED}\n`);
    expect(await pipe.ask('BEGIN TRANSACTION')).toBe('OK');
    expect(await pipe.ask(LINE)).toBe('DEFER_COMMIT');
    expect(await pipe.ask('done')).toBe('DEFER_COMMIT');
    expect(readFileSync(file, 'utf8')).toBe(`${MASKED}\n`);
    expect(await pipe.ask('COMMIT TRANSACTION')).toBe('OK');
    expect(readFileSync(file, 'utf8')).toBe(`${MASKED}\n${MASKED}\ndone\n`);
    expect(await pipe.ask('BEGIN TRANSACTION')).toBe('OK');
    expect(await pipe.ask('COMMIT TRANSACTION')).toBe('OK');
    await pipe.end();
  });

  it('writes to a new file after a rotation', async () => {
    const file = join(bench.folder, 'rotated.log');
    const pipe = omprog(file);
    await pipe.hear();
    await pipe.ask('one');
    renameSync(file, `${file}.1`);
    pipe.child.kill('SIGHUP');
    await expect.poll(() => existsSync(file)).toBe(true);
    await pipe.ask('two');
    expect([readFileSync(`${file}.1`, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['one\n', 'two\n']);
    await pipe.end();
  });

  it.runIf(existsSync('/dev/full'))('does not confirm what is not written', async () => {
    const pipe = omprog('/dev/full');
    await pipe.hear();
    expect(await pipe.ask(LINE)).toBe('cannot write: ENOSPC');
    expect(await pipe.ask('BEGIN TRANSACTION')).toBe('OK');
    expect(await pipe.ask(LINE)).toBe('DEFER_COMMIT');
    expect(await pipe.ask('COMMIT TRANSACTION')).toBe('cannot write: ENOSPC');
    expect(await pipe.end()).toEqual({ code: 0, errors: '', rest: '' });
  });
});
