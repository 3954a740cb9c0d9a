import { describe, expect, it } from 'vitest';
import { eachTraditional, simplify, simplifyTable } from '../../../src/data/script.ts';

const simple = (text: string) => [...text].map((c) => String.fromCharCode(simplify(c.charCodeAt(0)))).join('');

describe('simplify', () => {
  it.each([
    ['廈門市思明區禾祥西路77號', '厦门市思明区禾祥西路77号'],
    ['許麗華', '许丽华'],
    ['收貨人電話手機地址', '收货人电话手机地址'],
    ['臺北市鄉鎮縣樓後門裡', '台北市乡镇县楼后门里'],
  ])('%s -> %s', (from, to) => expect(simple(from)).toBe(to));

  it.each(['乾县', '瞭望', '於潜镇', '徵', '麴', 'abc 123，。', '𫠊'])('leaves %s alone', (text) =>
    expect(
      text
        .split('')
        .map((c) => String.fromCharCode(simplify(c.charCodeAt(0))))
        .join(''),
    ).toBe(text),
  );

  it('is settled after one step, unit for unit', () => {
    const table = simplifyTable();
    let pairs = 0;
    eachTraditional((traditional, simplified) => {
      pairs++;
      expect(simplified).not.toBe(traditional);
      expect(table[simplified]).toBe(simplified);
    });
    expect(pairs).toBeGreaterThan(2500);
    expect(table.filter((to, from) => to !== from).length).toBe(pairs);
  });
});
