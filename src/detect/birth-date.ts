/** Dates of birth, by cue only: without one a date is a date. Written forms after GB/T 7408 and as people write them. */

import { isDigit, type Scan } from '../scan/scan.ts';
import { numeralValue, ZERO_WIDTH } from '../text/fold.ts';
import type { CueSet, Detector, Report } from '../types.ts';
import { createSlot, openValue, type Slot } from './common/value.ts';

const NIAN = 0x5e74;
const YUE = 0x6708;
const RI = 0x65e5;
const HAO = 0x53f7;
const TEN = 0x5341;
const EARLIEST = 1880;
const LATEST = 2099;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Months of the lunar calendar that have names: 正 元 one, 冬 eleven, 腊 twelve. */
const NAMED_MONTHS = '正元冬腊臘';
const NAMED_MONTH_VALUES = [1, 1, 11, 12, 12];
/** Months in English by their first three letters. */
const ENGLISH_MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** The furthest a date reaches back from 出生 or 生. */
const LONGEST_DATE = 24;

const BIRTH: CueSet = {
  name: 'birth-date',
  words:
    '出生日期 出生年月日 出生年月 出生时间 出生于 出生 生日 生于 生辰 诞辰 出生時間 生於 阳历生日 农历生日 DOB ' +
    '公历生日 阴历生日 宝宝生日 会员生日',
  keys: '~birthday ~birthDate ~birth ~dob ~dateOfBirth ~birthTime ~bornDate ~born ~bornAt ~csrq ~shengri ~chushengriqi ~birthYmd birth',
  list: () => ['Date of Birth', 'Date Of Birth'],
};

/** 先生于, 发生于, 学生于: no birth. */
const NOT_BORN = '先学医发产考师实研男女新派滋寄再民陌卫活花門门員员書书一人';

/** What stands behind a date: 1990年5月1日出生. */
const BORN: CueSet = { name: 'born', words: '出生 日生 月生 号生 生人' };

/** What the last parse read. */
interface Parsed {
  end: number;
  weight: number;
  form: string;
}

export const birthDateDetector: Detector = {
  name: 'birth-date',
  kinds: ['birth-date'],
  // LABEL_REACH + 64: written out, since bundlers keep expressions.
  reach: 208,
  cues: [BIRTH, BORN],
  wakes: { cues: [BIRTH, BORN] },
  find(scan: Scan, report: Report): void {
    const slot = createSlot();
    const parsed: Parsed = { end: 0, weight: 0, form: '' };
    for (let k = 0; k < scan.hitCount; k++) {
      if (scan.hitSet[k] === BIRTH) findAfter(scan, k, slot, parsed, report);
      else if (scan.hitSet[k] === BORN) findBefore(scan, k, parsed, report);
    }
  },
};

function findAfter(scan: Scan, hit: number, slot: Slot, parsed: Parsed, report: Report): void {
  if (!openValue(scan, hit, slot)) return;
  const { units } = scan;
  const from = scan.hitStart[hit] as number;
  const isBornIn = units[from] === 0x751f && (units[from + 1] === 0x4e8e || units[from + 1] === 0x65bc);
  if (isBornIn && from > 0 && NOT_BORN.includes(character(units[from - 1]))) return;
  let start = slot.start;
  // 于 of 生日于, 出生于; 公历 农历 阳历 阴历 name the calendar.
  if (units[start] === 0x4e8e || units[start] === 0x65bc) start++;
  if ('公农阳阴新旧农'.includes(character(units[start])) && units[start + 1] === 0x5386) start += 2;
  while (start - slot.start < 6 && (units[start] === 32 || units[start] === 58)) start++;
  const isKey = scan.hitIsKey[hit] === 1;
  if (!parseDate(units, start, parsed) && !(isKey && parseEpoch(scan, start, parsed))) return;
  if (isBornIn && parsed.form === 'month-day') return;
  report.add('birth-date', start, parsed.end, parsed.weight);
  report.because(isKey ? 'key:birth' : 'cue:birth', 1);
  report.because(parsed.form, 0.5);
}

