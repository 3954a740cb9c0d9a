/** Checks a policy without using it: for editors, for reviews, for whoever stores policies of others. */

import { TuominError } from '../errors.ts';
import { MASKED } from '../mask/strategies.ts';
import type { Kind } from '../types.ts';
import { compileFieldRules } from './fields.ts';
import type { Policy, PolicyInput } from './format.ts';
import { type CompiledPolicy, compilePolicy, type PolicyContext } from './policy.ts';

export interface ParseOptions {
  /** Kinds of detectors of your own, besides ours. */
  readonly kinds?: readonly Kind[];
  /** Names of strategies of your own; their options are not looked at. */
  readonly strategies?: readonly string[];
}

/**
 * Reads a policy from JSON or from a value and returns it. Throws a TuominError that names the path and the nearest valid spelling:
 * for unknown keys, kinds, strategies and options, for what contradicts itself, for every tenant and audience.
 */
export function parsePolicy(given: unknown, options: ParseOptions = {}, ours?: PolicyContext['ours']): Policy {
  const policy = (typeof given === 'string' ? readJson(given) : given) as Policy; // looked at below
  if (typeof policy !== 'object' || policy === null) throw new TuominError('bad-policy', 'policy', 'must be an object');
  draftPolicy(policy, options, ours);
  return policy;
}

/** A policy bound to nothing, and checked for everybody it names. */
export function draftPolicy(
  policy: PolicyInput,
  options: ParseOptions = {},
  ours?: PolicyContext['ours'],
): CompiledPolicy {
  const names = options.strategies ?? [];
  const context: PolicyContext = {
    ours,
    kinds: options.kinds,
    strategies: Object.fromEntries(
      names.map((name) => [name, { options: {}, isOpen: true, make: () => () => MASKED }]),
    ),
    isDraft: true,
  };
  const compiled = compilePolicy(policy, context);
  compileFieldRules(compiled);
  for (const audience of compiled.audiences) compileFieldRules(compilePolicy(policy, { ...context, audience }));
  for (const tenant of compiled.tenants) compileFieldRules(compilePolicy(policy, { ...context, tenant }));
  return compiled;
}

/** JSON.parse quotes the text in its message, so only the place is taken from it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch (error) {
    throw new TuominError('bad-json', 'policy', `is not valid JSON${placeOf(text, error)}`);
  }
}

/** Where in a text JSON.parse gave up, in words. */
export function placeOf(text: string, error: unknown): string {
  const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
}
