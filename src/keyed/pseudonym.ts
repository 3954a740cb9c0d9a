/**
 * `pseudonym`: another value of the same kind in place of the real one, the same one every time under one key. It looks real and is
 * nobody's:
 *
 *   mobile     segments that were never given out: 140 142 143 144 154 160 161 163 164 168 169 179 194
 *   landline   026, an area code of no city
 *   id-card    the code of a province as a whole, which no card has; year and sex stay
 *   bank-card  a number that begins with 0, which ISO/IEC 7812 gives no bank
 *   email      example.com (RFC 2606)
 *   name       as many characters, of the same feel
 *   address    the same province, city and district; a house number beyond 9000, which no road has
 *
 * Every other kind gets a token.
 */

import { givenWeight } from '../data/given.ts';
import { simplify } from '../data/script.ts';
import { surnameWeight } from '../data/surnames.ts';
import { shortenAddress } from '../mask/address.ts';
import { checkCharacter, isIdentityNumber } from '../mask/identity.ts';
import { extensionOf, foldText } from '../mask/phone.ts';
import { surnameLength } from '../text/compound-surnames.ts';
import type { Value } from '../types.ts';
import { Draw } from './draw.ts';
import { luhnDigit } from './fpe.ts';
import { normalise } from './normalise.ts';
import { makeToken } from './token.ts';

/** Tries until a surrogate is nobody else's in the text and in the memory. */
const MOST_TRIES = 64;
/** Surrogates that are remembered with whom they stand for: two people must not become one. */
const MOST_REMEMBERED = 65_536;

const FREE_SEGMENTS = '140 142 143 144 154 160 161 163 164 168 169 179 194';
/** The code of a province as a whole: GB/T 2260 gives cards those of districts. */
const PROVINCES = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65';
const ROADS = '清荷 云栖 听松 望舒 锦瑟 枕溪 采薇 青禾 弦歌 落霞 流萤 长汀 半山 沐春 景明 怀瑾 知秋 凝翠 拾光 星沉';
const ESTATES = '澜庭 云境 嘉木 和鸣 观澜 溪语 松间 兰亭 逸景 朗月 晴川 桐语 澄园 听雨 枫林 晓风 明湖 竹里';
const FEMALE = '婷娜丽芳娟敏静燕艳玲秀霞玉萍红兰英桂凤莉琴梅琳雪珍莲洁颖倩茜瑶怡妍佳欣雅娇媛蓉薇菲璐莹蕾娥婕雯嫣琪';
const MALE = '伟强军磊勇涛超刚峰斌鹏杰辉毅俊龙波坤鑫凯浩亮东武海建国志明林飞宇豪彬栋刚健锋雷帅恒昊帆';
/** Parts of names with dots, as in the west of the country. */
const DOTTED = '艾力 买买提 吐尔逊 阿不都 热合曼 古丽娜 阿依古 木合塔尔 努尔江 帕提古丽 玉素甫 赛买提 卡德尔 依明江';
const LATIN_SURNAMES = 'Bai Cai Deng Fang Guo Hong Jiang Kang Luo Meng Ning Pan Qiu Ruan Shen Tang Wei Xie Yan Zhong';
const LATIN_GIVEN =
  'Anqi Boyang Chenxi Danni Fei Guang Haoran Jingyi Kaiwen Liang Mingze Nan Peiyu Ruixin Siyuan Tian Wenbo Xinyue Yifan Ziyu';
const HAN = /^[\p{Script=Han}〇]+$/u;
/** What a name must not share with its surrogate: each Chinese character, and words of Latin letters. */
const NAME_PARTS = /\p{Script=Han}|[a-z]+/gu;
const DOT = /([·•・‧∙⋅･●．.])/u;
const LATIN_BREAK = /([\s,/]+)/u;

/** Least weights: the first 400 surnames, the first 700 characters of given names. */
const COMMON_SURNAME = 20;
const COMMON_GIVEN = 23;

/** Characters with their shares; built on first use. */
interface Pool {
  readonly characters: string;
  /** Running sums of the shares, the last 1. */
  readonly sums: readonly number[];
}

let surnames: Pool | undefined;
let given: Pool | undefined;

export class Pseudonyms {
  readonly #hash: (data: string) => string;
  readonly #head: string;
  /** By surrogate, of whom it is: a keyed hash, no value. */
  readonly #owners = new Map<string, string>();

  /** `hash` is HMAC under the key of the kind and the tenant, `head` that of its tokens. */
  constructor(hash: (data: string) => string, head: string) {
    this.#hash = hash;
    this.#head = head;
  }

