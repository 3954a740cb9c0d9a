/** What the characters of a name look like: Han names, names in transliteration, names in Latin letters. */

import { isHan, isLatin } from '../../scan/scan.ts';
import { ZERO_WIDTH } from '../../text/fold.ts';
import { characterSize, givenScore, NOT_A_NAME, nameLikeness, surnameScore } from '../common/person.ts';

/** Characters by which Uyghur, Kazakh, Mongol, Tibetan and foreign names are written in Han script. */
export const TRANSLITERATION =
  '阿艾爱奥巴白拜班贝比毕边宾波伯博布才仓查朝次措达大代丹道德迪底东都杜多尔额恩尔尕嘎盖甘冈高戈格葛根古贡果哈海汉郝赫黑胡华霍吉加嘉江杰金' +
  '卡开凯坎柯科克肯库夸拉兰朗勒雷蕾里力丽利莉廉列林玲琳龙卢鲁罗洛马麦买曼毛梅美蒙孟米姆木穆那娜纳乃南妮尼诺欧帕潘庞佩朋皮平普其齐奇琪乔切钦青仁日茹瑞' +
  '撒萨塞赛桑沙山尚舍什圣斯苏索塔台泰坦提特图托吐土娃瓦旺望威维韦魏温文翁沃乌西希夏先晓谢辛雅亚延央扬叶依伊以因英尤友于雨玉约月云扎张贞珍镇芝珠卓孜' +
  '则仲曲卜甫吾玉素菲艾则牙森亚肉塞都赛库班依喀丽仙罕司义再外其热合汗江孙依买努如孜肉帕夏提吾力沙吐逊热孜旦地古再热米日祖拜克力亥沃巧旺姆卓嘎玛央措顿珠加才让桑格日勒图雅其木格呼斯楞那仁花塔娜高娃孟和德力';

/** Share of such characters from which a stretch sounds so. */
const HOW_FEW = 0.75;

let sounds: Uint8Array | undefined;
const compact = { units: undefined as Uint16Array | undefined };

/**
 * Log-odds that a stretch of Han characters is a name by itself. One space or a zero-width character may stand inside,
 * as in 陈 雨桐. Two to four characters with a surname, or three to eight in transliteration.
 */
export function hanLikeness(units: Uint16Array, start: number, end: number): number {
  let from = start;
  let to = end;
  let source = units;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (unit !== 32 && unit !== ZERO_WIDTH) continue;
    compact.units ??= new Uint16Array(32);
    source = compact.units;
    from = 0;
    to = 0;
    for (let j = start; j < end && to < 31; j++) {
      const held = units[j] as number;
      if (held !== 32 && held !== ZERO_WIDTH) source[to++] = held;
    }
    source[to] = 0;
    break;
  }
  return Math.max(nameLikeness(source, from, to), soundLikeness(source, from, to));
}

/** ●: a dot of some forms, and a mask. */
const BLACK_CIRCLE = 0x25cf;

/** Log-odds that units[start, end) is a name in transliteration: 努尔古丽, 其其格, 达瓦卓玛. Dots inside count for it. */
export function soundLikeness(units: Uint16Array, start: number, end: number): number {
  if (end - start < 3) return NOT_A_NAME;
  sounds ??= buildSounds();
  let fitting = 0;
  let all = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    if (unit === 0xb7 || unit === 46 || unit === BLACK_CIRCLE) dots++;
    else {
      all++;
      fitting += sounds[unit] as number;
    }
  }
  if (fitting < all * HOW_FEW || all < 3) return NOT_A_NAME;
  if (dots > 0) return 2.5 + (fitting === all ? 1.5 : 0);
  // Without a dot: 达瓦卓玛 and 乌云其其格, but 白马 or 东方明 are something else more often.
  return (fitting === all ? 0 : -2) + (all >= 4 && all <= 7 ? 0.5 : -1.5);
}

/** The end of a dot name that begins at `start`: Han parts of 1 to 8 joined by single dots, every dot in it; else `start`. */
export function dotNameEnd(units: Uint16Array, start: number, length: number): number {
  sounds ??= buildSounds();
  let at = start;
  let parts = 0;
  for (;;) {
    let size = 0;
    while (at + size < length && size <= 12 && isHan(units[at + size] as number)) {
      // 麦麦提江·艾山已接单: grammar ends the last part.
      if (parts > 0 && size > 1 && sounds[units[at + size] as number] === 0 && givenScore(units, at + size) <= -1)
        break;
      size++;
    }
    if (size === 0 || size > 12) return start;
    at += size;
    parts++;
    const dot = units[at] as number;
    // 阿孜古丽●依明, but 张●丰 is masked.
    const isDot = dot === 0xb7 || dot === 46 || (dot === BLACK_CIRCLE && size > 1 && isHan(units[at + 2] as number));
    if (!isDot || parts > 4 || !isHan(units[at + 1] as number)) break;
    at++;
  }
  return parts > 1 ? at : start;
}

/** The end of a romanised or English name at `start` (Chen Yutong, CHEN/YUTONG, O'Neil-Smith Ann), else `start`. */
export function latinNameEnd(units: Uint16Array, start: number, length: number): number {
  let at = start;
  let words = 0;
  let end = start;
  while (words < 4) {
    const first = units[at] as number;
    if (first < 65 || first > 90) break;
    let i = at + 1;
    while (i < length && i - at < 16 && isNameLetter(units, i)) i++;
    if (i - at < 2 && units[i] !== 46) break;
    if (!isEvenCase(units, at, i)) break;
    if (units[i] === 46) i++;
    words++;
    end = i;
    const joint = units[i] as number;
    if (joint !== 32 && joint !== 47) break;
    at = i + 1;
  }
  if (words < 2 || isLatin(units[end] as number) || units[end] === 95) return start;
  return end;
}

/** Reports whether four characters of transliterated names stand here: 达瓦卓玛. */
export function soundsLikeName(units: Uint16Array, at: number): boolean {
  sounds ??= buildSounds();
  for (let i = at; i < at + 4; i++) if (sounds[units[i] as number] === 0) return false;
  return true;
}

/** Reports whether a name can begin here: with a surname, or with a character of transliterated names. */
export function mayBegin(units: Uint16Array, at: number): boolean {
  sounds ??= buildSounds();
  return sounds[units[at] as number] === 1 || surnameScore(units, at) > -4;
}

/** Reports whether nothing in the stretch splits a surrogate pair. */
export function isWhole(units: Uint16Array, start: number, end: number): boolean {
  const first = units[start] as number;
  const last = units[end - 1] as number;
  return !(first >= 0xdc00 && first <= 0xdfff) && characterSize(units, end - 1) === 1 && last !== 0;
}

function isNameLetter(units: Uint16Array, at: number): boolean {
  const unit = units[at] as number;
  return isLatin(unit) || ((unit === 39 || unit === 45) && isLatin(units[at + 1] as number));
}

/** Capitalised or all capitals; `OrderService` and `McDonald` differ in nothing but the length, so two humps are let pass. */
function isEvenCase(units: Uint16Array, start: number, end: number): boolean {
  let upper = 0;
  let lower = 0;
  for (let i = start + 1; i < end; i++) {
    const unit = units[i] as number;
    if (unit >= 97) lower++;
    else if (unit >= 65) upper++;
  }
  return lower === 0 || upper <= 1;
}

function buildSounds(): Uint8Array {
  const built = new Uint8Array(65536);
  for (let i = 0; i < TRANSLITERATION.length; i++) built[TRANSLITERATION.charCodeAt(i)] = 1;
  return built;
}
