/**
 * Trains the taggers of src/model on the labelled sets of a data folder:
 *
 *   npm run train -- ../shared/data [names] [elements] [--weighing]
 *
 * The same folder gives the same weights, byte for byte. docs/model-card.md says what is in them.
 */

import { writeFileSync } from 'node:fs';
import { cardOf, type HeadCard } from './card.ts';
import { trainElements } from './elements.ts';
import { replaceNames, trainNames } from './names.ts';
import { moduleOf } from './pack.ts';
import { People } from './people.ts';
import { Random } from './random.ts';
import { type Piece, Records } from './records.ts';
import {
  isForWeighing,
  isKeptOut,
  isKeptOutNegative,
  isNegativeForWeighing,
  NAME_SETS,
  NEGATIVE_SETS,
  type Row,
  readNegatives,
  readSet,
  TENTHS,
} from './sets.ts';

const MODEL = new URL('../../src/model/', import.meta.url);
const ADDRESS_SETS = ['cap.train', 'ccks2021addr.train', 'supermapaddr.train'];
/** Sets whose parts are labelled alike; ccks2021addr has nearly the rows of cap, and labels that contradict them. */
const ELEMENT_SETS = [
  { name: 'cap.train', weight: 2 },
  { name: 'supermapaddr.train', weight: 1 },
];
const RECORDS = 20_000;
/** Messages are few, and most like what services see. */
const MESSAGES_WEIGHT = 3;
const LONGEST_TEXT = 600;

const [folder, ...wanted] = process.argv.slice(2).filter((word) => word !== '--weighing');
/** Also keeps out the rows for weighing: for finding the weights of evidence, not for a release. */
const isWeighing = process.argv.includes('--weighing');
if (folder === undefined) {
  process.stderr.write('usage: npm run train -- DATA_FOLDER [names] [elements]\n');
  process.exit(2);
}
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const isWanted = (head: string): boolean => wanted.length === 0 || wanted.includes(head);

/** Texts of one origin, as they are trained on. */
interface Batch {
  readonly name: string;
  readonly rows: readonly Weighted[];
}

interface Weighted {
  readonly row: Row;
  readonly weight: number;
}

const people = new People(folder);
const prose: Batch[] = NAME_SETS.map((name) => ({
  name,
  rows: readSet(folder, name)
    .filter(({ id }) => !(isWeighing && isForWeighing(id)) && (!TENTHS.includes(name) || !isKeptOut(id)))
    .map((row) => ({ row, weight: name === 'weibo.train' ? MESSAGES_WEIGHT : 1 })),
}));
const negatives: Batch[] = NEGATIVE_SETS.map((name) => ({
  name: `negatives/${name}`,
  rows: readNegatives(folder, name)
    .filter(({ id }) => !isKeptOutNegative(id) && !(isWeighing && isNegativeForWeighing(id)))
    .map((row) => ({ row, weight: 1 })),
}));
const heads: HeadCard[] = [];

if (isWanted('names')) {
  const random = new Random(11);
  const copies = replaceNames(
    prose.flatMap(({ rows }) => rows.map(({ row }) => row)),
    people,
    random,
  ).map((row) => ({ row, weight: 1 }));
  write('names.gen.ts', 'NAMES', trainNames, 'Names', 'NAME', 'Seeds: 11 for texts, 7 for their order.', [
    ...prose,
    { name: 'these, with invented names', rows: copies },
    ...negatives,
    { name: 'invented records', rows: makeRecords(random, ADDRESS_SETS) },
  ]);
}
if (isWanted('elements')) {
  const random = new Random(12);
  const addresses = ELEMENT_SETS.map(({ name, weight }) => ({
    name,
    rows: readSet(folder, name)
      .filter(({ id }) => !(isWeighing && isForWeighing(id)))
      .map((row) => ({ row, weight })),
  }));
  const records = makeRecords(
    random,
    ELEMENT_SETS.map(({ name }) => name),
  );
  // No set of prose labels addresses, and few of its sentences hold one; names of places in them are none.
  const empty = prose.map(({ name, rows }) => ({
    name: `${name}, as texts without addresses`,
    rows: rows
      .filter(() => random.chance(0.15))
      .map(({ row, weight }) => ({ row: { ...row, spans: [], elements: [] }, weight })),
  }));
  const others = negatives.map(({ name, rows }) => ({ name, rows: rows.filter(() => random.chance(0.4)) }));
  write(
    'elements.gen.ts',
    'ELEMENTS',
    trainElements,
    'Parts of addresses',
    'ADDRESS',
    'Seeds: 12 for texts, 7 for their order.',
    [...addresses, { name: 'invented records', rows: records }, ...empty, ...others],
  );
}
if (wanted.length === 0 && !isWeighing)
  writeFileSync(new URL('../../docs/model-card.md', import.meta.url), cardOf(heads));

/** Trains one tagger and writes its module. */
function write(
  file: string,
  constant: string,
  train: (rows: readonly Weighted[], log: (line: string) => void) => string,
  title: string,
  type: string,
  seeds: string,
  batches: readonly Batch[],
): void {
  const short = batches.map(({ name, rows }) => ({
    name,
    rows: rows.filter(({ row }) => row.text.length < LONGEST_TEXT),
  }));
  const module = moduleOf(
    constant,
    train(
      short.flatMap(({ rows }) => rows),
      log,
    ),
  );
  writeFileSync(new URL(file, MODEL), module);
  const sets = short.map(({ name, rows }) => ({
    name,
    texts: rows.length,
    marks: rows.reduce((sum, { row }) => sum + row.spans.filter((span) => span.type === type).length, 0),
  }));
  heads.push({ title, file, module, seeds, sets });
}

function makeRecords(random: Random, sets: readonly string[]): { row: Row; weight: number }[] {
  const addresses = sets
    .flatMap((name) => readSet(folder as string, name).filter(({ id }) => !(isWeighing && isForWeighing(id))))
    .flatMap(addressOf);
  const records = new Records(random, people, addresses);
  return Array.from({ length: RECORDS }, (_, i) => ({ row: records.next(`record-${i}`), weight: 1 }));
}

/** The address of a row without what stands around it. */
function addressOf({ text, spans, elements }: Row): Piece[] {
  const span = spans.find(({ type }) => type === 'ADDRESS');
  if (span === undefined || span.end - span.start < 5) return [];
  const { start, end } = span;
  const inside = elements.filter((element) => element.start >= start && element.end <= end);
  return [
    {
      text: text.slice(start, end),
      spans: [],
      elements: inside.map((element) => ({ ...element, start: element.start - start, end: element.end - start })),
    },
  ];
}
