import { simplifyTable } from './script.ts';
import { TOWNS } from './towns.gen.ts';
import { unpackAscending } from './unpack.ts';

// The names of 41,352 towns and streets as fingerprints: a name that is listed is always found, and about one in four of all
// others is taken for one. It is evidence among others, and measured as well as one in eight, at 2 kB less. Towns are raised
// and renamed, so 大河乡, 大河镇 and 大河街道 share one fingerprint.

/** Ends of a name that count as 镇, longest first. */
const KINDS = ['街道办事处', '街道办', '民族乡', '街道', '镇', '乡', '鎮', '鄉'];
const LAST_UNITS = '处办乡道镇鎮鄉';
/** 镇 */
const TOWN = 0x9547;
/** The longest name that is listed. */
const LONGEST = 8;

let range = 1;
let prints: Int32Array | undefined;

/** Reports whether text[start, end) is probably the name of a town or street, its kind included: 仓前街道. */
export function isTown(text: string, start: number, end: number): boolean {
  const kind = kindLength(text, start, end);
  if (kind > 0) return isTownStem(text, start, end - kind);
  // A kind alone (街道) names nothing, whatever its fingerprint meets.
  if (KINDS.some((one) => one.length === end - start && text.startsWith(one, start))) return false;
  return end - start <= LONGEST && has(hashOf(text, start, end));
}

/** The same for a name without its kind: 仓前. Weaker: the stems of towns are often everyday words (和平 新华 大桥). */
export function isTownStem(text: string, start: number, end: number): boolean {
  if (end <= start || end - start > LONGEST) return false;
  return has(finish(mix(unfinished(text, start, end), TOWN)));
}

/** How many units at the end of text[start, end) say that it is a town; 0 if none do. */
function kindLength(text: string, start: number, end: number): number {
  if (!LAST_UNITS.includes(text.charAt(end - 1))) return 0;
  const kind = KINDS.find((one) => one.length < end - start && text.startsWith(one, end - one.length));
  return kind?.length ?? 0;
}

function has(hash: number): boolean {
  prints ??= build();
  const print = hash % range;
  let low = 0;
  let high = prints.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prints[middle] ?? 0) < print) low = middle + 1;
    else high = middle;
  }
  return prints[low] === print;
}

function build(): Int32Array {
  const at = TOWNS.indexOf('!');
  range = Number(TOWNS.slice(0, at));
  return unpackAscending(TOWNS, at + 1);
}

function hashOf(text: string, start: number, end: number): number {
  return finish(unfinished(text, start, end));
}

/** FNV-1a over the simplified units. */
function unfinished(text: string, start: number, end: number): number {
  const table = simplifyTable();
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = mix(h, table[text.charCodeAt(i)] ?? 0);
  return h;
}

function mix(h: number, unit: number): number {
  return Math.imul(h ^ unit, 0x01000193);
}

function finish(h: number): number {
  return (h ^ (h >>> 15)) >>> 0;
}
