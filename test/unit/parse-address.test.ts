import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/index.ts';

describe('parseAddress', () => {
  it('takes an address apart down to the room', () => {
    expect(parseAddress('浙江省杭州市余杭区仓前街道文一西路969号锦溪苑4幢2单元5楼503室')?.parts).toEqual({
      province: '浙江省',
      city: '杭州市',
      district: '余杭区',
      town: '仓前街道',
      road: '文一西路',
      roadNumber: '969号',
      place: '锦溪苑',
      building: '4幢',
      unit: '2单元',
      floor: '5楼',
      room: '503室',
    });
  });

  it.each([
    ['浙江省杭州市余杭区文一西路969号', { province: '330000', city: '330100', district: '330110' }],
    ['杭州市西湖区翠苑四区12-3-1001', { province: '330000', city: '330100', district: '330106' }],
    ['北京市朝阳区建国路88号', { province: '110000', city: '110100', district: '110105' }],
    ['福建省廈門市思明區禾祥西路77號', { province: '350000', city: '350200', district: '350203' }],
    ['河南省安阳县水冶镇东街3组5号', { province: '410000', city: '410500', district: '410522' }],
    ['解放大道1277号5号楼1402', {}],
  ])('gives the codes that %s leaves no doubt of', (text, codes) => {
    expect(parseAddress(text)?.codes).toEqual(codes);
  });

  it('gives no code where a name is borne by several', () => {
    expect(parseAddress('朝阳区建国路88号')?.codes).toEqual({});
  });

  it('passes over what stands around the address', () => {
    const text = '陈雨桐 15902714683 湖北省武汉市洪山区珞喻路1037号3栋502室';
    const parsed = parseAddress(text);
    expect(text.slice(parsed?.start, parsed?.end)).toBe('湖北省武汉市洪山区珞喻路1037号3栋502室');
    for (const { start, end } of parsed?.elements ?? []) expect(text.slice(start, end)).not.toBe('');
  });

  it('says so when there is none', () => {
    for (const text of ['', '无', '同上', 'localhost:8080', '15902714683']) expect(parseAddress(text)).toBeUndefined();
  });
});
