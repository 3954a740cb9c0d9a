/** The words that end the parts of an address, as data. Simplified characters: the script fold reads the others. */

import { ELEMENT_KINDS, type ElementKind } from '../../text/elements.ts';

/**
 * Words by what they make of what stands before them.
 * `after`: a stem of Han characters (文一西 + 路) or a number (969 + 号). `weak` words end many things that are no address.
 * `alone`: the word stands for itself.
 */
interface SuffixRow {
  readonly kind: ElementKind;
  readonly after: 'stem' | 'number' | 'alone';
  readonly weak?: true;
  readonly org?: true;
  readonly hub?: true;
  readonly words: string;
}

const ROWS: readonly SuffixRow[] = [
  { kind: 'country', after: 'alone', words: '中国 中华人民共和国' },
  { kind: 'prov', after: 'stem', words: '省 自治区 特别行政区' },
  { kind: 'city', after: 'stem', words: '市 地区 自治州 盟' },
  { kind: 'district', after: 'stem', words: '县 自治县 自治旗 林区 特区 旗' },
  { kind: 'district', after: 'stem', weak: true, words: '区' },
  {
    kind: 'redundant',
    after: 'alone',
    words: '省直辖县级行政区划 自治区直辖县级行政区划 省直辖县 直辖县 市辖区 县级行政区划',
  },
  {
    kind: 'devzone',
    after: 'stem',
    words:
      '开发区 经济开发区 技术开发区 经济技术开发区 技术产业开发区 高新区 高新西区 高新园区 高新 经开区 新区 工业园 工业园区 工业区 工业集中区 产业园 产业园区 产业区 产业基地 科技园 科技园区 高教园区 园区 保税区 自贸区 示范区 度假区 风景区 景区 旅游区 管委会 管理区 创业园 软件园 物流园 创意园 生态园 特色小镇 科学城 大学城',
  },
  {
    kind: 'devzone',
    after: 'alone',
    words: '开发区 经济开发区 经济技术开发区 高新区 经开区 高新技术开发区 高新技术产业开发区',
  },
  {
    kind: 'town',
    after: 'stem',
    words:
      '街道 路街道 街街道 村街道 镇街道 乡街道 巷街道 大道街道 前街道 后街道 大街道 小街道 广场街道 公园街道 新村街道 新城街道 新区街道 街道办 街道办事处 办事处 镇 乡 苏木 民族乡 农场 林场 牧场 分场 渔场 茶场 原种场 良种场',
  },
  { kind: 'town', after: 'alone', words: '城关镇 城关' },
  {
    kind: 'community',
    after: 'stem',
    words: '社区 村 嘎查 居委会 居委 居民委员会 村委会 村委 村民委员会 行政村 自然村 居民区 片区',
  },
  { kind: 'group', after: 'stem', weak: true, words: '坪 沟 庄 堡 坊 寨 埠 营 组 队 村民小组 小组 生产队' },
  { kind: 'group', after: 'stem', words: '屯' },
  { kind: 'group', after: 'number', words: '组 队 村民组 村民小组 小组 生产队 社 团 连 师 大队 分场 小队 屯' },
  {
    kind: 'road',
    after: 'stem',
    words:
      '路 街 大道 大街 巷 弄 胡同 支路 公路 高速公路 国道 省道 县道 乡道 支弄 支巷 横路 横街 辅路 中路 东路 西路 南路 北路 环路 步行街 商业街 小街 前街 后街 马路 快速路 林荫道 环岛 大堤 立交桥 立交 里弄',
  },
  { kind: 'road', after: 'stem', weak: true, words: '道 里 条 段 线 桥 径 高速' },
  {
    kind: 'road',
    after: 'number',
    words: '巷 路 街 大街 大道 号路 号街 号大街 号大道 号公路 国道 省道 县道 支路 支巷 马路',
  },
  { kind: 'road', after: 'number', weak: true, words: '条 段 里' },
  { kind: 'roadno', after: 'number', words: '号 弄 号院 院 号院内 支弄 号大院 公里 牌' },
  {
    kind: 'poi',
    after: 'stem',
    words:
      '小区 花园 公寓 苑 广场 大厦 中心 大院 家园 宿舍 宿舍区 市场 酒店 大酒店 宾馆 饭店 商城 商场 国际 国际城 新城 别墅 山庄 庄园 雅苑 嘉园 嘉苑 名苑 华庭 豪庭 名府 公馆 校区 写字楼 综合楼 办公楼 教学楼 实验楼 宿舍楼 商务楼 商住楼 住宅楼 家属楼 单元楼 体育馆 体育场 新苑 新村 花苑 花城 佳苑 锦苑 豪园 名都 名城 名邸 名居 雅居 雅园 雅庭 丽苑 丽都 世家 人家 华府 华苑 华城 御府 府邸 庭院 社区中心 商务中心 会所 加油站 服务区 火车站 汽车站 高铁站 地铁站 公交站 客运站 批发市场 农贸市场 建材市场 建材城 家具城 服装城 步行城 美食城 电脑城 五金城 汽配城 汽车城 超市 便利店 大药房 药店 购物中心 百货 购物广场 生活广场 工业大厦 家属院 家属区 生活区 住宅区 住宅小区 职工宿舍 安置房 安置小区 回迁房 公租房 廉租房 保障房 经济适用房 别墅区 里弄 大楼 酒楼 茶楼 塔楼 裙楼 主楼 副楼 附楼 东塔 西塔 南塔 北塔 集贸市场 水果市场 蔬菜市场 工业城 科技城 商贸城 小商品城 国际商贸城 世纪城 时代城 现代城 万达广场 金融中心 创业中心 服务中心 活动中心 会展中心 体育中心 厂房 工地 售楼部 售楼处 货运站 停车场 码头 大市场 影城 文化宫 少年宫 公园 植物园 动物园 乐园 教堂 寺 庙 水库',
  },
  {
    // Firms and offices: where somebody works or was treated, but as a rule no address by themselves.
    kind: 'poi',
    after: 'stem',
    org: true,
    words:
      '学校 大学 学院 中学 小学 初中 高中 一中 二中 三中 四中 五中 职中 中专 技校 幼儿园 托儿所 医院 卫生院 卫生室 卫生所 卫生站 有限公司 有限责任公司 集团公司 股份公司 公司 集团 图书馆 博物馆 派出所 检察院 法院 公安局 财政局 税务局 管理局 供电局 信用社 银行 支行 邮局 邮政局 研究所 研究院 设计院 事务所 敬老院 福利院 养老院 人民医院 中医院 妇幼保健院 实验小学 实验中学 职业学院 师范大学 理工大学 车间 工厂 项目部 机场 影院 剧院 水厂 电厂 养殖场 饲料厂 食品厂 服装厂 机械厂 制造厂 加工厂 大桥 人民法院 人民检察院 分局 党校 支队 大队 中队 分院 分校 委员会 办公厅 水电站 出版社 报社 电视台',
  },
  {
    // Where parcels pass through: a county and one of these is a stage of a route, not where somebody lives.
    kind: 'poi',
    after: 'stem',
    org: true,
    hub: true,
    words:
      '转运中心 分拨中心 集散中心 分拣中心 处理中心 邮件处理中心 操作中心 快运中心 物流中心 配送中心 仓储中心 营业部 分公司 网点 分部 站点 中转站 中转场 分拨场 集配站 配送站 场站 揽投部 航空部 代理点 服务点 接驳点 仓库 前置仓 中心仓 区域仓 集货仓 保税仓 发货仓 退货仓 云仓 枢纽 收费站 服务站 商圈',
  },
  {
    kind: 'poi',
    after: 'stem',
    weak: true,
    words:
      '庭 府 城 厂 园 院 馆 店 站 局 所 部 湾 轩 阁 居 楼 门 墅 郡 邸 厅 房 座 栋 幢 国贸 网吧 酒吧 咖啡 餐厅 餐馆 火锅 烧烤 美发 造型 美容 眼镜 烟酒 水果店 小吃 面馆 快餐 茶馆 棋牌 网咖 宾舍 客栈 民宿 农庄 农家乐 洗车 汽修 维修 电器 家电 家私 家具 家居 建材 五金 服饰 鞋业 针织 电子厂 电子 科技 物流 快递 货运 仓储 驾校 门诊 诊所 药房 牙科 口腔 保安室 门卫室 值班室 办公室 收发室 人民政府 政府 营业厅 专卖店 旗舰店 门市部 门市 商行 商店 店铺 经营部 服务部 小卖部 批发部 档口 摊位 食堂 大堂 大厅 柜台 展厅 实验室 教室 工作室',
  },
  {
    kind: 'poi',
    after: 'number',
    weak: true,
    words:
      '期 区 中学 小学 村 大厦 广场 号库 号厂房 车间 号车间 小区 馆 苑 号地块 地块 公寓 组团 街区 庭 院区 分店 厂 店 号线 号门 校 食堂 宿舍',
  },
  {
    kind: 'houseno',
    after: 'number',
    words: '号楼 栋 幢 座 号栋 号幢 号座 楼栋 号塔楼 塔 号宿舍楼 号宿舍 号公寓 宿舍楼 教学楼 # #楼 #栋',
  },
  { kind: 'cellno', after: 'number', words: '单元 单元楼' },
  { kind: 'cellno', after: 'number', weak: true, words: '门 梯 栋门' },
  { kind: 'floorno', after: 'number', words: '楼 层 楼层 楼整层 层楼 f F' },
  { kind: 'floorno', after: 'alone', words: '架空层 底层 地层 顶层 顶楼 地下室 地下一层 负一层 负一楼 阁楼 夹层' },
  {
    kind: 'roomno',
    after: 'number',
    words:
      '室 房 户 房间 号房 号室 室内 号铺 商铺 号商铺 铺位 店面 号店面 号店铺 号门面 门面 号档口 号档 号摊位 摊位 号店 号铺面 铺 寝室 号寝室 宿舍 号车库 车库 工作室 办公室',
  },
  {
    kind: 'pickup',
    after: 'alone',
    words:
      '菜鸟驿站 菜鸟 妈妈驿站 驿站 兔喜生活 兔喜超市 兔喜 丰巢柜 丰巢快递柜 丰巢 自提柜 快递柜 快递站 快递点 自提点 代收点 代收站 传达室 门卫 门卫处 物业 物业处 前台 保安亭 保安室 收发室 速递易 云柜 智能柜 快件箱',
  },
  {
    kind: 'assist',
    after: 'alone',
    words:
      '门口 旁边 附近 楼下 楼上 旁 对面 斜对面 正对面 对过 隔壁 后面 前面 里面 内 院内 东侧 西侧 南侧 北侧 左侧 右侧 以东 以西 以南 以北 往东 往西 往南 往北 向东 向西 向南 向北 东面 西面 南面 北面 东边 西边 南边 北边 东头 西头 南头 北头 交叉口 交叉路口 交汇处 交汇 交界处 丁字路口 十字路口 十字街 红绿灯 红绿灯路口 拐角处 拐角 转角 东行 西行 南行 北行 东门 西门 南门 北门 正门 大门 后门 侧门 大门口 东门口 西门口 南门口 北门口 门前 东口 西口 南口 北口 背后 对门 西北角 东北角 西南角 东南角 中段 东段 西段 南段 北段 一带',
  },
  { kind: 'assist', after: 'number', words: '米 米处 米路东 米路西 米路南 米路北 公里处 多米 米左右' },
];

