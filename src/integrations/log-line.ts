/** One line of a structured log: masked as JSON, and never lost, whatever happens while it is masked. */

import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';

export interface LogLineOptions {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
}

/**
 * What loggers write before anything a caller gave them: the level, the time, and the process with the logger's name. Only what
 * cannot be a value is taken over: a time has thirteen digits or the form of ISO 8601, a logger's name no digits.
 */
const HEAD =
  /^\{("level":(?:\d{1,3}|"[A-Za-z]{1,10}")(?=[,}]))(,"time":(?:\d{13}|"\d{4}-\d\d-\d\dT[\d:.]{8,12}(?:Z|[+-]\d\d:\d\d)")(?=[,}]))?(?:,"pid":\d{1,7}(?=[,}]))?(?:,"hostname":"[^"\\]*")?(,"name":"[A-Za-z._-]{1,40}")?/;

/** Masks lines of a JSON log. It does not throw; what cannot be masked is replaced by a notice with the line's level, time and logger. */
export function logLineMasker({ redactor = createRedactor() }: LogLineOptions = {}): (line: string) => string {
  return (line) => {
    const end = line.endsWith('\r\n') ? 2 : line.endsWith('\n') ? 1 : 0;
    const body = end === 0 ? line : line.slice(0, -end);
    const masked = redactor.redactJson(body);
    if (masked === body) return line;
    // Also where only one value failed: it may have been the time.
    return (
      (masked.includes(FAILED) && !body.includes(FAILED) ? noticeFor(body) : masked) + line.slice(line.length - end)
    );
  };
}

function noticeFor(line: string): string {
  const [, level = '"level":50', time = '', name = ''] = HEAD.exec(line) ?? [];
  return `{${level}${time}${name},"msg":"${FAILED}"}`;
}
