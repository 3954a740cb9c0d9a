/** Makes the redactor the flags ask for. */

import { existsSync, readFileSync } from 'node:fs';
import { didYouMean } from '../errors.ts';
import {
  createRedactor,
  defaultDetectors,
  type KeyRing,
  type RedactionReport,
  type Redactor,
  TuominError,
} from '../index.ts';
import { allStrategies } from '../mask/all.ts';
import type { FieldAction } from '../policy/format.ts';
import { placeOf } from '../policy/parse.ts';
import { compilePolicy, type KindPolicy, type Policy, type PolicyInput } from '../policy/policy.ts';
import type { Options } from './args.ts';
import { Failure, printable } from './failure.ts';
import { makeKeyRing, throwawayKeyRing } from './keys.ts';

export interface Masker {
  readonly redactor: Redactor;
  /** As checked, with what the flags change in it. */
  readonly policy: PolicyInput;
  /** Whether the policy shows values of this kind as they are, as `log` does with hotlines. */
  isKept(kind: string): boolean;
}

/** What the flags say of it; `keyText` is what they were read from. */
export type MaskerOptions = Pick<Options, 'policy' | 'kinds' | 'fields' | 'tenant' | 'audience'> & {
  readonly keyText: string | undefined;
  /** Values are masked and shown; where they are only found, any keys will do. */
  readonly makesOutput: boolean;
};

/** Throws a Failure for a policy that is missing or makes no sense. */
export async function makeMasker(
  options: MaskerOptions,
  onReport?: (report: RedactionReport) => void,
): Promise<Masker> {
  const { policy, kinds, fields, tenant, audience, makesOutput } = options;
  const known = [...new Set(defaultDetectors.flatMap((detector) => detector.kinds))];
  for (const kind of kinds ?? []) {
    if (!known.includes(kind)) throw new Failure(`--kinds: "${printable(kind)}" is unknown${didYouMean(kind, known)}`);
  }
  const named = policy === undefined ? 'log' : isFile(policy) ? readPolicy(policy) : policy;
  const given = fields === undefined ? named : withFields(named, fields);
  try {
    // Once as given, so that a complaint is about what the user wrote.
    const compiled = compilePolicy(given, { ours: allStrategies(), kinds: known, tenant, audience, isDraft: true });
    const asked = kinds === undefined ? given : onlyKinds(given, kinds);
    const make = (ring: KeyRing | undefined): Redactor =>
      createRedactor({
        policy: asked,
        ...(ring === undefined ? {} : { keys: ring }),
        ...(tenant === undefined ? {} : { tenant }),
        ...(audience === undefined ? {} : { audience }),
        ...(onReport === undefined ? {} : { onReport }),
      });
    // Where nothing of it is shown, any keys will do: values are only found, or only other audiences have tokens.
    const isShown = makesOutput && compiled.isKeyed;
    const mayNeed = compiled.isKeyed || compiled.audiences.length > 0;
    const keys = await makeKeyRing(options.keyText);
    return {
      redactor: make(keys ?? (mayNeed && !isShown ? await throwawayKeyRing() : undefined)),
      policy: asked,
      // Every strategy but `keep` changes a value.
      isKept: compiled.isKept,
    };
  } catch (error) {
    if (!(error instanceof TuominError)) throw error;
    const about =
      error.path.startsWith('policy.fields') && fields !== undefined ? '--fields' : `--policy ${policy ?? 'log'}`;
    const advice = error.code === 'no-keys' ? ': set TUOMIN_KEYS or give --keys-fd' : '';
    throw new Failure(`${printable(about)}: ${printable(error.message)}${advice}`);
  }
}

/**
 * The same policy with every other kind out of reach, not off: a telephone number that is not asked for is still evidence
 * for the name beside it. A kind that was off is asked for by name, so it is on.
 */
function onlyKinds(policy: PolicyInput, kinds: readonly string[]): Policy {
  const base: Policy = typeof policy === 'string' ? { version: 1, extends: policy } : policy;
  const rules: Record<string, KindPolicy> = { '*': { threshold: 1 } };
  for (const kind of kinds) rules[kind] = base.kinds?.[kind] || base.kinds?.['*'] || true;
  return { ...base, kinds: rules };
}

/** Rules of the command line come last, so they hold where both match. */
function withFields(policy: PolicyInput, fields: Readonly<Record<string, FieldAction>>): Policy {
  const base: Policy = typeof policy === 'string' ? { version: 1, extends: policy } : policy;
  return { ...base, fields: { ...base.fields, ...fields } };
}

/** Preset names hold neither a dot nor a slash. */
export function isFile(policy: string): boolean {
  return /[./\\]/u.test(policy) || existsSync(policy);
}

export function readPolicy(file: string): Policy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`--policy ${printable(file)}: ${reasonOf(error)}`);
  }
  let policy: unknown;
  try {
    policy = JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch (error) {
    throw new Failure(`--policy ${printable(file)}: not valid JSON${placeOf(text, error)}`);
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    throw new Failure(`--policy ${printable(file)}: must hold a JSON object`);
  }
  return policy as Policy; // compilePolicy looks at every field
}

/** Why a file could not be read, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return typeof code === 'string' ? `cannot be read (${code})` : 'cannot be read';
}
