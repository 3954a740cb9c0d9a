/** Just enough of Node's Buffer to copy a string in one native call; browsers and edge runtimes go without. */
interface NativeWriter {
  write(text: string, offset: number, length: number, encoding: 'utf16le'): number;
}
interface NativeBuffers {
  from(memory: ArrayBufferLike): NativeWriter;
}

/** Below this many units a loop is as quick as a native call. */
const SHORT = 24;

/** Zero units behind the text: who looks a little further than its end shall not see what an earlier text left there. */
const CUSHION = 8;

/** A growing array of UTF-16 units. Reading a typed array costs a quarter of `charCodeAt`, and one native copy fills it. */
export interface UnitBuffer {
  units: Uint16Array;
  writer: NativeWriter | undefined;
}

export function createUnitBuffer(): UnitBuffer {
  return { units: new Uint16Array(0), writer: undefined };
}

/** Copies `text[start, end)` to the front of the buffer and ends it with zero units. */
export function loadUnits(buffer: UnitBuffer, text: string, start: number, end: number): void {
  const length = end - start;
  if (buffer.units.length < length + CUSHION) grow(buffer, length + CUSHION);
  const units = buffer.units;
  if (buffer.writer !== undefined && length > SHORT) {
    const part = start === 0 && end === text.length ? text : text.slice(start, end);
    buffer.writer.write(part, 0, length * 2, 'utf16le');
  } else {
    for (let i = 0; i < length; i++) units[i] = text.charCodeAt(start + i);
  }
  for (let i = length; i < length + CUSHION; i++) units[i] = 0;
}

function grow(buffer: UnitBuffer, length: number): void {
  buffer.units = new Uint16Array(Math.max(1024, length + (length >> 1) + 1));
  const native = (globalThis as { Buffer?: NativeBuffers }).Buffer;
  buffer.writer = native !== undefined && isLittleEndian() ? native.from(buffer.units.buffer) : undefined;
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
