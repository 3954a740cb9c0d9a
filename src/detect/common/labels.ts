/** Labels that more than one detector reads. */

import type { CueSet } from '../../scan/scan.ts';

/** Codes that open a door. 门禁 and 门锁 alone also name the thing, so their values are read more strictly. */
export const DOOR_LABEL: CueSet = {
  name: 'door-code',
  words:
    '门禁密码 门禁码 门禁口令 门锁密码 开门密码 开门码 密码锁密码 单元门密码 单元密码 楼道密码 楼道门密码 楼下密码 入户密码 入户门密码 ' +
    '大门密码 房门密码 家门密码 电梯密码 智能锁密码 小区密码 小区门密码 楼宇密码 进门密码 防盗门密码 院门密码 车库密码 ' +
    '門禁密碼 門鎖密碼 大門密碼 開門密碼',
  keys: '~doorCode ~doorPassword ~doorPwd ~accessCode ~gateCode ~lockPassword ~lockPwd ~lockCode ~entryCode ~doorPasscode ~menjin',
};

/** Codes that hand over a parcel. */
export const PICKUP_LABEL: CueSet = {
  name: 'pickup-code',
  words:
    '取件码 取件号 取件密码 取件口令 取件编号 取件碼 提货码 提货号 提货密码 提貨碼 取货码 取货号 取货密码 取貨碼 自提码 自提号 ' +
    '收货码 开柜码 开箱码 驿站码 货架号 开柜密码 开箱密码 取包裹码 领取码',
  keys:
    '~pickupCode ~pickUpCode ~pickUpNo ~pickupNo ~pickupNumber ~pickCode ~takeCode ~fetchCode ~takeDeliveryCode ~selfPickupCode ~extractCode ' +
    '~qujianma ~openBoxCode ~lockerCode ~deliveryCode ~receiveCode',
};
