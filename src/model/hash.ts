/** Mixes a template's number and up to three values into 32 bits (the finaliser is lowbias32 by Chris Wellons). */
export function mix(template: number, a: number, b: number, c: number): number {
  let x =
    Math.imul(template, 0x9e3779b1) ^
    Math.imul(a + 1, 0x85ebca6b) ^
    Math.imul(b + 1, 0xc2b2ae35) ^
    Math.imul(c + 1, 0x27d4eb2f);
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}
