/** What the detectors of telephone numbers share: labels, extensions, boundaries. */

import { type CueSet, isDigit, isHan, isLatin, type Scan } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';

/** Field labels and keys of telephone numbers. */
export const PHONE_LABEL: CueSet = {
  name: 'phone-label',
  track: 'labels',
  words:
    '手机号码 手机号 手机 电话号码 电话 联系方式 联系号码 联系电话 移动电话 绑定手机 预留手机 收件电话 收货电话 寄件电话 备用电话 备用 新号 旧号 隐私号 虚拟号 中间号 小号 手機 電話 手機號碼 聯繫電話 聯絡電話 致电 回电 来电 拨打 打给 微信同号 同号 号码 Tel TEL tel Phone phone PHONE Mobile mobile MOBILE Cell cell',
  keys: '~mobile ~phone ~tel ~telephone ~cellphone ~cell ~mobilephone ~phonenumber ~phoneno ~mobileno ~mobilenumber ~telno ~contactnumber ~msisdn ~phonenum ~mobilenum sj sjh sjhm ~shouji ~shoujihao ~dianhua lxdh lxfs lxdh yddh dh dhhm contact receivermobile ~callee ~caller ~calledno',
};

/** Longest extension after a host number: 转6071, -3382, and the six digits some platforms give. */
const LONGEST_EXTENSION = 6;
const EXTENSION_WORDS = [
  '转',
  '轉',
  '分机',
  '分機',
  '分机号',
  '转分机',
  '内线',
  'ext',
  'ext.',
  'EXT',
  'Ext',
  'Ext.',
  'x',
  'X',
];
/** 13812345678-3号楼 is a number and a building, not an extension. */
const NOT_EXTENSION_BEFORE = '号栋幢座单室楼层元期年月日组队村区路街弄巷件个只元点时分';

/**
 * The end of `number + extension` for a number that ends at `end`, or `end` itself when no extension follows:
 * 转6071, 转 6071, 分机801, -3382, #12, ,,3382, *3382, x3382, _3382, [3382], （3382）.
 */
export function extensionEnd(scan: Scan, end: number): number {
  const { units, length } = scan;
  let i = end;
  while (i < length && i - end < 2 && isBlank(units[i] as number)) i++;
  const word = extensionWordEnd(units, i);
  if (word > i) {
    let from = word;
    while (
      from < length &&
      from - word < 3 &&
      (isBlank(units[from] as number) || units[from] === 58 || units[from] === 45)
    )
      from++;
    return digitsEnd(scan, from, 1, end);
  }
  switch (units[end]) {
    case 45: // -
    case 35: // #
    case 95: // _
      return digitsEnd(scan, end + 1, 1, end);
    case 42: // *
      return digitsEnd(scan, end + 1, 3, end);
    case 44: // , dials a pause; in a row of columns it is only a comma
      if (units[end + 1] === 44) return digitsEnd(scan, end + 2, 1, end);
      return commaExtensionEnd(scan, end);
    case 91: // [
      return bracketEnd(scan, end, 93);
    case 40: // (
      return bracketEnd(scan, end, 41);
    default:
      return end;
  }
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === ZERO_WIDTH;
}

function extensionWordEnd(units: Uint16Array, at: number): number {
  let best = at;
  for (const word of EXTENSION_WORDS) {
    let i = 0;
    while (i < word.length && units[at + i] === word.charCodeAt(i)) i++;
    if (i === word.length && at + i > best) best = at + i;
  }
  return best;
}

/** The end of `least` to six digits from `from`, when they stand alone; else `otherwise`. */
function digitsEnd(scan: Scan, from: number, least: number, otherwise: number): number {
  const { units } = scan;
  let i = from;
  while (isDigit(units[i] as number)) {
    i++;
    if (i - from > LONGEST_EXTENSION) return otherwise;
  }
  if (i - from < least) return otherwise;
  const next = units[i] as number;
  if (isLatin(next)) return otherwise;
  // -2023-11-05 is a date, -12.5 and -3/4 no extension either.
  if ((next === 45 || next === 46 || next === 47 || next === 58) && isDigit(units[i + 1] as number)) return otherwise;
  if (isHan(next) && NOT_EXTENSION_BEFORE.includes(String.fromCharCode(next))) return otherwise;
  return i;
}

function commaExtensionEnd(scan: Scan, end: number): number {
  const { units } = scan;
  const to = digitsEnd(scan, end + 1, 4, end);
  if (to !== end + 5) return end;
  const next = units[to] as number;
  return next === 44 || next === 46 || next === 9 ? end : to;
}

function bracketEnd(scan: Scan, end: number, closing: number): number {
  const to = digitsEnd(scan, end + 1, 3, end);
  return to > end && scan.units[to] === closing ? to + 1 : end;
}
