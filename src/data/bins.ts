import { BINS } from './bins.gen.ts';
import { unpackAscending } from './unpack.ts';

let domestic: ReadonlySet<number> | undefined;

/** Reports whether a card number that begins with these six digits was issued by a bank on the mainland: UnionPay 62, or a listed one. */
export function isBankBin(six: number): boolean {
  if (six >= 620000 && six <= 629999) return true;
  domestic ??= new Set(unpackAscending(BINS));
  return domestic.has(six);
}

/** Reports whether six digits lie in a range of Visa, Mastercard, American Express, JCB, Diners or UnionPay: weaker than a known bank. */
export function isCardScheme(six: number): boolean {
  const four = Math.floor(six / 100);
  const two = Math.floor(four / 100);
  if (six < 100000 || six > 999999) return false;
  if (two >= 40 && two <= 49) return true; // Visa
  if (two >= 51 && two <= 55) return true; // Mastercard
  if (four >= 2221 && four <= 2720) return true; // Mastercard since 2017
  if (two === 34 || two === 37) return true; // American Express
  if (four >= 3528 && four <= 3589) return true; // JCB
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)) return true; // Diners
  return two === 62 || two === 81; // UnionPay
}
