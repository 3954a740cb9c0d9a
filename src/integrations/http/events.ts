/** Server-sent events: each is masked and sent when it is complete, its fields and line ends as they were. */

import { FAILED } from '../../errors.ts';
import type { Redactor } from '../../record/index.ts';

/** Takes a body in pieces; what is given out may be sent. Does not throw. */
export interface Sieve {
  push(bytes: Uint8Array): Uint8Array[];
  end(): Uint8Array[];
}

interface Line {
  readonly text: string;
  readonly end: string;
}

/** Units held of one event; as streams hold of one line. */
const MOST_HELD = 1 << 24;
/** The name and the blank before a value. */
const DATA = /^data(?:: ?|$)/;

/**
 * The `data` of an event is one text, JSON or not, over as many lines as it has; it is masked as that. Other fields and comments
 * are masked by the line. An event of more than 16 Mi units becomes a notice.
 */
export function createEventSieve(redactor: Redactor): Sieve {
  const decoder = new TextDecoder();
  let open = '';
  let lines: Line[] = [];
  let size = 0;
  const give = (): string => {
    const masked = size > MOST_HELD ? `data: ${FAILED}\n\n` : maskEvent(redactor, lines);
    lines = [];
    size = 0;
    return masked;
  };
  const hold = (text: string, end: string): void => {
    size += text.length + end.length;
    if (size > MOST_HELD) lines = [];
    else lines.push({ text, end });
  };
  const take = (chunk: string): string => {
    // What is behind the last line end has been looked at, but for a return that may be half of one.
    const ends = /\r\n|\n|\r(?!$)/g;
    ends.lastIndex = Math.max(0, open.length - 1);
    open += chunk;
    let start = 0;
    let out = '';
    for (let end = ends.exec(open); end !== null; end = ends.exec(open)) {
      const text = open.slice(start, end.index);
      start = ends.lastIndex;
      hold(text, end[0]);
      if (text === '') out += give();
    }
    open = open.slice(start);
    if (size + open.length <= MOST_HELD) return out;
    // A line still, and no empty one.
    hold(open, '');
    open = ':';
    return out;
  };
  const encode = (text: string): Uint8Array[] => (text === '' ? [] : [Buffer.from(text)]);
  return {
    push: (bytes) => encode(take(decoder.decode(bytes, { stream: true }))),
    end() {
      // With a line end behind it a return that was left is one.
      const out = take(decoder.decode());
      if (open !== '') hold(open.replace(/\r$/, ''), open.endsWith('\r') ? '\r' : '');
      open = '';
      return encode(lines.length > 0 || size > 0 ? out + give() : out);
    },
  };
}

function maskEvent(redactor: Redactor, event: readonly Line[]): string {
  const values = event.filter(({ text }) => DATA.test(text)).map(({ text }) => text.replace(DATA, ''));
  const masked = values.length === 0 ? [] : redactor.redactJson(values.join('\n')).split('\n');
  let at = 0;
  let out = '';
  for (const { text, end } of event) {
    const [prefix] = DATA.exec(text) ?? [];
    if (prefix === undefined) {
      out += redactor.redact(text) + end;
      continue;
    }
    at++;
    // Where masking changed how many lines there are, the last takes the rest.
    for (const value of at < values.length ? masked.slice(at - 1, at) : masked.slice(at - 1))
      out += (prefix === 'data' && value !== '' ? 'data:' : prefix) + value + (end || (values.length > 1 ? '\n' : ''));
  }
  return out;
}
