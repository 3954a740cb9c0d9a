/**
 * Travel permits, each behind its label: 港澳居民来往内地通行证 (回乡证), 往来港澳通行证, 台湾居民来往大陆通行证 (台胞证),
 * 大陆居民往来台湾通行证, and the old card of foreign permanent residents. Their forms carry no check digit. (Residence
 * permits with a number of GB 11643 are the business of id-card.)
 */

import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { readToken, type Token, valueBehind } from './common/labelled.ts';

/** To the mainland: H (Hong Kong) or M (Macau) + 8 digits, + 10 with the issue count. */
const HOME_RETURN: CueSet = {
  name: 'permit-home-return',
  words:
    '回乡证 回乡证号 回乡证号码 港澳居民来往内地通行证 港澳居民通行证 内地通行证 回鄉證 港澳居民來往內地通行證 回鄉卡 回乡卡',
  keys: '~hkmopermit ~hkmacaupermit ~homereturnpermit ~huixiangzheng ~hrp ~hkmtpermit ~gangaotongxingzheng',
};
/** To Hong Kong and Macau: C + 8 digits, since 2018 C + letter + 7; W before 2014. */
const TO_HONG_KONG: CueSet = {
  name: 'permit-to-hong-kong',
  words: '往来港澳通行证 往来港澳 港澳通行证 港澳证 双程证 往來港澳通行證 港澳通行證',
  keys: '~exitentrypermit ~eep ~tohkpermit',
};
/** To the mainland from Taiwan: 8 digits, 10 with a letter in the old booklet. */
const FROM_TAIWAN: CueSet = {
  name: 'permit-from-taiwan',
  words:
    '台胞证 台胞证号 台湾居民来往大陆通行证 台湾同胞证 台湾居民通行证 臺胞證 台胞證 台灣居民來往大陸通行證 大陆通行证',
  keys: '~taibaozheng ~mtp ~taiwanpermit ~twpermit ~taiwancompatriotpermit',
};
/** To Taiwan: L or T + 8 digits. */
const TO_TAIWAN: CueSet = {
  name: 'permit-to-taiwan',
  words: '大陆居民往来台湾通行证 往来台湾通行证 台湾通行证 往來台灣通行證 赴台通行证 大陆居民往来台湾',
  keys: '~totaiwanpermit',
};
/** Three letters of the country and 12 digits, issued until 2023. */
const RESIDENT: CueSet = {
  name: 'permit-resident',
  words: '外国人永久居留证 外国人永久居留身份证 永久居留证 永久居留身份证 永居证 居留许可 永久居留',
  keys: '~permanentresidentcard ~residencepermit ~prcard',
};
const ANY: CueSet = {
  name: 'permit-any',
  words: '通行证 通行证号 通行证号码 通行證 通行證號碼',
  keys: '~permitno ~permitnumber ~permit ~travelpermit ~travelpermitno ~tongxingzheng',
};

const FORMS: readonly { readonly set: CueSet; readonly form: RegExp }[] = [
  { set: HOME_RETURN, form: /^[HM](?:\d{8}|\d{10})$/u },
  { set: TO_HONG_KONG, form: /^(?:[CW]\d{8}|C[A-HJ-NP-Z]\d{7})$/u },
  { set: FROM_TAIWAN, form: /^(?:\d{8}|\d{10}[A-Z]?|[A-Z]\d{8})$/u },
  { set: TO_TAIWAN, form: /^[LT]\d{8}$/u },
  { set: RESIDENT, form: /^[A-Z]{3}\d{12}$/u },
  { set: ANY, form: /^(?:[HM]\d{8}|[HM]\d{10}|[CW]\d{8}|C[A-HJ-NP-Z]\d{7}|[LT]\d{8})$/u },
];

const token: Token = { start: 0, end: 0, text: '' };

export const permitDetector: Detector = {
  name: 'permit',
  kinds: ['permit'],
  reach: 112,
  cues: [HOME_RETURN, TO_HONG_KONG, FROM_TAIWAN, TO_TAIWAN, RESIDENT, ANY],
  wakes: { cues: [HOME_RETURN, TO_HONG_KONG, FROM_TAIWAN, TO_TAIWAN, RESIDENT, ANY] },
  find(scan: Scan, report: Report): void {
    let last = -1;
    for (let k = 0; k < scan.hitCount; k++) {
      for (const { set, form } of FORMS) {
        if (scan.hitSet[k] !== set) continue;
        const start = valueBehind(scan, k);
        if (start < 0 || start === last || !readToken(scan, start, true, token)) continue;
        // The holder's number is written with the issue count in brackets or spaces: H12345678 01.
        if (!form.test(token.text) && !(readToken(scan, start, false, token) && form.test(token.text))) continue;
        last = start;
        report.add('permit', token.start, token.end, 0);
        report.because(`cue:${set.name}`, 3);
      }
    }
  },
};