/** Words that hold a suffix and are none, or that go with what follows: read over as plain filler. */
export const NEUTRAL =
  '号路由 号前发 号前到 号前下 号前送 号前付 号前提 号前完 号前寄 号前交 号月台 号道口 号格口 号窗口 号检票口 号车 号车厢 号货架 号楼梯 层货架 门店 单元测验 单元测试 单元考试 单元检测 单元练习 单元格 回乡 回乡证 下乡 家乡 故乡 老乡 同乡 异乡 会议室 铁路 一路向 一路走 一路顺 上路 全镇 全村 全乡 全市 全县 全区 全省 全路 本村 本镇 本市 本区 本县 该村 该镇 该市 该区 该县 各村 各镇 各市 各区 各县 各省 我市 我省 我县 我区 我村 我镇 外省 外市 外县 邻村 同村 山村 渔村 乡村 城镇 乡镇 村镇 市镇 小镇上 集镇 省市 县市 市区 城区 郊区 省区 地市 村村 丰收 秋收 收割 元旦 市场价 市面 市民 市值 城市 路由 路由器 路上 路过 路径 路线 路程 路费 路人 号码 号称 号召 区别 区分 区块 区域 区间 村民 楼梯 楼盘 楼主 道理 道具 道歉 道德 里程 里头 街上 街头 院子 院长 院线 座位 座椅 座谈 座机 层次 层面 层级 室友 室温 栋梁 组合 组件 组织 组成 组装 组长 队友 队员 队伍 队列 户外 户口 户型 户主 户名 房间里 房子 房东 房价 房租 门票 门锁 门把手 站内 站长 局部 局面 所以 所有 所谓 部分 部门 部件 店家 店员 店长 店主 店里 店小二 卖家 厂家 厂商 场景 场合 场所 园林 馆长 行业 行动 行为 行李 中的 中间 会员 会有 会不 会被 会是 社会 知道 味道 频道 管道 通道 轨道 渠道 报道 难道 道路 这里 那里 哪里 家里 心里 手里 里边 公里 英里 型号 账号 帐号 订单号 单号 工号 编号 符号 信号 序号 挂号 括号 逗号 引号 冒号 等号 大号 小号 中号 加号 减号 尺码号 几号 口号 代号 农村 本店 网店 开店 到店 进店 实体店 现场 当场 立场 上场 登场 走路 思路 线路 套路 电路 网路 退路 一路上 出路 跑路 解放 发展 开发 和平 至善 住宅 送变电 在建 去年 还建 还迁 来福 来宾 到达 团购 团队 连接 连续 连衣裙 师傅 师范 社团 段落 线上 线下 线程 条件 条款 条形码 桥接 期间 期待 期望 层叠 组件库 中国移动 中国联通 中国电信 中国银行 中国石化 中国石油 中国农业银行 中国工商银行 中国建设银行 中国人民银行 中国邮政 中国平安 中国人寿 部署 台式 头部 口味 口感 口红 山药 海鲜 海报 河北省人 首页 都是 都有 都不 都没 都很 都能 都可以 都要 都在 都会 上海家化 内存 内容 内部 内衣 内胆 内置 国内 室内设计 年内 月内 日内 天内 小时内 分钟内 以内 之内 范围内 线内 局域网 局限 塔吊 沙发 沙拉 田园风 铺货 台灯 头发 头疼 口袋 口碑 港版 行货 行车 房车 岛国 洋气 墅级 居然 居家 居民 居住 堂哥 堂妹 社保 江湖 山寨 湖蓝 海外 海淘 海澜 旗下 旗舰 队长 庄重 营养 营业 营销 营销号 小组件 沟通 坊间 条纹 段位 线条 里面的 上面 下面 盟友 县城 乡下 乡亲 镇上 镇定 镇静 区号 州长';

