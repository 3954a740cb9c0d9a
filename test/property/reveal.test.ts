/** What encrypt seals comes back exactly as it stood, and what does not open stays as it is. */

import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type KeyRing, type Redactor, type RevealReport } from '../../src/index.ts';
import { createKeyRing } from '../../src/keyed/index.ts';
import { CARRIERS } from '../support/carriers.ts';
import { check, RUNS } from '../support/check.ts';
import { KINDS } from '../support/redactors.ts';
import { IDS, MOBILES, token as tokenOf, text as tokenText } from '../support/tokens.ts';

const keyOf = (name: string): Uint8Array => Uint8Array.from(Buffer.from(hkdfSync('sha256', name, '', 'reveal', 32)));
const ring = (active: string, ...names: readonly string[]): KeyRing =>
  createKeyRing({ active, keys: Object.fromEntries([active, ...names].map((name) => [name, keyOf(name)])) });

/** Every kind there is, sealed. */
function sealing(algorithm: string, keys = ring('k1'), tenant = ''): Redactor {
  const use = { use: 'encrypt', algorithm } as const;
  return createRedactor({
    policy: {
      version: 1,
      kinds: { ...Object.fromEntries(KINDS.map((kind) => [kind, use])), '*': use, denied: use } as never,
    },
    deny: ['凤凰计划', 'A"B\\C'],
    keys,
    ...(tenant === '' ? {} : { tenant }),
  });
}

const random = sealing('aes-gcm');
const national = sealing('sm4-cbc');
const deterministic = sealing('aes-gcm-siv');
const REDACTORS: readonly [string, Redactor, number][] = [
  ['aes-gcm', random, RUNS],
  ['sm4-cbc', national, RUNS],
  ['aes-gcm-siv', deterministic, RUNS],
];

function counted(redactor: Redactor, value: unknown): { readonly out: unknown; readonly report: RevealReport } {
  let report: RevealReport = { revealed: -1, foreign: -1, damaged: -1, oneWay: -1 };
  const out = redactor.reveal(value, {
    onReport: (one) => {
      report = one;
    },
  });
  return { out, report };
}

const VALUES: Readonly<Record<string, string>> = {
  mobile: '电话 +86 138-1234-5678 转 6071',
  landline: '座机 027-87654321转812',
  'phone-tail': '手机尾号5678',
  hotline: '热线 400-610-1234',
  'id-card': '身份证 420106 19880612 3519',
  'hk-id': '香港身份证 K708192(8)',
  'macau-id': '澳门身份证 5123456(7)',
  'tw-id': '台湾身份证 A123456789',
  permit: '回乡证 M10284756',
  passport: '护照 EB6172839',
  'officer-card': '军官证 军字第1234567号',
  'bank-card': '银行卡 6222 0210 0112 3456 780',
  plate: '车牌 鄂A·7K3Z5',
  email: '邮箱 yutong.chen@example.com',
  uscc: '税号 91420106MA4K7R2B3A',
  wechat: '微信号：wx_chenyt88',
  qq: 'QQ：123456789',
  'birth-date': '出生日期：1988-06-12',
  geo: '经纬度 114.2731,30.5912',
  'pickup-code': '取件码 8-2-3047',
  'door-code': '门禁密码 4471#',
  username: '昵称：快乐的土豆',
  secret: 'password=hunter2!',
  name: '收货人：欧阳建国',
  address: '地址：湖北省武汉市江汉区青年路518号招银大厦6栋2单元1203室',
  denied: '凤凰计划',
};

