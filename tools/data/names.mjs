// Surnames and the characters of given names, each with the logarithm of its share.
import { packGroups } from './pack.mjs';
import { readTable, readWords } from './read.mjs';
import { simplify } from './script.mjs';

/** Weights run from 1 to 48: a weight w means a share of about 2^((w - 48) / 2). */
const TOP = 48;
const GIVEN_CHARACTERS = 2500;
/** What surnames.tsv gives the rare ones. */
const FLOOR = 5;

export function packSurnames() {
  const { sure, doubtful, compound } = surnames();
  const everyday = new Set(readWords('surnames_everyday.txt'));
  return [
    packGroups(byWeight(sure)),
    packGroups([doubtful]),
    compound.filter((word) => !everyday.has(word)).join(''),
    compound.filter((word) => everyday.has(word)).join(''),
  ].join('!');
}

export function packGivenNames() {
  return packGroups(byWeight(givenWeights()));
}

/** Surnames of one character: character -> weight; then those believed only under a label (爱 把 但 过); then those of two. */
export function surnames() {
  const slips = new Set(readWords('surnames_slips.txt'));
  const rows = readTable('surnames.tsv').filter((row) => !slips.has(row.surname));
  const known = new Set(rows.map((row) => row.surname));
  const more = readWords('surnames_more.txt').filter((surname) => !known.has(surname));
  const counts = new Map();
  for (const { surname, weight } of rows) add(counts, simplify(surname), Number(weight || FLOOR));
  for (const surname of more) add(counts, simplify(surname), FLOOR);
  const single = [...counts].filter(([surname]) => surname.length === 1);

  // Rare as a surname and frequent as a word.
  const frequent = new Map(readTable('words.tsv').map((row) => [row.word, Number(row.frequency)]));
  const isDoubtful = ([char, count]) => count < 10 && (frequent.get(char) ?? 0) >= (count <= FLOOR ? 700 : 5000);
  return {
    sure: weigh(
      single.filter((entry) => !isDoubtful(entry)),
      sum(single),
    ),
    doubtful: single.filter(isDoubtful).map(([char]) => char),
    compound: [...counts.keys()].filter((surname) => surname.length === 2).sort(),
  };
}

/** The commonest characters of given names -> weight. */
export function givenWeights() {
  const counts = new Map();
  const noise = new Set(readWords('given_noise.txt'));
  for (const { char, male, female } of readTable('given_name_chars.tsv')) {
    if (/^[\u3400-\u9fff]$/u.test(char) && !noise.has(char)) add(counts, simplify(char), Number(male) + Number(female));
  }
  const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, GIVEN_CHARACTERS);
  return weigh(top, sum([...counts]));
}

function weigh(entries, total) {
  return new Map(entries.map(([char, n]) => [char, Math.max(1, Math.round(TOP + 2 * Math.log2(n / total)))]));
}

/** Groups of characters, the group of the highest weight (TOP) first. */
function byWeight(weights) {
  const groups = Array.from({ length: TOP + 1 - Math.min(...weights.values()) }, () => []);
  for (const [char, weight] of weights) groups[TOP - weight].push(char);
  return groups;
}

function add(counts, key, amount) {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}

function sum(entries) {
  return entries.reduce((total, [, n]) => total + n, 0);
}
