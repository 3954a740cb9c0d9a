/** Findings for human eyes: the line with the values highlighted. Shown on a terminal only, for it shows values. */

import type { Explanation, Finding } from '../index.ts';
import { type Paint, padTo, widthOf } from './color.ts';

/** Shown around a finding in a long line, in units. */
const AROUND = 48;

/** Shown of a value, in units. */
const LONGEST_VALUE = 80;

/** The text from `from` to `to` with its findings painted, or bracketed when colours are off; long gaps are left out. */
export function highlight(text: string, from: number, to: number, findings: readonly Finding[], paint: Paint): string {
  let out = '';
  let at = from;
  for (const [k, { kind, start, end }] of findings.entries()) {
    out += shorten(text, at, start, k > 0, true);
    const value = clip(text, start, end);
    out += paint.isOn ? `${paint.kind(kind, value)}${paint.dim(`‹${kind}›`)}` : `⟦${kind}|${value}⟧`;
    at = end;
  }
  return out + shorten(text, at, to, findings.length > 0, false);
}

export interface Row {
  readonly where: string;
  readonly value: string;
  readonly explanation: Explanation;
}

/** One row per candidate: where, value, kind, outcome, score, and the reasons that add up to it. */
export function explainTable(rows: readonly Row[], columns: number, paint: Paint): string {
  const width = (of: (row: Row) => string): number => Math.max(0, ...rows.map((row) => widthOf(of(row))));
  const [where, value] = [width((row) => row.where), width((row) => row.value)];
  const kindWidth = width((row) => row.explanation.kind);
  const outcomeWidth = width((row) => row.explanation.outcome);
  let out = '';
  for (const row of rows) {
    const { kind, outcome, score, evidence } = row.explanation;
    const isFound = outcome === 'found' || outcome === 'merged';
    const cells = [
      padTo(row.where, where),
      ...(value === 0 ? [] : [paint.kind(kind, row.value) + ' '.repeat(value - widthOf(row.value))]),
      padTo(kind, kindWidth),
      isFound ? padTo(outcome, outcomeWidth) : paint.dim(padTo(outcome, outcomeWidth)),
      score.toFixed(2),
    ];
    const indent = 2 + where + 2 + (value === 0 ? 0 : value + 2) + kindWidth + 2 + outcomeWidth + 2 + 4 + 2;
    out += `  ${cells.join('  ')}  ${wrap(
      evidence.map(({ code, weight }) => `${code} ${signed(weight)}`),
      indent,
      columns,
    )}\n`;
  }
  return out;
}

/** A value for showing: a long one is cut. */
export function clip(text: string, start: number, end: number): string {
  return end - start <= LONGEST_VALUE
    ? visible(text.slice(start, end))
    : `${visible(wholeSlice(text, start, start + LONGEST_VALUE))}…`;
}

/** A line may hold anything, a terminal must not obey it. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu, (char) => {
    const code = char.charCodeAt(0);
    if (code === 10) return '⏎';
    if (code === 13) return '';
    if (code === 9) return ' ';
    return code < 32 ? String.fromCharCode(0x2400 + code) : '·';
  });
}

function shorten(text: string, from: number, to: number, keepsLeft: boolean, keepsRight: boolean): string {
  if (to - from <= 2 * AROUND + 8) return visible(text.slice(from, to));
  const left = keepsLeft ? visible(wholeSlice(text, from, from + AROUND)) : '';
  const right = keepsRight ? visible(wholeSlice(text, to - AROUND, to)) : '';
  return `${left}…${right}`;
}

/** A slice that does not cut a surrogate pair in two. */
function wholeSlice(text: string, from: number, to: number): string {
  const isLow = (at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return text.slice(isLow(from) ? from + 1 : from, isLow(to) ? to - 1 : to);
}

function wrap(words: readonly string[], indent: number, columns: number): string {
  let out = '';
  let used = indent;
  for (const [k, word] of words.entries()) {
    const size = widthOf(word);
    if (k > 0 && used + 2 + size > columns) {
      out += `\n${' '.repeat(indent)}`;
      used = indent;
    } else if (k > 0) {
      out += '  ';
      used += 2;
    }
    out += word;
    used += size;
  }
  return out;
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
}
