/** Which character parts the cells of a table. */

const CANDIDATES = [',', '\t', ';', '|'];
/** The line by which Excel is told: `sep=;`. */
const SEPARATOR_LINE = /^sep=([^\r\n"])(?=\r|\n|$)/i;

/** The delimiter that a `sep=` line names, and how long that line is without its end. */
export function readSeparatorLine(head: string): { readonly delimiter: string; readonly length: number } | undefined {
  const found = SEPARATOR_LINE.exec(head);
  return found === null ? undefined : { delimiter: found[1] as string, length: found[0].length };
}

/**
 * Guesses from the first lines: a character that stands equally often in each of them, else the one most frequent in the
 * first. A table of one column has none; then any will do.
 */
export function guessDelimiter(lines: string): string {
  let best = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const counts = countByLine(lines, candidate);
    const [first = 0] = counts;
    if (first === 0) continue;
    const isEven = counts.every((count) => count === first);
    const score = first + (isEven && counts.length > 1 ? lines.length : 0);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** How often a character stands outside quotes, line by line, empty lines left out. */
function countByLine(lines: string, candidate: string): number[] {
  const unit = candidate.charCodeAt(0);
  const counts: number[] = [];
  let count = 0;
  let lineStart = 0;
  let isQuoted = false;
  for (let i = 0; i <= lines.length; i++) {
    const at = lines.charCodeAt(i);
    if (at === 34) isQuoted = !isQuoted;
    else if (isQuoted && i < lines.length) continue;
    else if (at === unit) count++;
    else if (at === 10 || at === 13 || i === lines.length) {
      if (i > lineStart) counts.push(count);
      count = 0;
      lineStart = i + 1;
    }
  }
  return counts;
}
