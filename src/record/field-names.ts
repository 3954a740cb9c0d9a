/**
 * What the name of a field says of its value, as data. Names are written in small letters without joints: receivername
 * stands for receiverName, receiver_name and receiver-name. `~` marks those that may end a longer name, as in
 * orderReceiverName; Chinese names always may (紧急联系人手机号). The longest that fits decides.
 *
 * A field of a kind holds a value of this kind whatever the value looks like, so these lists hold no name that is also
 * used for anything else: `name` and `to` are read by what stands in them.
 */

import type { KnownKind } from '../types.ts';

export const FIELDS: Readonly<Partial<Record<KnownKind, string>>> = {
  name:
    '~receivername ~recipientname ~consigneename ~consignee ~consignorname ~realname ~truename ~fullname ~customername ~custname ' +
    '~clientname ~buyername ~contactname ~contactperson ~linkman ~linkmanname ~sendername ~shippername ~payeename ~payername ' +
    '~cardholder ~cardholdername ~holdername ~ownername ~patientname ~studentname ~parentname ~employeename ~staffname ~membername ' +
    '~personname ~passengername ~drivername ~ridername ~couriername ~guestname ~applicantname ~insuredname ~legalperson ' +
    '~legalpersonname ~signername ~chinesename ~addresseename ~firstname ~lastname ~surname ~givenname ' +
    'xm xingming shr shrxm shouhuoren shouhuorenxingming sjr sjrxm shoujianren shoujianrenxingming jjr jjrxm jijianren ' +
    'jijianrenxingming fhr fhrxm fahuoren lxr lxrxm lianxiren lianxirenxingming khxm kehuxingming yhxm hzxm xsxm ckr ckrxm ' +
    '姓名 收货人 收件人 收货人姓名 寄件人 发件人 发货人 联系人 取件人 提货人 签收人 代收人 领取人 收款人 付款人 持卡人 购买人 下单人 ' +
    '预订人 入住人 投保人 被保险人 受益人 法定代表人 经办人 申请人 监护人 车主 驾驶人 收件者 收货者 患者姓名 真实姓名',
  mobile:
    '~phone ~phoneno ~phonenum ~phonenumber ~mobile ~mobileno ~mobilenum ~mobilenumber ~mobilephone ~cellphone ~telephone ~tel ' +
    '~telno ~telnumber ~contactphone ~contactnumber ~msisdn ' +
    'sj sjh sjhm shouji shoujihao shoujihaoma dh dhhm dianhua dianhuahaoma lxdh lxfs lianxidianhua lianxifangshi yddh ' +
    '~shoujihao ~dianhua shrdh sjrdh jjrdh fhrdh shrsj sjrsj jjrsj ' +
    '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 联系手机 移动电话 收件电话 收货电话 寄件电话 预留手机号',
  landline:
    '~landline ~fixedphone ~fixedtel ~homephone ~officephone ~zuoji ~guhua gddh 座机 固话 固定电话 办公电话 住宅电话',
  address:
    '~address ~addr ~addressdetail ~detailaddress ~detailedaddress ~fulladdress ~streetaddress ~addressline ~addressline1 ' +
    '~addressline2 ~addrdetail ~detailaddr ~receiveraddr ~dizhi ~xiangxidizhi ~shouhuodizhi dz xxdz shdz sjdz jjdz fhdz jtdz ' +
    'jtzz lxdz shrdz sjrdz jjrdz zhuzhi zz ' +
    '地址 详细地址 收货地址 收件地址 寄件地址 发货地址 家庭住址 家庭地址 住址 现住址 联系地址 通讯地址 户籍地址 送货地址 配送地址 居住地址',
  'id-card':
    '~idcard ~idcardno ~idcardnum ~idcardnumber ~idno ~identityno ~identitynumber ~identitycard ~identitycardno ~certno ' +
    '~certificateno ~citizenid sfz sfzh sfzhm zjhm zjh shenfenzheng shenfenzhenghao ~shenfenzhenghao ' +
    '身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码',
  'bank-card':
    '~bankcard ~bankcardno ~bankcardnumber ~bankaccount ~bankaccountno ~debitcardno ~creditcardno ~creditcard yhkh yhkkh ' +
    'yinhangkahao ~yinhangkahao 银行卡 银行卡号 银行账号 收款账号',
  email: '~email ~emailaddress ~mail ~mailaddress yx dzyx youxiang ~youxiang 邮箱 电子邮箱 邮箱地址 电子邮件',
  wechat: '~wechat ~wechatid ~wechatno ~weixin ~weixinhao wx wxh 微信 微信号',
  qq: '~qq ~qqno ~qqnumber qqh qqhao QQ号 QQ号码',
  plate: '~plateno ~platenumber ~licenseplate ~carno ~vehicleno cph cphm chepaihao 车牌 车牌号 车牌号码',
  passport: '~passport ~passportno ~passportnumber hzhm huzhaohao 护照 护照号 护照号码',
  'birth-date': '~birthday ~birthdate ~dateofbirth ~dob csrq shengri chushengriqi 生日 出生日期 出生年月',
};

