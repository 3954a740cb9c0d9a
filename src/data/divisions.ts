import { DIVISIONS } from './divisions.gen.ts';

// DIVISIONS is one line:  /33浙江省;杭州市,2上城区,…,9萧山区+市县;…
// "/" "；" "," (as / ; ,) begin a province, a city, a district. Digits say its part of the code where that is not the
// one before plus one. After the name: a digit, the length of the short form (else the name without its last
// character); "^" no short form; "~" the short form is weak; "*" the full name is weak; "+" other kinds it has been.
// The last province is 0: abolished names that stand for themselves.

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
const ENTRY = /([/;,])(\d*)(\p{Script=Han}*)(\*?)(\d?)(\^?)(~?)(?:\+(\p{Script=Han}+))?/gu;

let words: readonly DivisionWord[] | undefined;

/** Names of provinces, cities and districts in simplified characters, full and short; a word may occur more than once. */
export function divisionWords(): readonly DivisionWord[] {
  words ??= build();
  return words;
}

function build(): DivisionWord[] {
  const list: DivisionWord[] = [];
  const parts = [0, 0, 1];
  for (const [, mark = '', number, name = '', weakName, length, none, weakShort, kinds = ''] of DIVISIONS.matchAll(
    ENTRY,
  )) {
    const depth = '/;,'.indexOf(mark);
    parts[depth] = number ? Number(number) : (parts[depth] ?? 0) + 1;
    if (depth === 0) parts[1] = 0;
    if (depth <= 1) parts[2] = 1;
    if (name === '') continue;
    const [province = 0, city = 0, district = 0] = parts;
    const gone = province === 0;
    const level = gone ? levelOf(name) : (LEVELS[depth] ?? 'district');
    const code = gone ? 0 : province * 10000 + (depth > 0 ? city * 100 : 0) + (depth > 1 ? district : 0);
    list.push({ word: name, level, code, short: false, weak: gone || weakName !== '' });
    if (gone || none !== '') continue;
    const short = name.slice(0, length ? Number(length) : -1);
    list.push({ word: short, level, code, short: true, weak: weakShort !== '' });
    for (const kind of kinds) {
      const former = short + (kind === '地' ? '地区' : kind);
      list.push({ word: former, level, code, short: false, weak: true });
    }
  }
  return list;
}

function levelOf(name: string): DivisionLevel {
  return /(?:地区|自治州|盟)$/u.test(name) ? 'city' : 'district';
}
