import { describe, expect, it } from 'vitest';
import { divisionWords } from '../../../src/data/divisions.ts';
import { simplify } from '../../../src/data/script.ts';

const words = divisionWords();
const find = (word: string) => words.filter((one) => one.word === word);

describe('divisionWords', () => {
  it('holds every level with code and full name', () => {
    expect(find('浙江省')).toEqual([{ word: '浙江省', level: 'province', code: 330000, short: false, weak: false }]);
    expect(find('杭州市')).toEqual([{ word: '杭州市', level: 'city', code: 330100, short: false, weak: false }]);
    expect(find('余杭区')).toEqual([{ word: '余杭区', level: 'district', code: 330110, short: false, weak: false }]);
  });

  it.each([
    ['浙江', 330000],
    ['内蒙古', 150000],
    ['新疆', 650000],
    ['杭州', 330100],
    ['延边', 222400],
    ['恩施', 422800],
    ['西双版纳', 532800],
    ['锡林郭勒', 152500],
    ['大兴安岭', 232700],
    ['余杭', 330110],
    ['香港', 810000],
  ])('shortens to %s', (word, code) => {
    expect(find(word)).toContainEqual(expect.objectContaining({ code, short: true, weak: false }));
  });

  it.each(['和平', '朝阳', '长安', '文昌', '东方', '向阳', '新华', '南山', '大安', '城关'])(
    '%s is weak: a word, or the name of many',
    (word) => {
      expect(find(word).length).toBeGreaterThan(0);
      expect(find(word).every((one) => one.weak)).toBe(true);
    },
  );

  it('never shortens to one character', () => {
    expect(words.filter((one) => one.word.length < 2)).toEqual([]);
  });

  it('keeps names that were abolished, as weak', () => {
    expect(find('余杭市')).toEqual([{ word: '余杭市', level: 'district', code: 330110, short: false, weak: true }]);
    expect(find('崇文区')).toEqual([{ word: '崇文区', level: 'district', code: 0, short: false, weak: true }]);
    expect(find('恩施地区')).toEqual([{ word: '恩施地区', level: 'city', code: 422800, short: false, weak: true }]);
  });

  it('gives districts the code of their city', () => {
    const codes = new Set(words.map((one) => one.code));
    const orphans = words.filter((one) => one.level === 'district' && !codes.has(Math.floor(one.code / 10000) * 10000));
    expect(orphans.filter((one) => one.code !== 0)).toEqual([]);
  });

  it('is in simplified characters, so that folded text matches', () => {
    for (const { word } of words)
      expect([...word].map((c) => String.fromCharCode(simplify(c.charCodeAt(0)))).join('')).toBe(word);
  });

  it('is built once', () => expect(divisionWords()).toBe(words));
});
