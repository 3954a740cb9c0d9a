/** The one place that knows fflate. */

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** Compressed bytes given at a time: a bomb is noticed before it has grown by more than some megabytes. */
const STEP = 16_384;

/** Inflates to exactly `size` bytes; undefined when the data is damaged or of another size. */
export function inflate(data: Uint8Array, size: number): Uint8Array | undefined {
  const out = new Uint8Array(size);
  let length = 0;
  let isDone = false;
  const stream = new Inflate((chunk, isFinal) => {
    if (length + chunk.length > size) throw new RangeError();
    out.set(chunk, length);
    length += chunk.length;
    isDone ||= isFinal;
  });
  try {
    for (let at = 0; at < data.length; at += STEP) {
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
    }
  } catch {
    return undefined;
  }
  return isDone && length === size ? out : undefined;
}

export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 6 });
}

/** The text of UTF-8 bytes; undefined for bytes that are not. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let text: string;
  try {
    text = (hasMark ? '\ufeff' : '') + strFromU8(hasMark ? bytes.subarray(3) : bytes);
  } catch {
    return undefined;
  }
  if (!text.includes('\ufffd')) return text;
  // Either somebody wrote U+FFFD, or something was lost.
  const again = strToU8(text);
  return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]) ? text : undefined;
}

export function encodeUtf8(text: string): Uint8Array {
  return strToU8(text);
}
