import type { KindAssessment } from './kinds.ts';
import type { Combination } from './together.ts';

/** What a policy shows, and how many remain behind it. */
export interface Assessment {
  readonly policy: { readonly name: string; readonly tenant?: string; readonly audience?: string };
  readonly kinds: readonly KindAssessment[];
  /** Fields of one record, two and three of them, that show something. */
  readonly together: readonly Combination[];
  /** What the figures rest on. */
  readonly assumptions: readonly string[];
}