/**
 * Words that end an address. Up to OTHER_ENDS they are said of or to the person who receives: labels of other fields,
 * and what people add for the courier. The last ones lead to the next address.
 */
export const ENDS =
  '收件人 收货人 收件 收货 收 寄件人 发件人 联系人 联系电话 联系方式 联系 姓名 电话 手机 手机号 手机号码 座机 邮编 邮政编码 备注 谢谢 多谢 感谢 麻烦 请 快递 尾号 电联 先生 女士 小姐 师傅 取件码 身份证 身份证号 签收 转交 代收 打电话 送货 配送 派送 派件 投递 不要 务必 必须 电询 致电 勿 节假日 工作日 周一 周末 什么 怎么 订单 单号 数量 营业执照 法定代表人 统一社会信用代码 注册资本 价格 今天 明天 昨天 天气 小雨 大雨 气温 多云 转晴 记者 新闻 报道称 发布 举行 召开 公斤 万元 亿元 地址 住址 收货地址 收件地址 寄件地址 发货地址 详细地址 联系地址 送货地址 目的地 寄到 寄至 寄往 送到 送至 送往 发到 发往 发至';

/** The first of ENDS that says nothing of a recipient. */
export const OTHER_ENDS = '什么';

/** Words that follow a place which is only mentioned: roles, and what offices do. */
export const MENTIONS =
  '耗时 重量 体积 数量 件数 金额 运费 费用 预计 距离 里程 时效 时速 油量 温度 库存 库位 批次 波次 车次 格口 月台 装载率 当日 单量 环比 同比 爆仓 书记 党支部 党委 支部 局长 科长 处长 厅长 院长 校长 镇长 乡长 县长 市长 省长 区长 村长 副镇长 副乡长 副县长 副市长 副省长 副区长 副局长 副科长 副处长 村主任 经理 总经理 副总经理 董事 董事长 独立董事 监事 总裁 副总裁 主任 副主任 主席 副主席 委员 代表 厂长 副厂长 总监 财务总监 科员 职员 研究员 工程师 会计师 律师代表 教授 讲师 任教 任职 就职 就读 毕业 毕业于 村民 居民 市民 农民 工人 职工 员工 学生 同学 老师 教师 青年 小伙 男子 女子 警方 民警 业主 用户 记者 消防 打工 工作 担任 曾任 历任 现任 原任 兼任 任 决定 宣布 表示 证实 获悉 指出 承认 公开 发现 发生 开工 开业 开盘 开展 实施 启动 推出 成立 建成 位于 以受贿 判处 审理 遗址 队';

