/** Masks rows as records whose fields are the columns. */

import { innerOf, type Redactor } from '../record/index.ts';
import type { RowMasker } from './row.ts';

/** Sheets have a few sets of titles; a hostile one may have one for each row. */
const MOST_HEADERS = 256;
const SEPARATOR = '\0';

export function createRowMasker(redactor: Redactor): RowMasker {
  const inner = innerOf(redactor);
  const known = new Map<string, (cells: readonly string[]) => readonly string[]>();
  return (header, cells) => {
    const name = header === undefined ? '' : SEPARATOR + header.join(SEPARATOR);
    let mask = known.get(name);
    if (mask === undefined) {
      mask = inner.rowMasker(header?.map((title) => title.trim()));
      if (known.size < MOST_HEADERS) known.set(name, mask);
    }
    return mask(cells);
  };
}
