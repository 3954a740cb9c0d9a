import type { CueSet } from '../../scan/scan.ts';

/** Labels and keys of numbers that belong to things, not to persons: orders, waybills, products, time, amounts, versions. */
export const NUMBER_AGAINST: CueSet = {
  name: 'number-against',
  track: 'labels',
  words:
    '订单号 订单编号 订单 单号 运单号 运单 快递单号 物流单号 流水号 流水 交易号 交易单号 交易流水 商户号 商户单号 退款单号 支付单号 编号 编码 序号 序列号 条码 条形码 货号 商品编码 商品编号 型号 批次号 批号 发票号 发票号码 合同号 工单号 票号 版本号 版本 时间戳 高度 区块 区块高度 哈希 金额 价格 余额 消费金额 合计 总价 单价 积分 库存 数量 端口 偏移 耗时 訂單號 單號 流水號 IMEI imei MEID SN',
  keys: '~orderid ~orderno ~ordernumber ~ordersn ~order ~tradeno ~transid ~transactionid ~txid ~traceid ~trace ~spanid ~span ~requestid ~reqid ~msgid ~messageid ~waybillno ~waybill ~trackingno ~trackingnumber ~expressno ~mailno ~sku ~skuid ~spuid ~itemid ~productid ~goodsid ~barcode ~timestamp ~ts ~time ~createtime ~updatetime ~amount ~price ~total ~balance ~offset ~seq ~sequence ~version ~serial ~serialno ~sn ~imei ~hash ~height ~port ~size ~length ~count ~qty ~cost ~duration ~elapsed id ~pk ~rowid ~batchno ~invoiceno ~merchantid ~mchid ~shopid ~storeid',
};
