import { describe, expect, it } from 'vitest';
import { createRedactor, redactRecord } from '../../../src/index.ts';

const PHONE = '15902714683';
const ID = '420106198806123519';

describe('redactRecord', () => {
  it.each<[what: string, input: unknown, output: unknown]>([
    ['typed fields', { receiverName: '陈建国', sjh: PHONE }, { receiverName: '陈*', sjh: '159******83' }],
    ['a nickname in a typed field', { consignee: '老猫' }, { consignee: '老*' }],
    ['numbers that are phones', { phone: 15902714683, n: 3 }, { phone: '159******83', n: 3 }],
    ['bigints', { phone: 15902714683n, n: 3n }, { phone: '159******83', n: 3n }],
    ['an ID that a spreadsheet has damaged', { idCard: 420106198806123500 }, { idCard: '4****************0' }],
    [
      'names of people and of things',
      { receiver: { name: '李宁' }, product: { name: '李宁' } },
      { receiver: { name: '李*' }, product: { name: '李宁' } },
    ],
    ['elements of a typed field', { phones: [PHONE, 13971205846] }, { phones: ['159******83', '139******46'] }],
    ['keys', { [PHONE]: 1, ok: 2 }, { '159******83': 1, ok: 2 }],
    ['keys that look alike when masked', { [PHONE]: 1, '15909999983': 2 }, { '159******83': 1, '159******83#2': 2 }],
    ['JSON in a string', { body: `{"tel":"${PHONE}"}` }, { body: '{"tel":"159******83"}' }],
    [
      'JSON in JSON in a string',
      { body: JSON.stringify({ x: JSON.stringify({ tel: PHONE }) }) },
      { body: JSON.stringify({ x: '{"tel":"159******83"}' }) },
    ],
    ['JSON in base64', { body: btoa(`{"tel":"${PHONE}"}`) }, { body: btoa('{"tel":"159******83"}') }],
    [
      'a query string',
      { url: `/o?tel=${PHONE}&name=%E9%99%88%E9%9B%A8%E6%A1%90` },
      { url: '/o?tel=159******83&name=%E9%99%88*' },
    ],
    ['XML', { x: `<tel>${PHONE}</tel>` }, { x: '<tel>159******83</tel>' }],
    [
      'Java toString',
      { x: `Order{receiver='陈雨桐', phone=${PHONE}}` },
      { x: "Order{receiver='陈*', phone=159******83}" },
    ],
    ['SQL', { sql: `INSERT INTO t VALUES ('${PHONE}')` }, { sql: "INSERT INTO t VALUES ('159******83')" }],
    ['the district of an address', { address: '北京市朝阳区' }, { address: '北京市朝阳区' }],
    ['an address', { address: '浙江省杭州市余杭区文一西路969号3幢502室' }, { address: '浙江省杭州市余杭区****' }],
    ['a root string', `电话 ${PHONE}`, '电话 159******83'],
    ['a root number', 15902714683, '159******83'],
    [
      'order numbers, times and states',
      { orderNo: '2025071815902714683007', ts: 1752814683159, status: 'PAID' },
      { orderNo: '2025071815902714683007', ts: 1752814683159, status: 'PAID' },
    ],
    [
      'values that say there is none',
      { receiverName: '无', phone: '', xm: null, sjh: '-' },
      { receiverName: '无', phone: '', xm: null, sjh: '-' },
    ],
    [
      'what is masked already',
      { receiverName: '陈*', phone: '159****4683' },
      { receiverName: '陈*', phone: '159****4683' },
    ],
    ['a day of birth', { birthday: new Date('1988-06-12T00:00:00Z') }, { birthday: '****' }],
    ['the same ID without a label', { sn: `流水${ID.slice(0, 17)}0` }, { sn: `流水${ID.slice(0, 17)}0` }],
  ])('%s', (_, input, output) => {
    expect(redactRecord(input)).toEqual(output);
  });

  it('keeps the references of what holds nothing, and the order of keys', () => {
    const clean = { a: [1, 2, { b: 'x' }], status: 'PAID' };
    expect(redactRecord(clean)).toBe(clean);
    const order = { z: clean, phone: PHONE, a: 1 };
    const masked = redactRecord(order);
    expect(masked).not.toBe(order);
    expect(masked.z).toBe(clean);
    expect(Object.keys(masked)).toEqual(['z', 'phone', 'a']);
    expect(order.phone).toBe(PHONE);
  });
});