/** 1990年5月1日出生, 1990-05-01 生人, but not 2025年5月1日生产 or 生效. */
function findBefore(scan: Scan, hit: number, parsed: Parsed, report: Report): void {
  const { units } = scan;
  let stop = scan.hitStart[hit] as number;
  const first = units[stop] as number;
  if (first === RI || first === YUE || first === HAO) {
    stop++;
    const next = units[scan.hitEnd[hit] as number] as number;
    const goesOn = next >= 0x4e00 && next <= 0x9fff && next !== 0x4e8e && next !== 0x4eba;
    if (goesOn) return;
  }
  let end = stop;
  while (end > 0 && stop - end < 2 && units[end - 1] === 32) end--;
  let start = end;
  while (start > 0 && end - start < LONGEST_DATE && isDatePart(units[start - 1] as number)) start--;
  while (start < end && !isDigit(units[start] as number) && numeralValue(units[start] as number) < 0) start++;
  if (start === end || !parseDate(units, start, parsed) || parsed.end !== end || parsed.form === 'month-day') return;
  report.add('birth-date', start, end, parsed.weight);
  report.because('cue:born', 1);
  report.because(parsed.form, 0.5);
}

/** Reads a date at `at` in any of the written forms. */
function parseDate(units: Uint16Array, at: number, parsed: Parsed): boolean {
  return (
    parseCompact(units, at, parsed) ||
    parseYearFirst(units, at, parsed) ||
    parseMonthDay(units, at, parsed) ||
    parseEnglish(units, at, parsed)
  );
}

/** 19900101, and 199001 or 900101. */
function parseCompact(units: Uint16Array, at: number, parsed: Parsed): boolean {
  let end = at;
  while (end - at <= 8 && isDigit(units[end] as number)) end++;
  const size = end - at;
  if (size !== 8 && size !== 6) return false;
  const isFull = size === 8 && isDate(number(units, at, 4), number(units, at + 4, 2), number(units, at + 6, 2));
  const isMonth = size === 6 && isDate(number(units, at, 4), number(units, at + 4, 2), 1);
  const isShort = size === 6 && isDate(1900 + number(units, at, 2), number(units, at + 2, 2), number(units, at + 4, 2));
  if (!isFull && !isMonth && !isShort) return false;
  return done(units, parsed, isFull ? timeEnd(units, end) : end, isFull ? 1.5 : 0, isFull ? 'date' : 'short-date');
}

/** 1990-1-1, 1990/01/01, 1990.1, 1990年1月1日, 90年1月, 一九九〇年五月初一. */
function parseYearFirst(units: Uint16Array, at: number, parsed: Parsed): boolean {
  const yearEnd = yearDigits(units, at);
  if (yearEnd < 0) return false;
  const size = yearEnd - at;
  const year = yearValue(units, at, yearEnd);
  const gap = units[yearEnd] === 32 && units[yearEnd + 1] === NIAN ? 1 : 0;
  const separator = units[yearEnd + gap] as number;
  const isHan = separator === NIAN;
  if (!isHan && (size !== 4 || (separator !== 45 && separator !== 47 && separator !== 46))) return false;
  if (size === 4 && (year < EARLIEST || year > LATEST)) return false;
  const from = skip(units, yearEnd + gap + 1);
  const month = readMonth(units, from, isHan);
  if (month < 0 || numberOf(month) < 1 || numberOf(month) > 12) return false;
  let end = endOf(month);
  if (isHan && units[end] === 32 && units[end + 1] === YUE) end++;
  let hasDay = false;
  const joint = units[end] as number;
  const dayFrom = skip(units, joint === YUE || joint === separator ? end + 1 : end);
  if (isHan && joint !== YUE) return false;
  if (joint === YUE || joint === separator) {
    const day = readDay(units, dayFrom, isHan);
    if (day >= 0 && isDate(size === 4 ? year : 2000, numberOf(month), numberOf(day))) {
      end = endOf(day);
      hasDay = true;
      if (isHan && units[end] === 32 && units[end + 1] === RI) end++;
      if (units[end] === RI || units[end] === HAO) end++;
    } else if (joint === YUE) end++;
    else return false;
  }
  if (isDigit(units[end] as number)) return false;
  return done(units, parsed, hasDay ? timeEnd(units, end) : end, hasDay ? 1.5 : 0.5, hasDay ? 'date' : 'year-month');
}

