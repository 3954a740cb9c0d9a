import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../../src/index.ts';
import { createKeyRing } from '../../../src/keyed/index.ts';
import { ID_FORMS, MOBILE_FORMS } from '../../support/forms.ts';
import { cardNumber, residentId } from '../../support/ids.ts';

const KINDS = ['mobile', 'landline', 'id-card', 'bank-card', 'email', 'name', 'address', 'plate', 'wechat'];
const keyOf = (name: string): Uint8Array => Uint8Array.from(createHash('sha256').update(name).digest());

function redactorOf(key = 'pseudonym', tenant?: string): Redactor {
  return createRedactor({
    policy: {
      version: 1,
      kinds: Object.fromEntries(KINDS.map((kind) => [kind, 'pseudonym'])),
      fields: Object.fromEntries(KINDS.map((kind) => [kind, { 'treat-as': kind }])),
    },
    keys: createKeyRing({ active: 'k1', keys: { k1: keyOf(key) } }),
    ...(tenant === undefined ? {} : { tenant }),
  });
}
const shown = (redactor: Redactor, kind: string, value: string): string =>
  String((redactor.redactRecord({ [kind]: value }) as Record<string, unknown>)[kind]);
/** Under many keys: what happens once in twenty draws is met. */
const some = Array.from({ length: 200 }, (_, i) => redactorOf(`key ${i}`));

describe('a name', () => {
  it.each<[string, RegExp]>([
    ['陈雨桐', /^\p{Script=Han}{3}$/u],
    ['陈 雨桐', /^\p{Script=Han}{3}$/u],
    ['欧阳建国', /^\p{Script=Han}{4}$/u],
    ['司马懿之', /^\p{Script=Han}{4}$/u],
    ['努尔买买提·托合提', /^\p{Script=Han}{2,5}·\p{Script=Han}{2,5}$/u],
    ['阿依古丽•吐尔逊•买买提', /^\p{Script=Han}+·\p{Script=Han}+·\p{Script=Han}+$/u],
    ['陳偉強', /^\p{Script=Han}{3}$/u],
  ])('%s shares no character with its surrogate', (name, form) => {
    const simple = [...name].map((point) => ({ 陳: '陈', 偉: '伟', 強: '强' })[point] ?? point);
    for (const redactor of some) {
      const surrogate = shown(redactor, 'name', name);
      expect(surrogate).toMatch(form);
      for (const point of simple) if (/\p{Script=Han}/u.test(point)) expect(surrogate).not.toContain(point);
    }
  });

  it.each(['Wei Anqi', 'Bai Liang', 'CAI/YIFAN', 'guo fei'])('%s shares no word with its surrogate', (name) => {
    const words = (text: string): string[] => text.toLowerCase().split(/[\s/]/);
    for (const redactor of some) {
      const surrogate = shown(redactor, 'name', name);
      expect(words(surrogate)).toHaveLength(2);
      for (const word of words(name)) expect(words(surrogate)).not.toContain(word);
      expect(surrogate === surrogate.toUpperCase()).toBe(name === name.toUpperCase());
    }
  });

  it('has one surrogate, with spaces and without', () => {
    for (const redactor of some) {
      expect(shown(redactor, 'name', '陈 雨桐')).toBe(shown(redactor, 'name', '陈雨桐'));
      expect(shown(redactor, 'name', '欧阳　建国')).toBe(shown(redactor, 'name', '欧阳建国'));
    }
  });

  it('of a form we do not make is a token', () => {
    for (const name of ['一二三四五', 'ᠠᠡᠢ', '陈🙂'])
      expect(shown(redactorOf(), 'name', name), name).toMatch(/^tmt_k1_name_/);
  });
});

it('an address names neither its road nor its estate again', () => {
  const address = '武汉市江汉区景明路12号听雨苑3栋2单元1203室';
  for (const redactor of some) {
    const surrogate = shown(redactor, 'address', address);
    expect(surrogate).toMatch(/\p{Script=Han}{2}路9\d{3}号\p{Script=Han}{2}苑\d+幢\d单元\d+室$/u);
    expect(surrogate).not.toMatch(/景明|听雨/);
  }
});

