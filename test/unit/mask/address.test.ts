import { describe, expect, it } from 'vitest';
import { maskAddress } from '../../../src/mask/address.ts';
import type { ElementKind } from '../../../src/text/elements.ts';
import type { AddressOptions, Element, Value } from '../../../src/types.ts';

/** `prov=浙江省 city=杭州市|, |roadno=9号`: parts after `|` without a kind lie between the elements. */
function address(...parts: readonly string[]): Value {
  let text = '';
  const elements: Element[] = [];
  for (const part of parts) {
    const [, kind, words = ''] = /^(?:([a-z]+)=)?(.*)$/su.exec(part) ?? [];
    // The test names the kinds itself.
    if (kind !== undefined)
      elements.push({ kind: kind as ElementKind, start: text.length, end: text.length + words.length });
    text += words;
  }
  return { kind: 'address', text, elements };
}

const mask = (value: Value, options: AddressOptions = {}): string => maskAddress(value, options);

const FULL = address(
  'prov=浙江省',
  'city=杭州市',
  'district=余杭区',
  'town=仓前街道',
  'community=太炎社区',
  'road=文一西路',
  'roadno=969号',
  'poi=未来花园',
  'houseno=3幢',
  'cellno=2单元',
  'floorno=5楼',
  'roomno=502室',
);

describe('keep', () => {
  it.each([
    ['province', '浙江省****'],
    ['city', '浙江省杭州市****'],
    ['district', '浙江省杭州市余杭区****'],
    ['town', '浙江省杭州市余杭区仓前街道****'],
    ['road', '浙江省杭州市余杭区仓前街道太炎社区文一西路****'],
  ] as const)('%s', (keep, masked) => {
    expect(mask(FULL, { keep })).toBe(masked);
  });

  it('is the district when nothing is said', () => {
    expect(mask(FULL)).toBe('浙江省杭州市余杭区****');
  });

  it('stops at the first part that is too small, whatever follows', () => {
    expect(mask(address('road=文一西路', 'roadno=9号', '，', 'city=杭州市', 'district=余杭区'))).toBe('****');
    expect(mask(address('district=西湖区', 'road=文三路', 'district=余杭区'))).toBe('西湖区****');
    expect(mask(address('city=成都市', 'devzone=高新区', 'road=天府大道'))).toBe('成都市****');
  });

  it('keeps separators between what it keeps and none after', () => {
    const spaced = address(
      'prov=山东省',
      ' ',
      'city=青岛市',
      ' , ',
      'district=市南区',
      ' - ',
      'road=闽江路',
      ' ',
      'roadno=016 号',
    );
    expect(mask(spaced)).toBe('山东省 青岛市 , 市南区****');
  });

  it('leaves an address alone that holds nothing smaller', () => {
    expect(mask(address('prov=浙江省', 'city=杭州市'))).toBe('浙江省杭州市');
    expect(mask(address('city=杭州市', '。'))).toBe('杭州市。');
  });
});

describe('hide from the road on', () => {
  it('keeps all administrative parts', () => {
    expect(mask(FULL, { hide: 'from-road' })).toBe('浙江省杭州市余杭区仓前街道太炎社区****');
    expect(mask(address('town=大河镇', 'community=柳树沟村', 'group=七组', 'roadno=12号'), { hide: 'from-road' })).toBe(
      '大河镇柳树沟村七组****',
    );
    expect(mask(address('poi=未来花园', 'houseno=3幢'), { hide: 'from-road' })).toBe('****');
  });
});

