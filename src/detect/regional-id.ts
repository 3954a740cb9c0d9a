/**
 * Identity cards of Hong Kong (1 or 2 letters, 6 digits, check in brackets), Macau (1, 5 or 7, 6 digits, check in
 * brackets; the check is not public) and Taiwan (letter, 1 2 8 9, 8 digits with a check).
 */

import { type CueSet, isDigit, isLatin, type Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { isWordUnit, judgeEdges, labelBefore, unitAfter, unitBefore } from './common/edges.ts';
import { valueBehind } from './common/labelled.ts';

const LABEL_GAP = 8;
/** What stands for the missing letter of a number with one. */
const NO_LETTER = 36;
/** What each letter of Taiwan stands for: its two digits are 10 plus the place in this row. */
const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

const HONG_KONG: CueSet = {
  name: 'hk-id-label',
  words:
    '香港身份证 香港身份证号 香港身份证号码 香港居民身份证 香港永久性居民身份证 香港永久居民身份证 香港身份證 香港身份證號碼 香港居民身份證 HKID',
  keys: '~hkid ~hkidno ~hkidcard ~hkic ~hkidentitycard ~hkidnumber',
};
const MACAU: CueSet = {
  name: 'macau-id-label',
  track: 'labels',
  words: '澳门身份证 澳门身份证号 澳门身份证号码 澳门居民身份证 澳門身份證 澳門身份證號碼 澳門居民身份證 BIR',
  keys: '~macauid ~macaoid ~moid ~macauidno ~bir',
};
const TAIWAN: CueSet = {
  name: 'tw-id-label',
  track: 'labels',
  words:
    '台湾身份证 台湾身份证号 台湾身份证号码 台湾居民身份证 身分證 身分證字號 身份證字號 身分證號 國民身分證 統一編號 居留證號碼 統一證號 居留證',
  keys: '~twid ~taiwanid ~rocid ~twidno ~nationalid ~arcno',
};
/** Labels of documents in general: 身份证 before K708192(8) says enough. */
const IDENTITY: CueSet = {
  name: 'regional-id-any',
  words: '身份证 身份证号 身份证号码 证件号 证件号码 证件 身份證 身份證號碼 證件號碼 證件',
  keys: '~idcard ~idno ~idnumber ~idcardno ~certno ~certificateno ~identity ~identityno ~identitycard ~shenfenzheng ~idnum',
};

const values = /* @__PURE__ */ new Uint8Array(10);

export const regionalIdDetector: Detector = {
  name: 'regional-id',
  kinds: ['hk-id', 'macau-id', 'tw-id'],
  reach: 96,
  cues: [HONG_KONG, MACAU, TAIWAN, IDENTITY, NUMBER_AGAINST],
  wakes: { digits: 6, cues: [HONG_KONG, IDENTITY], alone: (size) => size < 10 },
  find(scan: Scan, report: Report): void {
    findCheckA(scan, report);
    for (let k = 0; k < scan.runCount; k++) {
      const size = scan.runSize[k] as number;
      if (size < 6 || size > 9) continue;
      const start = scan.runStart[k] as number;
      const hasLetter = start > 0 && isLatin(scan.units[start - 1] as number);
      if (size === 9 && hasLetter) findTaiwan(scan, report, k);
      else if (hasLetter && size <= 7) findHongKong(scan, report, k, size);
      else if (size === 7 || size === 8) findMacau(scan, report, k, size);
    }
  },
};

/**
 * Reports whether the check of a Hong Kong number is right: weights 9 to 2 over two letters (A 10 … Z 35, a missing
 * letter 36) and six digits, the check itself last with weight 1; `check` is 0 to 9 or 10 for A. Sum 0 mod 11.
 */
export function hasValidHkidCheck(first: number, second: number, sixDigits: Uint8Array, check: number): boolean {
  let sum = first * 9 + second * 8 + check;
  for (let i = 0; i < 6; i++) sum += (sixDigits[i] as number) * (7 - i);
  return sum % 11 === 0;
}

/** Reports whether a Taiwan number (its letter as a unit, nine digits) sums to 0 mod 10 with weights 1 9 8 7 6 5 4 3 2 1 1. */
export function hasValidTaiwanCheck(letter: number, nine: Uint8Array): boolean {
  const code = 10 + TAIWAN_LETTERS.indexOf(String.fromCharCode(letter));
  let sum = Math.floor(code / 10) + (code % 10) * 9;
  for (let i = 0; i < 8; i++) sum += (nine[i] as number) * (8 - i);
  return (sum + (nine[8] as number)) % 10 === 0;
}

/**
 * K708196(A): six digits are too few for a run, so these are looked for behind a label only. One number in eleven ends so.
 */
function findCheckA(scan: Scan, report: Report): void {
  let last = -1;
  for (let k = 0; k < scan.hitCount; k++) {
    if (scan.hitSet[k] !== HONG_KONG && scan.hitSet[k] !== IDENTITY) continue;
    const start = valueBehind(scan, k);
    if (start < 0 || start === last) continue;
    let at = start;
    while (at - start < 2 && isLatin(scan.units[at] as number)) at++;
    if (at === start) continue;
    let n = 0;
    while (n < 6 && isDigit(scan.units[at] as number)) values[n++] = (scan.units[at++] as number) - 48;
    if (n < 6 || upper(scan.units[isBracketed(scan, at) ? at + 1 : at] as number) !== 65) continue;
    last = start;
    addHongKong(scan, report, start, at, 10);
  }
}

/** K708192(8), K7081928, AB987654(3), with half or full-width brackets. */
function findHongKong(scan: Scan, report: Report, k: number, size: number): void {
  const { units } = scan;
  const from = scan.runStart[k] as number;
  const end = scan.runEnd[k] as number;
  let start = from - 1;
  if (isLatin(units[start - 1] as number)) start--;
  if (readValues(scan, k) < 0) return;
  if (size === 7) {
    if (!isBracketed(scan, end)) addHongKong(scan, report, start, end, values[6] as number);
  } else if (isBracketed(scan, end) && isDigit(units[end + 1] as number)) {
    addHongKong(scan, report, start, end, (units[end + 1] as number) - 48);
  }
}

/** Judges one or two letters from `start` and six digits in `values`; a check in brackets, or an A, follows at `at`. */
function addHongKong(scan: Scan, report: Report, start: number, at: number, check: number): void {
  const { units } = scan;
  const hasBrackets = isBracketed(scan, at);
  const end = hasBrackets ? at + 3 : check === 10 ? at + 1 : at;
  if (isWordUnit(unitBefore(scan, start)) || isWordUnit(unitAfter(scan, end))) return;
  const hasTwo = isLatin(units[start + 1] as number);
  const first = hasTwo ? letterValue(units[start] as number) : NO_LETTER;
  const second = letterValue(units[hasTwo ? start + 1 : start] as number);
  const isValid = hasValidHkidCheck(first, second, values, check);
  const label = labelBefore(scan, HONG_KONG, start, LABEL_GAP) >= 0;
  const anyLabel = label || labelBefore(scan, IDENTITY, start, LABEL_GAP) >= 0;
  if (!isValid && !anyLabel) return;
  report.add('hk-id', start, end, -1);
  report.because(isValid ? 'check-digit' : 'against:check-digit', isValid ? 1 : -1.5);
  if (hasBrackets) report.because('form:brackets', 1.5);
  else if (!anyLabel) report.because('against:plain-form', -1.5);
  if (label) report.because('cue:hk-id', 4);
  else if (anyLabel) report.because('cue:identity', 2);
  if (isLower(units[start] as number) && !anyLabel) report.because('against:lower-case', -2);
  if (!anyLabel && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -4);
  judgeEdges(scan, report, start, end, anyLabel);
}

/** 1234567(8), 5123456(7), 7…; without brackets behind a label. */
function findMacau(scan: Scan, report: Report, k: number, size: number): void {
  const { units } = scan;
  const start = scan.runStart[k] as number;
  const first = units[start] as number;
  if (first !== 49 && first !== 53 && first !== 55) return;
  let end = scan.runEnd[k] as number;
  const hasBrackets = size === 7 && isBracketed(scan, end) && isDigit(units[end + 1] as number);
  if (hasBrackets) end += 3;
  const label = labelBefore(scan, MACAU, start, LABEL_GAP) >= 0;
  if (!hasBrackets && !(label && size === 8)) return;
  const anyLabel = label || labelBefore(scan, IDENTITY, start, LABEL_GAP) >= 0;
  report.add('macau-id', start, end, -1);
  if (hasBrackets) report.because('form:brackets', 1.2);
  if (label) report.because('cue:macau-id', 4);
  else if (anyLabel) report.because('cue:identity', 2);
  else if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -4);
  judgeEdges(scan, report, start, end, anyLabel);
}

