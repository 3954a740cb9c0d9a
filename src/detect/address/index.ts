/**
 * Addresses, from a gazetteer and a grammar of their parts (GB/T 41833-2022 wants unit and room hidden: they are parts
 * of their own). Element order and rules after the annotation guide of neural-chinese-address-parsing (Li et al., 2019).
 *
 *   gazetteer.ts  which of the names of provinces, cities and districts to believe
 *   suffixes.ts   the words that end a part, as data
 *   grammar.ts    reads parts from left to right, with reader.ts (where it stands), numbers.ts and chunks.ts
 *   tail.ts       decides where the address ends
 *   evidence.ts   weighs what was read
 *   tagger.ts     asks the trained tagger for the parts, and how sure it is of them
 *   english.ts    Flat 1603, Block 7, 88 Jiangnan Avenue
 */

import { foldTraditional } from '../../data/script.ts';
import { maskAddress } from '../../mask/address.ts';
import { checkElementModel } from '../../model/elements.ts';
import { isConnector, isHan, type Scan } from '../../scan/scan.ts';
import { ELEMENT_KINDS, type ElementKind } from '../../text/elements.ts';
import type { Detector, Report } from '../../types.ts';
import { ADDRESS_LABEL, ADDRESS_VERB, DIVISION, ENGLISH, FILLER, MENTION, STOP_WORD, STRUCTURE } from './cues.ts';
import { findEnglish } from './english.ts';
import { hasBuilding, PRIOR, weigh } from './evidence.ts';
import { readParts } from './grammar.ts';
import { ASSIST, HOUSENO, POI } from './kinds.ts';
import { holdsMark, MARKS, nextPair } from './marks.ts';
import { createParts, HUB, insertFirst, NUMBERED, type Parts, STRONG } from './parts.ts';
import { createReader, type Reader } from './reader.ts';
import { NO_KIND, structureOf, WEAK_STEM } from './suffixes.ts';
import { consult, consultValue, estateStart, joined, joinParts, opinion, taggerWeight } from './tagger.ts';
import { settleEnd } from './tail.ts';
import { DIGITS, HARD, LATIN, MASK, NONE, NUMERALS, PROSE, unitClasses } from './units.ts';

/** What a word of the structure set is worth: nothing, a number before it, a name before it. */
const NOTHING = 0;
const COUNTS = 1;
const NAMES = 2;
/** How far before its first suffix an address may begin. */
const LONGEST_START = 24;
/** Where a mark or a label speaks for an address without one. */
const NEAR = 40;
/** An address that a pair of marks or a label speaks for begins at most this far before it, or behind it. */
const BEFORE = 200;
const BEHIND = 64;
/** How far words are read beyond the place where an address begins. */
const READ_AHEAD = 512;
/** Below this, log-odds that the tagger could not make up for. */
const HOPELESS = -3;
/** What may stand between a label and its value. */
const LABEL_GAP = 6;
/** A labelled value that the tagger alone may take for an address: its size, and how much of it has to be parts of one. */
const SHORTEST_VALUE = 5;
const LONGEST_VALUE = 64;
const LEAST_COVERED = 0.7;
const LABELLED = 4;
/** The same without a label, for a field that begins with a division. */
const LEAST_WHOLE = 0.9;
const LEAST_ODDS = 3;
const WHOLE = 2.8;
/** Digits in a row that are no part of an address. */
const LONG_NUMBER = 7;

let work: Parts | undefined;
let anchors: Uint8Array | undefined;

/** Finds addresses in Chinese of the mainland, Hong Kong and Taiwan, and English ones of the mainland. */
export const addressDetector: Detector = {
  name: 'address',
  kinds: ['address'],
  // The finding, and the name and label looked for on either side.
  // LONGEST + 80: written out, since bundlers keep expressions.
  reach: 200,
  maskAddress,
  cues: [DIVISION, STRUCTURE, FILLER, STOP_WORD, MENTION, ADDRESS_LABEL, ADDRESS_VERB, ENGLISH],
  wakes: { cues: [ADDRESS_LABEL, ENGLISH], units: MARKS },
  prepare: checkElementModel,
  fold: foldTraditional,
  find,
};

function find(scan: Scan, report: Report): void {
  findEnglish(scan, report);
  const known = report.count;
  findChinese(scan, report);
  findLabelled(scan, report, known);
}

function findChinese(scan: Scan, report: Report): void {
  work ??= createParts();
  const reader = createReader(scan, work);
  let cursor = 0;
  let label = 0;
  let pair = nextPair(scan, 0, scan.length);
  for (let from = 0; from < scan.length; ) {
    // Only a pair that was passed is looked for again: the next may be far.
    if (pair >= 0 && pair < from) pair = nextPair(scan, from, scan.length);
    label = nextLabel(scan, label, from);
    const value = label < scan.hitCount ? (scan.hitEnd[label] as number) : NONE;
    const interest = pair < 0 || (value >= 0 && value < pair) ? value : pair;
    if (interest < 0) return;
    const to = Math.min(scan.length, interest + BEHIND);
    cursor = findNear(scan, report, reader, Math.max(cursor, interest - BEFORE), to);
    // Two marks of one pair may stand on either side.
    from = to === scan.length ? to : to - NEAR;
  }
}

