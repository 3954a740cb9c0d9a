import { describe, expect, it } from 'vitest';
import { simplify } from '../../../src/data/script.ts';
import { compoundSurnameRank, isCompoundSurname, surnameRank, surnameWeight } from '../../../src/data/surnames.ts';

const rank = (char: string) => surnameRank(char.charCodeAt(0));
const weight = (char: string) => surnameWeight(char.charCodeAt(0));
const compound = (word: string) => compoundSurnameRank(word.charCodeAt(0), word.charCodeAt(1));

describe('surnameRank', () => {
  it.each([...'王李张刘陈杨黄赵吴周肖闫付'])('%s is among the first hundred', (char) => expect(rank(char)).toBe(4));
  it.each([...'張陳楊劉黃趙吳鄧'])('%s too, in traditional script', (char) => expect(rank(char)).toBe(4));
  it.each([...'冉柴祁'])('%s is common', (char) => expect(rank(char)).toBe(3));
  it.each([...'缑麴亓仉佘'])('%s is a surname', (char) => expect(rank(char)).toBeGreaterThan(0));
  it.each([...'爱把别本的了A1，'])('%s is none, or hardly ever', (char) => expect(rank(char)).toBe(0));

  it('knows about a hundred of the first rank', () => {
    let count = 0;
    for (let unit = 0; unit < 65536; unit++) if (surnameRank(unit) === 4 && simplify(unit) === unit) count++;
    expect(count).toBeGreaterThan(90);
    expect(count).toBeLessThan(110);
  });

  it('answers for what is no unit', () => expect(surnameRank(Number.NaN)).toBe(0));
});

describe('surnameWeight', () => {
  it('is the logarithm of the share', () => {
    expect(weight('王')).toBe(40);
    expect(2 ** ((weight('王') - 48) / 2)).toBeCloseTo(0.07, 1);
    expect(weight('王')).toBeGreaterThan(weight('孟'));
    expect(weight('孟')).toBeGreaterThan(weight('缑'));
  });
  it('still knows everyday characters that are surnames now and then', () => expect(weight('爱')).toBe(1));
  it('is 0 for the rest', () => expect(weight('的')).toBe(0));
});

describe('isCompoundSurname', () => {
  it.each('欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 慕容 尉迟 歐陽 諸葛 鮮于'.split(' '))(
    '%s is one',
    (word) => {
      expect(isCompoundSurname(word.charCodeAt(0), word.charCodeAt(1))).toBe(true);
    },
  );
  it.each('东方 第五 百里 司空 東方'.split(' '))('%s is one, and a word', (word) => expect(compound(word)).toBe(1));
  it.each('王李 阳欧 先生'.split(' '))('%s is none', (word) => expect(compound(word)).toBe(0));
});
