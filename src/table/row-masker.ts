/** Reads each cell as text behind its column title. */

import type { Redactor } from '../redactor.ts';
import { HIDDEN_CELL, type RowMasker } from './row.ts';

/** Titles are labels; a longer one is prose, and would be read again with every cell below it. */
const LONGEST_TITLE = 40;

export function createRowMasker(redactor: Redactor): RowMasker {
  return (header, cells) => {
    let masked: string[] | undefined;
    for (const [i, cell] of cells.entries()) {
      const shown = cell === '' ? cell : maskCell(redactor, header?.[i] ?? '', cell);
      if (shown === cell) continue;
      masked ??= [...cells];
      masked[i] = shown;
    }
    return masked ?? cells;
  };
}

function maskCell(redactor: Redactor, title: string, cell: string): string {
  const label = title.replace(/["\r\n]/g, ' ').trim();
  if (label === '' || label.length > LONGEST_TITLE) return redactor.redact(cell);
  const prefix = `${label}: `;
  const line = prefix + cell;
  const masked = redactor.redact(line);
  if (masked === line) return cell;
  if (masked.startsWith(prefix)) return masked.slice(prefix.length);
  // A finding took the title with it: the cell speaks for itself. What says nothing alone is hidden, unless the finding
  // was in the title only.
  const alone = redactor.redact(cell);
  return alone === cell && redactor.redact(prefix) === prefix ? HIDDEN_CELL : alone;
}