/** 8月15日, 八月十五, 08-15, and the order of other countries, 15/08/1990. */
function parseMonthDay(units: Uint16Array, at: number, parsed: Parsed): boolean {
  const month = readMonth(units, at, true);
  if (month < 0) return false;
  const separator = units[endOf(month)] as number;
  if (separator !== YUE && separator !== 45 && separator !== 47) return false;
  const day = readDay(units, skip(units, endOf(month) + 1), separator === YUE);
  if (day < 0) return false;
  let end = endOf(day);
  const [first, second] = [numberOf(month), numberOf(day)];
  if (units[end] === separator && separator !== YUE && yearDigits(units, end + 1) === end + 5) {
    const year = number(units, end + 1, 4);
    if (isDigit(units[end + 5] as number) || (!isDate(year, first, second) && !isDate(year, second, first)))
      return false;
    return done(units, parsed, end + 5, 1.5, 'date');
  }
  if (!isDate(2000, first, second) || isDigit(units[end] as number) || units[end] === separator) return false;
  if (units[end] === RI || units[end] === HAO) end++;
  return done(units, parsed, end, 0, 'month-day');
}

/** May 1, 1990 and 1 May 1990. */
function parseEnglish(units: Uint16Array, at: number, parsed: Parsed): boolean {
  let i = at;
  let day = -1;
  if (isDigit(units[i] as number)) {
    day = readDay(units, i, false);
    if (day < 0 || units[endOf(day)] !== 32) return false;
    i = endOf(day) + 1;
  }
  const word = i;
  let name = '';
  while (i - word < 10 && isLetter(units[i] as number)) name += character(units[i++]).toLowerCase();
  if (name.length < 3 || ENGLISH_MONTHS.indexOf(name.slice(0, 3)) % 3 !== 0) return false;
  while (i - word < 14 && (units[i] === 32 || units[i] === 46)) i++;
  if (day < 0) {
    day = readDay(units, i, false);
    if (day < 0) return false;
    i = endOf(day);
  }
  while (i - word < 20 && (units[i] === 32 || units[i] === 44)) i++;
  if (yearDigits(units, i) !== i + 4 || !isDate(number(units, i, 4), 1, numberOf(day))) return false;
  return done(units, parsed, i + 4, 1.5, 'date');
}

/** Milliseconds or seconds since 1970, as serialisers write dates: only a field says that it is one. */
function parseEpoch(scan: Scan, at: number, parsed: Parsed): boolean {
  const { units } = scan;
  const from = units[at] === 45 ? at + 1 : at;
  const run = scan.runFrom(from);
  if (run === scan.runCount || scan.runStart[run] !== from) return false;
  const size = scan.runSize[run] as number;
  const end = scan.runEnd[run] as number;
  const next = units[end] as number;
  if (size < 8 || size > 13 || isLetter(next) || next === 46 || next === 45) return false;
  return done(units, parsed, end, 0, 'epoch');
}

/** The end of `T08:30:00.000+08:00` or ` 08:30:00` behind a date, or `at`. */
function timeEnd(units: Uint16Array, at: number): number {
  let i = units[at] === 84 || units[at] === 32 ? at + 1 : at;
  if (!isDigit(units[i] as number) || !isDigit(units[i + 1] as number) || units[i + 2] !== 58) return at;
  i += 3;
  while (i - at < 30 && (isDigit(units[i] as number) || units[i] === 58 || units[i] === 46 || units[i] === 43)) i++;
  while (i > at && !isDigit(units[i - 1] as number)) i--;
  return units[i] === 90 ? i + 1 : i;
}

