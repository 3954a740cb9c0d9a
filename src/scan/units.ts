/** What a folded unit is. */

/** Han characters of the basic plane, 〇 and 々 included, and surrogates, which in our texts are mostly rare Han. */
export function isHan(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    unit === 0x3007 ||
    unit === 0x3005 ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xd840 && unit <= 0xd88f) ||
    (unit >= 0xdc00 && unit <= 0xdfff)
  );
}

/** The same as ranges, first and last, for tables. */
export const HAN_RANGES: readonly (readonly [number, number])[] = [
  [0x3005, 0x3005],
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xd840, 0xd88f],
  [0xdc00, 0xdfff],
  [0xf900, 0xfaff],
];

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isLatin(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}
