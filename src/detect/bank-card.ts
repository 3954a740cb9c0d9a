/**
 * Bank cards: 16 to 19 digits (15 for American Express, 13 behind a label), whole or in groups, with the check digit of
 * ISO/IEC 7812-1 (Luhn) and a known issuer, or behind a label.
 *
 * One in ten random numbers passes Luhn, so it never suffices by itself; behind a label a failed check does not clear a
 * number: it is a mistyped card, or an account.
 */

import { isAreaCode } from '../data/areas.ts';
import { isBankBin, isCardScheme } from '../data/bins.ts';
import type { CueSet, Scan } from '../scan/scan.ts';
import type { Surroundings } from '../scan/surroundings.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { appendRun, jointAfter, judgeEdges, labelBefore, unitBefore } from './common/edges.ts';
import { hasValidCheck, hasValidDate, number } from './common/gb11643.ts';

const LONGEST = 19;
const MOST_GROUPS = 5;
const LABEL_GAP = 8;

const CARD_LABEL: CueSet = {
  name: 'bank-card-label',
  track: 'labels',
  words:
    '银行卡 银行卡号 银行卡号码 储蓄卡 储蓄卡号 信用卡 信用卡号 借记卡 借记卡号 贷记卡 卡号 卡号码 收款账号 收款帐号 收款卡号 收款账户 付款账号 ' +
    '付款账户 付款卡号 银行账号 银行帐号 银行账户 银行帐户 对公账户 对公账号 开户账号 开户账户 打款账号 打款账户 结算账户 结算账号 提现卡 提现账号 ' +
    '退款账号 退款账户 工资卡 转入账户 转出账户 对方账户 对方账号 ' +
    '銀行卡 銀行卡號 信用卡號 卡號 銀行賬號 銀行帳號 銀行帳戶 收款帳號 ' +
    '工行卡 农行卡 建行卡 中行卡 招行卡 交行卡 邮储卡 工商银行 农业银行 建设银行 中国银行 招商银行 交通银行 邮储银行 中信银行 浦发银行 民生银行 光大银行 平安银行 兴业银行 华夏银行 广发银行',
  keys: '~bankcard ~bankcardno ~bankcardnumber ~bankcardnum ~cardno ~cardnum ~cardnumber ~bankno ~bankaccount ~bankaccountno ~accountno ~accountnumber ~bankacct ~acctno ~acctnum ~creditcard ~creditcardno ~creditcardnumber ~debitcard ~debitcardno ~payeeaccount ~payeraccount ~payeecardno ~yinhangka ~kahao ~pan ~settlecardno ~settleaccount yhkh',
};

/** 账号 is mostly the name of a login. */
const ACCOUNT_LABEL: CueSet = {
  name: 'account-label',
  track: 'labels',
  words: '账号 帐号 账户 帐户 賬號 帳號 帳戶',
  keys: '~account ~acct ~card',
};

/** Cards that hold no money, or none of a bank. */
const OTHER_CARD: CueSet = {
  name: 'other-card-label',
  track: 'labels',
  words:
    '会员卡 会员卡号 购物卡 购物卡号 储值卡 储值卡号 礼品卡 礼品卡号 公交卡 公交卡号 校园卡 校园卡号 加油卡 加油卡号 流量卡 流量卡号 物联网卡 物联卡号 ' +
    '充值卡 充值卡号 优惠券 优惠码 券码 券号 兑换码 ICCID iccid 社保卡 社保卡号 图书卡 游戏卡 点卡 門禁卡 门禁卡 门禁卡号 SIM卡 SIM卡号 会员号 學生卡',
  keys: '~iccid ~membercardno ~membercard ~membercardnumber ~simcardno ~giftcardno ~couponno ~couponcode ~giftcard ~vipcardno ~shopcardno',
};

const digits = /* @__PURE__ */ new Uint8Array(LONGEST);
/** What `measure` found of the groups that start at a run. */
const groups = { lastRun: 0, count: 0 };

export const bankCardDetector: Detector = {
  name: 'bank-card',
  kinds: ['bank-card'],
  reach: 112,
  cues: [CARD_LABEL, ACCOUNT_LABEL, OTHER_CARD, NUMBER_AGAINST],
  // Thirteen digits are an old Visa (4…) or the milliseconds of every log line.
  wakes: {
    digits: 4,
    alone: (size, first) => (size > 14 && size <= LONGEST) || (size === 13 && first === 4),
    fits: mayBeCard,
  },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) {
      const size = scan.runSize[k] as number;
      if (size >= 13) {
        // Thirteen digits are an old Visa (4…) or the milliseconds of every log line.
        if (size <= LONGEST && size !== 14 && (size > 13 || scan.units[scan.runStart[k] as number] === 52)) {
          appendRun(scan, k, digits, 0);
          judge(scan, report, k, k, size);
        }
      } else if ((size === 4 || size === 6) && (measure(scan, k) || measureLabelled(scan, k))) {
        judge(scan, report, k, groups.lastRun, groups.count);
        k = groups.lastRun;
      }
    }
  },
};

/** A run that stands alone: of a known issuer, or behind a label. */
function mayBeCard(text: Surroundings, start: number): boolean {
  let six = 0;
  for (let i = start; i < start + 6; i++) six = six * 10 + (text.units[i] as number) - 48;
  return (
    isCardScheme(six) ||
    isBankBin(six) ||
    text.mayFollowCue(CARD_LABEL, start, LABEL_GAP) ||
    text.mayFollowCue(ACCOUNT_LABEL, start, LABEL_GAP)
  );
}

