/**
 * Tables as text (RFC 4180 and what spreadsheets make of it), masked cell by cell in place: byte order mark, line ends,
 * quotes and blanks stay as they are, and so does every row in which nothing is masked.
 *
 * A row ends with its line, outside quotes. Cells keep what spreadsheets put around a number that is text: `="…"`, a leading
 * `'` or tab.
 */

import type { Inner } from '../record/index.ts';
import type { RowMasker } from '../record/row.ts';
import { type Machine, type MachineOptions, report } from './machine.ts';

export interface CsvOptions extends MachineOptions {
  /** What separates cells; found in the first row when absent. */
  readonly delimiter?: string | undefined;
  /** Whether the first row holds titles; found by what stands in it when absent. */
  readonly header?: boolean | undefined;
}

const DELIMITERS = ',\t;|';
const HIDDEN = '***';
const BOM = '\ufeff';
const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
/** A number that is text, as spreadsheets spell it. */
const FORMULA_TEXT = /^="((?:[^"]|"")*)"$/u;
/** Makes a number text when it stands before it. */
const GUARD = /^['\t]/u;
/** A cell that begins so is a formula. */
const FORMULA = /^[=+\-@]/u;
/** Titles are words. */
const LONGEST_TITLE = 40;
const NO_TITLE = /\d{5}|@|[\r\n]/u;

/** Places of a row. */
const START = 0;
const BARE = 1;
const QUOTED = 2;
/** Behind a quote that closes the cell, or is the first of two. */
const CLOSED = 3;

interface Cell {
  /** Where it stands in its row, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Behind the closing quote; -1 for a cell without quotes. */
  readonly close: number;
  readonly value: string;
}

export function createCsvMachine(inner: Inner, options: CsvOptions): Machine {
  let delimiter = options.delimiter;
  let mask: RowMasker | undefined;
  let number = 0;
  /** The row that is still to be completed. */
  let open: string[] = [];
  let size = 0;
  let place = START;
  /** The line is longer than may be held: what is left of it is passed over. */
  let isTooLong = false;
  /** A return with which a chunk ends: its line end may go on in the next. */
  let carry = '';

  const restart = (): void => {
    open = [];
    size = 0;
    place = START;
  };
  const hide = (line: string | undefined, reason: string, end: string): string => {
    report(options, 'row', { number, reason });
    if (options.onError === 'skip') return '';
    return (options.onError === 'text' && line !== undefined ? inner.engine.redact(line) : HIDDEN) + end;
  };
  const maskRow = (row: string, end: string): string => {
    number++;
    const head = number === 1 && row.startsWith(BOM) ? BOM : '';
    const text = head === '' ? row : row.slice(1);
    if (text === '') return row + end;
    delimiter ??= findDelimiter(text);
    const cells = cellsOf(text, delimiter);
    try {
      if (mask === undefined) {
        const titles = cells.map(({ value }) => value.trim());
        const hasTitles = options.header ?? (titles.every(couldBeTitle) && inner.areTitles(titles));
        mask = inner.rowMasker(hasTitles ? titles : undefined);
        if (hasTitles) return head + splice(text, cells, (values) => values.map(inner.maskTitle), delimiter) + end;
      }
      return head + splice(text, cells, mask, delimiter) + end;
    } catch {
      return hide(undefined, 'could not be masked', end);
    }
  };
  /** A quote that nothing closes: the line it stands in is broken, those behind it are rows of their own. */
  const giveUp = (isEnd: boolean): string => {
    const lines = open.join('').split('\n');
    const rest = isEnd ? '' : (lines.pop() as string); // a split has one part at least
    restart();
    let out = '';
    for (const [i, line] of lines.entries()) {
      const hasReturn = line.endsWith('\r');
      const end = (hasReturn ? '\r' : '') + (isEnd && i === lines.length - 1 ? '' : '\n');
      const row = hasReturn ? line.slice(0, -1) : line;
      if (isClosed(row, delimiter ?? DELIMITERS)) out += maskRow(row, end);
      else {
        number++;
        out += hide(row, 'a quote is not closed', end);
      }
    }
    return out + take(rest);
  };
  const hold = (part: string): string => {
    if (isTooLong || part === '') return '';
    open.push(part);
    size += part.length;
    if (size <= options.maxHold) return '';
    if (place === QUOTED && open.some((one) => one.includes('\n'))) return giveUp(false);
    restart();
    isTooLong = true;
    return '';
  };
  const close = (end: string): string => {
    const row = open.join('');
    restart();
    if (!isTooLong) return maskRow(row, end);
    isTooLong = false;
    number++;
    return hide(undefined, `longer than ${options.maxHold} units`, end);
  };
  const take = (chunk: string): string => {
    let out = '';
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const unit = chunk.charCodeAt(at);
      if (isTooLong && unit !== NEWLINE) continue;
      if ((unit === NEWLINE || unit === RETURN) && place !== QUOTED) {
        const isPair = unit === RETURN && chunk.charCodeAt(at + 1) === NEWLINE;
        out += hold(chunk.slice(from, at)) + close(isPair ? '\r\n' : unit === RETURN ? '\r' : '\n');
        if (isPair) at++;
        from = at + 1;
        continue;
      }
      // The first row says how cells are separated; within it, any of them may be.
      place = placeBehind(place, unit, delimiter ?? DELIMITERS);
      if (size + at + 1 - from > options.maxHold) {
        out += hold(chunk.slice(from, at + 1));
        from = at + 1;
      }
    }
    return out + hold(chunk.slice(from));
  };
  return {
    push(chunk) {
      const text = carry + chunk;
      const isHalf = text.endsWith('\r');
      carry = isHalf ? '\r' : '';
      return take(isHalf ? text.slice(0, -1) : text);
    },
    end() {
      const out = take(carry);
      carry = '';
      if (place === QUOTED && size > 0) return out + giveUp(true);
      return out + (size > 0 || isTooLong ? close('') : '');
    },
  };
}

