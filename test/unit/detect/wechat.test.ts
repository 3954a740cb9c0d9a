import { expect, it } from 'vitest';
import { wechatDetector } from '../../../src/detect/wechat.ts';
import { alone } from '../../support/alone.ts';

const wechat = alone(wechatDetector);

it('holds the length of an ID: a letter and 5 to 19 more', () => {
  expect(wechat.mark('微信号：a12345')).toBe('微信号：⟦wechat|a12345⟧');
  expect(wechat.mark('微信号：a1234')).toBe('微信号：a1234');
  const longest = `a${'1'.repeat(19)}`;
  expect(wechat.mark(`微信号：${longest}`)).toBe(`微信号：⟦wechat|${longest}⟧`);
  expect(wechat.mark(`微信号：${longest}1`)).toBe(`微信号：${longest}1`);
});

it('asks for a mark before letters that could be a word', () => {
  expect(wechat.mark('微信 linxiaomeng')).toBe('微信 linxiaomeng');
  expect(wechat.mark('微信：linxiaomeng')).toBe('微信：⟦wechat|linxiaomeng⟧');
  expect(wechat.mark('微信 linxiaomeng1')).toBe('微信 ⟦wechat|linxiaomeng1⟧');
});

it('leaves a mobile under 微信 to the mobile', () => {
  expect(wechat.mark('微信号：15902714683')).toBe('微信号：15902714683');
});

it('tells why', () => {
  expect(wechat.explain('"wechat":"lin_xm1990"')).toEqual([
    { value: 'lin_xm1990', outcome: 'found', codes: ['prior', 'key:wechat'] },
  ]);
});
