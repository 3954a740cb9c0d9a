/** Builds the masked text in one pass over the findings. */

import { closeCarriers, type View } from '../text/carriers.ts';
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

/** The number that was last found in an array: what holds for it holds for those that follow it there. */
interface List {
  text: string;
  /** Its last unit, and what `arrayQuote` said of it. */
  last: number;
  quote: number;
}

/** Replaces each finding by what its strategy makes of it. The same reference comes back when nothing changes. */
export function splice(text: string, findings: readonly Located[], strategyOf: (kind: Kind) => Strategy): string {
  let out = '';
  let from = 0;
  const list: List = { text: '', last: -1, quote: -1 };
  for (const finding of findings) {
    const mask = maskOf(text, finding, strategyOf(finding.kind), list);
    if (mask === undefined) continue;
    out += text.slice(from, finding.start) + mask;
    from = finding.end;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** The replacement in the value's own carrier, or undefined when the value is kept. */
function maskOf(text: string, finding: Located, strategy: Strategy, list: List): string | undefined {
  const { view, viewStart, viewEnd } = finding;
  const readable = view === undefined ? text : view.text;
  const value = readable.slice(viewStart, viewEnd);
  const elements = (finding.elements ?? []).map(({ kind, start, end }) => ({
    kind,
    start: start - viewStart,
    end: end - viewStart,
  }));
  const masked = strategy({ kind: finding.kind, text: value, elements });
  const replacement = finding.isPart === true && masked !== value ? hidePiece(value, masked) : masked;
  if (replacement === value) return undefined;
  const quote = jsonNumberQuote(readable, viewStart, viewEnd, list);
  const body = closeCarriers(view, viewStart, viewEnd, replacement);
  if (quote < 0) return body;
  // The quotes go in the carrier of the key's own quotes: `\"` in JSON within JSON.
  const mark = closeCarriers(view, quote, quote + 1, '"');
  return mark + body + mark;
}

/** A tag shows nothing of the piece; anything that does gives way to stars. */
function hidePiece(value: string, masked: string): string {
  return [...value].some((character) => masked.includes(character)) ? '*'.repeat([...value].length) : masked;
}

/** `"mobile":15902714683,` would be broken JSON with a mask in it. Returns where the key's closing quote stands, or -1. */
function jsonNumberQuote(text: string, start: number, end: number, list: List): number {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const isNumeric =
      (unit >= 48 && unit <= 57) || unit === 45 || unit === 43 || unit === 46 || unit === 69 || unit === 101;
    if (!isNumeric) return -1;
  }
  const before = skipSpace(text, start - 1, -1);
  const after = skipSpace(text, end, 1);
  const next = text[after];
  if (next !== undefined && next !== ',' && next !== '}' && next !== ']') return -1;
  if (text[before] === ':') return keyQuote(text, before);
  if (text[before] !== ',' && text[before] !== '[') return -1;
  list.quote = arrayQuote(text, before, list);
  list.last = end - 1;
  list.text = text;
  return list.quote;
}

/** Where the quote of the key before the colon at `colon` stands, or -1. */
function keyQuote(text: string, colon: number): number {
  const quote = skipSpace(text, colon - 1, -1);
  return text[quote] === '"' ? quote : -1;
}

/** `"phones":["139…",15902714683]`: the quote of the array's key; for an array that is the whole text, its bracket. */
function arrayQuote(text: string, from: number, { text: known, last, quote }: List): number {
  const stop = known === text ? last : -1;
  let i = from;
  // Numbers and strings of numbers; what is longer or holds anything else is no list of telephones.
  while (i > 0 && i !== stop && from - i < LONGEST_LIST && LISTED.includes(text[i] as string)) i--;
  if (i === stop) return quote;
  if (text[i] !== '[') return -1;
  const before = skipSpace(text, i - 1, -1);
  if (text[before] === ':') return keyQuote(text, before);
  return before < 0 ? i : -1;
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
