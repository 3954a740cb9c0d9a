/** Five thousand planted values through every strategy and every way out: none turns up where it should not. */

import { hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, FAILED, parsePolicy, type Redactor, TuominError } from '../../src/index.ts';
import { createKeyRing, createNumberCipher } from '../../src/keyed/index.ts';
import { cardNumber, residentId } from '../support/ids.ts';

const COUNT = 1000;
const keys = createKeyRing({ active: 'k1', keys: { k1: Buffer.from(hkdfSync('sha256', 'canary', '', 'test', 32)) } });

/** The same five thousand every time: a thousand records of five values. */
const records = Array.from({ length: COUNT }, (_, i) => {
  const n = (i * 7919 + 104_729) % 100_000_000;
  const digits = String(n).padStart(8, '0');
  return {
    receiverName: `${'陈王李高方楼'[i % 6]}${'雨桐建国晓峰若溪子涵志强'[(i * 5) % 12]}${'璟琰翊珺琪瑾'[(i * 7) % 6]}`,
    mobile: `1${3 + (i % 7)}${i % 10}${digits}`,
    idCard: residentId(`420106${1950 + (i % 70)}0${1 + (i % 9)}1${i % 10}${digits.slice(0, 3)}`),
    bankCard: cardNumber(`622202${digits}${String(i).padStart(4, '0')}`),
    address: `武汉市江汉区青年路${100 + (i % 800)}号汇丰苑${1 + (i % 30)}栋${1 + (i % 9)}单元${1 + (i % 30)}0${1 + (i % 9)}室`,
  };
});
type Planted = (typeof records)[number];

const textOf = (r: Planted): string =>
  `收件人：${r.receiverName} 电话：${r.mobile} 身份证：${r.idCard} 银行卡：${r.bankCard} 地址：${r.address}。`;

/** What would be enough to know the value by: whole values, and pieces that no mask of the policy shows. */
function piecesOf(r: Planted): string[] {
  return [
    r.receiverName,
    r.receiverName.slice(1),
    r.mobile,
    r.mobile.slice(3, 9),
    r.idCard,
    r.idCard.slice(6, 14),
    r.bankCard,
    r.bankCard.slice(6, 12),
    r.address.slice(6),
  ];
}

function expectSilent(shown: string, pieces: readonly string[]): void {
  for (const piece of pieces) if (shown.includes(piece)) expect(shown, piece).not.toContain(piece);
}

const printed = (value: unknown): string =>
  [
    JSON.stringify(value),
    inspect(value, { depth: 9, showHidden: true }),
    value instanceof Error ? `${value.stack}` : '',
  ].join('\n');

const KINDS = ['name', 'mobile', 'id-card', 'bank-card', 'address'];
const of = (use: unknown, kinds: readonly string[] = KINDS): Redactor =>
  createRedactor({
    policy: { version: 1, kinds: Object.fromEntries(kinds.map((kind) => [kind, use])) as never },
    keys,
  });

