// Orders as shops keep them, twenty fields each; all people are invented.

import { createRandom } from './corpus.mjs';

const NAMES = ['陈雨桐', '王建国', '李晓峰', '赵丽华', '欧阳国强', '周敏'];
const PLACES = ['泛海国际', '天河花园', '江南名苑', '阳光新城'];
const REMARKS = ['请尽快发货', '放门卫', '周末送', '发票抬头个人', '不要打电话', ''];

export function makeOrders(count, seed = 5) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const name = NAMES[random.below(NAMES.length)];
    const phone = `159${random.digits(8)}`;
    const asked = random.below(10) === 0;
    return {
      orderId: 20250718000000 + i,
      orderNo: `SO${random.digits(14)}`,
      status: ['PAID', 'SHIPPED', 'DONE'][random.below(3)],
      channel: 'APP',
      createdAt: `2025-07-18 1${random.below(10)}:${10 + random.below(50)}:27`,
      amount: random.below(100_000) / 100,
      currency: 'CNY',
      itemCount: 1 + random.below(9),
      sku: `SKU-${1000 + random.below(97)}`,
      title: '夏季纯棉短袖T恤',
      shopId: 8811,
      shopName: '优品旗舰店',
      receiverName: name,
      receiverPhone: phone,
      province: '湖北省',
      city: '武汉市',
      district: '江汉区',
      address: `${PLACES[random.below(PLACES.length)]}${1 + random.below(20)}栋2单元${1000 + random.below(900)}`,
      remark: asked ? `到了打给${name.slice(-2)}，尾号${phone.slice(-4)}` : REMARKS[random.below(REMARKS.length)],
      waybill: `SF${random.digits(13)}`,
    };
  });
}
