import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { officerCardDetector } from '../../../src/detect/officer-card.ts';

const redactor = createRedactor({ detectors: [officerCardDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('officerCardDetector', () => {
  it('takes series and number as one value', () => {
    expect(found('军官证：军字第1234567号')).toEqual(['军字第1234567号']);
    expect(found('军字第 1234567 号')).toEqual(['军字第 1234567 号']);
  });

  it('needs the label for series that other papers have too', () => {
    expect(found('南字第1234567号')).toEqual([]);
    expect(found('军官证 南字第1234567号')).toEqual(['南字第1234567号']);
  });

  it.each(['军官证', '士兵证', '文职干部证', '警官证', '警号'])('takes a bare number behind %s', (label) => {
    expect(found(`${label}号：0123456`)).toEqual(['0123456']);
    expect(found(`${label}12345`)).toEqual([]);
    expect(found(`${label}12345678901`)).toEqual([]);
  });
});
