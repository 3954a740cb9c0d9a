/** Masks the texts of a part that is no table of cells: comments, drawings, charts, properties, page headers, links. */

import { maskFormula } from './formula.ts';
import { maskHeaderFooter } from './header-footer.ts';
import { applyRenames } from './names.ts';
import { showNumber } from './numbers.ts';
import { joinRuns, type Run, runOf, spreadText } from './runs.ts';
import type { Workbook } from './sheet.ts';
import { attributeOf, attributesOf, type Edit, encodeText, readXml, type XmlReader } from './xml.ts';
import { damaged } from './zip.ts';

type Role = 'text' | 'person' | 'formula' | 'header' | 'sheet' | 'name' | 'link' | 'none';

/** Attributes that hold texts. All others are numbers, references and switches, which must stay what they are. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  hyperlink: { location: 'formula', display: 'text', tooltip: 'text' },
  hlinkClick: { tooltip: 'text' },
  dataValidation: { prompt: 'text', promptTitle: 'text', error: 'text', errorTitle: 'text' },
  filter: { val: 'text' },
  customFilter: { val: 'text' },
  cNvPr: { name: 'text', descr: 'text', title: 'text' },
  shape: { alt: 'text', title: 'text' },
  textpath: { string: 'text' },
  Relationship: { Target: 'link' },
  table: { comment: 'text' },
  tableColumn: { name: 'text', totalsRowLabel: 'text' },
  sheet: { name: 'sheet' },
  definedName: {
    name: 'name',
    comment: 'text',
    description: 'text',
    help: 'text',
    statusBar: 'text',
    customMenu: 'text',
  },
  person: { displayName: 'person', userId: 'person' },
  fileSharing: { userName: 'person' },
  header: { userName: 'person' },
  absPath: { url: 'text' },
  protectedRange: { name: 'text' },
  scenario: { name: 'text', comment: 'text', user: 'person' },
  inputCells: { val: 'text' },
  pivotCacheDefinition: { refreshedBy: 'person' },
  worksheetSource: { sheet: 'sheet', name: 'name' },
  rangeSet: { sheet: 'sheet', name: 'name' },
  cacheField: { name: 'text', caption: 'text' },
  pivotField: { name: 'text' },
  dataField: { name: 'text' },
  slicer: { caption: 'text' },
  sheetName: { val: 'text' },
  property: { name: 'text' },
};

/** What the text of an element is, where it is not just a text. */
const ELEMENTS: Readonly<Record<string, Role>> = {
  creator: 'person',
  lastModifiedBy: 'person',
  author: 'person',
  Manager: 'person',
  f: 'formula',
  formula: 'formula',
  formula1: 'formula',
  formula2: 'formula',
  definedName: 'formula',
  lpstr: 'formula',
  oddHeader: 'header',
  oddFooter: 'header',
  evenHeader: 'header',
  evenFooter: 'header',
  firstHeader: 'header',
  firstFooter: 'header',
  created: 'none',
  modified: 'none',
  lastPrinted: 'none',
};

/** Their `t` make one text. */
const BLOCKS = ['text', 'p'];
/** Copies of cells: in place of a number nothing but a number may stand. */
const COPIES = ['numCache', 'numDim', 'sheetDataSet'];
/** By the root of a part, elements that hold places in units of the screen. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  wsDr: ['from', 'to'],
  worksheet: ['from', 'to'],
  xml: ['ClientData'],
};
/** Old drawings are XML but for this. */
const UNCLOSED = 'br';
const DEEPEST = 1000;
const LONGEST_AUTHOR = 256;
/** Places in the text before it, in units: wrong as soon as that is masked. */
const MENTIONS = 'mentions';
/** In this place a text is a value under a title. */
const PROPERTY = 'property';

