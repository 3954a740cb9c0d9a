/**
 * Carriers: the encodings a value travels in. A view holds the decoded text and where each unit came from, so that a
 * value is found as if it were written plainly and its mask goes back in the carrier it came in.
 *
 *   JSON      \u9648 \n \" \\        RFC 8259 section 7
 *   percent   %E9%99%88              RFC 3986 section 2.1, as UTF-8
 *   hex       \xE9\x99\x88           nginx log_format escape=default
 *   entity    &#38472; &#x9648;      HTML numeric character references
 *   octal     #011 #351#231#210      rsyslog, control and 8-bit characters
 */

const NONE = 0;
const JSON_ESCAPE = 1;
const PERCENT = 2;
const HEX = 3;
const ENTITY = 4;
const OCTAL = 5;

/** Escapes inside escapes, as in JSON in JSON in a log line. */
const DEEPEST = 4;

export interface View {
  readonly text: string;
  /** For each unit of `text`, and one past the last, where it starts in the text that was decoded. */
  readonly source: Int32Array;
  /** For each unit of `text`, the carrier it came in. */
  readonly carrier: Uint8Array;
  /** The view this one was decoded from; none when that is the caller's text. */
  readonly outer: View | undefined;
}

/** What one escape sequence stands for; filled by `decodeAt`. */
interface Escape {
  carrier: number;
  codePoint: number;
  length: number;
}

/** Decodes until nothing is left to decode; undefined when there is no escape at all. */
export function openCarriers(text: string): View | undefined {
  let view: View | undefined;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = openOnce(view === undefined ? text : view.text, view);
    if (inner === undefined) return view;
    view = inner;
  }
  return view;
}

/** Where a position of the view stands in the caller's text. */
export function sourceOf(view: View | undefined, at: number): number {
  let position = at;
  for (let v = view; v !== undefined; v = v.outer) position = v.source[position] as number;
  return position;
}

/** Writes the replacement of `view.text[start, end)` in the carriers that the value came in. */
export function closeCarriers(view: View | undefined, start: number, end: number, replacement: string): string {
  let text = replacement;
  let from = start;
  let to = end;
  for (let v = view; v !== undefined; v = v.outer) {
    let carrier = NONE;
    for (let i = from; i < to && carrier === NONE; i++) carrier = v.carrier[i] as number;
    text = encode(text, carrier);
    from = v.source[from] as number;
    to = v.source[to] as number;
  }
  return text;
}

/** Reports whether an escape worth decoding starts at `at`. */
export function isEscapeAt(units: Uint16Array, at: number, length: number): boolean {
  if (units[at] === 92) {
    let next = at + 1;
    while (next < length && next - at < DEEPEST * 2 && units[next] === 92) next++;
    const letter = units[next];
    // `\"`: three levels deep, one quote is seven backslashes long and no label reaches over it; and a number in JSON in
    // JSON has to get its quotes at the right level.
    if (letter === 34 || letter === 110 || letter === 114 || letter === 116) return true;
    if (letter === 117) return hexAt((i) => units[i] as number, next + 1, 4) >= 0;
    if (letter === 120) return hexAt((i) => units[i] as number, next + 1, 2) >= 0;
    return false;
  }
  // `\x` and `%` bytes are judged together with their neighbours when the view is made.
  const next = units[at + 1] as number;
  if (units[at] === 37) return hexAt((i) => units[i] as number, at + 1, 2) >= 0;
  if (units[at] === 38) return next === 35;
  return next === 48 || next === 50 || next === 51;
}

