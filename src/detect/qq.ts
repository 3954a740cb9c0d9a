/**
 * QQ numbers, by cue only: 5 to 11 digits, the first not 0.
 * The number of a group (QQ群) is published to be joined and belongs to no person: it stays.
 */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import {
  createSlot,
  isMeasured,
  isRepeated,
  isWord,
  MARKED,
  openValue,
  type Slot,
  standsAlone,
} from './common/value.ts';

const SHORTEST = 5;
const LONGEST = 11;

const QQ: CueSet = {
  name: 'qq',
  words: 'QQ号码 QQ号 QQ账号 QQ帐号 QQ qq号码 qq号 qq Qq 扣扣号 扣扣 Q号 q号 加Q 加q 企鹅号 企鹅 球球号',
  keys: '~qq ~qqNo ~qqNum ~qqNumber ~qqCode ~qqAccount ~qqId ~qqUin uin qqhao',
};

export const qqDetector: Detector = {
  name: 'qq',
  kinds: ['qq'],
  // LABEL_REACH + 24: written out, since bundlers keep expressions.
  reach: 168,
  cues: [QQ],
  wakes: { cues: [QQ] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    for (let k = 0; k < scan.hitCount; k++) if (scan.hitSet[k] === QQ) findAfter(scan, k, slot, report);
  },
};

function findAfter(scan: Scan, hit: number, slot: Slot, report: Report): void {
  const isKey = scan.hitIsKey[hit] === 1;
  if (!isKey && !standsAlone(scan, hit)) return;
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  // Not the track of runs: it leaves out those of five digits that stand alone.
  let end = slot.start;
  let size = 0;
  for (; size <= LONGEST && end - slot.start < 2 * LONGEST; end++) {
    if (isDigit(units[end] as number)) size++;
    else if (size === 0 || units[end] !== ZERO_WIDTH) break;
  }
  if (size < SHORTEST || size > LONGEST || units[slot.start] === 48) return;
  const next = units[end] as number;
  if (isWord(next) || next === 42 || next === 64 || ((next === 46 || next === 45) && isWord(units[end + 1] as number)))
    return;
  if (isMeasured(units, end) && slot.link !== MARKED) return;
  if (isRepeated(report, 'qq', slot.start, end)) return;
  report.add('qq', slot.start, end, slot.link === MARKED ? 1.5 : 0.8);
  report.because(isKey ? 'key:qq' : 'cue:qq', 1);
  // Eleven digits in the form of a mobile are more likely that; its own detector outweighs this one.
  if (size === LONGEST && units[slot.start] === 49 && !isLatin(next) && isDigit(units[slot.start + 1] as number)) {
    report.because('against:mobile-form', -2);
  }
}
