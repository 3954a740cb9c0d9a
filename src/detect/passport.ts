/**
 * Passports behind a label: Chinese ones by their form (E + 8, E + letter + 7, G + 8, D S P with 7 or 8 and a second
 * letter), foreign ones as 6 to 9 letters and digits. A Chinese form near a label, not directly behind it, counts too.
 */

import { type CueSet, isDigit, type Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { isWordUnit, unitBefore } from './common/edges.ts';
import { readToken, type Token, valueBehind } from './common/labelled.ts';

/** How far from the word 护照 a number of the Chinese form still belongs to it. */
const NEAR = 24;
const CHINESE = /^(?:[EGDSPH]\d{8}|E[A-HJ-NP-Z]\d{7}|1[45]\d{7}|[DSP]E?\d{7}|K\d{8}|M[AB]\d{7})$/u;
/** At least four digits keep words such as RENEWAL away; 20190101 and 201901 are dates. */
const FOREIGN = /^(?=(?:[A-Z]*\d){4})(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?$)[A-Z\d]{6,9}$/u;

const PASSPORT: CueSet = {
  name: 'passport',
  words: '护照 护照号 护照号码 护照编号 因私护照 因公护照 護照 護照號碼 護照號 Passport PASSPORT',
  keys: '~passport ~passportno ~passportnum ~passportnumber ~passportid ~huzhao ~huzhaohao',
};

const token: Token = { start: 0, end: 0, text: '' };

export const passportDetector: Detector = {
  name: 'passport',
  kinds: ['passport'],
  reach: 112,
  cues: [PASSPORT, NUMBER_AGAINST],
  wakes: { cues: [PASSPORT] },
  find(scan: Scan, report: Report): void {
    let last = -1;
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] !== PASSPORT) continue;
      const start = valueBehind(scan, k);
      if (start < 0 || start === last) continue;
      // `Passport No: E12345678 2030`: a space ends the value, unless the digits were grouped.
      const isRead = readToken(scan, start, false, token);
      const isPlain = isRead && (CHINESE.test(token.text) || FOREIGN.test(token.text));
      if (!isPlain && !(readToken(scan, start, true, token) && CHINESE.test(token.text))) continue;
      last = start;
      report.add('passport', token.start, token.end, 0);
      report.because('cue:passport', 2);
      report.because(CHINESE.test(token.text) ? 'form:chinese' : 'form:foreign', CHINESE.test(token.text) ? 1.5 : -1);
    }
    findNear(scan, report);
  },
};

/** 护照资料如下，号码 EB6172839 and EB6172839（护照）: the form stands a little further on, or before. */
function findNear(scan: Scan, report: Report): void {
  for (let k = 0; k < scan.runCount; k++) {
    const size = scan.runSize[k] as number;
    if (size !== 7 && size !== 8) continue;
    const from = scan.runStart[k] as number;
    const start = from - (size === 7 ? 2 : 1);
    if (start < 0 || isDigit(scan.units[start] as number) || !isBeside(scan, start)) continue;
    if (scan.cueBefore(PASSPORT, start, NEAR) >= 0 || isWordUnit(unitBefore(scan, start))) continue;
    if (!readToken(scan, start, false, token) || !CHINESE.test(token.text)) continue;
    report.add('passport', token.start, token.end, 0);
    report.because('cue:passport-near', 0.8);
    if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -5);
  }
}

function isBeside(scan: Scan, start: number): boolean {
  return (
    scan.cueWithin(PASSPORT, Math.max(0, start - NEAR), start) >= 0 ||
    scan.cueWithin(PASSPORT, start, Math.min(scan.length, start + NEAR / 2)) >= 0
  );
}
