/** Decides what becomes of every node of a record. */

import { FAILED } from '../errors.ts';
import type { Finding } from '../types.ts';
import type { Context } from './contexts.ts';
import type { Leaves } from './leaves.ts';
import { Memory } from './memory.ts';
import { DROPPED, FAILURE } from './report.ts';
import { ARRAY, BROKEN, NUMBER, OBJECT, type Tape, TEXT } from './tape.ts';

/** The field is taken out. */
export const DROP: unique symbol = Symbol('drop');

/** A finding in a value of a record; offsets are those of that value, numbers as they are written. */
export interface RecordFinding extends Finding {
  /** The keys and indexes that lead to the value; keys that hold personal data are masked here too. */
  readonly path: readonly (string | number)[];
  /** The finding stands in the last key of the path, not in its value. */
  readonly inKey?: true;
}

export interface Plan {
  /** By node: what is shown in its place, a number where one is put back; undefined leaves it as it is. */
  readonly outcomes: readonly (string | number | bigint | typeof DROP | undefined)[];
  /** By node: what its key is shown as. */
  readonly keys: ReadonlyMap<number, string>;
  readonly isClean: boolean;
}

/** What a few elements prove is known to all of the record; those of a long list are records of their own. */
const FEW = 16;
/** A key that may hold a value: a number, an address of mail, anything that is not plain English. */
const TELLING_KEY = /\d{5}|@|[^\0-\x7f]/u;

/** `isElement`: what the tape holds stands in a list that is not on it. `memories` are those of `remember`. */
export function makePlan(
  tape: Tape,
  leaves: Leaves,
  outer: Memory | undefined,
  isElement = false,
  memories: readonly Memory[] = remember(tape, leaves, outer, isElement),
): Plan {
  const outcomes: (string | typeof DROP | undefined)[] = new Array(tape.length);
  const keys = new Map<number, string>();
  let taken: Map<number, Set<string>> | undefined;
  let isClean = true;
  for (let node = 0; node < tape.length; node++) {
    const parent = tape.parent[node] as number;
    const context = tape.context[node] as Context;
    // What stands in a dropped field is gone with it.
    if (parent >= 0 && outcomes[parent] === DROP) {
      outcomes[node] = DROP;
      continue;
    }
    const outcome = outcomeOf(tape, node, leaves, memories[node] as Memory);
    if (outcome !== undefined) {
      outcomes[node] = outcome;
      isClean = false;
    }
    const name = tape.name[node];
    if (parent < 0 || tape.type[parent] !== OBJECT || typeof name !== 'string' || outcome === DROP) continue;
    if (context.action === 'keep' || !TELLING_KEY.test(name) || context.field.kind !== undefined) continue;
    const key = maskKey(leaves, name);
    if (key === name) continue;
    taken ??= new Map();
    const others = taken.get(parent) ?? new Set();
    taken.set(parent, others);
    keys.set(node, unused(key, others));
    isClean = false;
  }
  return { outcomes, keys, isClean };
}

function outcomeOf(tape: Tape, node: number, leaves: Leaves, memory: Memory): string | typeof DROP | undefined {
  const context = tape.context[node] as Context;
  if (context.action === 'drop') {
    leaves.note(DROPPED, context);
    return DROP;
  }
  const type = tape.type[node];
  if (type === BROKEN) return FAILED;
  if (type !== TEXT && type !== NUMBER) return undefined;
  const text = tape.text[node] as string;
  try {
    const masked = type === TEXT ? leaves.mask(text, context, memory) : leaves.maskNumber(text, context, memory);
    return masked === text ? undefined : masked;
  } catch {
    leaves.note(FAILURE, context);
    return FAILED;
  }
}

/** The memory each node is read with: filled before anything is masked, since a remark may stand before the name. */
export function remember(tape: Tape, leaves: Leaves, outer: Memory | undefined, isElement: boolean): Memory[] {
  const memories: Memory[] = new Array(tape.length);
  for (let node = 0; node < tape.length; node++) {
    const parent = tape.parent[node] as number;
    const type = tape.type[node];
    if (parent < 0) memories[node] = new Memory(outer);
    else {
      const isRecord = tape.type[parent] === ARRAY && isList(tape, parent, isElement);
      memories[node] = isRecord ? new Memory(memories[parent]) : (memories[parent] as Memory);
    }
    if (type !== TEXT && type !== NUMBER) continue;
    try {
      leaves.learn(tape.text[node] as string, tape.context[node] as Context, memories[node] as Memory);
    } catch {
      // A detector that breaks breaks again when the value is masked, and there it counts.
    }
  }
  return memories;
}

/** An array at the root may be longer than any memory when it streams by: its elements are always records of their own. */
function isList(tape: Tape, array: number, isElement: boolean): boolean {
  return ((tape.parent[array] as number) < 0 && !isElement) || (tape.size[array] as number) > FEW;
}

function maskKey(leaves: Leaves, name: string): string {
  try {
    return leaves.maskKey(name);
  } catch {
    return FAILED;
  }
}

/** Two customers of one object must not become one: 159******83, 159******83#2. */
function unused(key: string, taken: Set<string>): string {
  let name = key;
  for (let n = 2; taken.has(name); n++) name = `${key}#${n}`;
  taken.add(name);
  return name;
}

/** What stands where, by the same eyes. */
export function findAll(tape: Tape, leaves: Leaves): RecordFinding[] {
  const memories = remember(tape, leaves, undefined, false);
  const found: RecordFinding[] = [];
  for (let node = 0; node < tape.length; node++) {
    const context = tape.context[node] as Context;
    const name = tape.name[node];
    const parent = tape.parent[node] as number;
    const isKey = parent >= 0 && tape.type[parent] === OBJECT && typeof name === 'string';
    if (isKey && context.action !== 'keep' && TELLING_KEY.test(name) && context.field.kind === undefined) {
      for (const one of leaves.detectKey(name)) found.push({ ...one, path: pathOf(tape, node, leaves), inKey: true });
    }
    const type = tape.type[node];
    if (type !== TEXT && type !== NUMBER) continue;
    for (const one of leaves.detect(tape.text[node] as string, context, memories[node] as Memory))
      found.push({ ...one, path: pathOf(tape, node, leaves) });
  }
  return found;
}

function pathOf(tape: Tape, node: number, leaves: Leaves): (string | number)[] {
  return tape
    .pathOf(node)
    .map((part) => (typeof part === 'string' && TELLING_KEY.test(part) ? maskKey(leaves, part) : part));
}
