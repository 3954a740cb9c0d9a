import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/index.ts';
import { maskAddress } from '../../../src/mask/address.ts';
import { allStrategies } from '../../../src/mask/all.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import { PRESETS } from '../../../src/policy/presets.ts';
import type { ElementKind } from '../../../src/text/elements.ts';
import type { Element, KnownKind } from '../../../src/types.ts';

/** Those that need no keys; the others are shown in delivery.test.ts. */
const NAMES = Object.keys(PRESETS).filter((name) => name !== 'analytics' && name !== 'delivery');

/** One invented value of every kind. The type makes sure that none is missing. */
const VALUES: Readonly<Record<KnownKind | 'denied', string>> = {
  mobile: '17136240958转6071',
  'phone-tail': '5678',
  landline: '027-87654321转812',
  hotline: '400-610-1234',
  'id-card': '420106198806123519',
  'hk-id': 'K708192(8)',
  'macau-id': '5123456(7)',
  'tw-id': 'A123456789',
  permit: 'M10284756',
  passport: 'EB6172839',
  'officer-card': '军字第1234567号',
  'bank-card': '6222021234567890128',
  plate: '鄂A·7K3Z5',
  email: 'zhang.wei@example.com',
  uscc: '91420106MA4K7R2B3A',
  wechat: 'wx_chenyt88',
  qq: '123456789',
  'birth-date': '1988-06-12',
  geo: '114.2731,30.5912',
  'pickup-code': '8-2-3047',
  'door-code': '4471#',
  username: '快乐的土豆',
  secret: 'hunter2!',
  name: '陈雨桐',
  address: '',
  denied: '凤凰计划',
};

const PARTS: readonly (readonly [ElementKind, string])[] = [
  ['prov', '湖北省'],
  ['city', '武汉市'],
  ['district', '江汉区'],
  ['town', '常青街道'],
  ['road', '青年路'],
  ['roadno', '518号'],
  ['poi', '招银大厦'],
  ['houseno', '6栋'],
  ['cellno', '2单元'],
  ['roomno', '1203室'],
];

function address(): { readonly text: string; readonly elements: readonly Element[] } {
  let text = '';
  const elements: Element[] = [];
  for (const [kind, part] of PARTS) {
    elements.push({ kind, start: text.length, end: text.length + part.length });
    text += part;
  }
  return { text, elements };
}

function mask(preset: string, kind: string, text = VALUES[kind as KnownKind]): string {
  const value = kind === 'address' ? { kind, ...address() } : { kind, text, elements: [] };
  return compilePolicy(preset, { maskAddress }).strategyOf(kind)(value);
}

/** The digits of the number itself: the courier's customer dials these; what follows 转 is the extension. */
const digitsOf = (text: string): string => (text.split('转')[0] ?? '').replace(/\D/g, '');

