/** Numbers in cells, as a reader sees them. */

import { attributeOf, readXml } from './xml.ts';

/** Built-in formats that show a date, East Asian ones among them (ECMA-376 18.8.30). */
const DATES: readonly (readonly [from: number, to: number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];
const DAY = 86_400_000;
/** Day 0 of either system, 30 December 1899 and 1 January 1904; 1900 counts a 29 February that was none, so that this holds from March 1900 on. */
const EPOCH_1900 = -2_209_161_600_000;
const EPOCH_1904 = -2_082_844_800_000;
const LAST_DAY = 2_958_465; // 31 December 9999

/** The styles (by their number in cells) that show a number as a date. */
export function readDateStyles(styles: string): ReadonlySet<number> {
  const own = new Set<number>();
  const dates = new Set<number>();
  let isIn = false;
  let index = 0;
  const reader = readXml(styles);
  while (reader.next()) {
    if (reader.name === 'cellXfs') isIn = reader.kind === 'open' && !reader.isEmpty;
    if (reader.kind !== 'open') continue;
    const numberOf = (name: string): number => Number(attributeOf(styles, reader.start, reader.end, name)?.value ?? 0);
    if (reader.name === 'numFmt') {
      const code = attributeOf(styles, reader.start, reader.end, 'formatCode')?.value ?? '';
      if (isDateFormat(code)) own.add(numberOf('numFmtId'));
    } else if (isIn && reader.name === 'xf') {
      const format = numberOf('numFmtId');
      if (own.has(format) || DATES.some(([from, to]) => format >= from && format <= to)) dates.add(index);
      index++;
    }
  }
  return dates;
}

/** Years and days outside of quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  let isQuoted = false;
  let isBracketed = false;
  for (let i = 0; i < code.length; i++) {
    const character = code[i] as string;
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\\' || character === '_' || character === '*') i++;
    else if (character === '[') isBracketed = true;
    else if (character === ']') isBracketed = false;
    else if (!isBracketed && 'yYdD'.includes(character)) return true;
  }
  return false;
}

/** `4.20106198806123E+17` as its digits, a date as ISO 8601 has it. */
export function showNumber(raw: string, isDate: boolean, is1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (isDate && value >= 1 && value <= LAST_DAY)
    return new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(value) * DAY).toISOString().slice(0, 10);
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : raw;
}
