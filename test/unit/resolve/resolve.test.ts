import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Candidates, toScore } from '../../../src/resolve/candidates.ts';
import { type Resolved, resolve } from '../../../src/resolve/resolve.ts';
import type { Outcome } from '../../../src/types.ts';
import { check } from '../../support/check.ts';

const isKept = (kind: string): boolean => kind === 'kept';

type Row = readonly [kind: string, start: number, end: number, logOdds?: number];

function candidatesOf(rows: readonly Row[]): Candidates {
  const candidates = new Candidates();
  candidates.clear(true);
  for (const [kind, start, end, logOdds = 1] of rows) candidates.add(kind, start, end, logOdds);
  return candidates;
}

function resolved(rows: readonly Row[], outcomes?: Outcome[]): string[] {
  const judge = (all: Candidates, k: number): Outcome | undefined =>
    all.scoreOf(k) < 0 ? 'below-threshold' : undefined;
  return resolve(candidatesOf(rows), judge, isKept, outcomes).map(
    ({ kind, start, end }: Resolved) => `${kind} ${start}-${end}`,
  );
}

describe('resolve', () => {
  it('lets what stands apart stand, in order', () => {
    expect(
      resolved([
        ['b', 5, 9],
        ['a', 0, 3],
        ['c', 9, 12],
      ]),
    ).toEqual(['a 0-3', 'b 5-9', 'c 9-12']);
  });

  it('drops what was judged out', () => {
    const outcomes: Outcome[] = [];
    expect(
      resolved(
        [
          ['a', 0, 3, -1],
          ['b', 5, 9],
        ],
        outcomes,
      ),
    ).toEqual(['b 5-9']);
    expect(outcomes).toEqual(['below-threshold', 'found']);
  });

  it('is empty for nothing', () => expect(resolved([])).toEqual([]));

  it('lets the longer stand, whatever the scores', () => {
    const outcomes: Outcome[] = [];
    expect(
      resolved(
        [
          ['mobile', 2, 13, 9],
          ['email', 0, 20, 0.1],
        ],
        outcomes,
      ),
    ).toEqual(['email 0-20']);
    expect(outcomes).toEqual(['inside-another', 'found']);
  });

  it('lets the longer of two with the same start or the same end stand', () => {
    expect(
      resolved([
        ['a', 0, 5],
        ['b', 0, 9],
      ]),
    ).toEqual(['b 0-9']);
    expect(
      resolved([
        ['a', 4, 9],
        ['b', 0, 9],
      ]),
    ).toEqual(['b 0-9']);
  });

  it('of two equal spans lets the surer stand, then the one reported first', () => {
    expect(
      resolved([
        ['a', 0, 5, 1],
        ['b', 0, 5, 2],
      ]),
    ).toEqual(['b 0-5']);
    expect(
      resolved([
        ['a', 0, 5, 1],
        ['b', 0, 5, 1],
      ]),
    ).toEqual(['a 0-5']);
  });

  it('merges what partly overlaps under the surer kind', () => {
    const outcomes: Outcome[] = [];
    expect(
      resolved(
        [
          ['a', 0, 5, 1],
          ['b', 3, 9, 2],
        ],
        outcomes,
      ),
    ).toEqual(['b 0-9']);
    expect(outcomes).toEqual(['found', 'merged']);
    expect(
      resolved([
        ['a', 0, 5, 2],
        ['b', 3, 9, 1],
      ]),
    ).toEqual(['a 0-9']);
  });

  it('merges chains', () => {
    expect(
      resolved([
        ['a', 0, 5, 1],
        ['b', 3, 9, 3],
        ['c', 8, 12, 2],
      ]),
    ).toEqual(['b 0-12']);
  });

  it('lets a kept kind stand only where nothing masked overlaps it', () => {
    const outcomes: Outcome[] = [];
    const rows: Row[] = [
      ['kept', 0, 30, 5],
      ['address', 4, 12],
      ['kept', 40, 50],
      ['mobile', 48, 60],
      ['kept', 70, 80],
    ];
    expect(resolved(rows, outcomes)).toEqual(['address 4-12', 'mobile 48-60', 'kept 70-80']);
    expect(outcomes).toEqual(['inside-another', 'found', 'inside-another', 'found', 'found']);
  });

  it('keeps the elements of the kind that stands', () => {
    const candidates = new Candidates();
    candidates.clear(false);
    candidates.add('name', 0, 3, 1);
    candidates.add('address', 5, 20, 1);
    candidates.element('city', 5, 8);
    candidates.element('road', 8, 12);
    candidates.add('address', 30, 40, 1);
    candidates.element('town', 30, 33);
    const elements = resolve(candidates, () => undefined, isKept).map((one) => one.elements);
    expect(elements).toEqual([
      undefined,
      [
        { kind: 'city', start: 5, end: 8 },
        { kind: 'road', start: 8, end: 12 },
      ],
      [{ kind: 'town', start: 30, end: 33 }],
    ]);
  });

  it('covers exactly what its candidates cover, without overlap, in any order', () => {
    const row = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.nat(40),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -2, max: 3 }),
      )
      .map(([kind, start, length, score]): Row => [kind, start, start + length, score]);
    check(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const outcomes: Outcome[] = [];
        const spans = resolve(
          candidatesOf(rows),
          (all, k) => (all.scoreOf(k) < 0 ? 'allowed' : undefined),
          isKept,
          outcomes,
        );
        const covered = (at: number, list: readonly { start: number; end: number }[]): boolean =>
          list.some(({ start, end }) => start <= at && at < end);
        const standing = rows.filter(([, , , score = 1]) => score >= 0).map(([, start, end]) => ({ start, end }));
        const differing = Array.from({ length: 60 }, (_, at) => at).filter(
          (at) => covered(at, spans) !== covered(at, standing),
        );
        expect(differing).toEqual([]);
        for (const [i, { start }] of spans.entries()) expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
        expect(outcomes.filter((outcome) => outcome === 'found').length).toBe(spans.length);
      }),
      2000,
    );
  });
});

describe('Candidates', () => {
  it('grow, and add up what speaks for them', () => {
    const candidates = new Candidates();
    candidates.clear(true);
    for (let i = 0; i < 200; i++) {
      candidates.add('mobile', i, i + 1, -1);
      candidates.because('cue', 1.5);
    }
    expect(candidates.count).toBe(200);
    expect(candidates.startOf(199)).toBe(199);
    expect(candidates.scoreOf(199)).toBe(0.5);
    expect(candidates.evidence?.length).toBe(400);
  });

  it('take in both halves of a pair', () => {
    const candidates = new Candidates();
    candidates.clear(false);
    const text = 'a𝟏𝟐b';
    candidates.add('mobile', 2, 4, 0);
    candidates.element('road', 2, 4);
    candidates.keepPairs(text);
    expect([candidates.start[0], candidates.end[0]]).toEqual([1, 5]);
    expect(candidates.elements[0]).toMatchObject({ start: 3, end: 5 });
  });

  it('have scores between 0 and 1', () => {
    expect([toScore(-50), toScore(0), toScore(50)].map((score) => Number(score.toFixed(3)))).toEqual([0, 0.5, 1]);
  });
});
