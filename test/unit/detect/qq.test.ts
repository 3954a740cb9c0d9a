import { expect, it } from 'vitest';
import { qqDetector } from '../../../src/detect/qq.ts';
import { alone } from '../../support/alone.ts';

const qq = alone(qqDetector);

it.each([
  ['1234', false],
  ['12345', true],
  ['10000000001', true],
  ['123456789012', false],
  ['012345', false],
])('QQ：%s', (digits, isFound) => {
  expect(qq.mark(`QQ：${digits}`)).toBe(isFound ? `QQ：⟦qq|${digits}⟧` : `QQ：${digits}`);
});

it('is less sure of eleven digits that begin like a mobile', () => {
  expect(qq.explain('QQ：15902714683')[0]?.codes).toContain('against:mobile-form');
});

it('leaves groups alone', () => {
  expect(qq.redact('QQ群：839201746，群主QQ：839201747')).toBe('QQ群：839201746，群主QQ：***');
});