  of(value: Value): string {
    const plain = normalise(value.kind, value.text);
    const owner = makeToken(this.#hash, this.#head, value.kind, value.text);
    for (let n = 0; n < MOST_TRIES; n++) {
      const surrogate = surrogateOf(value, plain, new Draw(this.#hash, `${n}:${plain}`));
      if (surrogate === undefined) return owner;
      if (surrogate === value.text || isIn(surrogate, value) || isNear(value, plain, surrogate)) continue;
      const other = this.#owners.get(surrogate);
      if (other !== undefined && other !== owner) continue;
      if (this.#owners.size < MOST_REMEMBERED) this.#owners.set(surrogate, owner);
      return surrogate;
    }
    return owner;
  }
}

/** A surrogate that the text holds already is, or will be taken for, somebody else. */
function isIn(surrogate: string, { within }: Value): boolean {
  return within?.includes(surrogate) === true;
}

/** 陈明 must become neither 陈亮 nor 王明, nobody keeps his date of birth, and no address its road. */
function isNear({ kind }: Value, plain: string, surrogate: string): boolean {
  switch (kind) {
    case 'id-card':
      return surrogate.slice(6, 14) === plain.slice(6, 14);
    case 'name': {
      const simple = String.fromCharCode(...Array.from(plain, (point) => simplify(point.charCodeAt(0))));
      const parts = surrogate.toLowerCase().match(NAME_PARTS) ?? [];
      return parts.some((part) => plain.includes(part) || simple.includes(part));
    }
    case 'address':
      return `${ROADS} ${ESTATES}`.split(' ').some((word) => surrogate.includes(word) && plain.includes(word));
    default:
      return false;
  }
}

/** Undefined for what has no form that could be kept. */
function surrogateOf(value: Value, plain: string, draw: Draw): string | undefined {
  switch (value.kind) {
    case 'mobile':
      return mobile(plain, draw);
    case 'landline':
      return `026-${2 + draw.below(7)}${draw.digits(7)}`;
    case 'id-card':
      return identityNumber(plain, draw);
    case 'bank-card':
      return bankCard(plain, draw);
    case 'email':
      return `${draw.from(LATIN_GIVEN).toLowerCase()}.${draw.from(LATIN_SURNAMES).toLowerCase()}${draw.digits(3)}@example.com`;
    case 'name':
      return name(value.text, draw);
    case 'address':
      return address(value, draw);
    default:
      return undefined;
  }
}

function mobile(plain: string, draw: Draw): string {
  const number = plain.startsWith('700') ? `700${draw.digits(12)}` : draw.from(FREE_SEGMENTS) + draw.digits(8);
  const extension = extensionOf(plain).length;
  return extension === 0 ? number : `${number}-${draw.digits(extension)}`;
}

/** Undefined for damaged numbers. */
function identityNumber(plain: string, draw: Draw): string | undefined {
  if (!isIdentityNumber(plain)) return undefined;
  const day = 1 + draw.below(28);
  const month = 1 + draw.below(12);
  const sex = Number(plain[16]) % 2;
  const sequence = String(2 * draw.below(500) + sex).padStart(3, '0');
  const date = plain.slice(6, 10) + String(month).padStart(2, '0') + String(day).padStart(2, '0');
  const body = `${draw.from(PROVINCES)}0000${date}${sequence}`;
  return body + checkCharacter(body);
}

function bankCard(plain: string, draw: Draw): string | undefined {
  if (!/^\d{12,19}$/.test(plain)) return undefined;
  const body = `0${draw.digits(plain.length - 2)}`;
  return body + luhnDigit(body);
}

function name(text: string, draw: Draw): string | undefined {
  const plain = foldText(text).trim();
  if (/\p{Script=Latin}/u.test(plain)) return latinName(plain, draw);
  if (DOT.test(plain)) {
    // So few that a draw from all of them would too often share a character.
    const free = DOTTED.split(' ').filter((word) => ![...word].some((point) => plain.includes(point)));
    if (free.length === 0) return undefined;
    return plain
      .split(DOT)
      .map((part, i) => (i % 2 === 1 ? part : draw.from(free.join(' '))))
      .join('');
  }
  const bare = plain.replace(/\s/gu, '');
  const points = [...bare];
  if (!HAN.test(bare) || points.length > 4) return undefined;
  const length = surnameLength(bare);
  const feel = points.slice(length);
  const pool = feel.some((point) => FEMALE.includes(point))
    ? FEMALE
    : feel.some((point) => MALE.includes(point))
      ? MALE
      : undefined;
  surnames ??= poolOf(surnameWeight, COMMON_SURNAME);
  given ??= poolOf(givenWeight, COMMON_GIVEN);
  let out = length === 2 ? draw.from(COMPOUND) : pick(surnames, draw);
  for (let i = length; i < points.length; i++) out += pool === undefined ? pick(given, draw) : draw.from(pool, '');
  return out;
}

const COMPOUND = '欧阳 上官 皇甫 诸葛 司徒 司马 夏侯 慕容 尉迟 长孙';

/** CHEN/YUTONG stays upper case with its slash. */
function latinName(plain: string, draw: Draw): string {
  const parts = plain.split(LATIN_BREAK);
  return parts
    .map((part, i) => {
      if (i % 2 === 1 || part === '') return part;
      const other = draw.from(i === 0 && parts.length > 1 ? LATIN_SURNAMES : LATIN_GIVEN);
      return part === part.toUpperCase()
        ? other.toUpperCase()
        : part === part.toLowerCase()
          ? other.toLowerCase()
          : other;
    })
    .join('');
}

function address(value: Value, draw: Draw): string {
  const area = shortenAddress(value, 'district') ?? '';
  const house = `${1 + draw.below(30)}幢${1 + draw.below(4)}单元${1 + draw.below(18)}0${1 + draw.below(4)}室`;
  return `${area}${draw.from(ROADS)}路${9001 + draw.below(998)}号${draw.from(ESTATES)}苑${house}`;
}

/** Characters from a weight on; a weight of w is a share of 2^((w - 48) / 2). */
function poolOf(weightOf: (unit: number) => number, least: number): Pool {
  let characters = '';
  const sums: number[] = [];
  let sum = 0;
  for (let unit = 0x4e00; unit < 0xa000; unit++) {
    const weight = weightOf(unit);
    if (weight < least || simplify(unit) !== unit) continue;
    characters += String.fromCharCode(unit);
    sum += 2 ** ((weight - 48) / 2);
    sums.push(sum);
  }
  return { characters, sums: sums.map((one) => one / sum) };
}

function pick({ characters, sums }: Pool, draw: Draw): string {
  const at = draw.fraction();
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return characters.charAt(low);
}
