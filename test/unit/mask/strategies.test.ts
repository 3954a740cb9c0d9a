import { describe, expect, it } from 'vitest';
import {
  guardStrategy,
  MASKED,
  STRATEGIES,
  type StrategySpec,
  type StrategyType,
} from '../../../src/mask/strategies.ts';

const VALUES = [
  '',
  ' ',
  '陈',
  '𬱖',
  '\ud840',
  '\udc00x',
  '$&',
  '$1',
  "$'",
  '13812345678',
  '浙江省',
  'a@b.cn',
  '\u0000',
];
const KINDS = ['name', 'mobile', 'email', 'address', 'id-card', 'staff', '__proto__', 'constructor'];
const SPECS: readonly StrategySpec[] = [
  { use: 'keep' },
  { use: 'remove' },
  { use: 'fixed' },
  { use: 'fixed', text: '$& $1 $`' },
  { use: 'tag' },
  { use: 'tag', language: 'en' },
  { use: 'partial' },
  { use: 'partial', head: 1, tail: 1 },
  { use: 'address' },
  { use: 'address', keep: 'road' },
  { use: 'address', hide: 'unit-room' },
];

const apply = (spec: StrategySpec, kind: string, text: string): string => {
  const { use, ...options } = spec;
  const making = { kind, path: 'policy', tenant: '', create: () => guardStrategy(() => '') };
  return (STRATEGIES[use] as StrategyType).make(options, making)({ kind, text, elements: [] });
};

it('has every strategy among the specs tried here', () => {
  expect(new Set(SPECS.map(({ use }) => use))).toEqual(new Set(Object.keys(STRATEGIES)));
});

describe.each(SPECS)('$use', (spec) => {
  it('turns any value of any kind into a string', () => {
    for (const kind of KINDS) for (const text of VALUES) expect(apply(spec, kind, text)).toBeTypeOf('string');
  });
});

it('keeps, removes and replaces', () => {
  expect(apply({ use: 'keep' }, 'name', '张伟')).toBe('张伟');
  expect(apply({ use: 'remove' }, 'name', '张伟')).toBe('');
  expect(apply({ use: 'fixed' }, 'name', '张伟')).toBe('***');
  expect(apply({ use: 'fixed', text: '' }, 'name', '张伟')).toBe('');
  expect(apply({ use: 'fixed', text: '$&' }, 'name', '张伟')).toBe('$&');
});

it('names the kind', () => {
  expect(apply({ use: 'tag' }, 'mobile', '13812345678')).toBe('<手机号>');
  expect(apply({ use: 'tag', language: 'zh' }, 'id-card', '1')).toBe('<身份证号>');
  expect(apply({ use: 'tag', language: 'en' }, 'mobile', '13812345678')).toBe('<mobile>');
  expect(apply({ use: 'tag' }, 'staff-number', 'E12')).toBe('<staff-number>');
  expect(apply({ use: 'tag' }, 'toString', 'E12')).toBe('<toString>');
});

it('masks whole what a strategy of the caller breaks on', () => {
  const value = { kind: 'name', text: '张伟', elements: [] };
  expect(guardStrategy(({ text }) => text.toUpperCase())(value)).toBe('张伟');
  // Callers write JavaScript too.
  const careless = [() => undefined, () => 42, () => null, () => Promise.resolve('x')] as unknown as (() => string)[];
  for (const strategy of careless) expect(guardStrategy(strategy)(value)).toBe(MASKED);
  expect(
    guardStrategy(() => {
      throw new Error('张伟');
    })(value),
  ).toBe(MASKED);
});
