/**
 * Passwords, tokens, keys, cookies and verification codes.
 *
 * By key or cue the value is followed to its delimiter, by form to the end of the token. Neither stops at `reach`: what
 * remains of a long secret must not stay visible. Only a secret of more than 4,096 units that crosses the border of two
 * windows may be cut there.
 */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import { DOOR_LABEL, PICKUP_LABEL } from './common/labels.ts';
import { findPrivateKey, findToken, findUserinfo, PEM, TOKEN_FORM } from './common/secret-forms.ts';
import {
  bareEnd,
  closeValue,
  createSlot,
  GLUED,
  isEmptyWord,
  isMeasured,
  isPlaceholder,
  isQuote,
  isWord,
  MARKED,
  openQuote,
  openValue,
  repeatsKey,
  type Slot,
  shapeOf,
  startsField,
} from './common/value.ts';

const REACH = 4096;
const SHORTEST_TOKEN = 6;
/** A value that is no secret is not read twice when it is longer than this. */
const LONG = 1024;
/** A sentence in quotes, as in `"password": "Password is required"`. */
const MOST_BLANKS = 1;
/** The longest value worth asking whether it is prose; whatever is longer is secret. */
const LONGEST_PROSE = 80;
const MOST_COOKIES = 32;
const LONGEST_COOKIE_NAME = 128;

const PASSWORD: CueSet = {
  name: 'password',
  keys:
    '~password ~passwd ~pwd ~passphrase ~passcode ~secret ~clientSecret ~appSecret ~secretKey ~accessKeySecret ~accessKey ~privateKey ~apiKey ~appKey ' +
    '~signKey ~signingKey ~encryptKey ~encryptionKey ~aesKey ~masterKey ~secretId ~accessKeyId ~mima ~payPwd ~pinCode ~credential ~credentials',
  list: () => ['--password ', '--passwd ', '--token ', '--api-key ', '--secret '],
};

const TOKEN: CueSet = {
  name: 'token',
  keys:
    '~token ~accessToken ~refreshToken ~idToken ~jwt ~sessionId ~sessionKey ~sessionToken ~phpsessid ~jsessionid ~csrf ' +
    '~xAuthToken ~sessdata ~authToken',
};

/** Keys that as often name a row (`Session: 30546173_42`): the value needs letters beside its digits. */
const WEAK_TOKEN: CueSet = { name: 'weak-token', keys: '~session ~sid ~ticket' };

const CODE: CueSet = {
  name: 'code',
  words: '验证码 校验码 动态码 动态密码 短信码 确认码 激活码 安全码 驗證碼 授权码 验证代码 CVV CVV2',
  keys: '~verifyCode ~smsCode ~captcha ~otp ~verificationCode ~vcode ~validCode ~checkCode ~yzm ~yanzhengma ~smsCaptcha ~cvv ~cvv2 ~cvn2 ~securityCode',
};

const WORD: CueSet = {
  name: 'secret-word',
  words:
    '支付密码 登录密码 登陆密码 交易密码 查询密码 初始密码 提现密码 开机密码 解压密码 银行卡密码 取款密码 wifi密码 WiFi密码 Wi-Fi密码 密码 密碼 ' +
    '口令 密钥 秘钥 私钥 令牌 PIN码 通行证密码',
};

/** Names of header fields: RFC 9110 section 11.6.2, RFC 6265 section 4. */
const AUTHORIZATION: CueSet = { name: 'authorization', keys: '~authorization ~proxyAuthorization' };
const COOKIE: CueSet = {
  name: 'cookie',
  keys: 'cookie cookies setCookie httpCookie sentHttpSetCookie ~header.cookie ~headers.cookie ~xCookie',
};