describe('every kind', () => {
  it('is among the values tried here', () => {
    expect(Object.keys(VALUES).sort()).toEqual([...KINDS, 'denied'].sort());
    for (const [kind, value] of Object.entries(VALUES))
      expect(
        random.detect(value).map((one) => one.kind),
        value,
      ).toContain(kind);
  });

  it.each(REDACTORS)('comes back in every carrier, sealed by %s', (_, redactor) => {
    for (const value of Object.values(VALUES)) {
      for (const { name, encode } of [...CARRIERS, { name: 'plain', encode: (text: string) => text }]) {
        const carried = encode(`${value}。`);
        const sealed = redactor.redact(carried);
        if (name === 'plain') expect(sealed, value).not.toBe(carried);
        expect(redactor.reveal(sealed), name).toBe(carried);
      }
    }
  });

  it('comes back as a field of a record, with its type', () => {
    for (const [kind, value] of Object.entries(VALUES)) {
      const redactor = createRedactor({
        policy: {
          version: 1,
          kinds: { [kind]: 'encrypt' },
          fields: { it: { 'treat-as': kind }, '**.it': { 'treat-as': kind } },
        },
        keys: ring('k1'),
      });
      const record = { it: value, list: [{ it: value }], map: new Map([['it', value]]), set: new Set([value]) };
      const sealed = redactor.redactRecord(record);
      expect(sealed.it).toMatch(/^tmr_k1_/);
      expect(redactor.reveal(sealed)).toEqual(record);
    }
  });
});

describe('any text', () => {
  it.each(REDACTORS)('comes back, sealed by %s', (_, redactor, runs) => {
    let sealed = 0;
    check(
      fc.property(tokenText, (input) => {
        const masked = redactor.redact(input);
        if (masked !== input) sealed++;
        const { out, report } = counted(redactor, masked);
        expect(out).toBe(input);
        expect([report.foreign, report.damaged]).toEqual([0, 0]);
        // A second time changes nothing: what we put in is not masked again.
        expect(redactor.redact(masked)).toBe(masked);
      }),
      runs,
    );
    expect(sealed).toBeGreaterThan(runs / 3);
  });
});

const name = fc.constantFrom('陈雨桐', '王伟', '欧阳建国', '赵𫠊', 'Chen "Yutong"', '努尔买买提·托合提');
const mobile = fc.constantFrom(...MOBILES, '+86 138-1234-5678', '17136240958转6071');
const idCard = fc.constantFrom(...IDS);
const remark = fc.tuple(name, mobile).map(([who, number]) => `给${who}，电话${number}\n"放门口"\\`);
const leaf = fc.oneof(
  name,
  mobile,
  idCard,
  remark,
  tokenText,
  fc.constantFrom(null, true, 12, 'ok', '凤凰计划', 'A"B\\C'),
);
const number = fc.oneof(mobile.map(Number).filter(Number.isSafeInteger), fc.constantFrom(15902714683, 13971205846, 8));
const order = fc.record(
  {
    receiverName: name,
    mobile: fc.oneof(mobile, number),
    phones: fc.array(fc.oneof(mobile, number), { maxLength: 3 }),
    idCard,
    remark,
    note: leaf,
    nested: fc.record({
      address: fc.constant('武汉市江汉区青年路518号6栋2单元1203室'),
      tel: number,
      extra: fc.array(leaf, { maxLength: 3 }),
    }),
    json: fc.record({ receiverName: name, tel: fc.oneof(mobile, number) }).map((value) => JSON.stringify(value)),
    base64: fc
      .record({ receiverName: name, tel: mobile })
      .map((value) => Buffer.from(JSON.stringify(value)).toString('base64')),
    byPhone: mobile.map((key) => ({ [key]: 'x', other: 1 })),
  },
  { requiredKeys: [] },
);

describe('any record', () => {
  it('comes back as it was, types included, also when what was masked was written as JSON in between', () => {
    check(
      fc.property(order, (record) => {
        const sealed = random.redactRecord(record);
        expect(random.reveal(sealed)).toEqual(record);
        expect(random.reveal(JSON.stringify(sealed))).toBe(JSON.stringify(record));
      }),
    );
  });

  it.each(['redact', 'redactJson'] as const)('comes back from JSON, byte for byte, masked by %s', (way) => {
    check(
      fc.property(order, fc.constantFrom(undefined, 2), (record, indent) => {
        const json = JSON.stringify(record, null, indent);
        expect(random.reveal(random[way](json))).toBe(json);
      }),
    );
  });

  it('comes back with bigints, maps, sets, and values that are used twice', () => {
    const shared = { receiverName: '陈雨桐' };
    const cycle: Record<string, unknown> = {
      shared,
      again: shared,
      big: { mobile: 15902714683n, idCard: 420106198806123519n },
    };
    cycle['self'] = cycle;
    const opened = random.reveal(random.redactRecord(cycle));
    expect(opened['big']).toEqual({
      mobile: 15902714683,
      idCard: 420106198806123519n,
    });
    expect(opened['self']).toBe(opened);
    expect(opened['again']).toBe(opened['shared']);
    expect(opened['shared']).toEqual(shared);
  });

  it('stays the same reference where there is nothing to open', () => {
    const record = { a: [{ b: 'x' }], n: 1 };
    expect(random.reveal(record)).toBe(record);
    expect(random.reveal('x')).toBe('x');
    for (const odd of [undefined, null, 3, Symbol.iterator, () => 1]) expect(random.reveal(odd)).toBe(odd);
  });
});

