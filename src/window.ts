/**
 * Masks a text that comes in pieces, a window at a time. What comes out depends on the text only, not on how it was cut:
 *
 *            left margin │ core                       │ right margin
 *   ───────┬─────────────┼────────────────────────────┼─────────────┬──────
 *   is out │ read again  │ masked, and out up to `cut` │ read        │ held
 *
 * A window is masked as a whole, margins included, with as many passes as it takes. `cut` is the first place behind the core
 * that lies in nothing masked; the next core begins there. Texts longer than a window take the same way in one piece, which is
 * why a stream puts out what `redact` does.
 */

import { FAILED } from './errors.ts';
import { applyEdits, type Edit, editsOf, type List, type Located } from './mask/splice.ts';
import type { Kind, Strategy } from './types.ts';

/** Memory does not grow with the text, and a window fits the cache. */
export const WINDOW = 65_536;

/** Escapes take up to six units for one: what a detector reaches over may be that much longer in the caller's text. */
const LONGEST_ESCAPE = 6;

/** How far a live window looks ahead at most: further than all values but keys and tokens of thousands of characters. */
const AHEAD = 1024;

/** How every escape begins. */
const ESCAPE = /\\|%\w|&#|#\d/;

/** What a window needs of a redactor. */
export interface Masking {
  /** How far a detector looks, and what it looks at. */
  readonly margin: number;
  readonly passes: number;
  readonly strategyOf: (kind: Kind) => Strategy;
  /** All findings of a text, however long. */
  locate(text: string): Located[];
  /** Told of everything that is masked, and of `failed` where something broke. */
  onMask?: ((kind: Kind) => void) | undefined;
}

export interface WindowOptions {
  /** How much is masked at once; 65,536 units. */
  readonly size?: number;
  /**
   * Put out at once what no later text can change, instead of when a window is full: no more than 1024 units are held, six
   * times that near escapes. The same text comes out as long as every detector keeps to its reach; what is longer than
   * what is held is masked piece by piece.
   */
  readonly isLive?: boolean;
}

export class TextWindow {
  readonly #masking: Masking;
  readonly #size: number;
  readonly #isLive: boolean;
  /** What was put out but is still to be read, and what is held. */
  #text = '';
  /** Where the next core begins. */
  #from = 0;
  /** The number of an array that was masked last: its place in `#text`, and the quotes it got. */
  #list: List = { last: -1, mark: '' };

  constructor(masking: Masking, { size = WINDOW, isLive = false }: WindowOptions = {}) {
    this.#masking = masking;
    this.#size = size;
    this.#isLive = isLive;
  }

  /** The units held, still to be put out. */
  get held(): number {
    return this.#text.length - this.#from;
  }