describe('a planted value', () => {
  it.each<[string, Redactor, number]>([
    ['token', of('token'), 1],
    ['token by SM3', of({ use: 'token', algorithm: 'hmac-sm3' }), 1],
    ['encrypt', of('encrypt'), 1],
    ['encrypt by SM4', of({ use: 'encrypt', algorithm: 'sm4-cbc' }), 1],
    // Slow: a tenth of them.
    ['encrypt by GCM-SIV', of({ use: 'encrypt', algorithm: 'aes-gcm-siv' }), 10],
    ['pseudonym', of('pseudonym'), 1],
    ['fpe', of('fpe', ['mobile', 'id-card', 'bank-card']), 1],
    ['tag', of('tag'), 1],
    ['fixed', of('fixed'), 1],
    ['remove', of('remove'), 1],
    ['generalise', of('generalise'), 1],
    ['chain', of({ use: 'chain', steps: ['generalise', 'token'] }), 1],
    ['by-score', of({ use: 'by-score', from: 0.9, above: 'token', below: 'tag' }), 1],
    ['partial', of({ use: 'partial', head: 1 }), 1],
    ['address', of({ use: 'address', keep: 'district' }, ['address']), 1],
    [
      'a strategy that throws',
      createRedactor({ policy: { version: 1, kinds: { '*': 'own' } }, strategies: { own: thrower } }),
      1,
    ],
  ])('is not in the output of %s', (use, redactor, step) => {
    for (let i = 0; i < records.length; i += step) {
      const record = records[i] as Planted; // i < length
      const pieces = use === 'fpe' || use === 'generalise' ? shownBy(use, record) : piecesOf(record);
      expectSilent(redactor.redact(textOf(record)), pieces);
      expectSilent(JSON.stringify(redactor.redactRecord(record)), pieces);
    }
  });

  it('is not in what audiences see, but for the courier’s address', () => {
    const redactor = createRedactor({ policy: 'delivery', keys });
    for (const record of records) {
      const views = redactor.redactFor(record, ['courier', 'merchant', 'call-centre', 'analyst']);
      const pieces = piecesOf(record);
      expectSilent(JSON.stringify([views.merchant, views['call-centre'], views.analyst]), pieces);
      expectSilent(JSON.stringify(views.courier), pieces.slice(0, -1));
    }
  });

  it('is not in findings, explanations, reports and the objects themselves', () => {
    const reports: unknown[] = [];
    const redactor = createRedactor({ policy: 'analytics', keys, onReport: (report) => reports.push(report) });
    const cipher = createNumberCipher(keys, { kind: 'mobile' });
    for (const record of records) {
      redactor.redact(textOf(record));
      redactor.redactRecord(record);
      cipher.encrypt(record.mobile);
      if (record.mobile.endsWith('7'))
        expectSilent(
          printed([redactor.detect(textOf(record)), redactor.explain(textOf(record)), redactor.detectRecord(record)]),
          piecesOf(record),
        );
    }
    const all = printed([redactor, cipher, keys]) + JSON.stringify(reports);
    for (const record of records) expectSilent(all, piecesOf(record));
    expect(reports).toHaveLength(2 * COUNT);
  });

  it('is not in what is said of a token that does not open', () => {
    const sealing = of('encrypt');
    const other = createRedactor({
      keys: createKeyRing({ active: 'k1', keys: { k1: Buffer.from(hkdfSync('sha256', 'other', '', 'test', 32)) } }),
    });
    for (const record of records) {
      const sealed = sealing.redact(textOf(record));
      const reports: unknown[] = [];
      const out = other.reveal(sealed, { onReport: (report) => reports.push(report) });
      expect(out).toBe(sealed);
      expectSilent(printed(reports), piecesOf(record));
    }
  });

  it('is not in errors of detectors, strategies and policies', () => {
    const broken: Detector = {
      name: 'broken',
      kinds: ['broken'],
      reach: 1,
      cues: [],
      wakes: { digits: 1 },
      find(scan): void {
        throw new Error(`at ${scan.text}`);
      },
    };
    const redactor = createRedactor({ detectors: [broken], keys });
    for (const record of records) {
      expect(redactor.redact(textOf(record))).toBe(FAILED);
      expectSilent(JSON.stringify(redactor.redactRecord(record)), piecesOf(record));
      const policies: readonly unknown[] = [
        { version: 1, kinds: { mobile: { use: 'partial', head: textOf(record) } } },
        { version: 1, kinds: { mobile: { use: 'fixed', text: 3 } }, note: record.mobile },
        `{"version":1,"kinds":{"mobile":"tag"},${textOf(record)}`,
      ];
      for (const policy of policies) {
        try {
          parsePolicy(policy);
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(TuominError);
          expectSilent(printed(error), piecesOf(record));
        }
      }
    }
  });
});

function thrower(value: { readonly text: string }): string {
  throw new Error(`cannot mask ${value.text}`);
}

/** `fpe` is asked for numbers here and keeps the region and the issuer; `generalise` says the year. */
function shownBy(use: string, r: Planted): string[] {
  const numbers = [r.mobile, r.idCard, r.bankCard, r.idCard.slice(6)];
  return use === 'fpe'
    ? numbers
    : [...numbers, r.receiverName, r.receiverName.slice(1), r.mobile.slice(3, 9), r.address.slice(6)];
}
