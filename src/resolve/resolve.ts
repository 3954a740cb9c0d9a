/**
 * From candidates to findings. The order, documented and complete:
 *
 * 1. A candidate below its kind's threshold, or allowed by the caller, is out.
 * 2. Of two candidates where one holds the other, the longer stands: the mobile inside an e-mail address is the e-mail's.
 * 3. Of two equal spans the higher score stands, then the one reported first.
 * 4. Two that partly overlap become one: the union of both spans, under the kind of the higher score. Nothing of a found
 *    value stays visible.
 * 5. Kinds that the policy keeps come last, and only where nothing that is masked overlaps them: a kept hotline must not
 *    show the address it stands in.
 */

import type { Element, Kind, Outcome, Span } from '../types.ts';
import type { Candidates } from './candidates.ts';

/** What stands after resolving; offsets are those of the candidates. */
export interface Resolved {
  kind: Kind;
  start: number;
  end: number;
  logOdds: number;
  elements: readonly Element[] | undefined;
}

/** Decides about one candidate before overlaps are looked at; undefined lets it stand. */
export type Judge = (candidates: Candidates, index: number) => Outcome | undefined;

/** `outcomes` is filled with one entry per candidate when given. */
export function resolve(
  candidates: Candidates,
  judge: Judge,
  isKept: (kind: Kind) => boolean,
  outcomes?: Outcome[],
): Resolved[] {
  const masked: number[] = [];
  const kept: number[] = [];
  for (let k = 0; k < candidates.count; k++) {
    const outcome = judge(candidates, k);
    if (outcome === undefined) (isKept(candidates.kindOf(k)) ? kept : masked).push(k);
    if (outcomes !== undefined) outcomes[k] = outcome ?? 'found';
  }
  const resolved = settle(candidates, masked, outcomes);
  if (kept.length === 0) return resolved;
  const free = kept.filter((k) => {
    const isFree = !overlaps(resolved, candidates.start[k] as number, candidates.end[k] as number);
    if (!isFree && outcomes !== undefined) outcomes[k] = 'inside-another';
    return isFree;
  });
  return [...resolved, ...settle(candidates, free, outcomes)].sort((a, b) => a.start - b.start);
}

/** Reports whether one of the sorted, disjoint spans overlaps [start, end). */
export function overlaps(spans: readonly Span[], start: number, end: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.start ?? end) < end;
}

/** Rules 2 to 4, over the candidates in `standing`. */
function settle(candidates: Candidates, standing: number[], outcomes: Outcome[] | undefined): Resolved[] {
  if (standing.length === 0) return [];
  const { start, end, score } = candidates;
  standing.sort(
    (a, b) =>
      (start[a] as number) - (start[b] as number) ||
      (end[b] as number) - (end[a] as number) ||
      (score[b] as number) - (score[a] as number) ||
      a - b,
  );
  const resolved: Resolved[] = [];
  let open: Resolved | undefined;
  for (const k of standing) {
    const [from, to] = [start[k] as number, end[k] as number];
    if (open === undefined || from >= open.end) {
      open = {
        kind: candidates.kindOf(k),
        start: from,
        end: to,
        logOdds: score[k] as number,
        elements: elementsOf(candidates, k),
      };
      resolved.push(open);
      continue;
    }
    if (to <= open.end) {
      if (outcomes !== undefined) outcomes[k] = 'inside-another';
      continue;
    }
    if (outcomes !== undefined) outcomes[k] = 'merged';
    open.end = to;
    if ((score[k] as number) > open.logOdds) {
      open.kind = candidates.kindOf(k);
      open.logOdds = score[k] as number;
      open.elements = elementsOf(candidates, k);
    }
  }
  return resolved;
}

/** Rows are in order of their candidate: find the first by halving, so that many addresses stay linear. */
function elementsOf({ elements }: Candidates, k: number): Element[] | undefined {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.of ?? 0) < k) low = middle + 1;
    else high = middle;
  }
  if (elements[low]?.of !== k) return undefined;
  const own: Element[] = [];
  for (let row = elements[low]; row?.of === k; row = elements[++low])
    own.push({ kind: row.kind, start: row.start, end: row.end });
  return own;
}
