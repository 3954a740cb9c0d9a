import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FAILED } from '../../src/index.ts';
import { ADDRESS, NAME, PHONE, PLANTED } from '../support/leak-paths.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;

interface Died {
  readonly status: number | null;
  readonly out: string;
}

/** A service of its own process, the package found by name. */
function die(program: string, guard = true, flags: readonly string[] = []): Died {
  const start = guard ? "import { guardProcess } from 'tuomin/process'; guardProcess();" : '';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, '--input-type=module', '--eval', `${start}\nconst text = process.env.TEXT;\n${program}`],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TEXT } },
  );
  return { status, out: stdout + stderr };
}

describe('a guarded process', () => {
  it.each<[string, string, string]>([
    ['an exception', 'throw new Error(text)', 'Error: 收件人'],
    ['a later exception', 'setTimeout(() => { throw new TypeError(text); })', 'TypeError: 收件人'],
    ['a string', 'throw text', '收件人'],
    ['a record', "throw { mobile: '15902714683', note: text }", 'mobile'],
    ['a cause', "throw new Error('outer', { cause: new Error(text) })", 'Error: outer'],
    ['several errors', "throw new AggregateError([new Error(text)], 'several')", 'several'],
    ['properties of an error', "throw Object.assign(new Error('failed'), { order: { note: text } })", 'failed'],
    ['the line of source', `const call = '${PHONE}'; throw new Error('source'); call;`, 'Error: source'],
    ['a rejection', 'Promise.reject(new Error(text))', 'Error: 收件人'],
    ['a rejection without an error', 'Promise.reject(text)', '收件人'],
    [
      'an error nobody listens for',
      "new (await import('node:events')).EventEmitter().emit('error', new Error(text))",
      '收件人',
    ],
    [
      'an uncaught error of a worker',
      "new (await import('node:worker_threads')).Worker('throw new Error(process.env.TEXT)', { eval: true })",
      '收件人',
    ],
  ])('says nothing of a value in %s, and dies as Node does', (_, program, kept) => {
    const { status, out } = die(program);
    expect(status).toBe(1);
    expect(die(program, false).out).toContain(PHONE);
    expect(out).toContain(kept);
    for (const planted of PLANTED) expect(out).not.toContain(planted);
  });

  it('says nothing of a value in an error that cannot be shown', () => {
    const program = `throw { get [Symbol.toStringTag]() { throw new Error(text); }, [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error(text); } }`;
    const { status, out } = die(program);
    expect(status).toBe(1);
    expect(out).toBe(`${FAILED}\n`);
  });

  it.each([
    ['a warning', 'process.emitWarning(text)', /\(node:\d+\) Warning: 收件人/],
    [
      'a warning with a code',
      "process.emitWarning(text, { type: 'Odd', code: 'ODD1', detail: text })",
      /\[ODD1\] Odd: 收件人/,
    ],
    ['a deprecation', "process.emitWarning(text, 'DeprecationWarning')", /DeprecationWarning: 收件人/],
  ])('masks %s and goes on', (_, program, kept) => {
    const { status, out } = die(`${program}; setTimeout(() => console.log('goes on'), 10)`);
    expect(status).toBe(0);
    expect(out).toMatch(kept);
    expect(out).toContain('goes on');
    for (const planted of PLANTED) expect(out).not.toContain(planted);
  });

  it('keeps to what Node was told of warnings and rejections', () => {
    const warn = 'process.emitWarning(text)';
    expect(die(warn, true, ['--no-warnings']).out).toBe('');
    expect(die("process.emitWarning(text, 'DeprecationWarning')", true, ['--no-deprecation']).out).toBe('');
    const rejected = die('Promise.reject(new Error(text))', true, ['--unhandled-rejections=warn']);
    expect(rejected.status).toBe(0);
    expect(rejected.out).toContain('UnhandledPromiseRejectionWarning');
    for (const planted of PLANTED) expect(rejected.out).not.toContain(planted);
  });

  it('leaves what the application does about its exceptions to the application', () => {
    const own = "process.on('uncaughtException', () => console.log('handled'))";
    expect(die(`${own}; setTimeout(() => console.log('goes on'), 20); throw new Error(text)`)).toEqual({
      status: 0,
      out: 'handled\ngoes on\n',
    });
    const monitor = "process.on('uncaughtExceptionMonitor', () => console.log('seen'))";
    const exit = "process.on('exit', (code) => console.log('exit', code))";
    expect(die(`${monitor}; ${exit}; throw new Error('plain')`).out).toMatch(/^seen\nexit 1\n/);
  });

  it('dies as well when two guard it, of two builds or by two libraries', () => {
    const again =
      "import { createRequire } from 'node:module'; createRequire(import.meta.url)('tuomin/process').guardProcess()";
    const { status, out } = die(`${again}; guardProcess(); throw new Error(text)`);
    expect(status).toBe(1);
    expect(out.match(/^Error: /gm)).toHaveLength(1);
    for (const planted of PLANTED) expect(out).not.toContain(planted);
    const warned = die(`${again}; process.emitWarning(text)`);
    expect(warned.out.match(/Warning: /g)).toHaveLength(1);
  });

  it('in a thread, leaves its end to whoever started it, and masks its warnings', () => {
    const thread =
      "import { guardProcess } from 'tuomin/process'; guardProcess(); process.emitWarning(process.env.TEXT); setTimeout(() => { throw new Error('ended'); }, 20)";
    const { status, out } = die(
      `new (await import('node:worker_threads')).Worker(${JSON.stringify(thread)}, { eval: true }).on('error', (error) => console.log('told', error.message))`,
    );
    expect(status).toBe(0);
    expect(out).toContain('told ended');
    expect(out).toMatch(/Warning: 收件人/);
    for (const planted of PLANTED) expect(out).not.toContain(planted);
  });

  it('can be unguarded', () => {
    const { status, out } = die(
      "import { guardProcess as guard } from 'tuomin/process'; guard()(); process.emitWarning('told'); setTimeout(() => { throw new Error('plain'); })",
      false,
    );
    expect(status).toBe(1);
    expect(out).toContain('Warning: told');
    expect(out).toContain('throw new Error');
  });
});
