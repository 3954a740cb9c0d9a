import { SCRIPT } from './script.gen.ts';
import { unpackNumbers } from './unpack.ts';

let table: Uint16Array | undefined;

/** The simplified form of a traditional character, one unit for one; every other unit comes back as it is. */
export function simplify(unit: number): number {
  table ??= buildTable();
  return table[unit] ?? unit;
}

/** The whole map, unit -> unit, for loops that cannot afford a call: shared, so never write to it. */
export function simplifyTable(): Uint16Array {
  table ??= buildTable();
  return table;
}

/** Calls back with every pair that differs. */
export function eachTraditional(take: (traditional: number, simplified: number) => void): void {
  const [targets = '', moves = ''] = SCRIPT.split(' ');
  const steps = unpackNumbers(targets);
  const leaps = unpackNumbers(moves);
  let simplified = 0;
  let traditional = 0;
  for (let i = 0; i < leaps.length; i++) {
    const move = leaps[i] ?? 0;
    simplified += steps[i] ?? 0;
    traditional += move & 1 ? -((move + 1) >>> 1) : move >>> 1;
    take(traditional, simplified);
  }
}

/** Traditional characters read as simplified ones: the `fold` of detectors that compare Chinese words. */
export function foldTraditional(table: Uint16Array): void {
  eachTraditional((traditional, simplified) => {
    if (table[traditional] === traditional) table[traditional] = simplified;
  });
}

function buildTable(): Uint16Array {
  const built = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit++) built[unit] = unit;
  eachTraditional((traditional, simplified) => {
    built[traditional] = simplified;
  });
  return built;
}
