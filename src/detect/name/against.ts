/** What speaks against a stretch of characters, whatever cue stands beside it. */

import { isHan, isLatin } from '../../scan/scan.ts';
import { everydayWordEnd, givenScore, isEverydayWord, WORD_PENALTY } from '../common/person.ts';
import { DESK_END, isOf, NO_VALUE } from './characters.ts';
import { type Field, LABEL_START, NEIGHBOUR, ORGANISATION_START } from './field.ts';

/** Behind this many units an organisation is another word. */
/** The place in brackets that firms have in their names, brackets included. */
const LONGEST_BRACKET = 8;
const ORGANISATION_REACH = 16;
/** Ends of places: 季花园, 江国际. */
const PLACE_ENDS =
  '花园 国际 大厦 小区 广场 公寓 家园 新村 中心 大道 东路 西路 南路 北路 中路 公园 商城 市场 学校 宿舍 医院 苑 楼 栋 幢 巷 弄 街 路 村 镇 乡 县 区 市 省 号 室 店';

let placeEnds: Set<number> | undefined;

/** 张*, 陈**, 李某, 某某: masked already. */
export function isMasked(units: Uint16Array, start: number, end: number): boolean {
  const after = units[end] as number;
  const before = start > 0 ? (units[start - 1] as number) : 0;
  if (after === 42 || before === 42 || after === 0x67d0 || before === 0x67d0 || before === 0x25cb || after === 0x25cb)
    return true;
  for (let i = start; i < end; i++) if (units[i] === 0x67d0) return true;
  return (
    (after === 120 || after === 88 || after === 0xd7) &&
    !isLatin(units[end + 2] as number) &&
    (units[end + 1] === after || !isLatin(units[end + 1] as number))
  );
}

/** 手机 between two numbers, 张伟电话 before one: a label of another field. */
export function holdsLabel({ after }: Field, start: number, end: number): boolean {
  for (let p = start; p < end - 1; p++) if (((after[p] as number) & LABEL_START) !== 0) return true;
  return false;
}

/** A firm's word inside the window or behind it in the same run: 王小虎餐饮管理有限公司. */
export function namesOrganisation({ units, after, length }: Field, start: number, end: number): boolean {
  const stop = Math.min(length, end + ORGANISATION_REACH);
  for (let p = start + 1; p < stop; p++) {
    if (((after[p] as number) & ORGANISATION_START) !== 0 && (p <= end + 8 || isHan(units[p - 1] as number)))
      return true;
    // 科锐达(成都)电子有限公司
    if (p === end && units[p] === 40) while (p < stop && p < end + LONGEST_BRACKET && units[p] !== 41) p++;
    else if (p >= end && (!isHan(units[p] as number) || ((after[p] as number) & NEIGHBOUR) !== 0)) return false;
  }
  return false;
}

/** 季花园, 江国际. */
export function endsLikePlace(units: Uint16Array, start: number, end: number): boolean {
  if (placeEnds === undefined) {
    placeEnds = new Set();
    for (const word of PLACE_ENDS.split(' '))
      placeEnds.add(word.length === 1 ? word.charCodeAt(0) : (word.charCodeAt(0) << 16) | word.charCodeAt(1));
  }
  const last = units[end - 1] as number;
  return end - start > 2 && (placeEnds.has(last) || placeEnds.has(((units[end - 2] as number) << 16) | last));
}

/** An everyday word of two characters that would be an ordinary name if it were none: 高峰, 白云. */
export function couldBeBoth(units: Uint16Array, start: number, end: number, likeness: number): boolean {
  return (
    end - start === 2 &&
    likeness + WORD_PENALTY >= 0 &&
    givenScore(units, start + 1) >= 0.5 &&
    isEverydayWord(units, start, end)
  );
}

/** Whether a labelled value that is no ordinary name may still be one: no word, no field label, no firm. */
export function isFreeName(field: Field, start: number, end: number): boolean {
  const { units, after } = field;
  if (isMasked(units, start, end) || namesOrganisation(field, start, end)) return false;
  if (((after[start] as number) & LABEL_START) !== 0) return false;
  if (isEverydayWord(units, start, end) || isOf(units[start] as number, NO_VALUE)) return false;
  return everydayWordEnd(units, start, end) < end && !namesDesk(units, end);
}

/** 财务部, 骨科, 客服中心: a desk, not a person. Only for values that nothing else shows to be a name. */
function namesDesk(units: Uint16Array, end: number): boolean {
  const last = units[end - 1] as number;
  return isOf(last, DESK_END) || (last === 0x5fc3 && units[end - 2] === 0x4e2d);
}

/** Reports whether a dot joins the stretch to more characters. */
export function isDotPart(units: Uint16Array, start: number, end: number): boolean {
  if (units[end] === 0xb7 && isHan(units[end + 1] as number)) return true;
  return start > 1 && units[start - 1] === 0xb7 && isHan(units[start - 2] as number);
}
