/**
 * How much a stretch of Han characters looks like the name of a person, judged by itself alone.
 *
 * The weights are log-odds against a random stretch of the same length: surname and given-character shares
 * (data/surnames.ts, data/given.ts), the usual lengths (three characters > 90 %, two 6.3 %, four 1.6 %, Ministry of
 * Public Security name report 2020) and, against it, everyday words. Context is the business of the caller.
 */

import { givenWeight } from '../../data/given.ts';
import { commonWords } from '../../data/lexicon.ts';
import { compoundSurnameRank, surnameWeight } from '../../data/surnames.ts';

/** What `nameLikeness` says of something that cannot be a name at all. */
export const NOT_A_NAME = -9;
/** What an everyday word loses. */
export const WORD_PENALTY = 5;

/** Han characters of the basic plane, and the first halves of those beyond it. */
export const FIRST_HAN = 0x3400;
export const LAST_HAN = 0xa000;
export const FIRST_BEYOND = 0xd840;
export const LAST_BEYOND = 0xd88f;

/** A character that no name of the list holds and no everyday word. */
const RARE_GIVEN = -0.8;

/** Surnames that are everyday characters in running text: weak evidence by themselves. */
const EVERYDAY_SURNAMES =
  '于和时向安常全关单方万马高白金文平成明包华阳那有为可家年计边连班党利都满温来过能经应项相实周容祝支强房' +
  '农生水火牛羊鱼花草木石山江河海云雷冷苗米麦多谷甘辛历从双但区商货楼台庄国东西南北门车官司宫古老小大少由';

/** Characters that hardly ever stand in a given name: grammar, commerce, buildings, field labels. */
const NEVER_GIVEN =
  '的了是在我你您他她它们这那哪不没有就也都很到给吗呢吧啊么着过被把对与及或但且因所以可会要想说看去做用某啦嘛呀哦诶' +
  '号码件址话栋幢楼室层房座区县省市镇乡街路巷弄村组队单元户店铺厂司部处局所站柜箱袋盒瓶罐吃喝买卖付款退货送派寄收取拿放打' +
  '个些每次两几款价钱块斤克米升寸双套条支枚张位名岁点分秒钟时周末昨今期间前后左右上下里外内旁边侧口这该此其什' +
  '请麻烦谢吗您好再还只才却又先已将让叫找问接快慢太最更非常挺比跟从向往按照死坏错差破旧脏臭黑贵便';

/** Words beyond the lexicon that begin with a surname and stand where names stand: brands, roles, shop and log words. */
const MORE_WORDS =
  '王老吉 李宁 康师傅 老干妈 周黑鸭 张小泉 李锦记 王守义 王守义十三香 周大福 周大生 周六福 王致和 王麻子 王饱饱 李子柒 李维斯 ' +
  '林清轩 张裕 贺岁 沈大成 马应龙 云南白药 同仁堂 江小白 江中 方太 方便面 康佳 海尔 海信 华为 金龙鱼 白沙 白云山 安踏 ' +
  '高峰 高峰期 夏装 冬装 方案 时效 段位 常温 程序 路由 路由器 单号 单元 王者 安利 白色 黑色 黄色 马上 周末 周边 周年 周期 ' +
  '路口 路上 路边 车位 车牌 车库 车辆 车主 高层 高级 高速 金额 金币 金牌 金色 明细 明天 明日 时段 时长 常用 安全 安装 ' +
  '包裹 包邮 包装 包括 于是 和平 方法 方式 方便 方向 万一 万元 全部 全家 全国 全场 平台 平安 平时 关注 关闭 关机 ' +
  '成功 成员 经理 经办 计划 连接 连续 容量 容易 项目 相关 相同 应该 应用 支付 支持 房间 房东 花园 花费 ' +
  '石材 江边 江北 江南 云端 温度 温馨 水果 水电 华东 华南 华北 东方 东区 西区 南区 北区 东门 西门 南门 北门 ' +
  '向上 向下 向前 文件 文本 文档 文字 余额 余下 任务 任何 任意 何时 何处 许可 许多 段落 梁柱 ' +
  '广播 宁可 师傅 司机 古代 宣传 解决 解释 谈话 游戏 游客 滑动 危险 景区 景点 查看 查询 查收 查件 ' +
  '祝您 祝你 谢谢 谢谢您 别人 曾经 时候 曾用名 尚未 幸运 宗教 符号 符合 简单 简称 管理 管家 钟点 项链 戴上 ' +
  '易碎 易碎品 贵重 贵重物品 左右 左边 左侧 右边 右侧 强烈 强制 冷藏 冷冻 冷链 乐园 车站 车间 边上 ' +
  '柴油 席位 席梦思 谷歌 蓝牙 蓝色 银行 银色 银卡 白金 黄金 钻石 党员 商家 商品 商户 商店 房号 ' +
  '成都 安徽 江苏 江西 云南 广东 广西 贵州 武汉 郑州 常州 温州 金华 黄山 黄石 安阳 安康 安庆 马来 高雄 ' +
  '包夜 权限 权益 印章 解约 计费 计算 暴露 暂停 别墅 别动 巴士 巴黎 ' +
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 浙江 福建 山东 河南 湖北 湖南 海南 四川 陕西 甘肃 青海 台湾 内蒙古 西藏 宁夏 新疆 香港 澳门 ' +
  '本人 客户 用户 顾客 骑手 司机 快递 快递员 物业 门卫 保安 前台 家人 家属 同事 朋友 老板 老师 经理 主管 领导 测试 账号 账户 ' +
  '爸爸 妈妈 爸妈 老公 老婆 儿子 女儿 哥哥 姐姐 弟弟 妹妹 阿姨 叔叔 爷爷 奶奶 对方 卖家 买家 店家 店主 团长 邻居';

