/**
 * Account and screen names, by key or cue only: 昵称, 用户名, 旺旺, userName, openid, and account numbers under a key that
 * says so (`userId`). `uid` and `id` also count rows and stay.
 */

import { isDigit, isHan, isLatin, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
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
  quotedEnd,
  repeatsKey,
  type Slot,
  shapeOf,
  standsAlone,
  startsField,
} from './common/value.ts';

const LONGEST = 64;
/** Taobao's and WeChat's limits are 25 units and less; a longer run of Han is a sentence. */
const LONGEST_HAN = 20;
/** Fewer digits than this under `userId` are a row of a test. */
const SHORTEST_NUMBER = 5;

const NAME: CueSet = {
  name: 'username',
  words:
    '微信昵称 微信名 用户昵称 买家昵称 卖家昵称 会员昵称 收货昵称 昵称 用户名 用户账号 用户ID 用户id 登录名 登录账号 登陆账号 登录帐号 会员名 会员账号 ' +
    '账号 帐号 账户名 旺旺号 旺旺ID 旺旺 淘宝ID 淘宝id 淘宝账号 淘宝号 淘宝昵称 闲鱼账号 闲鱼ID 闲鱼号 闲鱼昵称 闲鱼 网名 ' +
    '抖音号 抖音ID 快手号 快手ID 小红书号 支付宝账号 支付宝帐号 微博昵称 微博名 花名 暱稱 帳號 用戶名',
  keys:
    '~userName ~nickName ~nick ~loginName ~loginId ~loginAccount ~account ~accountName ~wangwang ~buyerNick ~sellerNick ~memberName ' +
    '~screenName ~displayName ~wxNick ~aliasName ~userAccount ~nicheng ~yonghuming ~zhanghao ~zhanghu ~alipayAccount ~buyerAccount',
};

const ACCOUNT_ID: CueSet = {
  name: 'account-id',
  keys: '~openid ~unionid ~userId ~memberId ~buyerId ~customerId ~taobaoUserId',
};

/** Roles and blanks, no person's names. */
const ROLES =
  ' admin administrator root system sys guest anonymous test tester demo user users default nobody public postgres mysql sa oracle redis ' +
  'operator read write create delete update list view edit manage service server client robot bot www-data daemon ubuntu centos 匿名 匿名用户 游客 管理员 超级管理员 系统 系统管理员 未知 无 暂无 ' +
  '未设置 未登录 默认 用户 空 必填 选填 密码 手机号 邮箱 手机 ';
/** A value that begins so is a sentence about the account: 账号：请输入, 用户名：不能为空. */
const SENTENCE_STARTS = '请不未已无暂必可须需为是的或和与及等在被将由应若如该此';

export const usernameDetector: Detector = {
  name: 'username',
  kinds: ['username'],
  // LABEL_REACH + LONGEST + 32: written out, since bundlers keep expressions.
  reach: 240,
  cues: [NAME, ACCOUNT_ID],
  wakes: { cues: [NAME, ACCOUNT_ID] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    for (let k = 0; k < scan.hitCount; k++) {
      const set = scan.hitSet[k];
      if (set === NAME || set === ACCOUNT_ID) findAfter(scan, k, slot, report);
    }
  },
};

function findAfter(scan: Scan, hit: number, slot: Slot, report: Report): void {
  const isKey = scan.hitIsKey[hit] === 1;
  if (!isKey && !standsAlone(scan, hit)) return;
  if (!openValue(scan, hit, slot) || slot.isBelow) return;
  const { units } = scan;
  if (slot.quote === 0) slot.end = nameEnd(units, slot.start, scan.length, slot.link !== MARKED);
  else slot.end = quotedEnd(scan, slot, LONGEST + 1);
  const { start, end } = slot;
  if (end <= start || end - start > LONGEST || isPlaceholder(units, start, end)) return;
  const shape = shapeOf(units, start, end);
  const isAccountId = scan.hitSet[hit] === ACCOUNT_ID;
  if (!isLikely(scan, hit, slot, shape, isKey, isAccountId)) return;
  if (isRepeated(report, 'username', start, end)) return;
  report.add('username', start, end, slot.link === MARKED ? 0 : -0.5);
  report.because(isKey ? (isAccountId ? 'key:account-id' : 'key:username') : 'cue:username', isAccountId ? 0.4 : 0.9);
}

