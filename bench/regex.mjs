// The baselines: what a good team writes in-house when logs must not hold customers' data. Every repetition is bounded,
// digits have boundaries, provinces are listed. They are as quick as we could make them without another idea: of two
// forms that find the same (lookbehind first or late, listed provinces or `[一-龥]{2,7}省`), the quicker stands here.

import { SURNAMES } from './corpus.mjs';

const PROVINCES =
  '北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆';
const LABELS = '收件人|收货人|寄件人|联系人|姓名|receiverName|consignee|senderName|contactName';

const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;
const ID_CARD = /(?<!\d)([1-9]\d{5})(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{3}[\dXx])(?!\d)/g;
// Province, then city and district, road and number, and up to four parts such as 江南花园3栋 2单元 502室.
const ADDRESS = new RegExp(
  `((?:${PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区))[一-龥]{2,28}?\\d{1,5}号(?:[一-龥]{0,12}\\d{1,5}(?:号楼|栋|幢|座|单元|室)){0,4}`,
  'g',
);
// After a label or the name of a field, or before a title.
const NAME = new RegExp(
  `((?:${LABELS})["']?\\s?[:：=]\\s?["']?)([一-龥])[一-龥]{1,3}|([${SURNAMES}])[一-龥]{0,2}(?=先生|女士|小姐)`,
  'g',
);

export const REGEXES = {
  mobile: (text) => text.replace(MOBILE, '$1****$2'),
  'id-card': (text) => text.replace(ID_CARD, '$1********$2'),
  address: (text) => text.replace(ADDRESS, '$1****'),
  name: (text) => text.replace(NAME, '$1$2$3**'),
};

/** Two passes, as teams chain them. */
export function maskStructured(text) {
  return text.replace(ID_CARD, '$1********$2').replace(MOBILE, '$1****$2');
}

/** Four passes. */
export function maskAll(text) {
  return text
    .replace(ID_CARD, '$1********$2')
    .replace(MOBILE, '$1****$2')
    .replace(ADDRESS, '$1****')
    .replace(NAME, '$1$2$3**');
}

/** What the expressions match, as tuomin's `detect` would say it; for counting only. */
export function detectStructured(text) {
  return [...matches(text, ID_CARD, 'id-card'), ...matches(text, MOBILE, 'mobile')];
}

export function detectAll(text) {
  return [...detectStructured(text), ...matches(text, ADDRESS, 'address'), ...matches(text, NAME, 'name')];
}

function matches(text, pattern, kind) {
  return Array.from(text.matchAll(pattern), (match) => ({
    kind,
    start: match.index + (kind === 'name' ? (match[1] ?? '').length : 0),
    end: match.index + match[0].length,
  }));
}
