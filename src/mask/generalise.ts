/** Says less of a value instead of hiding it: what an analyst may count by, and nobody is found with. */

import { numeralValue } from '../text/fold.ts';
import type { Value } from '../types.ts';
import { shortenAddress } from './address.ts';
import { identityNumber, isIdentityNumber } from './identity.ts';
import { foldText } from './phone.ts';
import { type GeneraliseOptions, type StrategyType, type TagOptions, tagOf } from './strategies.ts';

/**
 * An identity number as sex, year and province, a date of birth as its year, an address as its district, a place as its geohash.
 * What cannot be read, and every other kind, becomes a tag.
 */
export const generalise: StrategyType = {
  options: {
    birth: ['year', 'decade', 'none'],
    sex: ['show', 'hide'],
    region: ['province', 'none'],
    address: ['province', 'city', 'district'],
    geohash: 'count',
  },
  make: (options: GeneraliseOptions & TagOptions) => (value) =>
    inBroaderTerms(value, options) ?? tagOf(value.kind, options),
};

/** The first two digits of GB/T 2260; 83 stands in residence permits of people from Taiwan. */
const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
  83: '台湾省',
};

/** A year of four digits, alone or with month and day behind it; of two before 年 only. */
const YEAR = /(?<!\d)((?:1[89]|20)\d\d)(?=\d\d(?:\d\d)?(?!\d)|(?!\d))/;
const SHORT_YEAR = /(?<!\d)(\d\d)年/;
/** Years of two digits from here on are of the last century. */
const CENTURY = 30;
/** What `generalise` itself has made of a date. */
const BROAD = /^\d{4}(?:年|年代)?$/;
const BASE_32 = '0123456789bcdefghjkmnpqrstuvwxyz';
const GEOHASH = 5;
/** What `generalise` itself has made of a place: no number, so a letter is in it. */
const GEOHASH_FORM = /^(?=.*[a-z])[0-9b-hjkmnp-z]{1,9}$/;
const LONGEST_GEOHASH = 9;

function inBroaderTerms(value: Value, options: GeneraliseOptions): string | undefined {
  switch (value.kind) {
    case 'id-card':
      return ofIdentityNumber(value.text, options);
    case 'birth-date':
      return ofBirthDate(value.text, options);
    case 'address':
      return shortenAddress(value, options.address ?? 'district');
    case 'geo':
      return GEOHASH_FORM.test(value.text) ? value.text : ofPlace(value.text, options.geohash ?? GEOHASH);
    default:
      return undefined;
  }
}

/** GB 11643: region, date of birth, sequence (odd for men), check character; of 15 digits in the form of before 1999. */
function ofIdentityNumber(
  text: string,
  { birth = 'year', sex = 'show', region = 'province' }: GeneraliseOptions,
): string | undefined {
  const number = identityNumber(text);
  if (number.length === 15 ? /X/.test(number) : !isIdentityNumber(number)) return undefined;
  const isShort = number.length === 15;
  const year = isShort ? `19${number.slice(6, 8)}` : number.slice(6, 10);
  const province = PROVINCES[number.slice(0, 2)];
  const isMale = Number(number[isShort ? 14 : 16]) % 2 === 1;
  const parts = [
    ...(sex === 'show' ? [isMale ? '男' : '女'] : []),
    ...(birth === 'none' ? [] : [broadYear(year, birth)]),
    ...(region === 'none' || province === undefined ? [] : [province]),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function ofBirthDate(text: string, { birth = 'year' }: GeneraliseOptions): string | undefined {
  if (BROAD.test(text)) return text;
  if (birth === 'none') return undefined;
  let plain = '';
  for (const point of foldText(text)) {
    const value = numeralValue(point.charCodeAt(0));
    plain += value < 0 ? point : value;
  }
  const short = SHORT_YEAR.exec(plain)?.[1];
  const year = YEAR.exec(plain)?.[1] ?? (short && (Number(short) < CENTURY ? `20${short}` : `19${short}`));
  return year === undefined ? undefined : broadYear(year, birth);
}

function broadYear(year: string, birth: 'year' | 'decade'): string {
  return birth === 'year' ? `${year}年` : `${year.slice(0, 3)}0年代`;
}

/**
 * The longitude is the number beyond 90 degrees, as everywhere in China; else the latitude comes first. A field that holds only one
 * of the two is rounded as far as the geohash would be.
 */
function ofPlace(text: string, size: number): string | undefined {
  const length = Math.min(LONGEST_GEOHASH, Math.max(1, size));
  const [first, second, third] =
    foldText(text)
      .match(/-?\d{1,3}(?:\.\d{1,15})?/g)
      ?.map(Number) ?? [];
  if (/[°′'"″]/.test(text) || first === undefined || third !== undefined) return undefined;
  if (second === undefined) return first.toFixed(Math.max(0, Math.floor(length / 2) - 1));
  const [latitude, longitude] = Math.abs(first) > 90 ? [second, first] : [first, second];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return geohash(latitude, longitude, length);
}

/** Geohash (G. Niemeyer, 2008): bits of longitude and latitude in turn, five to a character. */
function geohash(latitude: number, longitude: number, length: number): string {
  const ranges: readonly [number, number][] = [
    [-180, 180],
    [-90, 90],
  ];
  const values = [longitude, latitude];
  let hash = '';
  for (let bit = 0, code = 0; hash.length < length; bit++) {
    const range = ranges[bit % 2] as [number, number]; // there are two
    const middle = (range[0] + range[1]) / 2;
    const isUpper = (values[bit % 2] as number) >= middle;
    range[isUpper ? 0 : 1] = middle;
    code = code * 2 + (isUpper ? 1 : 0);
    if (bit % 5 === 4) {
      hash += BASE_32[code];
      code = 0;
    }
  }
  return hash;
}