export const secretDetector: Detector = {
  name: 'secret',
  kinds: ['secret'],
  reach: REACH,
  cues: [PASSWORD, TOKEN, WEAK_TOKEN, CODE, WORD, AUTHORIZATION, COOKIE, DOOR_LABEL, PICKUP_LABEL, TOKEN_FORM, PEM],
  wakes: { units: '@', cues: [PASSWORD, TOKEN, WEAK_TOKEN, CODE, WORD, AUTHORIZATION, COOKIE, TOKEN_FORM, PEM] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    // What a hit has covered is not read again: `token=token=token=…` stays linear.
    let covered = 0;
    for (let k = 0; k < scan.hitCount; k++) {
      if ((scan.hitStart[k] as number) < covered) continue;
      const end = findAt(scan, k, slot, report);
      if (end > covered) covered = end;
    }
    findUserinfo(scan, report);
  },
};

/** Returns the end of what was read, or 0. */
function findAt(scan: Scan, hit: number, slot: Slot, report: Report): number {
  const set = scan.hitSet[hit];
  if (set === PASSWORD || set === TOKEN || set === WEAK_TOKEN) return findKeyed(scan, hit, slot, report);
  if (set === WORD) return findWord(scan, hit, slot, report);
  if (set === CODE) return findCode(scan, hit, slot, report);
  if (set === AUTHORIZATION) return findAuthorization(scan, hit, slot, report);
  if (set === COOKIE) return findCookie(scan, hit, slot, report);
  if (set === TOKEN_FORM) return findToken(scan, hit, report);
  return set === PEM ? findPrivateKey(scan, hit, report) : 0;
}

function findKeyed(scan: Scan, hit: number, slot: Slot, report: Report): number {
  const isWeak = scan.hitSet[hit] === WEAK_TOKEN;
  const isToken = isWeak || scan.hitSet[hit] === TOKEN;
  const isFlag = scan.hitIsKey[hit] !== 1;
  if (!openValue(scan, hit, slot) || slot.isBelow) return 0;
  const { units } = scan;
  // `--token --verbose`: the next flag is no value.
  if (isFlag && units[slot.start - 1] === 45) return 0;
  if (slot.quote === 0 && units[slot.start] === 91) {
    slot.start++;
    openQuote(units, slot);
    if (slot.quote === 0) return 0;
  }
  if (isOpening(units[slot.start] as number)) return 0;
  closeValue(scan, slot);
  const { start, end } = slot;
  if (isPlaceholder(units, start, end)) return end - start > LONG ? end : 0;
  if (end - start <= LONGEST_PROSE) {
    const shape = shapeOf(units, start, end);
    if (isNoSecret(scan, hit, slot, shape) || (isToken && !isTokenLike(shape, end - start))) return 0;
    if (isFlag && shape === 2 && end - start < 4) return 0;
    if (isWeak && ((shape & 1) === 0 || (shape & 6) === 0)) return 0;
  }
  report.add('secret', start, end, 2);
  report.because(isToken ? 'key:token' : 'key:password', 1);
  return end;
}

/** `{`, `[`, `<`: an object, a list, a blank of a template. */
function isOpening(unit: number): boolean {
  return unit === 123 || unit === 91 || unit === 60;
}

/** What stands after `password:` without being one: a word of the form, code, a sentence, a directory. */
function isNoSecret(scan: Scan, hit: number, slot: Slot, shape: number): boolean {
  const { units } = scan;
  const { start, end } = slot;
  if (shape === 16 || isEmptyWord(scan, start, end) || repeatsKey(scan, hit, start, end)) return true;
  // A password may hold Han; a message about passwords begins with it.
  if ((shape & 8) !== 0 && ((shape & 1) === 0 || (units[start] as number) > 127)) return true;
  if (slot.quote !== 0) return countBlanks(units, start, end) > MOST_BLANKS;
  const next = units[end] as number;
  // `redis.password= redis.port=6379`: empty.
  if (units[start - 1] === 32 && startsField(units, start)) return true;
  // `$PWD`, a working directory.
  if (units[start] === 47 || (units[start] === 126 && units[start + 1] === 47) || units[start + 1] === 58) return true;
  if (isCall(units, start, end)) return true;
  if ((shape & 1) === 0 && (shape & 16) === 0) {
    if (next === 59 && units[start - 1] === 32) return true;
    const isSpoken = next === 32 && isLatin(units[end + 1] as number) && units[start - 1] === 32;
    if (isSpoken) return true;
  }
  return isPath(units, start, end, shape);
}

