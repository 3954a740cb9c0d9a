/** Bodies by their content type: masked whole, or as they stream by; what cannot be masked is a notice of its form. */

import { FAILED } from '../../errors.ts';
import type { Redactor } from '../../record/index.ts';
import { createShell } from '../../stream/options.ts';
import { createEventSieve, type Sieve } from './events.ts';

export type { Sieve } from './events.ts';

/** How a body is read. `any` has no content type, and is JSON or text. */
export type Format = 'json' | 'ndjson' | 'events' | 'csv' | 'text' | 'any';

export interface Form {
  readonly format: Format;
  /** `ascii` stands for the many that only agree on it; `unknown` for those that cannot be read. */
  readonly charset: 'utf-8' | 'gb18030' | 'ascii' | 'unknown';
}

const TYPES: readonly (readonly [Format, RegExp])[] = [
  ['ndjson', /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|stream\+json)$/],
  ['events', /^text\/event-stream$/],
  ['json', /^(?:application|text)\/json$|\+json$/],
  ['csv', /^text\/(?:csv|tab-separated-values)$/],
  [
    'text',
    /^text\/|\+xml$|^application\/(?:xml|xml-dtd|x-www-form-urlencoded|(?:x-)?javascript|ecmascript|(?:x-)?yaml|json-seq|sql|graphql|x-sh|rtf)$|^multipart\/(?:mixed|byteranges)$|^message\//,
  ],
];

/** What WHATWG calls binary: no text has these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/;
/** So much is looked at. */
const SNIFFED = 1445;
const ASCII = /^[\t\n\f\r\x20-\x7e]*$/;

/** How a body of this type is masked; undefined for what is not looked into: images, archives, bytes. */
export function formOf(type: unknown, first?: Uint8Array): Form | undefined {
  const given = String(Array.isArray(type) ? type[0] : (type ?? '')).toLowerCase();
  const name = given.split(';', 1)[0]?.trim() ?? '';
  if (name === '') {
    const isBinary = first !== undefined && BINARY.test(Buffer.from(first.subarray(0, SNIFFED)).toString('latin1'));
    return isBinary ? undefined : { format: 'any', charset: 'utf-8' };
  }
  const format = TYPES.find(([, pattern]) => pattern.test(name))?.[0];
  return format === undefined ? undefined : { format, charset: charsetOf(given) };
}

function charsetOf(type: string): Form['charset'] {
  const [, label = 'utf-8'] = /;\s*charset\s*=\s*["']?([^"';\s]+)/.exec(type) ?? [];
  if (/^utf-?8$/.test(label)) return 'utf-8';
  if (/^(?:gb18030|gbk|gb2312|gb_2312-80|x-gbk|cp936)$/.test(label)) return 'gb18030';
  return /^(?:us-ascii|ascii|latin1|iso-8859-\d+|windows-125\d)$/.test(label) ? 'ascii' : 'unknown';
}

/** What stands for a body, or for what is left of it. */
export function noticeOf({ format }: Form): Buffer {
  if (format === 'json') return Buffer.from(JSON.stringify(FAILED));
  if (format === 'ndjson') return Buffer.from(`${JSON.stringify(FAILED)}\n`);
  return Buffer.from(format === 'events' ? `data: ${FAILED}\n\n` : FAILED);
}

/** A body that is there as a whole, masked; the same reference where nothing was found. Does not throw. */
export function maskBytes(redactor: Redactor, form: Form, bytes: Uint8Array): Uint8Array {
  try {
    if (form.charset === 'unknown' || (form.charset === 'ascii' && !isAscii(bytes))) return noticeOf(form);
    const isText = form.format === 'json' || form.format === 'text' || form.format === 'any';
    if (isText && form.charset !== 'gb18030') {
      const text = decode(bytes);
      if (text !== undefined) {
        const masked = maskPlain(redactor, form, text);
        return masked === text ? bytes : Buffer.from(masked);
      }
      // Broken lines of a text are hidden; a broken JSON is none.
      if (form.format === 'json') return noticeOf(form);
    }
    const sieve = createSieve(redactor, form, false);
    const masked = Buffer.concat([...sieve.push(bytes), ...sieve.end()]);
    return masked.equals(bytes) ? bytes : masked;
  } catch {
    return noticeOf(form);
  }
}

/** As `maskBytes`, of a string. */
export function maskString(redactor: Redactor, { format }: Form, text: string): string {
  const form: Form = { format, charset: 'utf-8' };
  const bytes = Buffer.from(text);
  const masked = maskBytes(redactor, form, bytes);
  return masked === bytes ? text : Buffer.from(masked).toString();
}

function maskPlain(redactor: Redactor, { format }: Form, text: string): string {
  // What stands before JSON makes it none.
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const body = from === 0 ? text : text.slice(from);
  const masked = format === 'text' ? redactor.redact(body) : redactor.redactJson(body);
  return masked === body ? text : text.slice(0, from) + masked;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return ASCII.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** For a body in pieces. What breaks becomes a notice, and nothing comes after it. */
export function createSieve(redactor: Redactor, form: Form, isLive = true): Sieve {
  let inner: Sieve | undefined;
  let isBroken = false;
  const guarded = (work: (sieve: Sieve) => Uint8Array[]): Uint8Array[] => {
    if (isBroken) return [];
    try {
      inner ??= innerSieve(redactor, form, isLive);
      return work(inner);
    } catch {
      isBroken = true;
      return [noticeOf(form)];
    }
  };
  return {
    push: (bytes) =>
      guarded((sieve) => {
        if (form.charset === 'unknown' || (form.charset === 'ascii' && !isAscii(bytes))) throw new TypeError(FAILED);
        return sieve.push(bytes);
      }),
    end: () => guarded((sieve) => sieve.end()),
  };
}

function innerSieve(redactor: Redactor, { format, charset }: Form, isLive: boolean): Sieve {
  if (format === 'events') return createEventSieve(redactor);
  const options = { redactor, encoding: charset === 'gb18030' ? charset : ('utf-8' as const) };
  const isText = format === 'text' || format === 'any';
  const shell = isText ? createShell('text', { ...options, live: isLive }) : createShell(format, options);
  return {
    // They may keep it until its line is complete, and whoever wrote it may write over it.
    push: (bytes) => shell.bytes(Uint8Array.from(bytes)),
    end: () => [...shell.end().bytes],
  };
}

/** A sieve by which nothing passes but the one text. */
export function createStopper(notice: Uint8Array): Sieve {
  let isSaid = false;
  const say = (): Uint8Array[] => {
    if (isSaid || notice.length === 0) return [];
    isSaid = true;
    return [notice];
  };
  return { push: say, end: say };
}
