import fc from 'fast-check';

/** Fixed, so that a green run stays green; `TUOMIN_SEED=random npm test` goes looking elsewhere. */
const given = process.env['TUOMIN_SEED'];
export const SEED = given === 'random' ? Date.now() & 0x7fffffff : Number(given ?? 20250718);
export const RUNS = Number(process.env['TUOMIN_RUNS'] ?? 10_000);

/** Asserts a property over `RUNS` cases; a failure prints the seed, the path and the smallest counterexample. */
export function check<T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, runs = RUNS): void {
  fc.assert(property, { seed: SEED, numRuns: runs, endOnFailure: false });
}

console.info(`property seed ${SEED}, ${RUNS} runs each (TUOMIN_SEED, TUOMIN_RUNS)`);
