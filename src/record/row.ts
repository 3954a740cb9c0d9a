/** The cells of a table's row: a record whose fields are its columns. */

import { FAILED } from '../errors.ts';
import { editsOf } from '../mask/splice.ts';
import type { TextEngine } from '../redactor.ts';
import type { Context } from './contexts.ts';
import type { Leaves } from './leaves.ts';
import { Memory } from './memory.ts';
import { DROPPED } from './report.ts';

/** The cells of a row masked; the same array when nothing is. Dropped cells are empty. */
export type RowMasker = (cells: readonly string[]) => readonly string[];

/** Between cells that are read as one text: what separates the fields of an order in a chat. */
const SEPARATOR = '\t';
/** Beyond this a row is no order, and its cells are read one by one. */
const LONGEST_ROW = 4096;
/** A value that reaches over several cells is masked in the first and hidden in the others. */
const HIDDEN = '***';

/** `columns` is what the titles say; undefined for a table without titles. `plain` is a column that says nothing. */
export function createRowMasker(
  engine: TextEngine,
  leaves: Leaves,
  columns: readonly Context[] | undefined,
  plain: Context,
): RowMasker {
  const columnOf = (i: number): Context => columns?.[i] ?? plain;
  const isTyped = columns?.some(({ field }) => field.kind !== undefined) === true;
  return (cells) => {
    const masked = [...cells];
    if (columns !== undefined) maskByTitle(leaves, masked, columnOf);
    // Without titles that say what a column holds, a cell is known by its neighbours.
    if (!isTyped) maskAsText(engine, cells, masked, (i) => columnOf(i).action === 'scan');
    return masked.some((cell, i) => cell !== cells[i]) ? masked : cells;
  };
}

function maskByTitle(leaves: Leaves, masked: string[], columnOf: (i: number) => Context): void {
  const memory = new Memory(undefined);
  for (const [i, cell] of masked.entries()) attempt(() => leaves.learn(cell, columnOf(i), memory));
  for (const [i, cell] of masked.entries()) {
    const context = columnOf(i);
    if (context.action === 'drop') {
      leaves.note(DROPPED, context);
      masked[i] = '';
    } else masked[i] = attempt(() => leaves.mask(cell, context, memory)) ?? FAILED;
  }
}

/** Reads the row as one line of text, and masks in each cell that is still as it was what was found of it there. */
function maskAsText(
  engine: TextEngine,
  cells: readonly string[],
  masked: string[],
  isOpen: (i: number) => boolean,
): void {
  const row = cells.join(SEPARATOR);
  const edits =
    row.length > LONGEST_ROW ? [] : attempt(() => editsOf(row, engine.masking.locate(row), engine.policy.strategyOf));
  let start = 0;
  for (const [i, cell] of cells.entries()) {
    const end = start + cell.length;
    if (isOpen(i) && masked[i] === cell) {
      let out = '';
      let at = start;
      for (const edit of edits ?? []) {
        if (edit.end <= start || edit.start >= end) continue;
        out += row.slice(at, Math.max(at, edit.start)) + (edit.start < start ? HIDDEN : edit.text);
        at = Math.min(end, edit.end);
        engine.masking.field = '';
        engine.masking.onMask?.(edit.kind);
      }
      masked[i] = edits === undefined ? FAILED : (attempt(() => engine.redact(out + row.slice(at, end))) ?? FAILED);
    }
    start = end + SEPARATOR.length;
  }
}

/** Undefined when a detector breaks. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
