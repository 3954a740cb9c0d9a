/**
 * The unified social credit code of organisations, GB 32100-2015: department, category, six digits of region, nine of the
 * organisation code (GB 11714), a check character. It names a firm, not a person, so policies leave it alone by default;
 * that of a sole trader (second character 2, 个体工商户) is close to personal.
 */

import { isAreaCode } from '../data/areas.ts';
import { type CueSet, isDigit, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { isWordUnit, labelBefore, unitAfter, unitBefore } from './common/edges.ts';

const SIZE = 18;
/** The 31 characters by value; I O S V Z are not among them. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^(i-1) mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Registering departments: 1 to 9, A, N, Y. */
const DEPARTMENTS = '123456789ANY';

const USCC_LABEL: CueSet = {
  name: 'uscc-label',
  track: 'labels',
  words:
    '统一社会信用代码 社会信用代码 统一信用代码 信用代码 纳税人识别号 纳税识别号 税务登记号 税号 营业执照号 营业执照号码 营业执照注册号 注册号 ' +
    '統一社會信用代碼 納稅人識別號 稅號',
  keys: '~uscc ~creditcode ~socialcreditcode ~unifiedsocialcreditcode ~taxno ~taxid ~taxnumber ~taxcode ~taxpayerid ~taxpayerno ~buyertaxno ~sellertaxno ~licenseno ~businesslicense ~shuihao',
};

const values = /* @__PURE__ */ new Uint8Array(SIZE);

export const usccDetector: Detector = {
  name: 'uscc',
  kinds: ['uscc'],
  reach: 96,
  cues: [USCC_LABEL, NUMBER_AGAINST],
  wakes: { digits: 7 },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) {
      const size = scan.runSize[k] as number;
      // Eight digits, or a letter (A, N, Y) and seven, begin the code.
      if (size < 7 || size > SIZE) continue;
      let start = scan.runStart[k] as number;
      if (start > 0 && isDepartmentLetter(scan.units[start - 1] as number)) start--;
      else if (size < 8) continue;
      const end = readCode(scan, start);
      if (end > 0) judge(scan, report, start, end, size === SIZE);
    }
  },
};

/** Reports whether the last of 18 character values agrees with the others. */
export function hasValidUsccCheck(code: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < SIZE - 1; i++) sum += (WEIGHTS[i] as number) * (code[i] as number);
  return (31 - (sum % 31)) % 31 === code[SIZE - 1];
}

/** The value of a character of the code, either case, or -1. */
export function usccValue(unit: number): number {
  const upper = unit >= 97 && unit <= 122 ? unit - 32 : unit;
  return upper < 48 || upper > 89 ? -1 : ALPHABET.indexOf(String.fromCharCode(upper));
}

function isDepartmentLetter(unit: number): boolean {
  const upper = unit & ~32;
  return upper === 65 || upper === 78 || upper === 89;
}

/** Reads 18 characters into `values` and returns their end, or -1 when they do not stand alone or do not have the form. */
function readCode(scan: Scan, start: number): number {
  const { units, length } = scan;
  if (isWordUnit(unitBefore(scan, start))) return -1;
  let i = start;
  let n = 0;
  while (i < length && n < SIZE) {
    const unit = units[i] as number;
    if (unit !== ZERO_WIDTH) {
      const value = usccValue(unit);
      if (value < 0 || (n >= 2 && n < 8 && !isDigit(unit))) return -1;
      values[n++] = value;
    }
    i++;
  }
  if (n < SIZE || isWordUnit(unitAfter(scan, i))) return -1;
  const department = ALPHABET[values[0] as number] ?? '';
  return DEPARTMENTS.includes(department) && (values[1] as number) >= 1 && (values[1] as number) <= 12 ? i : -1;
}

function judge(scan: Scan, report: Report, start: number, end: number, isAllDigits: boolean): void {
  const isLabelled = labelBefore(scan, USCC_LABEL, start, 8) >= 0;
  const isChecked = hasValidUsccCheck(values);
  // Eighteen digits are far more often an ID, a card or a serial number.
  if (!isLabelled && (isAllDigits || !isChecked)) return;
  report.add('uscc', start, end, 0);
  report.because(isChecked ? 'check-digit' : 'against:check-digit', isChecked ? 2 : -2);
  if (isKnownRegion()) report.because('region', 1);
  else report.because('against:region', isLabelled ? -1 : -3);
  if (isLabelled) report.because('cue:uscc-label', 3);
  else if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -1);
  const before = unitBefore(scan, start);
  if (!isLabelled && (before === 47 || before === 45)) report.because('against:joined', -2);
}

/** Codes of national bodies carry 100000. */
function isKnownRegion(): boolean {
  let code = 0;
  for (let i = 2; i < 8; i++) code = code * 10 + (values[i] as number);
  return code === 100000 || isAreaCode(code);
}
