/**
 * Reads and writes the zip around a workbook. Entries that do not change keep their bytes as they are: header, compressed
 * data and all.
 */

import { TuominError } from '../errors.ts';
import { deflate, inflate } from './deflate.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DESCRIPTOR = 0x08074b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

const STORED = 0;
const DEFLATED = 8;
const DEFLATE_VERSION = 20;
const ENCRYPTED = 1;
/** The sizes stand behind the data. */
const SIZES_BEHIND = 8;

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** The whole local entry, and the compressed data in it. */
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly end: number;
  /** Its record in the central directory. */
  readonly record: Uint8Array;
}

export interface Zip {
  readonly bytes: Uint8Array;
  /** In the order of the directory. */
  readonly entries: readonly ZipEntry[];
  readonly comment: Uint8Array;
}

export function damaged(what: string): TuominError {
  return new TuominError('bad-xlsx', 'workbook', what);
}

/** Reads the directory. Throws a TuominError for what is no zip or a damaged one. */
export function readZip(bytes: Uint8Array): Zip {
  const view = viewOf(bytes);
  const at = findEnd(bytes, view);
  const count = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  if (count === 0xffff || size === 0xffffffff || offset === 0xffffffff) throw damaged('zip64 is not supported');
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== count)
    throw damaged('a zip in several volumes is not supported');
  if (offset + size > at) throw damaged('the zip directory is damaged');
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let next = offset;
  for (let i = 0; i < count; i++) {
    const entry = readEntry(bytes, view, next, offset);
    // Two parts of one name: we might read the one and others the other.
    if (names.has(entry.name.toLowerCase())) throw damaged('two parts have the same name');
    names.add(entry.name.toLowerCase());
    entries.push(entry);
    next += entry.record.length;
  }
  let last = 0;
  for (const { start, end } of byOffset(entries)) {
    if (start < last) throw damaged('parts of the zip overlap');
    last = end;
  }
  return { bytes, entries, comment: bytes.subarray(at + END_SIZE) };
}

/** The content of an entry, checked. Throws a TuominError when it is damaged or not what the directory says. */
export function readContent({ bytes }: Zip, entry: ZipEntry): Uint8Array {
  const data = bytes.subarray(entry.dataStart, entry.dataEnd);
  let content: Uint8Array | undefined;
  if (entry.method === STORED) content = data.length === entry.size ? data : undefined;
  else if (entry.method === DEFLATED) content = inflate(data, entry.size);
  else throw damaged('a part is compressed in an unknown way');
  if (content === undefined || crc32(content) !== entry.crc) throw damaged('a part of the zip is damaged');
  return content;
}

/** The zip with other content for some entries, by name, and without some. */
export function writeZip(
  zip: Zip,
  changed: ReadonlyMap<string, Uint8Array>,
  removed: ReadonlySet<string> = new Set(),
): Uint8Array {
  const entries = zip.entries.filter(({ name }) => !removed.has(name));
  const pieces: Uint8Array[] = [];
  const records = new Map<ZipEntry, Uint8Array>();
  let length = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const entry of byOffset(entries)) {
    const content = changed.get(entry.name);
    const record = entry.record.slice();
    const recordView = viewOf(record);
    recordView.setUint32(42, length, true);
    records.set(entry, record);
    if (content === undefined) {
      put(zip.bytes.subarray(entry.start, entry.end));
      continue;
    }
    const data = deflate(content);
    const header = zip.bytes.slice(entry.start, entry.dataStart);
    // Both headers tell flags, method, checksum and sizes, four bytes apart.
    const tell = (view: DataView, from: number): void => {
      view.setUint16(from, entry.flags & ~SIZES_BEHIND, true);
      view.setUint16(from + 2, DEFLATED, true);
      view.setUint32(from + 8, crc32(content), true);
      view.setUint32(from + 12, data.length, true);
      view.setUint32(from + 16, content.length, true);
    };
    tell(viewOf(header), 6);
    tell(recordView, 8);
    // Deflate needs a reader of version 2.0; a stored entry asked for less.
    viewOf(header).setUint16(4, DEFLATE_VERSION, true);
    recordView.setUint16(6, DEFLATE_VERSION, true);
    put(header);
    put(data);
  }
  const offset = length;
  for (const entry of entries) put(records.get(entry) as Uint8Array); // every entry has one
  const end = new Uint8Array(END_SIZE);
  const view = viewOf(end);
  view.setUint32(0, END, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, length - offset, true);
  view.setUint32(16, offset, true);
  view.setUint16(20, zip.comment.length, true);
  put(end);
  put(zip.comment);
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function findEnd(bytes: Uint8Array, view: DataView): number {
  const lowest = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= lowest; at--) {
    if (
      bytes[at] === 0x50 &&
      view.getUint32(at, true) === END &&
      at + END_SIZE + view.getUint16(at + 20, true) === bytes.length
    )
      return at;
  }
  throw damaged('is no zip, or a part of one');
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, directory: number): ZipEntry {
  if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== CENTRAL)
    throw damaged('the zip directory is damaged');
  const flags = view.getUint16(at + 8, true);
  const compressed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const start = view.getUint32(at + 42, true);
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const recordEnd = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (recordEnd > bytes.length) throw damaged('the zip directory is damaged');
  if ((flags & ENCRYPTED) !== 0) throw new TuominError('encrypted-xlsx', 'workbook', 'is encrypted');
  if (compressed === 0xffffffff || size === 0xffffffff || start === 0xffffffff) throw damaged('zip64 is not supported');
  if (start + LOCAL_SIZE > directory || view.getUint32(start, true) !== LOCAL)
    throw damaged('a part of the zip is damaged');
  const dataStart = start + LOCAL_SIZE + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const dataEnd = dataStart + compressed;
  let end = dataEnd;
  if ((view.getUint16(start + 6, true) & SIZES_BEHIND) !== 0 && end + 12 <= directory)
    end += view.getUint32(end, true) === DESCRIPTOR ? 16 : 12;
  if (end > directory) throw damaged('a part of the zip is damaged');
  const record = bytes.subarray(at, recordEnd);
  // Names of parts are ASCII by ECMA-376; what is not we only have to tell apart.
  const name = String.fromCharCode(...bytes.subarray(at + CENTRAL_SIZE, nameEnd));
  return {
    name,
    size,
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    start,
    dataStart,
    dataEnd,
    end,
    record,
  };
}

function byOffset(entries: readonly ZipEntry[]): ZipEntry[] {
  return [...entries].sort((a, b) => a.start - b.start);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

let crcTable: Uint32Array | undefined;

/** CRC-32 of ISO 3309, as zip has it. */
function crc32(bytes: Uint8Array): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crcTable[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