describe('what each preset shows (docs/policies.md)', () => {
  it.each([
    ['mobile', '171******58', '171******58', '171******58', '<手机号>', '171****0958'],
    ['phone-tail', '****', '****', '****', '<手机尾号>', '****'],
    ['landline', '027******21', '027******21', '027******21', '<固定电话>', '0278*****21'],
    ['hotline', '400-610-1234', '400-610-1234', '400-610-1234', '<服务热线>', '400-610-1234'],
    ['id-card', '4****************9', '4****************9', '4****************9', '<身份证号>', '4***************19'],
    ['hk-id', 'K******8', 'K******8', 'K******8', '<香港身份证号>', 'K******8'],
    ['macau-id', '5******7', '5******7', '5******7', '<澳门身份证号>', '5******7'],
    ['tw-id', 'A********9', 'A********9', 'A********9', '<台湾身份证号>', 'A********9'],
    ['permit', 'M*******6', 'M*******6', 'M*******6', '<通行证号>', 'M*******6'],
    ['passport', 'E*******9', 'E*******9', 'E*******9', '<护照号>', 'E*******9'],
    ['officer-card', '军*********号', '军*********号', '军*********号', '<军官证号>', '军*********号'],
    [
      'bank-card',
      '***************0128',
      '***************0128',
      '***************0128',
      '<银行卡号>',
      '6222***********0128',
    ],
    ['plate', '鄂A*****', '鄂A***Z5', '鄂A*****', '<车牌号>', '鄂A*****'],
    ['email', 'z***@example.com', 'z***@example.com', 'z***@example.com', '<邮箱>', 'z***@example.com'],
    ['wechat', 'w***', 'wx***8', 'w***', '<微信号>', 'w***'],
    ['qq', '1***', '12***9', '1***', '<QQ号>', '1***'],
    ['birth-date', '****', '****', '****', '<出生日期>', '****'],
    ['geo', '****', '****', '****', '<位置>', '****'],
    ['pickup-code', '****', '****', '****', '<取件码>', '****'],
    ['door-code', '****', '****', '****', '<门禁密码>', '****'],
    ['username', '快***', '快***豆', '快***', '<用户名>', '快***'],
    ['secret', '***', '***', '***', '<密钥>', '***'],
    ['name', '陈*', '陈*', '陈*', '<姓名>', '陈**'],
    [
      'address',
      '湖北省武汉市江汉区****',
      '湖北省武汉市江汉区常青街道****',
      '湖北省武汉市江汉区常青街道青年路518号招银大厦6栋****',
      '<地址>',
      '湖北省武汉市江汉区常青街道****',
    ],
    ['denied', '***', '***', '***', '<已屏蔽>', '***'],
  ])('%s', (kind, ...shown) => {
    expect(['log', 'display', 'waybill', 'strict', 'classic'].map((preset) => mask(preset, kind))).toEqual(shown);
  });

  it.each([
    ['mobile', '*******0958', '', '171******58'],
    ['landline', '*******4321', '', '027******21'],
    ['hotline', '400-610-1234', '400-610-1234', '400-610-1234'],
    ['id-card', '4****************9', '', '4****************9'],
    ['bank-card', '***************0128', '', '***************0128'],
    ['plate', '鄂A***Z5', '', '鄂A***Z5'],
    ['email', 'z***@example.com', '', 'z***@example.com'],
    ['username', '快***豆', '', '快***'],
    ['birth-date', '****', '', '****'],
    ['secret', '***', '', '***'],
    ['name', '陈*', '陈某', '**桐'],
    ['address', '湖北省武汉市江汉区常青街道****', '', '湖北省武汉市江汉区****'],
    ['denied', '***', '', '***'],
  ])('%s, by support, court and alipay-2020', (kind, ...shown) => {
    expect(['support', 'court', 'alipay-2020'].map((preset) => mask(preset, kind))).toEqual(shown);
  });

  it('looks for everything but company codes, which only strict counts', () => {
    for (const preset of NAMES) {
      const off = Object.keys(VALUES).filter((kind) => compilePolicy(preset).thresholdOf(kind) === undefined);
      expect(off).toEqual(preset === 'strict' ? [] : ['uscc']);
    }
  });

  it('has an entry for every kind, and no preset that calls itself compliant', () => {
    expect(Object.keys(PRESETS.log.kinds ?? {}).sort()).toEqual([...Object.keys(VALUES), '*'].sort());
    expect(JSON.stringify(PRESETS)).not.toMatch(/complian|合规/i);
  });

  it('is plain JSON', () => {
    for (const preset of Object.values(PRESETS)) {
      const copy = JSON.parse(JSON.stringify(preset));
      expect(copy).toEqual(preset);
      expect(() => compilePolicy(copy, { ours: allStrategies(), isDraft: true })).not.toThrow();
      expect(preset.version).toBe(1);
    }
  });
});

