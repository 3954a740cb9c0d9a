import { expect, it } from 'vitest';
import { doorCodeDetector, pickupCodeDetector } from '../../../src/detect/codes.ts';
import { alone } from '../../support/alone.ts';

const pickup = alone(pickupCodeDetector);
const door = alone(doorCodeDetector);

it('finds every code behind one label', () => {
  expect(pickup.redact('取件码：12-3-4567、8-2-3011 和 5-1-2040，共3件')).toBe('取件码：***、*** 和 ***，共3件');
});

it('wants the verb after 凭', () => {
  expect(pickup.mark('凭8-2-3011到店取件')).toBe('凭⟦pickup-code|8-2-3011⟧到店取件');
  expect(pickup.mark('凭8-2-3011号文件办理')).toBe('凭8-2-3011号文件办理');
});

it('leaves the number of a meal', () => {
  expect(pickup.mark('取餐码A4521，请取餐')).toBe('取餐码A4521，请取餐');
});

it('reads the signs of a door panel', () => {
  for (const code of ['1234#', '#1234#', '*1234', '0503*8888#', '839201']) {
    expect(door.mark(`门禁密码：${code}，谢谢`)).toBe(`门禁密码：⟦door-code|${code}⟧，谢谢`);
  }
});

it('is less sure when only the door is named', () => {
  expect(door.explain('门禁 203')[0]).toMatchObject({ outcome: 'below-threshold' });
  expect(door.mark('门禁 203#')).toBe('门禁 ⟦door-code|203#⟧');
});
