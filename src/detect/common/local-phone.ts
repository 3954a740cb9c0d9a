import type { CueSet } from '../../scan/scan.ts';

/**
 * Labels behind which a number without area code is a telephone number. Unlike PHONE_LABEL it holds no 号码, which is
 * also the end of 身份证号码, and no 手机, behind which seven or eight digits are a mistake.
 */
export const LOCAL_PHONE_LABEL: CueSet = {
  name: 'local-phone-label',
  track: 'labels',
  words:
    '电话 电话号码 电话分别 电话改 电话改成 电话换成 电话变更 联系电话 联系方式 来电 致电 回电 拨打 电联 热线 電話 電話號碼 聯絡電話 聯繫電話 聯繫方式 ' +
    'Tel TEL tel Telephone Phone PHONE phone T:',
  keys: '~tel ~telephone ~telno ~telnumber ~phone ~phoneno ~phonenumber ~contactphone ~dianhua lxdh dh',
};

/** Labels that say a number is of a fixed line. */
export const LANDLINE_LABEL: CueSet = {
  name: 'landline-label',
  track: 'labels',
  words:
    '座机 座机号 座机号码 固话 固话号码 固定电话 固定号码 办公电话 办公室电话 单位电话 公司电话 家庭电话 家里电话 宅电 市话 ' +
    '总机 小灵通 传真 传真号 传真号码 座機 固網 固網電話 辦公電話 公司電話 家裡電話 市話 傳真 總機 Fax FAX fax Landline landline',
  keys: '~landline ~fixedphone ~fixedtel ~fixedline ~officephone ~officetel ~homephone ~hometel ~workphone ~companyphone ~companytel ~fax ~faxno ~zuoji ~guhua',
};
