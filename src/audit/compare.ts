/** What changes from one policy to another. */

import type { Kind } from '../types.ts';
import type { Assessment } from './assessment.ts';
import type { KindAssessment } from './kinds.ts';
import type { Combination } from './together.ts';

/** Whether more or less is hidden: by the candidates that remain in the least favourable of the two first cases. */
export type Direction = 'more hidden' | 'less hidden' | 'as well hidden';

export interface Change {
  readonly kind: Kind;
  readonly before: KindAssessment;
  readonly after: KindAssessment;
  readonly direction: Direction;
}

export interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  /** Fields that single a person out under one of the two only, or leave another number of people. */
  readonly together: readonly { readonly kinds: readonly Kind[]; readonly before: number; readonly after: number }[];
}

export function comparePolicies(before: Assessment, after: Assessment): Comparison {
  const changes = after.kinds.flatMap((one): Change[] => {
    const old = before.kinds.find(({ kind }) => kind === one.kind);
    if (old === undefined || isSame(old, one)) return [];
    return [{ kind: one.kind, before: old, after: one, direction: directionOf(old, one) }];
  });
  const together = after.together.flatMap((one) => {
    const old = before.together.find((other) => keyOf(other) === keyOf(one));
    if (old === undefined || Math.abs(old.expected - one.expected) < 0.5) return [];
    return [{ kinds: one.kinds, before: old.expected, after: one.expected }];
  });
  return { before: before.policy.name, after: after.policy.name, changes, together };
}

function isSame(a: KindAssessment, b: KindAssessment): boolean {
  return a.strategy === b.strategy && a.threshold === b.threshold && a.level === b.level && a.shown === b.shown;
}

function directionOf(before: KindAssessment, after: KindAssessment): Direction {
  const [old, now] = [leastOf(before), leastOf(after)];
  return now > old ? 'more hidden' : now < old ? 'less hidden' : 'as well hidden';
}

/** Nothing is shown of what has no rows, unless it is left alone. */
function leastOf({ level, remaining }: KindAssessment): number {
  if (level === 'off' || level === 'shown') return 0;
  return remaining.length === 0
    ? Number.POSITIVE_INFINITY
    : Math.min(...remaining.slice(0, 2).map(({ median }) => median));
}

function keyOf({ kinds }: Combination): string {
  return kinds.join(' ');
}