/** Ends of the above that mean something else: none of these fields is of a kind. */
export const OTHERS =
  '~ipaddress ~ipaddr ~macaddress ~macaddr ~remoteaddress ~remoteaddr ~localaddr ~bindaddress ~serveraddress ~hostaddress ' +
  '~walletaddress ~contractaddress ~webaddress ~siteaddress ~memoryaddress ~baseaddress ' +
  '~shopaddress ~storeaddress ~companyaddress ~warehouseaddress ~merchantaddress ~branchaddress ~officeaddress ' +
  '~shopphone ~storephone ~shoptel ~storetel ~companyphone ~companytel ~merchantphone ~servicephone ~servicetel ~hotlinetel ' +
  '~isphone ~ismobile ~hasphone ~hasmobile ~ismail ~voicemail ~hasaddress ~isaddress ~useaddress ~enabletel ' +
  '网址 IP地址 MAC地址 服务器地址 店铺地址 门店地址 公司地址 仓库地址 商家地址 网店地址 客服电话 服务电话 店铺电话 公司电话 商家电话 门店电话 ' +
  '是否手机 是否微信';

/** Names that mean a person's own within what is a person: receiver.name, 收货人.名称. */
export const BARE_NAMES = 'name nm xm xingming fullname realname nickname 名字 名称 姓名 称呼';

/** What the values inside belong to: a person ... */
export const PERSONS =
  'receiver recipient consignee consignor sender shipper buyer customer client user member contact contacts payer payee owner ' +
  'driver courier rider patient student parent guest passenger applicant insured employee staff person guardian cardholder ' +
  'linkman signer addressee shippingaddress deliveryaddress billingaddress receiveaddress shipto shipfrom deliverto ' +
  'shr sjr jjr fhr lxr shouhuoren shoujianren jijianren fahuoren lianxiren kehu yonghu ' +
  '收货人 收件人 寄件人 发件人 发货人 联系人 客户 用户 会员 买家 司机 骑手 快递员 患者 学生 家长 乘客 旅客 员工 投保人 被保险人';

/** ... or a thing, whose name is no person's. */
export const THINGS =
  'product products goods good item items sku skus spu commodity shop store merchant seller warehouse company brand category ' +
  'categories coupon activity campaign promotion app application device file files template express carrier logistics ' +
  'service module project package plugin dependency tag tags label role permission department dept bank channel platform ' +
  '商品 产品 货品 店铺 门店 商家 仓库 公司 品牌 类目 分类 优惠券 活动 应用 设备 文件 模板 快递公司 物流 部门 渠道 平台 物品';

/** Fields that name a thing wherever they stand. */
export const THING_NAMES =
  '~brand ~brandname ~productname ~goodsname ~itemname ~skuname ~spuname ~commodityname ~shopname ~storename ~merchantname ' +
  '~companyname ~categoryname ~couponname ~activityname ~appname ~devicename ~filename ~templatename ~expressname ~carriername ' +
  '~warehousename ~bankname ~deptname ~departmentname ~rolename ~projectname ~modulename ~servicename ~hostname ~classname ' +
  '~productbrand ~goodsbrand ~producttitle ~goodstitle ~itemtitle ~cityname ~provincename ~districtname ~areaname ~regionname ' +
  'spmc cpmc ppmc dpmc ' +
  '商品 商品名 商品名称 商品标题 产品 产品名称 品牌 品牌名称 品名 货品名称 店铺 店铺名称 门店名称 公司名称 单位名称 类目 类目名称 分类 物品 ' +
  '物品名称 快递公司 物流公司 规格 型号 款式 颜色 银行名称 开户行 部门 部门名称';

/** Within a thing, what says how it is called or what it is. */
export const THING_WORDS =
  'name title subtitle brand model spec specs color category type label keyword keywords 名称 标题 规格 型号 颜色 品牌 类目';

/** Ends that say nothing: receiverInfo, buyerDetail. */
export const ENVELOPES =
  'info infos information detail details data list dto vo obj object entity bean 信息 详情 资料 列表 明细';
