/** The quick look that spares a text without addresses the gazetteer and the grammar. */

import { isDigit, isLatin, type Scan } from '../../scan/scan.ts';
import { HARD, NONE, NUMERALS, unitClasses } from './units.ts';

/** Last characters of words that end the parts of an address, but for those that prose is full of. */
export const MARKS =
  '省市区县旗盟州镇乡村庄屯组队街道路巷弄号栋幢座楼室层房厦苑园城府庭湾邨寓院墅场校塔坪沟堡坊营连团社站店里元门';
/** Of these, the ones of which an address has at least one. */
const STRONG = '省市区县旗镇乡村屯街路巷弄号栋幢座楼室层厦苑邨组园城团队场寓院墅';
/** Marks that end the label of any number. */
const NUMBERED = '号单元门店里层';
/** Marks that end a part only behind a number or a letter (3组, 1单元, 五层): else they are 组件, 队列, 订单号. */
const COUNTED = '号组队层室团营连元单';
/** What makes another word of a mark that logs are full of: 路由, 路径, 路过, 校验, 校对, 校准. */
const NOT_BEHIND_ROAD = '由径过';
const NOT_BEHIND_SCHOOL = '验对准正';
/** 小区, 园区, 工业区, 开发区: a place, not a division. */
const BEFORE_ZONE = '小园校业社厂发景库矿';
/** The marks of divisions, the larger first: of two, the larger does not come second. */
const DIVISIONS = ['省', '市州盟', '区县旗'];
/** Marks that end a name whatever stands before them: 王店镇, 星桥街道. Other marks that touch are one. */
const OWN = '镇乡村道';
/** Two parts of one address stand at most this far apart. */
const APART = 12;

/** Bits of `kinds`. */
const WEAK_MARK = 1;
const STRONG_MARK = 2;
const COUNTED_MARK = 4;
const OWN_MARK = 8;
/** Where the rank of a division stands: 1 for 省, 2 for 市, 3 for 区, 0 for what is none. */
const RANK = 4;
const RANKS = 48;
/** No mark itself, but 区 behind it is a place. */
const ZONE_STEM = 64;
const NUMBERED_MARK = 128;
/** Any of the bits that make a unit a mark. */
const MARK = 63;
/** 单, 元, 路, 校, 区, 市, 场 */
const UNIT = 0x5355;
const UNIT_END = 0x5143;
const ROAD = 0x8def;
const SCHOOL = 0x6821;
const ZONE = 0x533a;
const CITY = 0x5e02;
const GROUND = 0x573a;
const COMMA = 44;
/** The last unit of a part behind a comma is no further from it. */
const LONGEST_PART = 5;

let kinds: Uint8Array | undefined;

/**
 * Where in [from, to) a second mark stands close to a first, one of them strong, or -1: 西湖区文三路, 7栋1单元. Marks that
 * touch are one, as in 道路.
 */
export function nextPair(scan: Scan, from: number, to: number): number {
  kinds ??= buildKinds();
  const { units } = scan;
  let last = from - APART - 1;
  let isLastStrong = false;
  let lastRank = 0;
  for (let k = firstMark(scan, from); k < scan.markCount; k++) {
    const at = scan.markAt[k] as number;
    if (at >= to) return NONE;
    const unit = units[at] as number;
    const kind = kinds[unit] as number;
    if ((kind & MARK) === 0 || ((kind & COUNTED_MARK) !== 0 && !isCounted(units, at))) continue;
    const next = units[at + 1] as number;
    if (unit === ROAD && NOT_BEHIND_ROAD.includes(String.fromCharCode(next))) continue;
    if (unit === CITY && next === GROUND) continue;
    if (unit === SCHOOL && NOT_BEHIND_SCHOOL.includes(String.fromCharCode(next))) continue;
    const isStrong = (kind & STRONG_MARK) !== 0;
    // 丰镇市, 水城区, 屯溪区, 道孚县: the first mark is a part of the name.
    const isZone = unit === ZONE && ((kinds[units[at - 1] as number] as number) & ZONE_STEM) !== 0;
    const rank = isZone ? 0 : kind & RANKS;
    const isOne =
      rank === 0
        ? at - last === 1 && (kind & OWN_MARK) === 0
        : at - last === 1 || (last >= from && (lastRank === 0 || lastRank > rank));
    if (at - last <= APART && !isOne && (isLastStrong || isStrong) && isOneClause(units, last, at)) return at;
    // 香槟11栋2501, 金山公寓8-895: a number behind says as much as a second mark, but for 订单号2501.
    if (isDigit(next) && (kind & NUMBERED_MARK) === 0) return at;
    isLastStrong = isStrong || (isOne && isLastStrong);
    last = at;
    lastRank = rank;
  }
  return NONE;
}

/** Reports whether a mark or a digit stands in [from, to) before the end of the clause. */
export function holdsMark(scan: Scan, from: number, to: number): boolean {
  kinds ??= buildKinds();
  for (let i = from; i < to; i++) {
    const unit = scan.units[i] as number;
    if (((kinds[unit] as number) & MARK) !== 0 || isDigit(unit)) return true;
    if (unitClasses()[unit] === HARD) return false;
  }
  return false;
}

/** No comma stands between two marks, or what follows it is short enough for the name of one part: 浙江省，杭州市，余杭区. */
function isOneClause(units: Uint16Array, from: number, to: number): boolean {
  for (let i = to - 1; i > from; i--) if (units[i] === COMMA) return to - i <= LONGEST_PART;
  return true;
}

/** A digit, a letter, a numeral or # stands before the mark or before 单 in 单元, past one blank. */
function isCounted(units: Uint16Array, at: number): boolean {
  let i = at - 1;
  if (units[i] === UNIT && units[at] === UNIT_END) i--;
  if (units[i] === 32) i--;
  const before = units[i] as number;
  return isDigit(before) || isLatin(before) || before === 35 || unitClasses()[before] === NUMERALS;
}

function firstMark(scan: Scan, from: number): number {
  let low = 0;
  let high = scan.markCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scan.markAt[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function buildKinds(): Uint8Array {
  const built = new Uint8Array(65536);
  const set = (units: string, bit: number): void => {
    for (let i = 0; i < units.length; i++) {
      const unit = units.charCodeAt(i);
      built[unit] = (built[unit] as number) | bit;
    }
  };
  set(MARKS, WEAK_MARK);
  set(STRONG, STRONG_MARK);
  set(COUNTED, COUNTED_MARK);
  set(OWN, OWN_MARK);
  set(NUMBERED, NUMBERED_MARK);
  set(BEFORE_ZONE, ZONE_STEM);
  for (const [level, units] of DIVISIONS.entries()) set(units, (level + 1) << RANK);
  return built;
}
