/**
 * Writing GB18030: the inverse of the decoder at hand, so that what was read and not masked is written as it was. Libraries
 * carry tables of their own, which differ from those of Node and browsers in some 18 characters.
 */

/** What browsers, edge runtimes and Node all have. */
const platform = globalThis as unknown as {
  readonly TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };
};

/** GB 18030-2005, four bytes: what is outside the basic plane begins here, in order. */
const ASTRAL = 0x9030_8130;
const REPLACEMENT = 0xfffd;

/** By unit: its bytes as one number, 0 where there are none. */
let table: Uint32Array | undefined;

/** Lone surrogates, and 19 points for private use that nothing decodes to, are written as U+FFFD. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= build();
  const bytes = new Uint8Array(text.length * 4);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128) {
      bytes[size++] = unit;
      continue;
    }
    const point = text.codePointAt(i) as number; // i < text.length
    if (point > 0xffff) i++;
    const code = point > 0xffff ? fourBytes(point - 0x10000, ASTRAL) : table[point] || (table[REPLACEMENT] as number);
    if (code > 0xffff) {
      bytes[size++] = code >>> 24;
      bytes[size++] = (code >>> 16) & 255;
    }
    bytes[size++] = (code >>> 8) & 255;
    bytes[size++] = code & 255;
  }
  return bytes.subarray(0, size);
}

/** The code `index` places behind `first`: the bytes count 10, 126, 10 and 126 values. */
function fourBytes(index: number, first: number): number {
  const last = (first & 255) - 0x30;
  const total = index + last;
  const d = 0x30 + (total % 10);
  const c = ((first >>> 8) & 255) - 0x81 + Math.floor(total / 10);
  const b = ((first >>> 16) & 255) - 0x30 + Math.floor(c / 126);
  const a = (first >>> 24) - 0x81 + Math.floor(b / 10);
  return (((0x81 + a) << 24) | ((0x30 + (b % 10)) << 16) | ((0x81 + (c % 126)) << 8) | d) >>> 0;
}

/** Decodes all codes of two bytes and all of four that stand for units of the basic plane. */
function build(): Uint32Array {
  const codes = new Uint32Array(65_536);
  const decoder = new platform.TextDecoder('gb18030');
  // Four bytes first: where a character has both, it is written in two.
  const four = new Uint8Array(4 * 10 * 126 * 10 * 4);
  let size = 0;
  for (let a = 0x81; a <= 0x84; a++)
    for (let b = 0x30; b <= 0x39; b++)
      for (let c = 0x81; c <= 0xfe; c++)
        for (let d = 0x30; d <= 0x39; d++) {
          four.set([a, b, c, d], size);
          size += 4;
        }
  fill(codes, decoder, four, 4);
  const two = new Uint8Array(126 * 190 * 2);
  size = 0;
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) {
      if (b === 0x7f) continue;
      two.set([a, b], size);
      size += 2;
    }
  fill(codes, decoder, two, 2);
  return codes;
}

function fill(
  codes: Uint32Array,
  decoder: { decode(bytes: Uint8Array): string },
  bytes: Uint8Array,
  width: number,
): void {
  for (let at = 0; at < bytes.length; at += width) {
    const one = bytes.subarray(at, at + width);
    const text = decoder.decode(one);
    const unit = text.charCodeAt(0);
    if (text.length !== 1 || (unit === REPLACEMENT && width === 2)) continue;
    let code = 0;
    for (const byte of one) code = code * 256 + byte;
    // The first code of a character is the one encoders use.
    if (width === 2 ? (codes[unit] as number) > 0xffff || codes[unit] === 0 : codes[unit] === 0) codes[unit] = code;
  }
}
