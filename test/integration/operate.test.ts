import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs, {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createRedactor,
  type Detector,
  FAILED,
  type PolicyInput,
  type RedactionReport,
  TuominError,
} from '../../src/index.ts';
import { lineMasker } from '../../src/integrations/line.ts';
import {
  createLiveRedactor,
  type LiveRedactor,
  type ReloadEvent,
  type Sample,
  sample,
  shadow,
} from '../../src/integrations/operate/index.ts';
import { redaction } from '../../src/integrations/pino.ts';
import { Workload } from '../../src/integrations/worker.ts';
import { createKeyRing } from '../../src/keyed/index.ts';
import { innerOf } from '../../src/record/index.ts';
import { redactCsv, redactJsonStream, redactLines, redactNdjson, redactText } from '../../src/stream/web.ts';
import { redactXlsx } from '../../src/xlsx/index.ts';
import { ADDRESS, type AnyLogger, BROKEN, LEAK_PATHS, NAME, PHONE, PLANTED } from '../support/leak-paths.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;

/** Shows of a phone its last digits, so many that the output says which policy made it. */
const showing = (tail: number): PolicyInput => ({
  name: `tail-${tail}`,
  version: 1,
  kinds: { mobile: { use: 'partial', head: 0, tail } },
});
const json = (tail: number): string => JSON.stringify(showing(tail), null, 2);
const masked = (tail: number): string => `电话 ${'*'.repeat(11 - tail)}${PHONE.slice(11 - tail)}`;
const CALL = `电话 ${PHONE}`;

const opened: LiveRedactor[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const live of opened.splice(0)) live.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'tuomin-operate-')));
  folders.push(made);
  return made;
}

async function open(
  file: string,
  more: object = {},
): Promise<{ live: LiveRedactor; events: ReloadEvent[]; next: () => Promise<ReloadEvent> }> {
  const events: ReloadEvent[] = [];
  let told = 0;
  const live = await createLiveRedactor({ file, onReload: (event) => events.push(event), ...more });
  opened.push(live);
  const next = async (): Promise<ReloadEvent> => {
    await until(() => events.length > told);
    return events[told++] as ReloadEvent;
  };
  return { live, events, next };
}

