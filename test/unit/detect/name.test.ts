import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { mobileDetector } from '../../../src/detect/mobile.ts';
import { nameDetector } from '../../../src/detect/name/index.ts';

const redactor = createRedactor({ detectors: [mobileDetector, nameDetector] });

function names(text: string): string[] {
  return redactor
    .detect(text)
    .filter(({ kind }) => kind === 'name')
    .map(({ start, end }) => text.slice(start, end));
}

function evidence(text: string): string[] {
  return redactor
    .explain(text)
    .filter(({ kind }) => kind === 'name')
    .flatMap((one) => one.evidence.map(({ code }) => code));
}

describe('nameDetector', () => {
  it('names the evidence of a label', () => {
    expect(evidence('收货人：沈雨桐')).toEqual(expect.arrayContaining(['likeness', 'cue:label']));
  });

  it('sees the telephone number that another detector found', () => {
    expect(evidence('李思远15902714683')).toEqual(expect.arrayContaining(['neighbour-phone:right', 'fills-gap']));
    expect(evidence('李思远 15')).not.toContain('neighbour-phone:right');
  });

  it('never splits a surrogate pair', () => {
    const text = '收件人：赵𫠊，电话15902714683';
    expect(names(text)).toEqual(['赵𫠊']);
    expect(names('𫠊')).toEqual([]);
    expect(names('收件人：\ud86e')).toEqual([]);
  });

  it('finds names in running text without any cue', () => {
    expect(names('昨天下午陈雨桐把材料交上去了')).toEqual(['陈雨桐']);
    expect(evidence('昨天下午陈雨桐把材料交上去了')).toContain('tagger');
    expect(names('昨天下午高峰时段没有单号')).toEqual([]);
  });

  it('keeps the title outside', () => {
    expect(names('请联系欧阳女士')).toEqual(['欧阳']);
    expect(names('李明辉先生')).toEqual(['李明辉']);
  });

  it('finds a given name alone only after the full name', () => {
    expect(names('联系沈国强15902714683，国强在家')).toEqual(['沈国强', '国强']);
    expect(evidence('联系沈国强15902714683，国强在家')).toContain('given-name-of-another');
    expect(names('联系沈国强15902714683，李国强在家')).toEqual(['沈国强', '李国强']);
  });

  it('looks no further for a given name than its reach', () => {
    expect(names(`联系沈国强15902714683，${'好'.repeat(200)}国强`)).toEqual(['沈国强']);
  });

  it('changes nothing when a text is masked twice', () => {
    for (const text of [
      '收货人：张* 138****5678',
      '姓名：陈**',
      '收件人：<name>',
      '联系人：李某某',
      '*先生',
      '姓名：[姓名]',
    ]) {
      expect(names(text)).toEqual([]);
    }
  });

  it('reports near misses for explain', () => {
    const [miss] = redactor.explain('给路方打').filter(({ kind }) => kind === 'name');
    expect(miss?.outcome).toBe('below-threshold');
  });

  it('forgets one text before the next', () => {
    expect(names('收货人：王芳')).toEqual(['王芳']);
    expect(names('我们去高峰时段')).toEqual([]);
    expect(names('收货人：王芳')).toEqual(['王芳']);
  });

  it('survives odd input', () => {
    for (const text of [
      '',
      '·',
      '··',
      '王·',
      '·王',
      '收',
      '先生',
      '老',
      '姓名：',
      '姓名',
      '收货人：\n',
      '\ud800收货人：',
      '收货人：\0',
    ]) {
      expect(() => redactor.detect(text)).not.toThrow();
    }
  });
});
