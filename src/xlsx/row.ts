/** What the readers of tables ask of whoever masks: they know cells and titles, not personal data. */

/**
 * Masks the cells of one row; `header` holds the column titles, undefined when the table has none. Returns the same
 * reference for a row in which nothing changed.
 */
export type RowMasker = (header: readonly string[] | undefined, cells: readonly string[]) => readonly string[];

/** What stands for a cell that could not be read. */
export const HIDDEN_CELL = '***';

/** Masks a row and fails closed: what throws, or returns another number of cells, hides the row. */
export function maskCells(
  maskRow: RowMasker,
  header: readonly string[] | undefined,
  cells: readonly string[],
): readonly string[] {
  try {
    const masked = maskRow(header, cells);
    if (masked === cells) return cells;
    if (masked.length === cells.length && masked.every((cell) => typeof cell === 'string'))
      return masked.every((cell, i) => cell === cells[i]) ? cells : masked;
  } catch {
    // Hidden, as below.
  }
  return cells.map(() => HIDDEN_CELL);
}
