import { expect, it } from 'vitest';
import { secretDetector } from '../../../src/detect/secret.ts';
import { alone } from '../../support/alone.ts';

const secret = alone(secretDetector);

it('follows a secret to its delimiter, however long', () => {
  const long = 'aB3'.repeat(20_000);
  expect(secret.redact(`token=${long}&x=1`)).toBe('token=***&x=1');
  expect(secret.redact(`{"token":"${long}"}`)).toBe('{"token":"***"}');
  expect(secret.redact(`Bearer ${long} x`)).toBe('Bearer *** x');
});

it('reads escaped quotes, and quotes that a view has decoded', () => {
  expect(secret.redact('{"password":"a\\"b1"}')).toBe('{"password":"***"}');
  expect(secret.redact('{"a":"{\\"password\\":\\"ab1\\"}"}')).toBe('{"a":"{\\"password\\":\\"***\\"}"}');
  expect(secret.redact('{"n":"\\n","password":"a\\"b1"}')).toBe('{"n":"\\n","password":"***"}');
});

it('hides a private key from BEGIN to END, in JSON too', () => {
  const body = 'MIIEvQIBADANBgkqhkiG9w0B\n'.repeat(4);
  const pem = `-----BEGIN PRIVATE KEY-----\n${body}-----END PRIVATE KEY-----`;
  expect(secret.redact(`a\n${pem}\nb`)).toBe('a\n***\nb');
  expect(JSON.parse(secret.redact(JSON.stringify({ pem, x: 1 })))).toEqual({ pem: '***', x: 1 });
});

it('hides the password of a URL and keeps the rest', () => {
  expect(secret.redact('mysql://app:hunter2@db:3306/shop')).toBe('mysql://app:***@db:3306/shop');
  expect(secret.redact('mysql://app:p@ss@db/shop')).toBe('mysql://app:***@db/shop');
  expect(secret.redact('https://example.com:8080/@a/b')).toBe('https://example.com:8080/@a/b');
});

it('keeps the scheme of an Authorization header', () => {
  expect(secret.redact('Authorization: Basic bGluOmh1bnRlcjI=')).toBe('Authorization: Basic ***');
});

it('leaves prose, code and blanks', () => {
  for (const text of [
    '密码错误',
    '忘记密码？',
    'token expired',
    'password: null',
    'token: Token{a64f992',
    'token => x',
  ]) {
    expect(secret.redact(text)).toBe(text);
  }
});
