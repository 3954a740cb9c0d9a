/** Masks the cells of one sheet, row by row, behind the titles of their columns. */

import { maskFormula } from './formula.ts';
import type { Masker } from './mask.ts';
import { applyRenames, type Renames } from './names.ts';
import { showNumber } from './numbers.ts';
import { maskCells } from './row.ts';
import { joinRuns, type Run, runOf, spreadText } from './runs.ts';
import type { SharedStrings } from './shared-strings.ts';
import { looksLikeTitles } from './titles.ts';
import { attributeOf, type Edit, encodeString, readXml } from './xml.ts';
import { damaged } from './zip.ts';

export interface Workbook {
  readonly masker: Masker;
  readonly renames: Renames;
  readonly strings: SharedStrings | undefined;
  /** Numbers of the strings that some cell shows. */
  readonly usedStrings: Set<number>;
  readonly dateStyles: ReadonlySet<number>;
  readonly is1904: boolean;
}

interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  readonly start: number;
  readonly end: number;
  values: Run[];
  formulas: Run[];
  inline: Run[];
  phonetics: Run[];
  text: string;
}

/** Titles may stand in two rows, groups above their columns. */
const TITLE_ROWS = 2;
/** Titles may stand below a banner and some lines of notes. */
const LAST_TITLE_ROW = 10;
/** Without a title, only numbers as long as telephone numbers are looked at. */
const SHORTEST_NUMBER = 7;

export function maskSheet(xml: string, workbook: Workbook): Edit[] {
  const edits: Edit[] = [];
  const titles = createTitles();
  let cells: Cell[] = [];
  let cell: Cell | undefined;
  let column = 0;
  let into: Run[] | undefined;
  let isPhonetic = false;
  const reader = readXml(xml);
  while (reader.next()) {
    const { kind, name } = reader;
    if (kind === 'open') {
      if (name === 'row') {
        if (cells.length > 0) throw damaged('a part is no XML');
        column = 0;
      } else if (name === 'c') {
        if (cell !== undefined) throw damaged('a part is no XML');
        const attribute = (of: string): string | undefined => attributeOf(xml, reader.start, reader.end, of)?.value;
        column = columnOf(attribute('r')) ?? column + 1;
        cell = {
          column,
          type: attribute('t') ?? 'n',
          style: Number(attribute('s') ?? 0),
          start: reader.start,
          end: reader.end,
          values: [],
          formulas: [],
          inline: [],
          phonetics: [],
          text: '',
        };
        if (reader.isEmpty) cell = undefined;
      } else if (name === 'rPh') isPhonetic = !reader.isEmpty;
      else if (cell !== undefined && !reader.isEmpty) {
        if (name === 'v') into = cell.values;
        else if (name === 'f') into = cell.formulas;
        else if (name === 't') into = isPhonetic ? cell.phonetics : cell.inline;
      }
    } else if (kind === 'close') {
      if (name === 'v' || name === 'f' || name === 't') into = undefined;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'c' && cell !== undefined) {
        cells.push(cell);
        cell = undefined;
      } else if (name === 'row') {
        maskRow(xml, cells, titles, workbook, edits);
        cells = [];
      }
    } else into?.push(runOf(xml, reader));
  }
  // Cells outside of rows, or rows without an end: some readers would show what we have not masked.
  if (cells.length > 0 || cell !== undefined) throw damaged('a part is no XML');
  return edits;
}

function maskRow(xml: string, cells: readonly Cell[], titles: Titles, workbook: Workbook, edits: Edit[]): void {
  for (const cell of cells) cell.text = readText(cell, workbook);
  const filled = cells.filter(({ text }) => text.trim() !== '');
  const { maskRow: mask } = workbook.masker;
  const shown = filled.filter(({ type, text, column }) => !isNumber(type) || isLong(text) || titles.has(column));
  const texts = shown.map(({ text }) => text);
  const masked = texts.length === 0 ? texts : maskCells(mask, titles.of(shown), texts);
  titles.see(filled, masked === texts);
  const changed = new Map<Cell, string>();
  for (const [i, cell] of shown.entries()) {
    const value = masked[i] as string; // maskCells keeps the number of cells
    if (value !== cell.text) changed.set(cell, value);
  }
  for (const cell of cells) {
    const value = changed.get(cell);
    if (value !== undefined) {
      workbook.masker.remember(cell.text, value);
      writeText(xml, cell, value, workbook, edits);
    }
    if (cell.formulas.length === 0) continue;
    const formula = joinRuns(cell.formulas);
    const own = maskFormula(
      applyRenames(formula, workbook.renames),
      workbook.masker.text,
      value === undefined ? undefined : { text: cell.text, masked: value },
    );
    if (own !== formula) edits.push(...spreadText(cell.formulas, own));
  }
}

