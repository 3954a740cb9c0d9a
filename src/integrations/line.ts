/** One line of a log: masked, and never lost, whatever happens while it is masked. */

import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';

export interface LineOptions {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
}

/** What a notice may say of the line it stands for: strings that cannot be values. */
export interface Head {
  readonly level?: unknown;
  readonly time?: unknown;
  readonly name?: unknown;
}

const LEVEL = /^[A-Za-z]{1,10}$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}(?:Z|[+-]\d\d:?\d\d)$/;
/** Of a logger: without digits. */
const NAME = /^[A-Za-z._/-]{1,40}$/;

/** Only what holds something: a bare number or word is a text, in which a mask needs no quotes. */
const CONTAINER = /^[\s\ufeff]*[{[]/;

/** JSON as JSON, everything else as text; the same string where nothing was found. */
export function redactText(redactor: Redactor, text: string): string {
  return CONTAINER.test(text) ? redactor.redactJson(text) : redactor.redact(text);
}

/**
 * A line of JSON or of text, masked; the same string where nothing was found. One of which any value failed is replaced whole by
 * what `notice` makes, for what failed may have been the time or the level.
 */
export function maskLine(redactor: Redactor, line: string, notice: (line: string) => string): string {
  const end = line.endsWith('\r\n') ? 2 : line.endsWith('\n') ? 1 : 0;
  const body = end === 0 ? line : line.slice(0, -end);
  const masked = redactText(redactor, body);
  if (masked === body) return line;
  return (masked.includes(FAILED) && !body.includes(FAILED) ? notice(body) : masked) + line.slice(line.length - end);
}

/** Masks lines that begin with what the logger itself wrote, as pino and bunyan do. Does not throw. */
export function lineMasker({ redactor = createRedactor() }: LineOptions = {}): (line: string) => string {
  return (line) => maskLine(redactor, line, noticeOfLine);
}

/** The notice of a line whose parts the logger hands over; JSON where the line is. */
export function noticeOf(line: string, message: string, { level, time, name }: Head): string {
  const known = {
    level: matching(LEVEL, level) ?? 'error',
    time: time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString() : matching(TIME, time),
    name: matching(NAME, name),
  };
  if (line.startsWith('{')) return JSON.stringify({ ...known, [message]: FAILED });
  return `${[known.time, known.level, known.name].filter(Boolean).join(' ')}: ${FAILED}`;
}

function matching(form: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

/**
 * What pino writes before anything a caller gave it: the level, the time, and the process with the logger's name. Only what cannot
 * be a value is taken over: a time has thirteen digits or the form of ISO 8601, a logger's name no digits.
 */
const PINO =
  /^\{("level":(?:\d{1,3}|"[A-Za-z]{1,10}")(?=[,}]))(,"time":(?:\d{13}|"\d{4}-\d\d-\d\dT[\d:.]{8,12}(?:Z|[+-]\d\d:\d\d)")(?=[,}]))?(?:,"pid":\d{1,7}(?=[,}]))?(?:,"hostname":"[^"\\]*")?(,"name":"[A-Za-z._-]{1,40}")?/;
/** Bunyan has the name first, the level behind bindings, and the time last but for its version. */
const BUNYAN = /^\{(?:("name":"[A-Za-z._/-]{1,40}",)|"name":"[^"\\]*",)"hostname":"[^"\\]*","pid":\d{1,7},/;
const BUNYAN_LEVEL = /,("level":\d{1,3})(?=[,}])/;
const BUNYAN_TIME = /(,"time":"\d{4}-\d\d-\d\dT[\d:.]{8,12}Z"),"v":\d\}$/;

function noticeOfLine(line: string): string {
  const bunyan = BUNYAN.exec(line);
  if (bunyan !== null) {
    const level = BUNYAN_LEVEL.exec(line)?.[1] ?? '"level":50';
    return `{${bunyan[1] ?? ''}${level},"msg":"${FAILED}"${BUNYAN_TIME.exec(line)?.[1] ?? ''},"v":0}`;
  }
  const [, level = '"level":50', time = '', name = ''] = PINO.exec(line) ?? [];
  return `{${level}${time}${name},"msg":"${FAILED}"}`;
}
