/** Trains and packs the name tagger. */

import { givenWeight } from '../../src/data/given.ts';
import { surnameWeight } from '../../src/data/surnames.ts';
import { NAME_FEATURES } from '../../src/model/name-features.ts';
import { checksum } from '../../src/model/table.ts';
import { packAscending } from '../data/pack.mjs';
import { type Model, type Sequence, type Shape, Trainer } from './crf.ts';
import { Dictionary, nameHashes, unitsOf } from './features.ts';
import { chooseFeatures, packSlots, pair, weight } from './pack.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';
import type { Mark, Row } from './sets.ts';

const BEGIN = 1;
const MIDDLE = 2;
const END = 3;
const SINGLE = 4;
const TAGS = 5;

/** As in src/model/names.ts. */
const SLOT_BITS = 18;
const SCALE = 8;
const MOST = 31;

/** Features that occur less often are not counted. */
const LEAST_COUNT = 4;
/** How many features are shipped. */
const KEPT = 150_000;
/** Rounds over all features, and then over those that are shipped. */
const ROUNDS = 4;
const ROUNDS_AFTER = 1;
const RATE = 0.1;
const DECAY = 0.002;
/** How many copies of the texts have their names replaced by invented ones, and how many of the texts. */
const COPIES = 2;
const REPLACED = 0.7;

const SHAPE: Shape = {
  tags: TAGS,
  features: NAME_FEATURES,
  // What a name of several characters and what one of a single character leaves behind is not the same.
  states: 3,
  stateOf: Int8Array.of(0, -1, -1, 1, 2),
  after: [[], [], [BEGIN, MIDDLE], [BEGIN, MIDDLE], []],
};

export function trainNames(rows: readonly { row: Row; weight: number }[], log: (line: string) => void): string {
  const dictionary = new Dictionary();
  const sequences: Sequence[] = rows.map(({ row, weight: times }) => {
    const ids = nameHashes(row.text);
    dictionary.count(ids);
    return { length: row.text.length, ids, tags: tagsOf(row), weight: times };
  });
  const ids = dictionary.settle(LEAST_COUNT);
  for (const sequence of sequences) dictionary.translate(sequence.ids);
  log(`names: ${rows.length} texts, ${ids} features`);
  const model = new Trainer(SHAPE, sequences, { ids, rate: RATE, decay: DECAY, seed: 7, log });
  model.learn(sequences, ROUNDS);
  const slots = choose(model, dictionary);
  const support = new Uint8Array(ids * TAGS);
  for (const id of slots.values()) support.fill(1, id * TAGS, (id + 1) * TAGS);
  model.restrict(support);
  model.learn(sequences, ROUNDS_AFTER);
  return pack(
    model,
    dictionary,
    slots,
    rows.map(({ row }) => row),
    log,
  );
}

/** Copies of the rows with other people in them: what stands around a name has to count, not the name that was in the news. */
export function replaceNames(rows: readonly Row[], people: People, random: Random): Row[] {
  const copies: Row[] = [];
  for (let copy = 0; copy < COPIES; copy++) {
    for (const row of rows) {
      if (!row.spans.some(({ type }) => type === 'NAME') || !random.chance(REPLACED)) continue;
      const other = withOtherNames(row, people, random);
      if (other !== undefined) copies.push(other);
    }
  }
  return copies;
}

function withOtherNames(row: Row, people: People, random: Random): Row | undefined {
  const names = row.spans.filter(({ type }) => type === 'NAME').sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  let isOther = false;
  const spans: Mark[] = [];
  for (const { start, end } of names) {
    let name = row.text.slice(start, end);
    if (/^\p{Script=Han}{2,3}$/u.test(name) && surnameWeight(name.charCodeAt(0)) > 1) {
      name = people.ordinary(random);
      isOther = true;
    }
    text += row.text.slice(at, start);
    spans.push({ start: text.length, end: text.length + name.length, type: 'NAME' });
    text += name;
    at = end;
  }
  return isOther ? { id: row.id, text: text + row.text.slice(at), spans, elements: [] } : undefined;
}

function tagsOf({ text, spans }: Row): Uint8Array {
  const tags = new Uint8Array(text.length);
  for (const { start, end, type } of spans) {
    if (type !== 'NAME') continue;
    if (end - start === 1) tags[start] = SINGLE;
    else {
      tags.fill(MIDDLE, start, end);
      tags[start] = BEGIN;
      tags[end - 1] = END;
    }
  }
  return tags;
}

/** The features that are shipped. */
function choose({ weights }: Model, { hashes, counts }: Dictionary): Map<number, number> {
  const worth = hashes.map((_, id) => {
    let most = 0;
    for (let tag = 1; tag < TAGS; tag++) most = Math.max(most, Math.abs(gain(weights, id, tag)));
    return most * Math.sqrt(Math.sqrt(counts[id] as number));
  });
  return chooseFeatures(hashes, worth, SLOT_BITS, KEPT);
}

/** Outside is the measure: the other tags count by what they gain over it. */
function gain(weights: Float32Array, id: number, tag: number): number {
  return (weights[id * TAGS + tag] as number) - (weights[id * TAGS] as number);
}

function pack(
  { weights, moves, steps }: Model,
  { hashes }: Dictionary,
  slots: ReadonlyMap<number, number>,
  rows: readonly Row[],
  log: (line: string) => void,
): string {
  const [gaps, checks] = packSlots(hashes, slots);
  const streams = ['', '', '', ''];
  for (const id of slots.values()) {
    for (let lane = 0; lane < 4; lane++) streams[lane] += weight(gain(weights, id, lane + 1) * SCALE, MOST);
  }
  log(`names: ${slots.size} features kept`);
  let moveText = '';
  for (let before = 0; before < TAGS; before++) {
    const state = SHAPE.stateOf[before] as number;
    for (let next = 0; next < TAGS; next++) {
      const isInner = SHAPE.after[next]?.length !== 0;
      const move = isInner ? steps[before * TAGS + next] : state < 0 ? 0 : moves[state * TAGS + next];
      moveText += pair((move as number) * SCALE);
    }
  }
  const text = [moveText, packGate(rows, log), gaps, checks, streams.join('')].join(' ');
  return `${text}!${checksum(text, text.length)}`;
}

