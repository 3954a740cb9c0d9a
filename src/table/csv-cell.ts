/** One cell of CSV as it is written, and the value in it. */

/** What spreadsheets read as the beginning of a formula. */
const FORMULA_SIGNS = '=+-@＝＋－＠';
/** Put around numbers so that a spreadsheet does not round or reformat them. */
const BLANKS = ' \t\u00a0\u3000';

export interface CsvCell {
  /** As it stands in the file, quotes and all. */
  readonly raw: string;
  readonly isQuoted: boolean;
  /** Kept around the value: blanks, the apostrophe of a text cell, `="` … `"`. */
  readonly before: string;
  readonly after: string;
  readonly isFormula: boolean;
  /** What is masked. */
  readonly value: string;
}

export function readCell(raw: string): CsvCell {
  const content = raw.charCodeAt(0) === 34 ? unquote(raw.slice(0, paddingOf(raw))) : undefined;
  const text = content ?? raw;
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.includes(text[start] as string)) start++;
  while (end > start && BLANKS.includes(text[end - 1] as string)) end--;
  let value = text.slice(start, end);
  let isFormula = false;
  if (value.startsWith('="')) {
    const inner = unquote(value.slice(1));
    isFormula = inner !== undefined && inner !== '';
    if (isFormula) {
      start += 2;
      end -= 1;
      value = inner as string; // isFormula has seen it
    }
  } else if (value.length > 1 && value.startsWith("'")) {
    start += 1;
    value = value.slice(1);
  }
  return {
    raw,
    isQuoted: content !== undefined,
    before: text.slice(0, start),
    after: text.slice(end),
    isFormula,
    value,
  };
}

/** The cell with another value, quoted where it was and where the new value needs it. */
export function writeCell(cell: CsvCell, value: string, delimiter: string, isAlone: boolean): string {
  const guard = cell.before.trim() === '' && startsFormula(value) && !startsFormula(cell.value) ? "'" : '';
  const text = cell.before + guard + (cell.isFormula ? value.replaceAll('"', '""') : value) + cell.after;
  const needsQuotes =
    cell.isQuoted ||
    text.includes(delimiter) ||
    text.includes('\n') ||
    text.includes('\r') ||
    text.startsWith('"') ||
    (text.includes('"') && !cell.raw.includes('"')) ||
    // A line with nothing in it is no row.
    (isAlone && text === '');
  const padding = cell.isQuoted ? cell.raw.slice(paddingOf(cell.raw)) : '';
  return needsQuotes ? `"${text.replaceAll('"', '""')}"${padding}` : text;
}

/** Where blanks at the end begin. */
function paddingOf(raw: string): number {
  let end = raw.length;
  while (end > 0 && (raw[end - 1] === ' ' || raw[end - 1] === '\t')) end--;
  return end;
}

function startsFormula(value: string): boolean {
  return value !== '' && FORMULA_SIGNS.includes(value[0] as string);
}

/** What stands between the quotes; undefined when they do not hold the text as a whole. */
function unquote(text: string): string | undefined {
  const last = text.length - 1;
  if (last < 1 || text.charCodeAt(0) !== 34 || text.charCodeAt(last) !== 34) return undefined;
  let at = text.indexOf('"', 1);
  if (at === last) return text.slice(1, last);
  for (; at < last; at = text.indexOf('"', at + 2))
    if (text.charCodeAt(at + 1) !== 34 || at + 1 === last) return undefined;
  return at === last ? text.slice(1, last).replaceAll('""', '"') : undefined;
}
