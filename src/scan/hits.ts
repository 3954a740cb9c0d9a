import type { CueSet } from './cues.ts';

/** Cue hits in order of their start, in parallel arrays. */
export class Hits {
  hitCount = 0;
  hitStart = new Int32Array(64);
  hitEnd = new Int32Array(64);
  /** The word's index in its set. */
  hitWord = new Int32Array(64);
  /** 1 when the hit is the name of a field. */
  hitIsKey = new Uint8Array(64);
  hitSet: CueSet[] = [];
  /** The stretch of the text that has been read for this track. */
  readFrom = 0;
  readTo = 0;
  /** Units read so far, those read again included. */
  readUnits = 0;

  /** The first hit that starts at or after `at`, or `hitCount`. */
  hitFrom(at: number): number {
    let low = 0;
    let high = this.hitCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hitStart[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function addHit(hits: Hits, set: CueSet, start: number, end: number, word: number, isKey: number): void {
  const k = hits.hitCount++;
  if (k === hits.hitStart.length) grow(hits);
  // Keys are seen at their separator, after the words inside them: keep the track in order of start.
  let slot = k;
  while (slot > 0 && (hits.hitStart[slot - 1] as number) > start) {
    hits.hitStart[slot] = hits.hitStart[slot - 1] as number;
    hits.hitEnd[slot] = hits.hitEnd[slot - 1] as number;
    hits.hitWord[slot] = hits.hitWord[slot - 1] as number;
    hits.hitIsKey[slot] = hits.hitIsKey[slot - 1] as number;
    hits.hitSet[slot] = hits.hitSet[slot - 1] as CueSet;
    slot--;
  }
  hits.hitStart[slot] = start;
  hits.hitEnd[slot] = end;
  hits.hitWord[slot] = word;
  hits.hitIsKey[slot] = isKey;
  hits.hitSet[slot] = set;
}

function grow(hits: Hits): void {
  const size = hits.hitStart.length * 2;
  hits.hitStart = widened(hits.hitStart, new Int32Array(size));
  hits.hitEnd = widened(hits.hitEnd, new Int32Array(size));
  hits.hitWord = widened(hits.hitWord, new Int32Array(size));
  hits.hitIsKey = widened(hits.hitIsKey, new Uint8Array(size));
}

/** `wider` with the content of `array` at its front. */
export function widened<T extends Int32Array | Uint8Array>(array: T, wider: T): T {
  wider.set(array);
  return wider;
}
