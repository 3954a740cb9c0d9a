/** Five thousand planted values through every strategy and every way out: none turns up where it should not. */

import { hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, FAILED, parsePolicy, type Redactor, TuominError } from '../../src/index.ts';
import { createKeyRing, createNumberCipher } from '../../src/keyed/index.ts';
import { redactCsv, redactJsonStream, redactNdjson } from '../../src/stream/web.ts';
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

  it.each<[string, Redactor]>([
    ['token', of('token')],
    ['encrypt', of('encrypt')],
    ['tag', of('tag')],
  ])('is not in JSON text, NDJSON, and tables, by %s', async (_, redactor) => {
    const asNumbers = records.map((r) => ({ ...r, mobile: Number(r.mobile), bankCard: r.bankCard }));
    const json = JSON.stringify(asNumbers);
    const lines = asNumbers.map((r) => JSON.stringify(r)).join('\n');
    const table = `姓名,手机号,身份证号,银行卡号,地址\n${records.map((r) => Object.values(r).join()).join('\n')}\n`;
    const outs = [
      redactor.redactJson(json),
      redactor.redact(json),
      await joined(redactJsonStream([json], { redactor })),
      await joined(redactNdjson([lines], { redactor })),
      await joined(redactCsv([table], { redactor })),
    ];
    for (const out of outs) {
      expect(out.length).toBeGreaterThan(COUNT * 25);
      for (const record of records) expectSilent(out, piecesOf(record));
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

  it('is not in what comes of records that cannot be read, nor in what cannot be sent to a worker', () => {
    const redactor = of('encrypt');
    const { port1 } = new MessageChannel();
    for (const [i, record] of records.entries()) {
      const pieces = piecesOf(record);
      const throwing = {
        get mobile(): string {
          throw new Error(textOf(record));
        },
        memo: textOf(record),
      };
      const hostile = new Proxy(
        { ...record },
        {
          ownKeys(): string[] {
            throw new Error(textOf(record));
          },
        },
      );
      const odd = { toJSON: () => textOf(record), when: new Error(textOf(record)), [Symbol(record.mobile)]: record };
      for (const given of [throwing, hostile, odd, [throwing], { nested: hostile }]) {
        const shown = redactor.redactRecord(given);
        expectSilent(
          attempt(() => JSON.stringify(shown)),
          pieces,
        );
        // What cannot be read holds nothing that could be opened.
        expect(redactor.reveal(hostile)).toBe(hostile);
      }
      if (i % 50 > 0) continue;
      redactor.redact(textOf(record));
      try {
        port1.postMessage(redactor);
        expect.unreachable();
      } catch (error) {
        expectSilent(printed(error), pieces);
      }
    }
    port1.close();
  });

  it('is not in what is said of audiences, strategies and keys that do not do', () => {
    const complaints = (record: Planted): (() => unknown)[] => [
      () => createRedactor({ policy: 'delivery', keys }).redactFor(record, [record.mobile]),
      () => createRedactor({ policy: { version: 1, kinds: { mobile: 'token' } } }).redact(textOf(record)),
      () => createNumberCipher(keys, { kind: record.receiverName }),
      () => createNumberCipher(keys, { kind: 'mobile', key: record.mobile }),
      () => createKeyRing({ active: record.mobile, keys: { k1: Buffer.alloc(32) } }),
      () => createKeyRing({ active: 'k1', keys: { [record.idCard]: Buffer.alloc(32) } }),
      () => createKeyRing({ active: 'k1', keys: { k1: { env: record.bankCard } } }),
      () => createKeyRing({ active: 'k1', keys: { k1: textOf(record) } }),
    ];
    for (const record of records.slice(0, COUNT / 5)) {
      for (const complain of complaints(record)) {
        try {
          complain();
          expect.unreachable();
        } catch (error) {
          expect(error).toBeInstanceOf(TuominError);
          expectSilent(printed(error), piecesOf(record));
        }
      }
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

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let out = '';
  for await (const piece of pieces) out += piece;
  return out;
}

function attempt(work: () => string): string {
  try {
    return work();
  } catch {
    // The caller's own code threw, while the caller's own object was written.
    return '';
  }
}

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
