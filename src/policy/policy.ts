/** Stub while the real one is written: the signatures stand. */
import type { Kind, Strategy } from '../types.ts';

export type PolicyInput = string | object;

export interface CompiledPolicy {
  /** The score from which a kind is a finding; undefined when the policy leaves the kind alone. */
  thresholdOf(kind: Kind): number | undefined;
  strategyOf(kind: Kind): Strategy;
}

export function compilePolicy(_policy: PolicyInput | undefined, _strategies: Readonly<Record<string, Strategy>>, _kinds: readonly Kind[]): CompiledPolicy {
  return { thresholdOf: () => 0.5, strategyOf: (kind) => () => `<${kind}>` };
}