/** The end of two or four digits or Chinese numerals that stand for a year, or -1. */
function yearDigits(units: Uint16Array, at: number): number {
  let i = at;
  if (isDigit(units[i] as number)) while (i - at <= 4 && isDigit(units[i] as number)) i++;
  else while (i - at <= 4 && numeralValue(units[i] as number) >= 0) i++;
  return i - at === 4 || i - at === 2 ? i : -1;
}

function yearValue(units: Uint16Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    value = value * 10 + (isDigit(unit) ? unit - 48 : numeralValue(unit));
  }
  return value;
}

/** Packs a number with the position behind it: no object per match. */
function pack(value: number, end: number): number {
  return end * 128 + value;
}

function numberOf(packed: number): number {
  return packed % 128;
}

function endOf(packed: number): number {
  return Math.floor(packed / 128);
}

function readMonth(units: Uint16Array, at: number, isHan: boolean): number {
  const named = isHan ? NAMED_MONTHS.indexOf(character(units[at])) : -1;
  if (named >= 0) return pack(NAMED_MONTH_VALUES[named] as number, at + 1);
  return readNumber(units, at, isHan);
}

/** A day, 初五 and 廿三 included. */
function readDay(units: Uint16Array, at: number, isHan: boolean): number {
  if (isHan && units[at] === 0x521d) {
    const rest = readNumber(units, at + 1, true);
    return rest >= 0 && numberOf(rest) <= 10 ? rest : -1;
  }
  if (isHan && units[at] === 0x5eff) {
    const digit = numeralValue(units[at + 1] as number);
    return digit > 0 ? pack(20 + digit, at + 2) : pack(20, at + 1);
  }
  return readNumber(units, at, isHan);
}

/** One or two digits, or a Chinese numeral below 40 (五, 十, 十二, 二十, 三十一), packed; -1 when there is none. */
function readNumber(units: Uint16Array, at: number, isHan: boolean): number {
  if (isDigit(units[at] as number)) {
    const isTwo = isDigit(units[at + 1] as number);
    return pack(number(units, at, isTwo ? 2 : 1), at + (isTwo ? 2 : 1));
  }
  if (!isHan) return -1;
  let i = at;
  const lead = units[i] === TEN ? 1 : numeralValue(units[i] as number);
  if (lead < 0) return -1;
  if (units[i] !== TEN) i++;
  if (units[i] !== TEN) return pack(lead, i);
  const tail = numeralValue(units[i + 1] as number);
  return tail > 0 ? pack(lead * 10 + tail, i + 2) : pack(lead * 10, i + 1);
}

function number(units: Uint16Array, at: number, size: number): number {
  let value = 0;
  for (let i = at; i < at + size; i++) value = value * 10 + ((units[i] as number) - 48);
  return value;
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < EARLIEST || year > LATEST || month < 1 || month > 12 || day < 1) return false;
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (MONTH_DAYS[month - 1] as number);
}

function done(units: Uint16Array, parsed: Parsed, end: number, weight: number, form: string): boolean {
  // The rest is masked already.
  if (units[end] === 42 || (units[end] === 45 && units[end + 1] === 42)) return false;
  parsed.end = end;
  parsed.weight = weight;
  parsed.form = form;
  return true;
}

function skip(units: Uint16Array, at: number): number {
  let i = at;
  while (i - at < 4 && (units[i] === 32 || units[i] === ZERO_WIDTH)) i++;
  return i;
}

/** What a date written backwards from its end may hold. */
function isDatePart(unit: number): boolean {
  if (isDigit(unit) || unit === 45 || unit === 47 || unit === 46) return true;
  if (unit === NIAN || unit === YUE || unit === RI || unit === HAO || unit === TEN) return true;
  return numeralValue(unit) >= 0 || unit === 0x521d || unit === 0x5eff || NAMED_MONTHS.includes(character(unit));
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

function character(unit: number | undefined): string {
  return String.fromCharCode(unit ?? 0);
}
