/** Provinces, cities and districts among the hits, believed by how they follow each other. */

import { type DivisionWord, divisionWords } from '../../data/divisions.ts';
import type { Scan } from '../../scan/scan.ts';
import { DIVISION, STRUCTURE } from './cues.ts';
import { CONTAINED, FULL, type Parts, STRONG } from './parts.ts';
import { NO_KIND, rankOf, structureOf, WEAK_STEM } from './suffixes.ts';

/** 湾 and 区: 杭州湾, 浦东区. */
const BAY = 0x6e7e;
const ZONE = 0x533a;

const PROVINCE = 0;
const CITY = 1;
const DISTRICT = 2;

/** The words of the gazetteer, unpacked into arrays once. */
interface Gazetteer {
  readonly level: Uint8Array;
  readonly code: Int32Array;
  readonly short: Uint8Array;
  readonly weak: Uint8Array;
  /** Element kind by level. */
  readonly kind: readonly number[];
}

/** A division that was picked; one object, used again. */
export interface Picked {
  end: number;
  kind: number;
  how: number;
  code: number;
  level: number;
}

let gazetteer: Gazetteer | undefined;

function gazetteerOf(): Gazetteer {
  if (gazetteer !== undefined) return gazetteer;
  const words = divisionWords();
  const built = {
    level: new Uint8Array(words.length),
    code: new Int32Array(words.length),
    short: new Uint8Array(words.length),
    weak: new Uint8Array(words.length),
    kind: [rankOf('prov'), rankOf('city'), rankOf('district')],
  };
  for (let i = 0; i < words.length; i++) {
    const { level, code, short, weak } = words[i] as DivisionWord;
    built.level[i] = level === 'province' ? PROVINCE : level === 'city' ? CITY : DISTRICT;
    built.code[i] = code;
    built.short[i] = short ? 1 : 0;
    built.weak[i] = weak ? 1 : 0;
  }
  gazetteer = built;
  return gazetteer;
}

/**
 * Picks the division that begins at `at`, whose first hit is `first`, into `picked`; false when there is none to believe.
 * `isFresh`: nothing but a boundary, or a part of the address, stands right before it.
 */
export function pickDivision(
  scan: Scan,
  first: number,
  at: number,
  parts: Parts,
  isFresh: boolean,
  picked: Picked,
): boolean {
  const { level, code, short, weak, kind } = gazetteerOf();
  let best = 0;
  for (let k = first; k < scan.track.hitCount && scan.track.hitStart[k] === at; k++) {
    if (scan.track.hitSet[k] !== DIVISION) continue;
    const word = scan.track.hitWord[k] as number;
    const end = scan.track.hitEnd[k] as number;
    const isInside =
      parts.count > 0 && isContained(code[word] as number, level[word] as number, parts.code, parts.level);
    let worth = (end - at) * 2 + (isInside ? 3 : 0);
    // Abolished and former names stand at the beginning or behind another level: 江干区, 玉环县.
    const isFormer = short[word] === 0 && isFresh && end - at >= 3;
    if (weak[word] === 1 && !isInside && !isFormer) continue;
    if (short[word] === 1) {
      if (isStemOfSomething(scan, k, end)) continue;
      if (!isInside && parts.count > 0 && parts.code !== 0) continue;
      if (!isInside && !isFresh && !isFollowedByDivision(scan, k, at, end, code[word] as number, level[word] as number))
        continue;
      worth -= 1;
    } else if (isOtherWord(scan.units[end - 1] as number, scan.units[end] as number)) continue;
    if (worth <= best) continue;
    best = worth;
    picked.end = end;
    picked.kind = kind[level[word] as number] as number;
    picked.how = (short[word] === 1 ? 0 : FULL | STRONG) | (isInside ? CONTAINED : 0);
    picked.code = code[word] as number;
    picked.level = level[word] as number;
  }
  return best > 0;
}

/** Reports whether a division lies in another (or is the same one again), as far as the codes can tell. */
function isContained(code: number, level: number, outer: number, outerLevel: number): boolean {
  if (code === 0 || outer === 0) return false;
  if (outerLevel === PROVINCE) return Math.floor(code / 10000) === Math.floor(outer / 10000);
  // Cities directly under a province count 90 in their code; a county-level city may follow its prefecture or stand for it.
  if (outerLevel === CITY) return Math.floor(code / 100) === Math.floor(outer / 100) && level >= CITY;
  return code === outer && level === DISTRICT;
}

/** 南京 in 南京路, 南京东路, 南京镇; 浦东 in 浦东区; not 宁波 in 宁波镇海区. */
function isStemOfSomething(scan: Scan, from: number, end: number): boolean {
  const structure = structureOf();
  const unit = scan.units[end] as number;
  const isDirection = unit === 0x4e1c || unit === 0x897f || unit === 0x5357 || unit === 0x5317 || unit === 0x4e2d;
  let found = false;
  for (let k = from; k < scan.track.hitCount; k++) {
    const start = scan.track.hitStart[k] as number;
    if (start > end + (isDirection ? 1 : 0)) break;
    if (start < end) continue;
    if (start === end && scan.track.hitSet[k] === DIVISION) return false;
    if (scan.track.hitSet[k] !== STRUCTURE || (scan.track.hitEnd[k] as number) - start > 2) continue;
    const word = scan.track.hitWord[k] as number;
    const isWeak = ((structure.weak[word] as number) & WEAK_STEM) !== 0 && unit !== BAY && unit !== ZONE;
    if (structure.stem[word] !== NO_KIND && !isWeak) found = true;
  }
  return found;
}

/** A short name in running text is believed when a division inside it comes next: 杭州余杭区. */
function isFollowedByDivision(
  scan: Scan,
  from: number,
  at: number,
  end: number,
  outer: number,
  outerLevel: number,
): boolean {
  const { level, code, short } = gazetteerOf();
  for (let k = from; k < scan.track.hitCount && (scan.track.hitStart[k] as number) <= end; k++) {
    if (scan.track.hitStart[k] !== end || scan.track.hitSet[k] !== DIVISION || (scan.track.hitStart[k] as number) <= at)
      continue;
    const word = scan.track.hitWord[k] as number;
    if (short[word] === 0 && isContained(code[word] as number, level[word] as number, outer, outerLevel)) return true;
  }
  return false;
}

/** 上海市场, 北京市民, 杭州市区: the 市 belongs to the next word. */
function isOtherWord(last: number, next: number): boolean {
  return (
    last === 0x5e02 && (next === 0x573a || next === 0x6c11 || next === 0x503c || next === 0x9762 || next === 0x59d4)
  );
}
