/** Reading a text as the value of a field: its name stands before it as a label, and no finding is of the label. */

import { type Located, splice } from '../mask/splice.ts';
import { type Reading, type TextEngine, toFinding, WINDOW } from '../redactor.ts';
import { sourceOf, type View } from '../text/carriers.ts';
import type { Finding } from '../types.ts';

export function maskBehind(engine: TextEngine, label: string, text: string, reading: Reading): string {
  const head = headOf(label, text);
  let output = text;
  // As in `redact`: again until nothing changes.
  for (let pass = 0; pass < engine.passes; pass++) {
    const input = head + output;
    const located = behind(engine.locate(input, reading), head.length);
    if (located.length === 0) break;
    const masked = splice(input, located, engine.policy.strategyOf).slice(head.length);
    if (masked === output) break;
    output = masked;
  }
  return output;
}

export function detectBehind(engine: TextEngine, label: string, text: string, reading: Reading): Finding[] {
  const head = headOf(label, text);
  return behind(engine.locate(head + text, reading), head.length).map((one) => shift(toFinding(one), head.length));
}

/** A long text is no value that its label would say anything of. */
function headOf(label: string, text: string): string {
  return label === '' || text.length >= WINDOW ? '' : `${label}: `;
}

/** What reaches into the label begins behind it. */
function behind(located: readonly Located[], from: number): readonly Located[] {
  if (from === 0) return located;
  const found: Located[] = [];
  for (const one of located) {
    if (one.end <= from) continue;
    if (one.start >= from) found.push(one);
    else found.push({ ...one, start: from, viewStart: viewOf(one.view, from), elements: undefined });
  }
  return found;
}

/** Where a position of the text at which no escape stands is in the view. */
function viewOf(view: View | undefined, at: number): number {
  if (view === undefined) return at;
  let low = 0;
  let high = view.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sourceOf(view, middle) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shift(finding: Finding, by: number): Finding {
  if (by === 0) return finding;
  const { elements, ...rest } = finding;
  const moved = { ...rest, start: finding.start - by, end: finding.end - by };
  if (elements === undefined) return moved;
  return { ...moved, elements: elements.map((one) => ({ ...one, start: one.start - by, end: one.end - by })) };
}