let surnames: Float32Array | undefined;
let givens: Float32Array | undefined;
let words: Set<number> | undefined;
let firsts: Uint8Array | undefined;

/**
 * Log-odds that units[start, end) (folded units; 2 to 4 characters of Han, surname first) is a personal name.
 * Above 1 it looks like one, above 3 it is an ordinary name, below -1 it would need strong context.
 */
export function nameLikeness(units: Uint16Array, start: number, end: number): number {
  const length = characterCount(units, start, end);
  if (length < 2 || length > 4) return NOT_A_NAME;
  const surnameEnd = start + surnameLength(units, start, end);
  let score = surnameScore(units, start);
  let given = 0;
  for (let at = surnameEnd; at < end; at += characterSize(units, at)) {
    score += givenScore(units, at);
    given++;
  }
  if (given === 0) return NOT_A_NAME;
  // Two given characters are the rule, one is the exception, three hardly ever occur.
  score += given === 2 ? 0.4 : given === 1 ? -0.5 : -3;
  return score - wordPenalty(units, start, end);
}

/** Units of the surname at `at`: 2 for 欧阳 and for a surrogate pair, else 1. */
export function surnameLength(units: Uint16Array, at: number, end: number): number {
  // 东方红 is 东 or 东方; the compound wins when something is left for the given name.
  if (end - at > 2 && compoundSurnameRank(units[at] as number, units[at + 1] as number) > 0) return 2;
  return characterSize(units, at);
}

/** Log-odds of the surname at `at` alone: about 3 for 王 and 欧阳, 0 for rare ones, -4 for characters that are none. */
export function surnameScore(units: Uint16Array, at: number): number {
  const compound = compoundSurnameRank(units[at] as number, units[at + 1] as number);
  surnames ??= buildSurnames();
  const single = surnames[units[at] as number] as number;
  if (compound === 2) return Math.max(3, single);
  return compound === 1 ? Math.max(0.5, single) : single;
}

/** The same for one character, whatever follows it: a single load. */
export function singleSurnameScore(unit: number): number {
  surnames ??= buildSurnames();
  return surnames[unit] as number;
}

/** The table behind it, by unit; never to be written to. */
export function surnameScores(): Float32Array {
  surnames ??= buildSurnames();
  return surnames;
}

/** The same of given characters of the basic plane. */
export function givenScores(): Float32Array {
  givens ??= buildGivens();
  return givens;
}

/** Log-odds of the character at `at` as part of a given name: 1.3 for 伟, 0 for unusual ones, -4 for 的. */
export function givenScore(units: Uint16Array, at: number): number {
  const unit = units[at] as number;
  // Characters beyond the basic plane stand in names and hardly anywhere else.
  if (unit >= FIRST_BEYOND && unit <= LAST_BEYOND) return 0.5;
  givens ??= buildGivens();
  return givens[unit] as number;
}

