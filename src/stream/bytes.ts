/**
 * Bytes around a machine: decoded, masked, encoded again. Bytes are cut at line ends, which in UTF-8 and GB18030 are never a
 * part of another character, so that a line that cannot be decoded is known by its number and harms no other; and lines in
 * which nothing is masked are passed on as the bytes they were.
 */

import { FAILED } from '../errors.ts';
import { encodeGb18030 } from '../text/gb18030.ts';
import { type Machine, type MachineOptions, report, StreamProblem } from './machine.ts';

/** Those that bytes can be written in. */
export type Encoding = 'utf-8' | 'gb18030';

interface Decoder {
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}
/** What browsers, edge runtimes and Node all have. */
const platform = globalThis as unknown as {
  readonly TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => Decoder;
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
};

export interface ByteOptions extends MachineOptions {
  /** A label of the platform's decoder. With `auto`, UTF-8 or GB18030, decided by the first bytes that are not ASCII. */
  readonly encoding: Encoding | 'auto' | (string & {});
  /** What is written; as what was read when absent. */
  readonly output?: Encoding | undefined;
  /** What cannot be decoded is read as U+FFFD instead of being a problem. */
  readonly isLossy: boolean;
  /** What stands for a line that cannot be decoded. */
  readonly hidden: string;
  /** Characters are masked as they come, not when their line is complete. */
  readonly isLive: boolean;
}

export interface ByteMachine {
  push(chunk: Uint8Array): Uint8Array[];
  end(): Uint8Array[];
}

const NEWLINE = 10;
const NAMES: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', gb18030: 'GB18030', big5: 'Big5' };
/** A line that goes on beyond this is decoded as it comes. */
const LONGEST_LINE = 1 << 20;
/** So much is looked at to tell the encodings apart. */
const SAMPLE = 1 << 16;
const BOM = [0xef, 0xbb, 0xbf];

