/**
 * Business numbers: 400 and 800 with seven digits, in every grouping. Public service numbers (12306, 95588, 110, 10086)
 * belong to nobody and are not reported.
 */

import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { jointAfter, judgeEdges, labelBefore } from './common/edges.ts';
import { extensionEnd } from './common/phone.ts';

const SIZE = 10;

const HOTLINE_LABEL: CueSet = {
  name: 'hotline-label',
  track: 'labels',
  words:
    '热线 电话 客服 客服热线 客服电话 服务热线 服务电话 投诉电话 咨询 售后 官方电话 全国统一 免费电话 拨打 致电 热线电话 熱線 電話 客服熱線 ' +
    'Tel TEL tel Phone phone Hotline hotline',
  keys: '~hotline ~tel ~phone ~servicephone ~servicetel ~servicenumber ~kefu ~telephone ~phonenumber',
};

export const hotlineDetector: Detector = {
  name: 'hotline',
  kinds: ['hotline'],
  reach: 112,
  cues: [HOTLINE_LABEL, NUMBER_AGAINST],
  wakes: { digits: 4, alone: (size, first) => size === SIZE && (first === 4 || first === 8) },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) {
      const start = scan.runStart[k] as number;
      const first = scan.units[start] as number;
      if (first !== 52 && first !== 56) continue;
      if (scan.units[start + 1] !== 48 || scan.units[start + 2] !== 48) continue;
      const last = groupsEnd(scan, k);
      if (last >= 0) k = add(scan, report, k, last);
    }
  },
};

/** The run that completes ten digits in groups joined by single spaces or dashes, or -1. */
function groupsEnd(scan: Scan, k: number): number {
  let count = scan.runSize[k] as number;
  if (count < 3) return -1;
  let last = k;
  while (count < SIZE) {
    const joint = jointAfter(scan, last);
    if (joint !== 32 && joint !== 45) return -1;
    const size = scan.runSize[last + 1] as number;
    if (size < 2) return -1;
    count += size;
    last++;
  }
  return count === SIZE ? last : -1;
}

function add(scan: Scan, report: Report, k: number, last: number): number {
  const start = scan.runStart[k] as number;
  const coreEnd = scan.runEnd[last] as number;
  const end = extensionEnd(scan, coreEnd);
  report.add('hotline', start, end, 0);
  const isLabelled = labelBefore(scan, HOTLINE_LABEL, start, 8) >= 0;
  addForm(scan, report, k, last);
  if (isLabelled) report.because('cue:hotline-label', 3);
  else if (scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -5);
  if (end > coreEnd) report.because('extension', 0.5);
  judgeEdges(scan, report, start, end, isLabelled);
  return last;
}

function addForm(scan: Scan, report: Report, k: number, last: number): void {
  let fourth = scan.units[(scan.runStart[k] as number) + 3] as number;
  if (scan.runSize[k] === 3 && last > k) fourth = scan.units[scan.runStart[k + 1] as number] as number;
  // 4000, 4001 and 4006 to 4009 are in use; 800 numbers go on with 8 or 9.
  const is400 = scan.units[scan.runStart[k] as number] === 52;
  const isInUse = is400 ? fourth <= 49 || fourth >= 54 : fourth >= 56;
  if (!isInUse) report.because('block-not-in-use', -1.5);
  if (last === k) report.because('form:undivided', 0.5);
  else if (jointAfter(scan, k) === 45) report.because('form:dashes', 2);
  else report.because('form:spaces', isInColumns(scan, k, last) ? -1.5 : 0.7);
}

/** `400 512 1024 88` is a row of numbers. */
function isInColumns(scan: Scan, k: number, last: number): boolean {
  return (k > 0 && jointAfter(scan, k - 1) === 32) || jointAfter(scan, last) === 32;
}
