/**
 * One pass over a text fills the tracks that all detectors read: digit runs, cue hits, marked units.
 * A Scan is reused from text to text; nothing in the pass allocates once its arrays have grown.
 */

import { ZERO_WIDTH } from '../text/fold.ts';
import { createUnitBuffer, loadUnits } from '../text/units.ts';
import { isConnector } from './connectors.ts';
import type { CueSet } from './cues.ts';
import { mayBegin, NONE } from './dictionary.ts';
import type { Hits } from './hits.ts';
import { laterOf } from './lexis.ts';
import { sift, siftWords } from './sift.ts';
import { siftDigits } from './sift-digits.ts';
import { Tracks } from './tracks.ts';

export { isConnector } from './connectors.ts';
export type { CueSet } from './cues.ts';
export type { Hits } from './hits.ts';
export { HAN_RANGES, isDigit, isHan, isLatin } from './units.ts';

/** The furthest a cue may start before the value it speaks for. */
const LONGEST_CUE = 64;
/** The longest word of a cue set; keys may be longer, and are read backwards from what follows them. */
const LONGEST_WORD = 24;

export class Scan extends Tracks {
  readonly #buffer = createUnitBuffer();

  /** The track in focus: a detector that reads all hits of its own sets calls `focus` first. */
  track: Hits = this;

  /** Puts the track that holds `set` in focus, read at least from `from` to `to`. */
  focus(set: CueSet, from: number, to: number): void {
    this.track = this.#hitsIn(this.#trackIndex(set), from, to);
  }

  /** Scans `text[start, end)`. */
  read(text: string, start: number, end: number): void {
    loadUnits(this.#buffer, text, start, end);
    this.units = this.#buffer.units;
    this.text = text;
    this.base = start;
    this.length = end - start;
    this.hasEscapes = false;
    this.hasHan = false;
    this.runCount = 0;
    this.longestRun = 0;
    this.passed = 0;
    this.clusterFirst = 0;
    this.clusterSize = 0;
    this.hitCount = 0;
    this.markCount = 0;
    this.wakes = 0;
    for (const track of this.later) forget(track);
    if (this.lexis.isDigitsOnly) siftDigits(this);
    else sift(this);
  }

  /**
   * The hit of `set` that labels the value starting at `at`: it ends at most `gap` units before, and only connectors
   * (`：`, `=`, quotes, 是, 号 …) stand between. Returns the hit's index or -1.
   */
  cueBefore(set: CueSet, at: number, gap = 6): number {
    const barrier = this.barrierBefore(set, at, gap);
    if (barrier < 0) return NONE;
    const hits = this.#hitsIn(this.#trackIndex(set), at - gap - LONGEST_WORD, at);
    for (let k = hits.hitFrom(at) - 1; k >= 0 && (hits.hitStart[k] as number) >= at - gap - LONGEST_CUE; k--) {
      const end = hits.hitEnd[k] as number;
      if (hits.hitSet[k] === set && end <= at && end >= barrier) return k;
    }
    return NONE;
  }

  /** The hit of `set` that follows a value ending at `at`, with at most `gap` units of space or brackets between, or -1. */
  cueAfter(set: CueSet, at: number, gap = 2): number {
    let limit = at;
    while (limit - at < gap && isConnector(this.units[limit] as number)) limit++;
    const hits = this.#hitsIn(this.#trackIndex(set), at, limit + 1);
    for (let k = hits.hitFrom(at); k < hits.hitCount && (hits.hitStart[k] as number) <= limit; k++) {
      if (hits.hitSet[k] === set) return k;
    }
    return NONE;
  }

  /** The last hit of `set` that lies inside [from, to), or -1: a cue that is near without labelling the value itself. */
  cueWithin(set: CueSet, from: number, to: number): number {
    const hits = this.#hitsIn(this.#trackIndex(set), from, to);
    for (let k = hits.hitFrom(to) - 1; k >= 0 && (hits.hitStart[k] as number) >= from; k--) {
      if (hits.hitSet[k] === set && (hits.hitEnd[k] as number) <= to) return k;
    }
    return NONE;
  }

  /** Reports whether some word of the track that holds `set` may begin at `at`: quick, and never wrongly no. */
  mayBeginWord(set: CueSet, at: number): boolean {
    const index = this.#trackIndex(set);
    const vocabulary = index < 0 ? this.lexis.eager : laterOf(this.lexis, index);
    return mayBegin(vocabulary.dictionary.gate, this.units[at] as number, this.units[at + 1] as number);
  }

  /** The track that the index `cueBefore` or its kin returned points into; it holds until the next question of the set. */
  trackOf(set: CueSet): Hits {
    const index = this.#trackIndex(set);
    return index < 0 ? this : (this.later[index] as Hits);
  }

  /** The track that holds a set, read at least from `from` to `to`; older indexes into it end here. */
  hitsIn(set: CueSet, from: number, to: number): Hits {
    return this.#hitsIn(this.#trackIndex(set), from, to);
  }

  #trackIndex(set: CueSet): number {
    return this.lexis.places.get(set)?.track ?? NONE;
  }

  /** A track, read at least from `from` to `to`: one candidate does not cost a pass over the text. */
  #hitsIn(index: number, wanted: number, to: number): Hits {
    if (index < 0) return this;
    const track = this.later[index] as Hits;
    const from = Math.max(0, wanted);
    // A text that was asked about in many places is read whole: then nothing is read twice again.
    const isWhole = track.readUnits > this.length;
    const last = isWhole ? this.length : Math.min(this.length, to);
    if (from >= track.readFrom && last <= track.readTo) return track;
    if (isWhole || from < track.readFrom || from > track.readTo) {
      const { readUnits } = track;
      forget(track);
      track.readUnits = readUnits;
      track.readFrom = isWhole ? 0 : from;
      track.readTo = track.readFrom;
    }
    siftWords(this, laterOf(this.lexis, index), track, track.readTo, last);
    track.readUnits += last - track.readTo;
    track.readTo = last;
    return track;
  }

  /** The run that holds or follows `at`, or `runCount`. */
  runFrom(at: number): number {
    let low = 0;
    let high = this.runCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runEnd[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Folded text, without zero-width characters. Allocates: for validators and explanations, not for the hot loop. */
  folded(start: number, end: number): string {
    let text = '';
    for (let i = start; i < end; i++) {
      const unit = this.units[i] as number;
      if (unit !== ZERO_WIDTH) text += String.fromCharCode(unit);
    }
    return text;
  }
}

function forget(track: Hits): void {
  track.hitCount = 0;
  track.readFrom = 0;
  track.readTo = 0;
  track.readUnits = 0;
}
