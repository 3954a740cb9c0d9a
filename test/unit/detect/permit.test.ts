import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { permitDetector } from '../../../src/detect/permit.ts';

const redactor = createRedactor({ detectors: [permitDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('permitDetector', () => {
  it.each([
    ['回乡证', 'M10284756', 'C12345678'],
    ['港澳居民来往内地通行证', 'H1234567801', 'X12345678'],
    ['往来港澳通行证', 'CA1234567', 'CI1234567'],
    ['台胞证', '12345678', '1234567'],
    ['往来台湾通行证', 'T12345678', 'X12345678'],
    ['永久居留证', 'USA310085012345', 'US3100850123456'],
  ])('%s takes %s and not %s', (label, right, wrong) => {
    for (const joint of ['', '：', ' ', '号：', '号码 ', '（', '="']) {
      expect(found(label + joint + right), joint).toEqual([right]);
      expect(found(label + joint + wrong), joint).toEqual([]);
    }
    expect(found(right)).toEqual([]);
  });

  it('takes no part of a longer value', () => {
    expect(found('回乡证M10284756a 回乡证M102847561 回乡证M10284756_1')).toEqual([]);
  });

  it('does not look past its gap', () => {
    expect(found(`回乡证${' '.repeat(20)}M10284756`)).toEqual([]);
    expect(found('回乡证已交给导游M10284756')).toEqual([]);
  });
});
