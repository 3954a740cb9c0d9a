import { describe, expect, it } from 'vitest';
import { forget, nameOdds, tagged, tagNames } from '../../../src/model/names.ts';

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from(`${text}\0\0`, (unit) => unit.charCodeAt(0));
}

function names(text: string): string[] {
  tagNames(unitsOf(text), text.length, 0, text.length);
  return Array.from({ length: tagged.count }, (_, k) => text.slice(tagged.start[k], tagged.end[k]));
}

function odds(text: string, name: string): number {
  forget();
  const at = text.indexOf(name);
  return nameOdds(unitsOf(text), text.length, at, at + name.length);
}

describe('tagNames', () => {
  it('finds names in running text', () => {
    expect(names('昨天下午陈雨桐把材料交上去了，赵国强说没问题')).toEqual(['陈雨桐', '赵国强']);
  });

  it('is surer of a name than of a word', () => {
    expect(odds('我们请陈雨桐来讲课', '陈雨桐')).toBeGreaterThan(2);
    expect(odds('我们在高峰时段来讲课', '高峰')).toBeLessThan(0);
  });

  it('finds the same wherever in a long text the sentence stands', () => {
    const sentence = '，昨天下午陈雨桐把材料交上去了，';
    for (const padding of [0, 1, 7, 64, 300]) expect(names('好'.repeat(padding) + sentence)).toContain('陈雨桐');
  });

  it('survives texts of one surname, of surrogates, and of nothing', () => {
    for (const text of ['', '王', '王'.repeat(1000), '\ud83d'.repeat(10), '王李'.repeat(500), '·'.repeat(30)])
      expect(() => names(text)).not.toThrow();
  });
});
