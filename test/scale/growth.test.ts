/**
 * Work grows with the length of a text, not with its square, on the inputs that break regular expressions and parsers.
 * Only growth is asserted: how fast we are, the benches say. The rates printed are fractions of the normal one.
 */

import { describe, expect, it } from 'vitest';
import { createRedactor, idCardDetector, mobileDetector } from '../../src/index.ts';
import { createFullRedactor } from '../support/redactors.ts';

const SIZES = [1e5, 2e5, 4e5, 8e5];
/** Time as size to the power of: 1 is linear, 2 quadratic; t(2n)/t(n) of 2.2 is 1.14. A busy machine blurs it. */
const STEEPEST = 1.3;

const ORDER =
  '2025-07-18 10:23:45 INFO order=20250718001 收货人：陈雨桐 电话：15902714683 地址：湖北省武汉市江汉区西安路51号2单元1706 发货\n';

const HOSTILE: readonly string[] = [
  '1',
  '1a',
  '中',
  '省市区县',
  '省市区县地址：',
  '地址：武汉',
  '2025-07-01 ',
  '中市',
  '王李',
  '1中',
  ' ',
  '15902714683',
  '138-',
  '１５９',
  '𠮷',
  '\ud842',
  '\udfb7',
  '+86',
  '转',
  '号',
  '·',
  '\\u9648',
  '\\u',
  '\\',
  '%E5',
  '%E9%99%88',
  '&#38472;',
  '#351',
  '"',
  '{',
  '[',
  '15902714683,',
  '柚子 15902714683，',
  '15902714683转',
  '420106198806123519',
  '420106 ',
  '一',
  '幺五九',
  '\u200b',
  '1\u200b',
  '电话',
  '电话：',
  '收货人：',
  'tel=',
  '<tel>',
  '陈先生',
  '@a.',
  'a@b.c ',
  'password=',
  '武汉市',
  '1号楼',
  '3-',
  '大道',
  '\n',
  'l1O0',
  '鄂A',
];

describe.each([
  ['all kinds', createFullRedactor()],
  ['mobile and ID', createRedactor({ detectors: [idCardDetector, mobileDetector] })],
] as const)('growth, %s', (name, redactor) => {
  const time = (text: string): number => {
    const start = performance.now();
    redactor.detect(text);
    return performance.now() - start;
  };
  for (let i = 0; i < 10; i++) time(ORDER.repeat(200));
  const last = SIZES[SIZES.length - 1] as number; // SIZES is not empty
  const normal = Math.min(...SIZES.map(() => time(repeatTo(ORDER, last))));
  const rates: string[] = [];

  it.each(HOSTILE)('is linear on %j', (piece) => {
    const texts = SIZES.map((size) => repeatTo(piece, size));
    const steep: string[] = [];
    // One round is enough to clear nearly all; a suspect is heard again with more care.
    for (const rounds of [1, 3, 5]) {
      const times = medians(
        texts.map((text) => () => time(text)),
        rounds,
      );
      const rate = normal / (times[SIZES.length - 1] as number); // as many times as sizes
      if (rounds === 1) rates.push(`${rate.toFixed(2)} ${JSON.stringify(piece)}`);
      // Four times as fast as plain text is fast, whatever the caches make of its growth.
      const slowed = times.map((own, i) => Math.max(own, (normal * (SIZES[i] as number)) / last / 4));
      const exponent = slope(SIZES, slowed);
      if (exponent <= STEEPEST) return;
      steep.push(exponent.toFixed(2));
    }
    expect(steep, 'exponents of three tries').toEqual([]);
  });

  it('prints the rates', () => {
    rates.sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
    console.info(
      `${name}: rate as a fraction of the normal ${(last / normal / 1000).toFixed(1)} MB/s\n${rates.join('\n')}`,
    );
    expect(rates.length).toBe(HOSTILE.length);
  });
});

function repeatTo(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

/** The median time of each, in interleaved rounds. */
function medians(runs: readonly (() => number)[], rounds: number): number[] {
  const times: number[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round++) for (const [i, run] of runs.entries()) times[i]?.push(run());
  return times.map((own) => own.sort((a, b) => a - b)[rounds >> 1] as number); // `rounds` of them
}

/** The exponent of the power law through the points, by least squares over logarithms. */
function slope(sizes: readonly number[], times: readonly number[]): number {
  const xs = sizes.map(Math.log);
  const ys = times.map(Math.log);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  let over = 0;
  let under = 0;
  for (const [i, x] of xs.entries()) {
    over += (x - mx) * ((ys[i] ?? my) - my);
    under += (x - mx) ** 2;
  }
  return over / under;
}
