/** What stands in for a text when something inside breaks: never the text itself. */
export const FAILED = '[tuomin: redaction failed]';

/**
 * The one error tuomin throws: the caller's mistake in making a redactor.
 * The message names the option path, never a value that was being redacted.
 */
export class TuominError extends Error {
  /** Compare by code, not by class: the ESM and the CJS build may both be loaded. */
  readonly code: string;
  /** Such as `policy.kinds.mobile.use`. */
  readonly path: string;

  constructor(code: string, path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'TuominError';
    this.code = code;
    this.path = path;
  }
}

/** Ends a complaint with the nearest valid spelling, when there is a near one. */
export function didYouMean(given: string, valid: readonly string[]): string {
  if (valid.length === 0) return '';
  let best = '';
  let bestDistance = Math.max(2, given.length >> 1);
  for (const word of valid) {
    const distance = editDistance(given.toLowerCase(), word.toLowerCase());
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  return best === '' ? `; expected one of ${valid.join(', ')}` : `; did you mean "${best}"?`;
}

/** Inserted, lost, wrong and swapped letters; the swap is what fingers do most. */
function editDistance(a: string, b: string): number {
  // Spellings are short; a pasted megabyte is no spelling at all.
  if (a.length > 40 || b.length > 40) return 99;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  let above = row;
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (above[j - 2] ?? 0) + 1 : wrong;
      next.push(Math.min(wrong, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    above = row;
    row = next;
  }
  return row[b.length] ?? 99;
}
