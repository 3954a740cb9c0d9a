/** The words that speak for a name before or after it. Simplified script: the scan folds the text before it compares. */

import type { CueSet } from '../../scan/cues.ts';

/** Labels of a field that holds a person: behind a separator they prove even a nickname. */
export const LABEL: CueSet = {
  name: 'name-label',
  words:
    '收件人 收货人 收件人姓名 收货人姓名 收货姓名 收件姓名 寄件人 发件人 寄件姓名 寄件人姓名 发件人姓名 发货人 寄方 收方 收件方 寄件方 ' +
    '姓名 真实姓名 客户姓名 用户姓名 名字 联系人 联络人 联系人姓名 紧急联系人 取件人 提货人 签收人 代收人 代收者 领取人 接收人 收款人 付款人 ' +
    '持卡人 户名 开户人 账户名 购买人 下单人 预订人 预定人 入住人 投保人 被保险人 被保人 受益人 法人 法定代表人 经办人 申请人 ' +
    '报案人 举报人 投诉人 患者 病人 监护人 学生姓名 家长姓名 员工姓名 车主 车主姓名 驾驶人 乘车人 乘机人 旅客姓名 ' +
    '收货信息 收件信息 寄件信息 客户名称 客户名 收货联系人 收件联系人 实名 收件者 收货者 当事人 借款人 担保人 承租人 出租人 ' +
    '甲方 乙方 负责人 值班人 操作人 操作员 审核人 制单人 业务员 中文名 英文名 本名 曾用名 收信人',
};

/** Keys that hold a person's name, whatever it looks like. */
export const KEY: CueSet = {
  name: 'name-key',
  keys:
    '~receiverName ~receiver ~recipient ~recipientName ~consignee ~consigneeName ~consigner ~realName ~trueName ~fullName ' +
    '~customerName ~custName ~clientName ~buyerName ~contactName ~contactPerson ~linkman ~linkName ~senderName ~shipperName ' +
    '~payeeName ~payerName ~cardholder ~cardHolderName ~holderName ~ownerName ~patientName ~studentName ~parentName ' +
    '~employeeName ~staffName ~memberName ~personName ~passengerName ~driverName ~riderName ~courierName ~guestName ' +
    '~applicantName ~insuredName ~legalPerson ~legalName ~signer ~signerName ~pickerName ~chineseName ~cnName ~nameCn ~nameZh ' +
    '~accountName ~idCardName ~certName xm xingming xing_ming xingMing shoujianren shouhuoren lianxiren jijianren ' +
    'shoujianrenxingming khxm jjr sjr',
};

/** Keys that often hold something else: the value has to look like a Chinese name by itself. */
export const WEAK_KEY: CueSet = {
  name: 'weak-name-key',
  keys:
    'name nm ~userName ~user ~sender ~contact ~contacts ~customer ~client ~buyer ~owner ~rider ~courier ~driver ~operator ~to ~from ~author ' +
    '~nickName ~surname ~holder ~parent ~student ~patient ~guest ~member ~passenger ~payee ~payer ~applicant ~insured ~employee ~staff ' +
    '~teacher ~doctor ~nurse ~guardian ~tenant ~landlord ~addressee ~shipper ~handler ~approver ~reporter ~creator ~person ~signee ~beneficiary ' +
    '~createBy ~createdBy ~updateBy ~updatedBy ~modifiedBy ~approvedBy ~handledBy ~submittedBy ~assignee ~assignees ~approvers ~submitter ~auditor ~reviewer',
};

/** A key of one letter, too short for the key track and too short to prove anything without a finding beside it. */
export const LETTER_KEY: CueSet = { name: 'letter-name-key', track: 'name', words: '"n":' };

/** Words for people that stand directly before their name, and labels that name a desk or a program as often: 骑手何志强, 处理人：系统. */
export const ROLE: CueSet = {
  name: 'role',
  words:
    '处理人 经手人 创建人 创建者 审批人 跟进人 抄送 抄送人 发起人 提交人 记录人 更新人 修改人 指派人 指派给 受理人 执行人 报告人 填报人 复核人 汇报人 ' +
    '客户 用户 顾客 会员 骑手 配送员 快递员 快递小哥 派件员 派送员 收派员 揽件员 业务员 司机 乘客 旅客 买家 卖家 房东 租客 业主 住户 学员 学生 ' +
    '家长 老师 医生 护士 患者 客服 员工 同事 同学 朋友 邻居 店长 经理 主任 组长 班长 队长 警官 律师 收件 收货 寄件 签收 代收 收: 寄: 签字: 签名: (签字): (签名): (盖章): ' +
    '爱人 老公 老婆 丈夫 妻子 儿子 女儿 父亲 母亲 爸爸 妈妈 哥哥 姐姐 弟弟 妹妹 本人 嫌疑人 被告 原告 证人 当事人 被告人',
};

/** Verbs by which someone gives his own name. */
export const INTRO: CueSet = {
  name: 'intro',
  words: '我叫 我是 名叫 叫做 我姓名 本人叫 名字叫 名字是 姓名是 我的名字是 我的名字叫 这里是 我名字叫',
};

/** Verbs and prepositions whose object is often a person. */
export const CALL: CueSet = {
  name: 'call',
  words:
    '联系 联系一下 请联系 转交 转交给 转给 交给 交由 寄给 发给 送给 留给 通知 提醒 委托 拜托 麻烦 感谢 谢谢 ' +
    '收件写 写上 致电 打给 呼叫 询问 告诉 劳驾 有请 亲爱的 尊敬的 敬爱的',
};

