/** E-mail addresses: RFC 5321 section 4.5.3.1 bounds both parts; the local part is the dot-atom people really use. */

import { isDigit, isLatin, type Scan } from '../scan/scan.ts';
import { ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Report } from '../types.ts';

const AT = 64;
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 255;
/** How far back `scheme://user:` is looked for. */
const LONGEST_USERINFO = 128;
/** Longest top-level domain in letters that is in use, rounded up. */
const LONGEST_TLD = 24;
/** `icon@2x.png`, `vue@3.4.tgz`: what follows the dot is the type of a file. */
const FILE_TYPES =
  ' png jpg jpeg gif svg webp bmp ico avif css scss less js mjs cjs ts tsx jsx vue json html htm xml yml yaml txt log map ' +
  'tgz gz tar jar war class java py go rb php sql csv pdf doc docx xls xlsx mp mp3 mp4 wasm dll exe conf ini local lan ' +
  'internal localdomain service ';
/** After these a letterless rest is not part of the domain: `zhang@qq.com13800138000`. */
const COMMON_TLDS = ' com cn net org edu gov top vip cc me io hk tw mo ';

export const emailDetector: Detector = {
  name: 'email',
  kinds: ['email'],
  // LONGEST_LOCAL + LONGEST_DOMAIN + LONGEST_USERINFO + 8: written out, since bundlers keep expressions.
  reach: 455,
  cues: [],
  wakes: { units: '@' },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.markCount; k++) {
      const at = scan.markAt[k] as number;
      if (scan.units[at] === AT) findAround(scan, at, report);
    }
  },
};

function findAround(scan: Scan, at: number, report: Report): void {
  const { units } = scan;
  const start = localStart(units, at);
  if (start < 0) return;
  const end = domainEnd(scan, at);
  if (end < 0) return;
  if (isUserinfo(units, start)) return;
  report.add('email', start, end, 1.5);
  report.because('domain', 1);
  if (isRemote(scan, start, at, end)) report.because('against:remote', -6);
}

/** Walks left over the local part; -1 when there is none, or more than RFC 5321 allows, or it is half masked. */
function localStart(units: Uint16Array, at: number): number {
  let start = at;
  while (start > 0 && at - start <= LONGEST_LOCAL && isLocal(units[start - 1] as number)) start--;
  if (at - start > LONGEST_LOCAL) return -1;
  if (start > 0 && units[start - 1] === 42) return -1;
  while (start < at && !isAlnum(units[start] as number) && units[start] !== 95) start++;
  return start === at || units[at - 1] === 46 ? -1 : start;
}

/** Walks right over the domain, then back to its last label of letters. */
function domainEnd(scan: Scan, at: number): number {
  const { units } = scan;
  if (!isAlnum(units[at + 1] as number)) return -1;
  let limit = at + 1;
  while (limit - at <= LONGEST_DOMAIN && isDomain(units[limit] as number)) limit++;
  if (isScale(units, at + 1)) return -1;
  // `a@b.com` may be followed by `.`, by `.2023` or by digits glued on.
  for (let end = limit; end > at + 3; ) {
    let label = end;
    while (label > at + 1 && units[label - 1] !== 46) label--;
    if (label <= at + 1) return -1;
    const tld = tldEnd(scan, label, end);
    if (tld > 0) return tld;
    end = label - 1;
  }
  return -1;
}

/** Where the top-level domain at `label` ends, or -1 when it is none. */
function tldEnd(scan: Scan, label: number, end: number): number {
  const { units } = scan;
  let letters = label;
  while (letters < end && isLatin(units[letters] as number)) letters++;
  const size = letters - label;
  if (size < 2 || size > LONGEST_TLD || !isAlnum(units[label - 2] as number)) return -1;
  const name = ` ${scan.folded(label, letters).toLowerCase()} `;
  if (letters < end && !COMMON_TLDS.includes(name)) return -1;
  return FILE_TYPES.includes(name) ? -1 : letters;
}

/** `@2x.`, `@1.5x`: the scale of an image. */
function isScale(units: Uint16Array, from: number): boolean {
  let i = from;
  while (i - from < 4 && (isDigit(units[i] as number) || units[i] === 46)) i++;
  return i > from && units[i] === 120 && !isAlnum(units[i + 1] as number);
}

/** `scheme://user:pass@host`: what stands before the `@` is a password, not a local part. */
function isUserinfo(units: Uint16Array, from: number): boolean {
  const stop = Math.max(2, from - LONGEST_USERINFO);
  let ats = 0;
  for (let i = from - 1; i >= stop; i--) {
    const unit = units[i] as number;
    if (unit === 47) return units[i - 1] === 47 && units[i - 2] === 58;
    if (unit === 64 && ++ats > 2) return false;
    // In a query (`?mail=`) or a list it is a value again.
    if (unit <= 32 || unit > 126 || '?&=#,;"\'<>()[]'.includes(String.fromCharCode(unit))) return false;
  }
  return false;
}

/** `git@github.com:org/repo`, `deploy@web.example.com:/srv`: an account on a machine. */
function isRemote(scan: Scan, start: number, at: number, end: number): boolean {
  const { units } = scan;
  if (units[end] === 58 && (units[end + 1] === 47 || units[end + 1] === 126)) return true;
  return at - start <= 3 && ' git hg svn '.includes(` ${scan.folded(start, at)} `);
}

function isAlnum(unit: number): boolean {
  return isDigit(unit) || isLatin(unit);
}

/** Letters, digits and `. _ % + -`. */
function isLocal(unit: number): boolean {
  return (
    isAlnum(unit) || unit === 46 || unit === 95 || unit === 37 || unit === 43 || unit === 45 || unit === ZERO_WIDTH
  );
}

function isDomain(unit: number): boolean {
  return isAlnum(unit) || unit === 45 || unit === 46 || unit === ZERO_WIDTH;
}
