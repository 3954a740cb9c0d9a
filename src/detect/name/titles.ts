/** Forms of address: the surname beside them is personal, they themselves stay readable (`*先生`). */

import type { CueSet } from '../../scan/cues.ts';

/** Titles that follow hardly anything but a name. */
export const TITLE: CueSet = { name: 'title', words: '先生 女士 小姐 太太 夫人' };

/** Titles that are words of their own as well: 老师 after 王, but not after 各位. */
export const SOFT_TITLE: CueSet = {
  name: 'soft-title',
  words:
    '老师 师傅 经理 老板 老板娘 医生 大夫 护士 同学 同志 阿姨 叔叔 大叔 大爷 大妈 大姐 大哥 律师 警官 教授 主任 主管 局长 处长 科长 院长 校长 厂长 店长 ' +
    '队长 班长 组长 董事长 总经理 总监 书记 部长 市长 村长 会计 工程师 教练 师姐 师兄 学长 学姐 老弟 妹子',
};

/** Soft titles of one character. */
export const SOFT_TITLE_UNITS = '兄姨婶嫂哥姐叔总工董';

/** Before the surname: 老刘, 小陈. */
export const PREFIX_UNITS = '老小阿';

/** Words that 小 and 老 make with a surname. */
const NO_PREFIX =
  '小熊 小康 小龙 小梅 小雷 小雪 小路 小车 小时 小花 小白 小黄 小米 小马 小方 小包 小石 小江 小金 小高 老汤 小汤 老金 老白 老石 老马 小计 小单 小于 小令 小项 小班 小区 小全 小党 小阳 老板 老家 老房 老乡 阿里 小和';

/** Reports whether a unit is 老, 小 or 阿. */
export function isPrefix(unit: number): boolean {
  return unit === 0x8001 || unit === 0x5c0f || unit === 0x963f;
}

let noPrefix: Set<number> | undefined;

/** Reports whether 小 or 老 makes a word with the surname behind it: 小熊, 老汤. */
export function isPrefixedWord(prefix: number, surname: number): boolean {
  noPrefix ??= new Set(NO_PREFIX.split(' ').map((word) => (word.charCodeAt(0) << 16) | word.charCodeAt(1)));
  return noPrefix.has((prefix << 16) | surname);
}
