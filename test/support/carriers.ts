/** Carriers written and read by others' rules: the platform's own parsers where there are some. */

export interface Carrier {
  readonly name: string;
  readonly encode: (text: string) => string;
  readonly decode: (text: string) => string;
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const CARRIERS: readonly Carrier[] = [
  { name: 'JSON string', encode: json, decode: fromJson },
  { name: 'JSON in ASCII', encode: asciiJson, decode: fromJson },
  { name: 'JSON in JSON', encode: (text) => json(json(text)), decode: (text) => fromJson(fromJson(text)) },
  {
    name: 'JSON in ASCII in JSON',
    encode: (text) => json(asciiJson(text)),
    decode: (text) => fromJson(fromJson(text)),
  },
  { name: 'percent', encode: encodeURIComponent, decode: decodeURIComponent },
  {
    name: 'hex bytes',
    // nginx, log_format escape=default: quotes, backslashes, controls and bytes from 127 on.
    encode: (text) =>
      bytesOf(text, (byte, char) => (byte < 32 || byte > 126 || byte === 34 || byte === 92 ? `\\x${hex(byte)}` : char)),
    decode: (text) => readBytes(text, /\\x([0-9A-F]{2})/g, 16),
  },
  {
    name: 'decimal entities',
    encode: (text) => [...text].map((one) => (isAscii(one) ? one : `&#${one.codePointAt(0)};`)).join(''),
    decode: (text) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  },
  {
    name: 'hex entities',
    encode: (text) => [...text].map((one) => (isAscii(one) ? one : `&#x${one.codePointAt(0)?.toString(16)};`)).join(''),
    decode: (text) =>
      text.replace(/&#(?:x([0-9a-f]+)|(\d+));/g, (_, code: string | undefined, decimal: string | undefined) =>
        String.fromCodePoint(code === undefined ? Number(decimal) : Number.parseInt(code, 16)),
      ),
  },
  {
    name: 'octal bytes',
    // rsyslog: control characters, and with EscapeNonASCII all bytes from 128 on.
    encode: (text) =>
      bytesOf(text, (byte, char) => (byte < 32 || byte > 126 ? `#${byte.toString(8).padStart(3, '0')}` : char)),
    decode: (text) => readBytes(text, /#([0-3][0-7]{2})/g, 8),
  },
];

/** The inside of a JSON string: its quotes would be new neighbours for the value. */
function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What `json.dumps` of Python writes by default. */
function asciiJson(text: string): string {
  return json(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fromJson(inside: string): string {
  const value: unknown = JSON.parse(`"${inside}"`);
  if (typeof value !== 'string') throw new TypeError('no JSON string');
  return value;
}

function isAscii(character: string): boolean {
  return character >= ' ' && character <= '~';
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function bytesOf(text: string, write: (byte: number, char: string) => string): string {
  let out = '';
  for (const byte of utf8.encode(text)) out += write(byte, String.fromCharCode(byte));
  return out;
}

/** Turns the escapes back into bytes, everything else into its own, and reads the whole as UTF-8. */
function readBytes(text: string, pattern: RegExp, base: number): string {
  const bytes: number[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    bytes.push(...utf8.encode(text.slice(from, match.index)), Number.parseInt(match[1] ?? '', base));
    from = match.index + match[0].length;
  }
  bytes.push(...utf8.encode(text.slice(from)));
  return fromUtf8.decode(Uint8Array.from(bytes));
}
