import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../../src/index.ts';
import { createKeyRing } from '../../../src/keyed/index.ts';
import { cipherBytes, cipherLetters, hashLetters } from '../../../src/keyed/letters.ts';
import { kindName } from '../../../src/keyed/token.ts';
import { CIPHER_LETTERS, HASH_LETTERS, tokensOf } from '../../../src/text/tokens.ts';
import { LANDLINE_FORMS } from '../../support/forms.ts';

const key = Uint8Array.from(createHash('sha256').update('token').digest());
const keys = createKeyRing({ active: 'k1', keys: { k1: key } });
const redactorOf = (kind: string, use: string, tenant?: string): Redactor =>
  createRedactor({
    policy: { version: 1, kinds: { [kind]: use }, fields: { it: { 'treat-as': kind } } },
    keys,
    ...(tenant === undefined ? {} : { tenant }),
  });
const tokenOf = (kind: string, it: string, tenant?: string): string =>
  redactorOf(kind, 'token', tenant).redactRecord({ it }).it;

describe('letters', () => {
  it('are bytes and back, of every length', () => {
    for (let length = 0; length < 80; length++) {
      const bytes = Uint8Array.from(randomBytes(length));
      const body = cipherLetters([bytes.subarray(0, length >> 1), bytes.subarray(length >> 1)]) ?? '';
      expect(cipherBytes(body)).toEqual(bytes);
      expect(body).toHaveLength(3 + Math.ceil((length * 8) / 5));
    }
  });

  it('are one spelling for one value: bits that stand for nothing are zero', () => {
    const body = cipherLetters([Uint8Array.of(1, 2, 3)]) ?? '';
    let opened = 0;
    for (const letter of CIPHER_LETTERS) if (cipherBytes(body.slice(0, -1) + letter) !== undefined) opened++;
    // Twenty-four bits in five letters leave one bit over.
    expect(opened).toBe(16);
  });

  it('end where a token would be too long', () => {
    expect(cipherLetters([new Uint8Array(20_479)])).toBeDefined();
    expect(cipherLetters([new Uint8Array(20_480)])).toBeUndefined();
  });

  it('are consonants that differ', () => {
    for (const letters of [HASH_LETTERS, CIPHER_LETTERS]) {
      expect(new Set(letters).size).toBe(letters.length);
      expect(letters).not.toMatch(/[aeiouAEIOU0-9_]/);
    }
    expect([HASH_LETTERS.length, CIPHER_LETTERS.length]).toEqual([16, 32]);
    expect(hashLetters('\x00\x0f\xf0\xff'.repeat(8))).toBe('bbbttbttbbbttbttbbbttbtt');
  });
});

describe('tokens of a text', () => {
  const hash = `tmt_k1_mobile_${'bcdfghjklmnp'.repeat(2)}`;
  const sealed = `tmr_k1_name_${cipherLetters([Uint8Array.from({ length: 40 }, (_, i) => i)])}`;
  const spans = (text: string): [string, boolean][] =>
    tokensOf(text).map(({ start, end, isWhole }) => [text.slice(start, end), isWhole]);

  it.each<[string, string]>([
    ['alone', `${sealed}`],
    ['in words', `电话${sealed}转`],
    ['with letters directly behind', `${sealed}bcd`],
    ['after something like a head', `tmtm_tmr_k1_${sealed}`],
    ['after a head that breaks off at once', `tmr_k1_mobile_${sealed}`],
    ['in quotes', `{"a":"${sealed}"}`],
  ])('are found %s', (_, text) => {
    expect(spans(text).filter(([, isWhole]) => isWhole)).toEqual([[sealed, true]]);
  });

  it('are two where one follows the other without a break', () => {
    expect(spans(hash + sealed + hash)).toEqual([
      [hash, true],
      [sealed, true],
      [hash, true],
    ]);
  });

  it('are found behind one that breaks off, wherever it does', () => {
    for (const broken of [hash, sealed]) {
      for (let length = broken.lastIndexOf('_') + 1; length < broken.length - 3; length++) {
        const text = broken.slice(0, length) + sealed;
        expect(spans(text).at(-1), text).toEqual([sealed, true]);
      }
    }
  });

  it.each([
    'tmx_k1_mobile_bcd',
    'tmr_K1_mobile_bcd',
    'tmr_k1234_mobile_bcd',
    'tmr_k1_Mobile_bcd',
    'tmr_k1_-_bcd',
    'tmr_k1_mobile_',
    'tmr_k1_mobile_aeiou',
    'tmr__mobile_bcd',
    'tm',
    '',
  ])('%j holds none', (text) => {
    expect(tokensOf(text)).toEqual([]);
  });
});

