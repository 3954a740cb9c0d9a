/** What a redactor says of its work: counts by kind, field and strategy, and under which policy. Never a value. */

import type { CompiledPolicy } from '../policy/policy.ts';
import type { Kind } from '../types.ts';

/** So many values of a kind were masked in a field by a strategy. */
export interface ReportEntry {
  /** `'dropped'` for fields that a rule of the policy takes out, `'failed'` where something broke and nothing was shown. */
  readonly kind: Kind | 'dropped' | 'failed';
  /** The name of the field; absent for text, and where the name itself is masked. */
  readonly field?: string;
  readonly strategy: string;
  readonly count: number;
}

/** Told after every call and at the end of every stream, also when nothing was found: no report means that nothing ran. */
export interface Report {
  readonly ran: 'redact' | 'redactRecord' | 'redactJson' | 'redactFor' | 'redactXlsx' | 'stream';
  readonly policy: {
    readonly name: string;
    /** Of the format of policies. */
    readonly version: number;
    /** SHA-256 of what the policy comes to, in hexadecimal; absent where the platform has none that is synchronous. */
    readonly hash?: string;
  };
  readonly tenant?: string;
  readonly audience?: string;
  /** How much was read: UTF-16 units of a text, bytes of a stream of bytes or a workbook, 1 for a value. */
  readonly read: number;
  readonly found: number;
  readonly entries: readonly ReportEntry[];
}

/** Counts by kind and field. */
export class Tally {
  readonly #counts = new Map<string, { readonly kind: Kind; readonly field: string; count: number }>();

  add(kind: Kind, field: string): void {
    const key = `${kind}\0${field}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { kind, field, count: 1 });
    else known.count++;
  }

  entries(policy: CompiledPolicy): ReportEntry[] {
    return [...this.#counts.values()].map(({ kind, field, count }) => ({
      kind,
      ...(field === '' ? {} : { field }),
      strategy: kind === DROPPED ? 'drop' : kind === FAILURE ? 'fixed' : policy.ruleOf(kind).use,
      count,
    }));
  }
}

/** What counts as kind where a field was taken out, and where something broke. */
export const DROPPED = 'dropped';
export const FAILURE = 'failed';

/** One text for policies that come to the same, and another for any that do not. */
export function canonicalPolicy(policy: CompiledPolicy, tenant: string, audience: string): string {
  const rules = [...policy.kinds].sort().map((kind) => {
    const { threshold, use, options } = policy.ruleOf(kind);
    return [kind, threshold ?? null, use, sorted(options)];
  });
  const fields = policy.fields.flatMap(({ value }) => (value === undefined ? [] : Object.entries(value as object)));
  return JSON.stringify(['tuomin-policy', 1, tenant, audience, rules, fields]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)]);
}

interface Hasher {
  createHash(name: string): { update(text: string): { digest(form: string): string } };
}

/** Of Node and what is like it; undefined in browsers, whose hashes are asynchronous. */
export function sha256(text: string): string | undefined {
  const { process } = globalThis as unknown as { readonly process?: { getBuiltinModule?(name: string): unknown } };
  const crypto = process?.getBuiltinModule?.('node:crypto') as Hasher | undefined;
  return crypto?.createHash('sha256').update(text).digest('hex');
}

/** Makes the reports of a policy. */
export class Reporter {
  readonly #tell: (report: Report) => void;
  readonly #tenant: string;
  readonly #audience: string;
  /** By policy (an audience has its own), since a hash costs more than a line of a log. */
  readonly #hashes = new Map<CompiledPolicy, string | undefined>();

  constructor(tell: (report: Report) => void, tenant: string, audience: string) {
    this.#tell = tell;
    this.#tenant = tenant;
    this.#audience = audience;
  }

  tell(ran: Report['ran'], policy: CompiledPolicy, tally: Tally, read: number, audience = this.#audience): void {
    if (!this.#hashes.has(policy)) this.#hashes.set(policy, sha256(canonicalPolicy(policy, this.#tenant, audience)));
    const hash = this.#hashes.get(policy);
    const entries = tally.entries(policy);
    const report: Report = {
      ran,
      policy: { name: policy.name, version: 1, ...(hash === undefined ? {} : { hash }) },
      ...(this.#tenant === '' ? {} : { tenant: this.#tenant }),
      ...(audience === '' ? {} : { audience }),
      read,
      found: entries.reduce((sum, { count }) => sum + count, 0),
      entries,
    };
    try {
      this.#tell(report);
    } catch {
      // What the caller does with it must not keep the masked text from coming out.
    }
  }
}