/** `useToken(`, `ref('')`, and printed objects: `Token{a64f992`, `BinderProxy@2bd79ce`. */
function isCall(units: Uint16Array, start: number, end: number): boolean {
  let i = start;
  while (i < end && (isWord(units[i] as number) || units[i] === 46 || units[i] === 36)) i++;
  if (i === start) return false;
  if (units[i] === 40 || units[i] === 123) return true;
  if (units[i] !== 64 || end - i > 9) return false;
  for (let k = i + 1; k < end; k++) if (!isHex(units[k] as number)) return false;
  return units[start + 1] !== 64 && hasDot(units, start, i);
}

function hasDot(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (units[i] === 46) return true;
  return false;
}

function isHex(unit: number): boolean {
  return isDigit(unit) || (unit >= 97 && unit <= 102);
}

/** `user.password`, `process.env.TOKEN`: letters joined by dots. */
function isPath(units: Uint16Array, start: number, end: number, shape: number): boolean {
  if ((shape & 1) !== 0) return false;
  let dots = 0;
  for (let i = start; i < end; i++) {
    if (units[i] === 46) dots++;
    else if (!isLatin(units[i] as number) && units[i] !== 95) return false;
  }
  return dots > 0 && units[start - 1] === 32;
}

/** Long enough, and not a word or a count. */
function isTokenLike(shape: number, size: number): boolean {
  if (size < SHORTEST_TOKEN) return false;
  if (shape === 1) return true;
  return (shape & 1) !== 0 || (shape & 6) === 6 || (shape & 16) !== 0 || size >= 20;
}

function countBlanks(units: Uint16Array, start: number, end: number): number {
  let blanks = 0;
  for (let i = start; i < end; i++) if (units[i] === 32) blanks++;
  return blanks;
}

/** 密码：abc123, 密码是 abc123, 密码abc123; not 密码错误, 密码6-16位, 忘记密码. */
function findWord(scan: Scan, hit: number, slot: Slot, report: Report): number {
  if (!openValue(scan, hit, slot)) return 0;
  closeValue(scan, slot);
  const { units } = scan;
  const { start, end } = slot;
  const size = end - start;
  const shape = shapeOf(units, start, Math.min(end, start + LONGEST_PROSE));
  const skipped = size > LONG ? end : 0;
  if (size < 4 || (shape & 8) !== 0 || shape === 16) return skipped;
  if (isPlaceholder(units, start, end) || isEmptyWord(scan, start, end)) return skipped;
  if (isMeasured(units, end) || isRange(units, start) || isCall(units, start, end) || units[start] === 47) return 0;
  const isMarked = slot.link === MARKED && !slot.isBelow;
  if (slot.quote !== 0 && countBlanks(units, start, Math.min(end, start + LONGEST_PROSE)) > MOST_BLANKS) return 0;
  if ((shape & 1) === 0) {
    // Letters only: a word of a sentence unless a colon says otherwise.
    if (!isMarked || (units[end] === 32 && isLatin(units[end + 1] as number))) return 0;
  } else if (slot.link === GLUED && size < 6 && shape === 1 && size !== 4) return 0;
  report.add('secret', start, end, isMarked ? 2.5 : 0.5);
  report.because('cue:secret', 0.5);
  if (isOtherLabel(scan, hit)) report.because('against:other-label', isMarked ? -2 : -0.5);
  return end;
}

/** 密码 of 门禁密码 or 取件密码: what it labels has a kind of its own, which then outweighs this one. */
function isOtherLabel(scan: Scan, hit: number): boolean {
  const end = scan.hitEnd[hit] as number;
  return (
    endsAt(scan, scan.cueWithin(DOOR_LABEL, end - 12, end), end) ||
    endsAt(scan, scan.cueWithin(PICKUP_LABEL, end - 12, end), end)
  );
}

function endsAt(scan: Scan, hit: number, end: number): boolean {
  return hit >= 0 && scan.hitEnd[hit] === end;
}

