/**
 * The three clauses of GB/T 41833-2022 on what an electronic waybill shows (State Post Bureau, press conference of 7 April 2023): of a
 * name at least one Han character is hidden, of a telephone number at least six digits, of an address unit, door and room. Checked
 * on what comes out and on what is true of the waybill; nothing here knows how masks are made.
 */

import type { Party } from './waybills.ts';

export type Clause = 'name' | 'phone' | 'address';

const HIDDEN_DIGITS = 6;

/** The clauses that what is shown of a party breaks; `shown` are the values or the text. */
export function violations(
  party: Party,
  shown: { readonly name: string; readonly phone: string; readonly address: string },
): Clause[] {
  const broken: Clause[] = [];
  if (!hidesHan(party.name, shown.name)) broken.push('name');
  if (shownDigits(party.digits + party.extension, shown.phone) > party.digits.length - HIDDEN_DIGITS)
    broken.push('phone');
  if (party.hidden.some((part) => shown.address.includes(part))) broken.push('address');
  return broken;
}

function hidesHan(name: string, shown: string): boolean {
  const han = [...name].filter((character) => /\p{Script=Han}/u.test(character));
  // Each character that is shown is counted once.
  const left = [...shown];
  let visible = 0;
  for (const character of han) {
    const at = left.indexOf(character);
    if (at < 0) continue;
    left.splice(at, 1);
    visible++;
  }
  return visible < han.length;
}

/** The most digits of the number that can be read off: all that stand in front and at the end, and any long run of them. */
function shownDigits(digits: string, shown: string): number {
  const plain = shown.replace(/^\+86\s?/, '').replace(/\D/g, (sign) => (sign === '*' ? '*' : ''));
  let head = 0;
  while (head < digits.length && plain[head] === digits[head]) head++;
  let tail = 0;
  while (tail < digits.length - head && plain.at(-1 - tail) === digits.at(-1 - tail)) tail++;
  let run = 0;
  for (let i = 0; i < digits.length; i++)
    for (let n = run + 1; i + n <= digits.length && shown.replace(/[\s-]/g, '').includes(digits.slice(i, i + n)); n++)
      run = n;
  return Math.max(head + tail, run);
}
