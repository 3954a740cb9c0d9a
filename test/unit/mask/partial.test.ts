import { describe, expect, it } from 'vitest';
import { maskPartly, type PartialOptions } from '../../../src/mask/partial.ts';
import { phoneDigits } from '../../../src/mask/phone.ts';

const mask = (kind: string, text: string, options: PartialOptions): string =>
  maskPartly({ kind, text, elements: [] }, options);

describe('phone numbers are counted in digits of the number proper', () => {
  it.each([
    ['13812345678', '138******78'],
    ['138-1234-5678', '138******78'],
    ['138 1234 5678', '138******78'],
    ['(+86)13812345678', '138******78'],
    ['（+86）13812345678', '138******78'],
    ['+86 138-1234-5678', '138******78'],
    ['0086 138 1234 5678', '138******78'],
    ['86-13812345678', '138******78'],
    ['8613812345678', '138******78'],
    ['013812345678', '138******78'],
    ['１３８１２３４５６７８', '138******78'],
    ['①③⑧①②③④⑤⑥⑦⑧', '138******78'],
    ['𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '138******78'],
    ['١٣٨١٢٣٤٥٦٧٨', '138******78'],
    ['幺三八幺二三四五六七八', '138******78'],
    ['壹叁捌壹贰叁肆伍陆柒捌', '138******78'],
    ['138\u200b1234\u200b5678', '138******78'],
    ['138\n1234\n5678', '138******78'],
    ['l38l2345678', '138******78'],
    ['13812345678.0', '138******78'],
    ['700512846093715', '700**********15'],
    ['700 5128 4609 3715', '700**********15'],
    ['1440123456789', '144********89'],
    ['+852 6234 5071', '852******71'],
    ['0928-516-430', '092*****30'],
  ])('%s', (text, masked) => {
    expect(mask('mobile', text, { head: 3, tail: 2 })).toBe(masked);
  });

  it.each([
    '17136240958转6071',
    '17136240958 转 6071',
    '17136240958-6071',
    '17136240958,6071',
    '17136240958,,6071',
    '17136240958#6071',
    '17136240958x6071',
    '17136240958_6071',
    '17136240958[6071]',
    '17136240958（6071）',
    '17136240958分机6071',
    '171-3624-0958 ext.6071',
    '+8617136240958转6071',
    '17136240958转60',
    '17136240958-1',
  ])('shows nothing of the extension: %s', (text) => {
    expect(mask('mobile', text, { head: 3, tail: 2 })).toBe('171******58');
  });

  it.each([
    ['027-87654321', '02787654321'],
    ['027-87654321转812', '02787654321'],
    ['(027)87654321-812', '02787654321'],
    ['+86 27 8765 4321', '2787654321'],
    ['027-8765 4321', '02787654321'],
    ['0571-87654321-801', '057187654321'],
    ['05718765432 分机 801', '05718765432'],
    ['85671203', '85671203'],
    ['8567 1203', '85671203'],
    ['85671203转12', '85671203'],
    ['86123456-8012', '86123456'],
    ['400-610-1234', '4006101234'],
    ['4006101234转12', '4006101234'],
  ])('%s is %s', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });

  it('keeps at least as many hidden as asked', () => {
    expect(mask('mobile', '62345071', { head: 3, tail: 2, hide: 6 })).toBe('6******1');
    expect(mask('landline', '8567123', { head: 3, tail: 2, hide: 6 })).toBe('8******');
    expect(mask('phone-tail', '5678', { head: 3, tail: 2, hide: 6 })).toBe('****');
  });
});

describe('names', () => {
  it.each([
    ['张伟', '张*'],
    ['陈雨桐', '陈*'],
    ['陈 雨桐', '陈*'],
    ['陈　磊', '陈*'],
    ['周', '*'],
    ['欧阳锋', '欧阳*'],
    ['歐陽鋒', '歐陽*'],
    ['司马相如', '司马*'],
    ['司马', '司*'],
    ['阳上官', '阳*'],
    ['努尔买买提·托合提', '努*·托*'],
    ['阿依古丽•吐尔洪', '阿*•吐*'],
    ['迪丽拜尔．艾尔肯', '迪*．艾*'],
    ['买·托合提', '*·托*'],
    ['欧阳·买买提', '欧*·买*'],
    ['赵𫠊', '赵*'],
    ['𬱖伟', '𬱖*'],
    ['𬱖', '*'],
    ['〇', '*'],
    ['Chen Yutong', 'C* Y*'],
    ['CHEN/YUTONG', 'C*/Y*'],
    ['·', '*'],
    ['', '*'],
  ])('%s', (text, masked) => {
    expect(mask('name', text, { head: 1, max: 1 })).toBe(masked);
  });

  it('can show the last character instead, as some platforms do', () => {
    expect(mask('name', '张伟', { tail: 1 })).toBe('*伟');
    expect(mask('name', '陈雨桐', { tail: 1 })).toBe('**桐');
    expect(mask('name', '周', { tail: 1 })).toBe('*');
  });

  it('gives up the tail before it cuts a compound surname in two', () => {
    expect(mask('name', '欧阳锋', { head: 1, tail: 1 })).toBe('欧阳*');
    expect(mask('name', '陈雨桐', { head: 1, tail: 1 })).toBe('陈*桐');
  });
});

