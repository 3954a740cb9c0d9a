// Synthetic delivery logs with known, planted values. Everything is invented: the people, the numbers, the roads; only the
// names of provinces, cities, districts and towns are real. The same seed gives the same corpus on every machine.

import { readFileSync } from 'node:fs';

/** Lines per block: every density plants its share in each block, so that any whole number of blocks has it. */
export const BLOCK = 20;
const BYTES = { low: 280, high: 390 };
const HAN_SHARE = { low: 0.28, high: 0.42 };
/** Marks around a planted value while a line is put together. */
const [OPEN, MIDDLE, CLOSE] = ['\uE000', '\uE001', '\uE002'];

export const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国文辉玲玉红春梅秀兰珍燕云志鹏飞雪琳晨阳宇轩浩然子涵欣怡梓睿雨桐佳慧思远博俊凯悦瑶婷倩颖莹薇岚峰斌彬鑫森林海波涌泉龙虎腾翔宁安康乐福禄寿喜松柏竹菊荷莲蕾蓓诗画书琴棋瑞祥祯祺嘉懿德仁义礼智信诚忠孝廉毅恒坚韧';
const ROAD_HEADS =
  '珞喻建设解放中山人民和平光谷友谊新华胜利长江黄河滨江湖滨文化学院科技创业工业金融花园梅园桃源松岭竹海荷塘柳堤枫林银杏梧桐丁香玉兰海棠云峰月湖星城晨曦晴川碧水青山绿洲翠屏紫金红旗白云黄鹤丹桂墨香宏图伟业昌盛兴隆富强康宁永安泰和福临瑞景祥云嘉禾丰泽';
const ROAD_TAILS = ['路', '路', '路', '街', '大道', '巷', '东路', '西路', '南路', '北街'];
const ESTATES = ['花园', '小区', '家园', '公馆', '新村', '苑', '名邸', '广场', '大厦', '公寓'];
const PREFIXES =
  '130 131 132 133 135 136 137 138 139 150 151 152 153 155 157 158 159 176 177 178 180 181 182 183 185 186 187 188 189 198 199';
const LABELS = ['收件人', '收货人', '寄件人', '联系人'];
const NAME_KEYS = ['receiverName', 'consignee', 'senderName', 'contactName'];
const TITLES = ['先生', '女士'];

const ACTIONS = words(
  '已到达 已离开 正在派送 完成揽收 等待入库 完成分拣 安排中转 退回 滞留于 转交 签收确认 重新派送 装车发往 卸车完成 安检通过 复核重量 补打面单 核对清单 更新轨迹 触发预警 取消拦截 修改时效 变更路由 登记异常 暂存待取 上传影像 生成回单 关闭工单 推送通知 同步状态',
);
const OBJECTS = words(
  '包裹 快件 邮件 货物 运单 面单 子件 母件 回单 托盘 笼车 集包 冷链箱 周转箱 文件袋 纸箱 编织袋 泡沫箱 保温箱 木架',
);
const GOODS = words(
  '手机壳 蓝牙耳机 充电宝 数据线 机械键盘 显示器 路由器 电饭煲 空气炸锅 吸尘器 保温杯 运动鞋 羽绒服 牛仔裤 连衣裙 洗面奶 防晒霜 面膜 洗发水 沐浴露 坚果礼盒 红富士苹果 赣南脐橙 阳澄湖大闸蟹 五常大米 纯牛奶 普洱茶 咖啡豆 婴儿奶粉 纸尿裤 儿童绘本 积木玩具 瑜伽垫 跳绳 羽毛球拍 登山包 折叠伞 台灯 收纳箱 四件套 乳胶枕 窗帘 地毯 花盆 猫粮 狗粮 鱼缸 打印纸 中性笔 笔记本',
);
const REASONS = words(
  '天气原因 道路施工 车辆故障 地址不详 电话无法接通 客户要求改期 包装破损 重量不符 超出派送范围 节假日顺延 安检未通过 系统超时 网络抖动 数据库连接池耗尽 消息重复消费 缓存穿透 签名校验失败 库存不足 费用未结清 路由表过期 限流降级 分区不可用 幂等键冲突 批次关闭 班次取消',
);
const SYSTEMS = words(
  '调度引擎 结算中心 路由服务 轨迹服务 消息网关 面单服务 计费模块 风控平台 对账任务 库存中心 时效预测 地理围栏 智能分单 客服工单 异常监控 影像识别 电子围栏 运力平台 车辆定位 签收校验',
);
const RESULTS = words(
  '处理成功 处理失败 等待重试 进入死信队列 人工介入 自动恢复 降级返回 命中缓存 回源查询 写入完成 校验通过 校验失败 已忽略 已合并 已拆分 已归档 已超时 已回滚 继续执行 跳过本次',
);
const UNITS = words('件 箱 袋 托 批 票 车 次 条 单');
const SERVICES = words(
  'dispatch-core route-planner waybill-api trace-writer billing-job label-printer hub-sorter notify-gateway geo-fence stock-sync claim-desk eta-model',
);
const CLASSES = words(
  'c.k.dispatch.DispatchService c.k.route.RoutePlanner c.k.trace.TraceWriter c.k.bill.FeeCalculator c.k.label.PrintQueue c.k.hub.SortController c.k.notify.SmsSender c.k.geo.FenceMatcher c.k.stock.SyncJob c.k.claim.ClaimHandler',
);
const ASCII_KEYS = words('seq shard cost retry batch node zone queue offset lag size rev ver partition ttl slot');
const METHODS = words(
  'createOrder updateTrace queryRoute bindVehicle closeBatch printLabel sendNotice lockStock splitParcel mergeBill',
);

