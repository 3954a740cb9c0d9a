/** Every written form of a number that HARD-CASES and the standards name, as functions of the plain digits. */

export interface Form {
  readonly name: string;
  readonly kind: string;
  /** What is written; `⟦⟧` marks the value where guards such as quotes stay outside. */
  readonly write: (digits: string) => string;
  readonly values: readonly string[];
  /** Only a label makes it one: it is tried where a label stands. */
  readonly needsLabel?: boolean;
}

const MOBILES = ['15902714683', '18642075391', '13971205846', '19912345607'];
const HOSTS = ['17136240958', '13266094175', '16712345609'];
const PRIVACY = ['700512846093715', '700100236548971', '700987650123486'];
const LANDLINES = ['02787654321', '02165432109', '075586521037'];
const IDS = ['420106198806123519', '330102199511034428', '11010519491231002X', '51010720030904173X'];
const OLD_IDS = ['420106880612351', '110105491231002', '330102650930447'];

const by = (sizes: readonly number[], joint: string) => (digits: string) => {
  let at = 0;
  const groups: string[] = [];
  for (const size of sizes) {
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.join(joint);
};
const each = (series: string) => (digits: string) =>
  [...digits].map((digit) => (digit === 'X' ? 'Ｘ' : [...series][Number(digit)])).join('');
const between = (joint: string) => (digits: string) => [...digits].join(joint);

const mobile = (name: string, write: Form['write']): Form => ({ name, kind: 'mobile', write, values: MOBILES });
const host = (name: string, write: Form['write']): Form => ({ name, kind: 'mobile', write, values: HOSTS });
const id = (name: string, write: Form['write']): Form => ({ name, kind: 'id-card', write, values: IDS });
const landline = (name: string, write: Form['write'], needsLabel = false): Form => ({
  name,
  kind: 'landline',
  write,
  values: LANDLINES,
  needsLabel,
});

const JOINTS = [' ', '-', '.', '/', '—', '–', '\u00a0', '\u3000', '\t', ' - ', '_', '·'];

export const MOBILE_FORMS: readonly Form[] = [
  mobile('plain', (digits) => digits),
  ...JOINTS.map((joint) => mobile(`3-4-4 by ${JSON.stringify(joint)}`, by([3, 4, 4], joint))),
  ...[' ', '-'].map((joint) => mobile(`4-3-4 by ${JSON.stringify(joint)}`, by([4, 3, 4], joint))),
  ...[' ', '-'].map((joint) => mobile(`3-8 by ${JSON.stringify(joint)}`, by([3, 8], joint))),
  mobile('4-4-3', by([4, 4, 3], ' ')),
  mobile('one by one', between(' ')),
  ...['+86', '+86-', '+86 ', '0086', '0086-', '86-', '86', '(86)', '(+86)', '（+86）', '（86）'].map((prefix) =>
    mobile(`prefix ${prefix}`, (digits) => prefix + digits),
  ),
  mobile('prefix +86 and groups', (digits) => `+86 ${by([3, 4, 4], ' ')(digits)}`),
  mobile('prefix +86 and dashes', (digits) => `+86-${by([3, 4, 4], '-')(digits)}`),
  mobile('long-distance 0', (digits) => `0${digits}`),
  mobile('full width', each('０１２３４５６７８９')),
  mobile('full width in groups', (digits) => by([3, 4, 4], '－')(each('０１２３４５６７８９')(digits))),
  mobile('mathematical', each('𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗')),
  mobile('Arabic-Indic', each('٠١٢٣٤٥٦٧٨٩')),
  mobile('circled', each('⓪①②③④⑤⑥⑦⑧⑨')),
  mobile('numerals', each('〇一二三四五六七八九')),
  mobile('numerals with 幺', each('零幺二三四五六七八九')),
  mobile('capital numerals', each('零壹贰叁肆伍陆柒捌玖')),
  mobile('zero-width between', between('\u200b')),
  mobile('soft hyphens', by([3, 4, 4], '\u00ad')),
  mobile('byte order marks', by([3, 4, 4], '\ufeff')),
  mobile('l for 1', (digits) => `l${digits.slice(1)}`),
  mobile('O for 0', (digits) => digits.replace('0', 'O')),
  mobile('over two lines', by([3, 8], '\n')),
  mobile('over two lines, late', by([7, 4], '\n')),
  mobile('float', (digits) => `${digits}.0`),
  mobile('scientific', (digits) => `${digits[0]}.${digits.slice(1)}E10`),
  mobile('guarded by a quote', (digits) => `'⟦${digits}⟧`),
  mobile('formula', (digits) => `="⟦${digits}⟧"`),
  ...['转', ' 转 ', '轉', '分机', '转分机', ' ext ', 'ext.', '-', ',', ',,', '#', '*', 'x', '_'].map((word) =>
    host(`extension after ${JSON.stringify(word)}`, (digits) => `${digits}${word}6071`),
  ),
  host('extension in [ ]', (digits) => `${digits}[6071]`),
  host('extension in （ ）', (digits) => `${digits}（6071）`),
  host('extension in ( )', (digits) => `${digits}(6071)`),
  host('groups and extension', (digits) => `${by([3, 4, 4], '-')(digits)}-6071`),
  { name: 'segment 700', kind: 'mobile', write: (digits) => digits, values: PRIVACY },
  { name: 'segment 700 in groups', kind: 'mobile', write: by([3, 4, 4, 4], ' '), values: PRIVACY },
  { name: 'segment 700 by dashes', kind: 'mobile', write: by([3, 4, 4, 4], '-'), values: PRIVACY },
];

export const ID_FORMS: readonly Form[] = [
  id('plain', (digits) => digits),
  ...[' ', '-', '\u3000', '\t', '—'].map((joint) => id(`6-8-4 by ${JSON.stringify(joint)}`, by([6, 8, 4], joint))),
  id('6-4-4-4', by([6, 4, 4, 4], ' ')),
  id('full width', each('０１２３４５６７８９')),
  id('mathematical', (digits) => each('𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗')(digits.slice(0, 17)) + digits[17]),
  id('zero-width between', by([6, 8, 4], '\u200b')),
  ...['x', 'ｘ', 'Ⅹ', 'ⅹ', 'Х', 'х', 'Χ', '×'].map((x) => id(`check ${x}`, (digits) => digits.replace('X', x))),
  id('（本人） behind', (digits) => `⟦${digits}⟧（本人）`),
  id('guarded by a quote', (digits) => `'⟦${digits}⟧`),
  id('formula', (digits) => `="⟦${digits}⟧"`),
  {
    name: 'of a spreadsheet, last digits lost',
    kind: 'id-card',
    write: (digits) => `${digits.slice(0, 15)}000`,
    values: IDS,
    needsLabel: true,
  },
  {
    name: 'of a spreadsheet, scientific',
    kind: 'id-card',
    write: (digits) => `${digits[0]}.${digits.slice(1, 6)}E+17`,
    values: IDS,
    needsLabel: true,
  },
  { name: 'of 1989', kind: 'id-card', write: (digits) => digits, values: OLD_IDS, needsLabel: true },
];

export const LANDLINE_FORMS: readonly Form[] = [
  landline('dash', (digits) => `${area(digits)}-${local(digits)}`),
  landline('dash and space', (digits) => `${area(digits)}-${by([4, 4], ' ')(local(digits))}`),
  landline('brackets', (digits) => `(${area(digits)})${local(digits)}`),
  landline('wide brackets', (digits) => `（${area(digits)}）${local(digits)}`),
  landline('+86', (digits) => `+86 ${area(digits).slice(1)} ${by([4, 4], ' ')(local(digits))}`),
  landline('+86 by dashes', (digits) => `+86-${area(digits).slice(1)}-${local(digits)}`),
  landline('space', (digits) => `${area(digits)} ${local(digits)}`),
  landline('extension after 转', (digits) => `${area(digits)}-${local(digits)}转812`),
  landline('extension after -', (digits) => `${area(digits)}-${local(digits)}-812`),
  landline('full width', (digits) => {
    const wide = each('０１２３４５６７８９');
    return `${wide(area(digits))}－${wide(local(digits))}`;
  }),
  landline('glued', (digits) => digits, true),
  landline('without area code', local, true),
];

export const REGIONAL_FORMS: readonly Form[] = [
  regional('+852', '+852 ', ['62345071', '51234567', '91236540']),
  regional('+852-', '+852-', ['62345071', '51234567', '91236540']),
  regional('+853', '+853 ', ['66123456', '62013456', '66881234']),
  regional('+886', '+886 ', ['928516430', '912345607', '987650123']),
  regional('+886-', '+886-', ['928516430', '912345607', '987650123']),
  { name: 'Taiwan by dashes', kind: 'mobile', write: by([4, 3, 3], '-'), values: ['0928516430', '0912345607'] },
];

function regional(name: string, prefix: string, values: readonly string[]): Form {
  return { name, kind: 'mobile', write: (digits) => prefix + digits, values };
}

function area(digits: string): string {
  return digits.slice(0, digits.startsWith('0755') ? 4 : 3);
}

function local(digits: string): string {
  return digits.slice(area(digits).length);
}