function isLikely(scan: Scan, hit: number, slot: Slot, shape: number, isKey: boolean, isAccountId: boolean): boolean {
  const { units } = scan;
  const { start, end } = slot;
  const size = end - start;
  if (isEmptyWord(scan, start, end) || isRole(scan, start, end)) return false;
  // An e-mail address or a call: another detector's matter, or code.
  if (slot.quote === 0 && (units[end] === 40 || units[end] === 64)) return false;
  if (shape === 16 || holds(units, start, end, 42)) return false;
  if (shape === 1) return size >= SHORTEST_NUMBER && (isKey || slot.link === MARKED) && !isMeasured(units, end);
  if (isAccountId) return size >= SHORTEST_NUMBER && (shape & 1) !== 0 && (shape & 8) === 0;
  if (holds(units, start, end, 64)) return false;
  if ((shape & 8) !== 0) {
    if (size > LONGEST_HAN || SENTENCE_STARTS.includes(String.fromCharCode(units[start] as number))) return false;
    return slot.link === MARKED || slot.quote !== 0;
  }
  if (isKey) return !isCode(scan, slot, shape) && !repeatsKey(scan, hit, start, end);
  if (slot.link === MARKED)
    return size >= 2 && !(shape === 2 && units[end] === 32 && isLatin(units[end + 1] as number));
  // 账号 zhang_wei88 登录: without a mark only what no sentence holds.
  return size >= 4 && (shape & 1) !== 0 && (shape & 6) !== 0 && !isMeasured(units, end);
}

/** `username: userName,` and `account = acc;`: a name of the program, not of a person. */
function isCode(scan: Scan, slot: Slot, shape: number): boolean {
  const { units } = scan;
  const { end } = slot;
  if (slot.quote !== 0) return false;
  // `user.nick= user.age=20`: empty.
  if (units[slot.start - 1] === 32 && startsField(units, slot.start)) return true;
  const next = units[end] as number;
  if (next === 59 && (shape & 1) === 0) return true;
  if (next === 46 || next === 91) return true;
  return shape === 2 && next === 32 && isLatin(units[end + 1] as number) && isProse(units, end + 1);
}

/** At least two more lower-case words follow. */
function isProse(units: Uint16Array, from: number): boolean {
  let i = from;
  while (i - from < 20 && isLatin(units[i] as number)) i++;
  return units[i] === 32 && isLatin(units[i + 1] as number);
}

function isRole(scan: Scan, start: number, end: number): boolean {
  return end - start <= 14 && ROLES.includes(` ${scan.folded(start, end).toLowerCase()} `);
}

function holds(units: Uint16Array, start: number, end: number, unit: number): boolean {
  for (let i = start; i < end; i++) if (units[i] === unit) return true;
  return false;
}

/** The end of an unquoted name: letters, digits, Han, `_ - . *`, and the astral characters people decorate names with. */
function nameEnd(units: Uint16Array, start: number, length: number, isLoose: boolean): number {
  let end = start;
  while (end < length && end - start <= LONGEST) {
    const unit = units[end] as number;
    // 账号lin1990异常: without a mark the sentence goes on in Han.
    if (isLoose && isHan(unit) && isWord(units[start] as number)) break;
    const isPart =
      isWord(unit) ||
      isHan(unit) ||
      unit === 45 ||
      unit === 0xb7 ||
      unit === 42 ||
      unit === 126 ||
      unit === ZERO_WIDTH ||
      isAstral(unit);
    if (!isPart && !(unit === 46 && isNamePart(units[end + 1] as number))) break;
    end++;
  }
  while (end > start && units[end - 1] === 45) end--;
  return end;
}

function isNamePart(unit: number): boolean {
  return isDigit(unit) || isLatin(unit) || isHan(unit);
}

/** Surrogates and the symbols of the basic plane that serve as emoji. */
function isAstral(unit: number): boolean {
  return (unit >= 0xd800 && unit <= 0xdfff) || (unit >= 0x2600 && unit <= 0x27bf);
}