/**
 * `count` lines of which `percent` hold planted values: `{ lines: [{ text, planted }], vocabulary }`. A planted value is
 * `{ kind, start, end }` in UTF-16 units of its line.
 */
export function makeCorpus(count, percent, seed = 20250701) {
  const random = createRandom(seed + percent);
  const places = readPlaces();
  const lines = [];
  for (let i = 0; i < count; i++) {
    // Spread evenly: at 5 % the last line of each block of twenty.
    const isPlanted = Math.floor(((i + 1) * percent) / 100) > Math.floor((i * percent) / 100);
    lines.push(makeLine(random, places, isPlanted));
  }
  return { lines, ...describe(lines) };
}

/** All lines in one text, with the planted values where they now stand. */
export function joinLines(lines) {
  const planted = [];
  let at = 0;
  for (const line of lines) {
    for (const { kind, start, end } of line.planted) planted.push({ kind, start: start + at, end: end + at });
    at += line.text.length + 1;
  }
  return { text: flat(lines.map(({ text }) => text).join('\n')), planted };
}

/** A string in one piece, as a reader would deliver it: built strings are flattened on first reading, and that costs. */
export function flat(text) {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Names a resident ID: eighteen digits with a right check character (GB 11643-1999). */
export function residentId(seventeen) {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ((1 << (17 - i)) % 11) * Number(seventeen[i]);
  return seventeen + '10X98765432'[sum % 11];
}

/** Numbers from 0 to 1 that are the same on every machine (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (n) => Math.floor(next() * n),
    chance: (p) => next() < p,
    pick: (list) => list[Math.floor(next() * list.length)],
    digits: (n) => Array.from({ length: n }, () => Math.floor(next() * 10)).join(''),
    hex: (n) => Array.from({ length: n }, () => '0123456789abcdef'[Math.floor(next() * 16)]).join(''),
  };
}

function words(text) {
  return text.split(' ');
}

/** Provinces, cities and districts that are written in full, and towns for the names of hubs. */
function readPlaces() {
  const read = (file) =>
    readFileSync(new URL(`../src/data/source/${file}`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => /^\d/u.test(line))
      .map((line) => line.split('\t'));
  const names = new Map(read('divisions.tsv'));
  const districts = [];
  for (const [code, name] of names) {
    if (code.length !== 6) continue;
    const [province, city] = [names.get(code.slice(0, 2)), names.get(code.slice(0, 4))];
    if (province === undefined || city === undefined || !/[区县市]$/u.test(name) || name.length < 3) continue;
    if (/直辖/u.test(city)) continue;
    districts.push({ code, path: `${province}${/^(?:市辖区|县)$/u.test(city) ? '' : city}${name}`, name });
  }
  return { districts };
}

function makeLine(random, places, isPlanted) {
  const make = random.chance(0.6) ? jsonLine : plainLine;
  let values = [];
  for (let attempt = 0; ; attempt++) {
    // A person whose address is too long for a line gives way to another.
    if (isPlanted && attempt % 50 === 0) values = person(random, places);
    const line = unmark(make(random, places, values));
    const bytes = Buffer.byteLength(line.text);
    const share = hanBytes(line.text) / bytes;
    if (bytes >= BYTES.low && bytes <= BYTES.high && share >= HAN_SHARE.low && share <= HAN_SHARE.high) return line;
  }
}

function jsonLine(random, places, values) {
  const fields = [
    ['ts', random.chance(0.5) ? timestamp(random, 'T') : 1751300000000 + random.below(90000000)],
    ['level', random.pick(['INFO', 'INFO', 'INFO', 'WARN', 'ERROR'])],
    ['svc', random.pick(SERVICES)],
    ['traceId', random.hex(random.chance(0.5) ? 32 : 16)],
  ];
  if (random.chance(0.7)) fields.push([random.pick(['orderNo', 'orderId', 'bizNo']), orderNumber(random)]);
  if (random.chance(0.5)) fields.push(['waybillNo', waybill(random)]);
  const phrases = [];
  for (const { kind, value } of values) {
    if (kind === 'mobile') fields.push([random.pick(['mobile', 'phone', 'receiverTel']), mark(kind, value)]);
    else if (kind === 'id-card') fields.push([random.pick(['idCard', 'idNo', 'certNo']), mark(kind, value)]);
    else if (kind === 'address') fields.push([random.pick(['address', 'receiverAddress', 'addr']), mark(kind, value)]);
    else if (random.chance(0.7)) fields.push([random.pick(NAME_KEYS), mark(kind, value)]);
    else phrases.push(named(random, value));
  }
  phrases.push(...message(random, places));
  if (values.length === 0 && random.chance(0.6)) fields.push(['hub', hub(random, places)]);
  for (let n = random.below(4); n > 0; n--) fields.push([random.pick(ASCII_KEYS), random.below(100000)]);
  fields.push(['msg', phrases.join('，')]);
  return JSON.stringify(Object.fromEntries(fields));
}

function plainLine(random, places, values) {
  const head = `${timestamp(random, ' ')} ${random.pick(['INFO ', 'WARN ', 'ERROR'])} [${random.pick(['http-nio-8080-exec', 'kafka-consumer', 'pool-3-thread'])}-${random.below(200)}] ${random.pick(CLASSES)}`;
  const ids = [`traceId=${random.hex(16)}`, `method=${random.pick(METHODS)}`];
  if (random.chance(0.7)) ids.push(`orderNo=${orderNumber(random)}`);
  for (let n = random.below(4); n > 0; n--) ids.push(`${random.pick(ASCII_KEYS)}=${random.below(100000)}`);
  const phrases = [];
  for (const { kind, value } of values) {
    if (kind === 'mobile') phrases.push(`${random.pick(['电话', '手机', '联系电话'])}：${mark(kind, value)}`);
    else if (kind === 'id-card') phrases.push(`${random.pick(['身份证', '证件号'])}：${mark(kind, value)}`);
    else if (kind === 'address') phrases.push(`${random.pick(['地址', '收货地址'])}：${mark(kind, value)}`);
    else phrases.push(named(random, value));
  }
  phrases.push(...message(random, places));
  return `${head} ${ids.join(' ')} - 运单 ${waybill(random)} ${phrases.join('，')}，耗时 ${random.below(3000)}ms`;
}

/** What a line with data holds: always a mobile number, mostly a name, often an address, sometimes an ID. */
function person(random, places) {
  const values = [{ kind: 'mobile', value: random.pick(PREFIXES.split(' ')) + random.digits(8) }];
  if (random.chance(0.2)) {
    const born = `${1950 + random.below(56)}${pad(1 + random.below(12), 2)}${pad(1 + random.below(28), 2)}`;
    values.push({
      kind: 'id-card',
      value: residentId(random.pick(places.districts).code + born + pad(1 + random.below(999), 3)),
    });
  }
  if (random.chance(0.6)) values.push({ kind: 'address', value: address(random, places) });
  if (random.chance(0.85)) values.unshift({ kind: 'name', value: name(random) });
  return values;
}

function named(random, value) {
  return random.chance(0.25)
    ? `已联系${mark('name', random.chance(0.5) ? value : value[0])}${random.pick(TITLES)}`
    : `${random.pick(LABELS)}：${mark('name', value)}`;
}

function name(random) {
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.6) ? random.pick(GIVEN) : '');
}

