/** Names of sheets and of ranges: where one is masked, every formula that speaks of it has to follow. */

/** Excel allows no more, and none of these. */
const LONGEST_SHEET = 31;
/** For `_2`, so that the name stays its own. */
const ROOM = 6;
const NOT_IN_SHEETS = /[[\]:*?/\\']/g;
const NOT_IN_NAMES = /[^\p{L}\p{N}_.]/gu;
const NAME_PART = /[\p{L}\p{N}_.]/u;

export interface Renames {
  /** Old to new, of sheets and of defined names. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
}

/** New names for those that the mask changes, each its own. */
export function renameAll(
  kind: 'sheets' | 'names',
  all: readonly string[],
  mask: (text: string) => string,
): Map<string, string> {
  const renames = new Map<string, string>();
  const counts = new Map<string, number>();
  const taken = new Set(all.map((name) => name.toLowerCase()));
  for (const name of all) {
    const masked = mask(name);
    if (masked === name) continue;
    const safe =
      kind === 'sheets'
        ? masked.replace(NOT_IN_SHEETS, 'x').slice(0, LONGEST_SHEET)
        : masked.replace(NOT_IN_NAMES, '_').replace(/^(?![\p{L}_])/u, '_');
    let own = safe === '' ? '_' : safe;
    let n = counts.get(safe) ?? 1;
    while (taken.has(own.toLowerCase())) own = `${safe.slice(0, LONGEST_SHEET - ROOM)}_${++n}`;
    counts.set(safe, n);
    taken.add(own.toLowerCase());
    renames.set(name, own);
  }
  return renames;
}

/** A formula, reference or link with the new names in it. */
export function applyRenames(formula: string, { sheets, names }: Renames): string {
  let out = formula;
  for (const [old, name] of sheets) {
    const quoted = `'${name}'!`;
    out = out.replaceAll(`'${old.replaceAll("'", "''")}'!`, () => quoted);
    out = replaceWord(out, `${old}!`, quoted);
  }
  for (const [old, name] of names) out = replaceWord(out, old, name);
  return out;
}

/** Replaces a name where it is not a part of a longer one. */
function replaceWord(text: string, old: string, name: string): string {
  let out = '';
  let from = 0;
  for (let at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
    const end = at + old.length;
    const isPart = NAME_PART.test(text[at - 1] ?? '') || (!old.endsWith('!') && NAME_PART.test(text[end] ?? ''));
    out += text.slice(from, at) + (isPart ? old : name);
    from = end;
  }
  return out + text.slice(from);
}