/** `6-16`, `8~20`: a rule about lengths. */
function isRange(units: Uint16Array, start: number): boolean {
  let i = start;
  while (i - start < 3 && isDigit(units[i] as number)) i++;
  if (i === start || (units[i] !== 45 && units[i] !== 126)) return false;
  const second = ++i;
  while (i - second < 3 && isDigit(units[i] as number)) i++;
  return i > second && i - second < 3 && !isWord(units[i] as number);
}

/** 验证码 482913, 482913 是您的验证码: four to eight digits or letters with digits. */
function findCode(scan: Scan, hit: number, slot: Slot, report: Report): number {
  findCodeBefore(scan, hit, report);
  if (!openValue(scan, hit, slot)) return 0;
  const { units } = scan;
  const { start } = slot;
  let end = start;
  while (end - start <= 9 && (isDigit(units[end] as number) || isLatin(units[end] as number))) end++;
  const size = end - start;
  const isCvv = size === 3 && (units[scan.hitStart[hit] as number] as number) < 128;
  if ((size < 4 && !isCvv) || size > 8 || isPlaceholder(units, start, end)) return 0;
  const shape = shapeOf(units, start, end);
  const next = units[end] as number;
  if ((shape & 1) === 0 || isMeasured(units, end) || next === 42 || next === 95) return 0;
  if ((next === 45 || next === 47 || next === 46 || next === 58) && isDigit(units[end + 1] as number)) return 0;
  report.add('secret', start, end, slot.link === MARKED ? 1.5 : 0.8);
  report.because(scan.hitIsKey[hit] === 1 ? 'key:code' : 'cue:code', 0.5);
  return end;
}

/** 482913为您的登录验证码, 482913（登录验证码）. */
function findCodeBefore(scan: Scan, hit: number, report: Report): void {
  if (scan.hitIsKey[hit] === 1) return;
  const { units } = scan;
  let at = scan.hitStart[hit] as number;
  const from = at;
  let isTied = false;
  for (; at > 0 && from - at < 12 && !isDigit(units[at - 1] as number); at--) {
    const unit = units[at - 1] as number;
    if (unit === 40 || unit === 0x3010 || unit === 0x662f || unit === 0x4e3a) isTied = true;
    else if (unit !== 32 && !(unit >= 0x4e00 && unit <= 0x9fff)) return;
  }
  if (!isTied) return;
  let start = at;
  while (start > 0 && at - start <= 8 && isDigit(units[start - 1] as number)) start--;
  const size = at - start;
  const before = start === 0 ? 0 : (units[start - 1] as number);
  if (size < 4 || size > 8 || isWord(before) || before === 45 || before === 46) return;
  // 2025年… has its measure between; here the code is directly before 是, 为 or a bracket.
  const tie = units[units[at] === 32 ? at + 1 : at] as number;
  if (tie !== 40 && tie !== 0x3010 && tie !== 0x662f && tie !== 0x4e3a) return;
  report.add('secret', start, at, 1);
  report.because('cue:code-after', 0.5);
}

/** `Authorization: Bearer x`: the scheme stays, the credentials go. */
function findAuthorization(scan: Scan, hit: number, slot: Slot, report: Report): number {
  if (!openValue(scan, hit, slot)) return 0;
  const { units, length } = scan;
  if (slot.quote === 0 && units[slot.start] === 91) {
    slot.start++;
    openQuote(units, slot);
  }
  closeValue(scan, slot);
  let { start, end } = slot;
  const scheme = schemeEnd(units, start);
  if (scheme > 0) {
    const isParameters = hasParameters(units, scheme);
    start = scheme;
    if (slot.quote === 0) end = isParameters ? lineEnd(units, start, length) : bareEnd(units, start, length);
    if (end < start) return 0;
  }
  const skipped = end - start > LONG ? end : 0;
  if (isPlaceholder(units, start, end) || isEmptyWord(scan, start, end)) return skipped;
  const shape = shapeOf(units, start, Math.min(end, start + LONGEST_PROSE));
  if (end - start < SHORTEST_TOKEN || (shape & 8) !== 0 || (scheme < 0 && !isTokenLike(shape, end - start)))
    return skipped;
  if (slot.quote === 0 && isCall(units, start, end)) return skipped;
  report.add('secret', start, end, 2);
  report.because('key:authorization', 1);
  return end;
}

