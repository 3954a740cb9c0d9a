/** The split theorem for what streams are made of: lines, NDJSON, JSON, tables; strings and bytes; Web and Node shells. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/index.ts';
import * as node from '../../src/stream/node.ts';
import { createShell, type Format } from '../../src/stream/options.ts';
import * as web from '../../src/stream/web.ts';
import { encodeGb18030 } from '../../src/text/gb18030.ts';
import { check, RUNS } from '../support/check.ts';
import { parseGolden } from '../support/golden.ts';
import { text, token } from '../support/tokens.ts';

const redactor = createRedactor();
const TITLES = ['收货人', '手机号', '地址', '备注', 'orderNo', 'name', '商品', '金额', 'receiver.phone', 'x'];

const cell = fc.array(token, { maxLength: 3 }).map((parts) => parts.join(''));
const quoted = cell.map((value) => `"${value.replaceAll('"', '""')}"`);
const plainCell = cell.map((value) => value.replace(/["\r\n,;|\t]/gu, ''));
const lineEnd = fc.constantFrom('\n', '\r\n', '\n', '\r');
const row = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 4, arbitrary: plainCell }, { weight: 3, arbitrary: quoted }, { weight: 1, arbitrary: cell }),
      { maxLength: 5 },
    ),
    lineEnd,
  )
  .map(([cells, end]) => cells.join(',') + end);
const table = fc
  .tuple(fc.array(fc.constantFrom(...TITLES), { maxLength: 5 }), fc.array(row, { maxLength: 6 }))
  .map(([titles, rows]) => (titles.length === 0 ? '' : `${titles.join(',')}\n`) + rows.join(''));

const value = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom(...TITLES), text), { maxLength: 4 })
    .map((entries) => JSON.stringify(Object.fromEntries(entries))),
  fc.array(fc.oneof(text, fc.constantFrom(1, 15902714683, null)), { maxLength: 4 }).map((list) => JSON.stringify(list)),
  text.map((one) => JSON.stringify(one)),
  fc.constantFrom('15902714683', 'null', '[]', '{}', '"a', '{"a":', 'x'),
);
const ndjson = fc
  .array(fc.tuple(value, lineEnd), { maxLength: 5 })
  .map((lines) => lines.map(([one, end]) => one + end).join(''));
const json = fc.oneof(
  { weight: 3, arbitrary: fc.array(value, { maxLength: 4 }).map((list) => `[${list.join(' , ')}]`) },
  { weight: 1, arbitrary: ndjson },
  { weight: 1, arbitrary: fc.array(value, { maxLength: 4 }).map((list) => ` [ ${list.join(',')}`) },
);
const lines = fc
  .array(fc.tuple(text, lineEnd), { maxLength: 6 })
  .map((all) => all.map(([one, end]) => one + end).join(''));

const INPUTS: readonly (readonly [Format, fc.Arbitrary<string>])[] = [
  ['text', lines],
  ['lines', lines],
  ['ndjson', ndjson],
  ['json', json],
  ['csv', table],
];
const ENCODERS = {
  'utf-8': (one: string) => new TextEncoder().encode(one),
  gb18030: encodeGb18030,
} as const;

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
/** From all kinds. */
const GOLDEN = readdirSync(CASES)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => parseGolden(readFileSync(join(CASES, name), 'utf8')).cases.slice(0, 13))
  .map((one) => one.text);

/** A golden text as it would stand in the format. */
function dress(format: Format, one: string): string {
  if (format === 'ndjson') return `{"备注":${JSON.stringify(one)}}\n`;
  if (format === 'json') return `[{"备注":${JSON.stringify(one)}},1]`;
  return format === 'csv' ? `"备注",x\n"${one.replaceAll('"', '""')}",1\n` : `${one}\n`;
}

type Own = { readonly redactor: Redactor };
interface Shells {
  readonly iterate: (source: Iterable<string>, options: Own) => AsyncIterable<string>;
  readonly transform: (options: Own) => web.MaskingStream;
  readonly piped: (options: Own) => Transform;
}
const SHELLS: Readonly<Record<Format, Shells>> = {
  text: { iterate: web.redactText, transform: web.redactText, piped: node.redactText },
  lines: { iterate: web.redactLines, transform: web.redactLines, piped: node.redactLines },
  ndjson: { iterate: web.redactNdjson, transform: web.redactNdjson, piped: node.redactNdjson },
  json: { iterate: web.redactJsonStream, transform: web.redactJsonStream, piped: node.redactJsonStream },
  csv: { iterate: web.redactCsv, transform: web.redactCsv, piped: node.redactCsv },
};

const sizes = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 300 })), {
  minLength: 1,
  maxLength: 6,
});
const onError = fc.constantFrom('mask', 'skip', 'text' as const);

