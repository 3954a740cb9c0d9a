/**
 * The last digits of somebody's phone: 尾号5678, 手机后四位5678. They name a person to whoever stands beside the parcel.
 * Tails of bank cards, orders and plates are how those are meant to be shown, and stay.
 */

import { type CueSet, isConnector, isDigit, type Scan } from '../scan/scan.ts';
import { numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';
import { isWordUnit, unitAfter } from './common/edges.ts';

const GAP = 6;
/** How far before the cue and behind the value it is looked for whose tail it is. */
const OWNER_BEFORE = 12;
const OWNER_AFTER = 10;
/** The same between fields of a record. */
const FIELD = 24;
const TAIL: CueSet = {
  name: 'phone-tail',
  words:
    '尾号 尾号为 尾号是 尾数 后四位 后4位 末四位 末4位 末尾四位 最后四位 最后4位 后三位 后3位 末三位 后五位 后5位 后六位 后6位 末六位 ' +
    '尾號 後四位 後4位 尾數',
  keys: '~phonetail ~teltail ~mobiletail ~phonelast4 ~mobilelast4 ~tellast4 ~phonesuffix ~mobilesuffix ~phonelastfour ~last4 ~lastfour ~last4digits ~tailno ~tailnumber ~phoneend ~weihao',
};

const PHONE_OWNER: CueSet = {
  name: 'phone-tail-owner',
  track: 'labels',
  words: '手机 手机号 电话 手機 電話 机主 来电 顾客 客户 收件人 收货人 取件人 联系人 先生 女士 小姐 phone mobile',
  keys: '~phonetail ~teltail ~mobiletail ~phonelast4 ~mobilelast4 ~tellast4 ~phonesuffix ~mobilesuffix ~phonelastfour',
};

const OTHER_OWNER: CueSet = {
  name: 'phone-tail-against',
  track: 'labels',
  words:
    '银行卡 储蓄卡 信用卡 借记卡 卡号 卡 银行 账户 账号 帐号 帐户 账单 工行 农行 建行 招行 中行 交行 邮储 车牌 车牌号 限行 尾号限行 ' +
    '订单 订单号 单号 运单 快递单 身份证 证件 护照 发票 合同 股票 基金 彩票 编号 流水 交易 票号 版本 銀行 信用卡 card Card CARD',
  keys: '~card ~cardlast4 ~cardlastfour ~cardtail ~brand ~bank ~bankname ~funding ~banktail ~cardno ~cardtype ~paymentmethod ~idcardlast4 ~orderlast4',
};

export const phoneTailDetector: Detector = {
  name: 'phone-tail',
  kinds: ['phone-tail'],
  reach: 128,
  cues: [TAIL, PHONE_OWNER, OTHER_OWNER],
  wakes: { cues: [TAIL] },
  find(scan: Scan, report: Report): void {
    let last = -1;
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] !== TAIL) continue;
      const start = valueStart(scan, scan.hitEnd[k] as number);
      if (start < 0 || start === last) continue;
      const end = valueEnd(scan, start, sizeOf(scan, k));
      if (end < 0) continue;
      last = start;
      add(scan, report, k, start, end);
    }
  },
};

/** Where digits start behind the cue, or -1. `尾号**5678` has been masked already. */
function valueStart(scan: Scan, from: number): number {
  const { units } = scan;
  let i = from;
  while (i - from < GAP && isConnector(units[i] as number) && units[i] !== 42) i++;
  return isDigit(units[i] as number) ? i : -1;
}

/** The end of exactly `size` digits that stand alone, or -1: `尾号5678901` and `尾号5678.50` are something else. */
function valueEnd(scan: Scan, start: number, size: number): number {
  const { units } = scan;
  let i = start;
  let end = start;
  let count = 0;
  while (count <= size && (isDigit(units[i] as number) || units[i] === ZERO_WIDTH)) {
    if (units[i++] === ZERO_WIDTH) continue;
    count++;
    end = i;
  }
  if (count !== size) return -1;
  const next = unitAfter(scan, end);
  if (isWordUnit(next) || next === 42) return -1;
  return (next === 46 || next === 45) && isDigit(unitAfter(scan, end + 1)) ? -1 : end;
}

/** Three to six where the wording says so (后六位), else four. */
function sizeOf(scan: Scan, hit: number): number {
  const end = scan.hitEnd[hit] as number;
  // 位
  if (scan.hitIsKey[hit] === 1 || scan.units[end - 1] !== 0x4f4d) return 4;
  const unit = scan.units[end - 2] as number;
  return isDigit(unit) ? unit - 48 : numeralValue(unit);
}

function add(scan: Scan, report: Report, cue: number, start: number, end: number): void {
  const isKey = scan.hitIsKey[cue] === 1;
  const cueStart = scan.hitStart[cue] as number;
  report.add('phone-tail', start, end, 0);
  report.because('cue:tail', 1);
  const from = Math.max(0, cueStart - (isKey ? FIELD : OWNER_BEFORE));
  const to = isKey ? start : cueStart;
  const owner = scan.cueWithin(PHONE_OWNER, from, to);
  const other = scan.cueWithin(OTHER_OWNER, from, to);
  const hits = scan.trackOf(OTHER_OWNER);
  if (owner >= 0 && (other < 0 || (hits.hitStart[owner] as number) > (hits.hitStart[other] as number))) {
    report.because('cue:phone', 1.5);
  } else if (other >= 0 && isSameClause(scan, hits.hitEnd[other] as number, cueStart)) {
    report.because('against:other-owner', -4);
  } else if (owner < 0) judgeAfter(scan, report, end, isKey);
}

/** 尾号5678的储蓄卡, and `"last4":"4242","brand":"visa"`. */
function judgeAfter(scan: Scan, report: Report, end: number, isKey: boolean): void {
  const hit = scan.cueWithin(OTHER_OWNER, end, Math.min(scan.length, end + (isKey ? FIELD : OWNER_AFTER)));
  if (hit >= 0 && isSameClause(scan, end, scan.trackOf(OTHER_OWNER).hitStart[hit] as number))
    report.because('against:other-owner', -4);
}

/** Nothing that ends a clause stands between: in `单号SF1，手机尾号5678` the 单号 is of another. */
function isSameClause(scan: Scan, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = scan.units[i] as number;
    if (unit === 10 || unit === 59 || unit === 0x3002 || (unit === 44 && scan.units[i + 1] !== 34)) return false;
  }
  return true;
}
