/** Real addresses of the sets in made-up delivery records, chats and logs, with invented recipients. */

import type { People } from './people.ts';
import type { Random } from './random.ts';
import type { Mark, Row } from './sets.ts';

/** A piece of a record with what is marked in it, offsets from its own start. */
export interface Piece {
  text: string;
  spans: Mark[];
  elements: Mark[];
}

const NAME_LABELS =
  '收件人 收货人 姓名 联系人 客户 收货姓名 寄件人 取件人 收件人姓名 客户姓名 发件人 签收人 receiver name receiverName consignee contact userName 称呼'.split(
    ' ',
  );
const ADDRESS_LABELS =
  '地址 收货地址 详细地址 收件地址 寄件地址 住址 家庭住址 address addr receiverAddress 派送地址 配送地址 送货地址 联系地址 取件地址 detailAddress'.split(
    ' ',
  );
const PHONE_LABELS = '电话 手机 手机号 联系电话 phone mobile tel 手机号码 联系方式 receiverPhone'.split(' ');
const TITLES = '先生 女士 小姐 师傅 老师 总 姐 哥 阿姨 经理 同学 医生 大姐 老板 主任'.split(' ');
const PREFIXES = ['小', '老', '阿'];
const PICKUPS = ['菜鸟驿站', '丰巢柜', '门卫室', '代收点', '物业', '快递柜', '前台', '传达室', '保安亭', '驿站'];
const OPENINGS = [
  '麻烦送到',
  '帮我改到',
  '请寄到',
  '地址改成',
  '我在',
  '送',
  '放在',
  '已送达',
  '寄往',
  '改送',
  '派送至',
  '您好，请送到',
  '师傅，放',
  '住在',
];
const CLOSINGS = [
  '',
  '。',
  ' 谢谢',
  '，请放门口',
  '，尽快',
  '，别打电话',
  '！',
  '，多谢',
  '，下午送',
  '，到了打电话',
  '，送货上门',
];
const GOODS = ['苹果', '手机壳', '猫粮', '文件', '羽绒服', '奶粉', '保温杯', '书', '药品', '洗衣液'];
/** What stands behind an address and is none of it. */
const REMARKS = [
  '',
  '',
  '',
  ' 收',
  '（到付）',
  ' 急',
  ' 易碎',
  '，工作日送',
  ' 勿折',
  ' 轻放',
  ' 电联',
  ' 放门口',
  ' 周末送货',
];
const CHATS = [
  '%n说他明天来拿',
  '刚才%n打电话来问了',
  '%n的快递到了',
  '你问下%n吧',
  '昨天是%n签收的',
  '请联系%n',
  '我叫%n',
  '我是%n，想查下快递',
  '%n代收',
  '%n本人签收',
  '让%n来取',
  '找%n就行',
  '@%n 看一下',
  '抄送%n',
  '由%n负责派送',
  '快递员%n已揽收',
  '客服%n为您服务',
  '%n和%n都在',
  '%n、%n、%n到场',
  '通知%n：今天不用来了',
  '感谢%n的支持',
  '%n已退款',
  '给%n的回复',
  '%n（财务）',
  '签收人是%n，如有疑问请联系%n',
  '司机%n电话打不通',
  '%n老公收的',
  '寄给%n的生日礼物',
  '收件人改成%n',
  '麻烦%n帮忙收一下',
];

export class Records {
  readonly #random: Random;
  readonly #people: People;
  readonly #addresses: readonly Piece[];

  constructor(random: Random, people: People, addresses: readonly Piece[]) {
    this.#random = random;
    this.#people = people;
    this.#addresses = addresses;
  }

  /** One record or message. */
  next(id: string): Row {
    const r = this.#random.next();
    const piece =
      r < 0.17
        ? this.#json()
        : r < 0.3
          ? this.#log()
          : r < 0.47
            ? this.#labelled()
            : r < 0.76
              ? this.#pasted()
              : r < 0.88
                ? this.#chat()
                : this.#mention();
    return { id, ...piece };
  }

