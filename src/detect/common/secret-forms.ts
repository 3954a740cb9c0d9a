/** Secrets that their form gives away: JSON web tokens, bearer tokens, issuers' prefixes, private keys, URL passwords. */

import { isDigit, isLatin, type Scan } from '../../scan/scan.ts';
import type { CueSet, Report } from '../../types.ts';
import { isPlaceholder, isQuote, isWord, shapeOf } from './value.ts';

const SHORTEST_BEARER = 16;
const SHORTEST_JWT = 40;
const LONGEST_USERINFO = 256;
const MOST_ATS = 3;

/**
 * How each form begins. `{"alg` and its kin are eyJh… in base64url. The other prefixes are those the issuers publish for
 * secret scanners.
 */
export const TOKEN_FORM: CueSet = {
  name: 'token-form',
  words:
    'eyJh eyJ0 eyJr eyJl eyJ4 eyJq eyJ6 eyJj Bearer BEARER ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- AKIA ASIA LTAI AIza xoxb- xoxp- xoxa- xoxr- xoxs- ' +
    'sk-proj- sk-ant- sk_live_ sk_test_ sk- rk-proj- rk-ant- rk_live_ rk_test_ rk-',
};

export const PEM: CueSet = { name: 'pem', words: '-----BEGIN' };

const JWT = 0;
const BEARER = 1;
const PREFIX = 2;
const SK = 3;

/** A token by its form; returns the end of what was read, or 0. */
export function findToken(scan: Scan, hit: number, report: Report): number {
  const { units } = scan;
  const at = scan.hitStart[hit] as number;
  const first = units[at] as number;
  const form = first === 101 ? JWT : first === 66 ? BEARER : first === 115 || first === 114 ? SK : PREFIX;
  if (form === JWT) return findJwt(scan, at, report);
  if (form === BEARER) return findBearer(scan, hit, report);
  if (at > 0 && isTokenUnit(units[at - 1] as number)) return 0;
  let end = scan.hitEnd[hit] as number;
  const body = end;
  while (isTokenUnit(units[end] as number)) end++;
  const shape = shapeOf(units, body, end);
  // AKIA and LTAI ids are upper case and digits; `sk-loading-bar` has no digit.
  const least = first === 65 || first === 76 ? 12 : form === SK ? 20 : 16;
  if (end - body < least || (shape & 1) === 0 || (shape & 6) === 0) return 0;
  if (isPlaceholder(units, body, end)) return 0;
  if ((first === 65 || first === 76) && (shape & 16) !== 0) return 0;
  report.add('secret', at, end, 2);
  report.because('form:prefix', 1);
  return end;
}

/** RFC 7519: header, payload and signature in base64url with dots between; an encrypted one has five parts. */
function findJwt(scan: Scan, start: number, report: Report): number {
  const { units } = scan;
  if (start > 0 && isTokenUnit(units[start - 1] as number)) return 0;
  let end = start;
  let dots = 0;
  for (; ; end++) {
    const unit = units[end] as number;
    if (unit === 46 && isTokenUnit(units[end + 1] as number)) dots++;
    else if (!isTokenUnit(unit) && unit !== 61) break;
  }
  // Cut off in a log, header and half a payload remain; the payload holds the claims.
  if (dots < 1 || end - start < SHORTEST_JWT) return 0;
  report.add('secret', start, end, 2);
  report.because('form:jwt', dots > 1 ? 2 : 0.5);
  return end;
}

/** RFC 6750 section 2.1. */
function findBearer(scan: Scan, hit: number, report: Report): number {
  const { units } = scan;
  const at = scan.hitStart[hit] as number;
  if (at > 0 && isWord(units[at - 1] as number)) return 0;
  let start = scan.hitEnd[hit] as number;
  if (units[start] !== 32 && units[start] !== 58) return 0;
  for (let n = 0; n < 3 && (units[start] === 32 || units[start] === 58); n++) start++;
  let end = start;
  while (isTokenUnit(units[end] as number) || isBearerUnit(units[end] as number)) end++;
  if (end - start < SHORTEST_BEARER || (shapeOf(units, start, end) & 1) === 0) return 0;
  report.add('secret', start, end, 2);
  report.because('form:bearer', 1);
  return end;
}

/**
 * RFC 7468 blocks of private keys, from BEGIN to END. Without an END everything that may be base64 is taken: keys are
 * cut off in logs. Certificates and public keys are public.
 */
export function findPrivateKey(scan: Scan, hit: number, report: Report): number {
  const { units, length } = scan;
  const start = scan.hitStart[hit] as number;
  let i = scan.hitEnd[hit] as number;
  const label = i;
  while (i - label < 40 && (isLatin(units[i] as number) || units[i] === 32 || isDigit(units[i] as number))) i++;
  if (units[i] !== 45 || !scan.folded(label, i).endsWith('PRIVATE KEY')) return 0;
  while (units[i] === 45) i++;
  const body = i;
  for (; i < length; i++) {
    const unit = units[i] as number;
    if (unit === 45 && units[i + 1] === 45 && units[i + 2] === 45) return closePrivateKey(scan, start, i, report);
    // RFC 1421 headers (Proc-Type: 4,ENCRYPTED) hold `:` and `,`.
    if (!isTokenUnit(unit) && !isBearerUnit(unit) && unit !== 92 && unit !== 58 && unit !== 44 && unit > 32) break;
  }
  if (i - body < SHORTEST_BEARER) return 0;
  report.add('secret', start, i, 2);
  report.because('form:private-key', 1);
  return i;
}

function closePrivateKey(scan: Scan, start: number, from: number, report: Report): number {
  const { units, length } = scan;
  let end = from;
  while (units[end] === 45) end++;
  while (end < length && (isLatin(units[end] as number) || units[end] === 32)) end++;
  while (units[end] === 45) end++;
  report.add('secret', start, end, 3);
  report.because('form:private-key', 2);
  return end;
}

/** RFC 3986 section 3.2.1, `scheme://user:password@host`: the password. */
export function findUserinfo(scan: Scan, report: Report): void {
  for (let k = 0; k < scan.markCount; k++) {
    const at = scan.markAt[k] as number;
    if (scan.units[at] === 64) findPasswordBefore(scan, at, report);
  }
}

function findPasswordBefore(scan: Scan, at: number, report: Report): void {
  const { units } = scan;
  const stop = Math.max(2, at - LONGEST_USERINFO);
  let colon = -1;
  let ats = 0;
  for (let i = at - 1; i >= stop; i--) {
    const unit = units[i] as number;
    if (unit <= 32 || unit > 126 || isQuote(unit) || unit === 60) return;
    if (unit === 58) colon = i;
    // `p@ss:word`; a row of them is no password.
    if (unit === 64 && ++ats > MOST_ATS) return;
    if (unit !== 47) continue;
    // The leftmost colon that is not the scheme's parts user and password.
    if (units[i - 1] !== 47 || units[i - 2] !== 58 || colon < 0 || colon + 1 >= at) return;
    if (isPlaceholder(units, colon + 1, at)) return;
    report.add('secret', colon + 1, at, 2);
    report.because('form:userinfo', 1);
    return;
  }
}

/** The alphabet of base64url. */
function isTokenUnit(unit: number): boolean {
  return isWord(unit) || unit === 45;
}

/** What base64 and RFC 6750 add: `. ~ + / =`. */
function isBearerUnit(unit: number): boolean {
  return unit === 46 || unit === 126 || unit === 43 || unit === 47 || unit === 61;
}