  /** Takes the next piece of the text and returns what is ready of the masked one. */
  push(chunk: string): string {
    this.#text += chunk;
    let out = '';
    if (this.#isLive) {
      const { length } = this.#text;
      const to = length - marginOf(this.#text, this.#from, length, Math.min(AHEAD, this.#masking.margin));
      return to > this.#from ? this.#mask(to) : '';
    }
    while (this.held >= this.#size + LONGEST_ESCAPE * this.#masking.margin) out += this.#mask(this.#from + this.#size);
    return out;
  }

  /** The rest; nothing may be pushed behind it. */
  end(): string {
    let out = '';
    while (this.held > 0) out += this.#mask(this.#from + Math.min(this.held, this.#size));
    return out;
  }

  /** Masks the core that ends at `to` and forgets what no window reads any more. */
  #mask(to: number): string {
    const { margin } = this.#masking;
    const reach = marginOf(this.#text, this.#from, to, margin);
    const left = Math.max(0, this.#from - reach);
    const piece = this.#text.slice(left, to + reach);
    let out: string;
    let cut = to;
    try {
      const list: List = { last: this.#list.last - left, mark: this.#list.mark };
      const edits = maskPiece(this.#masking, piece, list);
      cut = left + cutOf(piece, edits, to - left);
      out = applyEdits(piece, edits, this.#from - left, cut - left, this.#masking.onMask);
      this.#list = { last: list.last + left, mark: list.mark };
    } catch {
      out = FAILED;
      this.#masking.onMask?.('failed');
    }
    const keep = Math.max(0, cut - LONGEST_ESCAPE * margin);
    this.#text = this.#text.slice(keep);
    this.#from = cut - keep;
    this.#list.last -= keep;
    return out;
  }
}

/** The text with everything in it masked; the same reference when nothing is. */
export function maskText(masking: Masking, text: string): string {
  if (text.length > WINDOW) {
    const window = new TextWindow(masking);
    const masked = window.push(text) + window.end();
    return masked === text ? text : masked;
  }
  const edits = maskPiece(masking, text, { last: -1, mark: '' });
  return edits.length === 0 ? text : applyEdits(text, edits, 0, text.length, masking.onMask);
}

/**
 * How much around the part of a text from `from` to `to` has to be read: more where escapes may stand. `reach` is how far
 * a detector looks.
 */
export function marginOf(text: string, from: number, to: number, reach: number): number {
  const wide = LONGEST_ESCAPE * reach;
  return ESCAPE.test(text.slice(Math.max(0, from - wide), to + wide)) ? wide : reach;
}

/** All that is replaced in a piece, in the order and the places of the piece; again until nothing changes. */
function maskPiece(masking: Masking, piece: string, list: List): Edit[] {
  let edits: Edit[] = [];
  let text = piece;
  for (let pass = 0; pass < masking.passes; pass++) {
    const located = masking.locate(text);
    if (located.length === 0) break;
    const more = editsOf(text, located, masking.strategyOf, pass === 0 ? list : { last: -1, mark: '' });
    if (more.length === 0) break;
    edits = pass === 0 ? more : compose(edits, more);
    text = applyEdits(piece, edits);
  }
  return edits;
}

/** The edits of a text and, in places of what they made of it, those of the next pass, as one list of edits of the text. */
function compose(first: readonly Edit[], second: readonly Edit[]): Edit[] {
  const composed: Edit[] = [];
  /** Edited text is that much longer than the text up to here. */
  let shift = 0;
  let i = 0;
  for (const edit of second) {
    // Those that end before it stay as they are.
    for (; i < first.length; i++) {
      const one = first[i] as Edit; // i < first.length
      if (one.start + shift + one.text.length > edit.start) break;
      composed.push(one);
      shift += one.text.length - (one.end - one.start);
    }
    let start = edit.start - shift;
    let { text, kind } = edit;
    let end = 0;
    let isOpen = true;
    for (; i < first.length; i++) {
      const one = first[i] as Edit; // i < first.length
      const from = one.start + shift;
      const to = from + one.text.length;
      if (from >= edit.end) break;
      // It begins or ends within what was put in: the rest of that stays around it.
      if (from < edit.start) {
        text = one.text.slice(0, edit.start - from) + text;
        start = one.start;
      }
      if (to > edit.end) {
        text += one.text.slice(edit.end - from);
        end = one.end;
        isOpen = false;
      }
      kind = edit.kind;
      shift += one.text.length - (one.end - one.start);
      if (!isOpen) {
        i++;
        break;
      }
    }
    composed.push({ start, end: isOpen ? edit.end - shift : end, text, kind });
  }
  for (; i < first.length; i++) composed.push(first[i] as Edit); // i < first.length
  return composed;
}

/** The first place from `to` on that lies in no edit and between no two halves of a character. */
function cutOf(text: string, edits: readonly Edit[], to: number): number {
  let cut = to;
  for (const { start, end } of edits) if (start < cut && end > cut) cut = end;
  const [before, after] = [text.charCodeAt(cut - 1), text.charCodeAt(cut)];
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000 ? cut + 1 : cut;
}
