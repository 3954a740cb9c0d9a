/**
 * `tuomin pipe`: a filter that a log shipper keeps running and talks to over standard input and output, one answer for each line.
 * Answers go out with the lines that came together; standard error is written only before the first line.
 */

import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { FAILED } from '../errors.ts';
import type { Redactor } from '../index.ts';
import { redactText } from '../integrations/line.ts';
import type { Options } from './args.ts';
import { Failure, printable } from './failure.ts';
import { openInput } from './input.ts';
import { write } from './output.ts';
import { reasonOf } from './redactor.ts';

const NEWLINE = 10;
/** What a shipper sends as one line at most; of a longer one nothing is kept. */
const LONGEST_LINE = 1 << 26;

/** A line without its end; undefined when it could not be read. */
type Line = string | undefined;

export async function runPipe({ protocol, output, lossy }: Options, redactor: Redactor): Promise<void> {
  const { greeting, answer } = makeProtocol(protocol, redactor, output);
  const decoder = new TextDecoder('utf-8', { fatal: !lossy, ignoreBOM: true });
  if (greeting !== '') await write(process.stdout, greeting);
  const lines = new LineCutter();
  for await (const chunk of openInput('-')) {
    let answers = '';
    for (const bytes of lines.push(chunk)) answers += answer(decode(decoder, bytes));
    await write(process.stdout, answers);
  }
  // What stops in the middle of a line has sent it all the same; `lines` gives it back as it came.
  for (const bytes of lines.end()) {
    const last = answer(decode(decoder, bytes));
    await write(process.stdout, protocol === 'lines' ? last.slice(0, -1) : last);
  }
}

interface Spoken {
  /** Said before the first line. */
  readonly greeting: string;
  /** The answer with its line end. Does not throw. */
  answer(line: Line): string;
}

function makeProtocol(protocol: Options['protocol'], redactor: Redactor, output: string | undefined): Spoken {
  if (protocol === 'rsyslog-mmexternal') return { greeting: '', answer: (line) => `${amend(redactor, line)}\n` };
  if (protocol === 'rsyslog-omprog') return store(redactor, output as string); // args.ts asks for it
  return { greeting: '', answer: (line) => `${maskLine(redactor, line)}\n` };
}

/** JSON as JSON, everything else as text; a carriage return stays where it was. */
function maskLine(redactor: Redactor, line: Line): string {
  if (line === undefined) return FAILED;
  const end = line.endsWith('\r') ? '\r' : '';
  const masked = redactText(redactor, end === '' ? line : line.slice(0, -1)) + end;
  // One line in, one line out, whatever a strategy of somebody's own puts in.
  return masked.includes('\n') ? masked.replaceAll('\n', ' ') : masked;
}

/** The properties of a message that rsyslog takes back from a module, and in which a sender can put anything. */
const PROPERTIES = ['msg', 'rawmsg', 'syslogtag', 'structured-data', '$!'] as const;

/**
 * The answer of rsyslog's `mmexternal`: the properties that change, as JSON; `{}` when none does. Reads messages as JSON
 * (`interface.input="fulljson"`) and as plain text (`msg`, `rawmsg`).
 */
function amend(redactor: Redactor, line: Line): string {
  const hidden = JSON.stringify({ msg: FAILED, rawmsg: FAILED });
  if (line === undefined) return hidden;
  try {
    const message: unknown = parse(line);
    if (typeof message !== 'object' || message === null) {
      const masked = redactText(redactor, line);
      return masked === line ? '{}' : JSON.stringify({ msg: masked });
    }
    const changed: Record<string, unknown> = {};
    for (const name of PROPERTIES) {
      const value = (message as Record<string, unknown>)[name];
      const masked = typeof value === 'string' ? redactText(redactor, value) : redactor.redactRecord(value);
      if (masked !== value) changed[name] = masked;
    }
    return JSON.stringify(changed);
  } catch {
    return hidden;
  }
}

/** What is no message in JSON is a message in itself, and may be JSON: a log line of a service. */
function parse(line: string): unknown {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && ('msg' in value || 'rawmsg' in value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The answers of an output program of rsyslog (`omprog`, with and without transactions): lines are confirmed when they are on
 * disk. One that could not be written is not confirmed, and rsyslog sends it again.
 */
function store(redactor: Redactor, file: string): Spoken {
  let target = open(file);
  process.on('SIGHUP', () => {
    // After a rotation.
    try {
      const next = openSync(file, 'a', 0o640);
      closeSync(target);
      target = next;
    } catch {
      // The old one is still there to write to.
    }
  });
  let held: string | undefined;
  const commit = (text: string): string => {
    if (text === '') return 'OK\n';
    let size: number | undefined;
    try {
      size = fstatSync(target).size;
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(target, bytes, at);
      sync(target);
      return 'OK\n';
    } catch (error) {
      // Half a transaction would come twice.
      try {
        if (size !== undefined) ftruncateSync(target, size);
      } catch {}
      return `cannot write: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}\n`;
    }
  };
  return {
    greeting: 'OK\n',
    answer(line) {
      if (line === 'BEGIN TRANSACTION') {
        held = '';
        return 'OK\n';
      }
      if (line === 'COMMIT TRANSACTION' && held !== undefined) {
        const text = held;
        held = undefined;
        return commit(text);
      }
      const masked = `${maskLine(redactor, line)}\n`;
      if (held === undefined) return commit(masked);
      held += masked;
      return 'DEFER_COMMIT\n';
    },
  };
}

function open(file: string): number {
  try {
    return openSync(file, 'a', 0o640);
  } catch (error) {
    throw new Failure(`--output ${printable(file)}: ${reasonOf(error)}`);
  }
}

/** Pipes and terminals have nothing to be synchronised with. */
function sync(target: number): void {
  try {
    fsyncSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined): Line {
  if (bytes === undefined) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Cuts bytes at line ends; of a line that is too long nothing is kept but that there was one. */
class LineCutter {
  #open: Uint8Array[] = [];
  #size = 0;

  /** The lines that are complete, without their ends; undefined for those that were too long. */
  push(chunk: Uint8Array): (Uint8Array | undefined)[] {
    const lines: (Uint8Array | undefined)[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.#hold(chunk.subarray(from, at));
      lines.push(this.#take());
      from = at + 1;
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from));
    return lines;
  }

  /** What came without a line end. */
  end(): (Uint8Array | undefined)[] {
    return this.#size === 0 ? [] : [this.#take()];
  }

  #hold(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > LONGEST_LINE) this.#open = [];
    else this.#open.push(bytes);
  }

  #take(): Uint8Array | undefined {
    const { length } = this.#open;
    const isTooLong = this.#size > LONGEST_LINE;
    const line = length === 1 ? (this.#open[0] as Uint8Array) : Buffer.concat(this.#open);
    this.#open = [];
    this.#size = 0;
    return isTooLong ? undefined : line;
  }
}
