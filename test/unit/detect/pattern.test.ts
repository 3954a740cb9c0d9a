import { expect, it } from 'vitest';
import { type PatternOptions, patternDetector } from '../../../src/detect/pattern.ts';
import { alone } from '../../support/alone.ts';

const STAFF = /(?<![A-Z\d])E\d{6}(?!\d)/u;

it('finds what the expression matches, as often as it does', () => {
  const staff = alone(patternDetector({ kind: 'staff-no', pattern: STAFF }));
  expect(staff.mark('工号E104233、E104234')).toBe('工号⟦staff-no|E104233⟧、⟦staff-no|E104234⟧');
  expect(staff.mark('XE104233 E1042331')).toBe('XE104233 E1042331');
});

it('works through carriers, in the carrier', () => {
  const staff = alone(patternDetector({ kind: 'staff-no', pattern: /工号\d{6}/u }));
  expect(staff.redact('"\\u5de5\\u53f7104233"')).toBe('"***"');
});

it('raises the score by cues and keys', () => {
  const options: PatternOptions = {
    kind: 'staff-no',
    pattern: /\d{6}/u,
    cues: ['工号'],
    keys: ['staffNo'],
    score: 0.3,
  };
  const staff = alone(patternDetector(options));
  expect(staff.mark('工号：104233')).toBe('工号：⟦staff-no|104233⟧');
  expect(staff.mark('staff_no=104233')).toBe('staff_no=⟦staff-no|104233⟧');
  expect(staff.mark('数量：104233')).toBe('数量：104233');
  expect(staff.explain('数量：104233')).toEqual([{ value: '104233', outcome: 'below-threshold', codes: ['prior'] }]);
});

it('asks the validator, and masks when it throws', () => {
  const even = alone(patternDetector({ kind: 'even', pattern: /\d{4}/u, validate: (text) => Number(text) % 2 === 0 }));
  expect(even.mark('1234 1235')).toBe('⟦even|1234⟧ 1235');
  const broken = (): boolean => {
    throw new Error('no');
  };
  expect(alone(patternDetector({ kind: 'even', pattern: /\d{4}/u, validate: broken })).mark('1235')).toBe(
    '⟦even|1235⟧',
  );
});

it('passes over empty matches and ends', () => {
  expect(alone(patternDetector({ kind: 'x', pattern: /\d*/u })).mark('ab12𠮷3')).toBe('ab⟦x|12⟧𠮷⟦x|3⟧');
  expect(alone(patternDetector({ kind: 'x', pattern: /(?:)/u })).mark('abc')).toBe('abc');
});

it('keeps flags, and leaves the given expression alone', () => {
  const pattern = /abc/giu;
  pattern.lastIndex = 2;
  expect(alone(patternDetector({ kind: 'x', pattern })).mark('ABC abc')).toBe('⟦x|ABC⟧ ⟦x|abc⟧');
  expect(pattern.lastIndex).toBe(2);
  expect(alone(patternDetector({ kind: 'x', pattern: /\d/y })).mark('a1')).toBe('a⟦x|1⟧');
});

it('cuts at its reach and says so in the contract', () => {
  const detector = patternDetector({ kind: 'x', pattern: /a+/u, reach: 4 });
  expect(detector.reach).toBe(4);
  expect(alone(detector).mark('aaaaaa')).toBe('⟦x|aaaa⟧aa');
});

it.each<[unknown, string]>([
  [undefined, 'pattern: must be an object'],
  [{ pattern: STAFF }, 'pattern.kind: must be a non-empty string'],
  [{ kind: 'x', pattern: 'E1' }, 'pattern.pattern: must be a regular expression'],
  [{ kind: 'x', pattern: STAFF, validat: () => true }, 'pattern.validat: unknown option; did you mean "validate"?'],
  [{ kind: 'x', pattern: STAFF, validate: 1 }, 'pattern.validate: must be a function'],
  [{ kind: 'x', pattern: STAFF, cues: 'a b' }, 'pattern.cues: must be a list of non-empty strings'],
  [{ kind: 'x', pattern: STAFF, keys: [''] }, 'pattern.keys: must be a list of non-empty strings'],
  [{ kind: 'x', pattern: STAFF, reach: 0 }, 'pattern.reach: must be an integer between 1 and 65536'],
  [{ kind: 'x', pattern: STAFF, score: 1 }, 'pattern.score: must be a number between 0 and 1'],
])('refuses bad options (%#)', (options, message) => {
  expect(() => patternDetector(options as PatternOptions)).toThrow(message); // a caller without types
});
