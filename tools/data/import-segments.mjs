// Counts what generate.mjs reads from a table of mobile segments (phone.dat of the PyPI package phone 0.4.3: MIT, or BSD):
//   node tools/data/import-segments.mjs <path to phone.dat>
// Kept are counts only: how many segments of seven digits a prefix has in a city, and a city in all. Run by hand; the result
// is checked in. Prefixes that no operator has stand in newer tables with some twenty segments each and are left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { readWords } from './read.mjs';

const ENTRY = 9;
const data = readFileSync(process.argv[2]);
const version = data.toString('latin1', 0, 4);
const index = data.readInt32LE(4);
const allocated = new Set(
  readWords('mobile_prefixes.txt').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }),
);
const pairs = new Map();
const cities = new Map();
const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
for (let at = index; at + ENTRY <= data.length; at += ENTRY) {
  const prefix = Math.floor(data.readInt32LE(at) / 10_000);
  if (!allocated.has(prefix)) continue;
  const record = data.readInt32LE(at + 4);
  const [province, city] = data.toString('utf8', record, data.indexOf(0, record)).split('|');
  add(pairs, `${prefix} ${province} ${city}`);
  add(cities, `${province} ${city}`);
}

const rows = [
  ['pair', pairs],
  ['city', cities],
].flatMap(([scope, counts]) => {
  const sizes = new Map();
  for (const size of counts.values()) add(sizes, size);
  return [...sizes].sort(([a], [b]) => a - b).map(([size, count]) => `${scope}\t${size}\t${count}`);
});
writeFileSync(
  new URL('../../src/data/source/phone_segments.tsv', import.meta.url),
  [
    '# How many segments of seven digits of mobile numbers a city has, in all (city) and under one prefix of three digits (pair):',
    '# so many cities or pairs have so many segments. No segment and no city is named.',
    `# Origin: PyPI package phone 0.4.3 by ls0f, phone.dat version ${version}, counted by tools/data/import-segments.mjs. Licence: MIT by its classifier, BSD by its metadata.`,
    'scope\tsize\tcount',
    ...rows,
    '',
  ].join('\n'),
);
