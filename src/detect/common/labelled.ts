/** Reading the value behind a label: documents whose form is too plain to be seen without one. */

import { isConnector, isDigit, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import { isWordUnit, unitAfter } from './edges.ts';

/** The furthest a value may stand behind its label. */
const GAP = 16;
/** Between label and value, besides connectors: 证件号 编号 证号, 卡号, No. */
const FILLER = '证件编卡第本人的码';
/** Longer than any document number with its spaces. */
const LONGEST = 24;

/** A value in its plain form: letters and digits only, capitals, without separators. */
export interface Token {
  start: number;
  end: number;
  text: string;
}

/**
 * Where the value behind hit `k` of a label starts, or -1. A hit whose label goes on in another (护照 in 护照号码) leads
 * to the same place.
 */
export function valueBehind(scan: Scan, k: number): number {
  const from = scan.hitEnd[k] as number;
  // The `passport` of passportType labels nothing.
  if (scan.hitIsKey[k] === 0 && isLatin(scan.units[from - 1] as number) && isWordUnit(unitAfter(scan, from))) return -1;
  let i = from;
  while (i - from < GAP) {
    const unit = scan.units[i] as number;
    if (unit === 0) return -1;
    if (isNumberWord(scan, i)) i += 2;
    else if (isLatin(unit) || isDigit(unit)) return i;
    else if (isConnector(unit) || unit === 0x3001 || FILLER.includes(String.fromCharCode(unit))) i++;
    else return -1;
  }
  return -1;
}

/**
 * Reads the letters and digits from `at` into `token`; single spaces and dashes between them are passed over when
 * `isGrouped`. False when nothing stands there or the value goes on beyond any document number.
 */
export function readToken(scan: Scan, at: number, isGrouped: boolean, token: Token): boolean {
  const { units } = scan;
  let text = '';
  let end = at;
  let i = at;
  while (i - at < LONGEST) {
    const unit = units[i] as number;
    if (isDigit(unit) || isLatin(unit)) {
      text += String.fromCharCode(unit >= 97 && unit <= 122 ? unit - 32 : unit);
      end = i + 1;
    } else if (unit !== ZERO_WIDTH) {
      const joins = isGrouped && (unit === 32 || unit === 45) && isDigit(units[i + 1] as number);
      if (!joins) break;
    }
    i++;
  }
  token.start = at;
  token.end = end;
  token.text = text;
  return text !== '' && !isWordUnit(unitAfter(scan, end));
}

/** No, NO or no before the number. */
function isNumberWord(scan: Scan, at: number): boolean {
  const { units } = scan;
  const isN = ((units[at] as number) | 32) === 110;
  return isN && ((units[at + 1] as number) | 32) === 111 && !isWordUnit(units[at + 2] as number);
}
