import { describe, expect, it } from 'vitest';
import { createRedactor, type RedactorOptions } from '../../../src/redactor.ts';
import type { Detector } from '../../../src/types.ts';

/** Every run of at least eight digits. */
const digits: Detector = {
  name: 'digits',
  kinds: ['number'],
  reach: 64,
  cues: [],
  wakes: { digits: 8 },
  find(scan, report) {
    for (let r = 0; r < scan.runCount; r++) {
      const [start, end] = [scan.runStart[r] as number, scan.runEnd[r] as number];
      if (end - start >= 8) report.add('number', start, end, 3);
    }
  },
};

const redactorOf = (options: RedactorOptions) => createRedactor({ detectors: [digits], ...options });
const redact = (text: string, options: RedactorOptions): string => redactorOf(options).redact(text);

describe('allow', () => {
  it('leaves a value as it is, however wide it is written', () => {
    const allow = ['4006101234'];
    expect(redact('热线4006101234，４００６１０１２３４', { allow })).toBe('热线4006101234，４００６１０１２３４');
    expect(redact('热线40061012345', { allow })).toBe('热线<number>');
    expect(redact('热线4006101234', { allow: ['400-610-1234'] })).toBe('热线4006101234');
    expect(redact('热线4006101234', { allow: ['４００ ６１０ １２３４'] })).toBe('热线4006101234');
  });

  it('asks a pattern about the whole value', () => {
    expect(redact('4006101234 14006101234', { allow: [/400\d{7}/] })).toBe('4006101234 <number>');
    expect(redact('4006101234 4006101235', { allow: [/4006101234|9/g] })).toBe('4006101234 <number>');
    expect(redact('4006101234 4006101234', { allow: [/4006101234/gy] })).toBe('4006101234 4006101234');
  });

  it('says so in explain', () => {
    expect(redactorOf({ allow: ['4006101234'] }).explain('4006101234')[0]?.outcome).toBe('allowed');
  });

  it('may be empty', () => {
    expect(redact('4006101234', { allow: [] })).toBe('<number>');
  });
});

describe('deny', () => {
  it('takes many values, and refuses more than a million', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `项目${i}号`);
    expect(redact('关于项目199999号的邮件', { deny: many })).toBe('关于***的邮件');
    const more = new Array<string>(1_000_001).fill('凤凰计划');
    expect(() => createRedactor({ deny: more })).toThrow(
      expect.objectContaining({ code: 'bad-option', path: 'options.deny' }),
    );
  });

  it('masks words wherever they stand', () => {
    const deny = ['凤凰计划', 'ACME', 'a$&b'];
    expect(redact('关于凤凰计划的邮件', { deny })).toBe('关于***的邮件');
    expect(redact('ACME，ＡＣＭＥ，xACMEy', { deny })).toBe('***，***，x***y');
    expect(redact('a$&b 和 $&', { deny })).toBe('*** 和 $&');
    expect(redact('凤凰', { deny })).toBe('凤凰');
  });

  it('masks the longer of two, and all of two that overlap', () => {
    expect(redact('凤凰计划书', { deny: ['凤凰', '凤凰计划'] })).toBe('***书');
    expect(redact('凤凰计划书', { deny: ['凤凰计划', '计划书'] })).toBe('***');
  });

  it('masks what a pattern matches', () => {
    expect(redact('工号 E10086，E10087', { deny: [/E\d{5}/] })).toBe('工号 ***，***');
    expect(redact('工号 E10086，E10087', { deny: [/E\d{5}/gy] })).toBe('工号 ***，***');
    expect(redact('abc', { deny: [/x*/] })).toBe('abc');
  });

  it('takes words and patterns together', () => {
    expect(redact('凤凰计划 E10086 12345678', { deny: ['凤凰计划', /E\d{5}/] })).toBe('*** *** <number>');
  });

  it('gives a value the kind it is said to be, with the mask of that kind', () => {
    const deny = [{ value: '老板', kind: 'name' }, { value: /E\d{5}/, kind: 'staff' }, { value: '凤凰计划' }];
    expect(redact('老板看了凤凰计划，E10086', { deny })).toBe('老*看了***，<staff>');
    expect(
      redactorOf({ deny })
        .detect('老板')
        .map(({ kind }) => kind),
    ).toEqual(['name']);
  });

  it('holds where every other kind is off', () => {
    const policy = { version: 1, kinds: { '*': false } };
    expect(redact('凤凰计划 12345678', { deny: ['凤凰计划'], policy })).toBe('*** 12345678');
  });

  it('works without any detector', () => {
    expect(createRedactor({ deny: ['凤凰计划'] }).redact('凤凰计划')).toBe('***');
    expect(createRedactor({ deny: [/凤凰.{2}/] }).redact('凤凰计划')).toBe('***');
  });

  it('finds an escaped value too', () => {
    expect(redact('{"a":"\\u51e4\\u51f0\\u8ba1\\u5212"}', { deny: ['凤凰计划'] })).toBe('{"a":"***"}');
  });

  it('finds the same in a text of many windows', () => {
    const filler = '。'.repeat(100_000);
    const text = `凤凰计划${filler}E10086${filler}凤凰计划${filler}E10086`;
    expect(redact(text, { deny: ['凤凰计划', /E\d{5}/] })).toBe(`***${filler}***${filler}***${filler}***`);
  });
});

describe('lists that make no sense', () => {
  it.each([
    [{ allow: [''] }, 'options.allow[0]: must be a non-empty string or a regular expression'],
    [{ allow: ['a', 7] }, 'options.allow[1]: must be a non-empty string or a regular expression'],
    [{ allow: '400' }, 'options.allow: must be an array'],
    [{ allow: null }, 'options.allow: must be an array'],
    [{ deny: '400' }, 'options.deny: must be an array'],
    [{ deny: null }, 'options.deny: must be an array'],
    [{ deny: {} }, 'options.deny: must be an array'],
    [{ deny: [''] }, 'options.deny[0]: must be a non-empty string, a regular expression or { value, kind }'],
    [
      { deny: [{ kind: 'name' }] },
      'options.deny[0]: must be a non-empty string, a regular expression or { value, kind }',
    ],
    [{ deny: [{ value: 'x', kinds: 'name' }] }, 'options.deny[0].kinds: unknown option; did you mean "kind"?'],
  ])('%o', (options, message) => {
    // What JavaScript callers may write.
    expect(() => redactorOf(options as unknown as RedactorOptions)).toThrow(message);
  });
});
