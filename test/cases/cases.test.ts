import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { markUp, parseGolden } from '../support/golden.ts';
import { createFullRedactor, KINDS } from '../support/redactors.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('golden cases', () => {
  const redactor = createFullRedactor();

  it.each(files)('%s', (file) => {
    const { kinds, cases } = parseGolden(readFileSync(new URL(file, folder), 'utf8'));
    const compared = kinds ?? KINDS;
    const failures: string[] = [];
    for (const { line, why, text, marks } of cases) {
      const expected = markUp(text, marks);
      const found = markUp(
        text,
        redactor.detect(text).filter(({ kind }) => compared.includes(kind)),
      );
      if (found !== expected) failures.push(`${file}:${line}  % ${why}\n  expected ${expected}\n  found    ${found}`);
    }
    expect(cases.length, 'cases in the file').toBeGreaterThan(0);
    expect(kinds?.filter((kind) => !KINDS.includes(kind)) ?? [], 'kinds nobody finds').toEqual([]);
    if (failures.length > 0)
      throw new Error(`${failures.length} of ${cases.length} lines differ\n\n${failures.join('\n\n')}\n`);
  });
});