/** Reports whether the check digit is right (ISO/IEC 7812-1 annex B). `card` holds `count` digits. */
export function hasValidLuhn(card: Uint8Array, count: number): boolean {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const digit = card[count - 1 - i] as number;
    const value = i % 2 === 0 ? digit : digit * 2;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Reads 4-4-4-4, 4-4-4-4-3 (or 1, 2), 4-6-5 or 6-13 from run `k` into `digits`; false when the groups are others. */
function measure(scan: Scan, k: number): boolean {
  const joint = jointAfter(scan, k);
  if (joint !== 32 && joint !== 45) return false;
  if (k > 0 && jointAfter(scan, k - 1) === joint && joint === 45) return false;
  let count = appendRun(scan, k, digits, 0);
  let last = k;
  while (last < k + MOST_GROUPS - 1 && jointAfter(scan, last) === joint) {
    const size = scan.runSize[last + 1] as number;
    if (!fitsNext(scan, k, last, size)) break;
    count = appendRun(scan, last + 1, digits, count);
    last++;
    // Sixteen digits with a right check digit are whole: what follows is the next word of the line.
    if (count === 16 && joint === 32 && hasValidLuhn(digits, 16) && !isBankBin(number(digits, 0, 6))) break;
  }
  if (count < 15 || (count === 16 && last === k + 1)) return false;
  groups.lastRun = last;
  groups.count = count;
  return joint === 32 || jointAfter(scan, last) !== 45;
}

/** Behind a label any groups will do: 3301 0400 1600 1234567. */
function measureLabelled(scan: Scan, k: number): boolean {
  const joint = jointAfter(scan, k);
  if (joint !== 32 && joint !== 45) return false;
  let count = scan.runSize[k] as number;
  let last = k;
  while (count < 16) {
    if (last === k + MOST_GROUPS || jointAfter(scan, last) !== joint) return false;
    count += scan.runSize[++last] as number;
  }
  if (count > LONGEST || jointAfter(scan, last) === joint) return false;
  if (labelBefore(scan, CARD_LABEL, scan.runStart[k] as number, LABEL_GAP) < 0) return false;
  let filled = 0;
  for (let i = k; i <= last; i++) filled = appendRun(scan, i, digits, filled);
  groups.lastRun = last;
  groups.count = count;
  return true;
}

function fitsNext(scan: Scan, k: number, last: number, size: number): boolean {
  const first = scan.runSize[k] as number;
  const position = last + 1 - k;
  if (first === 6) return position === 1 && size >= 10 && size <= 13;
  if (position === 4) return size <= 3;
  const isAmex = position > 0 && scan.runSize[k + 1] === 6;
  if (isAmex || (position === 1 && size === 6)) return position === 1 ? size === 6 : position === 2 && size === 5;
  return size === 4;
}

function judge(scan: Scan, report: Report, k: number, last: number, count: number): void {
  const start = scan.runStart[k] as number;
  const end = scan.runEnd[last] as number;
  const six = number(digits, 0, 6);
  const isListed = isBankBin(six) && count >= 16;
  const isScheme = isListed || (isCardScheme(six) && count === (digits[0] === 3 && digits[1] !== 5 ? 15 : 16));
  const label = labelOf(scan, start);
  if (label === undefined && !isScheme) return;
  if (count < 15 && label !== CARD_LABEL) return;
  if (count === 18 && isResidentId()) return;
  const luhn = hasValidLuhn(digits, count);
  const isOther = label === undefined && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0;
  if (label === undefined && !luhn && (isOther || !isListed)) return;
  report.add('bank-card', start, end, -2);
  report.because(luhn ? 'luhn' : 'against:luhn', luhn ? 1.8 : -1.5);
  if (isListed) report.because('bin', 2.2);
  else if (isScheme) report.because('card-scheme', 1);
  if (last > k) report.because('form:grouped', 0.8);
  const isOtherCard = label !== undefined && labelBefore(scan, OTHER_CARD, start, LABEL_GAP) >= 0;
  if (isOtherCard) report.because('against:other-card', -6);
  else if (label === CARD_LABEL) report.because('cue:card-label', 4.5);
  else if (label === ACCOUNT_LABEL) report.because('cue:account', isListed || luhn ? 2 : 1);
  if (isOther) report.because('against:other-number', -6);
  if (label === undefined && isField(scan, start)) report.because('against:other-field', -1.5);
  // Fifteen digits are mostly something else: an IMEI, an old ID.
  if (count === 15 && last === k && label === undefined) report.because('against:length', -2);
  judgeEdges(scan, report, start, end, label !== undefined);
}

function labelOf(scan: Scan, start: number): CueSet | undefined {
  if (labelBefore(scan, CARD_LABEL, start, LABEL_GAP) >= 0) return CARD_LABEL;
  return labelBefore(scan, ACCOUNT_LABEL, start, LABEL_GAP) >= 0 ? ACCOUNT_LABEL : undefined;
}

/** One in ten resident IDs passes Luhn; what passes GB 11643 is an ID. */
function isResidentId(): boolean {
  return hasValidDate(digits, 6, 8) && hasValidCheck(digits) && isAreaCode(number(digits, 0, 6));
}

/** The value of a field whose name says nothing of cards. */
function isField(scan: Scan, start: number): boolean {
  const before = unitBefore(scan, start);
  if (before === 61) return true;
  if (before === 58) return scan.units[start - 2] === 34;
  return (
    before === 34 && (scan.units[start - 2] === 58 || scan.units[start - 2] === 61 || scan.units[start - 3] === 58)
  );
}
