import { isConnector } from './connectors.ts';
import type { CueSet } from './cues.ts';
import { mayEndAt } from './ends.ts';
import { Hits } from './hits.ts';
import { endsOf, type Lexis } from './lexis.ts';
import type { Surroundings } from './surroundings.ts';

/** What the passes over a text leave behind; the hits that the one pass saw are the tracks' own. */
export class Tracks extends Hits implements Surroundings {
  readonly lexis: Lexis;
  /** The text that is scanned; `units[0]` stands at `base` in it. */
  text = '';
  base = 0;
  /** Units after folding: every written form of a digit reads as ASCII. One zero unit follows the last. */
  units: Uint16Array = new Uint16Array(0);
  length = 0;
  /** The scanned text itself holds escape sequences and should be read through a view. */
  hasEscapes = false;
  /** It may hold a Chinese character; never wrongly false. */
  hasHan = false;

  /**
   * Maximal runs of digits, zero-width characters inside included, of which six digits and more stand close together. Dates,
   * times, pages and prices are none.
   */
  runCount = 0;
  runStart = new Int32Array(64);
  runEnd = new Int32Array(64);
  /** Digits in the run. */
  runSize = new Int32Array(64);
  /** 1 when the run was written in Chinese numerals. */
  runSpoken = new Uint8Array(64);
  longestRun = 0;
  /** The cluster being read: its first run and its digits so far. */
  clusterFirst = 0;
  clusterSize = 0;
  /** The end of the last date or the like that was passed over: it groups with nothing. */
  passed = 0;

  /** By vocabulary that is looked for later: its hits so far. */
  readonly later: Hits[];

  /** The bits of the detectors that something in the text wakes; see `wakeBit`. */
  wakes = 0;

  /** Positions of marked units. */
  markCount = 0;
  markAt = new Int32Array(64);

  constructor(lexis: Lexis) {
    super();
    this.lexis = lexis;
    this.later = lexis.laterSets.map(() => new Hits());
  }

  mayFollowCue(set: CueSet, at: number, gap = 6): boolean {
    return this.barrierBefore(set, at, gap) >= 0;
  }

  /**
   * Where a label of the value at `at` may end at the earliest, with nothing but connectors behind it; -1 when no word or key
   * of `set` can end there. Most numbers have nothing before them that could be a label, and no track is read for them.
   */
  barrierBefore(set: CueSet, at: number, gap: number): number {
    const place = this.lexis.places.get(set);
    if (place === undefined) return -1;
    const { units } = this;
    const ends = endsOf(this.lexis, set, place);
    let barrier = at;
    let hasSeparator = false;
    let isEnd = mayEndAt(ends, units, at, false);
    while (barrier > 0 && at - barrier < gap && isConnector(units[barrier - 1] as number)) {
      const unit = units[--barrier] as number;
      hasSeparator ||= unit === 58 || unit === 61 || unit === 62;
      isEnd ||= mayEndAt(ends, units, barrier, hasSeparator);
    }
    return isEnd ? barrier : -1;
  }
}