/** Adds the addresses whose first words stand in [from, to); returns the end of the last, or `from`. */
function findNear(scan: Scan, report: Report, reader: Reader, from: number, to: number): number {
  const { parts } = reader;
  anchors ??= buildAnchors();
  scan.focus(STRUCTURE, from - LONGEST_START, to + READ_AHEAD);
  let cursor = from;
  for (let k = scan.track.hitFrom(from); k < scan.track.hitCount; k++) {
    const at = scan.track.hitStart[k] as number;
    if (at >= to) break;
    if (at < cursor) continue;
    const set = scan.track.hitSet[k];
    if (
      set !== DIVISION &&
      (set !== STRUCTURE || !isAnchor(scan, anchors[scan.track.hitWord[k] as number] as number, at))
    )
      continue;
    // A candidate may be refused before it reaches the word: read again from there.
    for (let start = startOf(scan, at, cursor); cursor <= at; start = cursor) {
      readParts(reader, start);
      cursor = Math.max(start + 1, parts.stop);
      if (parts.count > 0) cursor = Math.max(cursor, addCandidate(scan, report, parts));
    }
  }
  return cursor;
}

/** The next label from hit `k` on that ends behind `from` and may have an address behind it: 因地址不详退回 has none. */
function nextLabel(scan: Scan, k: number, from: number): number {
  let hit = k;
  while (hit < scan.hitCount) {
    if (scan.hitSet[hit] === ADDRESS_LABEL && (scan.hitEnd[hit] as number) >= from && hasValue(scan, hit)) break;
    hit++;
  }
  return hit;
}

/**
 * 地址：晨光国际8-6-1440: behind a label the whole value may be an address in which the grammar knows no word. Looked at
 * are only values in which nothing was found before.
 */
function findLabelled(scan: Scan, report: Report, known: number): void {
  const found = report.count;
  let next = known;
  for (let k = 0; k < scan.hitCount; k++) {
    if (scan.hitSet[k] !== ADDRESS_LABEL) continue;
    const start = valueStart(scan, scan.hitEnd[k] as number);
    const end = valueEnd(scan, start);
    // Labels and what was found follow each other in the text.
    while (next < found && report.endOf(next) <= start) next++;
    if (next < found && report.startOf(next) < end) continue;
    if (end - start < SHORTEST_VALUE || !hasHan(scan, start, end)) continue;
    consultValue(scan, start, end);
    if (opinion.count < 2 || opinion.covered < LEAST_COVERED || !opinion.hasDetail) continue;
    report.add('address', start, opinion.end, PRIOR);
    report.because('cue:address-label', LABELLED);
    report.because('tagger', taggerWeight());
    joinParts(undefined);
    addElements(scan, report, start, opinion.end);
  }
}

/** A label without a mark of its own (地址晨光国际) labels nothing here. */
function valueStart(scan: Scan, from: number): number {
  let at = from;
  while (at < from + LABEL_GAP && isConnector(scan.units[at] as number) && !isHan(scan.units[at] as number)) at++;
  return at === from ? scan.length : at;
}

function valueEnd(scan: Scan, start: number): number {
  const classes = unitClasses();
  const stop = Math.min(scan.length, start + LONGEST_VALUE);
  let digits = 0;
  let end = start;
  while (end < stop) {
    const kind = classes[scan.units[end] as number] as number;
    if (kind === HARD || kind === PROSE || kind === MASK || scan.units[end] === 44) break;
    digits = kind === DIGITS ? digits + 1 : 0;
    if (digits === LONG_NUMBER) return start;
    end++;
  }
  return end;
}

function hasValue(scan: Scan, hit: number): boolean {
  let at = scan.hitEnd[hit] as number;
  const stop = at + LABEL_GAP;
  while (at < stop && isConnector(scan.units[at] as number)) at++;
  // 北京朝阳望京 has neither mark nor number, but a place in front.
  return scan.mayBeginWord(DIVISION, at) || holdsMark(scan, at, Math.min(scan.length, at + NEAR));
}

/** Walks back from a structure word to where an address could begin at the earliest. */
function startOf(scan: Scan, at: number, cursor: number): number {
  const classes = unitClasses();
  const stop = Math.max(cursor, at - LONGEST_START);
  let i = at;
  let digits = 0;
  while (i > stop) {
    const kind = classes[scan.units[i - 1] as number] as number;
    if (kind === HARD || kind === PROSE || kind === MASK) break;
    i--;
    digits = kind === DIGITS ? digits + 1 : 0;
    // A telephone number, or so: what stands before it is another value.
    if (digits === LONG_NUMBER) return i + digits;
  }
  return i;
}

