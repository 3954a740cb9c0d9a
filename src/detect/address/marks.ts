/** The quick look that spares a text without addresses the gazetteer and the grammar. */

import { isDigit, type Scan } from '../../scan/scan.ts';

/** Last characters of words that end the parts of an address, but for those that prose is full of. */
export const MARKS =
  '省市区县旗盟州镇乡村庄屯组队街道路巷弄号栋幢座楼室层房厦苑园城府庭湾邨寓院墅场校塔坪沟堡坊营连团社站店里元门';
/** Of these, the ones of which an address has at least one. */
const STRONG = '省市区县旗镇乡村屯街路巷弄号栋幢座楼室层厦苑邨组园城团队场寓院墅';
/** Marks that end the label of any number. */
const NUMBERED = '号单元门店里层';
/** Two parts of one address stand at most this far apart. */
const APART = 12;

const WEAK_MARK = 1;
const STRONG_MARK = 2;

let kinds: Uint8Array | undefined;

/** Reports whether two marks, one of them strong, stand close together in [from, to): 西湖区文三路, 7栋1单元. */
export function mayHoldAddress(scan: Scan, from: number, to: number): boolean {
  kinds ??= buildKinds();
  let last = from - APART - 1;
  let isLastStrong = false;
  for (let k = firstMark(scan, from); k < scan.markCount; k++) {
    const at = scan.markAt[k] as number;
    if (at >= to) return false;
    const kind = kinds[scan.units[at] as number] as number;
    if (kind === 0) continue;
    if (at - last <= APART && (isLastStrong || kind === STRONG_MARK)) return true;
    // 香槟11栋2501, 金山公寓8-895: a number behind says as much as a second mark, but for 订单号2501.
    if (isDigit(scan.units[at + 1] as number) && !NUMBERED.includes(String.fromCharCode(scan.units[at] as number)))
      return true;
    last = at;
    isLastStrong = kind === STRONG_MARK;
  }
  return false;
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
  for (let i = 0; i < MARKS.length; i++) built[MARKS.charCodeAt(i)] = WEAK_MARK;
  for (let i = 0; i < STRONG.length; i++) built[STRONG.charCodeAt(i)] = STRONG_MARK;
  return built;
}
