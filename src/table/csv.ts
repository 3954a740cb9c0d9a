/**
 * Masks CSV in place: cells change, and everything between and around them stays as it is written.
 *
 *     text ── head ──► delimiter ── reader ──► rows ── RowMasker ──► text
 *             (first lines)          │  ▲
 *                                    ▼  │ a quote that nothing closes: the line again, as a bad one
 *
 * Wherever the text is cut into chunks, the output is the same.
 */

import { didYouMean, TuominError } from '../errors.ts';
import { type CsvCell, readCell, writeCell } from './csv-cell.ts';
import { guessDelimiter, readSeparatorLine } from './csv-delimiter.ts';
import { HIDDEN_CELL, maskCells, type RowMasker } from './row.ts';
import { looksLikeTitles } from './titles.ts';

/** Why a row could not be read. */
export type BadRowReason = 'open-quote' | 'text-after-quote' | 'too-long';

/** Where and why, never what. */
export interface BadRow {
  /** From 1, the header included. */
  readonly row: number;
  /** From 1, as editors count lines. */
  readonly line: number;
  readonly reason: BadRowReason;
}

export interface CsvOptions {
  readonly maskRow: RowMasker;
  /** One character; guessed from the first lines when absent. */
  readonly delimiter?: string;
  /** Whether the first row holds the column titles; `auto` (the default) looks at it. */
  readonly header?: boolean | 'auto';
  /** The longest row that is waited for, in UTF-16 units; 1 Mi when absent. */
  readonly maxHold?: number;
  /** What becomes of a line that cannot be read: all its cells hidden (the default), the line left out, or an error. */
  readonly onBadRow?: 'mask' | 'skip' | 'stop';
  readonly onError?: (bad: BadRow) => void;
}

export interface CsvMachine {
  push(chunk: string): string;
  end(): string;
}

const MAX_HOLD = 1 << 20;
/** How much of the beginning the delimiter is guessed from. */
const HEAD_LINES = 8;
const HEAD_LENGTH = 65_536;
/** A `sep=` line before them, and one more: what is looked at must not depend on where the text was cut. */
const MOST_HELD_LINES = HEAD_LINES + 3;
/** Reading again after a quote that nothing closes may cost this many times the text; beyond it quotes end with the line. */
const MOST_REREADING = 8;

const BOM = '\ufeff';
const BAD_ROW_ACTIONS = ['mask', 'skip', 'stop'];
const OPTION_NAMES = ['maskRow', 'delimiter', 'header', 'maxHold', 'onBadRow', 'onError'];

/** Makes a machine for one table. Throws a TuominError when the options make no sense. */
export function createCsvMachine(options: CsvOptions): CsvMachine {
  checkOptions(options);
  // A `sep=` line may stand first also where the delimiter is known.
  const mostLines = options.delimiter === undefined ? MOST_HELD_LINES : 0;
  let head = '';
  let lines = 0;
  let reader: Reader | undefined;
  const open = (rest: string, isEnd: boolean): string => {
    const bom = rest.startsWith(BOM) ? BOM : '';
    const separator = readSeparatorLine(rest.slice(bom.length, HEAD_LENGTH));
    const raw = rest.slice(0, bom.length + (separator?.length ?? 0));
    const from = raw.length;
    const delimiter =
      options.delimiter ?? separator?.delimiter ?? guessDelimiter(headOf(rest.slice(from, from + HEAD_LENGTH)));
    reader = createReader(options, delimiter);
    return raw + reader.read(rest.slice(from), isEnd);
  };
  return {
    push(chunk) {
      if (reader !== undefined) return reader.read(chunk, false);
      head += chunk;
      for (let i = 0; i < chunk.length && lines <= mostLines; i++) if (isLineEnd(chunk.charCodeAt(i))) lines++;
      if (lines <= mostLines && head.length < 2 * HEAD_LENGTH) return '';
      const rest = head;
      head = '';
      return open(rest, false);
    },
    end() {
      const rest = head;
      head = '';
      return reader === undefined ? open(rest, true) : reader.read('', true);
    },
  };
}