/** Quotes, backslashes, controls, halves of pairs and pieces of escapes, wherever a value or a key may stand. */
const piece = fc.constantFrom(
  ...['"', '\\', '\n', '\t', '\ud800', '\udc00', '𠮷', '\u2028', '/', ...'{}[]:,1-'],
  ...['%22', '&#34;', '\\u0022', 'tmr_k1_name_', 'tmt_', 'eyJ', '陈', 'x', '15902714683', '{"a":"', '"}'],
);
const nasty = fc
  .oneof(fc.array(piece, { maxLength: 8, size: 'max' }), fc.array(tokenOf, { maxLength: 4, size: 'max' }))
  .map((pieces) => pieces.join(''));
const anyNumber = fc.constantFrom(15902714683, -15902714683, 15902714683.5, 13971205846, 3.5, 1e21, 0, 8);
const anyKey = fc.oneof(
  fc.constantFrom('any', 'who', 'n', 'receiverName', 'mobile', 'idCard', 'address', 'password', '__proto__', '', 'x'),
  // A key that is found in a carrier goes back as it was spelt there, which JSON may have to escape.
  nasty.filter((key) => !/[\\"%&#]/.test(key)),
  fc.constantFrom(...MOBILES),
);
const { json: anyJson } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 6, arbitrary: fc.oneof(nasty, fc.constantFrom(...MOBILES, ...IDS, '凤凰计划', 'A"B\\C')) },
    { weight: 3, arbitrary: anyNumber },
    { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
    { weight: 5, arbitrary: fc.array(fc.tuple(anyKey, tie('json')), { maxLength: 5 }).map(toObject) },
    { weight: 2, arbitrary: fc.array(tie('json'), { maxLength: 4 }) },
    { weight: 1, arbitrary: tie('json').map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: tie('json').map((value) => Buffer.from(JSON.stringify(value)).toString('base64')) },
  ),
}));

