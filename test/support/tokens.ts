/**
 * Texts for the properties, put together from the pieces that real ones are made of. Uniform random text proves little:
 * it hardly ever holds a number, let alone one beside a label, half an escape and a mask.
 */

import fc from 'fast-check';
import { cardNumber, residentId } from './ids.ts';

/** Invented values in their plain form. */
export const MOBILES = ['15902714683', '18642075391', '13971205846', '17136240958', '19912345607'];
export const IDS = [
  residentId('42010619880612351'),
  residentId('11010519491231002'),
  residentId('81000019930714003'),
  residentId('33010620010229999'.replace('20010229', '20000229')),
];

const NAMES = [
  '陈雨桐',
  '王伟',
  '欧阳建国',
  '司马',
  '赵𫠊',
  '努尔买买提·托合提',
  '阿依古丽•吐尔洪',
  'Chen Yutong',
  '国强',
];
const SURNAMES = ['陈', '王', '李', '高', '方', '楼', '令狐', '老', '小'];
const GIVEN = ['雨桐', '建国', '伟', '丽', '晓峰', '𠮷', '国'];
const TITLES = ['先生', '女士', '师傅', '总', '老师', '收'];
const VALUES = [
  ...MOBILES,
  ...IDS,
  '700512846093715',
  '420106880612351',
  '02787654321',
  '87654321',
  '4006101234',
  '12306',
  '62345071',
  '0928516430',
  cardNumber('622202100112345678'),
  cardNumber('621700001234567'),
  'yutong.chen@example.com',
  '鄂A·7K3Z5',
  '鄂AF20316',
  'EB6172839',
  'M10284756',
  'K708192(8)',
  'A123456789',
  '91420106MA4K7R2B3A',
  'wxid_chen2025',
  '30.592760,114.305250',
  '1988-06-12',
];
const DIGITS = [
  '138',
  '159',
  '0271',
  '4683',
  '1234',
  '8765',
  '4321',
  '010',
  '027',
  '86',
  '0086',
  '1',
  '7',
  '00',
  '2025',
  '0718',
  '400',
  '852',
  '6071',
  '12',
  '420106',
  '19880612',
  '3519',
  '351X',
  '700',
  '9',
  '.0',
  'E10',
  'E+17',
];
const FANCY = [
  '１５９０２７１４６８３',
  '１５９',
  '０２７１',
  '幺五九零二七幺四六八三',
  '一三八',
  '五',
  '①',
  '③⑧',
  '𝟏𝟑𝟖',
  '𝟏',
  '٠١٢',
  '壹',
  '〇',
  'Ⅹ',
  'Х',
  '×',
  'l38',
  'O',
  'Ｘ',
];
const SEPARATORS = [
  ...' -./,，、:：=;；|_#*()（）[]{}"\'<>+@·•。“”　—\u00a0\n\t',
  '转',
  '分机',
  'ext',
  ',,',
  ' - ',
  '\r\n',
  'x',
];
const LABELS = [
  '电话：',
  '电话',
  '手机号',
  '身份证号：',
  '身份证',
  '姓名：',
  '收货人:',
  '联系人',
  '地址：',
  '收货地址',
  '订单号',
  '流水',
  '尾号',
  '座机',
  '银行卡',
  '卡号：',
  '车牌',
  '护照',
  '回乡证',
  '微信',
  'QQ：',
  '邮箱',
  '取件码',
  '门禁密码',
  '昵称：',
  '密码：',
  '出生日期',
  'mobile=',
  '"phone":',
  '"phone":"',
  'tel:',
  'idCard=',
  'name=',
  '"receiver":"',
  'addr=',
  'token=',
  'traceId=',
  '<tel>',
  '</tel>',
];
const ESCAPES = [
  '\\n',
  '\\t',
  '\\u9648',
  '\\u0031',
  '\\u200b',
  '%E9%99%88',
  '%3D',
  '%20',
  '\\xE9\\x99\\x88',
  '&#38472;',
  '&#x31;',
  '#011',
  '#351#231#210',
  '\\"',
  '\\\\',
  '\\\\n',
  '\\/',
  '\\ud842\\udfb7',
  '%F0%A0%AE%B7',
];
const HALVES = [
  '\\u96',
  '%E9',
  '%E9%99',
  '%',
  '&#',
  '&#3847',
  '\\x',
  '\\xE9',
  '#',
  '#35',
  '\\',
  '\\ud842',
  '\\udfb7',
  '\\ud835',
  '&amp;',
  '%25',
];
const PLACES = [
  '湖北省',
  '武汉市',
  '江汉区',
  '泛海国际',
  '西安路51号',
  '解放大道1277号',
  '2单元',
  '1706',
  '3幢',
  '502室',
  '柳树沟村',
  '七组',
  '菜鸟驿站',
  '大连',
  '新界沙田',
  '12-3-1001',
  '高雄市苓雅區四維三路2號7樓',
];
const INVISIBLE = ['\u200b', '\u00ad', '\ufeff', '\u200d', '\u2060', '\0'];
const BROKEN = ['\ud800', '\udfff', '\ud835', '\udfce', '\ud842', '\udfb7'];
const MASKS = [
  '138****5678',
  '138******78',
  '陈*',
  '***',
  '****',
  '<手机号>',
  '<姓名>',
  '4****************9',
  '[PHONE_1]',
  '某某',
];
const PROSE = [
  '你好',
  '发货了',
  '的',
  '签收',
  '元',
  '号',
  '号楼',
  '区',
  '市',
  'error',
  ' at line ',
  'VIP',
  'a',
  '0x',
  'null',
  '𠮷',
];

