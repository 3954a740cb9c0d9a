/** Whether the first row of a table holds titles or is data already. */

const LONGEST_TITLE = 60;
/** `地址2` and `2025年` are titles; another number, a date or a code is not. */
const MOST_DIGITS = 4;
const YEAR = /^(?:19|20)\d\d(?!\d)/;

/** Reports whether a row in which there is nothing to mask looks like column titles: short, hardly alike, hardly a digit. */
export function looksLikeTitles(cells: readonly string[]): boolean {
  const named = cells.filter((cell) => cell.trim() !== '');
  if (named.length === 0 || named.length * 2 < cells.length) return false;
  // Two tables side by side repeat theirs; `男,男` is data.
  const distinct = new Set(named).size;
  if (distinct * 2 < named.length || (named.length > 1 && distinct === 1)) return false;
  for (const cell of named) {
    if (cell.length > LONGEST_TITLE || cell.includes('@') || cell.startsWith('=') || isMostlyDigits(cell)) return false;
  }
  return true;
}

function isMostlyDigits(cell: string): boolean {
  const digits = cell.match(/\p{Nd}/gu)?.length ?? 0;
  return digits > MOST_DIGITS || (digits * 2 >= cell.length && !YEAR.test(cell));
}
