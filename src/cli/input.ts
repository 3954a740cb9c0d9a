/**
 * From bytes to blocks of complete lines.
 *
 *   bytes ─ cut at the last 0x0A ─► decode ─► lines (line mode)
 *                                     └─────► joined to blocks of 256 Ki units, cut at a blank line (text mode)
 *
 * In UTF-8, GB18030 and Big5 the byte 0x0A is never a part of another character, so bytes may be cut there.
 */

import { createReadStream, fstatSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { tellEncoding } from '../stream/bytes.ts';
import { Failure } from './failure.ts';

/** A text is cut into blocks about this long (UTF-16 units), so that memory does not grow with the file. */
const BLOCK = 1 << 18;

/** A single line must fit a JavaScript string, twice. */
const LONGEST_LINE = 1 << 28;

const NEWLINE = 10;

/** Complete lines as they stand in the file, terminators included. */
export interface Block {
  readonly text: string;
  /** The number of its first line, from 1. */
  readonly line: number;
  /** Where it starts in the file, in UTF-16 units of the decoded text. */
  readonly offset: number;
}

export interface ReadOptions {
  readonly encoding: string;
  readonly lossy: boolean;
  /** Give lines out as soon as they are complete. */
  readonly lines: boolean;
  /** Told how many bytes arrived. */
  readonly onBytes?: (count: number) => void;
}

/** Opens a file, or standard input for `-`. */
export function openInput(file: string): AsyncIterable<Uint8Array> {
  if (file !== '-') return createReadStream(file, { highWaterMark: 1 << 16 });
  // Node reads a folder on standard input as empty.
  if (fstatSync(0).isDirectory()) throw new Failure('is a directory');
  return process.stdin;
}

/** Yields the blocks of an input; throws a Failure (without content) at the first line that cannot be decoded. */
export async function* readBlocks(input: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Block> {
  const lines = decodeLines(readLines(input, options.onBytes), options);
  if (options.lines) yield* lines;
  else yield* joinBlocks(lines);
}

/** Regroups chunks so that each ends with a line end; only the last may lack it. */
async function* readLines(
  input: AsyncIterable<Uint8Array>,
  onBytes?: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [];
  let openBytes = 0;
  for await (const chunk of input) {
    onBytes?.(chunk.length);
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      open.push(chunk.subarray(0, end));
      yield open.length === 1 ? (open[0] as Uint8Array) : Buffer.concat(open);
      open = [];
      openBytes = 0;
    }
    if (end < chunk.length) {
      open.push(chunk.subarray(end));
      openBytes += chunk.length - end;
      if (openBytes > LONGEST_LINE)
        throw new Failure('a line is longer than 256 MiB; it and what follows was left out');
    }
  }
  if (openBytes > 0) yield Buffer.concat(open);
}

async function* decodeLines(input: AsyncIterable<Uint8Array>, { encoding, lossy }: ReadOptions): AsyncGenerator<Block> {
  let decoder: TextDecoder | undefined;
  let name = encoding;
  let line = 1;
  let offset = 0;
  for await (const bytes of input) {
    if (offset === 0 && isUtf16(bytes)) throw new Failure('line 1: this is UTF-16; convert it to UTF-8 first');
    if (name === 'auto') name = tellEncoding(bytes, true) ?? 'utf-8';
    decoder ??= new TextDecoder(name, { fatal: !lossy, ignoreBOM: true });
    let text = tryDecode(decoder, bytes);
    let brokenLine = 0;
    if (text === undefined) [text, brokenLine] = decodeUntilBroken(decoder, bytes);
    if (text !== '') yield { text, line, offset };
    if (brokenLine > 0) throw new Failure(brokenMessage(line + brokenLine - 1, name, bytes));
    line += countLines(text);
    offset += text.length;
  }
}

/** The lines before the broken one, and its number among these bytes, from 1. */
function decodeUntilBroken(decoder: TextDecoder, bytes: Uint8Array): [text: string, brokenLine: number] {
  let text = '';
  let from = 0;
  for (let line = 1; from < bytes.length; line++) {
    const next = bytes.indexOf(NEWLINE, from);
    const to = next < 0 ? bytes.length : next + 1;
    const one = tryDecode(decoder, bytes.subarray(from, to));
    if (one === undefined) return [text, line];
    text += one;
    from = to;
  }
  return [text, 0];
}

function tryDecode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function brokenMessage(line: number, encoding: string, bytes: Uint8Array): string {
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding === 'big5' ? 'Big5' : 'GB18030';
  const isGb = encoding === 'utf-8' && tryDecode(new TextDecoder('gb18030', { fatal: true }), bytes) !== undefined;
  const advice = isGb ? '--encoding gb18030 may fit, or use --lossy' : 'use --lossy to read it all the same';
  return `line ${line}: broken ${name}; nothing from here on was read (${advice})`;
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Joins lines to blocks, so that a value that runs over a line end is still one value. */
async function* joinBlocks(input: AsyncIterable<Block>): AsyncGenerator<Block> {
  let held: Block = { text: '', line: 1, offset: 0 };
  const rest = (length: number): Block => ({
    text: held.text.slice(length),
    line: held.line + countLines(held.text, length),
    offset: held.offset + length,
  });
  try {
    for await (const block of input) {
      held = { ...held, text: held.text + block.text };
      if (held.text.length < BLOCK) continue;
      const cut = cutOf(held.text);
      yield { ...held, text: held.text.slice(0, cut) };
      held = rest(cut);
    }
  } catch (error) {
    // What came whole before the broken line is still the user's to have.
    if (held.text !== '') yield held;
    throw error;
  }
  if (held.text !== '') yield held;
}

/** After the last blank line of the block, else after its last line. */
function cutOf(text: string): number {
  const [lf, crlf] = [text.lastIndexOf('\n\n'), text.lastIndexOf('\r\n\r\n')];
  const blank = Math.max(lf < 0 ? 0 : lf + 2, crlf < 0 ? 0 : crlf + 4);
  // A blank line near the start would leave nearly everything for the next round.
  return blank >= text.length >> 1 ? blank : text.lastIndexOf('\n') + 1 || text.length;
}

function countLines(text: string, end = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
