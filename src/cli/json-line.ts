/** Masks one line of NDJSON so that what was valid JSON stays valid JSON. */

import { FAILED, type Redactor } from '../index.ts';

/** What stands for a string or number that a finding runs into but does not cover as a whole. */
const HIDDEN = '"***"';

export interface MaskedLine {
  readonly text: string;
  /** Whether the line was JSON. One that was not is masked as text. */
  readonly isJson: boolean;
}

export function redactJsonLine(redactor: Redactor, line: string): MaskedLine {
  const text = redactor.redact(line);
  if (!isJson(line)) return { text, isJson: false };
  if (text === line || isJson(text)) return { text, isJson: true };
  if (text === FAILED) return { text: JSON.stringify(FAILED), isJson: true };
  return { text: hideTokens(line, redactor), isJson: true };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * For the rare finding that crosses from one JSON value into the next: every string, number or literal it touches is
 * hidden whole, and the punctuation stays.
 */
function hideTokens(line: string, redactor: Redactor): string {
  const token = /"(?:[^"\\]|\\.)*"|[-+.\w]+/gu;
  let out = '';
  let from = 0;
  for (const { start, end } of redactor.detect(line)) {
    token.lastIndex = from;
    for (let match = token.exec(line); match !== null && match.index < end; match = token.exec(line)) {
      const next = match.index + match[0].length;
      if (next <= start) {
        out += line.slice(from, next);
      } else {
        out += line.slice(from, match.index) + HIDDEN;
      }
      from = next;
      token.lastIndex = from;
    }
  }
  return out + line.slice(from);
}