function openOnce(text: string, outer: View | undefined): View | undefined {
  let at = nextEscape(text, 0);
  if (at < 0) return undefined;
  const sequence: Escape = { carrier: NONE, codePoint: 0, length: 0 };
  const source = new Int32Array(text.length + 1);
  const carrier = new Uint8Array(text.length);
  let decoded = '';
  let count = 0;
  let from = 0;
  let found = false;
  while (at >= 0) {
    if (!decodeAt(text, at, sequence)) {
      at = nextEscape(text, at + 1);
      continue;
    }
    found = true;
    decoded += text.slice(from, at);
    for (let i = from; i < at; i++) source[count++] = i;
    const piece = String.fromCodePoint(sequence.codePoint);
    for (let i = 0; i < piece.length; i++) {
      carrier[count] = sequence.carrier;
      // Both halves of a pair start where the escape starts; a cut between them is never asked for.
      source[count++] = at;
    }
    decoded += piece;
    from = at + sequence.length;
    at = nextEscape(text, from);
  }
  if (!found) return undefined;
  decoded += text.slice(from);
  for (let i = from; i < text.length; i++) source[count++] = i;
  source[count] = text.length;
  return { text: decoded, source: source.subarray(0, count + 1), carrier: carrier.subarray(0, count), outer };
}

function nextEscape(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 92 || unit === 37 || unit === 38 || unit === 35) return i;
  }
  return -1;
}

function decodeAt(text: string, at: number, into: Escape): boolean {
  const read = (i: number): number => text.charCodeAt(i);
  switch (read(at)) {
    case 92:
      return decodeBackslash(text, read, at, into);
    case 37:
      return decodeBytes(read, at, 37, 0, PERCENT, into);
    case 38:
      return decodeEntity(text, at, into);
    default:
      return decodeOctal(read, at, into);
  }
}

function decodeBackslash(text: string, read: (i: number) => number, at: number, into: Escape): boolean {
  const letter = text[at + 1];
  const simple = { n: 10, r: 13, t: 9, b: 8, f: 12, '"': 34, '/': 47, '\\': 92 }[letter ?? ''];
  if (simple !== undefined) return set(into, JSON_ESCAPE, simple, 2);
  if (letter === 'x') return decodeBytes(read, at, 92, 120, HEX, into);
  if (letter !== 'u') return false;
  const high = hexAt(read, at + 2, 4);
  if (high < 0) return false;
  if (high >= 0xd800 && high < 0xdc00 && read(at + 6) === 92 && read(at + 7) === 117) {
    const low = hexAt(read, at + 8, 4);
    if (low >= 0xdc00 && low < 0xe000)
      return set(into, JSON_ESCAPE, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 12);
  }
  return set(into, JSON_ESCAPE, high, 6);
}

/** Bytes written as `%E9` or `\xE9`: one UTF-8 sequence, shortest form only. */
function decodeBytes(
  read: (i: number) => number,
  at: number,
  lead: number,
  second: number,
  carrier: number,
  into: Escape,
): boolean {
  const skip = second === 0 ? 1 : 2;
  const width = skip + 2;
  const byteAt = (k: number): number => {
    const from = at + k * width;
    return read(from) === lead && (second === 0 || read(from + 1) === second) ? hexAt(read, from + skip, 2) : -1;
  };
  return decodeUtf8(byteAt, width, carrier, into);
}

function decodeUtf8(byteAt: (k: number) => number, width: number, carrier: number, into: Escape): boolean {
  const first = byteAt(0);
  // No encoder escapes letters and digits: `100%25` is text, and so is `5%15902714683`.
  if (first < 0x80) return first >= 0 && isEscapedAscii(first) && set(into, carrier, first, width);
  const extra = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4) return false;
  let codePoint = first & (0x3f >> extra);
  for (let k = 1; k <= extra; k++) {
    const byte = byteAt(k);
    if (byte < 0x80 || byte > 0xbf) return false;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  const shortest = extra === 3 ? 0x10000 : extra === 2 ? 0x800 : 0x80;
  if (codePoint < shortest || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint < 0xe000)) return false;
  return set(into, carrier, codePoint, width * (extra + 1));
}

