import { describe, expect, it } from 'vitest';
import { commonWordEnd, commonWords, isCommonWord } from '../../../src/data/lexicon.ts';
import { simplify } from '../../../src/data/script.ts';

const common = (word: string) => isCommonWord(word, 0, word.length);

describe('isCommonWord', () => {
  it.each(
    '高兴 马上 黄金 周末 白色 金牌 方案 时效 段位 常温 程序 安排 张贴 王者 石头 华为 高峰 师傅 温馨提示'.split(' '),
  )('knows the word %s', (word) => expect(common(word)).toBe(true));
  it.each('王老吉 李宁 康师傅 周黑鸭 张小泉 李锦记 王守义 安利 周大福 丰巢'.split(' '))('knows the brand %s', (word) =>
    expect(common(word)).toBe(true),
  );
  it.each('高興 黃金 馬上 時效 師傅'.split(' '))('knows %s in traditional script', (word) =>
    expect(common(word)).toBe(true),
  );
  it.each('郑雨辰 张伟 李娜 王秀英 楼思远 何骏 沈建文 高秀芬 林 上，'.split(' '))('leaves the name %s', (word) =>
    expect(common(word)).toBe(false),
  );

  it('reads between offsets of the text', () => {
    expect(isCommonWord('很高兴了', 1, 3)).toBe(true);
    expect(isCommonWord('很高兴了', 1, 4)).toBe(false);
    expect(isCommonWord('很高兴了', 3, 9)).toBe(false);
  });

  it('finds every word it lists, and they are simplified', () => {
    const words = commonWords();
    expect(words.size).toBeGreaterThan(5000);
    for (const word of words) {
      if (!common(word)) expect.fail(word);
      for (const char of word) expect(simplify(char.charCodeAt(0))).toBe(char.charCodeAt(0));
    }
  });
});

describe('commonWordEnd', () => {
  it('takes the longest', () => {
    expect(commonWordEnd('在高峰时段送', 1)).toBe(5);
    expect(commonWordEnd('在高峰时段送', 1, 4)).toBe(3);
    expect(commonWordEnd('在郑雨辰家', 1)).toBe(1);
  });
});
