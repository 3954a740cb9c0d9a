/** Masks the copies of cells that pivot tables keep. */

import type { Masker } from './mask.ts';
import { showNumber } from './numbers.ts';
import { attributeOf, type Edit, encodeText, readXml, type XmlReader } from './xml.ts';

/** A text, a number, a date. Others are switches, errors and blanks. */
const ITEMS = ['s', 'n', 'd'];
/** What tells that the items of a field are numbers or dates, and the largest and smallest of them. */
const NUMERIC = [
  'containsSemiMixedTypes',
  'containsNonDate',
  'containsDate',
  'containsString',
  'containsMixedTypes',
  'containsNumber',
  'containsInteger',
  'minValue',
  'maxValue',
  'minDate',
  'maxDate',
];

/** `1988-06-12` of `1988-06-12T00:00:00`. */
const DATE_LENGTH = 10;
const NO_DATE = '1900-01-01T00:00:00';

interface Item {
  readonly tag: string;
  readonly nameStart: number;
  readonly isEmpty: boolean;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly text: string;
}

export function readFieldNames(xml: string): string[] {
  const names: string[] = [];
  const reader = readXml(xml);
  while (reader.next()) {
    if (reader.kind === 'open' && reader.name === 'cacheField')
      names.push(attributeOf(xml, reader.start, reader.end, 'name')?.value ?? '');
  }
  return names;
}

/** The shared items of each field, behind the name of the field. */
export function maskPivotCache(xml: string, masker: Masker): Edit[] {
  const edits: Edit[] = [];
  let title = '';
  let head: { readonly start: number; readonly end: number } | undefined;
  let items: Item[] = [];
  const reader = readXml(xml);
  while (reader.next()) {
    const { kind, name } = reader;
    if (kind === 'open') {
      if (name === 'cacheField') title = attributeOf(xml, reader.start, reader.end, 'name')?.value ?? '';
      else if (name === 'sharedItems' || name === 'groupItems') {
        head = { start: reader.start, end: reader.end };
        items = [];
        if (!reader.isEmpty) continue;
        // The items stand in the records; what is told of them here may be one of them.
        if (holdsFinding(xml, head, title, masker)) edits.push(...dropNumeric(xml, head));
        head = undefined;
      } else if (head !== undefined) {
        const item = readItem(xml, reader);
        if (item !== undefined) items.push(item);
      }
    } else if (kind === 'close' && (name === 'sharedItems' || name === 'groupItems') && head !== undefined) {
      maskItems(xml, head, items, title, masker, edits);
      head = undefined;
    }
  }
  return edits;
}

/** The records of a cache: one value a field, in their order. */
export function maskPivotRecords(xml: string, fields: readonly string[], masker: Masker): Edit[] {
  const edits: Edit[] = [];
  let field = -1;
  const reader = readXml(xml);
  while (reader.next()) {
    if (reader.kind !== 'open' || reader.name === 'pivotCacheRecords') continue;
    if (reader.name === 'r') {
      field = -1;
      continue;
    }
    field++;
    const item = readItem(xml, reader);
    if (item === undefined) continue;
    const masked = masker.under(fields[field] ?? '', item.text);
    if (masked !== item.text) edits.push(...writeItem(item, masked));
  }
  return edits;
}

function maskItems(
  xml: string,
  head: { readonly start: number; readonly end: number },
  items: readonly Item[],
  title: string,
  masker: Masker,
  edits: Edit[],
): void {
  const masked = items.map(({ text }) => masker.under(title, text));
  if (items.every(({ text }, i) => text === masked[i])) return;
  if (items.some(({ tag }) => tag !== 's')) edits.push(...dropNumeric(xml, head));
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    // Two items of a field may not be the same.
    const base = masked[i] as string; // as many as items
    let own = base;
    // Counted on from the last of the same: a column of names has thousands of 王*.
    let n = counts.get(base) ?? 1;
    while (taken.has(own)) own = `${base} (${++n})`;
    counts.set(base, n);
    taken.add(own);
    // One kind for all of them: the field no longer says that there are numbers.
    if (own !== item.text || item.tag !== 's') edits.push(...writeItem(item, own));
  }
}

function holdsFinding(
  xml: string,
  { start, end }: { readonly start: number; readonly end: number },
  title: string,
  masker: Masker,
): boolean {
  return ['minValue', 'maxValue', 'minDate', 'maxDate'].some((name) => {
    const value = attributeOf(xml, start, end, name)?.value;
    if (value === undefined) return false;
    const shown = name.endsWith('Date') ? value.slice(0, DATE_LENGTH) : showNumber(value, false, false);
    return masker.under(title, shown) !== shown;
  });
}

/** Takes the attributes out, with the blank before each. */
function dropNumeric(xml: string, { start, end }: { readonly start: number; readonly end: number }): Edit[] {
  return NUMERIC.flatMap((name) => {
    const found = attributeOf(xml, start, end, name);
    if (found === undefined) return [];
    return [{ start: xml.lastIndexOf(name, found.start) - 1, end: found.end + 1, text: '' }];
  });
}

function readItem(xml: string, { name, nameStart, start, end, isEmpty }: XmlReader): Item | undefined {
  if (!ITEMS.includes(name)) return undefined;
  const value = attributeOf(xml, start, end, 'v');
  if (value === undefined) return undefined;
  const shown = name === 'n' ? showNumber(value.value, false, false) : value.value;
  const text = name === 'd' ? shown.slice(0, DATE_LENGTH) : shown;
  return { tag: name, nameStart, isEmpty, valueStart: value.start, valueEnd: value.end, text };
}

/** A number or date that is masked becomes a text; one with content has a second tag to its name, and is emptied instead. */
function writeItem({ tag, nameStart, isEmpty, valueStart, valueEnd }: Item, text: string): Edit[] {
  if (tag === 's') return [{ start: valueStart, end: valueEnd, text: encodeText(text, true) }];
  if (!isEmpty) return [{ start: valueStart, end: valueEnd, text: tag === 'n' ? '0' : NO_DATE }];
  return [
    { start: nameStart, end: nameStart + 1, text: 's' },
    { start: valueStart, end: valueEnd, text: encodeText(text, true) },
  ];
}
