// What each kind of evidence adds to names and addresses: the same sources, built with one of them taken away.

import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const SOURCE = new URL('../src/index.ts', import.meta.url);

/** By file, what stands there and what is put in its place; a text that is not found any more is an error. */
const WITHOUT_TAGGER = {
  'detect/name/tagger.ts': [
    ['  if (!isPlain(units, start, end)) return 0;\n', '  return 0;\n'],
    ['  return isPlain(units, start, end) && nameOdds', '  return false && nameOdds'],
  ],
  'detect/name/index.ts': [['    if (scan.hasHan) tagNames(scan.units, scan.length, 0, scan.length);\n', '']],
  'detect/name/lone.ts': [['nameOdds(field.units, field.length, start, end) < LEAST_ODDS', 'true']],
  'detect/address/tagger.ts': [
    ['  const most = isBuilding', '  if (isBuilding !== undefined) return 0;\n  const most = isBuilding'],
  ],
  'detect/address/index.ts': [
    ['  findLabelled(scan, report, known);\n', ''],
    ['isAlone(scan, start) && !holdsHub(parts)', 'false'],
  ],
};
const WITHOUT_STATISTICS = {
  'detect/common/person.ts': [
    [
      '  let score = surnameScore(units, start);\n  let given = 0;',
      '  if (surnameScore(units, start) <= -4) return NOT_A_NAME;\n  if (length > 0) return 1.5 - wordPenalty(units, start, end);\n  let score = surnameScore(units, start);\n  let given = 0;',
    ],
  ],
};

export const VARIANTS = [
  { name: 'rules and word lists', changes: { ...WITHOUT_TAGGER, ...WITHOUT_STATISTICS } },
  { name: '+ statistics of surnames and given characters', changes: WITHOUT_TAGGER },
  { name: '+ taggers (what is shipped)', changes: {} },
];

/** The texts of VARIANTS that no longer stand in the sources: a test asks, since the tables are made seldom. */
export async function missingTexts() {
  const missing = [];
  for (const { changes } of VARIANTS) {
    for (const [file, edits] of Object.entries(changes)) {
      const source = await readFile(new URL(`../src/${file}`, import.meta.url), 'utf8');
      for (const [from] of edits) if (!source.includes(from)) missing.push(`${file}: ${from.trim()}`);
    }
  }
  return missing;
}

/** Builds the library with some of its sources changed and imports it. */
export async function load(changes) {
  const folder = mkdtempSync(join(tmpdir(), 'tuomin-ablation-'));
  const missing = new Set(Object.keys(changes));
  try {
    const outfile = join(folder, 'index.mjs');
    await build({
      entryPoints: [SOURCE.pathname],
      bundle: true,
      format: 'esm',
      outfile,
      logLevel: 'error',
      plugins: [
        {
          name: 'take-away',
          setup({ onLoad }) {
            onLoad({ filter: /\.ts$/ }, async ({ path }) => {
              const file = Object.keys(changes).find((name) => path.endsWith(`/src/${name}`));
              if (file === undefined) return undefined;
              missing.delete(file);
              let contents = await readFile(path, 'utf8');
              for (const [from, to] of changes[file]) {
                if (!contents.includes(from)) throw new Error(`${file} has changed: mend bench/ablation.mjs`);
                contents = contents.replace(from, to);
              }
              return { contents, loader: 'ts' };
            });
          },
        },
      ],
    });
    if (missing.size > 0) throw new Error(`not in the build: ${[...missing].join(', ')}`);
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
