import { readFileSync } from 'node:fs';

const SOURCE = new URL('../../src/data/source/', import.meta.url);

/** The lines of a source file without comments and blank lines. */
export function readLines(name) {
  return readFileSync(new URL(name, SOURCE), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The rows of a tab-separated source file that has a heading line, as objects. */
export function readTable(name) {
  const [heading, ...lines] = readLines(name);
  const keys = heading.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(keys.map((key, i) => [key, cells[i] ?? '']));
  });
}

/** The words of a source file in which they stand separated by white space. */
export function readWords(name) {
  return readLines(name).flatMap((line) => line.trim().split(/\s+/u));
}