function headOf(text: string): string {
  let lines = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isLineEnd(text.charCodeAt(i))) continue;
    lines++;
    if (lines === HEAD_LINES) return text.slice(0, i);
  }
  return text;
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

const OUTSIDE = 0; // at the first unit of a cell
const PLAIN = 1;
const QUOTED = 2;
const CLOSED = 3; // behind a quote that closes a cell, or is the first of two
const PADDED = 4; // in blanks behind it
const BAD = 5; // in a line that could not be read

interface Reader {
  read(text: string, isEnd: boolean): string;
}

function createReader(options: CsvOptions, delimiter: string): Reader {
  const { maxHold = MAX_HOLD, onBadRow = 'mask' } = options;
  const maskRow = createRowWriter(options, delimiter);
  const parting = delimiter.charCodeAt(0);
  /** The row so far, without what stands in the chunk at hand. */
  let held: string[] = [];
  let heldLength = 0;
  let cellEnds: number[] = [];
  let state = OUTSIDE;
  /** Line ends within the row so far, and whether one stands in the cell at hand. */
  let breaks = 0;
  let isTall = false;
  /** Whether a CR alone ends lines here: the first line end of the table says. */
  let isMac: boolean | undefined;
  /** A CR at the end of a chunk waits for what follows. */
  let waiting = '';
  let row = 1;
  let line = 1;
  let consumed = 0;
  let reread = 0;
  let failure: TuominError | undefined;

  const report = (reason: BadRowReason): void => {
    options.onError?.({ row, line, reason });
    if (onBadRow !== 'stop') return;
    failure = new TuominError('bad-row', `row ${row}`, `cannot be read (${reason})`);
    throw failure;
  };

  const nextRow = (): void => {
    cellEnds = [];
    held = [];
    heldLength = 0;
    breaks = 0;
    state = OUTSIDE;
    isTall = false;
  };

  return {
    read(chunk, isEnd) {
      if (failure !== undefined) throw failure;
      let text = waiting + chunk;
      waiting = '';
      if (!isEnd && text.endsWith('\r')) {
        waiting = '\r';
        text = text.slice(0, -1);
      }
      let out = '';
      /** Where the part of the row in this text starts. */
      let from = 0;
      let i = 0;

      const fail = (reason: BadRowReason): void => {
        report(reason);
        reread += heldLength + i - from;
        if (heldLength > 0) {
          text = held.join('') + text.slice(from);
          from = 0;
        }
        i = from;
        nextRow();
        state = BAD;
        if (onBadRow === 'mask') out += HIDDEN_CELL;
      };

      for (;;) {
        if (i >= text.length) {
          if (!isEnd || state !== QUOTED) break;
          fail('open-quote');
        }
        const unit = text.charCodeAt(i);
        let lineEnd = 0;
        if (unit === 10) lineEnd = 1;
        else if (unit === 13) {
          if (text.charCodeAt(i + 1) === 10) lineEnd = 2;
          else if (state === QUOTED || isMac !== false || (isEnd && i + 1 === text.length)) lineEnd = 1;
        }
        if (state === BAD) {
          if (lineEnd > 0 ? onBadRow === 'mask' : unit === parting && onBadRow === 'mask')
            out += lineEnd > 0 ? text.slice(i, i + lineEnd) : delimiter + HIDDEN_CELL;
          i += lineEnd > 0 ? lineEnd : 1;
          consumed += i - from;
          from = i;
          if (lineEnd > 0) {
            row++;
            line++;
            nextRow();
          }
          continue;
        }
        if (heldLength + i - from >= maxHold && (lineEnd === 0 || state === QUOTED)) {
          fail(state === QUOTED ? 'open-quote' : 'too-long');
          continue;
        }
        if (lineEnd > 0) {
          if (state === QUOTED) {
            // What has been read in vain too often ends where its line ends.
            if (reread > MOST_REREADING * consumed + maxHold) {
              fail('open-quote');
              continue;
            }
            breaks++;
            isTall = true;
            i += lineEnd;
            continue;
          }
          isMac ??= unit === 13 && lineEnd === 1;
          const length = heldLength + i - from;
          if (length > 0) {
            out += maskRow(held.join('') + text.slice(from, i), cellEnds);
            row++;
          }
          out += text.slice(i, i + lineEnd);
          consumed += length + lineEnd;
          line += breaks + 1;
          i += lineEnd;
          from = i;
          nextRow();
          continue;
        }
        if (state === QUOTED) {
          if (unit === 34) state = CLOSED;
        } else if (unit === parting) {
          cellEnds.push(heldLength + i - from);
          state = OUTSIDE;
          isTall = false;
        } else if (unit === 34 && (state === OUTSIDE || state === CLOSED)) {
          state = QUOTED;
        } else if ((state === CLOSED || state === PADDED) && isBlank(unit)) {
          state = PADDED;
        } else if (state === CLOSED || state === PADDED) {
          // `"5" pipe` is somebody's carelessness; over a line end the quotes are not those of one cell.
          if (isTall) {
            fail('text-after-quote');
            continue;
          }
          state = PLAIN;
        } else state = PLAIN;
        i++;
      }
      if (isEnd) {
        if (heldLength + i - from > 0 && state !== BAD) out += maskRow(held.join('') + text.slice(from), cellEnds);
        nextRow();
      } else if (from < text.length) {
        held.push(text.slice(from));
        heldLength += text.length - from;
      }
      return out;
    },
  };
}

