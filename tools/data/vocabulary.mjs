// The words of the name tagger as a set of fingerprints: their text would take three times the room.
import { packAscending } from './pack.mjs';
import { readWords } from './read.mjs';

/** As in src/data/vocabulary.ts. */
const BITS = 23;

export function packVocabulary() {
  const prints = new Set(readWords('vocabulary.txt').map(hash));
  return packAscending([...prints].sort((a, b) => a - b));
}

/** As in src/data/vocabulary.ts. */
function hash(word) {
  let h = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x9e3779b1);
  return (h ^ (h >>> 15)) >>> (32 - BITS);
}
