/**
 * The last digits of somebody's phone: 尾号5678, 手机后四位5678. They name a person to whoever stands beside the parcel.
 * Tails of bank cards, orders and plates are how those are meant to be shown, and stay.
 */

import { type CueSet, isDigit, type Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { isWordUnit, unitAfter, unitBefore } from './common/edges.ts';

const GAP = 6;
/** How far before the cue and behind the value it is looked for whose tail it is. */
const OWNER_BEFORE = 12;
const OWNER_AFTER = 10;
/** Digits by wording, in order of the words in TAIL. */
const SIZES = [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 5, 5, 6, 6, 6, 4, 4, 4, 4, 4];

const TAIL: CueSet = {
  name: 'phone-tail',
  words:
    '尾号 尾号为 尾号是 尾数 后四位 后4位 末四位 末4位 末尾四位 最后四位 最后4位 后三位 后3位 末三位 后五位 后5位 后六位 后6位 末六位 ' +
    '尾號 後四位 後4位 尾數',
  keys: '~phonetail ~teltail ~mobiletail ~phonelast4 ~mobilelast4 ~tellast4 ~phonesuffix ~mobilesuffix ~phonelastfour ~last4 ~lastfour ~last4digits ~tailno ~tailnumber ~phoneend ~weihao',
};

const PHONE_OWNER: CueSet = {
  name: 'phone-tail-owner',
  words: '手机 手机号 电话 号码 手機 電話 机主 来电 顾客 客户 收件人 收货人 取件人 联系人 先生 女士 小姐 phone mobile',
  keys: '~phonetail ~teltail ~mobiletail ~phonelast4 ~mobilelast4 ~tellast4 ~phonesuffix ~mobilesuffix ~phonelastfour',
};

const OTHER_OWNER: CueSet = {
  name: 'phone-tail-against',
  words:
    '银行卡 储蓄卡 信用卡 借记卡 卡号 卡 银行 账户 账号 帐号 帐户 账单 工行 农行 建行 招行 中行 交行 邮储 车牌 车牌号 限行 尾号限行 ' +
    '订单 订单号 单号 运单 快递单 身份证 证件 护照 发票 合同 股票 基金 彩票 编号 流水 交易 票号 版本 銀行 信用卡 card Card CARD',
  keys: '~card ~cardlast4 ~cardlastfour ~cardtail ~brand ~bank ~bankname ~funding ~banktail ~cardno ~cardtype ~paymentmethod ~idcardlast4 ~orderlast4',
};

export const phoneTailDetector: Detector = {
  name: 'phone-tail',
  kinds: ['phone-tail'],
  reach: 64,
  cues: [TAIL, PHONE_OWNER, OTHER_OWNER],
  wakes: { cues: [TAIL] },
  find(scan: Scan, report: Report): void {
    let previous = -1;
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] !== TAIL) continue;
      const end = scan.hitEnd[k] as number;
      const run = scan.runFrom(end);
      if (run >= scan.runCount || run === previous) continue;
      const start = scan.runStart[run] as number;
      if (start < end || start - end > GAP || scan.cueBefore(TAIL, start, GAP) < 0) continue;
      previous = run;
      add(scan, report, scan.cueBefore(TAIL, start, GAP), run);
    }
  },
};

function add(scan: Scan, report: Report, cue: number, run: number): void {
  const start = scan.runStart[run] as number;
  const end = scan.runEnd[run] as number;
  const isKey = scan.hitIsKey[cue] === 1;
  const size = isKey ? 4 : (SIZES[scan.hitWord[cue] as number] ?? 4);
  // `尾号**5678` has been masked already; `尾号5678901` and `尾号5678.50` are something else.
  if (scan.runSize[run] !== size || unitBefore(scan, start) === 42) return;
  const next = unitAfter(scan, end);
  if (isWordUnit(next) || next === 42 || ((next === 46 || next === 45) && isDigit(unitAfter(scan, end + 1)))) return;
  report.add('phone-tail', start, end, 0);
  report.because('cue:tail', 1);
  const cueStart = scan.hitStart[cue] as number;
  if (!isKey && scan.hitWord[cue] === 3) report.because('cue:weak-wording', -0.5);
  const limit = Math.max(0, cueStart - OWNER_BEFORE);
  const owner = scan.cueWithin(PHONE_OWNER, limit, isKey ? start : cueStart);
  const other = scan.cueWithin(OTHER_OWNER, limit, isKey ? start : cueStart);
  if (owner >= 0 && (other < 0 || (scan.hitStart[owner] as number) > (scan.hitStart[other] as number))) {
    report.because('cue:phone', 1.5);
    return;
  }
  if (other >= 0 && isSameClause(scan, scan.hitEnd[other] as number, cueStart))
    report.because('against:other-owner', -4);
  else if (owner < 0) judgeAfter(scan, report, end, isKey);
}

/** 尾号5678的储蓄卡, and `"last4":"4242","brand":"visa"`. */
function judgeAfter(scan: Scan, report: Report, end: number, isKey: boolean): void {
  const hit = scan.cueWithin(OTHER_OWNER, end, Math.min(scan.length, end + (isKey ? 24 : OWNER_AFTER)));
  if (hit >= 0 && isSameClause(scan, end, scan.hitStart[hit] as number)) report.because('against:other-owner', -4);
}

/** Nothing that ends a clause stands between: in `单号SF1，手机尾号5678` the 单号 is of another. */
function isSameClause(scan: Scan, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = scan.units[i] as number;
    if (unit === 10 || unit === 59 || unit === 0x3002 || (unit === 44 && scan.units[i + 1] !== 34)) return false;
  }
  return true;
}
