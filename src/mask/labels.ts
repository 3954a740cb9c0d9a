/** What the `tag` strategy calls each kind. */

import type { Kind, KnownKind } from '../types.ts';

const LABELS: Readonly<Record<KnownKind | 'denied', string>> = {
  mobile: '手机号',
  'phone-tail': '手机尾号',
  landline: '固定电话',
  hotline: '服务热线',
  'id-card': '身份证号',
  'hk-id': '香港身份证号',
  'macau-id': '澳门身份证号',
  'tw-id': '台湾身份证号',
  permit: '通行证号',
  passport: '护照号',
  'officer-card': '军官证号',
  'bank-card': '银行卡号',
  plate: '车牌号',
  email: '邮箱',
  uscc: '统一社会信用代码',
  wechat: '微信号',
  qq: 'QQ号',
  'birth-date': '出生日期',
  geo: '位置',
  'pickup-code': '取件码',
  'door-code': '门禁密码',
  username: '用户名',
  secret: '密钥',
  name: '姓名',
  address: '地址',
  denied: '已屏蔽',
};

/** The Chinese label of a kind; a kind of the caller's own is called as the caller spells it. */
export function labelOf(kind: Kind): string {
  return Object.hasOwn(LABELS, kind) ? LABELS[kind as KnownKind] : kind; // hasOwn just said so
}
