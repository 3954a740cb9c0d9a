/**
 * Masks a workbook: cells, and every place that holds a copy of one or a text of its own. What does not change keeps its
 * bytes.
 *
 *     zip ── parts ──► names ──► sheets ──► shared strings ──► the rest ──► zip
 *                                   └── what became of each cell ──┘
 */

import { TuominError } from '../errors.ts';
import { innerOf, type Redactor } from '../record/index.ts';
import { Tally } from '../record/report.ts';
import { decodeUtf8, encodeUtf8 } from './deflate.ts';
import { createMasker } from './mask.ts';
import { renameAll } from './names.ts';
import { readDateStyles } from './numbers.ts';
import { maskPart } from './part.ts';
import { maskPivotCache, maskPivotRecords, readFieldNames } from './pivot.ts';
import { readSharedStrings } from './shared-strings.ts';
import { maskSheet, type Workbook } from './sheet.ts';
import { applyEdits, attributeOf, type Edit, readXml } from './xml.ts';
import { damaged, readContent, readZip, writeZip } from './zip.ts';

export { TuominError } from '../errors.ts';

export interface XlsxOptions {
  readonly redactor: Redactor;
  /** How many bytes the parts that are read may have together when inflated; 256 MiB when absent. */
  readonly maxInflated?: number;
}

const MAX_INFLATED = 256 * 1024 * 1024;
const OPTION_NAMES = ['redactor', 'maxInflated'];
const BLANKS = [0x20, 0x09, 0x0a, 0x0d];
const MARKS = [0x3c, 0xef, 0xfe, 0xff];
/** Of Compound File Binary: encrypted workbooks and those of before 2007. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** Pictures, printer settings and programs: copied without a look. */
const BINARY_PARTS = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|bin)$/i;
/** Kinds of content, looks, the order of calculation, and where data comes from. */
const PACKAGE_LINKS = '_rels/.rels';
const THUMBNAIL = '/metadata/thumbnail';
/** Data of other programs; what stands beside it says which it is. */
const FOREIGN = /^customXml\/(?!_rels\/|itemProps)/;
const SHEETS = ['worksheet', 'macrosheet', 'dialogsheet'];
const LEFT_ALONE = ['Types', 'styleSheet', 'theme', 'calcChain', 'connections'];

interface Part {
  readonly name: string;
  readonly xml: string;
  readonly root: string;
}

/**
 * Masks a workbook. The same reference comes back when nothing was found. Throws a TuominError, without any content, for
 * what cannot be read: `not-xlsx`, `encrypted-xlsx`, `too-large`, `bad-xlsx`.
 */
export function redactXlsx(bytes: Uint8Array, options: XlsxOptions): Uint8Array {
  const { redactor, maxInflated = MAX_INFLATED } = checkOptions(bytes, options);
  const { engine, reporter } = innerOf(redactor);
  const { masking, policy } = engine;
  const tally = new Tally();
  const outer = masking.onMask;
  if (reporter !== undefined)
    masking.onMask = (kind) => {
      outer?.(kind);
      tally.add(kind, masking.field);
    };
  try {
    // A plain view: the `slice` of a Buffer is no copy, and what we wrote to it would be written to the input.
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return redactWorkbook(view, redactor, maxInflated) ?? bytes;
  } catch (error) {
    // Other errors may quote what they choked on.
    throw error instanceof TuominError ? error : damaged('cannot be read');
  } finally {
    masking.onMask = outer;
    reporter?.tell('redactXlsx', policy, tally, bytes.length);
  }
}

/** Undefined when nothing changes. */
function redactWorkbook(bytes: Uint8Array, redactor: Redactor, maxInflated: number): Uint8Array | undefined {
  if (OLE.every((byte, i) => bytes[i] === byte))
    throw new TuominError(
      'encrypted-xlsx',
      'workbook',
      'is encrypted or of Excel 97-2003: save it as .xlsx without a password',
    );
  const zip = readZip(bytes);
  const entries = zip.entries.filter(({ name }) => !BINARY_PARTS.test(name));
  if (entries.reduce((sum, { size }) => sum + size, 0) > maxInflated)
    throw new TuominError('too-large', 'workbook', 'is larger than options.maxInflated when inflated');
  const parts = entries.flatMap((entry): Part[] => {
    const content = readContent(zip, entry);
    if (!looksLikeXml(content)) return [];
    const xml = decodeUtf8(content);
    if (xml === undefined) throw damaged('a part is not in UTF-8');
    return [{ name: entry.name, xml, root: rootOf(xml) }];
  });
  const only = (root: string): Part | undefined => {
    const [part, second] = parts.filter((one) => one.root === root);
    if (second !== undefined) throw damaged(`two parts are a ${root}`);
    return part;
  };
  const main = only('workbook');
  if (main === undefined)
    throw new TuominError('not-xlsx', 'workbook', 'is no workbook of XML: .xlsb and other files are not supported');
  const stringsPart = only('sst');
  const styles = only('styleSheet');
  const masker = createMasker(redactor);
  const { sheets, names, is1904 } = readNames(main.xml);
  const unnamed: Workbook = {
    masker,
    renames: { sheets: new Map(), names: new Map() },
    strings: stringsPart === undefined ? undefined : readSharedStrings(stringsPart.xml),
    usedStrings: new Set(),
    dateStyles: styles === undefined ? new Set() : readDateStyles(styles.xml),
    is1904,
  };
  const edits = new Map<Part, Edit[]>();
  const maskSheets = (using: Workbook): void => {
    for (const part of parts) if (SHEETS.includes(part.root)) edits.set(part, maskSheet(part.xml, using));
  };
  maskSheets(unnamed);
  // A sheet may be named after somebody whom only a cell, behind its title, told to be one. Formulas have to follow.
  const workbook: Workbook = {
    ...unnamed,
    renames: { sheets: renameAll('sheets', sheets, masker.text), names: renameAll('names', names, masker.text) },
  };
  if (workbook.renames.sheets.size + workbook.renames.names.size > 0) maskSheets(workbook);
  if (stringsPart !== undefined && workbook.strings !== undefined) {
    // What no cell shows any more is still in the file.
    for (const [index, { text }] of workbook.strings.items.entries()) {
      if (workbook.usedStrings.has(index)) continue;
      const masked = masker.text(text);
      if (masked !== text) workbook.strings.mask(index, masked);
    }
    edits.set(stringsPart, workbook.strings.edits());
  }
  const fields = fieldsOfRecords(parts);
  for (const part of parts) {
    if (part === stringsPart || LEFT_ALONE.includes(part.root)) continue;
    const own = [
      ...(edits.get(part) ?? []),
      ...maskPart(part.xml, workbook, SHEETS.includes(part.root), FOREIGN.test(part.name)),
    ];
    if (part.root === 'pivotCacheDefinition') own.push(...maskPivotCache(part.xml, masker));
    if (part.root === 'pivotCacheRecords') own.push(...maskPivotRecords(part.xml, fields.get(part.name) ?? [], masker));
    edits.set(part, own);
  }
  if ([...edits.values()].every((own) => own.length === 0)) return undefined;
  const removed = new Set<string>();
  for (const part of parts) {
    if (part.name !== PACKAGE_LINKS) continue;
    for (const { target, ...edit } of readThumbnail(part.xml)) {
      removed.add(target);
      edits.get(part)?.push(edit);
    }
  }
  const changed = new Map<string, Uint8Array>();
  for (const [{ name, xml }, own] of edits) if (own.length > 0) changed.set(name, encodeUtf8(applyEdits(xml, own)));
  return writeZip(zip, changed, removed);
}

