import { describe, expect, it } from 'vitest';
import { createRedactor, type Policy, parsePolicy, type StrategyType } from '../../../src/index.ts';

const redactorOf = (mobile: unknown, more: Parameters<typeof createRedactor>[0] = {}) =>
  createRedactor({ policy: { version: 1, kinds: { mobile } } as Policy, ...more });
const TEXT = '电话 13900001357';

describe('chain', () => {
  it('gives each step what the one before has made', () => {
    const seen: string[] = [];
    const spy = ({ text }: { readonly text: string }) => {
      seen.push(text);
      return `${text}!`;
    };
    const redactor = redactorOf(
      { use: 'chain', steps: ['spy', { use: 'partial', head: 3, tail: 2 }, 'spy'] },
      { strategies: { spy } },
    );
    expect(redactor.redact(TEXT)).toBe('电话 139******57!');
    expect(seen).toEqual(['13900001357', '139******57']);
  });

  it('takes options within options', () => {
    const steps = [{ use: 'chain', steps: [{ use: 'fixed', text: 'abcdef' }] }];
    expect(redactorOf({ use: 'chain', steps }).redact(TEXT)).toBe('电话 abcdef');
  });
});

describe('by-score', () => {
  const both = { use: 'by-score', from: 0.9, above: 'tag', below: { use: 'partial', head: 3 } };

  it('asks how sure we are', () => {
    const redactor = redactorOf(both);
    const [finding] = redactor.detect(TEXT);
    expect(finding?.score).toBeGreaterThan(0.9);
    expect(redactor.redact(TEXT)).toBe('电话 <手机号>');
    const sure = redactorOf({ ...both, from: 1 });
    expect(sure.redact(TEXT)).toBe('电话 139********');
  });

  it('is sure where a rule of the caller’s says what a field holds', () => {
    const policy = { version: 1, kinds: { mobile: both }, fields: { it: { 'treat-as': 'mobile' } } } as Policy;
    expect(createRedactor({ policy }).redactRecord({ it: '12345678' })).toEqual({ it: '<手机号>' });
  });
});

describe('strategies with options of one’s own', () => {
  const shout: StrategyType = {
    options: { times: 'count', what: ['!', '?'] },
    required: ['times'],
    make:
      ({ times, what = '!' }) =>
      ({ kind }) =>
        kind + String(what).repeat(times as number), // checked as 'count'
  };

  it('are checked like ours', () => {
    const strategies = { shout };
    expect(redactorOf({ use: 'shout', times: 3 }, { strategies }).redact(TEXT)).toBe('电话 mobile!!!');
    expect(
      redactorOf({ use: 'chain', steps: [{ use: 'shout', times: 1, what: '?' }] }, { strategies }).redact(TEXT),
    ).toBe('电话 mobile?');
    expect(() => redactorOf({ use: 'shout' }, { strategies })).toThrow('policy.kinds.mobile.times: must be given');
    expect(() => redactorOf({ use: 'shout', times: -1 }, { strategies })).toThrow(
      'policy.kinds.mobile.times: must be a whole number',
    );
    expect(() => redactorOf({ use: 'shout', times: 1, wat: '!' }, { strategies })).toThrow('did you mean "what"?');
  });

  it('fail closed, and say nothing of values', () => {
    const typeOf = (make: unknown): StrategyType => ({ options: {}, make: make as StrategyType['make'] });
    const throwing = typeOf(() => () => {
      throw new Error(TEXT);
    });
    expect(redactorOf('own', { strategies: { own: throwing } }).redact(TEXT)).toBe('电话 ***');
    expect(redactorOf('own', { strategies: { own: typeOf(() => () => 7) } }).redact(TEXT)).toBe('电话 ***');
    const breaking = typeOf(() => {
      throw new Error(TEXT);
    });
    expect(() => redactorOf('own', { strategies: { own: breaking } })).toThrow(
      /^policy\.kinds\.mobile: its strategy could not be made$/u,
    );
    expect(() => redactorOf('own', { strategies: { own: typeOf(() => undefined) } })).toThrow(
      'its strategy must be a function',
    );
  });

  it('can be named where a policy is only checked', () => {
    const policy = { version: 1, kinds: { mobile: { use: 'shout', times: 3 } } };
    expect(parsePolicy(policy, { strategies: ['shout'] })).toBe(policy);
    expect(() => parsePolicy(policy)).toThrow('unknown strategy "shout"');
  });

  it('cannot take the names of ours', () => {
    expect(() => redactorOf('tag', { strategies: { chain: shout } })).toThrow(
      'strategies.chain: is the name of a strategy of ours',
    );
    expect(() => redactorOf('tag', { strategies: { token: () => '' } })).toThrow('is the name of a strategy of ours');
  });
});

describe('what makes no sense is told by its path', () => {
  const cyclic: Record<string, unknown> = { use: 'chain' };
  cyclic['steps'] = [cyclic];
  let deep: unknown = 'tag';
  for (let i = 0; i < 6; i++) deep = { use: 'chain', steps: [deep] };

  it.each<[string, unknown, string]>([
    ['no steps', { use: 'chain' }, 'policy.kinds.mobile.steps: must be given'],
    ['a short form', 'chain', 'policy.kinds.mobile.steps: must be given'],
    ['an empty list', { use: 'chain', steps: [] }, 'policy.kinds.mobile.steps: must be a list of strategies'],
    ['no list', { use: 'chain', steps: 'tag' }, 'policy.kinds.mobile.steps: must be a list of strategies'],
    [
      'an unknown step',
      { use: 'chain', steps: ['tag', 'tagg'] },
      'policy.kinds.mobile.steps[1]: unknown strategy "tagg"; did you mean "tag"?',
    ],
    [
      'an option of a step',
      { use: 'chain', steps: [{ use: 'tag', langage: 'en' }] },
      'policy.kinds.mobile.steps[0].langage: unknown key; did you mean "language"?',
    ],
    ['itself', cyclic, 'must be at most 4 strategies deep'],
    ['too deep', deep, 'must be at most 4 strategies deep'],
    [
      'a score beyond 1',
      { use: 'by-score', from: 2, above: 'tag', below: 'tag' },
      'policy.kinds.mobile.from: must be a number from 0 to 1',
    ],
    ['no below', { use: 'by-score', from: 0.5, above: 'tag' }, 'policy.kinds.mobile.below: must be given'],
    [
      'a step without a name',
      { use: 'chain', steps: [{}] },
      'policy.kinds.mobile.steps[0].use: must be the name of a strategy',
    ],
    [
      'keep with hide',
      { use: 'chain', steps: [{ use: 'address', keep: 'city', hide: 'unit-room' }] },
      'policy.kinds.mobile.steps[0].hide: cannot go with keep',
    ],
  ])('%s', (_, mobile, message) => {
    expect(() => redactorOf(mobile)).toThrow(message);
  });
});