export const NO_KIND = 255;

/** What the grammar knows of one word of the structure set, by the word's index. */
export interface Structure {
  readonly words: readonly string[];
  /** Rank of the element made with a stem, with a number, alone; NO_KIND where it makes none. */
  readonly stem: Uint8Array;
  readonly number: Uint8Array;
  readonly alone: Uint8Array;
  /** Bit 1: weak after a stem; bit 2: weak after a number. */
  readonly weak: Uint8Array;
  /** 1 for firms and offices, 2 for stages of a parcel's route. */
  readonly org: Uint8Array;
}

export const WEAK_STEM = 1;
export const WEAK_NUMBER = 2;

let structure: Structure | undefined;

/** The rank of an element kind: its place in the order from large to small. */
export function rankOf(kind: ElementKind): number {
  return ELEMENT_KINDS.indexOf(kind);
}

/** All words of the tables, each once. */
export function structureOf(): Structure {
  structure ??= build();
  return structure;
}

function build(): Structure {
  const indexes = new Map<string, number>();
  const words: string[] = [];
  const indexOf = (word: string): number => {
    const known = indexes.get(word);
    if (known !== undefined) return known;
    indexes.set(word, words.length);
    return words.push(word) - 1;
  };
  const rows = ROWS.flatMap((row) => row.words.split(' ').map((word) => ({ row, index: indexOf(word) })));
  const size = words.length;
  const stem = new Uint8Array(size).fill(NO_KIND);
  const number = new Uint8Array(size).fill(NO_KIND);
  const alone = new Uint8Array(size).fill(NO_KIND);
  const weak = new Uint8Array(size);
  const org = new Uint8Array(size);
  for (const { row, index } of rows) {
    const table = row.after === 'stem' ? stem : row.after === 'number' ? number : alone;
    if (table[index] !== NO_KIND) continue;
    table[index] = rankOf(row.kind);
    if (row.org) org[index] = row.hub ? 2 : 1;
    if (row.weak) weak[index] = (weak[index] as number) | (row.after === 'number' ? WEAK_NUMBER : WEAK_STEM);
  }
  return { words, stem, number, alone, weak, org };
}
