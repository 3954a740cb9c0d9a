/** The parts of the address being read, in parallel arrays that are used again from one to the next. */

/** An address of more parts than this is cut here. */
export const MOST_PARTS = 48;

/** How a part was recognised; bits of `Parts.how`. */
export const STRONG = 1;
export const NUMBERED = 2;
/** A number without a word behind it. */
export const BARE = 4;
/** A division by its full name. */
export const FULL = 8;
/** A division inside the one before by code. */
export const CONTAINED = 16;
/** A town that the list knows. */
export const LISTED = 32;
/** The second part stands right behind the first. */
export const ADJACENT = 64;
/** A firm or an office. */
export const ORG = 128;
/** A stage of a parcel's route; ORG as well. */
export const HUB = 256;

/** Why reading stopped. */
export const AT_BOUNDARY = 0;
export const AT_PHONE = 1;
export const AT_STOP = 2;
export const AT_WORD = 3;
export const AT_MASK = 4;
export const AT_REFUSED = 5;

export interface Parts {
  count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly how: Uint16Array;
  /** Division code of the last province, city or district read; 0 before. */
  code: number;
  level: number;
  /** Where the last part (or a bracket closing it) ends. */
  end0: number;
  /** Where reading stopped and why. */
  stop: number;
  reason: number;
  /** The last unit of filler that followed the last part without a separator. */
  tail: number;
}

export function createParts(): Parts {
  return {
    count: 0,
    kind: new Uint8Array(MOST_PARTS),
    start: new Int32Array(MOST_PARTS),
    end: new Int32Array(MOST_PARTS),
    how: new Uint16Array(MOST_PARTS),
    code: 0,
    level: 0,
    end0: 0,
    stop: 0,
    reason: 0,
    tail: 0,
  };
}

export function addPart(parts: Parts, kind: number, start: number, end: number, how: number): void {
  const k = parts.count;
  if (k === MOST_PARTS) return;
  parts.kind[k] = kind;
  parts.start[k] = start;
  parts.end[k] = end;
  parts.how[k] = k > 0 && parts.end0 === start ? how | ADJACENT : how;
  parts.count = k + 1;
  parts.end0 = end;
}

/** Puts a part before all others; the last is lost when there is no room. */
export function insertFirst(parts: Parts, kind: number, start: number, end: number, how: number): void {
  const count = Math.min(parts.count, MOST_PARTS - 1);
  for (let k = count; k > 0; k--) {
    parts.kind[k] = parts.kind[k - 1] as number;
    parts.start[k] = parts.start[k - 1] as number;
    parts.end[k] = parts.end[k - 1] as number;
    parts.how[k] = parts.how[k - 1] as number;
  }
  parts.kind[0] = kind;
  parts.start[0] = start;
  parts.end[0] = end;
  parts.how[0] = how;
  parts.count = count + 1;
}
