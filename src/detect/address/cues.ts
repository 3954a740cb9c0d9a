/** What the scan looks for on behalf of addresses. */

import { divisionWords } from '../../data/divisions.ts';
import type { CueSet } from '../../scan/scan.ts';
import { ENDS, MENTIONS, NEUTRAL, structureOf } from './suffixes.ts';

/** Names of provinces, cities and districts; a hit's word is the index in `divisionWords()`. */
export const DIVISION: CueSet = {
  name: 'division',
  track: 'address',
  list: () => divisionWords().map(({ word }) => word),
};

/** Ends of address parts; a hit's word is the index in `structureOf()`. */
export const STRUCTURE: CueSet = { name: 'address-structure', track: 'address', list: () => structureOf().words };

/** Words that only look like structure. */
export const FILLER: CueSet = { name: 'address-filler', track: 'address', words: NEUTRAL };

/** Words that an address does not go beyond. */
export const STOP_WORD: CueSet = { name: 'address-end', track: 'address', words: ENDS };

/** Roles and deeds: the place before them is only mentioned. */
export const MENTION: CueSet = { name: 'address-mention', track: 'address', words: MENTIONS };

/** Field labels and keys of addresses. */
export const ADDRESS_LABEL: CueSet = {
  name: 'address-label',
  words:
    '地址 收货地址 收件地址 收件人地址 收货人地址 寄件地址 寄件人地址 发货地址 发件地址 联系地址 家庭地址 家庭住址 住址 现住址 常住地址 详细地址 送货地址 配送地址 派送地址 取件地址 上门地址 公司地址 单位地址 办公地址 通讯地址 通信地址 居住地址 户籍地址 户口所在地 注册地址 经营地址 安装地址 所在地区 所在地 所在地址 省市区 收货信息 收件信息 寄件信息 街道地址 账单地址 新地址 旧地址 小区地址 送餐地址 目的地 住所 地址信息 Address ADDRESS',
  keys: '~address ~addr ~dizhi ~addressdetail ~detailaddress ~fulladdress ~receiveraddress ~street ~streetaddress ~location ~dz ~xxdz ~shdz ~region ~area ~zhuzhi ~shouhuodizhi',
};

/** Verbs that lead to where somebody lives or something goes. */
export const ADDRESS_VERB: CueSet = {
  name: 'address-verb',
  track: 'labels',
  words:
    '住在 家住 住 寄到 寄至 寄往 寄去 邮寄到 邮到 快递到 送到 送至 送往 送去 送货到 配送到 发到 发往 发至 发货到 改成 改为 改到 改送 换成 搬到 位于 坐落于 地处 放到 放在 放 家在 公司在 宿舍在 人在 店在 单位在 到达 来到 前往 上门到 就在 取件到 我在 我是 我家在 地址是 地址在 外卖放 外卖送 外卖到 接到 来接 去接',
};

/** Words of written-out English addresses. */
export const ENGLISH: CueSet = {
  name: 'address-english',
  words: 'Road Street Avenue Lane Boulevard Rd. Rd, St. St, Ave. Ave, Highway Alley Hutong Lu Jie Dadao',
};