/** Checked against the text of the rule, by code that knows nothing of how the masks are made. */
describe.each(['log', 'display', 'waybill', 'support', 'alipay-2020', 'strict'])(
  'GB/T 41833-2022 on a waybill masked by %s',
  (preset) => {
    const phones = [
      '13812345678',
      '138 1234 5678',
      '17136240958转6071',
      '700512846093715',
      '1440123456789',
      '62345071',
      '028-85671203',
      '8567120',
      '0928516430',
    ];

    it.each(phones)('hides at least six digits of %s', (phone) => {
      const kind = phone.startsWith('0') || phone.startsWith('85') ? 'landline' : 'mobile';
      const masked = mask(preset, kind, phone);
      expect(digitsOf(phone).length - digitsOf(masked).length).toBeGreaterThanOrEqual(6);
      expect(masked).not.toContain('6071');
    });

    it.each(['张伟', '陈雨桐', '欧阳锋', '司马', '周', '欧阳建国', '𬱖伟', '努尔买买提·托合提', '达瓦卓玛'])(
      'hides at least one character of %s',
      (name) => {
        const masked = mask(preset, 'name', name);
        const shown = [...name].filter((point) => point !== '·' && masked.includes(point)).length;
        expect(shown).toBeLessThan([...name.replace('·', '')].length);
      },
    );

    it('hides unit and room', () => {
      const masked = mask(preset, 'address');
      for (const secret of ['2单元', '1203', '203室', '室']) expect(masked).not.toContain(secret);
    });
  },
);

it('knows that classic is no mask for a waybill', () => {
  expect(digitsOf('13812345678').length - digitsOf(mask('classic', 'mobile', '13812345678')).length).toBeLessThan(6);
});

/** Invented; one per written form and carrier. */
const TEXTS = [
  '收货人：张伟 13812345678 浙江省杭州市余杭区文一西路969号3幢502室',
  '陈雨桐18642075391辽宁省大连市沙河口区西安路51号天河国际2单元1706',
  '外卖挂门把手，7栋1单元903，多谢',
  '周总说让小冯和老蒋找司马老师',
  '收件人：努尔买买提·托合提 电话：17136240958转6071',
  '手机号 +86 138-1234-5678，座机 027-87654321转812，热线 400-610-1234',
  '身份证：420106198806123519，护照 EB6172839，回乡证 M10284756',
  '银行卡号 6222021234567890128 手机尾号5678',
  '车牌鄂A·7K3Z5，邮箱 zhang.wei@example.com，微信号：wx_chenyt88，QQ：123456789',
  '{"receiverName":"陈雨桐","mobile":15902714683,"addr":"湖北省武汉市江汉区香海园6栋2单元1203","password":"hunter2!"}',
  '取件码：8-2-3047 门禁密码 4471#',
  '出生日期：1988-06-12 坐标 lng=114.2731,lat=30.5912',
  '昵称：快乐的土豆 userId=10086001',
  '姓名：欧阳建国 身份证号码：420106 19880612 3519 手机号码：１５９０２７１４６８３',
  '联系人：郑洁（物业代收）大河镇柳树沟村七组12号',
  "Order{receiver='陈雨桐', phone=15902714683, addr='重庆市渝中区民生路235号海航保利B座1803号'}",
  'name=%E9%99%88%E9%9B%A8%E6%A1%90&tel=15902714683',
  '新界沙田石門安群街3號京瑞廣場18樓B室 +852 6234 5071',
  '高雄市苓雅區四維三路2號7樓之3 0928-516-430',
  '何俊42010619880612351913971205846',
  '军官证 军字第1234567号，HKID K708192(8)',
  '亲爱的张女士，您的手机尾号5678的快递由骑手王强配送',
  "INSERT INTO t VALUES ('陈雨桐','15902714683','成都市锦江区春熙路北段22号群光大厦5幢3单元2104室')",
];

describe.each(NAMES)('%s', (preset) => {
  const redactor = createRedactor({ policy: preset });

  it.each(TEXTS)('masks once and for all: %s', (text) => {
    const once = redactor.redact(text);
    expect(once).not.toBe(text);
    expect(redactor.redact(once)).toBe(once);
  });
});