/** The position behind `Bearer `, `Basic ` and kin, or -1. */
function schemeEnd(units: Uint16Array, start: number): number {
  let i = start;
  while (i - start < 24 && (isWord(units[i] as number) || units[i] === 45)) i++;
  if (i === start || units[i] !== 32) return -1;
  while (units[i] === 32 && i - start < 32) i++;
  return i;
}

/** Digest and signature schemes carry `name=value` lists to the line's end. */
function hasParameters(units: Uint16Array, start: number): boolean {
  let i = start;
  while (i - start < 24 && isLatin(units[i] as number)) i++;
  return (
    i > start && units[i] === 61 && units[i + 1] !== 61 && i - start < 24 && !isCloserOfToken(units[i + 1] as number)
  );
}

function isCloserOfToken(unit: number): boolean {
  return unit === 0 || unit <= 32 || unit === 44 || unit === 59;
}

/** `Cookie: a=1; b=2` to the end of the line, the quote around it, or the next field of a printed map. */
function findCookie(scan: Scan, hit: number, slot: Slot, report: Report): number {
  if (!openValue(scan, hit, slot)) return 0;
  const { units, length } = scan;
  let last = 0;
  let start = slot.start;
  const isArray = slot.quote === 0 && units[start] === 91;
  for (let n = 0; n < MOST_COOKIES; n++) {
    if (isArray) {
      slot.start = start + 1;
      slot.quote = 0;
      openQuote(units, slot);
      if (slot.quote === 0) return last;
    }
    if (slot.quote === 0 && !startsCookie(units, slot.start)) return last;
    if (slot.quote !== 0) closeValue(scan, slot);
    else slot.end = cookieEnd(units, slot.start, length);
    const { end } = slot;
    const shape = shapeOf(units, slot.start, Math.min(end, slot.start + LONGEST_PROSE));
    const skipped = end - slot.start > LONG ? end : last;
    if (end - slot.start < SHORTEST_TOKEN || (shape & 8) !== 0) return skipped;
    if (!startsCookie(units, slot.start) && (shape & 1) === 0) return skipped;
    report.add('secret', slot.start, end, 2);
    report.because('key:cookie', 1);
    last = end;
    if (!isArray) return last;
    start = end;
    for (let gap = 0; gap < 12 && units[start] !== 44; gap++) start++;
    if (units[start] !== 44) return last;
    while (start - end < 24 && (units[start + 1] === 32 || units[start + 1] === 10)) start++;
  }
  return last;
}

/** `name=` of RFC 6265 section 4.1.1. */
function startsCookie(units: Uint16Array, start: number): boolean {
  let i = start;
  while (i - start < LONGEST_COOKIE_NAME && (isWord(units[i] as number) || isCookieMark(units[i] as number))) i++;
  return i > start && units[i] === 61 && units[i + 1] !== 61;
}

/** `- . % ~ ! $ *`, as frameworks put them in names. */
function isCookieMark(unit: number): boolean {
  return unit === 45 || unit === 46 || unit === 37 || unit === 126 || unit === 33 || unit === 36 || unit === 42;
}

function cookieEnd(units: Uint16Array, start: number, length: number): number {
  let i = start;
  for (; i < length; i++) {
    const unit = units[i] as number;
    if (unit === 10 || unit === 13 || isQuote(unit)) break;
    if (unit === 92 && isQuote(units[i + 1] as number)) break;
    if (unit === 125 && !isWord(units[i + 1] as number)) break;
    if (unit === 44 && units[i + 1] === 32 && startsField(units, i + 2)) break;
  }
  while (i > start && units[i - 1] === 32) i--;
  return i;
}

function lineEnd(units: Uint16Array, start: number, length: number): number {
  let i = start;
  while (i < length && units[i] !== 10 && units[i] !== 13) i++;
  return i;
}
