import { SEGMENTS } from './segments.gen.ts';
import { unpackAscending, unpackNumbers } from './unpack.ts';

/** So many groups have so many segments of seven digits each. */
export interface SegmentCount {
  readonly size: number;
  readonly count: number;
}

/** How many segments a prefix of three digits has in a city, of all pairs of the two that have any. */
export function segmentsByPrefixAndCity(): readonly SegmentCount[] {
  return read(0);
}

/** How many segments a city has, of all prefixes. */
export function segmentsByCity(): readonly SegmentCount[] {
  return read(1);
}

function read(which: 0 | 1): readonly SegmentCount[] {
  const parts = SEGMENTS.split(' ');
  const counts = unpackNumbers(parts[2 * which + 1] ?? '');
  return Array.from(unpackAscending(parts[2 * which] ?? ''), (size, i) => ({ size, count: counts[i] ?? 0 }));
}
