/** The candidates of one text, in parallel arrays: nothing is allocated per match once they have grown. */

import type { ElementKind } from '../text/elements.ts';
import type { Evidence, Kind, Report } from '../types.ts';

export class Candidates implements Report {
  count = 0;
  start = new Int32Array(64);
  end = new Int32Array(64);
  /** Log-odds: prior plus weights. */
  score = new Float64Array(64);
  kind: Kind[] = [];
  /** Elements and evidence are few; they are kept as (candidate, …) rows in order of candidate. */
  elements: { of: number; kind: ElementKind; start: number; end: number }[] = [];
  /** Filled only for `explain`. */
  evidence: { of: number; item: Evidence }[] | undefined;

  clear(keepEvidence: boolean): void {
    this.count = 0;
    if (this.elements.length > 0) this.elements = [];
    this.evidence = keepEvidence ? [] : undefined;
  }

  add(kind: Kind, start: number, end: number, prior: number): void {
    const k = this.count++;
    if (k === this.start.length) this.#grow();
    this.start[k] = start;
    this.end[k] = end;
    this.score[k] = prior;
    this.kind[k] = kind;
    this.evidence?.push({ of: k, item: { code: 'prior', weight: prior } });
  }

  because(code: string, weight: number): void {
    const k = this.count - 1;
    this.score[k] = (this.score[k] as number) + weight;
    this.evidence?.push({ of: k, item: { code, weight } });
  }

  element(kind: ElementKind, start: number, end: number): void {
    this.elements.push({ of: this.count - 1, kind, start, end });
  }

  /** Widens what ends inside a surrogate pair of `text`, such as 𝟏, which is read as a digit and a zero-width character. */
  keepPairs(text: string): void {
    for (let k = 0; k < this.count; k++) {
      if (cutsPair(text, this.start[k] as number)) this.start[k] = (this.start[k] as number) - 1;
      if (cutsPair(text, this.end[k] as number)) this.end[k] = (this.end[k] as number) + 1;
    }
    let isEmpty = false;
    for (const element of this.elements) {
      if (cutsPair(text, element.start)) element.start++;
      if (cutsPair(text, element.end)) element.end++;
      isEmpty ||= element.start >= element.end;
    }
    // A part that was no more than half a pair is gone.
    if (isEmpty) this.elements = this.elements.filter(({ start, end }) => start < end);
  }

  kindOf(index: number): Kind {
    return this.kind[index] as Kind;
  }

  startOf(index: number): number {
    return this.start[index] as number;
  }

  endOf(index: number): number {
    return this.end[index] as number;
  }

  scoreOf(index: number): number {
    return this.score[index] as number;
  }

  #grow(): void {
    const size = this.start.length * 2;
    const [start, end, score] = [new Int32Array(size), new Int32Array(size), new Float64Array(size)];
    start.set(this.start);
    end.set(this.end);
    score.set(this.score);
    this.start = start;
    this.end = end;
    this.score = score;
  }
}

/** Log-odds to a score between 0 and 1. */
export function toScore(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function cutsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