export function createByteMachine(machine: Machine, options: ByteOptions): ByteMachine {
  let encoding: string | undefined = options.encoding === 'auto' ? undefined : options.encoding;
  /** Bytes that wait for their line end, or to be told what they are. */
  let open: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  let isFirst = true;
  /** Of a line that is decoded as it comes. */
  let long: Decoder | undefined;
  let isBroken = false;

  const decoderOf = (fatal: boolean): Decoder =>
    new platform.TextDecoder(encoding ?? 'utf-8', { fatal, ignoreBOM: true });
  let decoder: Decoder | undefined;

  const encode = (text: string): Uint8Array =>
    (options.output ?? encoding) === 'gb18030' ? encodeGb18030(text) : new platform.TextEncoder().encode(text);
  /** Whether bytes may go out as they came in. */
  const isSame = (): boolean => (options.output ?? encoding) === encoding && encoding !== 'big5';
  const broken = (): string => `broken ${NAMES[encoding ?? ''] ?? encoding}`;
  const emit = (out: Uint8Array[], text: string): void => {
    if (text !== '') out.push(encode(text));
  };
  /** Complete lines, or what is left of the last. */
  const takeBlock = (bytes: Uint8Array, out: Uint8Array[]): void => {
    decoder ??= decoderOf(!options.isLossy);
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      for (let from = 0; from < bytes.length; ) {
        const next = bytes.indexOf(NEWLINE, from);
        const to = next < 0 ? bytes.length : next + 1;
        takeLine(decoder, bytes.subarray(from, to), out);
        from = to;
      }
      return;
    }
    const masked = machine.push(text);
    line += countNewlines(bytes);
    if (masked === text && isSame()) out.push(bytes);
    else if (encoding === 'gb18030' && isSame()) emitLines(text, masked, bytes, out, encode);
    else emit(out, masked);
  };
  const takeLine = (own: Decoder, bytes: Uint8Array, out: Uint8Array[]): void => {
    let text: string | undefined;
    try {
      text = own.decode(bytes);
    } catch {
      report(options, 'line', { number: line, reason: broken() });
      const end = bytes.at(-1) === NEWLINE ? (bytes.at(-2) === 13 ? '\r\n' : '\n') : '';
      text = options.onError === 'skip' ? '' : options.hidden + end;
    }
    line++;
    emit(out, machine.push(text));
  };
  /** A line without an end in sight: what of it is complete in characters is masked at once. */
  const takeLong = (bytes: Uint8Array, isEnd: boolean, out: Uint8Array[]): void => {
    long ??= decoderOf(!options.isLossy);
    if (!isBroken) {
      try {
        emit(out, machine.push(long.decode(bytes, { stream: !isEnd })));
      } catch {
        isBroken = true;
        report(options, 'line', { number: line, reason: broken() });
        emit(out, machine.push(isEnd && bytes.at(-1) === NEWLINE ? `${FAILED}\n` : FAILED));
      }
    } else if (isEnd && bytes.at(-1) === NEWLINE) emit(out, machine.push('\n'));
    if (!isEnd) return;
    line++;
    long = undefined;
    isBroken = false;
  };
  const take = (bytes: Uint8Array, out: Uint8Array[]): void => {
    let rest = bytes;
    if (long !== undefined) {
      const next = rest.indexOf(NEWLINE);
      takeLong(next < 0 ? rest : rest.subarray(0, next + 1), next >= 0, out);
      if (next < 0) return;
      rest = rest.subarray(next + 1);
    }
    const end = rest.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      open.push(rest.subarray(0, end));
      takeBlock(join(open), out);
      open = [];
      size = 0;
      rest = rest.subarray(end);
    }
    if (rest.length === 0) return;
    if (options.isLive) {
      takeLong(rest, false, out);
      return;
    }
    open.push(rest);
    size += rest.length;
    if (size <= LONGEST_LINE) return;
    const part = join(open);
    open = [];
    size = 0;
    takeLong(part, false, out);
  };
  const begin = (out: Uint8Array[], isEnd: boolean): void => {
    const bytes = join(open);
    encoding ??= tellEncoding(bytes, isEnd);
    if (encoding === undefined) return;
    if (isUtf16(bytes)) throw new StreamProblem({ number: 1, reason: 'UTF-16; convert it to UTF-8 first' }, 'line');
    open = [];
    size = 0;
    isFirst = false;
    const hasBom = encoding === 'utf-8' && BOM.every((byte, i) => bytes[i] === byte);
    if (hasBom) out.push(bytes.subarray(0, BOM.length));
    take(hasBom ? bytes.subarray(BOM.length) : bytes, out);
  };
  return {
    push(chunk) {
      const out: Uint8Array[] = [];
      if (!isFirst) take(chunk, out);
      else if (chunk.length > 0) {
        open.push(chunk);
        size += chunk.length;
        if (size >= BOM.length) begin(out, false);
      }
      return out;
    },
    end() {
      const out: Uint8Array[] = [];
      if (isFirst && size > 0) begin(out, true);
      if (long !== undefined) takeLong(new Uint8Array(0), true, out);
      else if (size > 0) takeBlock(join(open), out);
      open = [];
      size = 0;
      emit(out, machine.end());
      return out;
    },
  };
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Undefined while there is too little to tell by. */
export function tellEncoding(bytes: Uint8Array, isEnd: boolean): Encoding | undefined {
  const first = bytes.findIndex((byte) => byte > 127);
  if (first < 0) return isEnd || bytes.length >= SAMPLE * 16 ? 'utf-8' : undefined;
  if (!isEnd && bytes.length - first < SAMPLE) return undefined;
  // A character at the end of the sample may be cut.
  const utf8 = new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    utf8.decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Lines in which nothing changed go as the bytes they were: encoders and decoders do not agree on every character. */
function emitLines(
  text: string,
  masked: string,
  bytes: Uint8Array,
  out: Uint8Array[],
  encode: (text: string) => Uint8Array,
): void {
  const before = text.split('\n');
  const after = masked.split('\n');
  if (before.length !== after.length) {
    out.push(encode(masked));
    return;
  }
  let from = 0;
  for (const [i, one] of after.entries()) {
    const next = bytes.indexOf(NEWLINE, from);
    const to = next < 0 ? bytes.length : next + 1;
    if (one === before[i]) out.push(bytes.subarray(from, to));
    else out.push(encode(i < after.length - 1 ? `${one}\n` : one));
    from = to;
  }
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
