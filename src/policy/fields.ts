/**
 * Rules for the fields of records, by path: `orders[*].receiver.*`, `**.remark`, `["a.b"][0]`.
 *
 *   name  "a.b"   a key          *    any key or index
 *   [3]  [*]      an index       **   any number of them, none included
 *
 * A path begins at the record; where the whole is an array of records, at each of them. What a rule says of a field holds
 * for all that is inside it, until another rule matches there; of several that match one field, the last holds.
 */

import { didYouMean, TuominError } from '../errors.ts';
import type { Kind } from '../types.ts';
import type { FieldAction } from './format.ts';
import type { CompiledPolicy } from './policy.ts';
import { join, quote, readFields, wrong } from './read.ts';

export interface FieldRule {
  readonly path: readonly PathPart[];
  readonly action: FieldAction;
}

type PathPart = { readonly key: string } | { readonly index: number } | typeof ANY | typeof ANY_INDEX | typeof DEEP;

const ANY = '*';
const ANY_INDEX = '[*]';
const DEEP = '**';

/** More rules than this are no policy. */
const MOST_RULES = 1000;
const MOST_PARTS = 64;
/** States are remembered up to this many: keys of hostile records must not fill the memory. */
const MOST_STATES = 4096;

const PART = /(?:^|\.)(\*\*|\*|[^.[\]*"\s]+)|\[(\*|\d{1,9})\]|\["((?:[^"\\]|\\["\\]){1,200})"\]/uy;

/** Reads the rules for fields of a policy. Throws a TuominError that names the rule. */
export function compileFieldRules({ fields, kinds }: Pick<CompiledPolicy, 'fields' | 'kinds'>): FieldRule[] {
  const compiled = fields.flatMap(({ value, path: where }) => {
    if (value === undefined) return [];
    const rules = readFields(value, where);
    return Object.keys(rules).map((path) => {
      const at = join(where, path);
      return { path: readPath(path, at), action: readAction(rules[path], at, kinds) };
    });
  });
  if (compiled.length > MOST_RULES) throw wrong('policy.fields', `must have at most ${MOST_RULES} rules`);
  return compiled;
}

function readPath(text: string, where: string): PathPart[] {
  const parts: PathPart[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const at = PART.lastIndex;
    const match = PART.exec(text);
    if (match === null || match[0] === '') {
      throw wrong(where, `is no path: column ${at + 1} makes no sense`);
    }
    const [, name, index, quoted] = match;
    if (name !== undefined) parts.push(name === DEEP ? DEEP : name === ANY ? ANY : { key: name });
    else if (index !== undefined) parts.push(index === '*' ? ANY_INDEX : { index: Number(index) });
    else parts.push({ key: (quoted as string).replace(/\\(["\\])/gu, '$1') });
  }
  if (parts.length === 0 || parts.length > MOST_PARTS) throw wrong(where, `must have 1 to ${MOST_PARTS} parts`);
  return parts;
}

function readAction(value: unknown, where: string, kinds: readonly Kind[]): FieldAction {
  if (value === 'scan' || value === 'keep' || value === 'drop') return value;
  if (typeof value === 'string')
    throw wrong(where, `unknown action ${quote(value)}${didYouMean(value, ['scan', 'keep', 'drop'])}`);
  const kind = readFields(value, where, ['treat-as'])['treat-as'];
  if (typeof kind !== 'string') throw wrong(`${where}.treat-as`, 'must be the name of a kind');
  if (kinds.includes(kind)) return { 'treat-as': kind };
  throw new TuominError('unknown-kind', `${where}.treat-as`, `unknown kind ${quote(kind)}${didYouMean(kind, kinds)}`);
}

/** Where a walk through a record stands in the rules. */
export interface PathState {
  /** What holds here, as an index of the rules; -1 where none does. */
  readonly rule: number;
  /** Places in the rules that the next key is compared with: rule * MOST_PARTS + part. */
  readonly threads: readonly number[];
}

/** Follows all rules at once through a record: a set of places in them, made a state when first met. */
export class PathMatcher {
  readonly #rules: readonly FieldRule[];
  readonly #states = new Map<string, PathState>();
  readonly root: PathState;

  constructor(rules: readonly FieldRule[]) {
    this.#rules = rules;
    this.root = this.#intern(-1, this.#open(rules.map((_, rule) => rule * MOST_PARTS)));
  }

  actionOf(state: PathState): FieldAction {
    return this.#rules[state.rule]?.action ?? 'scan';
  }

  /** The state behind a key or an index. */
  step(state: PathState, part: string | number): PathState {
    if (state.threads.length === 0) return state;
    const next: number[] = [];
    let rule = -1;
    for (const thread of state.threads) {
      const of = Math.floor(thread / MOST_PARTS);
      const { path } = this.#rules[of] as FieldRule; // a thread is of one of the rules
      const at = thread % MOST_PARTS;
      const wanted = path[at] as PathPart; // and stands before one of its parts
      if (wanted === DEEP) next.push(thread);
      if (wanted !== DEEP && !accepts(wanted, part)) continue;
      // `a.**` means all that is inside a.
      if (at + 1 === path.length) rule = Math.max(rule, of);
      else if (wanted !== DEEP) next.push(thread + 1);
    }
    // The elements of an array of records are records.
    if (state === this.root && typeof part === 'number') next.push(...state.threads);
    return this.#intern(rule < 0 ? state.rule : rule, this.#open(next));
  }

  /** `**` may stand for nothing: the part behind it is compared with the same key. */
  #open(threads: readonly number[]): number[] {
    const open = new Set(threads);
    for (const thread of open) {
      const { path } = this.#rules[Math.floor(thread / MOST_PARTS)] as FieldRule; // see step
      const at = thread % MOST_PARTS;
      if (path[at] === DEEP && at + 1 < path.length) open.add(thread + 1);
    }
    return [...open].sort((a, b) => a - b);
  }

  #intern(rule: number, threads: readonly number[]): PathState {
    const name = `${rule}:${threads.join()}`;
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const state: PathState = { rule, threads };
    if (this.#states.size < MOST_STATES) this.#states.set(name, state);
    return state;
  }
}

function accepts(wanted: PathPart, part: string | number): boolean {
  if (wanted === ANY) return true;
  if (wanted === ANY_INDEX) return typeof part === 'number';
  if (wanted === DEEP) return true;
  return 'key' in wanted ? wanted.key === part : wanted.index === part;
}