function toObject(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

describe('any JSON, whatever its strings hold', () => {
  const use = 'encrypt' as const;
  const redactor = createRedactor({
    policy: {
      version: 1,
      kinds: { ...Object.fromEntries(KINDS.map((kind) => [kind, use])), '*': use, denied: use } as never,
      fields: {
        '**.any': { 'treat-as': 'secret' },
        '**.who': { 'treat-as': 'name' },
        '**.n': { 'treat-as': 'mobile' },
      },
    },
    deny: ['凤凰计划', 'A"B\\C'],
    keys: ring('k1'),
  });
  // A text that is nothing but a token is opened as text: a number by itself comes back as one.
  const value = anyJson.filter((one) => typeof one === 'object' && one !== null);

  it('comes back as a value', () => {
    check(
      fc.property(value, (one) => {
        expect(redactor.reveal(redactor.redactRecord(one))).toEqual(one);
      }),
    );
  });

  it('comes back when it was masked as a value, written as JSON and opened as text, byte for byte', () => {
    check(
      fc.property(value, (one) => {
        expect(redactor.reveal(JSON.stringify(redactor.redactRecord(one)))).toBe(JSON.stringify(one));
      }),
    );
  });

  it('comes back when it was masked as JSON and opened as text or as a value', () => {
    check(
      fc.property(value, fc.constantFrom(undefined, 2), (one, indent) => {
        const json = JSON.stringify(one, null, indent);
        const masked = redactor.redactJson(json);
        expect(redactor.reveal(masked)).toBe(json);
        expect(redactor.reveal(JSON.parse(masked))).toEqual(one);
      }),
    );
  });

  it('comes back when it was masked as text', () => {
    check(
      fc.property(value, (one) => {
        const json = JSON.stringify(one);
        expect(redactor.reveal(redactor.redact(json))).toBe(json);
      }),
    );
  });

  it('and a string by itself as well', () => {
    for (const one of ['A"B\\C', '15902714683', '凤凰计划\n', '\ud800 15902714683']) {
      const json = JSON.stringify(one);
      expect(redactor.reveal(redactor.redactJson(json))).toBe(json);
      expect(redactor.reveal(JSON.stringify(redactor.redactRecord(one)))).toBe(json);
      expect(redactor.reveal(redactor.redactRecord(one))).toBe(one);
      expect(redactor.reveal(redactor.redact(one))).toBe(one);
    }
  });

  it.each(['DOMAIN\\user1', 'ab\\\\cd9', 'a\\"b12', 'C:\\pw\\x1', 'ab"cd9'])(
    'is spelt as it was: %s in JSON that was masked as text, and in text that was written as JSON later',
    (secret) => {
      for (const json of [JSON.stringify({ password: secret }), `{"a":1}\n${JSON.stringify({ password: secret })}`]) {
        const masked = redactor.redact(json);
        expect(masked).not.toBe(json);
        expect(redactor.reveal(masked)).toBe(json);
      }
      const message = `password=${secret} ok`;
      const logged = JSON.stringify({ message: redactor.redact(message) });
      expect(redactor.reveal(logged)).toBe(JSON.stringify({ message }));
    },
  );

  it('comes back from base64 in base64', () => {
    const encode = (one: unknown): string => Buffer.from(JSON.stringify(one)).toString('base64');
    const one = { body: encode({ inner: encode({ mobile: '15902714683', deep: encode([15902714683]) }) }) };
    const masked = redactor.redactRecord(one);
    expect(masked.body).not.toBe(one.body);
    expect(redactor.reveal(masked)).toEqual(one);
    expect(redactor.reveal(JSON.stringify(masked))).toBe(JSON.stringify(one));
  });

  it('is opened in one reading, however many values have to be escaped', () => {
    const json = JSON.stringify(Array.from({ length: 4000 }, (_, i) => ({ any: `a"b${i}`, pad: 'x'.repeat(200) })));
    const nested = JSON.stringify({ body: json });
    const masked = redactor.redactJson(nested);
    const start = performance.now();
    expect(redactor.reveal(masked)).toBe(nested);
    // Some fifty milliseconds; twenty seconds when the text was read anew for each.
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('a token that does not open', () => {
  const sealed = random.redact('电话 15902714683');
  const [token = ''] = /tmr_\S+/.exec(sealed) ?? [];

  it('of another key stays, and is counted as foreign', () => {
    expect(counted(sealing('aes-gcm', ring('other')), sealed)).toEqual({
      out: sealed,
      report: { revealed: 0, foreign: 1, damaged: 0, oneWay: 0 },
    });
    const none = createRedactor();
    expect(counted(none, sealed).report.foreign).toBe(1);
    expect(none.reveal(sealed)).toBe(sealed);
  });

  it('of another key by the same name, or of another tenant, stays, and is counted as damaged', () => {
    const stolen = createKeyRing({ active: 'k1', keys: { k1: keyOf('not k1') } });
    for (const redactor of [sealing('aes-gcm', stolen), sealing('aes-gcm', ring('k1'), 'north')])
      expect(counted(redactor, sealed)).toEqual({
        out: sealed,
        report: { revealed: 0, foreign: 0, damaged: 1, oneWay: 0 },
      });
  });

  it.each(REDACTORS)('that breaks off, anywhere, stays; sealed by %s', (_, redactor) => {
    const [whole = ''] = /tm\S+/.exec(redactor.redact('电话 15902714683')) ?? [];
    for (let length = 3; length < whole.length; length++) {
      const broken = whole.slice(0, length);
      const { out, report } = counted(redactor, `电话 ${broken} 完`);
      expect(out).toBe(`电话 ${broken} 完`);
      expect(report).toEqual({
        revealed: 0,
        foreign: 0,
        damaged: length > 'tmr_k1_mobile_'.length ? 1 : 0,
        oneWay: 0,
      });
    }
  });

  it('is no harm to one that follows without a break', () => {
    // With one, two or three letters missing it takes `tmr` of the next for its own.
    for (let length = 1; length < token.length - 3; length++) {
      const { out, report } = counted(random, token.slice(0, length) + token);
      expect(out).toBe(`${token.slice(0, length)}15902714683`);
      expect(report.revealed).toBe(1);
    }
  });

  it('of which any letter was changed stays', () => {
    for (const redactor of [random, national, deterministic]) {
      const whole = redactor.redact('电话 15902714683');
      for (let i = whole.indexOf('tm'); i < whole.length; i++) {
        const letter = whole[i] === 'b' ? 'R' : 'b';
        const changed = whole.slice(0, i) + letter + whole.slice(i + 1);
        const { out, report } = counted(redactor, changed);
        expect(out, `${i}`).toBe(changed);
        expect(report.revealed).toBe(0);
      }
    }
  });

  it('that was carried to another kind, key or form stays', () => {
    const two = sealing('aes-gcm', ring('k1', 'k2'));
    for (const [from, to] of [
      ['_mobile_', '_name_'],
      ['_k1_', '_k2_'],
      ['tmr_', 'tmd_'],
      ['tmr_', 'tms_'],
    ] as const) {
      const moved = sealed.replace(from, to);
      expect(counted(two, moved)).toMatchObject({ out: moved, report: { revealed: 0, damaged: 1 } });
    }
  });

  it('that is a keyed hash stays, and is counted as such', () => {
    const hashed = createRedactor({ policy: { version: 1, kinds: { mobile: 'token' } }, keys: ring('k1') }).redact(
      `${sealed} 15902714683`,
    );
    expect(counted(random, hashed).report).toEqual({ revealed: 1, foreign: 0, damaged: 0, oneWay: 1 });
  });

  it('of any shape never throws, and comes out as it went in', () => {
    const piece = fc.constantFrom(
      'tmr_',
      'tmt_',
      'tmd_',
      'tms_',
      'k1',
      '_mobile_',
      '_',
      'bcd',
      token,
      'Q',
      '电话',
      token.slice(0, 40),
      'tm',
    );
    check(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const opened = random.reveal(text);
        expect(opened.replaceAll('15902714683', token)).toBe(text);
      }),
    );
  });
});

describe('rotation', () => {
  const old = sealing('aes-gcm', ring('k1'));
  const both = sealing('aes-gcm', ring('k2', 'k1'));
  const after = sealing('aes-gcm', ring('k2'));

  it('opens what an old key has sealed, and seals anew under the active one', () => {
    check(
      fc.property(order, (record) => {
        const sealed = old.redactRecord(record);
        expect(both.reveal(sealed)).toEqual(record);
        const anew = both.retoken(sealed);
        expect(JSON.stringify(anew)).not.toContain('_k1_');
        expect(after.reveal(anew)).toEqual(record);
      }),
      RUNS / 10,
    );
  });

  it('leaves what is sealed under the active key already', () => {
    const sealed = both.redact('电话 15902714683');
    expect(both.retoken(sealed)).toBe(sealed);
  });
});

it('seals broken pairs, controls and what is too long to seal not at all', () => {
  const redactor = createRedactor({
    policy: { version: 1, kinds: { denied: 'encrypt' }, fields: { it: { 'treat-as': 'denied' } } },
    keys: ring('k1'),
  });
  for (const it of ['\ud800a', 'a\udc00', '\ufeffx', '\u0000', 'y'.repeat(8000), '\ud83d\ude00'])
    expect(redactor.reveal(redactor.redactRecord({ it }))).toEqual({ it });
  expect(redactor.redactRecord({ it: 'y'.repeat(9000) })).toEqual({ it: '***' });
});