function address(random, places) {
  let text = `${random.pick(places.districts).path}${road(random)}${1 + random.below(1999)}号`;
  if (random.chance(0.7)) {
    text += `${random.pick(ROAD_HEADS)}${random.pick(ROAD_HEADS)}${random.pick(ESTATES)}${1 + random.below(40)}${random.pick(['栋', '幢', '号楼'])}`;
    if (random.chance(0.5)) text += `${1 + random.below(6)}单元`;
    text += `${1 + random.below(32)}${pad(1 + random.below(12), 2)}室`;
  }
  return text;
}

function road(random) {
  return random.pick(ROAD_HEADS) + random.pick(ROAD_HEADS) + random.pick(ROAD_TAILS);
}

function hub(random, places) {
  return `${random.pick(places.districts).name}${random.pick(['分拨中心', '营业部', '转运中心', '集散中心', '服务点'])}`;
}

function message(random, places) {
  const phrases = [];
  for (let n = 1 + random.below(5); n > 0; n--) {
    phrases.push(
      random.pick([
        () => `${random.pick(OBJECTS)}${random.pick(ACTIONS)}${hub(random, places)}`,
        () => `${random.pick(SYSTEMS)}${random.pick(RESULTS)}`,
        () => `因${random.pick(REASONS)}${random.pick(ACTIONS)}`,
        () => `${random.pick(GOODS)}共${1 + random.below(60)}${random.pick(UNITS)}`,
        () => `${random.pick(SYSTEMS)}因${random.pick(REASONS)}${random.pick(RESULTS)}`,
        () => `重量${random.below(90)}.${random.digits(2)}公斤`,
      ])(),
    );
  }
  return phrases;
}

