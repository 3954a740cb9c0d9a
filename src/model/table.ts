/**
 * Where the weights of a feature stand: in one of two neighbouring slots by its hash, with a check that another feature of
 * the slot fails but one time in 90. A slot holds the most useful feature that falls into it, so two loads from one line
 * of the cache find it, or find nothing.
 */

/** A check is one digit of packed text. */
const CHECKS = 90;
/** Weights are written as digits around this one. */
export const ZERO = 44;

export function slotOf(hash: number, bits: number): number {
  return hash >>> (32 - bits);
}

/** Between 0 and 89, from bits that `slotOf` leaves. */
export function checkOf(hash: number): number {
  return (hash & 0xfff) % CHECKS;
}

/** The value of one digit of packed text: characters 35 to 126 without ' and \. */
export function digitAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit - 35 - (unit > 39 ? 1 : 0) - (unit > 92 ? 1 : 0);
}

/** Reports whether a packed model is whole: its text ends with its own checksum. */
export function isWhole(packed: string): boolean {
  const at = packed.lastIndexOf('!');
  return packed.slice(at + 1) === checksum(packed, at);
}

/** FNV-1a over the first `length` characters, as text. */
export function checksum(text: string, length: number): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}