describe.each(INPUTS)('%s', (format, input) => {
  it('comes out the same however it is cut', () => {
    check(
      fc.property(input, sizes, onError, (given, cuts, handling) => {
        const options = { redactor, onError: handling, maxHold: 1024 };
        expect(inPieces(format, given, cuts, options)).toBe(inPieces(format, given, [given.length + 1], options));
      }),
      2 * RUNS,
    );
  });

  it.each(['utf-8', 'gb18030', 'auto'] as const)('comes out of bytes as out of strings, %s', (encoding) => {
    check(
      fc.property(input, sizes, fc.constantFrom('utf-8', 'gb18030' as const), (raw, cuts, found) => {
        const used = encoding === 'auto' ? found : encoding;
        // Lone halves of characters, and points for private use, do not survive an encoder.
        const given = new TextDecoder(used).decode(ENCODERS[used](raw));
        if (encoding === 'auto' && isAmbiguous(given)) return;
        const bytes = ENCODERS[used](given);
        const out = bytesInPieces(format, bytes, cuts, { redactor, encoding });
        const expected = inPieces(format, given, [given.length + 1], { redactor });
        expect(new TextDecoder(used).decode(out)).toBe(expected);
        if (expected === given) expect([...out]).toEqual([...bytes]);
      }),
      RUNS / 2,
    );
  });

  it('comes out the same for every single cut of 300 golden texts, as text and as bytes', () => {
    expect(GOLDEN.length).toBeGreaterThanOrEqual(300);
    for (const one of GOLDEN) {
      const given = dress(format, one);
      const expected = inPieces(format, given, [given.length], { redactor });
      for (let at = 1; at < given.length; at++)
        expect(inPieces(format, given, [at, given.length], { redactor }), `${given} at ${at}`).toBe(expected);
      for (const encoding of ['utf-8', 'gb18030'] as const) {
        const bytes = ENCODERS[encoding](given);
        const whole = Buffer.from(bytesInPieces(format, bytes, [bytes.length], { redactor, encoding }));
        for (let at = 1; at < bytes.length; at += 1)
          expect(whole.equals(bytesInPieces(format, bytes, [at, bytes.length], { redactor, encoding }))).toBe(true);
      }
    }
  });

  it('comes out of the Web and the Node shells, and of an iterable', async () => {
    for (const [seed, given] of fc.sample(input, { seed: 5, numRuns: 40 }).entries()) {
      const expected = inPieces(format, given, [given.length + 1], { redactor });
      const bytes = new TextEncoder().encode(given);
      const usable = new TextDecoder().decode(bytes) === given;
      const size = 1 + (seed % 7);
      const { iterate, transform, piped } = SHELLS[format];
      const pieces = cut(given, [size]);
      let out = '';
      for await (const part of iterate(pieces, { redactor })) out += part;
      expect(out).toBe(expected);
      // The platform's streams are what MaskingStream stands for.
      const stream = transform({ redactor }) as unknown as TransformStream<string, string>;
      out = '';
      for await (const part of ReadableStreamFrom(pieces).pipeThrough(stream)) out += part;
      expect(out).toBe(expected);
      if (!usable) continue;
      const parts: Uint8Array[] = [];
      for await (const part of Readable.from(cutBytes(bytes, [size])).pipe(piped({ redactor }))) parts.push(part);
      expect(Buffer.concat(parts).toString()).toBe(expected);
    }
  });
});

describe('a whole', () => {
  it('of lines is each line redacted', () => {
    check(
      fc.property(lines, sizes, (given, cuts) => {
        const whole = given.replace(/[^\n]+/gu, (line) =>
          line.endsWith('\r') ? `${redactor.redact(line.slice(0, -1))}\r` : redactor.redact(line),
        );
        expect(inPieces('lines', given, cuts, { redactor })).toBe(whole);
      }),
    );
  });

  it('of JSON is redactJson, and of NDJSON each line of it', () => {
    const valid = value.filter(isJson);
    check(
      fc.property(fc.array(valid, { maxLength: 5 }), sizes, (list, cuts) => {
        const array = `[${list.join(', ')}]`;
        expect(inPieces('json', array, cuts, { redactor })).toBe(redactor.redactJson(array));
        const all = list.join('\n');
        expect(inPieces('ndjson', all, cuts, { redactor })).toBe(
          list.map((one) => redactor.redactJson(one)).join('\n'),
        );
      }),
    );
  });
});

type Options = NonNullable<Parameters<typeof createShell>[1]>;

function inPieces(format: Format, given: string, cuts: readonly number[], options: Options): string {
  const shell = createShell(format, options);
  let out = '';
  for (const piece of cut(given, cuts)) out += shell.text(piece);
  return out + shell.end().text;
}

function bytesInPieces(format: Format, given: Uint8Array, cuts: readonly number[], options: Options): Uint8Array {
  const shell = createShell(format, options);
  const parts: Uint8Array[] = [];
  for (const piece of cutBytes(given, cuts)) parts.push(...shell.bytes(piece));
  parts.push(...shell.end().bytes);
  return Buffer.concat(parts);
}

function cut(given: string, cuts: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, i = 0; at < given.length; i++) {
    const size = cuts[i % cuts.length] as number; // never empty
    pieces.push(given.slice(at, at + size));
    at += size;
  }
  return pieces;
}

function cutBytes(given: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, i = 0; at < given.length; i++) {
    const size = cuts[i % cuts.length] as number; // see cut
    pieces.push(given.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

function ReadableStreamFrom(pieces: readonly string[]): ReadableStream<string> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

function isJson(given: string): boolean {
  try {
    JSON.parse(given);
    return true;
  } catch {
    return false;
  }
}

/** Nothing but ASCII is in both encodings, and some GB18030 is by chance UTF-8 too. */
function isAmbiguous(given: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(encodeGb18030(given));
    return true;
  } catch {
    return false;
  }
}
