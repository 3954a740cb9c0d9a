/**
 * WeChat IDs, by cue only: a letter, then 5 to 19 letters, digits, `_` or `-` (Tencent's published rule for 微信号).
 * `wxid_…` is the form the system gives out, and speaks for itself. 微信同号 is no ID: the mobile beside it is found as such.
 */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import {
  createSlot,
  isEmptyWord,
  isMeasured,
  isPlaceholder,
  isRepeated,
  isWord,
  MARKED,
  openValue,
  type Slot,
  standsAlone,
} from './common/value.ts';

const SHORTEST = 6;
const LONGEST = 20;

const WECHAT: CueSet = {
  name: 'wechat',
  words:
    '微信号码 微信账号 微信帐号 微信号 微信ID 微信id 微信 微信號 微信號碼 薇信 威信号 wx WX Wx vx VX Vx v信 V信 v❤ 加v 加V 加微 微❤ 微信我',
  keys: '~wechat ~wechatId ~wechatNo ~wechatNum ~wechatNumber ~wechatAccount ~weixin ~weixinId ~weixinhao ~weixinNo ~wxId ~wxNo ~wxNumber ~wxAccount wx vx ~wxh',
};

const WXID: CueSet = { name: 'wxid', words: 'wxid_' };

export const wechatDetector: Detector = {
  name: 'wechat',
  kinds: ['wechat'],
  // LABEL_REACH + 40: written out, since bundlers keep expressions.
  reach: 184,
  cues: [WECHAT, WXID],
  wakes: { cues: [WECHAT, WXID] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] === WECHAT) findAfter(scan, k, slot, report);
      else if (scan.hitSet[k] === WXID) findWxid(scan, k, report);
    }
  },
};

function findAfter(scan: Scan, hit: number, slot: Slot, report: Report): void {
  const isKey = scan.hitIsKey[hit] === 1;
  if (!isKey && !standsAlone(scan, hit)) return;
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  const { start } = slot;
  const end = tokenEnd(units, start);
  const size = end - start;
  if (size < SHORTEST || size > LONGEST || isPlaceholder(units, start, end)) return;
  const next = units[end] as number;
  // `wx.request(`, a path, an address, a mask: a token goes on.
  if (next === 40 || next === 42 || next === 64 || next === 47 || (next === 46 && isWord(units[end + 1] as number)))
    return;
  if (isLatin(units[start] as number)) {
    const isPlain = !hasMark(units, start, end);
    if (isPlain && (slot.link !== MARKED || isEmptyWord(scan, start, end) || isWordOfProse(units, end))) return;
    if (isAppId(units, start, end) || isTemplate(scan, start) || isRepeated(report, 'wechat', start, end)) return;
    report.add('wechat', start, end, isPlain ? 0.5 : 1.5);
  } else {
    // IDs made of digits are a left-over of registering with a QQ number; mobiles are the mobile's matter.
    if (slot.link !== MARKED || size > 10 || !isAllDigits(units, start, end) || units[start] === 48) return;
    if (!isKey && !isNumberLabel(units, scan.hitEnd[hit] as number)) return;
    if (isMeasured(units, end)) return;
    report.add('wechat', start, end, 0.5);
  }
  report.because(isKey ? 'key:wechat' : 'cue:wechat', 1);
}

function findWxid(scan: Scan, hit: number, report: Report): void {
  const start = scan.hitStart[hit] as number;
  const end = tokenEnd(scan.units, start);
  if (end - start < 11 || end - start > 32) return;
  if (start > 0 && isWord(scan.units[start - 1] as number)) return;
  report.add('wechat', start, end, 2);
  report.because('form:wxid', 1);
}

function tokenEnd(units: Uint16Array, start: number): number {
  let end = start;
  while (end - start <= 40 && (isWord(units[end] as number) || units[end] === 45)) end++;
  while (end > start && units[end - 1] === 45) end--;
  return end;
}

/** A digit, `_` or `-` inside: no word of a sentence. */
function hasMark(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isLatin(units[i] as number)) return true;
  return false;
}

/** `wechat: payment failed`: more Latin words follow. */
function isWordOfProse(units: Uint16Array, end: number): boolean {
  return units[end] === 32 && isLatin(units[end + 1] as number);
}

/** `wx` and 16 hexadecimal digits name a program on the platform, not a person. */
function isAppId(units: Uint16Array, start: number, end: number): boolean {
  if (end - start !== 18 || units[start] !== 119 || units[start + 1] !== 120) return false;
  for (let i = start + 2; i < end; i++) {
    const unit = units[i] as number;
    if (!isDigit(unit) && !(unit >= 97 && unit <= 102)) return false;
  }
  return true;
}

/** `wx:for-item="…"`: an attribute of a mini program's template. */
function isTemplate(scan: Scan, start: number): boolean {
  return scan.folded(start, start + 4) === 'for-';
}

function isAllDigits(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isDigit(units[i] as number)) return false;
  return true;
}

/** The label ends in 号, 码 or ID: it promises a number. */
function isNumberLabel(units: Uint16Array, end: number): boolean {
  const last = units[end - 1];
  return last === 0x53f7 || last === 0x7801 || last === 0x865f || last === 0x78bc || last === 68 || last === 100;
}
