// Surnames and the characters of given names, each with the logarithm of its share.
import { packGroups } from './pack.mjs';
import { readTable, readWords } from './read.mjs';
import { simplify } from './script.mjs';

/** Weights run from 1 to 48: a weight w means a share of about 2^((w - 48) / 2). */
const TOP = 48;
const GIVEN_CHARACTERS = 2500;

export function packSurnames() {
  const rows = readTable('surnames.tsv').map((row) => ({ ...row, weight: Number(row.weight || 5) }));
  const known = new Set(rows.map((row) => row.surname));
  for (const surname of readWords('surnames_more.txt')) if (!known.has(surname)) rows.push({ surname, weight: 5 });
  const slips = new Set(readWords('surnames_slips.txt'));
  const single = new Map();
  for (const { surname, weight } of rows.filter((row) => !slips.has(row.surname))) {
    if (surname.length === 1) add(single, simplify(surname), weight);
  }
  const compound = new Set(
    rows
      .map((row) => row.surname)
      .filter((s) => s.length === 2 && !slips.has(s))
      .map(simplify),
  );
  const frequent = new Map(readTable('words.tsv').map((row) => [row.word, Number(row.frequency)]));
  // Rare as a surname and frequent as a word: 爱 把 但 过.
  const isDoubtful = ([char, weight]) => weight < 10 && (frequent.get(char) ?? 0) >= (weight <= 5 ? 700 : 5000);
  const doubtful = new Set([...single].filter(isDoubtful).map(([char]) => char));
  const everyday = new Set(readWords('surnames_everyday.txt'));
  const total = [...single.values()].reduce((a, b) => a + b);
  return [
    packGroups(
      byWeight(
        [...single].filter(([c]) => !doubtful.has(c)),
        total,
      ),
    ),
    packGroups([[...doubtful]]),
    [...compound]
      .filter((s) => !everyday.has(s))
      .sort()
      .join(''),
    [...compound]
      .filter((s) => everyday.has(s))
      .sort()
      .join(''),
  ].join('!');
}

export function packGivenNames() {
  const counts = new Map();
  for (const { char, male, female } of readTable('given_name_chars.tsv')) {
    if (/^[\u3400-\u9fff]$/u.test(char)) add(counts, simplify(char), Number(male) + Number(female));
  }
  const total = [...counts.values()].reduce((a, b) => a + b);
  const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, GIVEN_CHARACTERS);
  return packGroups(byWeight(top, total));
}

/** Groups of characters, the group of the highest weight (TOP) first. */
function byWeight(entries, total) {
  const groups = [];
  for (const [char, count] of entries) {
    const weight = Math.max(1, Math.round(TOP + 2 * Math.log2(count / total)));
    const group = TOP - weight;
    while (groups.length <= group) groups.push([]);
    groups[group].push(char);
  }
  return groups;
}

function add(counts, key, amount) {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
