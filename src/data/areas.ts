import { AREAS } from './areas.gen.ts';
import { unpackAscending } from './unpack.ts';

/** One bit per number from 0 to 999,999. */
let bits: Int32Array | undefined;

/**
 * Reports whether a six-digit number is or was an area code of GB/T 2260 (1981 to 2024), or one of the three that
 * residence permits of Hong Kong (810000), Macau (820000) and Taiwan (830000) carry.
 */
export function isAreaCode(code: number): boolean {
  bits ??= buildBits();
  if (!Number.isInteger(code) || code < 0 || code > 999999) return false;
  return (((bits[code >>> 5] ?? 0) >>> (code & 31)) & 1) === 1;
}

function buildBits(): Int32Array {
  const table = new Int32Array(31250);
  for (const code of unpackAscending(AREAS)) table[code >>> 5] = (table[code >>> 5] ?? 0) | (1 << (code & 31));
  return table;
}
