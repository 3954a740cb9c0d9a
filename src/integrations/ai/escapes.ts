/**
 * How JSON, Markdown, HTML and URLs write characters: a cursor reads a text whichever way they are written, and values are spelt as
 * the placeholders were that they replace.
 */

export type Carrier = '' | 'json' | 'percent' | 'other';

/** Characters that are read as those in the same place below. */
const ODD = '＜《〈＞》〉＿－\u3000\u00a0０１２３４５６７８９';
const PLAIN = '<<<>>>_-  0123456789';
/** One character as JSON, Markdown, HTML or a URL may write it. */
const ESCAPE =
  /(\\{1,16})u([0-9a-f]{4})|&(lt|gt);|&#(?:(\d{2,7})|x([0-9a-f]{2,6}));|(?:%|\\x)([0-9a-f]{2})|\\{1,16}([<>_＜＞《》＿])/iy;
const PARTIAL = /(?:\\{1,16}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&(?:l|g|lt|gt|#(?:\d{0,7}|x[0-9a-f]{0,6}))?|%[0-9a-f]?)$/iy;
const QUOTE = /\\{0,15}"/y;
const SLASHES = /\\{1,16}$/y;

/** Reads a text character by character, whichever way they are written, and knows when it would need more of it. */
export class Cursor {
  readonly text: string;
  readonly isLast: boolean;
  at: number;
  ranOut = false;
  carrier: Carrier = '';
  slashes = 0;
  /** The character at hand stands behind a backslash, as Markdown has it. */
  isEscaped = false;
  #width = 1;
  #carrier: Carrier = '';
  #slashes = 0;

  constructor(text: string, at: number, isLast: boolean) {
    this.text = text;
    this.at = at;
    this.isLast = isLast;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character at hand; '' at the end. */
  peek(): string {
    this.isEscaped = false;
    this.#width = 1;
    this.#carrier = '';
    const character = this.text[this.at];
    if (character === undefined) {
      this.ranOut ||= !this.isLast;
      return '';
    }
    if (character !== '\\' && character !== '&' && character !== '%') return fold(character);
    return this.#escape(character);
  }

  step(): void {
    this.at += this.#width;
    // How what follows is written is how the value is: the first escape says so.
    if (this.carrier === '' && this.#carrier !== '') {
      this.carrier = this.#carrier;
      this.slashes = this.#slashes;
    }
  }

  spaces(): void {
    for (let i = 0; i < 2 && this.peek() === ' '; i++) this.step();
  }

  /** A quote with its backslashes; '' where there is none. */
  quote(): string {
    const { text, at } = this;
    const [quote = ''] = matchAt(QUOTE, text, at) ?? [];
    if (quote === '' && !this.isLast && matchAt(SLASHES, text, at) !== null) this.ranOut = true;
    this.at += quote.length;
    return quote;
  }

  follows(part: string): boolean {
    const { text, at } = this;
    const next = text.slice(at, at + part.length);
    if (next.length < part.length && !this.isLast && part.startsWith(next)) this.ranOut = true;
    if (next !== part) return false;
    this.at += part.length;
    return true;
  }

  /** What cannot be read is the character as it stands, which begins no part of a placeholder. */
  #escape(character: string): string {
    const { text, at } = this;
    const match = matchAt(ESCAPE, text, at);
    if (match === null) {
      this.ranOut ||= !this.isLast && matchAt(PARTIAL, text, at) !== null;
      return character;
    }
    const [{ length }, slashes = '', unit, angle, decimal, hex, byte, plain] = match;
    this.#width = length;
    if (unit !== undefined) {
      this.#carrier = 'json';
      this.#slashes = slashes.length;
      return fold(String.fromCharCode(Number.parseInt(unit, 16)));
    }
    if (angle !== undefined) return angle.toLowerCase() === 'lt' ? '<' : '>';
    if (plain !== undefined) {
      this.isEscaped = true;
      return fold(plain);
    }
    if (byte !== undefined) return this.#bytes(character, Number.parseInt(byte, 16), length);
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    this.#carrier = 'other';
    return codePoint > 0x10ffff ? character : fold(String.fromCodePoint(codePoint));
  }

  /** A character of UTF-8, written byte by byte. */
  #bytes(character: string, first: number, width: number): string {
    const { text, at } = this;
    const size = width * (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1);
    const bytes = text.slice(at, at + size);
    if (bytes.length < size) {
      this.ranOut ||= !this.isLast;
      return character;
    }
    try {
      const decoded = decodeURIComponent(bytes.replace(/\\x/gi, '%'));
      this.#width = size;
      this.#carrier = width === 3 ? 'percent' : 'other';
      return fold(decoded);
    } catch {
      return character;
    }
  }
}

/** A value as its placeholder was written, `source` being how it was itself; undefined where it cannot be. */
export function spell(
  text: string,
  source: string,
  { carrier, slashes }: { readonly carrier: Carrier; readonly slashes: number },
  json: boolean,
): string | undefined {
  try {
    if (carrier !== '' && source !== text) return deepen(source, slashes);
    if (carrier === 'percent') return encodeURIComponent(text);
    if (carrier === 'json') return escapeJson(text, slashes);
    return json ? inString(text) : text;
  } catch {
    return undefined; // a half of a pair cannot be written into a URL
  }
}

/** What an expression with `g` or `y` finds from there on, or there. */
export function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

function fold(character: string): string {
  return PLAIN[ODD.indexOf(character)] ?? character;
}

/** As it stands within a string of JSON. */
function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What was escaped so before and stands within more strings now. */
function deepen(source: string, slashes: number): string {
  let before = 0;
  for (const { 0: run, index } of source.matchAll(/\\+/g))
    if (source[index + run.length] === 'u') before = Math.max(before, run.length);
  let out = source;
  for (let at = before; at > 0 && at < slashes; at <<= 1) out = inString(out);
  return out;
}

/** As JSON writes a text in ASCII, within as many strings as the backslashes say: one, two, four … of them. */
function escapeJson(text: string, slashes: number): string {
  let out = inString(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  for (let depth = slashes; depth > 1; depth >>= 1) out = inString(out);
  return out;
}