/** Masks rows given as text; remembers the titles of the first. */
function createRowWriter(
  { maskRow, header = 'auto' }: CsvOptions,
  delimiter: string,
): (text: string, cellEnds: readonly number[]) => string {
  let titles: readonly string[] | undefined;
  let isFirst = true;
  return (text, cellEnds) => {
    const cells: CsvCell[] = [];
    let from = 0;
    for (const end of cellEnds) {
      cells.push(readCell(text.slice(from, end)));
      from = end + 1;
    }
    cells.push(readCell(text.slice(from)));
    const values = cells.map(({ value }) => value);
    // Titles are masked as well: what was taken for them may be data.
    const masked = maskCells(maskRow, titles, values);
    if (isFirst) {
      isFirst = false;
      if (header === true || (header === 'auto' && masked === values && looksLikeTitles(values))) titles = values;
    }
    if (masked === values) return text;
    return cells
      .map((cell, i) => {
        const value = masked[i] as string; // maskCells keeps the number of cells
        return value === cell.value ? cell.raw : writeCell(cell, value, delimiter, cells.length === 1);
      })
      .join(delimiter);
  };
}

function checkOptions(options: CsvOptions): void {
  for (const name of Object.keys(options)) {
    if (!OPTION_NAMES.includes(name))
      throw new TuominError('unknown-option', `options.${name}`, `unknown option${didYouMean(name, OPTION_NAMES)}`);
  }
  const { maskRow, delimiter, header, maxHold, onBadRow, onError } = options;
  if (typeof maskRow !== 'function') throw new TuominError('bad-option', 'options.maskRow', 'must be a function');
  if (delimiter !== undefined && (typeof delimiter !== 'string' || !/^[^"\r\n]$/.test(delimiter)))
    throw new TuominError('bad-option', 'options.delimiter', 'must be one character, no quote and no line end');
  if (header !== undefined && typeof header !== 'boolean' && header !== 'auto')
    throw new TuominError('bad-option', 'options.header', "must be true, false or 'auto'");
  if (maxHold !== undefined && !(Number.isSafeInteger(maxHold) && maxHold > 0))
    throw new TuominError('bad-option', 'options.maxHold', 'must be a whole number, 1 or more');
  if (onBadRow !== undefined && !BAD_ROW_ACTIONS.includes(onBadRow))
    throw new TuominError(
      'bad-option',
      'options.onBadRow',
      `unknown value${didYouMean(String(onBadRow), BAD_ROW_ACTIONS)}`,
    );
  if (onError !== undefined && typeof onError !== 'function')
    throw new TuominError('bad-option', 'options.onError', 'must be a function');
}
