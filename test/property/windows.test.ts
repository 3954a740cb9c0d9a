import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/index.ts';
import { createFullRedactor } from '../support/redactors.ts';
import { IDS, MOBILES } from '../support/tokens.ts';

/** Longer texts are read in windows of this size: see redactor.ts. */
const WINDOW = 1 << 16;

const ascii = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const ORDER = `收货人：陈雨桐 手机：${MOBILES[0]} 地址：湖北省武汉市江汉区泛海国际6栋2单元1706`;
const TEXTS: readonly string[] = [
  `电话 ${MOBILES[1]} 转 6071，${MOBILES[2]}`,
  `身份证 ${IDS[0]?.replace(/(\d{6})(\d{8})/, '$1 $2 ')}`,
  `１５９０２７１４６８３`,
  '𝟏𝟓𝟗𝟎𝟐𝟕𝟏𝟒𝟔𝟖𝟑',
  ORDER,
  ascii(ORDER),
  JSON.stringify(ascii(ORDER)),
  encodeURIComponent(`name=赵𫠊&tel=${MOBILES[3]}`),
  'a.very.long.name@mail.example.com',
];

describe('a text longer than a window', () => {
  const redactor = createFullRedactor();
  const filler = 'lorem ipsum\n'.repeat(WINDOW / 12 + 1);

  it.each(TEXTS)('holds what it holds alone, wherever the edge falls: %s', (text) => {
    const alone = redactor.detect(`\n${text}\n`);
    expect(alone.length).toBeGreaterThan(0);
    const step = text.length > 120 ? 5 : 1;
    for (let before = -3; before <= text.length + 3; before += step) {
      const start = WINDOW - before;
      const long = `${filler.slice(0, start - 1)}\n${text}\n${filler.slice(0, 400)}`;
      expect(redactor.detect(long), `edge after ${before}`).toEqual(alone.map((one) => shift(one, start - 1)));
    }
  });

  it('is masked and explained like its pieces', () => {
    const line = `${ORDER}\n`;
    const piece = 'lorem ipsum\n'.repeat(50);
    const long = (piece + line).repeat(Math.ceil((2.2 * WINDOW) / (piece.length + line.length)));
    const times = long.length / (piece.length + line.length);
    expect(redactor.redact(long)).toBe((piece + redactor.redact(line)).repeat(times));
    expect(redactor.explain(long).length).toBe(redactor.explain(line).length * times);
    const escaped = `${ascii(line)}\n`;
    const all = (piece + escaped).repeat(Math.ceil((2.2 * WINDOW) / (piece.length + escaped.length)));
    expect(redactor.redact(all)).toBe(
      (piece + redactor.redact(escaped)).repeat(all.length / (piece.length + escaped.length)),
    );
  });

  it('takes one value that is longer than any window without breaking', () => {
    const long = '1'.repeat(3 * WINDOW);
    expect(redactor.redact(long)).toBe(long);
    const spoken = '幺五九'.repeat(WINDOW);
    expect(redactor.redact(spoken)).toHaveLength(spoken.length);
  });
});

function shift(finding: Finding, by: number): Finding {
  const { elements, ...rest } = finding;
  const moved = { ...rest, start: finding.start + by, end: finding.end + by };
  if (elements === undefined) return moved;
  return { ...moved, elements: elements.map((one) => ({ ...one, start: one.start + by, end: one.end + by })) };
}