function addCandidate(scan: Scan, report: Report, parts: Parts): number {
  let start = parts.start[0] as number;
  const end = settleEnd(scan, parts);
  if (parts.kind[0] === HOUSENO && ((parts.how[0] as number) & NUMBERED) !== 0) {
    const estate = estateStart(scan, start, end);
    if (estate >= 0) {
      insertFirst(parts, POI, estate, start, STRONG);
      start = estate;
    }
  }
  // One part is a place at most, unless a label says more; not worth a candidate.
  if (parts.count < 2 && end === parts.end0 && end - start < 6) return end;
  if (!hasHan(scan, start, end)) return end;
  // What let the whole text pass may be far away, and must not count here.
  if (nextPair(scan, start - NEAR, end + NEAR) < 0 && scan.cueWithin(ADDRESS_LABEL, start - NEAR, end) < 0) return end;
  report.add('address', start, end, PRIOR);
  weigh(scan, report, parts, end);
  if (report.scoreOf(report.count - 1) < HOPELESS)
    return isAlone(scan, start) && !holdsHub(parts) ? addWhole(scan, report, start, end) : end;
  consult(scan, start, end);
  report.because('tagger', taggerWeight(hasBuilding()));
  joinParts(parts);
  addElements(scan, report, start, end);
  return end;
}

/** Where parcels pass through is nobody's address. */
function holdsHub(parts: Parts): boolean {
  for (let k = 0; k < parts.count; k++) if (((parts.how[k] as number) & HUB) !== 0) return true;
  return false;
}

/** 浙江省龙泉市维也纳商务酒店: a field by itself, of which the grammar knows the divisions only, and the tagger all. */
function addWhole(scan: Scan, report: Report, start: number, known: number): number {
  const end = valueEnd(scan, start);
  if (end < known || !isAlone(scan, end + 1)) return known;
  consultValue(scan, start, end);
  if (opinion.covered < LEAST_WHOLE || opinion.odds < LEAST_ODDS || !opinion.hasDetail) return known;
  report.add('address', start, opinion.end, PRIOR);
  report.because('stands-alone', 1);
  report.because('tagger:whole', WHOLE);
  report.because('tagger', taggerWeight());
  joinParts(undefined);
  addElements(scan, report, start, opinion.end);
  return opinion.end;
}

/** Nothing stands right before `at`: the text begins there, or a quote, a line or a bracket ends. */
function isAlone(scan: Scan, at: number): boolean {
  return at <= 0 || at > scan.length || unitClasses()[scan.units[at - 1] as number] === HARD;
}

/** The parts as the tagger sees them; what it leaves out between them is a place without a suffix. */
function addElements(scan: Scan, report: Report, start: number, end: number): void {
  let from = start;
  for (let k = 0; k < joined.count; k++) {
    const partStart = joined.start[k] as number;
    const partEnd = Math.min(end, joined.end[k] as number);
    if (partStart >= end) break;
    addGap(scan, report, from, partStart);
    report.element(ELEMENT_KINDS[joined.kind[k] as number] as ElementKind, partStart, partEnd);
    from = partEnd;
  }
  addGap(scan, report, from, end);
}

function hasHan(scan: Scan, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isHan(scan.units[i] as number)) return true;
  return false;
}

/** Names without a suffix between or after the parts are places too. */
function addGap(scan: Scan, report: Report, start: number, end: number): void {
  const { units } = scan;
  let from = start;
  let to = end;
  while (from < to && !isWordUnit(units[from] as number)) from++;
  while (to > from && !isWordUnit(units[to - 1] as number)) to--;
  if (to > from) report.element('poi', from, to);
}

function isWordUnit(unit: number): boolean {
  const kind = unitClasses()[unit] as number;
  return (kind >= 1 && kind <= 4) || kind === PROSE || kind === 10;
}

/** Prose is full of 里 and 号: a word that only counts is worth nothing without a number before it. */
function isAnchor(scan: Scan, anchor: number, at: number): boolean {
  if (anchor !== COUNTS) return anchor !== NOTHING;
  const classes = unitClasses();
  const before = classes[scan.units[at - 1] as number] as number;
  if (before === DIGITS || before === LATIN || before === NUMERALS) return true;
  return scan.units[at - 1] === 32 && classes[scan.units[at - 2] as number] === DIGITS;
}

/** By word of the structure set: whether it makes it worth to read on. Weak words do not, prose is full of them. */
function buildAnchors(): Uint8Array {
  const { words, stem, number, alone, weak } = structureOf();
  return Uint8Array.from(words, (_, i) => {
    const isStrong = stem[i] !== NO_KIND && ((weak[i] as number) & WEAK_STEM) === 0;
    if (isStrong || (alone[i] !== NO_KIND && alone[i] !== ASSIST)) return NAMES;
    return number[i] === NO_KIND ? NOTHING : COUNTS;
  });
}