function placeBehind(place: number, unit: number, delimiters: string): number {
  if (place === QUOTED) return unit === QUOTE ? CLOSED : QUOTED;
  if (unit === QUOTE) return place === BARE ? BARE : QUOTED;
  return delimiters.includes(String.fromCharCode(unit)) ? START : BARE;
}

function isClosed(row: string, delimiters: string): boolean {
  let place = START;
  for (let at = 0; at < row.length; at++) place = placeBehind(place, row.charCodeAt(at), delimiters);
  return place !== QUOTED;
}

/** What stands most often between the cells of a row; a comma where nothing does. */
function findDelimiter(row: string): string {
  const counts = [0, 0, 0, 0];
  let place = START;
  for (let at = 0; at < row.length; at++) {
    const which = place === QUOTED ? -1 : DELIMITERS.indexOf(row[at] as string);
    if (which >= 0) counts[which] = (counts[which] as number) + 1;
    place = placeBehind(place, row.charCodeAt(at), DELIMITERS);
  }
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string; // one of the four
}

function cellsOf(row: string, delimiter: string): Cell[] {
  const cells: Cell[] = [];
  for (let start = 0; ; ) {
    const close = row.charCodeAt(start) === QUOTE ? closingQuote(row, start) : -1;
    const next = row.indexOf(delimiter, close < 0 ? start : close);
    const end = next < 0 ? row.length : next;
    const value = close < 0 ? row.slice(start, end) : row.slice(start + 1, close - 1).replaceAll('""', '"');
    cells.push({ start, end, close, value });
    if (next < 0) return cells;
    start = next + delimiter.length;
  }
}

/** Behind the quote that closes the cell; -1 when nothing does. */
function closingQuote(row: string, start: number): number {
  for (let at = row.indexOf('"', start + 1); at >= 0; at = row.indexOf('"', at + 1)) {
    if (row.charCodeAt(at + 1) !== QUOTE) return at + 1;
    at++;
  }
  return -1;
}

function splice(row: string, cells: readonly Cell[], mask: RowMasker, delimiter: string): string {
  const values = cells.map(({ value }) => plainOf(value));
  const masked = mask(values);
  if (masked === values) return row;
  let out = '';
  let from = 0;
  for (const [i, cell] of cells.entries()) {
    const shown = masked[i] as string; // as many as there are cells
    if (shown === values[i]) continue;
    const text = wrap(cell.value, guard(cell.value, shown));
    const isQuoted =
      cell.close >= 0 || (!FORMULA_TEXT.test(text) && (text.includes(delimiter) || /["\r\n]/u.test(text)));
    out += row.slice(from, cell.start) + (isQuoted ? `"${text.replaceAll('"', '""')}"` : text);
    from = cell.close < 0 ? cell.end : cell.close;
  }
  return from === 0 ? row : out + row.slice(from);
}

/** A cell without what makes its number text. */
function plainOf(value: string): string {
  const text = FORMULA_TEXT.exec(value)?.[1];
  if (text !== undefined) return text.replaceAll('""', '"');
  return GUARD.test(value) ? value.slice(1) : value;
}

/** The same around what is shown in its place. */
function wrap(value: string, shown: string): string {
  if (FORMULA_TEXT.test(value)) return `="${shown.replaceAll('"', '""')}"`;
  return GUARD.test(value) ? (value[0] as string) + shown : shown; // the guard is its first unit
}

/** No mask makes a formula of what was none. */
function guard(value: string, shown: string): string {
  return FORMULA.test(shown) && !FORMULA.test(value) && !GUARD.test(value) ? `'${shown}` : shown;
}

function couldBeTitle(value: string): boolean {
  return value.length <= LONGEST_TITLE && !NO_TITLE.test(value);
}
