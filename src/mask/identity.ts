/** Identity numbers (GB 11643) as they are compared and computed with: eighteen digits, the last of them perhaps an X. */

import { foldText } from './phone.ts';

/** What is written for the check character X, besides it: as the detector reads it. */
const X_LOOKALIKES = /[xⅩⅹХхΧχ×✕✖╳]$/u;

/** The digits of a number of 18 or 15, however written; what it is not is left out. */
export function identityNumber(text: string): string {
  return foldText(text)
    .replace(/[\s\p{Pd}\u200b]/gu, '')
    .replace(X_LOOKALIKES, 'X')
    .replace(/[^\dX]/gu, '');
}

/** ISO 7064 MOD 11-2 over the first 17 digits: the weight of a digit is a power of two. */
export function checkCharacter(body: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(body[i]) * ((1 << (17 - i)) % 11);
  return '10X98765432'.charAt(sum % 11);
}

/** Eighteen digits of which the last fits the others. */
export function isIdentityNumber(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && checkCharacter(number) === number[17];
}
