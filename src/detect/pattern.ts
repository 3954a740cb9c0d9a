/** Detectors of the caller's own kinds, made from a regular expression. */

import { didYouMean, TuominError } from '../errors.ts';
import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Kind, Report } from '../types.ts';

const OPTION_NAMES = ['kind', 'pattern', 'validate', 'cues', 'keys', 'reach', 'score'];
const DEFAULT_REACH = 256;
const LONGEST_REACH = 65536;
const DEFAULT_SCORE = 0.75;
/** The most a cue may stand before a match, with its own length. */
const CUE_REACH = 72;
const CUE_WEIGHT = 2;

export interface PatternOptions {
  /** The name of the kind, as a policy shall call it: `employee-no`. */
  readonly kind: Kind;
  /** What the whole value looks like. `g` is added and `y` dropped; keep repetitions bounded. */
  readonly pattern: RegExp;
  /** Refuses matches the expression cannot tell apart, such as wrong check digits. A validator that throws refuses nothing. */
  readonly validate?: (text: string) => boolean;
  /** Words that speak for a match when they stand directly before it: `['工号', '员工编号']`. */
  readonly cues?: readonly string[];
  /** Names of fields that do the same before `:`, `=` or `>`: `['employeeNo']`; `~no` also stands for `staffNo`. */
  readonly keys?: readonly string[];
  /** How many units a match and what it looks around for may span, 256 when absent; longer matches are cut there. */
  readonly reach?: number;
  /** How sure a match without cue is, between 0 and 1; 0.75 when absent. Below 0.5 it takes a cue to be found. */
  readonly score?: number;
}

/** Makes a detector of the caller's own kind. Throws a TuominError that names the option when one makes no sense. */
export function patternDetector(options: PatternOptions): Detector {
  check(options);
  const { kind, validate, reach = DEFAULT_REACH, score = DEFAULT_SCORE } = options;
  const pattern = new RegExp(options.pattern.source, `${options.pattern.flags.replace(/[gy]/gu, '')}g`);
  const readsCodePoints = /[uv]/u.test(pattern.flags);
  const words = options.cues ?? [];
  const keys = options.keys ?? [];
  const set: CueSet | undefined =
    words.length + keys.length === 0 ? undefined : { name: kind, list: () => words, keys: keys.join(' ') };
  const prior = Math.log(score / (1 - score));
  return {
    name: kind,
    kinds: [kind],
    reach: set === undefined ? reach : reach + CUE_REACH,
    cues: set === undefined ? [] : [set],
    // Any text: only the expression knows what it begins with.
    wakes: { digits: 0 },
    find(scan: Scan, report: Report): void {
      const text =
        scan.base === 0 && scan.length === scan.text.length
          ? scan.text
          : scan.text.slice(scan.base, scan.base + scan.length);
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        const [value] = match;
        if (value === '') {
          pattern.lastIndex = match.index + (readsCodePoints ? characterSize(text, match.index) : 1);
          continue;
        }
        if (!isValid(validate, value)) continue;
        report.add(kind, match.index, match.index + Math.min(value.length, reach), prior);
        if (set !== undefined && scan.cueBefore(set, match.index) >= 0) report.because(`cue:${kind}`, CUE_WEIGHT);
      }
    },
  };
}

/** A position between surrogates would be moved back, for ever, by an expression that reads code points. */
function characterSize(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function isValid(validate: PatternOptions['validate'], value: string): boolean {
  if (validate === undefined) return true;
  try {
    return validate(value) !== false;
  } catch {
    // In doubt the value is masked.
    return true;
  }
}

function check(options: PatternOptions): void {
  if (typeof options !== 'object' || options === null) throw problem('pattern', 'must be an object');
  for (const name of Object.keys(options)) {
    if (!OPTION_NAMES.includes(name)) {
      throw new TuominError('unknown-option', `pattern.${name}`, `unknown option${didYouMean(name, OPTION_NAMES)}`);
    }
  }
  const { kind, pattern, validate, cues, keys, reach, score } = options;
  if (typeof kind !== 'string' || kind === '') throw problem('pattern.kind', 'must be a non-empty string');
  if (!(pattern instanceof RegExp)) throw problem('pattern.pattern', 'must be a regular expression');
  if (validate !== undefined && typeof validate !== 'function') throw problem('pattern.validate', 'must be a function');
  checkWords(cues, 'pattern.cues');
  checkWords(keys, 'pattern.keys');
  if (reach !== undefined && !(Number.isInteger(reach) && reach >= 1 && reach <= LONGEST_REACH)) {
    throw problem('pattern.reach', `must be an integer between 1 and ${LONGEST_REACH}`);
  }
  if (score !== undefined && !(score > 0 && score < 1))
    throw problem('pattern.score', 'must be a number between 0 and 1');
}

function checkWords(words: readonly string[] | undefined, path: string): void {
  if (words === undefined) return;
  const isList = Array.isArray(words) && words.every((word) => typeof word === 'string' && word.trim() !== '');
  if (!isList) throw problem(path, 'must be a list of non-empty strings');
}

function problem(path: string, text: string): TuominError {
  return new TuominError('bad-option', path, text);
}
