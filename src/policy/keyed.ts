/** The strategies that need a key: their names are known everywhere, what they do is brought by the key ring. */

import { TuominError } from '../errors.ts';
import { MASKED, type OptionType, type StrategyType } from '../mask/strategies.ts';
import type { Token } from '../text/tokens.ts';
import type { KeyRing, Kind } from '../types.ts';

/** Their options. */
export const KEYED: Readonly<Record<string, Readonly<Record<string, OptionType>>>> = {
  token: { algorithm: ['hmac-sha256', 'hmac-sm3'] },
  pseudonym: {},
  fpe: {},
  encrypt: { algorithm: ['aes-gcm', 'aes-gcm-siv', 'sm4-cbc'] },
};

/** Kinds whose numbers are of a million or more: SP 800-38G allows `fpe` for no less. */
export const FPE_KINDS: readonly Kind[] = ['mobile', 'landline', 'id-card', 'bank-card', 'qq', 'passport', 'permit'];

/** How a key ring is asked for its strategies: by a name that both builds, ES modules and CommonJS, know. */
export const KEYS = /* @__PURE__ */ Symbol.for('tuomin.keys');

/** What a key ring does for those who hold it, and nobody sees. */
export interface Keys {
  /** Makes the strategies by name. */
  readonly makers: Readonly<Record<string, StrategyType['make']>>;
  open(token: Token, tenant: string): Opened;
  /** The same under the active key; what was opened when it is already. */
  renew(token: Token, tenant: string): Opened | { readonly token: string | undefined };
  /** Throws a TuominError for a key that is not of the ring. */
  fpe(kind: Kind, tenant: string, key?: string): NumberCipher;
}

interface NumberCipher {
  encrypt(kind: Kind, text: string): string | undefined;
  decrypt(kind: Kind, text: string): string | undefined;
}

/** What a token holds, or why it stays: a keyed hash, a key that is not of the ring, or one that does not open. */
export type Opened = 'one-way' | 'no-key' | 'damaged' | Secret;

/** A value, how its text spelt it where that differs, and what it was. */
export interface Secret {
  readonly text: string;
  readonly source: string | undefined;
  readonly isNumber: boolean;
  readonly isField: boolean;
}

/** The keys behind a ring; undefined for what is none. */
export function keysOf(ring: unknown): Keys | undefined {
  return (ring as Readonly<Record<symbol, Keys | undefined>> | null | undefined)?.[KEYS]; // set by createKeyRing
}

/**
 * Throws a TuominError where a policy asks for one of them and there are no keys, or for `fpe` of a kind it is not for.
 * `isDraft`: the policy is looked at, not used, and does without keys.
 */
export function keyedStrategies(ring: KeyRing | undefined, isDraft: boolean): Record<string, StrategyType> {
  const keys = keysOf(ring);
  const types: Record<string, StrategyType> = {};
  for (const name of Object.keys(KEYED)) {
    types[name] = {
      options: KEYED[name] ?? {},
      isKeyed: true,
      isRealistic: name === 'pseudonym' || name === 'fpe',
      make(options, making) {
        if (name === 'fpe' && making.kind !== '*' && !FPE_KINDS.includes(making.kind))
          throw new TuominError('bad-policy', making.path, `strategy "fpe" is for ${FPE_KINDS.join(', ')} only`);
        const make = keys?.makers[name];
        if (make !== undefined) return make(options, making);
        if (isDraft) return () => MASKED;
        throw new TuominError('no-keys', making.path, `strategy "${name}" needs a key ring in options.keys`);
      },
    };
  }
  return types;
}
