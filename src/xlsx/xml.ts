/** Reads XML token by token and writes it back with some ranges replaced; no tree, and nothing else changes. */

import { damaged } from './zip.ts';

export type TokenKind = 'open' | 'close' | 'text' | 'cdata' | 'end';

/** Where the reader stands: a tag with its brackets, or the text up to the next. */
export interface XmlReader {
  kind: TokenKind;
  /** Without the namespace prefix. */
  name: string;
  nameStart: number;
  start: number;
  end: number;
  /** `<t/>`: an `open` without a `close`. */
  isEmpty: boolean;
  next(): boolean;
  /** Goes on behind the element whose open tag was read last. */
  skip(): void;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Attribute {
  /** Between the quotes. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

const NAME_ENDS = ' \t\r\n/>';
const BLANKS = ' \t\r\n';

/** Throws a TuominError where a tag or comment has no end, and for entities that a part defines. */
export function readXml(xml: string): XmlReader {
  const reader: XmlReader = {
    kind: 'end',
    name: '',
    nameStart: 0,
    start: 0,
    end: 0,
    isEmpty: false,
    next() {
      for (;;) {
        const at = reader.end;
        reader.start = at;
        if (at >= xml.length) {
          reader.kind = 'end';
          return false;
        }
        if (xml[at] !== '<') {
          const next = xml.indexOf('<', at);
          reader.kind = 'text';
          reader.end = next < 0 ? xml.length : next;
          return true;
        }
        const mark = xml[at + 1];
        if (mark === '?') reader.end = after(xml, '?>', at);
        else if (mark === '!') {
          if (xml.startsWith('<!--', at)) reader.end = after(xml, '-->', at + 4);
          else if (xml.startsWith('<![CDATA[', at)) {
            reader.kind = 'cdata';
            reader.end = after(xml, ']]>', at);
            return true;
          } else {
            // Pictures (SVG) name theirs; one with entities of its own would have us read what others do not.
            reader.end = after(xml, '>', at);
            if (xml.slice(at, reader.end).includes('[')) throw damaged('a part defines entities');
          }
        } else {
          readTag(xml, reader, at);
          return true;
        }
      }
    },
    skip() {
      if (reader.isEmpty) return;
      let depth = 1;
      const { name } = reader;
      while (depth > 0 && reader.next()) {
        if (reader.name !== name || reader.isEmpty) continue;
        if (reader.kind === 'open') depth++;
        else if (reader.kind === 'close') depth--;
      }
    },
  };
  return reader;
}

function readTag(xml: string, reader: XmlReader, at: number): void {
  const isClose = xml[at + 1] === '/';
  let i = at + (isClose ? 2 : 1);
  const nameStart = i;
  let nameFrom = i;
  while (i < xml.length && !NAME_ENDS.includes(xml[i] as string)) {
    if (xml[i] === ':') nameFrom = i + 1;
    i++;
  }
  if (i === nameStart) throw damaged('a part is no XML');
  reader.name = xml.slice(nameFrom, i);
  reader.nameStart = nameFrom;
  let quote = '';
  for (; i < xml.length; i++) {
    const character = xml[i] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '<') break;
    else if (character === '>') {
      reader.kind = isClose ? 'close' : 'open';
      reader.isEmpty = !isClose && xml[i - 1] === '/';
      reader.end = i + 1;
      return;
    }
  }
  throw damaged('a part is no XML');
}

function after(xml: string, what: string, from: number): number {
  const found = xml.indexOf(what, from);
  if (found < 0) throw damaged('a part is no XML');
  return found + what.length;
}

/** The attribute of a tag that stands at [start, end), its name without prefix. */
export function attributeOf(xml: string, start: number, end: number, name: string): Attribute | undefined {
  for (let at = nextAttribute(xml, start, end); at !== undefined; at = nextAttribute(xml, at.end + 1, end)) {
    if (at.name === name) return { start: at.start, end: at.end, value: decodeEntities(xml.slice(at.start, at.end)) };
  }
  return undefined;
}

/** The values of all attributes but for those that name a namespace. */
export function attributesOf(xml: string, start: number, end: number): Attribute[] {
  const all: Attribute[] = [];
  for (let at = nextAttribute(xml, start, end); at !== undefined; at = nextAttribute(xml, at.end + 1, end)) {
    if (at.isNamespace) continue;
    all.push({ start: at.start, end: at.end, value: decodeEntities(xml.slice(at.start, at.end)) });
  }
  return all;
}

interface RawAttribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isNamespace: boolean;
}

/** The first attribute behind `from`: the tag's `<`, or the end of the attribute before. */
function nextAttribute(xml: string, from: number, end: number): RawAttribute | undefined {
  let i = from;
  while (i < end && !BLANKS.includes(xml[i] as string)) i++;
  while (i < end && BLANKS.includes(xml[i] as string)) i++;
  const whole = i;
  let nameFrom = i;
  while (i < end && xml[i] !== '=' && !NAME_ENDS.includes(xml[i] as string)) {
    if (xml[i] === ':') nameFrom = i + 1;
    i++;
  }
  const name = xml.slice(nameFrom, i);
  while (i < end && xml[i] !== '"' && xml[i] !== "'" && xml[i] !== '>') i++;
  if (i >= end || xml[i] === '>') return undefined;
  const close = xml.indexOf(xml[i] as string, i + 1);
  if (close < 0 || close >= end) return undefined;
  return { name, start: i + 1, end: close, isNamespace: xml.startsWith('xmlns', whole) };
}

/** The text of a text or CDATA token. */
export function textOf(xml: string, { kind, start, end }: Pick<XmlReader, 'kind' | 'start' | 'end'>): string {
  return kind === 'cdata' ? xml.slice(start + 9, end - 3) : decodeEntities(xml.slice(start, end));
}

export function applyEdits(xml: string, edits: readonly Edit[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    // Of two that overlap, the second would bring back what the first took out.
    if (start < from) throw new RangeError();
    out += xml.slice(from, start) + text;
    from = end;
  }
  return out + xml.slice(from);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const CODES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Either may be what the attribute stands in. */
const QUOTES: Readonly<Record<string, string>> = { '"': '&quot;', "'": '&apos;' };

function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Text as it may stand in an element or, with its blanks told, in an attribute. Characters that XML has no way to hold go. */
export function encodeText(text: string, isAttribute = false): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number; // of a character
    if (code < 32 && (isAttribute || code === 13)) out += code === 9 || code === 10 || code === 13 ? `&#${code};` : '';
    else if ((code < 32 && code !== 9 && code !== 10) || code === 0xfffe || code === 0xffff) continue;
    else if (code >= 0xd800 && code < 0xe000) out += '\ufffd';
    else out += CODES[character] ?? (isAttribute ? QUOTES[character] : undefined) ?? character;
  }
  return out;
}

/** `_x000D_` in the strings of a workbook is a carriage return, by ECMA-376 22.9.2.19. */
export function decodeString(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The other way. */
export function encodeString(text: string): string {
  const told = text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be told
    .replace(/[\0-\x08\x0b-\x1f]/g, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
  return encodeText(told);
}
