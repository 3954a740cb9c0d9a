import { Hits } from './hits.ts';
import type { Lexis } from './lexis.ts';

/** What the passes over a text leave behind; the hits that the one pass saw are the tracks' own. */
export class Tracks extends Hits {
  readonly lexis: Lexis;
  /** The text that is scanned; `units[0]` stands at `base` in it. */
  text = '';
  base = 0;
  /** Units after folding: every written form of a digit reads as ASCII. One zero unit follows the last. */
  units: Uint16Array = new Uint16Array(0);
  length = 0;
  /** The scanned text itself holds escape sequences and should be read through a view. */
  hasEscapes = false;

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
    this.later = lexis.later.map(() => new Hits());
  }
}
