/** The caller's own lists: values that are never masked and values that always are. */

import { didYouMean, TuominError } from '../errors.ts';
import type { CueSet, Scan } from '../scan/scan.ts';
import { createFoldTable, ZERO_WIDTH } from '../text/fold.ts';
import type { Detector, Kind, Report } from '../types.ts';

/** The scan has twenty bits for the index of a word in its set. */
const MOST_VALUES = 1_000_000;

/** A value or pattern that is always masked, as kind `denied` or the one named. */
export type ListEntry = string | RegExp | { readonly value: string | RegExp; readonly kind?: Kind };

const DENIED = 'denied';
/** How far a pattern of the caller's is taken to look. In texts longer than a window a longer match may be missed. */
const PATTERN_REACH = 256;
/** The caller said so: beyond any threshold. */
const CERTAIN = 20;

/**
 * Reports whether a whole value is one of the allowed ones; width, spaces and dashes of strings are disregarded.
 * Returns undefined when nothing is allowed.
 */
export function createValueMatcher(
  allow: readonly (string | RegExp)[] | undefined,
): ((text: string) => boolean) | undefined {
  const entries = readList(allow, 'options.allow');
  if (entries.length === 0) return undefined;
  const fold = createFoldTable();
  const plain = (text: string): string => {
    let out = '';
    for (let i = 0; i < text.length; i++) {
      const unit = fold[text.charCodeAt(i)] as number;
      if (unit !== 32 && unit !== 45 && unit !== ZERO_WIDTH) out += String.fromCharCode(unit);
    }
    return out;
  };
  const values = new Set<string>();
  const patterns: RegExp[] = [];
  for (const [i, entry] of entries.entries()) {
    if (typeof entry === 'string' && entry !== '') values.add(plain(entry));
    // Without `m`: the whole value has to match, not one line of it.
    else if (entry instanceof RegExp)
      patterns.push(new RegExp(`^(?:${entry.source})$`, entry.flags.replace(/[gmy]/gu, '')));
    else
      throw new TuominError('bad-option', `options.allow[${i}]`, 'must be a non-empty string or a regular expression');
  }
  return (text) => values.has(plain(text)) || patterns.some((pattern) => pattern.test(text));
}

/** Makes a detector of the values that are always masked; undefined when there are none. */
export function createDenyDetector(deny: readonly ListEntry[] | undefined): Detector | undefined {
  const entries = readList(deny, 'options.deny');
  if (entries.length === 0) return undefined;
  const words: string[] = [];
  const wordKinds: Kind[] = [];
  const patterns: { pattern: RegExp; kind: Kind }[] = [];
  for (const [i, entry] of entries.entries()) {
    const { value, kind } = parseEntry(entry, `options.deny[${i}]`);
    if (typeof value === 'string') {
      words.push(value);
      wordKinds.push(kind);
    } else
      patterns.push({
        pattern: new RegExp(value.source, `${value.flags.replace(/[gy]/gu, '')}g`),
        kind,
      });
  }
  if (words.length > MOST_VALUES)
    throw new TuominError('bad-option', 'options.deny', `must hold at most ${MOST_VALUES} values`);
  const set: CueSet = { name: 'deny', anywhere: true, list: () => words };
  return {
    name: 'deny',
    kinds: [...new Set([...wordKinds, ...patterns.map(({ kind }) => kind)])],
    reach: words.reduce((most, { length }) => Math.max(most, length), PATTERN_REACH),
    cues: words.length === 0 ? [] : [set],
    wakes: patterns.length === 0 ? { cues: [set] } : { digits: 0 },
    find(scan: Scan, report: Report): void {
      for (let k = 0; k < scan.hitCount; k++) {
        if (scan.hitSet[k] !== set) continue;
        report.add(
          wordKinds[scan.hitWord[k] as number] ?? DENIED,
          scan.hitStart[k] as number,
          scan.hitEnd[k] as number,
          CERTAIN,
        );
      }
      if (patterns.length === 0) return;
      const text = scan.text.slice(scan.base, scan.base + scan.length);
      for (const { pattern, kind } of patterns) {
        for (const match of text.matchAll(pattern)) {
          if (match[0] !== '') report.add(kind, match.index, match.index + match[0].length, CERTAIN);
        }
      }
    },
  };
}

function readList<T>(list: readonly T[] | undefined, path: string): readonly T[] {
  if (list !== undefined && !Array.isArray(list)) throw new TuominError('bad-option', path, 'must be an array');
  return list ?? [];
}

function parseEntry(entry: ListEntry, path: string): { value: string | RegExp; kind: Kind } {
  if (typeof entry === 'string' && entry !== '') return { value: entry, kind: DENIED };
  if (entry instanceof RegExp) return { value: entry, kind: DENIED };
  if (typeof entry === 'object' && entry !== null) {
    for (const name of Object.keys(entry)) {
      if (name !== 'value' && name !== 'kind')
        throw new TuominError(
          'unknown-option',
          `${path}.${name}`,
          `unknown option${didYouMean(name, ['value', 'kind'])}`,
        );
    }
    const { value, kind = DENIED } = entry;
    if (((typeof value === 'string' && value !== '') || value instanceof RegExp) && typeof kind === 'string')
      return { value, kind };
  }
  throw new TuominError('bad-option', path, 'must be a non-empty string, a regular expression or { value, kind }');
}
