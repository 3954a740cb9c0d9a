/** Builds the masked text in one pass over the findings. */

import { closeCarriers, sourceOf, type View } from '../text/carriers.ts';
import type { Element, Kind, Strategy } from '../types.ts';

/** A finding with everything masking needs. */
export interface Located {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly elements: readonly Element[] | undefined;
  /** The view it was found in and where it stands there; `start` and `end` are the caller's. */
  readonly view: View | undefined;
  readonly viewStart: number;
  readonly viewEnd: number;
  /** The rest of the value stands elsewhere: nothing of this piece is shown. */
  readonly isPart?: boolean;
}

/** How far back the beginning of an array of numbers is looked for. */
const LONGEST_LIST = 512;
/** What stands in an array of numbers and of numbers in quotes. */
const LISTED = '0123456789.+-eE, \t\r\n"';

/** The number that was last masked in an array, by its last unit, and the quotes it got: those that follow get the same. */
export interface List {
  last: number;
  mark: string;
}

/** Units that are replaced, in the text's own offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: Kind;
}

/** Where the whole text stands: as a number, for which whoever puts in what comes out writes a string; as a field of a record. */
export interface Place {
  readonly isNumber?: boolean | undefined;
  readonly isField?: boolean | undefined;
}

/** What replaces each finding; those whose strategy shows them as they are have none. */
export function editsOf(
  text: string,
  findings: readonly Located[],
  strategyOf: (kind: Kind) => Strategy,
  list: List = { last: -1, mark: '' },
  place: Place = {},
): Edit[] {
  const edits: Edit[] = [];
  for (const finding of findings) {
    const mask = maskOf(text, finding, strategyOf(finding.kind), list, place);
    if (mask !== undefined) edits.push({ start: finding.start, end: finding.end, text: mask, kind: finding.kind });
  }
  return edits;
}

/**
 * The text from `from` to `to` with its edits; the same reference when there are none. What reaches in from before is put in
 * as a whole: over-masked, and never shown. `onMask` is told of each.
 */
export function applyEdits(
  text: string,
  edits: readonly Edit[],
  from = 0,
  to: number = text.length,
  onMask?: (kind: Kind) => void,
): string {
  let out = '';
  let at = from;
  for (const { start, end, text: mask, kind } of edits) {
    if (end <= from || start >= to) continue;
    out += text.slice(at, Math.max(at, start)) + mask;
    at = end;
    onMask?.(kind);
  }
  return out + text.slice(at, to);
}

/** The replacement in the value's own carrier, or undefined when the value is kept. */
function maskOf(text: string, finding: Located, strategy: Strategy, list: List, place: Place): string | undefined {
  const { kind, score, view, viewStart, viewEnd } = finding;
  const readable = view === undefined ? text : view.text;
  const value = readable.slice(viewStart, viewEnd);
  const elements = (finding.elements ?? []).map(({ kind, start, end }) => ({
    kind,
    start: start - viewStart,
    end: end - viewStart,
  }));
  // The quotes go in the carrier of the key's own quotes: `\"` in JSON within JSON.
  const mark = jsonNumberMark(readable, finding, list);
  const masked = strategy({
    kind,
    text: value,
    elements,
    score,
    source: view === undefined ? value : text.slice(finding.start, finding.end),
    within: text,
    isNumber: place.isNumber === true || mark !== '',
    isField: place.isField,
  });
  const replacement = finding.isPart === true && masked !== value ? hidePiece(value, masked) : masked;
  if (replacement === value) return undefined;
  return mark + closeCarriers(view, viewStart, viewEnd, replacement) + mark;
}

/** A tag or a token shows nothing of the piece; anything that does gives way to stars. */
function hidePiece(value: string, masked: string): string {
  return [...value].some((character) => masked.includes(character)) ? '*'.repeat([...value].length) : masked;
}

/** `"mobile":15902714683,` would be broken JSON with a mask in it. Returns the quotes that go around, if any. */
function jsonNumberMark(text: string, { view, viewStart, viewEnd }: Located, list: List): string {
  for (let i = viewStart; i < viewEnd; i++) {
    const unit = text.charCodeAt(i);
    const isNumeric =
      (unit >= 48 && unit <= 57) || unit === 45 || unit === 43 || unit === 46 || unit === 69 || unit === 101;
    if (!isNumeric) return '';
  }
  const before = skipSpace(text, viewStart - 1, -1);
  const next = text[skipSpace(text, viewEnd, 1)];
  if (next !== undefined && next !== ',' && next !== '}' && next !== ']') return '';
  if (text[before] === ':') return markAt(view, keyQuote(text, before));
  if (text[before] !== ',' && text[before] !== '[') return '';
  list.mark = arrayMark(text, before, view, list);
  list.last = sourceOf(view, viewEnd - 1);
  return list.mark;
}

/** A quote as the one at `quote` is written; none without one. */
function markAt(view: View | undefined, quote: number): string {
  return quote < 0 ? '' : closeCarriers(view, quote, quote + 1, '"');
}

/** Where the quote of the key before the colon at `colon` stands, or -1. */
function keyQuote(text: string, colon: number): number {
  const quote = skipSpace(text, colon - 1, -1);
  return text[quote] === '"' ? quote : -1;
}

/** `"phones":["139…",15902714683]`: as the quote of the array's key; of an array that is the whole text, as its bracket. */
function arrayMark(text: string, from: number, view: View | undefined, { last, mark }: List): string {
  let i = from;
  // Numbers and strings of numbers; what is longer or holds anything else is no list of telephones.
  while (i > 0 && from - i < LONGEST_LIST && LISTED.includes(text[i] as string)) {
    if (last >= 0 && sourceOf(view, i) <= last) return mark;
    i--;
  }
  if (text[i] !== '[') return '';
  const before = skipSpace(text, i - 1, -1);
  if (text[before] === ':') return markAt(view, keyQuote(text, before));
  return before < 0 ? markAt(view, i) : '';
}

function skipSpace(text: string, from: number, step: 1 | -1): number {
  let i = from;
  // Pretty-printed JSON indents by a few; a megabyte of blanks is nobody's number.
  for (let n = 0; n < 64; n++, i += step) {
    const unit = text.charCodeAt(i);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) break;
  }
  return i;
}
