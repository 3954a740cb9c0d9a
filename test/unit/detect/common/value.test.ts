import { expect, it } from 'vitest';
import { birthDateDetector } from '../../../../src/detect/birth-date.ts';
import { doorCodeDetector, pickupCodeDetector } from '../../../../src/detect/codes.ts';
import { LABEL_REACH } from '../../../../src/detect/common/value.ts';
import { geoDetector } from '../../../../src/detect/geo.ts';
import { qqDetector } from '../../../../src/detect/qq.ts';
import { secretDetector } from '../../../../src/detect/secret.ts';
import { usernameDetector } from '../../../../src/detect/username.ts';
import { wechatDetector } from '../../../../src/detect/wechat.ts';

// Their reaches are plain numbers: bundlers would keep the sum in programs that use no detector.
it.each([
  birthDateDetector,
  doorCodeDetector,
  geoDetector,
  pickupCodeDetector,
  qqDetector,
  secretDetector,
  usernameDetector,
  wechatDetector,
])('$name reaches over the label of its value', ({ reach }) => {
  expect(reach).toBeGreaterThan(LABEL_REACH);
});
