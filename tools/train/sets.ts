/** The labelled sets of the data folder, and which of their rows training may see. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mark {
  start: number;
  end: number;
  /** NAME, ADDRESS … for spans; prov, city, road … for elements. */
  type: string;
}

export interface Row {
  id: string;
  text: string;
  spans: Mark[];
  elements: Mark[];
}

/** One row in so many is kept out of training, by a hash of its id. */
const KEPT_OUT = 10;
/** Of the negative sets it is every second, and of the rest every fourth is for weighing: they are few. */
const KEPT_OUT_OF_NEGATIVES = 2;
const WEIGHED_OF_NEGATIVES = 8;

/** Sets that are for measuring only have no row here. */
export const NAME_SETS = ['cluener.train', 'msra.train', 'youku.train', 'weibo.train', 'resume.train', 'waybill.train'];
/** Of these the kept-out tenth is what is reported: they have no set of their own to measure on. */
export const TENTHS = ['cluener.train', 'msra.train', 'youku.train'];
export const NEGATIVE_SETS = ['vue-docs-zh', 'product-titles', 'shopping-reviews'];

export function readSet(folder: string, name: string): Row[] {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) throw new Error(`no set ${name}.jsonl in the data folder`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as Row & { elements?: (Mark & { label?: string })[] };
      const elements = (row.elements ?? []).map(({ start, end, type, label }) => ({ start, end, type: label ?? type }));
      return { id: String(row.id), text: row.text, spans: row.spans, elements };
    })
    .filter(({ text }) => text !== '');
}

export function readNegatives(folder: string, name: string): Row[] {
  return readSet(join(folder, 'negatives'), name);
}

/** Whether a row is kept out for reporting. */
export function isKeptOut(id: string): boolean {
  return hash(id) % KEPT_OUT === 0;
}

/** Whether a row is kept out for weighing the tagger against other evidence, which it must not have seen either. */
export function isForWeighing(id: string): boolean {
  return hash(id) % KEPT_OUT === 1;
}

export function isKeptOutNegative(id: string): boolean {
  return hash(id) % KEPT_OUT_OF_NEGATIVES === 0;
}

export function isNegativeForWeighing(id: string): boolean {
  return hash(id) % WEIGHED_OF_NEGATIVES === 1;
}

function hash(id: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 12)) >>> 0;
}