const GROUPS: readonly (readonly [weight: number, tokens: readonly string[]])[] = [
  [4, NAMES],
  [2, SURNAMES],
  [2, GIVEN],
  [1, TITLES],
  [8, VALUES],
  [7, DIGITS],
  [4, FANCY],
  [8, SEPARATORS],
  [6, LABELS],
  [3, ESCAPES],
  [2, HALVES],
  [4, PLACES],
  [2, INVISIBLE],
  [1, BROKEN],
  [2, MASKS],
  [3, PROSE],
];

/** Any piece. */
export const token: fc.Arbitrary<string> = fc.oneof(
  ...GROUPS.map(([weight, tokens]) => ({ weight, arbitrary: fc.constantFrom(...tokens) })),
);

/** Some 20 to 60 characters of anything that occurs. */
export const text: fc.Arbitrary<string> = textOf(GROUPS.map(([, tokens]) => tokens));

/**
 * Without escapes and halves of them: what a carrier may be put around. Without NUL too, which percent and octal carriers do
 * not carry: %00 and #000 before a digit are more often a remainder and an order number.
 */
export const plainText: fc.Arbitrary<string> = textOf(
  GROUPS.flatMap(([, tokens]) => (tokens === ESCAPES || tokens === HALVES || tokens === BROKEN ? [] : [tokens])),
  /[\\%&#\0]/,
);

/** Digits, their separators and labels only. */
export const digitText: fc.Arbitrary<string> = textOf([
  MOBILES,
  IDS,
  DIGITS,
  DIGITS,
  FANCY,
  FANCY,
  SEPARATORS,
  SEPARATORS,
  INVISIBLE,
  LABELS,
  ESCAPES,
  HALVES,
  BROKEN,
  PROSE,
]);

function textOf(groups: readonly (readonly string[])[], without?: RegExp): fc.Arbitrary<string> {
  const allowed = (tokens: readonly string[]): fc.Arbitrary<string> =>
    fc.constantFrom(...(without === undefined ? tokens : tokens.filter((one) => !without.test(one))));
  const weights = new Map(GROUPS.map(([weight, tokens]) => [tokens, weight]));
  const single = groups.map((tokens) => ({ weight: weights.get(tokens) ?? 3, arbitrary: allowed(tokens) }));
  // Chance puts a label in front of its value too seldom.
  const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((pieces) => pieces.join(''));
  const values = groups.includes(VALUES) ? VALUES : [...MOBILES, ...IDS];
  const joined = [
    { weight: 12, arbitrary: join(allowed(LABELS), allowed(values)) },
    { weight: 6, arbitrary: join(allowed(MOBILES), allowed(SEPARATORS), allowed([...DIGITS, ...values])) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('159 0271 4683', '159-0271-4683', '420106 19880612 3519', '+86 15902714683'),
    },
    ...(groups.includes(NAMES) ? [{ weight: 4, arbitrary: join(allowed(LABELS), allowed(NAMES)) }] : []),
  ];
  return fc
    .array(fc.oneof(...single, ...joined), { minLength: 2, maxLength: 8, size: 'max' })
    .map((pieces) => pieces.join(''));
}
