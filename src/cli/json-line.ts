/** Masks one line of NDJSON so that what was valid JSON stays valid JSON. */

import { FAILED, type Redactor } from '../index.ts';

/** What stands for a string or number that a finding runs into but does not cover as a whole. */
const HIDDEN = '"***"';

/** Hiding whole values may bring two neighbours together that look like something anew; not for long. */
const ROUNDS = 4;

const PUNCTUATION = '{}[]:, \t\r\n';

export interface MaskedLine {
  readonly text: string;
  /** Whether the line was JSON. One that was not is masked as text. */
  readonly isJson: boolean;
}

export function redactJsonLine(redactor: Redactor, line: string): MaskedLine {
  if (!isJson(line)) return { text: redactor.redact(line), isJson: false };
  let json = line;
  for (let round = 0; round < ROUNDS; round++) {
    const text = redactor.redact(json);
    if (text === FAILED) return { text: JSON.stringify(FAILED), isJson: true };
    if (text === json || (isJson(text) && skeletonOf(text) === skeletonOf(json))) return { text, isJson: true };
    json = hideTokens(json, redactor);
  }
  return { text: json, isJson: true };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is left of JSON without its values: a mask that swallows `","street":"` may still leave valid JSON, but another. */
function skeletonOf(json: string): string {
  let out = '';
  let from = 0;
  for (let at = nextToken(json, 0); at < json.length; at = nextToken(json, from)) {
    out += `${json.slice(from, at)}0`;
    from = endOfToken(json, at);
  }
  return out + json.slice(from);
}

/**
 * For the rare finding that crosses from one JSON value into the next: every string, number or literal it touches is
 * hidden whole, and the punctuation stays.
 */
function hideTokens(json: string, redactor: Redactor): string {
  let out = '';
  let from = 0;
  for (const { start, end } of redactor.detect(json)) {
    for (let at = nextToken(json, from); at < end; at = nextToken(json, from)) {
      const next = endOfToken(json, at);
      out += next <= start ? json.slice(from, next) : json.slice(from, at) + HIDDEN;
      from = next;
    }
  }
  return out + json.slice(from);
}

/** Where the next string, number or literal of valid JSON begins. A loop, since a string may be megabytes long. */
function nextToken(json: string, from: number): number {
  let at = from;
  while (at < json.length && PUNCTUATION.includes(json[at] as string)) at++;
  return at;
}

function endOfToken(json: string, start: number): number {
  let at = start + 1;
  if (json[start] === '"') {
    while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
    return Math.min(at + 1, json.length);
  }
  while (at < json.length && json[at] !== '"' && !PUNCTUATION.includes(json[at] as string)) at++;
  return at;
}
