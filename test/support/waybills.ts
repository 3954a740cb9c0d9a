/** Invented waybills with what is true of them: nothing here is read from the sources that are tested. */

export interface Party {
  readonly name: string;
  readonly phone: string;
  /** The number proper, without prefix and extension. */
  readonly digits: string;
  readonly extension: string;
  readonly address: string;
  /** Unit, door and room as the address spells them. */
  readonly hidden: readonly string[];
}

export interface Waybill {
  readonly sender: Party;
  readonly receiver: Party;
  readonly record: object;
  readonly text: string;
}

const SURNAMES = '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 欧阳 上官 诸葛 司马 令狐'.split(' ');
const GIVEN =
  '伟 芳 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 雨桐 子涵 浩然 欣怡 梓萱 宇轩 思远 若溪 建国'.split(
    ' ',
  );
const DOTTED = ['努尔买买提·托合提', '阿依古丽·吐尔洪', '买合木提·艾山'];
const RARE = ['赵𫠊', '李㛃', '陈䶮'];
const PLACES = [
  ['湖北省武汉市江汉区', '常青街道'],
  ['浙江省杭州市余杭区', '仓前街道'],
  ['广东省深圳市南山区', '粤海街道'],
  ['四川省成都市锦江区', '春熙路街道'],
  ['辽宁省大连市沙河口区', ''],
  ['陕西省西安市雁塔区', ''],
  ['上海市浦东新区', ''],
] as const;
const ROADS = '青年路 文一西路 科技南路 人民中路 西安路 长安南路 张杨路 建设大道'.split(' ');
const ESTATES = '汇丰苑 招银大厦 香海园 天河国际 翠苑小区 碧桂园 金色家园'.split(' ');
const AREA_CODES = ['010', '021', '027', '0571', '0755'];

/** A generator of numbers that look random (xorshift), so that every run has the same waybills. */
function createDraw(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    from: <T>(list: readonly T[]): T => list[below(list.length)] as T, // below its length
    digits: (count: number): string => Array.from({ length: count }, () => below(10)).join(''),
  };
}

type Draw = ReturnType<typeof createDraw>;

function nameOf(draw: Draw): string {
  const kind = draw.below(20);
  if (kind === 0) return draw.from(DOTTED);
  if (kind === 1) return draw.from(RARE);
  return draw.from(SURNAMES) + draw.from(GIVEN);
}

function phoneOf(draw: Draw): Pick<Party, 'phone' | 'digits' | 'extension'> {
  const digits = `1${draw.from(['30', '39', '58', '77', '86', '98'])}${draw.digits(8)}`;
  const grouped = (joint: string) => [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(joint);
  switch (draw.below(7)) {
    case 0:
      return { phone: grouped(' '), digits, extension: '' };
    case 1:
      return { phone: grouped('-'), digits, extension: '' };
    case 2:
      return { phone: `+86 ${digits}`, digits, extension: '' };
    case 3: {
      const extension = digits.slice(1, 3) + draw.digits(2);
      return { phone: `${digits}${draw.from(['转', '-'])}${extension}`, digits, extension };
    }
    case 4: {
      const area = draw.from(AREA_CODES);
      const local = String(2 + draw.below(7)) + draw.digits(7);
      return { phone: `${area}-${local}`, digits: area + local, extension: '' };
    }
    default:
      return { phone: digits, digits, extension: '' };
  }
}

function addressOf(draw: Draw): Pick<Party, 'address' | 'hidden'> {
  const [place, town] = draw.from(PLACES);
  const road = `${place}${town}${draw.from(ROADS)}${10 + draw.below(889)}号`;
  const [house, unit, floor, door] = [1 + draw.below(30), 1 + draw.below(6), 1 + draw.below(32), 1 + draw.below(8)];
  const room = `${floor}${String(door).padStart(2, '0')}`;
  switch (draw.below(6)) {
    case 0:
      return { address: `${road}${draw.from(ESTATES)}${house}-${unit}-${room}`, hidden: [`-${unit}-`, room] };
    case 1:
      return { address: `${road}${draw.from(ESTATES)}${house}座${floor}层${room}室`, hidden: [room] };
    case 2:
      return {
        address: `${place}${town}柳树沟村${'一二三四五六七八九'[unit]}组${10 + house}号`,
        hidden: [`${10 + house}号`],
      };
    case 3:
      return { address: `${road}菜鸟驿站`, hidden: [] };
    case 4:
      return {
        address: `${place}${town}${draw.from(ROADS)}${10 + house}弄${100 + draw.below(89)}号${room}室`,
        hidden: [`${room}室`],
      };
    default:
      return { address: `${road}${draw.from(ESTATES)}${house}栋${unit}单元${room}室`, hidden: [`${unit}单元`, room] };
  }
}

function partyOf(draw: Draw): Party {
  return { name: nameOf(draw), ...phoneOf(draw), ...addressOf(draw) };
}

function recordOf(shape: number, number: string, sender: Party, receiver: Party): object {
  if (shape === 0)
    return {
      waybillNo: number,
      senderName: sender.name,
      senderPhone: sender.phone,
      senderAddress: sender.address,
      receiverName: receiver.name,
      receiverPhone: receiver.phone,
      receiverAddress: receiver.address,
    };
  if (shape === 1)
    return {
      运单号: number,
      寄件人: sender.name,
      寄件电话: sender.phone,
      寄件地址: sender.address,
      收件人: receiver.name,
      收件电话: receiver.phone,
      收件地址: receiver.address,
    };
  const person = ({ name, phone, address }: Party) => ({ name, mobile: phone, address });
  return { no: number, sender: person(sender), receiver: person(receiver), goods: ['衣服', '书'] };
}

export function makeWaybills(count: number): Waybill[] {
  const draw = createDraw(20_251_127);
  return Array.from({ length: count }, (_, i) => {
    const [sender, receiver] = [partyOf(draw), partyOf(draw)];
    const number = `YT${draw.digits(13)}`;
    const line = (who: string, { name, phone, address }: Party) => `${who}：${name} 电话：${phone} 地址：${address}`;
    return {
      sender,
      receiver,
      record: recordOf(i % 3, number, sender, receiver),
      text: `运单号 ${number}\n${line('寄件人', sender)}\n${line('收件人', receiver)}\n`,
    };
  });
}
