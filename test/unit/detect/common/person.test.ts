import { describe, expect, it } from 'vitest';
import { everydayWordEnd, isEverydayWord, NOT_A_NAME, nameLikeness } from '../../../../src/detect/common/person.ts';

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from([...Array(text.length).keys(), -1], (i) => (i < 0 ? 0 : text.charCodeAt(i)));
}

function likeness(text: string): number {
  return nameLikeness(unitsOf(text), 0, text.length);
}

describe('nameLikeness', () => {
  it.each(['张伟', '陈雨桐', '欧阳娜娜', '诸葛明', '沈国强', '令狐建新', '丁晓峰'])('takes %s for a name', (name) => {
    expect(likeness(name)).toBeGreaterThan(1);
  });

  it.each(['高兴', '马上', '周末', '黄金', '安排', '重庆', '王老吉', '电话', '地址', '号码', '单元', '骑手'])(
    'takes %s for none',
    (word) => {
      expect(likeness(word)).toBeLessThan(-1);
    },
  );

  it('prefers the name to the name with what stands before it', () => {
    expect(likeness('丁晓峰')).toBeGreaterThan(likeness('楼丁晓峰'));
    expect(likeness('楼晓峰')).toBeGreaterThan(1);
  });

  it('counts characters, not units', () => {
    expect(likeness('赵𫠊')).toBeGreaterThan(1);
    const units = unitsOf('赵𫠊');
    expect(nameLikeness(units, 0, 2)).toBe(NOT_A_NAME);
    expect(nameLikeness(units, 1, 3)).toBe(NOT_A_NAME);
  });

  it('leaves one character and five alone', () => {
    expect(likeness('王')).toBe(NOT_A_NAME);
    expect(likeness('王小明小明')).toBe(NOT_A_NAME);
  });
});

describe('everyday words', () => {
  it('knows where the longest begins and ends', () => {
    const units = unitsOf('马上联系');
    expect(isEverydayWord(units, 0, 2)).toBe(true);
    expect(isEverydayWord(units, 0, 3)).toBe(false);
    expect(everydayWordEnd(units, 0, 4)).toBe(2);
    expect(everydayWordEnd(units, 2, 2)).toBe(2);
  });
});
