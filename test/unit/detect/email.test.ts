import { expect, it } from 'vitest';
import { emailDetector } from '../../../src/detect/email.ts';
import { alone } from '../../support/alone.ts';

const email = alone(emailDetector);

it('masks the whole address, also behind a percent-encoded at sign', () => {
  expect(email.redact('to lin@example.com.')).toBe('to ***.');
  expect(email.redact('to=lin%40example.com&x')).toBe('to=***&x');
});

it.each(['lin', 'l', '_lin', '839201746', 'lin.xm+tag', 'a_b-c'])('takes the local part %s', (local) => {
  expect(email.mark(`：${local}@example.com`)).toBe(`：⟦email|${local}@example.com⟧`);
});

it('holds the bounds of RFC 5321', () => {
  const local = 'a'.repeat(64);
  expect(email.mark(`${local}@example.com`)).toBe(`⟦email|${local}@example.com⟧`);
  expect(email.mark(`a${local}@example.com`)).toBe(`a${local}@example.com`);
});

it('shows why a remote lost', () => {
  expect(email.explain('git@example.com:a/b')).toEqual([
    { value: 'git@example.com', outcome: 'below-threshold', codes: ['prior', 'domain', 'against:remote'] },
  ]);
});
