/** Where the reading of an address stands, and what the scan found at a position. */

import type { Scan } from '../../scan/scan.ts';
import { ADDRESS_LABEL, ADDRESS_VERB, FILLER, STOP_WORD, STRUCTURE } from './cues.ts';
import { type Picked, pickDivision } from './gazetteer.ts';
import type { Parts } from './parts.ts';
import { NO_KIND, structureOf } from './suffixes.ts';
import { NONE } from './units.ts';

export interface Reader {
  readonly scan: Scan;
  readonly parts: Parts;
  at: number;
  /** Reading ends here: the end of the text, or where a telephone number begins. */
  limit: number;
  /** The first hit that starts at `at` or later. */
  hit: number;
  /** Where the name before the next suffix begins. */
  stem: number;
  /** Where the text after the last separator begins; it is new until a part was read in it. */
  chunk: number;
  isNewChunk: boolean;
  /** Chunks in a row in which no part was read. */
  bareChunks: number;
  /** Where the open bracket stands and closes. */
  open: number;
  bracket: number;
  /** The longest structure word found last: its index or NONE, and its end. */
  word: number;
  wordEnd: number;
  /** The longest other word at `at`, and whether an address ends before it. */
  frameEnd: number;
  isFrameStop: boolean;
  /** The division found last. */
  readonly picked: Picked;
}

export function createReader(scan: Scan, parts: Parts): Reader {
  return {
    scan,
    parts,
    at: 0,
    limit: 0,
    hit: 0,
    stem: 0,
    chunk: 0,
    isNewChunk: false,
    bareChunks: 0,
    open: 0,
    bracket: 0,
    word: NONE,
    wordEnd: 0,
    frameEnd: 0,
    isFrameStop: false,
    picked: { end: 0, kind: 0, how: 0, code: 0, level: 0 },
  };
}

/** Puts the longest structure word at `at` into the reader; a filler word as long hides it. */
export function findWord(reader: Reader, at: number): void {
  const { scan } = reader;
  reader.word = NONE;
  reader.wordEnd = at;
  let hidden = at;
  let k = reader.hit;
  while (k < scan.track.hitCount && (scan.track.hitStart[k] as number) < at) k++;
  for (; k < scan.track.hitCount && scan.track.hitStart[k] === at; k++) {
    const end = scan.track.hitEnd[k] as number;
    if (scan.track.hitSet[k] === FILLER) hidden = Math.max(hidden, end);
    if (scan.track.hitSet[k] !== STRUCTURE || end <= reader.wordEnd) continue;
    reader.word = scan.track.hitWord[k] as number;
    reader.wordEnd = end;
  }
  if (hidden < reader.wordEnd) return;
  reader.word = NONE;
  reader.wordEnd = at;
}

/** The same for words that make a part of a number: 号, 栋, 单元. Returns the word's index or NONE. */
export function findNumberWord(reader: Reader, at: number): number {
  findWord(reader, at);
  if (reader.word === NONE || structureOf().number[reader.word] === NO_KIND) return NONE;
  return reader.word;
}

/** Puts the longest filler word, stop word, label or verb at the reader's position into it. */
export function findFrame(reader: Reader): void {
  const { scan, at } = reader;
  reader.frameEnd = at;
  reader.isFrameStop = false;
  for (let k = reader.hit; k < scan.track.hitCount && scan.track.hitStart[k] === at; k++) {
    const set = scan.track.hitSet[k];
    if (set !== FILLER && set !== STOP_WORD && set !== ADDRESS_LABEL && set !== ADDRESS_VERB) continue;
    const end = scan.track.hitEnd[k] as number;
    if (end < reader.frameEnd || (set === ADDRESS_VERB && end - at === 1)) continue;
    reader.frameEnd = end;
    reader.isFrameStop = set !== FILLER;
  }
}

/** Puts the division at the reader's position into `picked`; false when there is none to believe. */
export function findDivision({ scan, hit, at, parts, picked }: Reader, isFresh: boolean): boolean {
  return (
    hit < scan.track.hitCount && scan.track.hitStart[hit] === at && pickDivision(scan, hit, at, parts, isFresh, picked)
  );
}
