/** What a file is, by what the user says or by its name. */

import { extname } from 'node:path';
import type { FormatName } from './args.ts';

const BY_NAME: Readonly<Record<string, Exclude<FormatName, 'auto'>>> = {
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.xlsx': 'xlsx',
};

export function formatOf(file: string, asked: FormatName): Exclude<FormatName, 'auto'> {
  return asked === 'auto' ? (BY_NAME[extname(file).toLowerCase()] ?? 'text') : asked;
}
