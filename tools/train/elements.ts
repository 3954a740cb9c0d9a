/** Trains and packs the address tagger. */

import { ELEMENT_FEATURES } from '../../src/model/element-features.ts';
import { checksum } from '../../src/model/table.ts';
import { ELEMENT_KINDS } from '../../src/text/elements.ts';
import { type Model, type Sequence, type Shape, Trainer } from './crf.ts';
import { Dictionary, elementHashes } from './features.ts';
import { chooseFeatures, digit, packSlots, pair, weight } from './pack.ts';
import type { Row } from './sets.ts';

const KINDS = ELEMENT_KINDS.length;
const TAGS = 1 + 2 * KINDS;
const STATES = 1 + KINDS;

/** As in src/model/elements.ts. */
const SLOT_BITS = 18;
const SCALE = 8;
const MOST = 44;
const MOST_ENTRIES = 31;

const LEAST_COUNT = 5;
/** How many features are shipped, and from which size a weight is. */
const KEPT = 50_000;
const LEAST_WEIGHT = 0.2;
/** Rounds over all features, and then over those that are shipped. */
const ROUNDS = 3;
const ROUNDS_AFTER = 2;
const RATE = 0.1;
const DECAY = 0;

const SHAPE: Shape = {
  tags: TAGS,
  features: ELEMENT_FEATURES,
  states: STATES,
  // First and further units of a kind leave the same behind.
  stateOf: Int8Array.from({ length: TAGS }, (_, t) => (t + 1) >> 1),
  after: Array.from({ length: TAGS }, (_, t) => (t > 0 && t % 2 === 0 ? [t - 1, t] : [])),
};

/** What the sets call our kinds. */
const KIND_OF: Readonly<Record<string, string>> = {
  devZone: 'devzone',
  subRoad: 'road',
  subroad: 'road',
  subroadno: 'roadno',
  subRoadno: 'roadno',
  village: 'community',
  village_group: 'group',
  direction: 'assist',
  distance: 'assist',
  intersection: 'assist',
  traffic_facility: 'assist',
};

/** The rank of a label of the sets among our kinds, or -1. */
export function kindRank(label: string): number {
  return (ELEMENT_KINDS as readonly string[]).indexOf(KIND_OF[label] ?? label);
}

export function trainElements(rows: readonly { row: Row; weight: number }[], log: (line: string) => void): string {
  const dictionary = new Dictionary();
  const sequences: Sequence[] = rows.map(({ row, weight: times }) => {
    const ids = elementHashes(row.text);
    dictionary.count(ids);
    return { length: row.text.length, ids, tags: tagsOf(row), weight: times };
  });
  const ids = dictionary.settle(LEAST_COUNT);
  for (const sequence of sequences) dictionary.translate(sequence.ids);
  log(`elements: ${rows.length} texts, ${ids} features`);
  const model = new Trainer(SHAPE, sequences, { ids, rate: RATE, decay: DECAY, seed: 7, log });
  model.learn(sequences, ROUNDS);
  const slots = choose(model, dictionary);
  model.restrict(supportOf(model, slots));
  model.learn(sequences, ROUNDS_AFTER);
  return pack(model, dictionary, slots, log);
}

/** Parts inside the address; what only separates them is none. */
function tagsOf({ text, spans, elements }: Row): Uint8Array {
  const tags = new Uint8Array(text.length);
  for (const { start, end, type } of elements) {
    const kind = kindRank(type);
    if (kind < 0 || !spans.some((span) => span.type === 'ADDRESS' && span.start <= start && end <= span.end)) continue;
    if (!/[\p{L}\p{N}]/u.test(text.slice(start, end))) continue;
    tags.fill(2 * kind + 2, start, end);
    tags[start] = 2 * kind + 1;
  }
  return tags;
}

/** The features that are shipped. */
function choose({ weights }: Model, { hashes, counts }: Dictionary): Map<number, number> {
  const worth = hashes.map((_, id) => {
    let most = 0;
    for (let t = 0; t < TAGS; t++) most = Math.max(most, Math.abs(weights[id * TAGS + t] as number));
    return most < LEAST_WEIGHT ? 0 : most * Math.sqrt(Math.sqrt(counts[id] as number));
  });
  return chooseFeatures(hashes, worth, SLOT_BITS, KEPT);
}

/** Of the features that are shipped, the weights worth their room. */
function supportOf({ weights }: Model, slots: ReadonlyMap<number, number>): Uint8Array {
  const support = new Uint8Array(weights.length);
  for (const id of slots.values())
    for (let w = id * TAGS; w < (id + 1) * TAGS; w++)
      if (Math.abs(weights[w] as number) >= LEAST_WEIGHT) support[w] = 1;
  return support;
}

/** The tags whose weight for the feature counts, the largest if there are too many. */
function entriesOf(weights: Float32Array, id: number): number[] {
  const size = (tag: number): number => Math.abs(Math.round((weights[id * TAGS + tag] as number) * SCALE));
  return Array.from({ length: TAGS }, (_, tag) => tag)
    .filter((tag) => size(tag) > 0)
    .sort((a, b) => size(b) - size(a))
    .slice(0, MOST_ENTRIES)
    .sort((a, b) => a - b);
}

function pack(
  { weights, moves, steps }: Model,
  { hashes }: Dictionary,
  slots: ReadonlyMap<number, number>,
  log: (line: string) => void,
): string {
  const [gaps, checks] = packSlots(hashes, slots);
  let sizes = '';
  let tags = '';
  let entries = '';
  for (const id of slots.values()) {
    const own = entriesOf(weights, id);
    for (const tag of own) {
      tags += digit(tag);
      entries += weight((weights[id * TAGS + tag] as number) * SCALE, MOST);
    }
    sizes += digit(own.length);
  }
  log(`elements: ${slots.size} features with ${tags.length} weights kept`);
  let moveText = '';
  let stayText = '';
  for (let state = 0; state < STATES; state++) {
    for (let next = 0; next < STATES; next++) {
      const tag = next === 0 ? 0 : 2 * next - 1;
      moveText += pair((moves[state * TAGS + tag] as number) * SCALE);
    }
  }
  for (let kind = 0; kind < KINDS; kind++) {
    const tag = 2 * kind + 2;
    for (const before of [tag - 1, tag]) stayText += pair((steps[before * TAGS + tag] as number) * SCALE);
  }
  const text = [moveText, stayText, gaps, checks, sizes, tags, entries].join(' ');
  return `${text}!${checksum(text, text.length)}`;
}