describe('one person has one surrogate', () => {
  const redactor = redactorOf();

  it.each([...MOBILE_FORMS, ...ID_FORMS].map((form) => [form.kind, form.name, form] as const))(
    '%s: %s',
    (kind, name, { write, values }) => {
      // A spreadsheet that lost digits has lost the number; another extension leads to another person.
      if (name.startsWith('of a spreadsheet') || name.includes('extension')) return;
      for (const value of values) {
        const written = write(value).replace(/[⟦⟧]/gu, '');
        expect(shown(redactor, kind, written), written).toBe(shown(redactor, kind, value));
      }
    },
  );

  it('with an extension as long as the real one', () => {
    expect(shown(redactor, 'mobile', '17136240958转6071')).toMatch(/^1\d{10}-\d{4}$/);
    expect(shown(redactor, 'mobile', '17136240958转6071')).toBe(shown(redactor, 'mobile', '17136240958,6071'));
    expect(shown(redactor, 'mobile', '15902714683.0')).toMatch(/^1\d{10}$/);
  });

  it('with 15 digits and with 18', () => {
    expect(shown(redactor, 'id-card', '420106880612351')).toBe(
      shown(redactor, 'id-card', residentId('42010619880612351')),
    );
  });

  it('in every text, in every process', () => {
    const text = '电话 13900001357';
    expect(redactor.redact(text)).toBe(redactorOf().redact(text));
    expect(redactor.redact(text).slice(3)).toBe(shown(redactorOf(), 'mobile', '13900001357'));
  });
});

describe('two people', () => {
  it('have two surrogates, also where there are few to give', () => {
    // Two parts of fourteen each: fewer than two hundred. What finds none is a token.
    const redactor = redactorOf();
    const seen = new Map<string, string>();
    for (let i = 0; i < 600; i++) {
      const name = `${String.fromCharCode(0x5000 + i)}赫·${String.fromCharCode(0x6000 + i)}赫`;
      const surrogate = shown(redactor, 'name', name);
      expect(seen.get(surrogate), name).toBeUndefined();
      seen.set(surrogate, name);
    }
    const tokens = [...seen.keys()].filter((one) => one.startsWith('tmt_')).length;
    expect(tokens).toBeGreaterThan(600 - 14 * 14 - 1);
    expect(tokens).toBeLessThan(600 - 100);
  });

  it('are not confused with somebody of the same text', () => {
    for (const redactor of some.slice(0, 50)) {
      const first = shown(redactor, 'mobile', '13900001357');
      const again = redactorOf(`key ${some.indexOf(redactor)}`);
      const both = again.redact(`电话 13900001357，电话 ${first}`);
      const [one, other] = both.match(/\d{11}/g) ?? [];
      expect(new Set([one, other, first, '13900001357']).size).toBe(4);
    }
  });
});

it.each<[string, string, RegExp]>([
  ['mobile', '700512846093715', /^700\d{12}$/],
  ['mobile', '+852 62345071', /^1(?:4[0234]|54|6[013489]|[79]9|94)\d{8}$/],
  ['landline', '0755-86521037转8', /^026-[2-8]\d{7}$/],
  ['id-card', residentId('83000019930714003'), /^\d\d00001993\d{7}[\dX]$/],
  ['id-card', '420106198806123510', /^tmt_k1_id-card_/],
  ['bank-card', cardNumber('6222021001123456'), /^0\d{16}$/],
  ['bank-card', '卡号不详', /^tmt_k1_bank-card_/],
  ['email', 'a.chen@corp.cn', /^[a-z]+\.[a-z]+\d{3}@example\.com$/],
  ['plate', '鄂A7K3Z5', /^tmt_k1_plate_/],
  ['wechat', 'wx_chenyt88', /^tmt_k1_wechat_/],
])('%s %s', (kind, value, form) => {
  expect(shown(redactorOf(), kind, value)).toMatch(form);
});