/** Begins with `<`, or with a byte order mark of UTF-8 or UTF-16. */
function looksLikeXml(content: Uint8Array): boolean {
  let at = 0;
  while (at < content.length && BLANKS.includes(content[at] as number)) at++;
  return MARKS.includes(content[at] as number);
}

/** The picture of the first page, which shows what stood there, and the link to it. */
function readThumbnail(links: string): (Edit & { readonly target: string })[] {
  const found: (Edit & { readonly target: string })[] = [];
  const reader = readXml(links);
  while (reader.next()) {
    const { kind, name, start, end } = reader;
    if (kind !== 'open' || name !== 'Relationship' || !reader.isEmpty) continue;
    if (attributeOf(links, start, end, 'Type')?.value.endsWith(THUMBNAIL) !== true) continue;
    const target = attributeOf(links, start, end, 'Target')?.value ?? '';
    found.push({ start, end, text: '', target: target.replace(/^\//, '') });
  }
  return found;
}

function rootOf(xml: string): string {
  const reader = readXml(xml);
  while (reader.next()) if (reader.kind === 'open') return reader.name;
  return '';
}

interface Names {
  readonly sheets: string[];
  readonly names: string[];
  readonly is1904: boolean;
}

function readNames(xml: string): Names {
  const [sheets, names]: [string[], string[]] = [[], []];
  let is1904 = false;
  const reader = readXml(xml);
  while (reader.next()) {
    if (reader.kind !== 'open') continue;
    const attribute = (name: string): string => attributeOf(xml, reader.start, reader.end, name)?.value ?? '';
    if (reader.name === 'sheet') sheets.push(attribute('name'));
    else if (reader.name === 'definedName') names.push(attribute('name'));
    else if (reader.name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute('date1904'));
  }
  return { sheets, names, is1904 };
}

/** The names of the fields by the part that holds their records, which the relationships of each cache tell. */
function fieldsOfRecords(parts: readonly Part[]): Map<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const { name, xml, root } of parts) {
    if (root !== 'pivotCacheDefinition') continue;
    const [folder, file] = [name.slice(0, name.lastIndexOf('/') + 1), name.slice(name.lastIndexOf('/') + 1)];
    const links = parts.find((one) => one.name === `${folder}_rels/${file}.rels`)?.xml ?? '';
    const reader = readXml(links);
    while (reader.next()) {
      if (reader.kind !== 'open' || reader.name !== 'Relationship') continue;
      const target = attributeOf(links, reader.start, reader.end, 'Target')?.value ?? '';
      fields.set(target.startsWith('/') ? target.slice(1) : folder + target, readFieldNames(xml));
    }
  }
  return fields;
}

function checkOptions(bytes: unknown, options: XlsxOptions): XlsxOptions {
  // By its tag: it may come from another realm.
  if (Object.prototype.toString.call(bytes) !== '[object Uint8Array]')
    throw new TuominError('bad-option', 'bytes', 'must be a Uint8Array');
  if (typeof options !== 'object' || options === null)
    throw new TuominError('bad-option', 'options', 'must be an object');
  for (const name of Object.keys(options)) {
    if (!OPTION_NAMES.includes(name))
      throw new TuominError(
        'unknown-option',
        `options.${name}`,
        `unknown option; expected one of ${OPTION_NAMES.join(', ')}`,
      );
  }
  const { redactor, maxInflated } = options;
  if (typeof redactor?.redactRecord !== 'function')
    throw new TuominError('bad-option', 'options.redactor', 'must be a redactor');
  if (maxInflated !== undefined && !(Number.isSafeInteger(maxInflated) && maxInflated > 0))
    throw new TuominError('bad-option', 'options.maxInflated', 'must be a whole number, 1 or more');
  return options;
}
