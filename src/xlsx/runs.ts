/** A text that stands in several runs: 159 in bold, 02714683 behind it. */

import { decodeString, type Edit, encodeString, textOf, type XmlReader } from './xml.ts';

export interface Run {
  /** The token in the part, and the text in it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function runOf(xml: string, reader: XmlReader): Run {
  return { start: reader.start, end: reader.end, text: decodeString(textOf(xml, reader)) };
}

export function joinRuns(runs: readonly Run[]): string {
  return runs.length === 1 ? (runs[0] as Run).text : runs.map(({ text }) => text).join('');
}

/** Runs beyond these are not looked for one by one: that would be their number times the length of the text. */
const MOST_SOUGHT = 64;
/** A comma is found anywhere. */
const SHORTEST_SOUGHT = 2;

/**
 * Puts a masked text back into the runs of its original. Runs that the mask left alone stay; in those between two of them,
 * what original and masked text both begin and end with stays too, and the rest goes into the run in which they first differ.
 *
 *     〔手机 〕〔159〕〔02714683〕〔 转告〕    手机 159******83 转告
 *     〔手机 〕〔159〕〔******83〕〔 转告〕
 */
export function spreadText(runs: readonly Run[], masked: string): Edit[] {
  if (runs.length === 1 || runs.length > MOST_SOUGHT) return spreadBetween(runs, masked);
  const edits: Edit[] = [];
  let between: Run[] = [];
  let from = 0;
  for (const run of runs) {
    const at = run.text.length < SHORTEST_SOUGHT ? -1 : masked.indexOf(run.text, from);
    // What stands before it needs a run to stand in.
    if (at < 0 || (at > from && between.length === 0)) {
      between.push(run);
      continue;
    }
    edits.push(...spreadBetween(between, masked.slice(from, at)));
    between = [];
    from = at + run.text.length;
  }
  const rest = masked.slice(from);
  // Behind a run that stays, and none left: all of it again, as one.
  if (between.length === 0 && rest !== '') return spreadBetween(runs, masked);
  return [...edits, ...spreadBetween(between, rest)];
}

function spreadBetween(runs: readonly Run[], masked: string): Edit[] {
  const original = joinRuns(runs);
  let head = 0;
  const shortest = Math.min(original.length, masked.length);
  while (head < shortest && original.charCodeAt(head) === masked.charCodeAt(head)) head++;
  if (isHigh(original.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (
    tail < shortest - head &&
    original.charCodeAt(original.length - 1 - tail) === masked.charCodeAt(masked.length - 1 - tail)
  )
    tail++;
  if (tail > 0 && isLow(original.charCodeAt(original.length - tail))) tail--;
  const [from, to] = [head, original.length - tail];
  const middle = masked.slice(head, masked.length - tail);
  const edits: Edit[] = [];
  let at = 0;
  let isPut = false;
  for (const [i, run] of runs.entries()) {
    const end = at + run.text.length;
    const isLast = i === runs.length - 1;
    let text = run.text.slice(0, Math.max(0, from - at)) + run.text.slice(Math.max(0, to - at));
    if (from >= end && !(isLast && !isPut)) text = run.text;
    else if (!isPut) {
      text = run.text.slice(0, from - at) + middle + run.text.slice(Math.max(0, to - at));
      isPut = true;
    }
    if (text !== run.text) edits.push({ start: run.start, end: run.end, text: encodeString(text) });
    at = end;
  }
  return edits;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
