/** Cards of soldiers, officers, civilian cadres and police: 军字第1234567号 by its form, bare numbers behind a label. */

import { type CueSet, isDigit, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { readToken, type Token, valueBehind } from './common/labelled.ts';

const LEAST = 4;
const LEAST_BARE = 6;
const MOST = 10;

const OFFICER: CueSet = {
  name: 'officer-card',
  words:
    '军官证 军官证号 军官证号码 士兵证 士兵证号 士官证 士官证号 军人证 军人证件 军人保障卡 文职干部证 文职人员证 文职证 文职干部 警官证 警官证号 武警警官证 ' +
    '警号 军官退休证 离休证 军人身份证 学员证 軍官證 士兵證 警官證',
  keys: '~officercard ~officercardno ~officerno ~militaryid ~militarycard ~militarycardno ~soldierid ~soldiercard ~policeid ~policecard ~policeno ~junguanzheng ~shibingzheng',
};

/** 字第 with the characters of services, regions and departments before it. */
const SERIES: CueSet = {
  name: 'officer-series',
  words:
    '军字第 士字第 兵字第 文字第 职字第 政字第 后字第 装字第 参字第 海字第 空字第 武字第 北字第 沈字第 兰字第 济字第 南字第 广字第 成字第 火字第 ' +
    '东字第 西字第 中字第 战字第 警字第 公字第 军字 武字 軍字第',
};

const token: Token = { start: 0, end: 0, text: '' };

export const officerCardDetector: Detector = {
  name: 'officer-card',
  kinds: ['officer-card'],
  reach: 96,
  cues: [OFFICER, SERIES],
  wakes: { cues: [OFFICER, SERIES] },
  find(scan: Scan, report: Report): void {
    let last = -1;
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] === SERIES) findSeries(scan, report, k);
      else if (scan.hitSet[k] === OFFICER) {
        const start = valueBehind(scan, k);
        if (start < 0 || start === last || !readToken(scan, start, false, token)) continue;
        // A series before the number takes it: 军官证 军字第1234567号 is one value.
        if (!isNumber(token.text, LEAST_BARE) || scan.cueBefore(SERIES, start, 3) >= 0) continue;
        last = start;
        report.add('officer-card', token.start, token.end, 0);
        report.because('cue:officer-card', 2);
      }
    }
  },
};

/** 军字第1234567号, 武字第 0012345 号: the whole of it is the value. */
function findSeries(scan: Scan, report: Report, k: number): void {
  const { units } = scan;
  let i = scan.hitEnd[k] as number;
  while (units[i] === 32 || units[i] === ZERO_WIDTH || units[i] === 0x7b2c) i++;
  if (!readToken(scan, i, false, token) || !isNumber(token.text, LEAST)) return;
  const size = token.text.length;
  const digitsEnd = token.end;
  let end = digitsEnd;
  while (units[end] === 32) end++;
  const isClosed = units[end] === 0x53f7 || units[end] === 0x865f;
  const start = scan.hitStart[k] as number;
  report.add('officer-card', start, isClosed ? end + 1 : digitsEnd, -1.5);
  if (size >= 6 && isClosed) report.because('form:series', 0.5);
  if (isServiceSeries(units[start] as number)) report.because('series:service', 1.5);
  if (scan.cueWithin(OFFICER, Math.max(0, start - 16), start) >= 0) report.because('cue:officer-card', 4);
}

/** 军 軍 武 士 兵 海 空: nobody else numbers papers so. */
function isServiceSeries(unit: number): boolean {
  return '军軍武士兵海空'.includes(String.fromCharCode(unit));
}

function isNumber(text: string, least: number): boolean {
  if (text.length < least || text.length > MOST) return false;
  let count = 0;
  for (let i = 0; i < text.length; i++) if (isDigit(text.charCodeAt(i))) count++;
  return count >= text.length - 2 && count >= least - 1;
}
