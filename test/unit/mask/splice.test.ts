import { expect, it } from 'vitest';
import { createRedactor, geoDetector, mobileDetector } from '../../../src/index.ts';

const redactor = createRedactor({ detectors: [mobileDetector, geoDetector] });

it.each([
  ['{"mobile":15902714683,"n":1}', '{"mobile":"159******83","n":1}'],
  ['{"phones":["15902714683",15902714683, 15902714684]}', '{"phones":["159******83","159******83", "159******84"]}'],
  ['[1,15902714683]', '[1,"159******83"]'],
  ['{"location":[114.305469,30.593175]}', '{"location":["****","****"]}'],
  ['"{\\"p\\":[15902714683]}"', '"{\\"p\\":[\\"159******83\\"]}"'],
])('keeps %s valid JSON', (text, masked) => {
  expect(redactor.redact(text)).toBe(masked);
  expect(() => JSON.parse(masked)).not.toThrow();
});

it('puts no quotes around numbers in text', () => {
  expect(redactor.redact('坐标[114.305469,30.593175]')).toBe('坐标[****,****]');
  expect(redactor.redact('电话:15902714683,')).toBe('电话:159******83,');
});

it('keeps an array valid JSON however long it is', () => {
  const numbers = Array.from({ length: 500 }, (_, i) => 15_902_714_000 + i);
  const masked: unknown = JSON.parse(createRedactor().redact(JSON.stringify({ phones: numbers, other: numbers[0] })));
  expect(masked).toEqual({ phones: numbers.map((n) => `159******${String(n).slice(-2)}`), other: '159******00' });
});
