/** `tuomin redact`: one file after the other through the streams of the library. */

import { mkdirSync } from 'node:fs';
import { TuominError } from '../errors.ts';
import { innerOf } from '../record/index.ts';
import { redactXlsx } from '../xlsx/index.ts';
import { Failure } from './failure.ts';
import { formatOf } from './format.ts';
import { openInput } from './input.ts';
import { redactWithJobs } from './jobs.ts';
import { isTable, type JobFormat, makeShell, type Redaction, tell } from './shell.ts';
import { createTarget, type Target } from './target.ts';

/** Throws a Failure, without content, for what cannot be masked at all. */
export async function redactFile(redaction: Redaction): Promise<void> {
  const { options, file } = redaction;
  const format = formatOf(file, options.format);
  if (options.outDir !== undefined) mkdirSync(options.outDir, { recursive: true });
  const input = openInput(file);
  const first = await firstOf(input);
  // A file that cannot be read leaves no target behind.
  const target = createTarget(file, options);
  try {
    if (format === 'xlsx') await redactWorkbook(redaction, first, target);
    else if (options.jobs > 1 && (format === 'lines' || format === 'ndjson' || isTable(format)))
      await redactWithJobs(redaction, format, first, target);
    else await redactStream(redaction, format, first, target);
    target.commit();
  } catch (error) {
    target.abandon();
    throw error;
  }
}

/** Opens the input: what it says of a missing file is said before anything is written. */
async function firstOf(input: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = input[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | undefined = await iterator.next();
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const result = first ?? (await iterator.next());
        first = undefined;
        return result;
      },
    }),
  };
}

/** A workbook is a zip with its table of contents at the end: it is read whole. */
async function redactWorkbook(
  { redactor, reporter, onBytes }: Redaction,
  input: AsyncIterable<Uint8Array>,
  target: Target,
): Promise<void> {
  const parts: Uint8Array[] = [];
  for await (const chunk of input) {
    onBytes(chunk.length);
    parts.push(chunk);
  }
  const masked: Record<string, number> = {};
  const { masking } = innerOf(redactor).engine;
  masking.onMask = (kind) => {
    masked[kind] = (masked[kind] ?? 0) + 1;
  };
  try {
    await target.write(redactXlsx(Buffer.concat(parts), { redactor }));
  } catch (error) {
    throw error instanceof TuominError ? new Failure(error.message) : error;
  } finally {
    masking.onMask = undefined;
    reporter.add(masked);
  }
}

async function redactStream(
  redaction: Redaction,
  format: JobFormat,
  input: AsyncIterable<Uint8Array>,
  target: Target,
): Promise<void> {
  let total: Readonly<Record<string, number>> = {};
  const shell = makeShell(redaction.options, format, redaction.redactor, redaction.file === '-', {
    onProblem: (problem) => tell(redaction, problem),
    onProgress: ({ masked }) => {
      total = masked;
    },
  });
  try {
    for await (const chunk of input) {
      redaction.onBytes(chunk.length);
      for (const part of shell.bytes(chunk)) await target.write(part);
    }
    for (const part of shell.end().bytes) await target.write(part);
  } finally {
    redaction.reporter.add(total);
  }
}
