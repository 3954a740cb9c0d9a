import { expect, it } from 'vitest';
import { geoDetector } from '../../../src/detect/geo.ts';
import { alone } from '../../support/alone.ts';

const geo = alone(geoDetector);

it('keeps JSON valid where each number is a value', () => {
  const masked = geo.redact('{"lng":114.305469,"lat":30.593175,"n":1}');
  expect(JSON.parse(masked)).toEqual({ lng: '***', lat: '***', n: 1 });
});

it('takes a pair in one string as one value', () => {
  expect(geo.redact('{"location":"114.305469,30.593175"}')).toBe('{"location":"***"}');
});

it('asks for four decimals under a key and five without', () => {
  expect(geo.explain('经度：114.305')[0]).toMatchObject({ outcome: 'below-threshold' });
  expect(geo.mark('经度：114.3054')).toBe('经度：⟦geo|114.3054⟧');
  expect(geo.mark('at 114.3054,30.5931')).toBe('at 114.3054,30.5931');
  expect(geo.mark('at 114.30546,30.59317')).toBe('at ⟦geo|114.30546,30.59317⟧');
});

it('takes bare pairs only in China and in either order', () => {
  expect(geo.mark('at 30.59317,114.30546')).toBe('at ⟦geo|30.59317,114.30546⟧');
  expect(geo.mark('at 48.85661,2.35222')).toBe('at 48.85661,2.35222');
  expect(geo.mark('x=48.85661 location=48.85661,2.35222')).toBe('x=48.85661 location=⟦geo|48.85661,2.35222⟧');
});

it('wants its partner beside a short lat', () => {
  expect(geo.mark('lat=30.593175')).toBe('lat=30.593175');
  expect(geo.mark('latitude=30.593175')).toBe('latitude=⟦geo|30.593175⟧');
});
