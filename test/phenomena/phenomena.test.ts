import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { type GoldenCase, markUp, parseGolden } from '../support/golden.ts';

/**
 * The thirty phenomena that every detector must face, as the default redactor sees them. A section of `phenomena.txt`
 * begins with `% 1. Title`; lines with marks must be found so, lines without must come out untouched. What does not
 * come out so yet stands in `known-misses.txt`, which may neither hide a line that is right nor lack one that is wrong.
 */

interface Line extends GoldenCase {
  /** The line as the file has it. */
  readonly golden: string;
}

interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

const SECTIONS = 30;
const POSITIVES = 5;
const NEGATIVES = 3;
/** The share of all lines that may be known misses: the bar. */
const MISSES = 0.05;

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

const sections = parseSections(read('phenomena.txt'));
const lines = sections.flatMap((section) => section.lines);
const knownMisses = read('known-misses.txt')
  .split(/\r?\n/u)
  .filter((line) => line.trim() !== '' && !line.startsWith('%'));

describe('phenomena', () => {
  it('has thirty sections in order, each with lines to find and lines to leave', () => {
    expect(sections.map(({ title }) => Number.parseInt(title, 10))).toEqual(
      Array.from({ length: SECTIONS }, (_, index) => index + 1),
    );
    const thin = sections.filter(({ lines }) => {
      const positives = lines.filter(({ marks }) => marks.length > 0).length;
      return positives < POSITIVES || lines.length - positives < NEGATIVES;
    });
    expect(thin.map(({ title }) => title)).toEqual([]);
    expect(new Set(lines.map(({ golden }) => golden)).size, 'different lines').toBe(lines.length);
  });

  it('finds what it should but for the known misses', () => {
    const redactor = createRedactor();
    const missed: string[] = [];
    const reports: string[] = [];
    for (const { title, lines } of sections) {
      for (const { line, golden, text, marks } of lines) {
        const expected = markUp(text, marks);
        const found = markUp(text, redactor.detect(text));
        if (found === expected) continue;
        missed.push(golden);
        if (!knownMisses.includes(golden))
          reports.push(`phenomena.txt:${line}  % ${title}\n  expected ${expected}\n  found    ${found}`);
      }
    }
    if (reports.length > 0) throw new Error(`${reports.length} new misses\n\n${reports.join('\n\n')}\n`);
    expect(knownMisses, 'known-misses.txt, in the order of phenomena.txt').toEqual(missed);
  });

  it('knows of few misses', () => {
    expect(knownMisses.length / lines.length).toBeLessThanOrEqual(MISSES);
  });
});

function parseSections(source: string): Section[] {
  const raw = source.split(/\r?\n/u);
  const starts = [...raw.keys()].filter((index) => /^% \d+\. /u.test(raw[index] as string)); // an index of its own keys
  const { cases } = parseGolden(source);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? raw.length;
    const own = cases.filter(({ line }) => line > start && line <= end);
    const title = (raw[start] as string).slice(2);
    return { title, lines: own.map((each) => ({ ...each, golden: raw[each.line - 1] as string })) };
  });
}