function decodeEntity(text: string, at: number, into: Escape): boolean {
  if (text[at + 1] !== '#') return false;
  const hex = text[at + 2] === 'x' || text[at + 2] === 'X';
  const from = at + (hex ? 3 : 2);
  let codePoint = 0;
  let i = from;
  for (; i < from + 7; i++) {
    const digit = hexValue(text.charCodeAt(i));
    if (digit < 0 || (!hex && digit > 9)) break;
    codePoint = codePoint * (hex ? 16 : 10) + digit;
  }
  if (i === from || text[i] !== ';' || codePoint === 0 || codePoint > 0x10ffff) return false;
  return set(into, ENTITY, codePoint, i + 1 - at);
}

function decodeOctal(read: (i: number) => number, at: number, into: Escape): boolean {
  const byteAt = (k: number): number => {
    const from = at + k * 4;
    if (read(from) !== 35) return -1;
    let value = 0;
    for (let i = 1; i <= 3; i++) {
      const digit = read(from + i) - 48;
      if (!(digit >= 0 && digit <= 7)) return -1;
      value = value * 8 + digit;
    }
    return value;
  };
  const first = byteAt(0);
  if (first === 9 || first === 10 || first === 13) return set(into, OCTAL, first, 4);
  return first >= 0xc2 && first < 0x100 && decodeUtf8(byteAt, 4, OCTAL, into);
}

function isEscapedAscii(byte: number): boolean {
  if (byte === 9 || byte === 10 || byte === 13) return true;
  const isWordCharacter = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
  return byte >= 32 && byte < 127 && !isWordCharacter;
}

function set(into: Escape, carrier: number, codePoint: number, length: number): true {
  into.carrier = carrier;
  into.codePoint = codePoint;
  into.length = length;
  return true;
}

function hexAt(read: (i: number) => number, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = hexValue(read(i));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function hexValue(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  if (unit >= 97 && unit <= 102) return unit - 87;
  if (unit >= 65 && unit <= 70) return unit - 55;
  return -1;
}

function encode(text: string, carrier: number): string {
  if (carrier === NONE) return text;
  let out = '';
  for (const character of text) out += encodeCharacter(character, carrier);
  return out;
}

function encodeCharacter(character: string, carrier: number): string {
  const codePoint = character.codePointAt(0) as number;
  const isPlain = codePoint < 128 && codePoint >= 32;
  switch (carrier) {
    case JSON_ESCAPE:
      if (character === '"' || character === '\\') return `\\${character}`;
      if (isPlain) return character;
      return [...unitsOf(character)].map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
    case PERCENT:
      return isPlain && !'%&=+#<>"? '.includes(character)
        ? character
        : bytesOf(codePoint)
            .map((byte) => `%${upperHex(byte)}`)
            .join('');
    case HEX:
      return isPlain && character !== '"' && character !== '\\'
        ? character
        : bytesOf(codePoint)
            .map((byte) => `\\x${upperHex(byte)}`)
            .join('');
    case ENTITY:
      return isPlain && !'&<>"'.includes(character) ? character : `&#${codePoint};`;
    default:
      return isPlain
        ? character
        : bytesOf(codePoint)
            .map((byte) => `#${byte.toString(8).padStart(3, '0')}`)
            .join('');
  }
}

function* unitsOf(character: string): Generator<number> {
  for (let i = 0; i < character.length; i++) yield character.charCodeAt(i);
}

function upperHex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** UTF-8 bytes of a code point; a lone surrogate becomes U+FFFD as every encoder does. */
function bytesOf(given: number): number[] {
  const codePoint = given >= 0xd800 && given < 0xe000 ? 0xfffd : given;
  if (codePoint < 0x80) return [codePoint];
  if (codePoint < 0x800) return [0xc0 | (codePoint >> 6), 0x80 | (codePoint & 63)];
  if (codePoint < 0x10000) return [0xe0 | (codePoint >> 12), 0x80 | ((codePoint >> 6) & 63), 0x80 | (codePoint & 63)];
  return [
    0xf0 | (codePoint >> 18),
    0x80 | ((codePoint >> 12) & 63),
    0x80 | ((codePoint >> 6) & 63),
    0x80 | (codePoint & 63),
  ];
}
