import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRing, createNumberCipher, type NumberCipher } from '../../../src/keyed/index.ts';
import { check } from '../../support/check.ts';
import { MOBILE_FORMS } from '../../support/forms.ts';
import { cardNumber, residentId } from '../../support/ids.ts';

const keyOf = (name: string): Uint8Array => Uint8Array.from(createHash('sha256').update(name).digest());
const keys = createKeyRing({ active: 'k1', keys: { k1: keyOf('fpe'), k2: keyOf('fpe 2') } });
const of = (kind: string, more: { tenant?: string; key?: string } = {}): NumberCipher =>
  createNumberCipher(keys, { kind, ...more });

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));

/** Both ways, and how often a value is its own cipher. */
function expectBack(kind: string, values: fc.Arbitrary<string>, form: RegExp, kept: (value: string) => string): number {
  const cipher = of(kind);
  let same = 0;
  check(
    fc.property(values, (value) => {
      const sealed = cipher.encrypt(value) ?? '';
      expect(sealed).toMatch(form);
      expect(kept(sealed)).toBe(kept(value));
      expect(sealed).toHaveLength(value.length);
      expect(cipher.decrypt(sealed)).toBe(value);
      if (sealed === value) same++;
    }),
  );
  return same;
}

describe('a number of each kind becomes another of its form, and comes back', () => {
  const local = fc.tuple(fc.constantFrom('2', '5', '8'), digits(7)).map((parts) => parts.join(''));

  it('landline: the area code stays', () => {
    const values = fc.tuple(fc.constantFrom('010', '027', '0755'), local).map((parts) => parts.join('-'));
    const same = expectBack('landline', values, /^0\d{2,3}-[2-8]\d{7}$/, (value) => value.split('-')[0] as string);
    // Of seventy million numbers each is its own cipher with that chance: ten thousand show none, or one in seven thousand runs.
    expect(same).toBe(0);
  });

  it('landline with an extension, in brackets', () => {
    const values = fc.tuple(local, digits(3)).map(([own, more]) => `(021)${own}转${more}`);
    expect(expectBack('landline', values, /^\(021\)[2-8]\d{7}转\d{3}$/, () => '')).toBe(0);
  });

  it('segment 700: fifteen digits stay fifteen', () => {
    const values = digits(12).map((rest) => `700${rest}`);
    expect(expectBack('mobile', values, /^700\d{12}$/, () => '')).toBe(0);
  });

  it('passport and permit: the letters stay', () => {
    const values = fc.tuple(fc.constantFrom('E', 'EB', 'G', 'H'), digits(8)).map((parts) => parts.join(''));
    expect(expectBack('passport', values, /^[A-Z]{1,2}\d{8}$/, (value) => value.replace(/\d/g, ''))).toBeLessThan(3);
    expect(expectBack('permit', values, /^[A-Z]{1,2}\d{8}$/, (value) => value.replace(/\d/g, ''))).toBeLessThan(3);
  });

  it('qq: the smallest there is, where chance is largest', () => {
    const values = fc.tuple(fc.integer({ min: 1, max: 9 }), digits(5)).map((parts) => parts.join(''));
    // Nine hundred thousand numbers: of ten thousand trials 0.011 are expected to hit, and three are once in four million runs.
    expect(expectBack('qq', values, /^[1-9]\d{5}$/, () => '')).toBeLessThan(3);
  });

  it('id-card: every day of two centuries, leap days too', () => {
    const cipher = of('id-card');
    for (const date of ['19000101', '19040229', '19991231', '20000229', '20291231', '20240229']) {
      for (const tail of ['000', '001', '999']) {
        const value = residentId(`420106${date}${tail}`);
        const sealed = cipher.encrypt(value) ?? '';
        expect(sealed, value).not.toBe('');
        expect(residentId(sealed.slice(0, 17))).toBe(sealed);
        expect(cipher.decrypt(sealed)).toBe(value);
      }
    }
  });

  it('bank-card: 14 to 19 digits, in groups of four', () => {
    const cipher = of('bank-card');
    for (let length = 14; length <= 19; length++) {
      const value = cardNumber(`622202${'0'.repeat(length - 7)}`).replace(/(.{4})(?=.)/g, '$1 ');
      const sealed = cipher.encrypt(value) ?? '';
      expect(sealed).toHaveLength(value.length);
      expect(sealed.replace(/\d/g, '9')).toBe(value.replace(/\d/g, '9'));
      expect(cipher.decrypt(sealed)).toBe(value);
    }
  });
});

it('one person has one cipher, however the number is written: spaces, prefixes, width, spreadsheets', () => {
  const cipher = of('mobile');
  for (const { name, write, values } of MOBILE_FORMS) {
    if (/extension|700/.test(name)) continue;
    for (const value of values) {
      const written = write(value).replace(/[⟦⟧]/gu, '');
      const sealed = (cipher.encrypt(written) ?? '').replace(/\D/g, '').slice(-11);
      expect(sealed, written).toBe(cipher.encrypt(value));
    }
  }
  // The exponent is no extension.
  expect(cipher.encrypt('1.5902714683E10')).toBe(cipher.encrypt('15902714683'));
});

it('another key, tenant and kind make another number', () => {
  const number = '15902714683';
  const all = [
    of('mobile'),
    of('mobile', { key: 'k2' }),
    of('mobile', { tenant: 'north' }),
    of('mobile', { tenant: 'south' }),
  ].map((cipher) => cipher.encrypt(number));
  expect(new Set(all).size).toBe(4);
  expect(of('mobile', { key: 'k1' }).encrypt(number)).toBe(all[0]);
  expect(of('qq').encrypt('15902714683')).not.toBe(all[0]);
  expect(of('mobile', { key: 'k2' }).decrypt(all[0] as string)).not.toBe(number);
  expect(() => of('mobile', { key: 'k3' })).toThrow('options.key: must be the name of a key of the ring');
});

it('equal digits behind different heads are different ciphers', () => {
  const [a, b] = ['622202', '621700'].map((bin) => of('bank-card').encrypt(cardNumber(`${bin}001122334`)) ?? '');
  expect(a?.slice(6, -1)).not.toBe(b?.slice(6, -1));
  const [c, d] = ['420106', '110101'].map((region) => of('id-card').encrypt(residentId(`${region}19880612351`)) ?? '');
  expect(c?.slice(6, -1)).not.toBe(d?.slice(6, -1));
});

it.each<[string, string]>([
  ['mobile', ''],
  ['mobile', '12902714683'],
  ['mobile', '1590271468'],
  // Of Hong Kong, and of a thing.
  ['mobile', '+852 62345071'],
  ['mobile', '1440012345678'],
  ['mobile', '15902714683转1234567890123'],
  ['landline', '027-17654321'],
  ['landline', '999'],
  ['id-card', '420106198802306123'],
  ['id-card', residentId('42010618880612351')],
  ['id-card', '420106881312351'],
  ['bank-card', '6222023600111225'],
  ['qq', '012345'],
  ['passport', '12345678'],
  ['permit', 'H12345'],
])('%s: %j has not the form', (kind, value) => {
  expect(of(kind).encrypt(value)).toBeUndefined();
  expect(of(kind).decrypt(value)).toBeUndefined();
});
