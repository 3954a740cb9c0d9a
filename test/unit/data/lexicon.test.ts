import { describe, expect, it } from 'vitest';
import { commonWords } from '../../../src/data/lexicon.ts';
import { simplify } from '../../../src/data/script.ts';

const words = new Set(commonWords());

describe('commonWords', () => {
  it.each(
    '高兴 马上 黄金 周末 白色 金牌 方案 时效 段位 常温 程序 安排 张贴 王者 石头 华为 高峰 师傅 温馨提示'.split(' '),
  )('holds the word %s', (word) => expect(words.has(word)).toBe(true));
  it.each('王老吉 李宁 康师傅 周黑鸭 张小泉 李锦记 王守义 安利 周大福 丰巢'.split(' '))('holds the brand %s', (word) =>
    expect(words.has(word)).toBe(true),
  );
  it.each('郑雨辰 张伟 李娜 王秀英 楼思远 何骏 沈建文 高秀芬 林'.split(' '))('leaves out the name %s', (word) =>
    expect(words.has(word)).toBe(false),
  );

  it('are simplified, each once', () => {
    expect(words.size).toBeGreaterThan(5000);
    expect(words.size).toBe(commonWords().length);
    for (const word of words) for (const char of word) expect(simplify(char.charCodeAt(0))).toBe(char.charCodeAt(0));
  });
});
