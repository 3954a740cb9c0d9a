import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, type RedactionReport } from '../../../src/index.ts';
import { redactNdjson } from '../../../src/stream/web.ts';

const MOBILE = '15902714683';

function reporting(options: Parameters<typeof createRedactor>[0] = {}) {
  const reports: RedactionReport[] = [];
  const redactor = createRedactor({ ...options, onReport: (report) => reports.push(report) });
  return { redactor, reports };
}

/** Breaks on everything. */
const broken: Detector = {
  name: 'broken',
  kinds: ['broken'],
  reach: 1,
  cues: [],
  wakes: { digits: 1 },
  find(scan): void {
    throw new Error(`at ${scan.text}`);
  },
};

describe('onReport', () => {
  it('tells of every call, also when nothing was found', () => {
    const { redactor, reports } = reporting();
    redactor.redact('今天天气很好');
    redactor.redact(`电话 ${MOBILE}`);
    redactor.redactJson(`{"tel":"${MOBILE}"}`);
    expect(reports.map(({ ran, read, found }) => [ran, read, found])).toEqual([
      ['redact', 6, 0],
      ['redact', 14, 1],
      ['redactJson', 21, 1],
    ]);
    expect(reports[0]).toMatchObject({ policy: { name: 'log', version: 1 }, entries: [] });
  });

  it('counts by kind, field and strategy', () => {
    const { redactor, reports } = reporting({
      policy: {
        version: 1,
        name: 'mine',
        kinds: { name: 'tag' },
        fields: { secretNote: 'drop', ref: { 'treat-as': 'name' } },
      },
      tenant: 'north',
    });
    redactor.redactRecord({
      receiverName: '陈雨桐',
      tel: [MOBILE, '13900001357'],
      remark: `给陈雨桐，${MOBILE}`,
      secretNote: 'x',
      ref: '老猫',
    });
    expect(reports).toHaveLength(1);
    const [report] = reports as [RedactionReport];
    expect(report).toMatchObject({ ran: 'redactRecord', tenant: 'north', policy: { name: 'mine' }, found: 7 });
    expect(report.entries).toContainEqual({ kind: 'mobile', field: 'tel', strategy: 'partial', count: 2 });
    expect(report.entries).toContainEqual({ kind: 'name', field: 'receiverName', strategy: 'tag', count: 1 });
    expect(report.entries).toContainEqual({ kind: 'dropped', field: 'secretNote', strategy: 'drop', count: 1 });
    expect(report.entries).toContainEqual({ kind: 'name', field: 'ref', strategy: 'tag', count: 1 });
  });

  it('holds no value, and no key that could be one', () => {
    const { redactor, reports } = reporting();
    redactor.redactRecord({ [MOBILE]: { tel: MOBILE }, 陈雨桐: `电话 ${MOBILE}`, 'a@example.com': MOBILE });
    expect(reports[0]?.found).toBeGreaterThan(2);
    expect(JSON.stringify(reports)).not.toMatch(/159027|4683|雨桐|example/);
  });

  it('tells of a stream once, at its end', async () => {
    const { redactor, reports } = reporting();
    const lines = `{"tel":"${MOBILE}"}\n`.repeat(3);
    const stream = new ReadableStream<string>({
      start(controller) {
        for (const unit of lines) controller.enqueue(unit);
        controller.close();
      },
    });
    for await (const _ of stream.pipeThrough(redactNdjson({ redactor }))) expect(reports).toEqual([]);
    expect(reports.map(({ ran, read, found }) => [ran, read, found])).toEqual([['stream', lines.length, 3]]);
  });

  it('tells of each audience', () => {
    const policy = { version: 1, audiences: { a: { kinds: { mobile: 'tag' } }, b: { kinds: { mobile: 'keep' } } } };
    const { redactor, reports } = reporting({ policy });
    redactor.redactFor({ tel: MOBILE }, ['a', 'b']);
    expect(reports.map(({ ran, audience, found }) => [ran, audience, found])).toEqual([
      ['redactFor', 'a', 1],
      ['redactFor', 'b', 0],
    ]);
  });

  it('counts what broke', () => {
    const { redactor, reports } = reporting({ detectors: [broken] });
    redactor.redactRecord({ note: MOBILE });
    expect(reports[0]?.entries).toEqual([{ kind: 'failed', field: 'note', strategy: 'fixed', count: 1 }]);
  });

  it('has the same hash for policies that come to the same', () => {
    const hashOf = (policy: NonNullable<Parameters<typeof createRedactor>[0]>['policy']) => {
      const { redactor, reports } = reporting(policy === undefined ? {} : { policy });
      redactor.redact('x');
      return reports[0]?.policy.hash;
    };
    expect(hashOf('log')).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({ version: 1, extends: 'log' })).toBe(hashOf('log'));
    expect(hashOf({ version: 1, kinds: { name: { threshold: 0.51 } } })).not.toBe(hashOf('log'));
    expect(hashOf({ version: 1, fields: { a: 'keep' } })).not.toBe(hashOf('log'));
    expect(hashOf({ version: 1, kinds: { mobile: { use: 'partial', head: 3, tail: 2, hide: 6 } } })).toBe(
      hashOf('log'),
    );
  });

  it('does not let a listener that throws keep the masked text', () => {
    const redactor = createRedactor({
      onReport: () => {
        throw new Error('no disk');
      },
    });
    expect(redactor.redact(`电话 ${MOBILE}`)).toBe('电话 159******83');
  });

  it('must be a function', () => {
    const options = { onReport: 'x' } as unknown as Parameters<typeof createRedactor>[0]; // from JavaScript
    expect(() => createRedactor(options)).toThrow('options.onReport: must be a function');
  });
});