describe('hide unit and room', () => {
  const units = (...parts: readonly string[]): string => mask(address(...parts), { hide: 'unit-room' });

  it('keeps the building', () => {
    expect(mask(FULL, { hide: 'unit-room' })).toBe('浙江省杭州市余杭区仓前街道太炎社区文一西路969号未来花园3幢****');
    expect(units('houseno=7栋', 'cellno=1单元', 'roomno=903')).toBe('7栋****');
  });

  it('tidies separators before what it hides', () => {
    expect(units('poi=香海园', 'houseno=12', '-', 'cellno=3', '-', 'roomno=1001')).toBe('香海园12****');
    expect(units('poi=国华大厦', ' ', 'houseno=B座', ' ', 'roomno=0903')).toBe('国华大厦 B座****');
  });

  it('keeps a pickup point after the room', () => {
    expect(units('poi=香海园', 'houseno=12幢', 'roomno=1001室', '，', 'pickup=菜鸟驿站')).toBe(
      '香海园12幢****菜鸟驿站',
    );
  });

  it('takes the number in a village for the household it is', () => {
    expect(units('town=大河镇', 'community=柳树沟村', 'group=七组', 'roadno=12号')).toBe('大河镇柳树沟村七组****');
    expect(units('road=文一西路', 'roadno=969号')).toBe('文一西路969号');
  });

  it.each([
    [['poi=天河国际2单元1706'], '天河国际****'],
    [['poi=天河国际1706'], '天河国际****'],
    [['poi=天河国际１７０６'], '天河国际****'],
    [['poi=天河国际十二单元'], '天河国际****'],
    [['poi=香海园', 'poi=西单元'], '香海园****'],
    [['poi=香海园', 'houseno=二栋', 'poi=一单'], '香海园二栋****'],
    [['poi=香海园1658韩记'], '香海园****'],
    [['poi=1706'], '****'],
    [['poi=香海园', 'houseno=8F'], '香海园****'],
    [['poi=301医院', 'houseno=2号楼'], '301医院2号楼'],
    [['road=西安路', 'roadno=51号', 'poi=商务楼', 'roadno=843号'], '西安路51号商务楼****'],
    [['road=六街', 'roadno=21701'], '六街****'],
    [['road=西安路', 'roadno=669弄', 'roadno=14号'], '西安路669弄14号'],
    [['road=西安路', 'roadno=51号-1706'], '西安路51号****'],
    [['road=西安路', 'roadno=51—1706'], '西安路51****'],
    [['houseno=12-3-1001'], '12****'],
    [['houseno=12#1001'], '12****'],
    [['road=西安路', 'assist=对面1706'], '西安路****'],
    [['road=西安路', 'redundant=1706'], '西安路****'],
    [['road=西安路', 'assist=旁边'], '西安路旁边'],
  ])('cuts a part that runs into the room: %s', (parts, masked) => {
    expect(units(...parts)).toBe(masked);
  });

  it('hides what follows a hidden part, whatever it is called', () => {
    expect(units('poi=国际商贸城', 'houseno=75号门', 'floorno=10楼', 'road=7街', 'roadno=41234')).toBe(
      '国际商贸城75号门****',
    );
    expect(units('road=西安路', 'roomno=1706', 'poi=陈宅', 'pickup=菜鸟驿站', 'pickup=3号柜1706')).toBe(
      '西安路****菜鸟驿站3号柜',
    );
  });

  it('hides what no element covers', () => {
    expect(units('road=西安路', 'roadno=51号', '陈宅', 'poi=天河国际')).toBe('西安路51号****');
    expect(units('road=西安路', 'roadno=51号', ' 1706')).toBe('西安路51号****');
    expect(units('1706 ', 'road=西安路')).toBe('****');
  });
});

describe('closed when in doubt', () => {
  const options: readonly AddressOptions[] = [{}, { keep: 'road' }, { hide: 'from-road' }, { hide: 'unit-room' }];
  const text = '浙江省杭州市余杭区文一西路969号';
  const broken: readonly (readonly [string, readonly Element[]])[] = [
    ['no elements', []],
    ['an empty element', [{ kind: 'prov', start: 0, end: 0 }]],
    ['an element beyond the text', [{ kind: 'prov', start: 0, end: 99 }]],
    ['a negative start', [{ kind: 'prov', start: -1, end: 3 }]],
    ['a start that is no number', [{ kind: 'prov', start: Number.NaN, end: 3 }]],
    [
      'overlapping elements',
      [
        { kind: 'prov', start: 0, end: 4 },
        { kind: 'city', start: 3, end: 6 },
      ],
    ],
    [
      'elements out of order',
      [
        { kind: 'city', start: 3, end: 6 },
        { kind: 'prov', start: 0, end: 3 },
      ],
    ],
    // A kind of some later version, as an old policy might meet it.
    ['an unknown element', [{ kind: 'castle' as ElementKind, start: 0, end: text.length }]],
  ];

  it.each(broken)('%s', (_, elements) => {
    for (const option of options) expect(mask({ kind: 'address', text, elements }, option)).toBe('****');
  });

  it('does not believe a district with digits or with words before it', () => {
    expect(mask(address('prov=浙江省', 'district=余杭区13812345678'))).toBe('浙江省****');
    expect(mask(address('陈雨桐', 'prov=浙江省', 'road=文一西路'))).toBe('****');
    expect(mask(address('prov=浙江省', '陈雨桐', 'city=杭州市', 'road=文一西路'))).toBe('浙江省****');
  });

  it('uses the mask character it was given', () => {
    expect(mask(FULL, { keep: 'city', char: '$' })).toBe('浙江省杭州市$$$$');
  });
});
