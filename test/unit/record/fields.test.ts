import { describe, expect, it } from 'vitest';
import { PERSON, PLAIN, readField, THING } from '../../../src/record/fields.ts';

describe('the kind of a field', () => {
  it.each([
    ['receiverName', 'name'],
    ['receiver_name', 'name'],
    ['RECEIVER-NAME', 'name'],
    ['orderReceiverName', 'name'],
    ['收货人', 'name'],
    ['订单收货人姓名', 'name'],
    ['xm', 'name'],
    ['shrxm', 'name'],
    ['consignee', 'name'],
    ['phone', 'mobile'],
    ['buyer_phone', 'mobile'],
    ['buyerMobileNo', 'mobile'],
    ['sjh', 'mobile'],
    ['收货人手机号码', 'mobile'],
    ['联系电话', 'mobile'],
    ['紧急联系人电话', 'mobile'],
    ['shdz', 'address'],
    ['receiverAddress', 'address'],
    ['detail_address', 'address'],
    ['详细地址', 'address'],
    ['idCardNo', 'id-card'],
    ['sfzh', 'id-card'],
    ['身份证号', 'id-card'],
    ['userEmail', 'email'],
    ['bank_card_no', 'bank-card'],
    ['wechatId', 'wechat'],
    ['plateNo', 'plate'],
    ['birthday', 'birth-date'],
  ])('%s holds a %s', (name, kind) => {
    expect(readField(name, PLAIN).kind).toBe(kind);
  });

  it.each([
    'ipAddress',
    'ip_addr',
    'macAddress',
    'shopAddress',
    'storePhone',
    'isMobile',
    'phoneType',
    'addressId',
    'emailSent',
    'name',
    'title',
    'productName',
    '商品名称',
    '品牌',
    'fileName',
    'orderNo',
    'hotel',
    'sanxm',
    'multiphone',
    'status',
    '网址',
    '店铺地址',
    '客服电话',
    '',
    'a'.repeat(60),
    'a"b',
    'key\nname',
    '13812345678',
  ])('%j says nothing of a kind', (name) => {
    expect(readField(name, PLAIN).kind).toBeUndefined();
  });
});

describe('whose a field is', () => {
  it.each(['receiver', 'receiverInfo', 'orderReceiver', 'buyer_detail', '收货人信息', 'shippingAddress', 'contacts'])(
    '%s is a person',
    (name) => {
      expect(readField(name, PLAIN).role).toBe(PERSON);
    },
  );

  it.each(['product', 'goodsList', 'shop', 'shopInfo', 'brand', '商品', '商品信息', 'items'])(
    '%s is a thing',
    (name) => {
      expect(readField(name, PLAIN).role).toBe(THING);
    },
  );

  it.each(['data', 'result', 'order', 'extra', 'remark', '备注'])('%s is neither', (name) => {
    expect(readField(name, PLAIN).role).toBe(PLAIN);
  });

  it('makes a bare name a person’s or a thing’s', () => {
    expect(readField('name', PERSON)).toMatchObject({ kind: 'name', isThing: false });
    expect(readField('name', THING)).toMatchObject({ kind: undefined, isThing: true, label: '' });
    expect(readField('name', PLAIN)).toMatchObject({ kind: undefined, isThing: false, isBareName: true });
    // A shop's number and address are found by what they are, and are no customer's.
    expect(readField('phone', THING).kind).toBeUndefined();
  });

  it('names things wherever they stand', () => {
    for (const name of ['brandName', 'product_name', 'shopName', '商品名称', '开户行', 'cityName'])
      expect(readField(name, PLAIN), name).toMatchObject({ isThing: true, label: '' });
  });
});
