/** Numbers with right check characters, computed here and not by the code under test. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The resident ID that begins with these seventeen digits, GB 11643-1999. */
export function residentId(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0);
  return seventeen + '10X98765432'[sum % 11];
}

/** The card number that begins with these digits and passes Luhn (ISO/IEC 7812-1). */
export function cardNumber(head: string): string {
  let sum = 0;
  for (let i = head.length - 1, isDoubled = true; i >= 0; i--, isDoubled = !isDoubled) {
    const value = Number(head[i]) * (isDoubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return head + ((10 - (sum % 10)) % 10);
}
