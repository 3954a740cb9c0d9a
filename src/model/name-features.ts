/** What the name tagger looks at around a unit: the trainer counts the same features the tagger reads. */

import { mix } from './hash.ts';
import { CONTEXT, type Line } from './line.ts';

export const NAME_FEATURES = 18;

/** Writes the hashed features of unit `at` of the line. */
export function nameFeatures({ units, classes, starts, ends }: Line, at: number, out: Int32Array): void {
  const p = at + CONTEXT;
  const z = units[p - 3] as number;
  const a = units[p - 2] as number;
  const b = units[p - 1] as number;
  const c = units[p] as number;
  const d = units[p + 1] as number;
  const e = units[p + 2] as number;
  const f = units[p + 3] as number;
  const kc = classes[p] as number;
  const kd = classes[p + 1] as number;
  const ke = classes[p + 2] as number;
  out[0] = mix(1, c, 0, 0);
  out[1] = mix(2, b, 0, 0);
  out[2] = mix(3, d, 0, 0);
  out[3] = mix(4, a, 0, 0);
  out[4] = mix(5, e, 0, 0);
  out[5] = mix(6, b, c, 0);
  out[6] = mix(7, c, d, 0);
  out[7] = mix(8, a, b, 0);
  out[8] = mix(9, d, e, 0);
  out[9] = mix(10, a, b, c);
  out[10] = mix(11, c, d, e);
  out[11] = mix(12, b, c, d);
  out[12] = mix(13, kc, kd, ke);
  out[13] = mix(14, z, a, b);
  out[14] = mix(15, d, e, f);
  const wb = (starts[p - 1] as number) * 5 + (ends[p - 1] as number);
  const wc = (starts[p] as number) * 5 + (ends[p] as number);
  const wd = (starts[p + 1] as number) * 5 + (ends[p + 1] as number);
  const we = (starts[p + 2] as number) * 5 + (ends[p + 2] as number);
  out[15] = mix(16, wc, wd, we);
  out[16] = mix(17, wb, wc, c);
  out[17] = mix(18, kc * 25 + wc, kd * 25 + wd, ke * 25 + we);
}
