import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core.ts';
import { regionalPhoneDetector } from '../../../src/detect/regional-phone.ts';

const redactor = createRedactor({ detectors: [regionalPhoneDetector] });
const found = (text: string): string[] =>
  redactor.detect(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

describe('regionalPhoneDetector', () => {
  it('finds a number of each region with its code, however it is grouped', () => {
    for (const [code, groups, kind] of [
      ['852', ['6234', '5071'], 'mobile'],
      ['853', ['6612', '3456'], 'mobile'],
      ['886', ['928', '516', '430'], 'mobile'],
      ['886', ['2', '2771', '9876'], 'landline'],
    ] as const) {
      for (const joint of ['', ' ', '-']) {
        for (const lead of [`+${code}`, `(+${code})`, `00${code}`]) {
          const number = lead + joint + groups.join(joint);
          expect(found(`打 ${number} 吧`), number).toEqual([`${kind} ${number}`]);
        }
      }
    }
  });

  it('leaves the mainland to its own detectors', () => {
    expect(found('+86 138 1234 5678 +86-27-87654321 0086 13812345678')).toEqual([]);
  });

  it('needs a label or a place for eight bare digits', () => {
    expect(found('62345071')).toEqual([]);
    expect(found('香港 電話 62345071')).toEqual(['mobile 62345071']);
    expect(found('手机 62345071')).toEqual(['mobile 62345071']);
  });

  it('looks no further for a place than its reach', () => {
    expect(found(`香港${'。'.repeat(60)}6234 5071`)).toEqual([]);
  });

  it.each(['+8613', '+0123456789', '+12345678', '1+14155552671', 'a+14155552671', '+1415555267100', 'UTC+08002025'])(
    'leaves %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});