async function until(isSo: () => boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('waited too long');
    await pause(5);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function policyFile(tail = 1): string {
  const file = join(folder(), 'policy.json');
  writeFileSync(file, json(tail));
  return file;
}

describe('a live redactor of a file', () => {
  it('takes a file that is written over', async () => {
    const file = policyFile();
    const { live, next } = await open(file);
    expect(live.redact(CALL)).toBe(masked(1));
    expect(live.policy).toMatchObject({ name: 'tail-1', version: 1, hash: expect.stringMatching(/^[\da-f]{64}$/) });
    writeFileSync(file, json(3));
    expect(await next()).toEqual({ ok: true, ...live.policy });
    expect(live.policy.name).toBe('tail-3');
    expect(live.redact(CALL)).toBe(masked(3));
    expect(live.redactRecord({ mobile: PHONE })).toEqual({ mobile: masked(3).slice(3) });
    expect(live.redactJson(JSON.stringify({ note: CALL }))).toBe(JSON.stringify({ note: masked(3) }));
  });

  it('takes one of the same size within the tick of a clock', async () => {
    const file = policyFile();
    const { live } = await open(file);
    for (const tail of [2, 3, 4, 5]) {
      writeFileSync(file, json(tail));
      await until(() => live.policy.name === `tail-${tail}`);
    }
    expect(live.redact(CALL)).toBe(masked(5));
  });

  it('takes one that is renamed over it, as editors do, again and again', async () => {
    const file = policyFile();
    const { live, events, next } = await open(file);
    for (const tail of [2, 3, 4]) {
      writeFileSync(`${file}.swp`, json(tail));
      renameSync(`${file}.swp`, file);
      expect(await next()).toMatchObject({ ok: true, name: `tail-${tail}` });
      expect(live.redact(CALL)).toBe(masked(tail));
    }
    expect(events).toHaveLength(3);
  });

  it('takes a ConfigMap that is swapped by its link', async () => {
    const mount = folder();
    const version = (name: string, tail: number): void => {
      mkdirSync(join(mount, name));
      writeFileSync(join(mount, name, 'policy.json'), json(tail));
    };
    version('..2026_01', 1);
    symlinkSync('..2026_01', join(mount, '..data'));
    symlinkSync('..data/policy.json', join(mount, 'policy.json'));
    const { live, next } = await open(join(mount, 'policy.json'));
    expect(live.redact(CALL)).toBe(masked(1));
    for (const tail of [2, 3]) {
      version(`..2026_0${tail}`, tail);
      symlinkSync(`..2026_0${tail}`, join(mount, '..data_tmp'));
      renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
      expect(await next()).toMatchObject({ ok: true, name: `tail-${tail}` });
      expect(live.redact(CALL)).toBe(masked(tail));
    }
  });

  it('keeps its policy while the file is gone, says so once, and takes it when it is back', async () => {
    const file = policyFile();
    const { live, events, next } = await open(file);
    unlinkSync(file);
    expect(await next()).toEqual({ ok: false, problem: 'options.file: cannot be read (ENOENT)' });
    expect(live.problem).toBe('options.file: cannot be read (ENOENT)');
    expect(live.redact(CALL)).toBe(masked(1));
    await pause(300);
    expect(events).toHaveLength(1);
    writeFileSync(file, json(1));
    expect(await next()).toMatchObject({ ok: true, name: 'tail-1' });
    expect(live.problem).toBeUndefined();
  });

  it('outlives its folder', async () => {
    const file = policyFile();
    const { live, next } = await open(file, { every: 50 });
    rmSync(dirname(file), { recursive: true });
    expect(await next()).toMatchObject({ ok: false });
    mkdirSync(dirname(file));
    writeFileSync(file, json(2));
    expect(await next()).toMatchObject({ ok: true, name: 'tail-2' });
    await pause(300);
    writeFileSync(file, json(3));
    expect(await next()).toMatchObject({ ok: true, name: 'tail-3' });
    expect(live.redact(CALL)).toBe(masked(3));
  });

  it('sees by its time stamp what no event tells: a change behind a link to another folder', async () => {
    const elsewhere = policyFile();
    const file = join(folder(), 'policy.json');
    symlinkSync(elsewhere, file);
    const { next } = await open(file, { every: 50 });
    await pause(300);
    writeFileSync(elsewhere, json(2));
    expect(await next()).toMatchObject({ ok: true, name: 'tail-2' });
  });

  it.each(['throws', 'breaks'])('polls where watching %s', async (how) => {
    const { watch } = fs;
    const file = policyFile();
    fs.watch = ((...args: Parameters<typeof watch>) => {
      if (how === 'throws') throw Object.assign(new Error('too many'), { code: 'ENOSPC' });
      const watcher = watch(args[0]);
      watcher.unref();
      // Deaf, too.
      watcher.removeAllListeners('change');
      setTimeout(() => watcher.emit('error', new Error('gone')), 20);
      return watcher;
    }) as typeof watch;
    syncBuiltinESMExports();
    try {
      const { live, next } = await open(file);
      await pause(300);
      for (const tail of [2, 3]) {
        writeFileSync(file, json(tail));
        const from = Date.now();
        expect(await next()).toMatchObject({ ok: true, name: `tail-${tail}` });
        expect(Date.now() - from).toBeLessThan(4000);
        await pause(200);
      }
      expect(live.redact(CALL)).toBe(masked(3));
    } finally {
      fs.watch = watch;
      syncBuiltinESMExports();
    }
  });

  it('says nothing when the content is as it was, and of other files', async () => {
    const file = policyFile();
    const { live, events } = await open(file);
    for (let i = 0; i < 20; i++) {
      writeFileSync(file, json(1));
      writeFileSync(join(file, '..', 'other.log'), TEXT);
      await pause(20);
    }
    await pause(200);
    expect(events).toEqual([]);
    expect(live.redact(CALL)).toBe(masked(1));
  });

  it('does not complain of a file that is being written', async () => {
    const file = policyFile();
    const { events, next } = await open(file);
    const text = json(2);
    writeFileSync(file, '');
    for (let i = 0; i < text.length; i += 20) {
      appendFileSync(file, text.slice(i, i + 20));
      await pause(30);
    }
    expect(await next()).toMatchObject({ ok: true, name: 'tail-2' });
    expect(events).toHaveLength(1);
  });

  it('ends with the last of a thousand quick writes', async () => {
    const file = policyFile();
    const { live, events } = await open(file);
    for (let i = 0; i < 1000; i++) {
      writeFileSync(file, json(1 + (i % 6)));
      if (i % 50 === 0) await pause(1);
      const shown = live.redact(CALL).replaceAll('*', '').length;
      expect(shown).toBeLessThanOrEqual(3 + 6);
    }
    writeFileSync(file, json(4));
    await until(() => live.policy.name === 'tail-4');
    await pause(400);
    expect(live.redact(CALL)).toBe(masked(4));
    expect(events.every(({ ok }) => ok)).toBe(true);
    expect(events.length).toBeLessThan(200);
  });

  it('stops with close, and still loads by hand', async () => {
    const file = policyFile();
    const { live, events } = await open(file, { every: 20 });
    live.close();
    live.close();
    writeFileSync(file, json(2));
    await pause(400);
    expect(events).toEqual([]);
    expect(live.redact(CALL)).toBe(masked(1));
    expect(await live.reload()).toMatchObject({ ok: true, name: 'tail-2' });
    expect(live.redact(CALL)).toBe(masked(2));
  });

  it('does not keep its process alive', async () => {
    const file = policyFile();
    const module = new URL('../../src/integrations/operate/index.ts', import.meta.url).href;
    const program = `
      const { createLiveRedactor } = await import(${JSON.stringify(module)});
      const live = await createLiveRedactor({ file: ${JSON.stringify(file)} });
      const load = await createLiveRedactor({ load: () => 'log', every: 20 });
      console.log(live.redact('电话 15902714683'), load.redact('电话 15902714683'));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { cwd: ROOT });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    const status = await new Promise((done) => child.on('close', done));
    expect(out).toBe(`${masked(1)} ${createRedactor().redact(CALL)}\n`);
    expect(status).toBe(0);
  });
});

/** A file with a mistake, and what is said of it. None of it may be quoted. */
const MISTAKES: readonly (readonly [what: string, content: string | Buffer, said: string])[] = [
  ['nothing', '', 'is not valid JSON: it ends too early'],
  ['a comma too many', '{"version": 1,\n"kinds": {"mobile": "tag",}}', 'is not valid JSON (line 2, column 27)'],
  ['text behind it', `{"version": 1} ${NAME}`, 'is not valid JSON (line 1, column 16)'],
  ['no JSON', `{\n  "name": ${NAME}\n}`, 'is not valid JSON (line 2, column 11)'],
  ['half a file', json(2).slice(0, 60), 'is not valid JSON'],
  ['customers in CSV', `name,mobile\n${NAME},${PHONE}\n`, 'is not valid JSON (line 1, column 1)'],
  ['a list of customers', JSON.stringify([{ name: NAME, mobile: PHONE }]), 'policy: must be an object'],
  ['a customer', JSON.stringify({ name: NAME, mobile: PHONE }), 'policy.mobile: unknown key'],
  ['a string', JSON.stringify(PHONE), 'policy: unknown preset'],
  ['a number', PHONE, 'policy: must be an object'],
  ['another encoding', Buffer.from([0x7b, 0xd5, 0xc5, 0x7d]), 'is not valid UTF-8'],
  ['another version', JSON.stringify({ version: PHONE }), 'policy.version: must be 1'],
  [
    'an unknown strategy',
    JSON.stringify({ version: 1, kinds: { mobile: { use: `parital${PHONE}` } } }),
    'policy.kinds.mobile.use: unknown strategy',
  ],
  [
    'a misspelt strategy',
    JSON.stringify({ version: 1, kinds: { mobile: { use: 'parital' } } }),
    'policy.kinds.mobile.use: unknown strategy; did you mean "partial"?',
  ],
  [
    'an unknown kind',
    JSON.stringify({ version: 1, kinds: { name: 'tag', [PHONE]: 'tag' } }),
    'policy.kinds[key 2]: unknown kind',
  ],
  [
    'an unknown kind in Chinese',
    JSON.stringify({ version: 1, kinds: { name: 'tag', [TEXT]: 'tag' } }),
    'policy.kinds[key 2]: unknown kind',
  ],
  [
    'a path that is none',
    JSON.stringify({ version: 1, fields: { '**.a': 'keep', [`${NAME}[`]: 'keep' } }),
    'policy.fields[key 2]: is no path: column 4',
  ],
  [
    'an unknown action',
    JSON.stringify({ version: 1, fields: { '**.a': PHONE } }),
    'policy.fields[key 1]: unknown action',
  ],
  [
    'an unknown value',
    JSON.stringify({ version: 1, kinds: { address: { use: 'address', keep: ADDRESS } } }),
    'policy.kinds.address.keep: unknown value',
  ],
  [
    'a mistake for a tenant',
    JSON.stringify({ version: 1, tenants: { a: {}, [NAME]: { kinds: { mobile: NAME } } } }),
    'policy.tenants[key 2].kinds.mobile: unknown strategy',
  ],
  [
    'a mistake for an audience',
    JSON.stringify({
      version: 1,
      audiences: { [`${NAME}"\\`]: { kinds: { mobile: { use: 'chain', steps: [NAME] } } } },
    }),
    'policy.audiences[key 1].kinds.mobile.steps[0]: unknown strategy',
  ],
  [
    'a strategy without keys',
    JSON.stringify({ version: 1, kinds: { mobile: 'token' } }),
    'policy.kinds.mobile: strategy "token" needs a key ring',
  ],
];

describe('a file that makes no sense', () => {
  it.each(MISTAKES)('%s: the policy stays, the place is told, nothing is quoted', async (_, content, said) => {
    const file = policyFile();
    const { live, next } = await open(file);
    writeFileSync(file, content);
    const event = await next();
    if (event.ok) throw new Error('was taken');
    expect(event.problem).toContain(`options.file: ${said}`);
    for (const planted of [...PLANTED, 'parital']) expect(event.problem).not.toContain(planted);
    expect(event.problem.match(/\p{Script=Han}/gu)).toBeNull();
    expect(live.redact(CALL)).toBe(masked(1));
    expect(live.problem).toBe(event.problem);
    writeFileSync(file, json(2));
    expect(await next()).toMatchObject({ ok: true, name: 'tail-2' });
  });

  it.each(MISTAKES)('%s: there is no redactor without a first policy', async (_, content, said) => {
    const file = policyFile();
    writeFileSync(file, content);
    const error = await createLiveRedactor({ file }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TuominError);
    expect((error as TuominError).path).toBe('options.file');
    expect((error as TuominError).message).toContain(`options.file: ${said}`);
    for (const planted of [...PLANTED, 'parital']) expect(String((error as Error).stack)).not.toContain(planted);
  });

  it('names no audience of the file', async () => {
    const file = policyFile();
    writeFileSync(file, JSON.stringify({ version: 1, audiences: { courier: {} } }));
    const { next } = await open(file, { audience: 'courier' });
    writeFileSync(file, JSON.stringify({ version: 1, audiences: { [NAME]: {} } }));
    expect(await next()).toEqual({
      ok: false,
      problem: 'options.file: options.audience: the policy names no such audience',
    });
  });

  it.each<[string, object]>([
    ['options.file', {}],
    ['options.file', { file: 'a', load: () => 'log' }],
    ['options.file', { file: 1 }],
    ['options.load', { load: 'log' }],
    ['options.policy', { load: () => 'log', policy: 'log' }],
    ['options.onReload', { load: () => 'log', onReload: 1 }],
    ['options.every', { load: () => 'log', every: 0 }],
    ['options.tenant', { load: () => 'log', tenant: '' }],
    ['options.speling', { load: () => 'log', speling: 1 }],
    ['options.file', { file: '/nonexistent/policy.json' }],
    ['options.file', { file: tmpdir() }],
  ])('complains of %s: %o', async (path, options) => {
    await expect(createLiveRedactor(options as never)).rejects.toMatchObject({ name: 'TuominError', path });
  });
});

describe('a live redactor of a callback', () => {
  it('calls it by hand and by the clock', async () => {
    let tail = 1;
    const events: ReloadEvent[] = [];
    const live = await createLiveRedactor({
      load: async () => showing(tail),
      every: 20,
      onReload: (event) => events.push(event),
    });
    opened.push(live);
    tail = 2;
    await until(() => live.policy.name === 'tail-2');
    await pause(100);
    expect(events).toHaveLength(1);
    live.close();
    tail = 3;
    await pause(100);
    expect(live.redact(CALL)).toBe(masked(2));
    expect(await live.reload()).toMatchObject({ ok: true, name: 'tail-3' });
    expect(live.redact(CALL)).toBe(masked(3));
  });

  it('keeps its policy when it throws, is rejected or returns nonsense, and quotes none of it', async () => {
    let load: () => unknown = () => 'strict';
    const live = await createLiveRedactor({
      load: () => load() as PolicyInput,
      onReload: () => {
        throw new Error('of the caller');
      },
    });
    expect(live.policy.name).toBe('strict');
    const before = live.redact(TEXT);
    const cyclic: Record<string, unknown> = { version: 1 };
    cyclic['self'] = cyclic;
    for (const [next, said] of [
      [
        () => {
          throw new Error(TEXT);
        },
        'threw or was rejected',
      ],
      [() => Promise.reject(new Error(TEXT)), 'threw or was rejected'],
      [() => Promise.reject(PHONE), 'threw or was rejected'],
      [() => undefined, 'policy: must be an object'],
      [() => null, 'policy: must be an object'],
      [() => PHONE, 'policy: unknown preset'],
      [() => ({ version: 1, kinds: { mobile: NAME } }), 'policy.kinds.mobile: unknown strategy'],
      [() => cyclic, 'must return plain data'],
      [() => ({ version: 1n }), 'must return plain data'],
    ] as const) {
      load = next;
      const event = await live.reload();
      if (event.ok) throw new Error('was taken');
      expect(event.problem).toContain(`options.load: ${said}`);
      for (const planted of PLANTED) expect(event.problem).not.toContain(planted);
      expect(live.redact(TEXT)).toBe(before);
    }
  });

  it('rejects when the first call fails', async () => {
    const failing = createLiveRedactor({ load: () => Promise.reject(new Error(TEXT)) });
    await expect(failing).rejects.toMatchObject({
      path: 'options.load',
      message: 'options.load: threw or was rejected',
    });
  });

  it('serves whoever asks while one waits with the newest policy', async () => {
    let calls = 0;
    const live = await createLiveRedactor({ load: async () => showing(1 + (calls++ % 6)) });
    const all = await Promise.all(Array.from({ length: 100 }, () => live.reload()));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(calls).toBeLessThan(5);
    expect(live.policy.name).toBe(`tail-${1 + ((calls - 1) % 6)}`);
  });

  it('never puts a slow older policy in place of a newer one', async () => {
    let calls = 0;
    const live = await createLiveRedactor({
      load: async () => {
        const n = ++calls;
        await pause(n === 2 ? 100 : 1);
        return showing(n);
      },
    });
    const slow = live.reload();
    await pause(10);
    await live.reload();
    await slow;
    expect(live.policy.name).toBe('tail-3');
  });
});

describe('a call in flight', () => {
  it('uses one policy from start to end', async () => {
    let tail = 1;
    let pending: Promise<ReloadEvent> | undefined;
    const live: LiveRedactor = await createLiveRedactor({
      load: () => ({ version: 1, name: `v${tail}`, kinds: { mobile: { use: 'mark', as: tail } } }) as PolicyInput,
      strategies: {
        mark: {
          options: {},
          isOpen: true,
          make:
            ({ as }) =>
            () => {
              tail = 2;
              pending ??= live.reload();
              return `<v${as}>`;
            },
        },
      },
    });
    const record = { all: Array.from({ length: 50 }, () => ({ mobile: PHONE })) };
    expect(new Set(live.redactRecord(record).all.map(({ mobile }) => mobile))).toEqual(new Set(['<v1>']));
    expect((await pending)?.ok).toBe(true);
    expect(new Set(live.redactRecord(record).all.map(({ mobile }) => mobile))).toEqual(new Set(['<v2>']));
  });

  it('is a stream, too; the next has the new policy', async () => {
    let tail = 1;
    const live = await createLiveRedactor({ load: () => showing(tail) });
    const run = async function* (): AsyncGenerator<string> {
      yield `${JSON.stringify({ note: CALL })}\n`;
      tail = 3;
      await live.reload();
      yield `${JSON.stringify({ note: CALL })}\n`;
    };
    const collect = async (): Promise<string> => {
      let out = '';
      for await (const part of redactNdjson(run(), { redactor: live })) out += part;
      return out;
    };
    expect(await collect()).toBe(`${JSON.stringify({ note: masked(1) })}\n`.repeat(2));
    expect(await collect()).toBe(`${JSON.stringify({ note: masked(3) })}\n`.repeat(2));
  });

  it('of a worker or a logger is a message', async () => {
    let tail = 1;
    const live = await createLiveRedactor({ load: () => showing(tail) });
    const workload = new Workload('test', 'a', { redactor: live });
    const line = lineMasker({ redactor: live });
    expect([workload.maskText(CALL).value, line(CALL)]).toEqual([masked(1), masked(1)]);
    tail = 4;
    await live.reload();
    expect([workload.maskText(CALL).value, line(CALL)]).toEqual([masked(4), masked(4)]);
    expect(workload.kinds).toEqual({ mobile: 2 });
  });
});

/** What the leak paths hand to a logger. */
function recordsOf(): unknown[][] {
  const records: unknown[][] = [];
  const log: AnyLogger = {
    info: (...args) => void records.push([...args]),
    error: (...args) => void records.push([...args]),
    child(bindings) {
      records.push([bindings]);
      return log;
    },
  };
  for (const use of Object.values(LEAK_PATHS)) use(log);
  return records;
}

describe('a shadow', () => {
  it('gives back the same reference, and counts what would have been masked', () => {
    const reports: RedactionReport[] = [];
    const redactor = createRedactor({ onReport: (report) => reports.push(report) });
    const shadowed = shadow(createRedactor());
    const expected: Record<string, number> = {};
    let changed = 0;
    const records = recordsOf();
    expect(records.length).toBeGreaterThan(30);
    for (const record of records) {
      if (redactor.redactRecord(record) !== record) changed++;
      expect(shadowed.redactRecord(record)).toBe(record);
    }
    for (const { entries } of reports)
      for (const { kind, count } of entries) expected[kind] = (expected[kind] ?? 0) + count;
    const counted: Record<string, number> = {};
    for (const { kind, count } of shadowed.counts.values) counted[kind] = (counted[kind] ?? 0) + count;
    expect(counted).toEqual(expected);
    expect(shadowed.counts).toMatchObject({ calls: records.length, changed, failed: 0 });
    for (const planted of PLANTED) {
      expect(shadowed.metrics()).not.toContain(planted);
      expect(JSON.stringify(shadowed.counts)).not.toContain(planted);
    }
  });

  it('counts by kind and field, in the text format of Prometheus', () => {
    const shadowed = shadow(createRedactor(), { metrics: { labels: { service: 'a "b"' } } });
    const record = { remark: CALL, mobile: PHONE, other: [{ remark: CALL }] };
    expect(shadowed.redactRecord(record)).toBe(record);
    expect(shadowed.redact(TEXT)).toBe(TEXT);
    const text = JSON.stringify(record);
    expect(shadowed.redactJson(text)).toBe(text);
    const lines = shadowed.metrics().split('\n');
    const service = 'service="a \\"b\\""';
    expect(lines).toContain(`tuomin_shadow_values_total{${service},kind="mobile",field="remark"} 4`);
    expect(lines).toContain(`tuomin_shadow_values_total{${service},kind="mobile",field="mobile"} 2`);
    expect(lines).toContain(`tuomin_shadow_values_total{${service},kind="name",field=""} 1`);
    expect(lines).toContain(`tuomin_shadow_calls_total{${service}} 3`);
    expect(lines).toContain(`tuomin_shadow_changed_total{${service}} 3`);
    for (const line of lines) expect(line).toMatch(/^(?:|# (?:HELP|TYPE) .+|[a-z_]+\{.+\} \d+)$/);
    expect(shadow(createRedactor()).metrics()).toContain('tuomin_shadow_calls_total 0\n');
  });

  it('tells its own report, and not that of the redactor', () => {
    const outer: RedactionReport[] = [];
    const reports: RedactionReport[] = [];
    const redactor = createRedactor({ onReport: (report) => outer.push(report) });
    const shadowed = shadow(redactor, { onReport: (report) => reports.push(report) });
    shadowed.redact(CALL);
    shadowed.redactRecord({ remark: CALL });
    expect(outer).toEqual([]);
    expect(reports).toEqual([
      {
        ran: 'redact',
        policy: { name: 'log', version: 1 },
        read: CALL.length,
        found: 1,
        entries: [{ kind: 'mobile', strategy: 'partial', count: 1 }],
      },
      {
        ran: 'redactRecord',
        policy: { name: 'log', version: 1 },
        read: 1,
        found: 1,
        entries: [{ kind: 'mobile', field: 'remark', strategy: 'partial', count: 1 }],
      },
    ]);
    redactor.redact(CALL);
    expect(outer).toHaveLength(1);
  });

  it.each(['with', 'without'])('gives each audience the value, and counts, %s a report', (which) => {
    const keys = createKeyRing({ active: 'k', keys: { k: randomBytes(32) } });
    const onReport = which === 'with' ? { onReport: () => undefined } : {};
    const shadowed = shadow(createRedactor({ policy: 'delivery', keys, ...onReport }));
    const order = { name: NAME, mobile: PHONE };
    const views = shadowed.redactFor(order, ['courier', 'merchant', 'nobody']);
    expect(Object.keys(views)).toEqual(['courier', 'merchant', 'nobody']);
    for (const view of Object.values(views)) expect(view).toBe(order);
    expect(shadowed.counts.failed).toBe(1);
    shadowed.redactFor(order, ['courier', 'merchant']);
    const count = which === 'with' ? 2 : 2; // of two audiences; of two calls
    expect(shadowed.counts.values).toContainEqual({ kind: 'mobile', field: 'mobile', count });
  });

  it('bounds its labels', () => {
    const shadowed = shadow(createRedactor());
    for (let i = 0; i < 999; i++) {
      const name = [...String(i)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
      shadowed.redactRecord({ [`field_${name}`]: CALL });
    }
    const { values } = shadowed.counts;
    expect(values.length).toBeLessThanOrEqual(501);
    expect(values).toContainEqual({ kind: 'mobile', field: '(others)', count: 499 });
    expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(999);
    const few = shadow(createRedactor(), { metrics: { maxSeries: 2 } });
    for (const field of ['a', 'b', 'c', 'd', 'a']) few.redactRecord({ [field]: CALL });
    expect(few.counts.values.map(({ field, count }) => `${field} ${count}`)).toEqual(['a 2', 'b 1', '(others) 2']);
  });

  it('makes no label of a name that may be a value', () => {
    const shadowed = shadow(createRedactor());
    const hidden = [
      NAME,
      '丽华',
      '陈丽华的电话',
      'Chen Lihua',
      'chenlihua',
      'zhang_wei',
      'zhangweiPhone',
      'WangXiaoMingTel',
      '张伟备注',
      'LiNa88',
      PHONE,
      't159-0271-4683',
      'a@b.cn',
    ];
    for (const name of hidden) shadowed.redactRecord({ [name]: CALL, all: [{ [name]: [CALL] }] });
    for (const name of [
      'data',
      'message',
      'page',
      'orderRemark',
      '备注',
      '客户备注',
      'note_2',
      'headers',
      'sqlMessage',
    ])
      shadowed.redactRecord({ [name]: CALL });
    const fields = shadowed.counts.values.map(({ field }) => field);
    expect(fields.filter((field) => field !== undefined && hidden.includes(field))).toEqual([]);
    for (const name of [
      'data',
      'message',
      'page',
      'orderRemark',
      '备注',
      '客户备注',
      'note_2',
      'headers',
      'sqlMessage',
    ])
      expect(fields).toContain(name);
  });

  it('never throws, and counts what failed', () => {
    const shadowed = shadow(createRedactor({ detectors: [BROKEN] }), {
      onReport: () => {
        throw new Error('of the caller');
      },
    });
    const record = { mobile: PHONE };
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error(PHONE);
        },
      },
    );
    expect(shadowed.redact(PHONE)).toBe(PHONE);
    expect(shadowed.redactRecord(record)).toBe(record);
    expect(shadowed.redactRecord(hostile)).toBe(hostile);
    expect(shadowed.redactJson(JSON.stringify(record))).toBe(JSON.stringify(record));
    expect(shadowed.redact(undefined as never)).toBeUndefined();
    expect(shadowed.counts.failed).toBe(4);
    expect(shadowed.counts.calls).toBe(5);
  });

  it('lets streams, tables, workbooks, workers and loggers pass as they are', async () => {
    const shadowed = shadow(createRedactor());
    const record = JSON.stringify({ remark: TEXT, mobile: PHONE });
    const sources: [typeof redactText, string][] = [
      [redactText, `${TEXT}\n${'一'.repeat(70_000)}\n${TEXT}`],
      [redactLines, `${TEXT}\n${CALL.repeat(9000)}\r\n${TEXT}`],
      [redactNdjson, `${record}\nno JSON ${PHONE}\n${record.slice(0, -3)}`],
      [redactJsonStream, `[${record}, ${record}]`],
      [redactCsv, `姓名,手机号,备注\n${NAME},${PHONE},${CALL}\n`],
      [redactCsv, `${NAME},${PHONE},${CALL}\n${NAME},${PHONE},${CALL}\n`],
    ];
    for (const [mask, text] of sources) {
      const before = shadowed.counts.values.reduce((sum, { count }) => sum + count, 0);
      const progress: unknown[] = [];
      let out = '';
      const chunks = text.match(/[\s\S]{1,1000}/g) ?? [];
      for await (const part of mask(chunks, {
        redactor: shadowed,
        onProgress: ({ masked }) => progress.push({ ...masked }),
      }))
        out += part;
      expect(out).toBe(text);
      expect(progress.every((one) => Object.keys(one as object).length === 0)).toBe(true);
      expect(shadowed.counts.values.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(before);
    }
    const workload = new Workload('test', 'a', { redactor: shadowed });
    expect(workload.maskText(record)).toEqual({ value: record, isChanged: false, isWhole: true });
    expect(workload.kinds).toEqual({});
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) });
    pino({ ...redaction({ redactor: shadowed }), base: null }, sink).info({ mobile: PHONE }, TEXT);
    expect(lines.join('')).toContain(PHONE);
    expect(lines.join('')).toContain(TEXT);
    const { Workbook } = await import('exceljs').then((module) => module.default);
    const book = new Workbook();
    book.addWorksheet('a').addRows([['手机号'], [PHONE]]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    expect(redactXlsx(bytes, { redactor: shadowed })).toBe(bytes);
  });

  it('finds, explains, opens and seals as the redactor does', () => {
    const keys = createKeyRing({ active: 'k', keys: { k: randomBytes(32) } });
    const redactor = createRedactor({ policy: { version: 1, kinds: { mobile: 'encrypt' } }, keys });
    for (const other of [shadow(redactor), sample(redactor, { rate: 1, onSample: () => undefined })]) {
      const sealed = redactor.redact(CALL);
      expect(other.detect(CALL)).toEqual(redactor.detect(CALL));
      expect(other.explain(CALL)).toEqual(redactor.explain(CALL));
      expect(other.detectRecord({ mobile: PHONE })).toEqual(redactor.detectRecord({ mobile: PHONE }));
      expect(other.reveal(sealed)).toBe(CALL);
      expect(redactor.reveal(other.retoken(sealed))).toBe(CALL);
    }
  });

  it.each<[string, object]>([
    ['options.metrics.maxSeries', { metrics: { maxSeries: 0 } }],
    ['options.metrics.labels', { metrics: { labels: { 'a-b': 'c' } } }],
    ['options.metrics.labels', { metrics: { labels: { kind: 'c' } } }],
    ['options.onReport', { onReport: 1 }],
  ])('complains of %s', (path, options) => {
    expect(() => shadow(createRedactor(), options as never)).toThrow(expect.objectContaining({ path }));
    expect(() => shadow({} as never)).toThrow(TuominError);
  });
});

/** Two thousand records in which the planted values stand in many ways. */
function* generated(): Generator<unknown> {
  let state = 7;
  const pick = <T>(all: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return all[(state >>> 8) % all.length] as T;
  };
  const values = [
    PHONE,
    NAME,
    ADDRESS,
    TEXT,
    `${PHONE.slice(0, 3)}-${PHONE.slice(3, 7)}-${PHONE.slice(7)}`,
    Number(PHONE),
  ];
  const names = [
    'remark',
    'note',
    'mobile',
    'receiverName',
    'address',
    'x',
    '备注',
    NAME,
    PHONE,
    'chenlihua',
    '丽华',
    '301室',
    ADDRESS,
  ];
  const text = (): string =>
    `${pick(['请送', '联系', '客户', '', 'call '])}${pick(values)}${pick(['，谢谢', '。', ' ', '收'])}${pick(values)}`;
  for (let i = 0; i < 2000; i++) {
    const inner = { [pick(names)]: pick(values), [pick(names)]: text() };
    yield pick<unknown>([
      inner,
      { order: inner, [pick(names)]: text() },
      [inner, text()],
      { body: JSON.stringify(inner) },
      new Map([[pick(names), text()]]),
      Object.assign(new Error(text()), inner),
    ]);
  }
}

describe('a sample', () => {
  it('masks as ever, and holds nothing of a value', () => {
    const redactor = createRedactor();
    const samples: Sample[] = [];
    const sampled = sample(redactor, { rate: 1, onSample: (one) => samples.push(one) });
    for (const record of generated()) expect(sampled.redactRecord(record)).toEqual(redactor.redactRecord(record));
    expect(samples).toHaveLength(2000);
    const findings = samples.flatMap((one) => one.findings);
    expect(findings.length).toBeGreaterThan(2000);
    const all = JSON.stringify(samples);
    // Not `not.toContain`, which would print all of it.
    expect([...PLANTED, '159-0271', 'lihua'].filter((planted) => all.includes(planted))).toEqual([]);
    // No digit or Han character in anything but the counts of shapes, and our own names of fields.
    for (const { kind, shape, score, length, field, evidence } of findings) {
      expect(kind).toMatch(/^[a-z-]+$/);
      expect(shape).toMatch(/^(?:[dhasp]\d{1,2}){1,8}…?$/);
      expect(score).toBe(Math.round(score * 100) / 100);
      expect(length).toBeLessThanOrEqual(64);
      expect([
        'remark',
        'note',
        'mobile',
        'receiverName',
        'address',
        'x',
        '备注',
        'message',
        'stack',
        'body',
        undefined,
      ]).toContain(field);
      for (const code of evidence) expect(code).toMatch(/^[a-z:-]+$/);
    }
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['mobile', 'name', 'address']));
    expect(findings.filter(({ evidence }) => evidence.length > 0).length).toBeGreaterThan(findings.length / 2);
  });

  it('tells what it takes to tune a policy', () => {
    const samples: Sample[] = [];
    const sampled = sample(createRedactor(), { rate: 1, onSample: (one) => samples.push(one) });
    sampled.redact(`收件人：${NAME}，电话 ${PHONE}`);
    sampled.redactRecord({ mobile: PHONE, note: '没有' });
    sampled.redactJson(JSON.stringify({ remark: CALL }));
    sampled.redact('没有');
    expect(samples).toMatchObject([
      {
        ran: 'redact',
        findings: [
          { kind: 'name', length: 3, shape: 'h3', evidence: expect.arrayContaining(['prior']) },
          { kind: 'mobile', length: 11, shape: 'd11', evidence: expect.arrayContaining(['cue:phone-label']) },
        ],
      },
      { ran: 'redactRecord', findings: [{ kind: 'mobile', field: 'mobile', shape: 'd11' }] },
      { ran: 'redactJson', findings: [{ kind: 'mobile', field: 'remark', shape: 'd11' }] },
      { ran: 'redact', findings: [] },
    ]);
  });

  it('shows no evidence or kind that a detector makes of the text', () => {
    const talkative: Detector = {
      name: 'talkative',
      kinds: ['login'],
      reach: 40,
      cues: [],
      wakes: { digits: 0 },
      find(scan, report) {
        const text = scan.text;
        const at = text.indexOf('zhangwei');
        if (at < 0) return;
        report.add('login', at, at + 8, 5);
        report.because('seen:zhangwei', 1);
        report.because(`near:${text.slice(0, at).trim()}`, 1);
        report.because('form:plain', 1);
        report.add('liming', at + 9, at + 15, 5);
      },
    };
    const samples: Sample[] = [];
    const sampled = sample(createRedactor({ detectors: [talkative] }), {
      rate: 1,
      onSample: (one) => samples.push(one),
    });
    sampled.redact('wangfang zhangwei liming');
    expect(JSON.stringify(samples)).not.toMatch(/zhangwei|wangfang|liming/);
    expect(samples[0]?.findings[0]).toMatchObject({ kind: 'login', evidence: ['prior', 'form:plain'] });
  });

  it('looks at its share, and with a seed at the same calls', () => {
    const run = (rate: number, seed?: number): number[] => {
      const seen: number[] = [];
      let i = 0;
      const sampled = sample(createRedactor(), {
        rate,
        ...(seed === undefined ? {} : { seed }),
        onSample: () => seen.push(i),
      });
      for (; i < 10_000; i++) sampled.redact('没有');
      return seen;
    };
    expect(run(0.01, 42)).toEqual(run(0.01, 42));
    expect(run(0.01, 42)).not.toEqual(run(0.01, 43));
    for (const seed of [1, 2, 3, undefined]) {
      expect(run(0.1, seed).length).toBeGreaterThan(850);
      expect(run(0.1, seed).length).toBeLessThan(1150);
    }
    expect(run(0)).toEqual([]);
    expect(run(1)).toHaveLength(10_000);
  });

  it('does not look at calls that are not drawn', () => {
    let reads = 0;
    const record = {
      get mobile() {
        reads++;
        return PHONE;
      },
    };
    const reader = createRedactor();
    reader.redactRecord(record);
    const once = reads;
    sample(reader, { rate: 0, onSample: () => undefined }).redactRecord(record);
    expect(reads).toBe(2 * once);
  });

  it('masks when the caller, or looking, fails', async () => {
    const sampled = sample(createRedactor(), {
      rate: 1,
      onSample: () => {
        throw new Error('of the caller');
      },
    });
    expect(sampled.redact(CALL)).toBe(createRedactor().redact(CALL));
    const rejected = sample(createRedactor(), {
      rate: 1,
      onSample: (async () => Promise.reject(new Error('x'))) as never,
    });
    expect(rejected.redact(CALL)).toBe(createRedactor().redact(CALL));
    await pause(5);
    const broken = sample(createRedactor({ detectors: [BROKEN] }), { rate: 1, onSample: () => undefined });
    expect(broken.redact(PHONE)).toBe(FAILED);
    expect(sampled.redactRecord(null)).toBeNull();
  });

  it('does not count twice', () => {
    const reports: RedactionReport[] = [];
    const policy: PolicyInput = { version: 1, fields: { '**.code': { 'treat-as': 'mobile' } } };
    const redactor = createRedactor({ policy, onReport: (report) => reports.push(report) });
    const workload = new Workload('test', 'a', {
      redactor: sample(createRedactor({ policy }), { rate: 1, onSample: () => undefined }),
    });
    sample(redactor, { rate: 1, onSample: () => undefined }).redactRecord({ code: 'abcdefgh' });
    expect(reports.map(({ found }) => found)).toEqual([1]);
    workload.maskRecord({ code: 'abcdefgh' });
    expect(workload.kinds).toEqual({ mobile: 1 });
  });

  it('looks at streams and tables', async () => {
    const samples: Sample[] = [];
    const redactor = createRedactor();
    const sampled = sample(redactor, { rate: 1, onSample: (one) => samples.push(one) });
    const sources: [typeof redactText, string][] = [
      [redactText, TEXT],
      [redactLines, `${TEXT}\n`],
      [redactNdjson, `${JSON.stringify({ remark: TEXT })}\n`],
      [redactJsonStream, JSON.stringify([{ remark: TEXT }])],
      [redactCsv, `姓名,手机号\n${NAME},${PHONE}\n`],
      [redactCsv, `${NAME},${PHONE}\n${NAME},${PHONE}\n`],
    ];
    for (const [mask, text] of sources) {
      samples.length = 0;
      const run = async (of: typeof redactor): Promise<string> => {
        let out = '';
        for await (const part of mask([text], { redactor: of })) out += part;
        return out;
      };
      expect(await run(sampled)).toBe(await run(redactor));
      expect(samples.flatMap((one) => one.findings).map(({ kind }) => kind)).toContain('mobile');
      for (const planted of PLANTED) expect(JSON.stringify(samples)).not.toContain(planted);
    }
  });

  it.each<[string, object]>([
    ['options.rate', { onSample: () => undefined }],
    ['options.rate', { rate: 2, onSample: () => undefined }],
    ['options.rate', { rate: Number.NaN, onSample: () => undefined }],
    ['options.onSample', { rate: 0.5 }],
    ['options.seed', { rate: 0.5, seed: 0.5, onSample: () => undefined }],
  ])('complains of %s', (path, options) => {
    expect(() => sample(createRedactor(), options as never)).toThrow(expect.objectContaining({ path }));
    expect(() => sample({} as never, { rate: 1, onSample: () => undefined })).toThrow(TuominError);
  });
});