/** Cells are left out where they are masked elsewhere. Of a part in somebody's own format every attribute may be a text. */
export function maskPart(xml: string, workbook: Workbook, isSheet: boolean, isForeign = false): Edit[] {
  const edits: Edit[] = [];
  const open: string[] = [];
  const authors = new Set<string>();
  let block: { readonly depth: number; readonly runs: Run[] } | undefined;
  let isMasked = false;
  let property = '';
  let root = '';
  const reader = readXml(xml);
  while (reader.next()) {
    const { kind, name } = reader;
    if (kind === 'open') {
      if (root === '') root = name;
      if (isForeign) maskForeign(xml, reader, workbook, edits);
      else maskAttributes(xml, reader, workbook, edits);
      if (name === PROPERTY) property = attributeOf(xml, reader.start, reader.end, 'name')?.value ?? '';
      if (reader.isEmpty || name === UNCLOSED) continue;
      if (name === MENTIONS && isMasked) {
        const { start } = reader;
        reader.skip();
        edits.push({ start, end: reader.end, text: '' });
        continue;
      }
      if ((Object.hasOwn(PLACES, root) && PLACES[root]?.includes(name)) || (isSheet && name === 'sheetData')) {
        reader.skip();
        continue;
      }
      if (open.length > DEEPEST) throw damaged('elements are nested too deep');
      open.push(name);
      if (block === undefined && BLOCKS.includes(name)) block = { depth: open.length, runs: [] };
    } else if (kind === 'close') {
      const at = open.lastIndexOf(name);
      if (at >= 0) open.length = at;
      if (block !== undefined && open.length < block.depth) {
        isMasked = maskBlock(block.runs, authors, workbook, edits);
        block = undefined;
      }
    } else {
      const parent = open.at(-1) ?? '';
      const run = runOf(xml, reader);
      if (run.text.trim() === '') {
        if (block !== undefined && parent === 't') block.runs.push(run);
      } else if (block !== undefined && (parent === 't' || BLOCKS.includes(parent))) block.runs.push(run);
      else if (
        (parent === 'v' || parent === 'pt') &&
        Number.isFinite(Number(run.text)) &&
        open.some((one) => COPIES.includes(one))
      ) {
        const shown = showNumber(run.text, false, false);
        if (workbook.masker.text(shown) !== shown) edits.push({ ...run, text: '0' });
      } else if (open.includes(PROPERTY)) {
        const masked = workbook.masker.under(property, run.text);
        if (masked !== run.text) edits.push(...spreadText([run], masked));
      } else {
        if (parent === 'author') authors.add(run.text);
        maskAlone(run, ELEMENTS[parent] ?? 'text', workbook, edits);
      }
    }
  }
  if (block !== undefined) throw damaged('a part is no XML');
  return edits;
}

function maskAlone(run: Run, role: Role, workbook: Workbook, edits: Edit[]): void {
  const masked = maskAs(role, run.text, workbook);
  if (masked !== run.text) edits.push(...spreadText([run], masked));
}

/** A comment begins with the name of its author. Says whether anything was masked. */
function maskBlock(runs: readonly Run[], authors: ReadonlySet<string>, { masker }: Workbook, edits: Edit[]): boolean {
  if (runs.length === 0) return false;
  const text = joinRuns(runs);
  let masked = masker.text(text);
  const author = masked.slice(0, Math.max(0, masked.slice(0, LONGEST_AUTHOR).indexOf(':')));
  if (authors.has(author)) masked = masker.person(author) + masked.slice(author.length);
  if (masked !== text) edits.push(...spreadText(runs, masked));
  return masked !== text;
}

function maskAttributes(xml: string, reader: XmlReader, workbook: Workbook, edits: Edit[]): void {
  const roles = Object.hasOwn(ATTRIBUTES, reader.name) ? ATTRIBUTES[reader.name] : undefined;
  if (roles === undefined) return;
  for (const [name, role] of Object.entries(roles)) {
    const attribute = attributeOf(xml, reader.start, reader.end, name);
    if (attribute === undefined || attribute.value === '') continue;
    if (role === 'link' && attributeOf(xml, reader.start, reader.end, 'TargetMode')?.value !== 'External') continue;
    const masked = maskAs(role, attribute.value, workbook);
    if (masked !== attribute.value) edits.push({ ...attribute, text: encodeText(masked, true) });
  }
}

function maskForeign(xml: string, { start, end }: XmlReader, { masker }: Workbook, edits: Edit[]): void {
  for (const attribute of attributesOf(xml, start, end)) {
    const masked = masker.text(attribute.value);
    if (masked !== attribute.value) edits.push({ ...attribute, text: encodeText(masked, true) });
  }
}

function maskAs(role: Role, text: string, { masker, renames }: Workbook): string {
  switch (role) {
    case 'none':
      return text;
    case 'person':
      // `tc={GUID}` is how a threaded comment is told of.
      return text.startsWith('tc={') ? text : masker.person(text);
    case 'formula':
      return maskFormula(
        applyRenames(renames.sheets.get(text) ?? renames.names.get(text) ?? text, renames),
        masker.text,
      );
    case 'header':
      return maskHeaderFooter(text, masker.text);
    case 'sheet':
      return renames.sheets.get(text) ?? text;
    case 'name':
      return renames.names.get(text) ?? text;
    case 'link':
      return maskLink(text, masker.text);
    default:
      return masker.text(text);
  }
}

/** A link stays a link: what a URI may not hold is escaped. */
function maskLink(link: string, mask: (text: string) => string): string {
  const masked = mask(link);
  if (masked === link) return link;
  try {
    return encodeURI(masked).replaceAll('%25', '%');
  } catch {
    return '#';
  }
}