function readText(
  { type, values, inline, style }: Cell,
  { strings, usedStrings, dateStyles, is1904 }: Workbook,
): string {
  if (type === 'inlineStr') return joinRuns(inline);
  const raw = joinRuns(values);
  if (type === 's') {
    const index = Number(raw);
    usedStrings.add(index);
    return strings?.items[index]?.text ?? '';
  }
  if (type === 'b' || type === 'e') return '';
  return isNumber(type) ? showNumber(raw, dateStyles.has(style), is1904) : raw;
}

function writeText(xml: string, cell: Cell, masked: string, { strings }: Workbook, edits: Edit[]): void {
  const { type, values, inline } = cell;
  if (type === 'inlineStr') {
    edits.push(...spreadText(inline, masked));
    replace(cell.phonetics, '', edits);
    return;
  }
  if (type === 's') {
    const index = Number(joinRuns(values));
    const place = strings?.mask(index, masked) ?? index;
    if (place !== index) replace(values, String(place), edits);
    return;
  }
  replace(values, encodeString(masked), edits);
  if (type === 'str') return;
  const given = attributeOf(xml, cell.start, cell.end, 't');
  if (given !== undefined) edits.push({ start: given.start, end: given.end, text: 'str' });
  else edits.push({ start: cell.end - 1, end: cell.end - 1, text: ' t="str"' });
}

function replace(runs: readonly Run[], text: string, edits: Edit[]): void {
  for (const [i, { start, end }] of runs.entries()) edits.push({ start, end, text: i === 0 ? text : '' });
}

function isNumber(type: string): boolean {
  return type === 'n' || type === '';
}

function isLong(text: string): boolean {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) digits++;
  }
  return digits >= SHORTEST_NUMBER;
}

/** 28 of AB12. */
function columnOf(reference: string | undefined): number | undefined {
  let column = 0;
  for (const character of reference ?? '') {
    const letter = character.toUpperCase().charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? undefined : column;
}

interface Titles {
  has(column: number): boolean;
  /** The titles of these cells; the same reference for the same columns, so that a masker need not read them again. */
  of(cells: readonly Cell[]): readonly string[] | undefined;
  /** Looks at a row for titles. */
  see(filled: readonly Cell[], isClean: boolean): void;
}

function createTitles(): Titles {
  let titles: Map<number, string> | undefined;
  let isSettled = false;
  let rows = 0;
  let titleRows = 0;
  let key = '';
  let known: readonly string[] = [];
  /** A row of one cell: a banner, or the title of the only column. */
  let single: Cell | undefined;
  return {
    has: (column) => titles?.has(column) === true,
    of(cells) {
      if (titles === undefined) return undefined;
      const own = cells.map(({ column }) => column).join();
      if (own !== key || known.length !== cells.length) {
        key = own;
        known = cells.map(({ column }) => titles?.get(column) ?? '');
      }
      return known;
    },
    see(filled, isClean) {
      if (filled.length === 0 || isSettled) return;
      rows++;
      const texts = filled.map(({ text }) => text);
      const areTitles = isClean && looksLikeTitles(texts);
      const [first] = filled;
      const isSecond = titleRows > 0;
      if (filled.length > 1 && areTitles && (!isSecond || filled.length > (titles?.size ?? 0))) {
        const groups = isSecond ? titles : undefined;
        titles = new Map([...(groups ?? [])]);
        for (const { column, text } of filled)
          titles.set(column, [groups?.get(column), text].filter(Boolean).join(' '));
        titleRows++;
        key = '';
      } else if (filled.length === 1 && areTitles && single === undefined && first !== undefined) {
        single = first;
        titles = new Map([[first.column, first.text]]);
      } else isSettled = filled.length > 1;
      isSettled ||= titleRows === TITLE_ROWS || rows >= LAST_TITLE_ROW;
    },
  };
}
