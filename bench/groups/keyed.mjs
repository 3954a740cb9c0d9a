// Keyed strategies against the bare algorithms they stand on, and what a token costs a line.

import assert from 'node:assert/strict';
import { createCipheriv, createHmac, createSecretKey, hkdfSync, randomFillSync } from 'node:crypto';
import { FF1 } from '@noble/ciphers/ff1.js';
import { createRedactor } from '../../dist/index.js';
import { createKeyRing, createNumberCipher } from '../../dist/keyed.js';
import { bar, interleave, maskEach, publish, table, times, timesQuicker } from '../measure.mjs';

const COUNT = 2000;
const TOKEN_SHARE = 0.6;
const FF1_TIMES = 3;
const AES_SHARE = 0.6;

// A benchmark's keys guard nothing: derived from a fixed text, so that every run does the same work.
const key = Buffer.from(hkdfSync('sha256', 'bench', '', 'tuomin', 32));
const keys = createKeyRing({ active: 'k1', keys: { k1: key } });
const { makers } = keys[Symbol.for('tuomin.keys')];
const making = { kind: 'mobile', path: 'policy', tenant: '' };
const strategyOf = (name, options = {}) => makers[name](options, making);

const numbers = Array.from(
  { length: COUNT },
  (_, i) => `1${3 + (i % 7)}${String((i * 7919 + 104_729) % 1e9).padStart(9, '0')}`,
);
const each = (mask) => {
  let sum = 0;
  for (const number of numbers) sum += mask(number).length;
  return sum;
};
const mobileValue = (text) => ({ kind: 'mobile', text, elements: [] });

const token = strategyOf('token');
const encrypt = strategyOf('encrypt');
const secret = createSecretKey(key);
const aad = Buffer.from('tuomin/1\0r\0k1\0mobile\0');
const ours = createNumberCipher(keys, { kind: 'mobile' });
const theirs = FF1(10, key, new Uint8Array(0));

assert.equal(new Set(numbers.map((number) => token(mobileValue(number)))).size, COUNT, 'no two numbers share a token');
for (const number of numbers) {
  assert.equal(ours.decrypt(ours.encrypt(number)), number);
  assert.match(token(mobileValue(number)), /^tmt_k1_mobile_[b-t]{24}$/);
}

const line = '收件人：陈雨桐 电话：15902714683 身份证：420106198806123519 已签收';
const lines = Array.from({ length: 500 }, (_, i) => line.replace('4683', String(1000 + i)));
const redactorOf = (use) =>
  createRedactor({
    policy: { version: 1, kinds: { name: use, mobile: use, 'id-card': use } },
    keys,
  });
const withTokens = redactorOf('token');
const withStars = redactorOf({ use: 'partial', head: 1 });
for (const text of lines) {
  assert.equal(withTokens.detect(text).length, 3, 'three findings in each line');
  assert.equal(withTokens.redact(text).match(/tmt_k1_/g).length, 3);
}

const delivery = createRedactor({ policy: 'delivery', keys });
const audiences = ['courier', 'merchant', 'call-centre', 'analyst'];
const views = audiences.map((audience) => createRedactor({ policy: 'delivery', keys, audience }));
const records = Array.from({ length: 100 }, (_, i) => ({
  orderNo: `SF2025112700${String(i).padStart(4, '0')}`,
  receiver: { name: '陈雨桐', mobile: `1590271${1000 + i}`, address: '湖北省武汉市江汉区青年路518号6栋2单元1203室' },
  remark: '到了打电话，放门口，取件码 6-2-1045',
}));

const samples = await interleave([
  { name: 'token', units: COUNT, pass: () => each((number) => token(mobileValue(number))) },
  { name: 'hmac', units: COUNT, pass: () => each((number) => createHmac('sha256', secret).update(number).digest()) },
  { name: 'encrypt', units: COUNT, pass: () => each((number) => encrypt(mobileValue(number))) },
  { name: 'aes', units: COUNT, pass: () => each(rawAes) },
  { name: 'fpe', units: COUNT, pass: () => each((number) => ours.encrypt(number)) },
  { name: 'noble', units: COUNT, pass: () => each((number) => theirs.encrypt([...number.slice(1)].map(Number))) },
  { name: 'stars', units: lines.length, pass: () => maskEach(withStars.redact, lines) },
  { name: 'tokens', units: lines.length, pass: () => maskEach(withTokens.redact, lines) },
  {
    name: 'once',
    units: records.length,
    pass: () => sum(records, (r) => delivery.redactFor(r, audiences).courier.remark),
  },
  {
    name: 'each',
    units: records.length,
    pass: () => sum(records, (r) => views.map((view) => view.redactRecord(r))[0].remark),
  },
]);

const tokenShare = timesQuicker(samples.get('hmac'), samples.get('token'));
const aesShare = timesQuicker(samples.get('aes'), samples.get('encrypt'));
const ff1 = timesQuicker(samples.get('noble'), samples.get('fpe'));
const cost = timesQuicker(samples.get('tokens'), samples.get('stars'));
const views4 = timesQuicker(samples.get('each'), samples.get('once'));

publish({
  page: [
    '## Keyed strategies',
    '',
    `Over ${COUNT} mobile numbers: what a strategy does with a value against the bare algorithm under it, both with \`node:crypto\`; 1 is as`,
    'quick as that. FF1 is ours (tweak, cycle walking and reading the number included) against that of @noble/ciphers on bare digits.',
    '',
    ...table(
      ['', 'times the rate of the bare algorithm'],
      [
        ['token, against HMAC-SHA-256', times(tokenShare)],
        ['encrypt, against random nonce and AES-256-GCM', times(aesShare)],
        ['fpe, against FF1 of @noble/ciphers', times(ff1)],
      ],
    ),
    '',
    ...table(
      ['a whole line or record', 'ratio of times'],
      [
        ['token against partial, a line with three findings', times(cost)],
        ['four redactors for four audiences, against one redactFor', times(views4)],
      ],
    ),
    '',
  ],
  bars: [
    bar('token at least 60 % of the raw rate of HMAC', share(tokenShare), tokenShare.median >= TOKEN_SHARE),
    bar('FF1 at least 3× that of @noble/ciphers', times(ff1), ff1.median >= FF1_TIMES),
    bar('encrypt at least 60 % of the raw rate of AES-GCM', share(aesShare), aesShare.median >= AES_SHARE),
  ],
});

function rawAes(text) {
  const nonce = randomFillSync(new Uint8Array(12));
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(aad);
  const sealed = cipher.update(text, 'utf8');
  cipher.final();
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

function sum(list, textOf) {
  let length = 0;
  for (const one of list) length += textOf(one).length;
  return length;
}

function share(ratio) {
  return `${Math.round(ratio.median * 100)} %`;
}
