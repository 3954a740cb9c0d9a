// Which rows training, weighing and reporting may see: shared by the trainer and bench/quality.mjs.

/** One row in so many is kept out of training, by a hash of its id. */
const KEPT_OUT = 10;
/** Of the negative sets it is every second, and of the rest every fourth is for weighing: they are few. */
const KEPT_OUT_OF_NEGATIVES = 2;
const WEIGHED_OF_NEGATIVES = 8;

/** Sets of which the kept-out tenth is what is reported: they have no set of their own to measure on. */
export const TENTHS = ['cluener.train', 'msra.train', 'youku.train'];
/** Negative sets that the name tagger is trained on. */
export const NEGATIVE_SETS = ['vue-docs-zh', 'product-titles', 'shopping-reviews'];

/** @param {string} id */
export function isKeptOut(id) {
  return hash(id) % KEPT_OUT === 0;
}

/**
 * For weighing the tagger against other evidence, which it must not have seen either.
 * @param {string} id
 */
export function isForWeighing(id) {
  return hash(id) % KEPT_OUT === 1;
}

/** @param {string} id */
export function isKeptOutNegative(id) {
  return hash(id) % KEPT_OUT_OF_NEGATIVES === 0;
}

/** @param {string} id */
export function isNegativeForWeighing(id) {
  return hash(id) % WEIGHED_OF_NEGATIVES === 1;
}

/** @param {string} id */
function hash(id) {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 12)) >>> 0;
}
