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

export {
  isForWeighing,
  isKeptOut,
  isKeptOutNegative,
  isNegativeForWeighing,
  NEGATIVE_SETS,
  TENTHS,
} from './folds.mjs';

/** Sets that are for measuring only have no row here. */
export const NAME_SETS = ['cluener.train', 'msra.train', 'youku.train', 'weibo.train', 'resume.train', 'waybill.train'];
export function readSet(folder: string, name: string): Row[] {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) throw new Error(`no set ${name}.jsonl in the data folder`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as Omit<Row, 'elements'> & { elements?: (Mark & { label?: string })[] };
      const elements = (row.elements ?? []).map(({ start, end, type, label }) => ({ start, end, type: label ?? type }));
      return { id: String(row.id), text: row.text, spans: row.spans, elements };
    })
    .filter(({ text }) => text !== '');
}

export function readNegatives(folder: string, name: string): Row[] {
  return readSet(join(folder, 'negatives'), name);
}
