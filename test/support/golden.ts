/**
 * Golden files: one text per line with its expected findings marked as ⟦kind|value⟧. `%` starts a comment, which names the
 * case below it; `%% kinds: a b` on the first line says which kinds are compared. `\n`, `\t` and `\\` are escapes.
 */

export interface Mark {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

export interface GoldenCase {
  readonly line: number;
  readonly why: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Golden {
  /** The kinds compared; undefined for all. */
  readonly kinds: readonly string[] | undefined;
  readonly cases: readonly GoldenCase[];
}

export function parseGolden(source: string): Golden {
  let kinds: string[] | undefined;
  let why = '';
  const cases: GoldenCase[] = [];
  for (const [index, raw] of source.split(/\r?\n/u).entries()) {
    const header = /^%%\s*kinds:\s*(.*)$/u.exec(raw);
    if (header !== null)
      kinds = (header[1] as string).split(/\s+/u).filter(Boolean); // group 1 always takes part
    else if (raw.startsWith('%')) why = raw.slice(1).trim();
    else if (raw.trim() !== '') cases.push({ line: index + 1, why, ...parseLine(raw) });
  }
  return { kinds, cases };
}

function parseLine(raw: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let text = '';
  let from = 0;
  for (const match of raw.matchAll(/⟦([\w-]+)\|([^⟧]*)⟧/gu)) {
    text += plain(raw.slice(from, match.index));
    const start = text.length;
    text += plain(match[2] as string); // both groups always take part
    marks.push({ kind: match[1] as string, start, end: text.length });
    from = match.index + match[0].length;
  }
  return { text: text + plain(raw.slice(from)), marks };
}

/** `\\` is a backslash, so that escapes of other formats can be written. */
function plain(raw: string): string {
  return raw.replace(/\\(u\{[0-9a-fA-F]+\}|.)/gu, (whole, name: string) => {
    if (name.startsWith('u{')) return String.fromCodePoint(Number.parseInt(name.slice(2, -1), 16));
    return { n: '\n', t: '\t', r: '\r', '\\': '\\' }[name] ?? whole;
  });
}

/** The text with its findings marked, as a golden line shows it. */
export function markUp(text: string, marks: readonly Mark[]): string {
  let out = '';
  let from = 0;
  for (const { kind, start, end } of marks) {
    out += `${text.slice(from, start)}⟦${kind}|${text.slice(start, end)}⟧`;
    from = end;
  }
  return JSON.stringify(out + text.slice(from)).slice(1, -1);
}
