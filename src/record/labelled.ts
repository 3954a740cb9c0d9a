/** Reading a text as the value of a field: its name stands before it as a label, and no finding is of the label. */

import { applyEdits, editsOf, type Located } from '../mask/splice.ts';
import { type Reading, shift, type TextEngine, toFinding } from '../redactor.ts';
import { sourceOf, type View } from '../text/carriers.ts';
import type { Finding } from '../types.ts';

/** Beyond this a text is no value that its label would say anything of; half a window, so that its label has room. */
const LONGEST = 32_768;

export function maskBehind(engine: TextEngine, label: string, text: string, reading: Reading): string {
  if (text.length > LONGEST) return engine.redact(text);
  const head = headOf(label);
  const forgetful: Reading = { ...reading, recall: undefined };
  let output = text;
  // As in `redact`: again until nothing changes.
  for (let pass = 0; pass < engine.masking.passes; pass++) {
    const input = head + output;
    // What a mask shows of a value is not recalled: 4683 of *******4683 is the policy's own.
    const located = behind(engine.masking.locate(input, pass === 0 ? reading : forgetful), head.length);
    if (located.length === 0) break;
    const place = { isNumber: reading.isNumber, isField: true };
    const edits = editsOf(input, located, engine.policy.strategyOf, undefined, place);
    if (edits.length === 0) break;
    output = applyEdits(input, edits, head.length, input.length, pass === 0 ? engine.masking.onMask : undefined);
  }
  return output;
}

export function detectBehind(engine: TextEngine, label: string, text: string, reading: Reading): Finding[] {
  if (text.length > LONGEST) return engine.detect(text);
  const head = headOf(label);
  return behind(engine.masking.locate(head + text, reading), head.length).map((one) =>
    shift(toFinding(one), -head.length),
  );
}

function headOf(label: string): string {
  return label === '' ? '' : `${label}: `;
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
