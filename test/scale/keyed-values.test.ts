import { expect, it } from 'vitest';
import { createRedactor } from '../../src/core.ts';
import { birthDateDetector } from '../../src/detect/birth-date.ts';
import { doorCodeDetector, pickupCodeDetector } from '../../src/detect/codes.ts';
import { emailDetector } from '../../src/detect/email.ts';
import { geoDetector } from '../../src/detect/geo.ts';
import { qqDetector } from '../../src/detect/qq.ts';
import { secretDetector } from '../../src/detect/secret.ts';
import { usernameDetector } from '../../src/detect/username.ts';
import { wechatDetector } from '../../src/detect/wechat.ts';

/** What follows a label to its delimiter must not do so again from every label inside. */
const ROWS = [
  'token=',
  'token={',
  'token=***',
  'password="',
  '"token":"',
  'Cookie: ',
  'Cookie: a=b; ',
  'Authorization: Bearer ',
  'Cookie: a=中; ',
  'Authorization: X y=中 ',
  'Authorization:"***',
  'eyJhbGci.',
  '-----BEGIN PRIVATE KEY-----\n',
  '://u:p@',
  '@',
  'a.b@b.com',
  '密码：',
  '验证码1234',
  '昵称：小',
  'nick="',
  '凭1234',
  '取件码1234、',
  '门禁1',
  '生日1990年',
  '日生',
  '坐标1.',
  '114.30546,',
  'lat=1.23456 lng=',
  '微信 a',
  'QQ 1',
  '\\"',
];

const redactor = createRedactor({
  detectors: [
    emailDetector,
    wechatDetector,
    qqDetector,
    birthDateDetector,
    geoDetector,
    pickupCodeDetector,
    doorCodeDetector,
    usernameDetector,
    secretDetector,
  ],
});

it.each(ROWS)('time grows with the text on rows of %j', (row) => {
  const text = (size: number): string => row.repeat(Math.ceil(size / row.length));
  const [short, long] = [text(30_000), text(240_000)];
  redactor.detect(long);
  // Eight times the text; a quadratic detector takes 64 times as long. Below a millisecond a clock says little.
  expect(fastest(long)).toBeLessThan(Math.max(fastest(short), 1) * 30);
});

function fastest(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 4; i++) {
    const start = performance.now();
    redactor.detect(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