describe('the token of a value', () => {
  it('is the same for every written form of a landline with its area code', () => {
    const own = new Map<string, Set<string>>();
    for (const { name, write, values } of LANDLINE_FORMS) {
      if (name === 'without area code') continue;
      for (const value of values) {
        // +86 755 8652 1037: the last group is read as an extension (`phoneDigits`).
        if (name === '+86' && value.startsWith('0755')) continue;
        const owner = name.startsWith('extension') ? `${value}-812` : value;
        const all = own.get(owner) ?? new Set();
        own.set(owner, all.add(tokenOf('landline', write(value))));
      }
    }
    for (const [owner, all] of own) expect(all.size, owner).toBe(1);
    expect(new Set([...own.values()].flatMap((all) => [...all])).size).toBe(own.size);
  });

  it.each<[string, string, string]>([
    ['uscc', '91420106ma4k7r2b3a', '91420106 MA4K7R2B3A'],
    ['plate', '鄂Ａ－７Ｋ３Ｚ５', '鄂A·7K3Z5'],
    ['name', '陈 雨桐', '陈雨桐'],
    ['name', 'Chen Yutong', 'CHEN YUTONG'],
    ['passport', 'eb 6172839', 'EB6172839'],
    ['qq', '１２３４５６７８９', '123456789'],
    ['email', ' A@B.cn ', 'a@b.cn'],
  ])('%s: %s and %s are one', (kind, a, b) => {
    expect(tokenOf(kind, a)).toBe(tokenOf(kind, b));
  });

  it.each<[string, string, string]>([
    ['secret', 'Hunter2!', 'hunter2!'],
    ['mobile', '17136240958转6071', '17136240958转6072'],
    ['mobile', '17136240958', '17136240958转6071'],
    ['landline', '027-87654321', '87654321'],
    ['name', '陈雨桐', '陈雨彤'],
  ])('%s: %s and %s are two', (kind, a, b) => {
    expect(tokenOf(kind, a)).not.toBe(tokenOf(kind, b));
  });

  it('tells tenants apart that UTF-8 cannot', () => {
    const tenants = ['\ud800', '\udc00', '\ufffd', '"\\ud800"', 'a', 'a\0', 'a,6:mobile'];
    expect(new Set(tenants.map((tenant) => tokenOf('mobile', '13900001357', tenant))).size).toBe(tenants.length);
    const [one = '', other = ''] = ['\ud800', '\ud801'].map((tenant) =>
      redactorOf('mobile', 'encrypt', tenant).redact('13900001357'),
    );
    expect(redactorOf('mobile', 'encrypt', '\ud800').reveal(one)).toBe('13900001357');
    expect(redactorOf('mobile', 'encrypt', '\ud800').reveal(other)).toBe(other);
  });

  it('is a value that stays: a token of a token is that token', () => {
    const token = tokenOf('mobile', '13900001357');
    expect(tokenOf('mobile', token)).toBe(token);
  });
});

it.each([
  ['mobile', 'mobile'],
  ['id-card', 'id-card'],
  ['a', 'a'],
  ['员工', 'custom'],
  ['Staff', 'custom'],
  ['staff2', 'custom'],
  ['-x', 'custom'],
  ['x-', 'custom'],
  ['x'.repeat(25), 'custom'],
])('kind %s is called %s in tokens', (kind, name) => {
  expect(kindName(kind)).toBe(name);
  const [token] = tokensOf(`tmt_k1_${name}_${'b'.repeat(24)}`);
  expect(token?.kind).toBe(name);
});
