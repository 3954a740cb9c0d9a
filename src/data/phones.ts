import { PHONES } from './phones.gen.ts';
import { unpackAscending } from './unpack.ts';

/** Indexed by the number: 1 for a landline area, 2 for a mobile prefix (10 is an area, 138 a prefix: they never meet). */
let table: Uint8Array | undefined;

/** Reports whether digits after the leading 0 are a landline area: 10 for 010, 27 for 027, 755 for 0755. */
export function isLandlineArea(code: number): boolean {
  table ??= buildTable();
  return table[code] === 1;
}

/** How many digits after the leading 0 belong to the area: 2 for 010 and 02x, 3 elsewhere. Takes the first two of them. */
export function areaCodeLength(firstTwo: number): 2 | 3 {
  return firstTwo === 10 || (firstTwo >= 20 && firstTwo <= 29) ? 2 : 3;
}

/** Reports whether a three-digit mobile prefix had an allocated segment in 2023. New ones appear: use it to raise or lower a score only. */
export function isAllocatedPrefix(prefix: number): boolean {
  table ??= buildTable();
  return table[prefix] === 2;
}

function buildTable(): Uint8Array {
  const built = new Uint8Array(1000);
  for (const [i, packed] of PHONES.split(' ').entries()) {
    for (const code of unpackAscending(packed)) built[code] = i + 1;
  }
  return built;
}