describe('together', () => {
  it('a shadow and a sample of a live redactor follow its policy', async () => {
    let tail = 1;
    let kinds: object = {};
    const live = await createLiveRedactor({
      load: () => ({ ...(showing(tail) as object), ...kinds }) as PolicyInput,
    });
    const samples: Sample[] = [];
    const sampled = sample(live, { rate: 1, onSample: (one) => samples.push(one) });
    const shadowed = shadow(live);
    const both = sample(shadow(live), { rate: 1, onSample: (one) => samples.push(one) });
    const around = shadow(sampled);
    const logger = lineMasker({ redactor: sampled });
    expect([sampled.redact(CALL), logger(CALL)]).toEqual([masked(1), masked(1)]);
    expect([shadowed.redact(CALL), both.redact(CALL), around.redact(CALL)]).toEqual([CALL, CALL, CALL]);
    expect(samples.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual(new Array(4).fill(['mobile']));
    expect(around.counts.values).toEqual([{ kind: 'mobile', count: 1 }]);

    tail = 3;
    await live.reload();
    expect([sampled.redact(CALL), logger(CALL)]).toEqual([masked(3), masked(3)]);
    expect(innerOf(sampled).maskJson(JSON.stringify([CALL])).text).toBe(JSON.stringify([masked(3)]));

    kinds = { kinds: { mobile: false } };
    await live.reload();
    samples.length = 0;
    expect(sampled.redact(CALL)).toBe(CALL);
    shadowed.redact(CALL);
    expect(samples).toEqual([{ ran: 'redact', findings: [] }]);
    expect(shadowed.counts).toMatchObject({ calls: 2, changed: 1, values: [{ kind: 'mobile', count: 1 }] });
  });

  it('serves pino and streams', async () => {
    const live = await createLiveRedactor({ load: () => 'log' });
    const samples: Sample[] = [];
    const redactor = sample(live, { rate: 1, onSample: (one) => samples.push(one) });
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) });
    pino({ ...redaction({ redactor }), base: null }, sink).info({ mobile: PHONE, note: TEXT }, 'order');
    let out = '';
    for await (const part of redactNdjson([`${JSON.stringify({ note: TEXT })}\n`], { redactor })) out += part;
    for (const planted of PLANTED) expect(lines.join('') + out + JSON.stringify(samples)).not.toContain(planted);
    expect(samples.map(({ ran }) => ran)).toEqual(['redactJson', 'stream']);
  });
});