/** The same of one character: see marks.ts for how the scan meets them. */
export const CALL_UNITS = '找给写由让请叫问约陪替帮经';

/** Before a name in a chat, with a space behind it: @王建国 麻烦看一下. */
export const MENTION_UNIT = '@';

/** The surname follows: 我姓王, 免贵姓李. */
export const SURNAME_IS: CueSet = { name: 'surname-is', words: '我姓 免贵姓' };

export const SURNAME_IS_UNITS = '姓';

/** 收 after a name, before the end or a telephone number: 王大山收. */
export const RECEIVES: CueSet = {
  name: 'receives',
  words:
    '亲收 本人收 代收 查收 签收 接收 亲启 转收 (收) (亲收) (代收) (本人收) (本人) (物业代收) (门卫代收) (前台代收)',
};

export const RECEIVES_UNITS = '收启转';

/** What people are said to do in orders and chats. */
export const DOES: CueSet = {
  name: 'does',
  words:
    '没接电话 没接 不接电话 未接电话 接电话 没来 没来上班 没到 没收到 没取 未取 没签收 拒收 拒签 签收了 已签收 已收货 已取件 已取走 取走了 ' +
    '代签 代领 代取 身份证 身份证号 手机号 手机 电话 的电话 的手机 的身份证 的快递 的包裹 的订单 的地址 的爱人 的家 的妈妈 的爸爸 的母亲 的父亲 的老公 的老婆 的丈夫 的妻子 的儿子 的女儿 的朋友 的同事 的账号 的账户 的银行卡 ' +
    '来取 来拿 来电 去取 打电话 打来 说他 说她 说要 表示 反映 投诉 申请 要求 下单 下的单 付款 已付 的货 的件 您好 你好 在吗 住在 住址 ' +
    '出差了 出差 请假了 离职 入职 辞职 住院 出院 去世 生病 回来了 回家了 转账 汇款 报名 签字 报警 失联 受伤 值班 旷工 就诊 确诊 挂号 缴费 逾期 ' +
    '(String) 正在为您 为您服务 为您配送 为您派送 上班 请假 迟到 下班 已到 到了 已送达 正在派送 正在配送 同意 审批 提交了 创建了 登录 认证通过 核验 实名',
};

/** More of the same, so common in logs that they prove something only when another cue made us look: 由吕秀兰处理. */
export const DOES_MORE: CueSet = {
  name: 'does-more',
  track: 'name',
  words: '负责 处理 办理 跟进 审核 保管 接待 主治 主刀 驾驶 派送 配送 代办 发起 确认 到场 到店 到前台 过来 去了 来了',
};

/** The sex behind a name, with nothing but separators around it: 吕秀兰，女，42岁. */
export const SEX_UNITS = '男女';

/** Labels of other fields: they end a value, and are themselves no name. */
export const OTHER_LABEL: CueSet = {
  name: 'other-label',
  track: 'name',
  words:
    '电话 电话号码 联系电话 联系方式 手机 手机号 手机号码 座机 固话 尾号 号码 地址 收货地址 收件地址 寄件地址 详细地址 家庭住址 住址 所在地区 ' +
    '所在地 地区 邮编 邮政编码 身份证 身份证号 身份证号码 证件 证件号 证件号码 性别 年龄 民族 籍贯 生日 出生日期 出生 职业 职务 职位 单位 公司 ' +
    '部门 备注 留言 订单号 订单 单号 运单号 快递单号 金额 数量 商品 时间 日期 状态 微信 微信号 邮箱 银行卡 银行卡号 卡号 开户行 账号 帐号 密码 ' +
    '收件人 收货人 寄件人 发件人 联系人 姓名 客户 省份 城市 区县 街道 编号 工号 学号 车牌 车牌号 昵称 类型 名称 关系 预留手机 预留电话 户籍 学校 班级',
};

/** What makes the words around it a firm or an institution. */
export const ORGANISATION: CueSet = {
  name: 'organisation',
  track: 'name',
  words:
    '有限公司 有限责任公司 股份有限公司 公司 集团 企业 银行 大学 学院 中学 小学 幼儿园 医院 诊所 药房 药店 餐饮 饭店 酒店 宾馆 餐厅 食品 ' +
    '超市 商行 商店 商场 专卖店 旗舰店 工作室 事务所 律师事务所 研究所 研究院 服饰 科技 贸易 实业 商贸 物流 快递 便利店 水果店 火锅 烧烤 ' +
    '面馆 小吃 米线 鸭脖 牌 专营店 门店 分店 总店 酱油 凉茶 牛肉面 十三香 药业 酒业 茶业 珠宝 银楼 基金会 协会 委员会 派出所 公安局 法院',
};

/** Dot names written with a full stop (迪丽拜尔．艾尔肯): the ends of their first parts. */
export const LATIN_DOT: CueSet = {
  name: 'latin-dot',
  list: () => [...'尔提汗木克江买力古丽别赛夫拉曼尼娜德特斯姆里'].map((last) => `${last}.`),
};

/** Where an address most often begins: a name glued before it ends there. */
export const PROVINCE: CueSet = {
  name: 'province',
  track: 'name',
  words:
    '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 ' +
    '台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门',
};
