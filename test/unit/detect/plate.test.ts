import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { plateDetector } from '../../../src/detect/plate.ts';

const redactor = createRedactor({ detectors: [plateDetector] });
const found = (text: string): string[] => redactor.detect(text).map(({ start, end }) => text.slice(start, end));

describe('plateDetector', () => {
  it('knows the provinces', () => {
    for (const province of '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼') {
      expect(found(`${province}A·7K3Z5`), province).toEqual([`${province}A·7K3Z5`]);
    }
    for (const other of '港澳台中国临') expect(found(`${other}A·7K3Z5`), other).toEqual([]);
  });

  it.each([...'警学挂港澳使领', '应急'])('takes the suffix %s', (suffix) => {
    expect(found(`粤Z1234${suffix}`)).toEqual([`粤Z1234${suffix}`]);
  });

  it.each(['', '·', '•', '・', ' ', '-', '.'])('reads over the separator %j', (separator) => {
    expect(found(`鄂A${separator}7K3Z5`)).toEqual([`鄂A${separator}7K3Z5`]);
    expect(found(`鄂A${separator}F20316`)).toEqual([`鄂A${separator}F20316`]);
  });

  it('takes six characters only in the forms of new energy', () => {
    expect(found('鄂AD12345 鄂AA12345 鄂ADB1234 鄂A12345D')).toHaveLength(4);
    expect(found('鄂A123456 鄂A1D2345 鄂ADBC123 鄂A1234DD')).toEqual([]);
  });

  it.each(['鄂A7K3Z', '鄂A7K3Z5678', '鄂A7K3Z5_', '鄂AIK3Z5', '鄂AOK3Z5', '鄂I7K3Z5', '鄂A级', 'A7K3Z5', '鄂'])(
    'leaves %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});