/** The units whose tables the gate has, relative to where a name may begin. */
const GATE_PLACES = [-1, 0, 1, 2];
const GATE_SCALE = 8;
/** The share of names the gate has to let through. */
const GATE_RECALL = 0.988;
/** The share of names lost to a look at their first unit alone. */
const GATE_LOST_FIRST = 0.002;
const GATE_ROUNDS = 3;
const GATE_RATE = 0.3;
/** A unit goes on with a name when it does so in this share of its occurrences. */
const LEAST_SHARE = 0.0003;
/** One that occurs less often than this does when it is a given character. */
const FEW = 40;

/**
 * The gate: a logistic regression over four units that says where a name may begin. The tagger looks only there.
 * Packed: the units of the tables, the four tables in that order, the bound, and the units that may go on with a name.
 */
function packGate(rows: readonly Row[], log: (line: string) => void): string {
  const texts = rows.map((row) => ({ units: unitsOf(row.text), tags: tagsOf(row) }));
  const tables = GATE_PLACES.map(() => new Float64Array(65536));
  const squares = GATE_PLACES.map(() => new Float64Array(65536).fill(1));
  let bias = -3;
  const scoreAt = (units: Uint16Array, at: number): number => {
    let sum = bias;
    for (const [k, place] of GATE_PLACES.entries())
      sum += (tables[k] as Float64Array)[gateUnit(units, at + place)] as number;
    return sum;
  };
  for (let round = 0; round < GATE_ROUNDS; round++) {
    for (const { units, tags } of texts) {
      for (let at = 0; at < units.length; at++) {
        if ((units[at] as number) < 0x3400) continue;
        const g = (tags[at] === BEGIN ? 1 : 0) - 1 / (1 + Math.exp(-scoreAt(units, at)));
        bias += 0.001 * g;
        for (const [k, place] of GATE_PLACES.entries()) {
          const unit = gateUnit(units, at + place);
          const squared = squares[k] as Float64Array;
          squared[unit] = (squared[unit] as number) + g * g;
          const table = tables[k] as Float64Array;
          table[unit] = (table[unit] as number) + (GATE_RATE * g) / Math.sqrt(squared[unit] as number);
        }
      }
    }
  }
  const begins: number[] = [];
  const others: number[] = [];
  for (const { units, tags } of texts) {
    for (let at = 0; at < units.length; at++) {
      if ((units[at] as number) < 0x3400) continue;
      (tags[at] === BEGIN ? begins : others).push(scoreAt(units, at));
    }
  }
  begins.sort((a, b) => a - b);
  const bound = begins[Math.floor(begins.length * (1 - GATE_RECALL))] as number;
  // What the first unit adds to nearly all that pass: one load instead of four for most others.
  const heres = texts.flatMap(({ units, tags }) =>
    Array.from(units.keys()).flatMap((at) =>
      tags[at] === BEGIN && (units[at] as number) >= 0x3400 ? [tables[1]?.[gateUnit(units, at)] as number] : [],
    ),
  );
  heres.sort((a, b) => a - b);
  const least = heres[Math.floor(heres.length * GATE_LOST_FIRST)] as number;
  const passed = others.filter((score) => score >= bound).length;
  log(
    `names: the gate lets ${GATE_RECALL} of ${begins.length} names pass, and ${((passed / others.length) * 100).toFixed(2)} % of other units`,
  );
  const known: number[] = [];
  for (let unit = 0; unit < 65536; unit++)
    if (tables.some((table) => Math.round((table[unit] as number) * GATE_SCALE) !== 0)) known.push(unit);
  const packed = tables.map((table) => known.map((unit) => weight((table[unit] as number) * GATE_SCALE, 44)).join(''));
  return [
    packAscending(known),
    ...packed,
    pair((bound - bias) * GATE_SCALE) + pair(least * GATE_SCALE),
    packAscending(unitsInside(texts)),
  ].join(' ');
}

/** As in src/model/names.ts: digits are alike, and so are what stands before and behind the text. */
function gateUnit(units: Uint16Array, at: number): number {
  const unit = at < 0 || at >= units.length ? 0 : (units[at] as number);
  return unit >= 48 && unit <= 57 ? 48 : unit;
}

/** The units that may go on with a name. */
function unitsInside(texts: readonly { units: Uint16Array; tags: Uint8Array }[]): number[] {
  const all = new Uint32Array(65536);
  const inside = new Uint32Array(65536);
  for (const { units, tags } of texts) {
    for (let i = 0; i < units.length; i++) {
      const unit = units[i] as number;
      all[unit] = (all[unit] as number) + 1;
      if (tags[i] === MIDDLE || tags[i] === END) inside[unit] = (inside[unit] as number) + 1;
    }
  }
  const found: number[] = [];
  for (let unit = 0; unit < 65536; unit++) {
    if (unit < 0x3400 ? unit !== 0xb7 : unit > 0x9fff) continue;
    const count = all[unit] as number;
    const isRareGiven = count < FEW && givenWeight(unit) > 0;
    if (isRareGiven || (inside[unit] as number) > LEAST_SHARE * Math.max(count, FEW)) found.push(unit);
  }
  return found;
}