describe('record memory', () => {
  it.each<[what: string, input: unknown, output: unknown]>([
    ['a given name', { receiverName: '陈建国', remark: '给建国的' }, { receiverName: '陈*', remark: '给**的' }],
    [
      'before the field that proves it',
      { remark: '给建国的', receiverName: '陈建国' },
      { remark: '给**的', receiverName: '陈*' },
    ],
    [
      'the end of a telephone number',
      { mobile: PHONE, remark: '放4683柜' },
      { mobile: '159******83', remark: '放****柜' },
    ],
    ['a given name behind a compound surname', { xm: '欧阳建国', memo: '建国收' }, { xm: '欧阳*', memo: '**收' }],
    [
      'a part of a name with dots',
      { xm: '努尔买买提·托合提', memo: '交给托合提吧' },
      { xm: '努*·托*', memo: '交给***吧' },
    ],
    [
      'a nested person',
      { receiver: { name: '陈建国' }, memo: '建国的件' },
      { receiver: { name: '陈*' }, memo: '**的件' },
    ],
    [
      'a few persons of a list',
      { receivers: [{ name: '陈建国' }], memo: '建国的件' },
      { receivers: [{ name: '陈*' }], memo: '**的件' },
    ],
    ['places named so', { receiverName: '陈建国', memo: '建国路口等' }, { receiverName: '陈*', memo: '建国路口等' }],
    [
      'amounts and years',
      { mobile: '15902712024', memo: '2024年付2024元' },
      { mobile: '159******24', memo: '2024年付2024元' },
    ],
    [
      'other records of an array',
      [{ receiverName: '陈建国' }, { memo: '给建国的' }],
      [{ receiverName: '陈*' }, { memo: '给建国的' }],
    ],
    [
      'a bare name that is one',
      { name: '陈建国', phone: PHONE, memo: '建国在家' },
      { name: '陈*', phone: '159******83', memo: '**在家' },
    ],
    ['a nickname', { consignee: '老猫头鹰啊', memo: '老猫头鹰啊的件' }, { consignee: '老*', memo: '老*的件' }],
    ['part of another word', { receiverName: 'Ann', memo: 'Annual Ann' }, { receiverName: 'A*', memo: 'Annual A*' }],
  ])('%s', (_, input, output) => {
    expect(redactRecord(input)).toEqual(output);
  });

  it('does not slow down a long list', () => {
    const list = Array.from({ length: 3000 }, (_, i) => ({
      receiverName: '陈建国',
      phone: `1590271${1000 + i}`,
      memo: '放门口',
    }));
    const masked = redactRecord({ list });
    expect(masked.list).toHaveLength(3000);
    expect(JSON.stringify(masked)).not.toContain('1590271');
  });
});

describe('rules by path', () => {
  const fields = {
    '**.remark': 'drop',
    memo: { 'treat-as': 'name' },
    'shop.*': 'keep',
    'shop.owner': 'scan',
    'orders[*].tel': 'keep',
    'orders[1].tel': 'scan',
    '["a.b"]': 'keep',
  } as const;
  const redactor = createRedactor({ policy: { version: 1, fields } });

  it.each<[what: string, input: unknown, output: unknown]>([
    ['drop at any depth', { remark: 1, a: { remark: 2, b: 3 } }, { a: { b: 3 } }],
    ['treat as a kind', { memo: 'foo' }, { memo: 'f*' }],
    ['leave what is masked', { memo: '陈*' }, { memo: '陈*' }],
    ['leave no number beside a star', { memo: '17136240958*6071' }, { memo: '171******58' }],
    [
      'keep, but for what a later rule says',
      { shop: { tel: PHONE, owner: `我是陈建国，${PHONE}` } },
      { shop: { tel: PHONE, owner: '我是陈*，159******83' } },
    ],
    ['indexes', { orders: [{ tel: PHONE }, { tel: PHONE }] }, { orders: [{ tel: PHONE }, { tel: '159******83' }] }],
    ['quoted names', { 'a.b': PHONE, a: { b: PHONE } }, { 'a.b': PHONE, a: { b: '159******83' } }],
    ['each record of an array', [{ memo: 'foo' }], [{ memo: 'f*' }]],
    ['elements of a list keep their places', { x: [{ remark: 1 }] }, { x: [{}] }],
  ])('%s', (_, input, output) => {
    expect(redactor.redactRecord(input)).toEqual(output);
    expect(JSON.parse(redactor.redactJson(JSON.stringify(input)))).toEqual(output);
  });

  it('drops elements and roots to null', () => {
    const dropping = createRedactor({ policy: { version: 1, fields: { 'a[0]': 'drop' } } });
    expect(dropping.redactRecord({ a: [1, 2] })).toEqual({ a: [null, 2] });
    expect(dropping.redactJson('{"a":[1,2]}')).toBe('{"a":[null,2]}');
    const all = createRedactor({ policy: { version: 1, fields: { '**': 'drop' } } });
    expect(all.redactJson('{ "a":1, "b":[{"c":2}] }')).toBe('{  }');
  });
});

describe('detectRecord', () => {
  it('says where, and never what', () => {
    const found = createRedactor().detectRecord({ a: [{ tel: PHONE }], [PHONE]: '无', receiverName: '老猫' });
    expect(found.map(({ path, kind, start, end, inKey }) => ({ path, kind, start, end, inKey }))).toEqual([
      { path: ['159******83'], kind: 'mobile', start: 0, end: 11, inKey: true },
      { path: ['receiverName'], kind: 'name', start: 0, end: 2, inKey: undefined },
      { path: ['a', 0, 'tel'], kind: 'mobile', start: 0, end: 11, inKey: undefined },
    ]);
    expect(JSON.stringify(found)).not.toContain(PHONE);
  });
});