/** A123456789, A800000014. */
function findTaiwan(scan: Scan, report: Report, k: number): void {
  const { units } = scan;
  const from = scan.runStart[k] as number;
  const start = from - 1;
  const end = scan.runEnd[k] as number;
  const sort = units[from] as number;
  if (sort !== 49 && sort !== 50 && sort !== 56 && sort !== 57) return;
  if (readValues(scan, k) < 0 || isWordUnit(unitBefore(scan, start)) || isWordUnit(unitAfter(scan, end))) return;
  const isValid = hasValidTaiwanCheck(upper(units[start] as number), values);
  const label = labelBefore(scan, TAIWAN, start, LABEL_GAP) >= 0;
  const anyLabel = label || labelBefore(scan, IDENTITY, start, LABEL_GAP) >= 0;
  if (!isValid && !anyLabel) return;
  report.add('tw-id', start, end, -1);
  report.because(isValid ? 'check-digit' : 'against:check-digit', isValid ? 1.2 : -1.5);
  if (label) report.because('cue:tw-id', 4);
  else if (anyLabel) report.because('cue:identity', 3);
  if (isLower(units[start] as number) && !anyLabel) report.because('against:lower-case', -1);
  if (!anyLabel && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -4);
  judgeEdges(scan, report, start, end, anyLabel);
}

/** The digits of run `k` into `values`; their count, or -1 when they are too many. */
function readValues(scan: Scan, k: number): number {
  let n = 0;
  for (let i = scan.runStart[k] as number; i < (scan.runEnd[k] as number); i++) {
    const unit = scan.units[i] as number;
    if (!isDigit(unit)) continue;
    if (n === values.length) return -1;
    values[n++] = unit - 48;
  }
  return n;
}

/** One unit in brackets stands at `at`. */
function isBracketed(scan: Scan, at: number): boolean {
  return scan.units[at] === 40 && scan.units[at + 2] === 41;
}

function letterValue(unit: number): number {
  return upper(unit) - 55;
}

function isLower(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function upper(unit: number): number {
  return isLower(unit) ? unit - 32 : unit;
}
