import { DIVISIONS } from './divisions.gen.ts';
import { unpackText } from './unpack.ts';

// DIVISIONS unpacks to one line:  /33浙江省;杭州市-2上城…-9萧山+市县…
// "/" begins a province, ";" a city, and "-" "." "_" "," a district that ends in 区, 县, 市 (not written again) or else.
// Digits say its part of the code where that is not the one before plus one. After the name: a digit, the length of the
// short form (else the name without its last character); "^" no short form; "~" the short form is weak; "*" the full
// name is weak; "+" other kinds it has been. The last province is 0: abolished names that stand for themselves.

export type DivisionLevel = 'province' | 'city' | 'district';

export interface DivisionWord {
  readonly word: string;
  readonly level: DivisionLevel;
  /** Six digits of GB/T 2260 (浙江 330000); 0 for abolished names. Below Taiwan, Hong Kong and Macau our own numbers. */
  readonly code: number;
  /** Without its kind: 杭州 for 杭州市. */
  readonly short: boolean;
  /** An everyday word, a name borne by several, or abolished: believe it only after a province or city. */
  readonly weak: boolean;
}

const LEVELS = ['province', 'city', 'district'] as const;
const MARKS = '/;-._,';
const KINDS = ['', '', '区', '县', '市', ''] as const;
/** Nothing below is Han, and nothing above is used. */
const HAN = 0x3400;

let words: readonly DivisionWord[] | undefined;

/** Names of provinces, cities and districts in simplified characters, full and short; a word may occur more than once. */
export function divisionWords(): readonly DivisionWord[] {
  words ??= build();
  return words;
}

function build(): DivisionWord[] {
  const list: DivisionWord[] = [];
  const text = unpackText(DIVISIONS);
  const parts = [0, 0, 1];
  for (let at = 0; at < text.length; ) {
    const kind = MARKS.indexOf(text.charAt(at));
    const numberEnd = digitsEnd(text, at + 1);
    const stemEnd = hanEnd(text, numberEnd);
    const stem = text.slice(numberEnd, stemEnd);
    const depth = Math.min(kind, 2);
    parts[depth] = numberEnd > at + 1 ? Number(text.slice(at + 1, numberEnd)) : (parts[depth] as number) + 1;
    if (depth === 0) parts[1] = 0;
    if (depth <= 1) parts[2] = 1;
    at = stemEnd;
    const has = (mark: string): boolean => text.charAt(at) === mark && ++at > 0;
    const isWeakName = has('*');
    const lengthEnd = digitsEnd(text, at);
    const length = lengthEnd > at ? Number(text.slice(at, lengthEnd)) : -1;
    at = lengthEnd;
    const hasNoShort = has('^');
    const isWeakShort = has('~');
    let formers = '';
    if (has('+')) {
      formers = text.slice(at, hanEnd(text, at));
      at += formers.length;
    }
    if (stem === '') continue;
    const name = stem + (KINDS[kind] as string);
    const [province = 0, city = 0, district = 0] = parts;
    const gone = province === 0;
    const level = gone ? levelOf(name) : (LEVELS[depth] as DivisionLevel);
    const code = gone ? 0 : province * 10000 + (depth > 0 ? city * 100 : 0) + (depth > 1 ? district : 0);
    list.push({ word: name, level, code, short: false, weak: gone || isWeakName });
    if (gone || hasNoShort) continue;
    const short = name.slice(0, length);
    list.push({ word: short, level, code, short: true, weak: isWeakShort });
    for (const former of formers) {
      const region = former === '地';
      const word = short + (region ? '地区' : former);
      list.push({ word, level: region ? 'city' : 'district', code, short: false, weak: true });
    }
  }
  return list;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) - 48) >>> 0 < 10) at++;
  return at;
}

function hanEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= HAN) at++;
  return at;
}

function levelOf(name: string): DivisionLevel {
  return /(?:地区|自治州|盟)$/u.test(name) ? 'city' : 'district';
}
