/** What is wrong with a policy, in words of ours. */

import { defaultDetectors } from '../../index.ts';

/** Words of the format and of our strategies: in a path they say nothing of what somebody wrote. */
const WORDS =
  '* $schema name version extends kinds fields defaults tenants audiences use threshold treat-as language char steps from above below head tail hide max keep virtual text algorithm birth sex region address geohash denied';
/** A part of a path, as `join` in policy/read.ts writes it. */
const PART = /\.([\w*-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;
const LONGEST_PART = 40;

/**
 * A mistake without the words of who made it: what was taken for a policy may be a list of customers. Keys that are no words of ours
 * are named by their number, quoted words are left out; suggestions are words of ours, or of the strategies and detectors in the
 * code. (A strategy type of the caller's that throws a TuominError chooses its own words.)
 */
export function describeMistake(path: string, message: string, policy: unknown, kinds: readonly string[]): string {
  const words = new Set([...WORDS.split(' '), ...kinds, ...defaultDetectors.flatMap((detector) => detector.kinds)]);
  const problem = message.slice(path.length + 2).replace(/^(unknown \w+) "(?:[^"\\]|\\.)*"/, '$1');
  // The names of audiences are the file's.
  if (!path.startsWith('policy')) return `${path}: ${problem.split(';', 1)[0]}`;
  let place = 'policy';
  let node = policy;
  const part = new RegExp(PART.source, PART.flags);
  part.lastIndex = place.length;
  for (let match = part.exec(path); match !== null; match = part.exec(path)) {
    const [, plain, index, quoted] = match;
    const isObject = typeof node === 'object' && node !== null;
    if (index !== undefined) {
      place += `[${index}]`;
      node = isObject ? (node as readonly unknown[])[Number(index)] : undefined;
      continue;
    }
    const key = plain ?? (JSON.parse(`"${quoted}"`) as string); // written by JSON.stringify
    const keys = isObject ? Object.keys(node as object) : [];
    const n = keys.findIndex((one) => one === key || (key.length > LONGEST_PART && one.startsWith(key.slice(0, -1))));
    if (words.has(key)) place += `.${key}`;
    else place += n < 0 ? '[?]' : `[key ${n + 1}]`;
    node = n < 0 ? undefined : (node as Record<string, unknown>)[keys[n] as string];
  }
  return `${place}: ${problem}`;
}
