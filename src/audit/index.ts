/** How many people, numbers and dates remain behind what a policy shows: for reviews, and for whoever has to be convinced. */

import { maskAddress } from '../mask/address.ts';
import { allStrategies } from '../mask/all.ts';
import type { PolicyInput } from '../policy/format.ts';
import { compilePolicy } from '../policy/policy.ts';
import type { Kind } from '../types.ts';
import type { Assessment } from './assessment.ts';
import { assessKind } from './kinds.ts';
import { assumptions } from './model.ts';
import { combine } from './together.ts';

export type { Assessment } from './assessment.ts';
export { type Change, type Comparison, comparePolicies, type Direction } from './compare.ts';
export type { Distribution } from './distribution.ts';
export type { KindAssessment, Level, Remaining } from './kinds.ts';
export { renderPage } from './page.ts';
export { renderAssessment, renderComparison } from './table.ts';
export type { Combination, Verdict } from './together.ts';

export interface AssessOptions {
  /** What the policy is called in the assessment; its own name when absent. */
  readonly name?: string | undefined;
  readonly tenant?: string | undefined;
  readonly audience?: string | undefined;
  /** Kinds of detectors of your own. */
  readonly kinds?: readonly Kind[] | undefined;
  /** Names of strategies of your own: what they show is not modelled. */
  readonly strategies?: readonly string[] | undefined;
}

/**
 * Assesses a policy without keys and without data: for each kind what is shown of an invented value, how many candidates remain for
 * whoever knows nothing else, or the city, or the district of birth, and which fields together single a person out. It is
 * arithmetic on stated assumptions, no proof that nobody is found. Throws a TuominError for a policy that makes no sense.
 */
export function assessPolicy(policy: PolicyInput, options: AssessOptions = {}): Assessment {
  const { name, tenant, audience, kinds: own = [], strategies = [] } = options;
  const compiled = compilePolicy(policy, {
    ours: allStrategies(),
    kinds: own,
    strategies: Object.fromEntries(strategies.map((one) => [one, () => '?'])),
    tenant,
    audience,
    isDraft: true,
    maskAddress,
  });
  const kinds = compiled.kinds.map((kind) => assessKind(kind, compiled.ruleOf(kind)));
  return {
    policy: {
      name: name ?? compiled.name,
      ...(tenant === undefined ? {} : { tenant }),
      ...(audience === undefined ? {} : { audience }),
    },
    kinds,
    together: combine(kinds),
    assumptions: assumptions(),
  };
}
