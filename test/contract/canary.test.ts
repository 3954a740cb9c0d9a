/** No value that was being looked at may turn up in what we return about it, throw or print. */

import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, FAILED, TuominError } from '../../src/index.ts';
import { createFullRedactor } from '../support/redactors.ts';

const VALUES = ['15902714683', '420106198806123519', '陈雨桐', 'yutong.chen@example.com', '西安路51号', '鄂AF20316'];
const TEXT = `收货人：${VALUES[2]} 电话：${VALUES[0]} 身份证：${VALUES[1]} 邮箱：${VALUES[3]} 地址：大连市沙河口区${VALUES[4]}2单元1706 车牌：${VALUES[5]}`;
/** Pieces that would be enough to know the value by. */
const CANARIES = [...VALUES, '5902714', '19880612', '雨桐', 'yutong', '51号', 'F20316'];

function expectSilent(shown: string): void {
  for (const canary of CANARIES) expect(shown, canary).not.toContain(canary);
}

function printed(value: unknown): string {
  return [
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true }),
    String(value),
    value instanceof Error ? `${value.stack} ${value.message}` : '',
  ].join('\n');
}

describe('a canary in the text', () => {
  const redactor = createFullRedactor();

  it('is not in findings, explanations or the redactor', () => {
    const findings = redactor.detect(TEXT);
    expect(findings.length).toBeGreaterThanOrEqual(5);
    expectSilent(printed(findings));
    expectSilent(printed(redactor.explain(TEXT)));
    redactor.redact(TEXT);
    expectSilent(inspect(redactor, { depth: 9, showHidden: true }));
  });

  it('is not in the masked text', () => {
    expectSilent(redactor.redact(TEXT));
    expectSilent(createRedactor({ policy: 'strict' }).redact(TEXT));
  });

  it('is not in the masked text when a detector breaks', () => {
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
    expect(createRedactor({ detectors: [broken] }).redact(TEXT)).toBe(FAILED);
    expectSilent(FAILED);
  });

  it.each([
    ['throws', nothing],
    ['returns no string', (): string => undefined as unknown as string], // what an untyped caller may do
    ['prints patterns', (): string => "$& $` $' $1"],
  ])('is not in the masked text when a strategy %s', (_, own) => {
    const policy = { version: 1, kinds: { '*': 'own', denied: 'own' } };
    const silent = createRedactor({ policy, strategies: { own } }).redact(TEXT);
    expectSilent(silent);
    expect(silent).not.toBe(TEXT);
  });

  it('is not in complaints about options', () => {
    const complaints: unknown[] = [];
    const given: readonly unknown[] = [
      { policy: { version: 1, kinds: { mobile: { use: 'partial', head: TEXT } } } },
      { allow: [{ value: TEXT }] },
      { deny: [{ value: TEXT, kind: 3 }] },
      { detectors: [{ name: TEXT }] },
      { strategies: { own: TEXT } },
    ];
    for (const options of given) {
      try {
        createRedactor(options as Parameters<typeof createRedactor>[0]); // options that make no sense, on purpose
      } catch (error) {
        complaints.push(error);
      }
    }
    expect(complaints.length).toBe(given.length);
    for (const complaint of complaints) {
      expect(complaint).toBeInstanceOf(TuominError);
      expectSilent(printed(complaint));
    }
  });
});

function nothing(): never {
  throw new Error(TEXT);
}
