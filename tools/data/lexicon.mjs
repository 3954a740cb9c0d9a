// Everyday words, brands and roles that read like a name.
import { givenWeights, surnames } from './names.mjs';
import { packText } from './pack.mjs';
import { readTable, readWords } from './read.mjs';
import { simplify } from './script.mjs';

/** The longest word taken from the dictionary; longer ones come from the hand lists. */
const LONGEST = 4;

export function packCommonWords() {
  const words = new Set([...readWords('brands.txt'), ...readWords('everyday.txt')].map(simplify));
  const persons = new Set(readWords('words_persons.txt'));
  const nameBits = nameModel();
  for (const { word, frequency, tag } of readTable('words.tsv')) {
    if (word.length < 2 || word.length > LONGEST || persons.has(word)) continue;
    if (isWanted(word, Number(frequency), tag, nameBits(word))) words.add(simplify(word));
  }
  return packText(listWords(words));
}

/** The more a word looks like a name, the rarer it may be to be listed; unless it occurs no more often than the name would. */
function isWanted(word, frequency, tag, bits) {
  if (bits === undefined || tag.startsWith('nr') || tag === 'nt') return false;
  // In this dictionary many a person of a novel is a place.
  if (word.length === 3 && /^n[sz]$/u.test(tag) && !/[国山江河湖海省市县区州路族语]$/u.test(word)) return false;
  if (word.length === 4) return frequency >= 200;
  const likeness = word.length === 3 ? bits + 8 : bits;
  const least = [
    [-20, 12],
    [-24, 25],
    [-28, 50],
    [-34, 100],
    [Number.NEGATIVE_INFINITY, 250],
  ].find(([from]) => likeness >= from)[1];
  return frequency >= least && frequency >= 2e6 * 2 ** bits;
}

/** The binary logarithm of how probable a word is as a name of somebody; undefined if it does not begin with a surname. */
function nameModel() {
  const { sure } = surnames();
  const given = givenWeights();
  const rest = (char) => ((given.get(char) ?? 8) - 48) / 2;
  return (word) => {
    const first = sure.get(simplify(word[0]));
    if (first === undefined) return undefined;
    return [...word.slice(1)].reduce((bits, char) => bits + rest(char), (first - 48) / 2);
  };
}

/** By first character: it, then the tails of one, two, three … characters, each list ascending, "," between lists. */
function listWords(words) {
  const byFirst = new Map();
  for (const word of [...words].sort()) {
    if (!byFirst.has(word[0])) byFirst.set(word[0], []);
    const lists = byFirst.get(word[0]);
    while (lists.length < word.length - 1) lists.push('');
    lists[word.length - 2] += word.slice(1);
  }
  return [...byFirst].map(([first, lists]) => first + lists.join(',')).join(';');
}