/** Reports whether units[start, end) is an everyday word, a brand or a role. */
export function isEverydayWord(units: Uint16Array, start: number, end: number): boolean {
  words ??= buildWords();
  if (end - start < 2 || end - start > 6 || firsts?.[units[start] as number] === 0) return false;
  let hash = 0;
  for (let i = start; i < end; i++) hash = mix(hash, units[i] as number);
  return words.has(hash);
}

/** The end of the longest everyday word that begins at `start` and ends at or before `limit`, else `start`. */
export function everydayWordEnd(units: Uint16Array, start: number, limit: number): number {
  words ??= buildWords();
  if (firsts?.[units[start] as number] === 0) return start;
  let hash = 0;
  let longest = start;
  for (let i = start; i < limit && i < start + 6; i++) {
    hash = mix(hash, units[i] as number);
    if (i > start && words.has(hash)) longest = i + 1;
  }
  return longest;
}

/** 2 for the first half of a surrogate pair, else 1. */
export function characterSize(units: Uint16Array, at: number): number {
  const unit = units[at] as number;
  return unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
}

/** Characters in units[start, end), or 0 when an end falls into the middle of a surrogate pair. */
function characterCount(units: Uint16Array, start: number, end: number): number {
  let at = start;
  let count = 0;
  while (at < end) {
    const unit = units[at] as number;
    if (unit >= 0xdc00 && unit <= 0xdfff) return 0;
    at += characterSize(units, at);
    if (++count > 5) return count;
  }
  return at === end ? count : 0;
}

/** 高兴 is a word and no name, 高兴为 begins with one, 李明天 ends with one (and may yet be a name: 李和平). */
function wordPenalty(units: Uint16Array, start: number, end: number): number {
  const wordEnd = everydayWordEnd(units, start, end);
  if (wordEnd === end) return WORD_PENALTY;
  // 路子衿, 方子涵: 子 makes a word with the surname, and is a given character all the same.
  if (wordEnd > start) return end - start === 3 && givenScore(units, start + 1) >= 0.5 ? 1 : 3;
  return isEverydayWord(units, start + 1, end) ? 1 : 0;
}

function buildSurnames(): Float32Array {
  const built = new Float32Array(65536).fill(-4);
  for (let unit = FIRST_HAN; unit < LAST_HAN; unit++) {
    const weight = surnameWeight(unit);
    if (weight > 0) built[unit] = weight === 1 ? -3 : (weight - 26) / 5;
  }
  for (let i = 0; i < EVERYDAY_SURNAMES.length; i++) {
    const unit = EVERYDAY_SURNAMES.charCodeAt(i);
    built[unit] = Math.max(-4, (built[unit] as number) - 1);
  }
  return built;
}

function buildGivens(): Float32Array {
  const built = new Float32Array(65536).fill(-2);
  for (let unit = FIRST_HAN; unit < LAST_HAN; unit++) {
    const weight = givenWeight(unit);
    // What is in no everyday word either is a literary character, which parents look for: 衿.
    built[unit] = weight > 0 ? Math.max(-1.5, (weight - 23) / 10) : RARE_GIVEN;
  }
  for (const word of commonWords()) {
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
      if (givenWeight(unit) === 0) built[unit] = -2;
    }
  }
  for (let i = 0; i < NEVER_GIVEN.length; i++) {
    const unit = NEVER_GIVEN.charCodeAt(i);
    built[unit] = Math.min(-1, (built[unit] as number) - 2.5);
  }
  return built;
}

function buildWords(): Set<number> {
  const built = new Set<number>();
  firsts = new Uint8Array(65536);
  const add = (word: string): void => {
    let hash = 0;
    for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i));
    built.add(hash);
    (firsts as Uint8Array)[word.charCodeAt(0)] = 1; // assigned two lines above
  };
  for (const word of commonWords()) add(word);
  for (const word of MORE_WORDS.split(' ')) add(word);
  return built;
}

function mix(hash: number, unit: number): number {
  return (Math.imul(hash ^ unit, 0x01000193) + 0x9e3779b1) | 0;
}