describe('other kinds', () => {
  it.each([
    ['id-card', '420106 19880612 3519', { head: 1, tail: 1 }, '4****************9'],
    ['id-card', '４２０１０６１９８８０６１２３５１Ｘ', { head: 1, tail: 1 }, '4****************X'],
    ['hk-id', 'K708192(8)', { head: 1, tail: 1 }, 'K******8'],
    ['bank-card', '6222 0212 3456 7890', { tail: 4 }, '************7890'],
    ['bank-card', '6222-0212-3456-7890', { head: 6, tail: 4 }, '622202******7890'],
    ['plate', '鄂A·7K3Z5', { head: 2 }, '鄂A*****'],
    ['plate', '鄂A F20316', { head: 2, tail: 2 }, '鄂A****16'],
    ['email', 'zhang.wei@example.com', { head: 1, max: 3 }, 'z***@example.com'],
    ['email', 'zhang.wei＠example.com.cn', { head: 1, max: 3 }, 'z***＠example.com.cn'],
    ['email', 'z@example.com', { head: 1, max: 3 }, '*@example.com'],
    ['email', '"a@b"@example.com', { head: 1, max: 3 }, '"***@example.com'],
    ['username', '😀小明同学', { head: 1, max: 3 }, '😀***'],
    ['wechat', 'wx_chenyt-88', { head: 1, tail: 1, max: 3 }, 'w***8'],
    ['staff', 'E1234567', { head: 2 }, 'E1******'],
  ] as const)('%s %s', (kind, text, options, masked) => {
    expect(mask(kind, text, options)).toBe(masked);
  });

  it.each(['zhang@example.com13812345678', 'zhang@example.com 陈雨桐', 'zhang@', 'zhang@[10.0.0.1]'])(
    'shows no domain that may be more than one: %s',
    (text) => {
      expect(mask('email', text, { head: 1, max: 3 })).toBe('z***');
    },
  );
});

describe('what is shown', () => {
  const values = [
    '',
    'a',
    'ab',
    '陈',
    '陈雨',
    '陈雨桐',
    '😀',
    '😀😁',
    'a😀',
    '1234567890',
    '12345678901',
    'x'.repeat(40),
  ];
  const options = [
    {},
    { head: 1 },
    { tail: 1 },
    { head: 3, tail: 2 },
    { head: 3, tail: 4 },
    { head: 99, tail: 99 },
    { head: 0, tail: 99, hide: 6 },
    { head: Number.MAX_SAFE_INTEGER, tail: Number.MAX_SAFE_INTEGER, max: 0 },
  ];

  it.each(['staff', 'username', 'name', 'mobile', 'id-card', 'email'])(
    'of %s is about half of a short value',
    (kind) => {
      for (const text of values) {
        for (const option of options) {
          const masked = [...mask(kind, text, option)];
          const shown = masked.filter((point) => point !== '*').length;
          const size = [...text].length;
          expect(masked).toContain('*');
          expect(shown).toBeLessThanOrEqual(size > 10 ? (size * 2) / 3 : Math.ceil(size / 2));
          expect(shown).toBeLessThanOrEqual(Math.max(0, size - (option.hide ?? 1)));
        }
      }
    },
  );

  it('is never half a character', () => {
    for (const text of ['\ud840陈雨', '陈\udc00', '\ud840\ud840', '陈\ud840\udc00雨', '\udc00'.repeat(12)]) {
      for (const kind of ['username', 'name', 'mobile', 'id-card', 'plate', 'email', 'staff']) {
        for (const option of options) expect(mask(kind, text, option)).not.toMatch(/\p{Cs}/u);
      }
    }
  });

  it('holds no control or format character', () => {
    expect(mask('username', '\u202eabcdef\u0000', { head: 1, tail: 1 })).toBe('********');
  });

  it('uses the mask character it was given, whatever it means elsewhere', () => {
    expect(mask('mobile', '13812345678', { head: 3, tail: 2, char: '$' })).toBe('138$$$$$$78');
    expect(mask('name', '张伟', { head: 1, char: '某' })).toBe('张某');
    expect(mask('mobile', '13812345678', { head: 3, tail: 2, char: '█', max: 4 })).toBe('138████78');
  });

  it('stands for a phone without digits by four mask characters', () => {
    expect(mask('mobile', '转', { head: 3, tail: 2 })).toBe('****');
  });
});

it('takes a value of any length in its stride', () => {
  for (const text of ['('.repeat(2e5), '0'.repeat(2e5), '-'.repeat(2e5), '张·'.repeat(1e5), '一'.repeat(2e5)]) {
    for (const kind of ['mobile', 'name', 'id-card', 'email', 'username']) {
      const start = performance.now();
      mask(kind, text, { head: 1, tail: 1, max: 3 });
      expect(performance.now() - start).toBeLessThan(3000);
    }
  }
});
