/** Names of fields that may stand in a label of a metric or in a sample: those that cannot be somebody's. */

import { createRedactor } from '../../index.ts';
import type { Redactor } from '../../record/index.ts';

/** Where there is no name, or there are too many. */
export const OTHERS = '(others)';

/** How many names of fields are remembered; a map keyed by customers must not fill the memory. */
const MOST_NAMES = 4096;
const LONGEST_NAME = 48;
/** An identifier: names of people in Latin letters have a space. */
const IDENTIFIER = /^[A-Za-z_$][\w$.-]*$/;
const HAN_NAME = /^[\p{Script=Han}\w]+$/u;
/** A common surname in pinyin and one or two syllables behind it: zhangwei, ouyangnana. */
const PINYIN =
  /^(?:wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|hu|zhu|gao|lin|he|guo|ma|luo|liang|song|zheng|xie|han|tang|feng|yu|dong|xiao|cheng|cao|yuan|deng|fu|shen|zeng|peng|lv|su|lu|jiang|cai|jia|ding|wei|xue|ye|yan|pan|du|dai|xia|zhong|tian|ren|fan|fang|shi|yao|tan|liao|zou|xiong|jin|hao|kong|bai|cui|kang|mao|qiu|qin|gu|hou|shao|meng|long|wan|duan|lei|qian|yin|yi|chang|qiao|lai|gong|wen|ouyang)(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iong|[iu]?ang?|u?ai|i?ao|[iu]a|[iuv]e|eng?|ei|er|ing?|ong|ou|iu|u[ino]|vn|[aeiouv])){1,2}$/;

/** Words that read like a name all the same. */
const ENGLISH = ['guide', 'house', 'like', 'line', 'machine', 'make', 'male', 'suite'];

/** Any words of a name, one behind the other: zhangweiPhone, tel_li_na. */
function holdsPinyin(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !ENGLISH.includes(word));
  return words.some((_, i) => words.some((_, j) => j >= i && PINYIN.test(words.slice(i, j + 1).join(''))));
}

/**
 * Names of fields that may be shown. Reports leave out names that are masked themselves; here, where they end up in other systems for
 * years, a name has to be one in which even the policy `strict` sees nothing, which has no more than three digits and holds no name
 * of a person, in Han characters or in pinyin.
 */
export class Names {
  readonly #known = new Map<string, string>();
  #judge: Redactor | undefined;

  /** '' for what is not to be shown. */
  labelOf(name: string): string {
    if (name === '' || name.length > LONGEST_NAME) return '';
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const label = this.#isHarmless(name) ? name : '';
    if (this.#known.size < MOST_NAMES) this.#known.set(name, label);
    return label;
  }

  #isHarmless(name: string): boolean {
    if (name.replace(/\P{N}/gu, '').length > 3) return false;
    this.#judge ??= createRedactor({ policy: 'strict' });
    if (this.#judge.detect(name).length > 0) return false;
    if (IDENTIFIER.test(name)) return !holdsPinyin(name);
    // As a person's it would be read as a name, if it can be one.
    return HAN_NAME.test(name) && this.#judge.detect(`姓名：${name}`).length === 0;
  }
}