function timestamp(random, joint) {
  const time = `${pad(random.below(24), 2)}:${pad(random.below(60), 2)}:${pad(random.below(60), 2)}.${random.digits(3)}`;
  return `2025-07-${pad(1 + random.below(28), 2)}${joint}${time}${joint === 'T' ? '+08:00' : ''}`;
}

function orderNumber(random) {
  return random.pick([
    () => `DD202507${random.digits(12)}`,
    () => `202507${pad(1 + random.below(28), 2)}${random.digits(12)}`,
    () => `${1 + random.below(9)}${random.digits(17)}`,
    () => `${random.hex(8)}-${random.hex(4)}-${random.hex(4)}`,
  ])();
}

function waybill(random) {
  return random.pick([
    () => `SF${random.digits(13)}`,
    () => `YT${random.digits(13)}`,
    () => `JDX${random.digits(12)}`,
    () => `7${random.digits(14)}`,
  ])();
}

function pad(number, size) {
  return String(number).padStart(size, '0');
}

function mark(kind, value) {
  return `${OPEN}${kind}${MIDDLE}${value}${CLOSE}`;
}

function unmark(marked) {
  let text = '';
  const planted = [];
  for (const piece of marked.split(OPEN)) {
    const [kind, rest] = piece.includes(MIDDLE) ? piece.split(MIDDLE) : [undefined, piece];
    if (kind === undefined) {
      text += rest;
      continue;
    }
    const [value, after] = rest.split(CLOSE);
    planted.push({ kind, start: text.length, end: text.length + value.length });
    text += value + after;
  }
  return { text: flat(text), planted };
}

function hanBytes(text) {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x4e00 && unit <= 0x9fff) bytes += 3;
  }
  return bytes;
}

/** The figures of a corpus that a reader of the results needs; a small vocabulary flatters caches and predictors. */
function describe(lines) {
  const vocabulary = new Set();
  let [bytes, chars, han] = [0, 0, 0];
  const planted = {};
  for (const line of lines) {
    bytes += Buffer.byteLength(line.text);
    chars += line.text.length;
    han += hanBytes(line.text);
    for (const word of line.text.match(/\p{Script=Han}+|[A-Za-z]+|\d+/gu) ?? []) vocabulary.add(word);
    for (const { kind } of line.planted) planted[kind] = (planted[kind] ?? 0) + 1;
  }
  return { bytes, chars, hanShare: han / bytes, vocabulary: vocabulary.size, planted };
}