  #address(): Piece {
    const random = this.#random;
    let piece = random.pick(this.#addresses);
    if (random.chance(0.15)) piece = withoutDivisions(piece);
    if (random.chance(0.08)) piece = spaced(piece, random);
    if (random.chance(0.06)) {
      const text = random.pick(PICKUPS);
      piece = join([piece, { text, spans: [], elements: [{ start: 0, end: text.length, type: 'pickup' }] }]);
    }
    return { ...piece, spans: [{ start: 0, end: piece.text.length, type: 'ADDRESS' }] };
  }

  /** A name, or a surname with a title. */
  #name(): Piece {
    const random = this.#random;
    const r = random.next();
    if (r < 0.1) return named(this.#people.surname(random), '', random.pick(TITLES));
    if (r < 0.13) return named(this.#people.surname(random), random.pick(PREFIXES), '');
    if (r < 0.17) return named(this.#people.name(random), '', random.pick(TITLES));
    return named(this.#people.name(random), '', '');
  }

  #phone(): Piece {
    const random = this.#random;
    const digits = `1${random.pick([...'3456789'])}${String(random.below(1e9)).padStart(9, '0')}`;
    const r = random.next();
    if (r < 0.06) return plain(`${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`);
    if (r < 0.12) return plain(`${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`);
    if (r < 0.16) return plain(`${digits}转${random.below(9000) + 1000}`);
    if (r < 0.19) return plain(`+86${digits}`);
    if (r < 0.22) return plain(`0${random.below(90) + 10}-${random.below(8e7) + 1e7}`);
    return plain(digits);
  }

  /** The fields of a record in some order, with the labels that fit. */
  #fields(): { piece: Piece; labels: readonly string[] }[] {
    const random = this.#random;
    const name = { piece: this.#name(), labels: NAME_LABELS };
    const address = { piece: this.#address(), labels: ADDRESS_LABELS };
    const phone = { piece: this.#phone(), labels: PHONE_LABELS };
    const r = random.next();
    if (r < 0.05) return [address];
    if (r < 0.1) return [name, phone];
    if (r < 0.14) return [name, address];
    if (r < 0.18) return [address, phone];
    return random.shuffle([name, address, phone]);
  }

  #json(): Piece {
    const random = this.#random;
    const quote = random.chance(0.2) ? '\\"' : '"';
    const pieces = [
      plain(random.pick(['{', '{', '[{', `{${quote}orderId${quote}:${quote}${this.#number()}${quote},`])),
    ];
    for (const [i, { piece, labels }] of this.#fields().entries())
      pieces.push(
        plain(
          `${i > 0 ? random.pick([',', ', ']) : ''}${quote}${random.pick(labels)}${quote}:${random.pick(['', ' '])}${quote}`,
        ),
        piece,
        plain(quote),
      );
    pieces.push(plain('}'));
    return join(pieces);
  }

  #log(): Piece {
    const random = this.#random;
    const pieces = [
      plain(
        random.pick([
          '[INFO] order ',
          'OrderDTO(',
          'request: ',
          '',
          `2025-0${random.below(9) + 1}-1${random.below(9)} 10:2${random.below(9)}:0${random.below(9)} WARN `,
          `单号${this.#number()} `,
        ]),
      ),
    ];
    const mark = random.pick(['=', '=', ': ', ':']);
    const gap = random.pick([', ', ' ', ',', '|', '&']);
    for (const [i, { piece, labels }] of this.#fields().entries())
      pieces.push(plain(`${i > 0 ? gap : ''}${random.pick(labels)}${mark}`), piece);
    pieces.push(plain(random.pick([')', '', ' status=OK', ` cost=${random.below(900)}ms`])));
    return join(pieces);
  }

  #labelled(): Piece {
    const random = this.#random;
    const mark = random.pick(['：', ':', ': ', ' ', '：', '']);
    const gap = random.pick([' ', '，', '\n', '；', ',', '\n', '  ']);
    const pieces: Piece[] = [];
    for (const [i, { piece, labels }] of this.#fields().entries())
      pieces.push(plain(`${i > 0 ? gap : ''}${random.pick(labels)}${mark}`), piece);
    pieces.push(plain(random.pick(CLOSINGS)));
    return join(pieces);
  }

  /** Without labels, as pasted into a box: glued or with any separator. */
  #pasted(): Piece {
    const random = this.#random;
    const gap = random.pick(['', '', ' ', ' ', ',', '，', '\t', '  ', '\n', ';', '、', '/', ' - ']);
    const pieces: Piece[] = [];
    for (const [i, { piece }] of this.#fields().entries()) pieces.push(plain(i > 0 ? gap : ''), piece);
    pieces.push(plain(random.pick(REMARKS)));
    return join(pieces);
  }

  #chat(): Piece {
    const random = this.#random;
    const pieces = [plain(random.pick(OPENINGS)), this.#address()];
    if (random.chance(0.6))
      pieces.push(
        plain(random.pick(['，', '。', ' ', '，找', '，联系', ' 收件人', '，'])),
        this.#name(),
        plain(random.pick(['收', '接一下', '', '，电话', ' ', '签收，'])),
      );
    if (random.chance(0.5)) pieces.push(plain(random.pick(['', ' ', '，'])), this.#phone());
    pieces.push(plain(random.pick(CLOSINGS)));
    return join(pieces);
  }

  /** Names in messages, without an address. */
  #mention(): Piece {
    const random = this.#random;
    const pieces: Piece[] = [];
    for (const [i, part] of random.pick(CHATS).split('%n').entries())
      pieces.push(...(i > 0 ? [this.#name()] : []), plain(part));
    if (random.chance(0.3))
      pieces.push(
        plain(random.pick(['，', '。', ' '])),
        plain(random.pick(GOODS)),
        plain(random.pick(['收到了', '还没到', '破损', '已发货'])),
      );
    return join(pieces);
  }

  #number(): string {
    return String(this.#random.below(1e9)) + String(this.#random.below(1e6));
  }
}

export function plain(text: string): Piece {
  return { text, spans: [], elements: [] };
}

function named(name: string, before: string, behind: string): Piece {
  return {
    text: before + name + behind,
    spans: [{ start: before.length, end: before.length + name.length, type: 'NAME' }],
    elements: [],
  };
}

export function join(pieces: readonly Piece[]): Piece {
  const joined = plain('');
  for (const { text, spans, elements } of pieces) {
    const at = joined.text.length;
    const move = ({ start, end, type }: Mark): Mark => ({ start: start + at, end: end + at, type });
    joined.text += text;
    joined.spans.push(...spans.map(move));
    joined.elements.push(...elements.map(move));
  }
  return joined;
}

/** Without province and city, or without everything down to the district. */
function withoutDivisions(piece: Piece): Piece {
  const kept = piece.elements.find(
    ({ type }) => !['country', 'prov', 'province', 'city', 'district', 'county'].includes(type),
  );
  if (kept === undefined || piece.text.length - kept.start < 6) return piece;
  return cut(piece, kept.start);
}

function cut({ text, spans, elements }: Piece, from: number): Piece {
  const move = ({ start, end, type }: Mark): Mark => ({ start: start - from, end: end - from, type });
  return {
    text: text.slice(from),
    spans: spans.filter(({ start }) => start >= from).map(move),
    elements: elements.filter(({ start }) => start >= from).map(move),
  };
}

/** A space between some parts. */
function spaced(piece: Piece, random: Random): Piece {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, type } of piece.elements) {
    if (start < at) return piece;
    if (start > at) pieces.push(plain(piece.text.slice(at, start)));
    if (at > 0 && random.chance(0.5)) pieces.push(plain(' '));
    pieces.push({ text: piece.text.slice(start, end), spans: [], elements: [{ start: 0, end: end - start, type }] });
    at = end;
  }
  pieces.push(plain(piece.text.slice(at)));
  return join(pieces);
}
