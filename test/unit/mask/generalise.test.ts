import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRedactor, type GeneraliseOptions } from '../../../src/index.ts';
import { generalise } from '../../../src/mask/generalise.ts';
import type { Value } from '../../../src/types.ts';
import { residentId } from '../../support/ids.ts';

const of = (kind: string, text: string, options: GeneraliseOptions = {}, elements: Value['elements'] = []): string =>
  generalise.make(
    { ...options },
    { kind, path: 'policy', tenant: '', create: () => () => '' },
  )({ kind, text, elements });

const ID = residentId('42010519880703362');

describe('identity numbers', () => {
  it.each<[string, GeneraliseOptions, string]>([
    [ID, {}, '女 1988年 湖北省'],
    [ID, { birth: 'decade' }, '女 1980年代 湖北省'],
    [ID, { birth: 'none' }, '女 湖北省'],
    [ID, { sex: 'hide' }, '1988年 湖北省'],
    [ID, { region: 'none' }, '女 1988年'],
    [ID, { birth: 'none', sex: 'hide', region: 'none' }, '<身份证号>'],
    ['420105 19880703 3623', {}, '女 1988年 湖北省'],
    ['11010519491231002Ⅹ', {}, '女 1949年 北京市'],
    ['420105880703361', {}, '男 1988年 湖北省'],
    [residentId('83000019930714003'), {}, '男 1993年 台湾省'],
    // Damaged, foreign and none.
    ['420105198807033620', {}, '<身份证号>'],
    ['42010519880703', {}, '<身份证号>'],
    ['', {}, '<身份证号>'],
  ])('%s %j', (text, options, shown) => {
    expect(of('id-card', text, options)).toBe(shown);
  });

  it('know every province that a number begins with', () => {
    const codes =
      '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
        ' ',
      );
    for (const code of codes)
      expect(of('id-card', residentId(`${code}010519880703362`)), code).toMatch(/^女 1988年 \p{Script=Han}{3,8}$/u);
  });
});

describe('dates of birth', () => {
  it.each([
    ['1988-06-12', '1988年'],
    ['1988/6/2', '1988年'],
    ['19880612', '1988年'],
    ['199005', '1990年'],
    ['1988年6月12日', '1988年'],
    ['１９９０－０１－０１', '1990年'],
    ['一九九〇年五月初一', '1990年'],
    ['90年1月1日', '1990年'],
    ['05年1月1日', '2005年'],
    ['May 12, 1988', '1988年'],
    ['01/02/1990', '1990年'],
    ['1990-01-01T00:00:00.000Z', '1990年'],
    ['8月15日', '<出生日期>'],
    ['八月十五', '<出生日期>'],
    ['1988年', '1988年'],
    ['1980年代', '1980年代'],
  ])('%s', (text, shown) => {
    expect(of('birth-date', text)).toBe(shown);
  });

  it('of every written form are a year or a tag, and never more', () => {
    const cases = readFileSync(new URL('../../cases/birth-date.txt', import.meta.url), 'utf8');
    const values = [...cases.matchAll(/⟦birth-date\|([^⟧]*)⟧/gu)].map(([, value = '']) => value);
    expect(values.length).toBeGreaterThan(20);
    let years = 0;
    for (const value of values) {
      const shown = of('birth-date', value);
      expect(shown, value).toMatch(/^(?:\d{4}年|<出生日期>)$/u);
      if (shown !== '<出生日期>') years++;
    }
    expect(years / values.length).toBeGreaterThan(0.7);
  });

  it('by decade', () => {
    expect(of('birth-date', '1988-06-12', { birth: 'decade' })).toBe('1980年代');
    expect(of('birth-date', '1988-06-12', { birth: 'none' })).toBe('<出生日期>');
  });
});

describe('places', () => {
  it.each<[string, GeneraliseOptions, string]>([
    // geohash.org and its article: 57.64911, 10.40744 is u4pruydqqvj.
    ['57.64911,10.40744', { geohash: 9 }, 'u4pruydqq'],
    ['57.64911,10.40744', {}, 'u4pru'],
    ['57.64911,10.40744', { geohash: 1 }, 'u'],
    ['57.64911,10.40744', { geohash: 99 }, 'u4pruydqq'],
    ['114.305392,30.593098', {}, 'wt3q1'],
    ['30.593098, 114.305392', {}, 'wt3q1'],
    ['-122.419416 37.774929', { geohash: 4 }, '9q8y'],
    // One of the two in a field of its own.
    ['30.593098', {}, '30.6'],
    ['114.305392', { geohash: 7 }, '114.31'],
    ['wt3q1', {}, 'wt3q1'],
    ['30°35′36″', {}, '<位置>'],
    ['200.1,300.2', {}, '<位置>'],
    ['湖边', {}, '<位置>'],
  ])('%s %j', (text, options, shown) => {
    expect(of('geo', text, options)).toBe(shown);
  });
});

describe('addresses', () => {
  const text = '湖北省武汉市江汉区常青街道青年路518号';
  const elements = [
    { kind: 'prov', start: 0, end: 3 },
    { kind: 'city', start: 3, end: 6 },
    { kind: 'district', start: 6, end: 9 },
    { kind: 'town', start: 9, end: 13 },
    { kind: 'road', start: 13, end: 16 },
    { kind: 'roadno', start: 16, end: 20 },
  ] as const;

  it.each<[GeneraliseOptions, string]>([
    [{}, '湖北省武汉市江汉区'],
    [{ address: 'city' }, '湖北省武汉市'],
    [{ address: 'province' }, '湖北省'],
  ])('%j', (options, shown) => {
    expect(of('address', text, options, elements)).toBe(shown);
  });

  it('of which no part is known are a tag', () => {
    expect(of('address', text)).toBe('<地址>');
  });
});

it('makes a tag of every other kind, in the language of the policy', () => {
  const policy = { version: 1, kinds: { mobile: 'generalise' }, defaults: { language: 'en' } } as const;
  expect(createRedactor({ policy }).redact('电话 13900001357')).toBe('电话 <mobile>');
  expect(of('mobile', '13900001357')).toBe('<手机号>');
  expect(of('staff', 'E12')).toBe('<staff>');
});

it('says no less of what it said before: records that are masked twice stay', () => {
  const kinds = {
    'id-card': 'generalise',
    'birth-date': 'generalise',
    address: 'generalise',
    geo: 'generalise',
  } as const;
  const redactor = createRedactor({ policy: { version: 1, kinds } });
  const record = {
    idCard: ID,
    birthday: '1988-07-03',
    address: '湖北省武汉市江汉区青年路518号6栋2单元1203室',
    location: '114.305392,30.593098',
    lat: 30.593098,
    remark: `身份证 ${ID}，出生日期：1988-07-03`,
  };
  const once = redactor.redactRecord(record);
  expect(once).toMatchObject({
    idCard: '女 1988年 湖北省',
    birthday: '1988年',
    address: '湖北省武汉市江汉区',
    location: 'wt3q1',
  });
  expect(redactor.redactRecord(once)).toEqual(once);
});
