/** Keys and what needs them: tokens, encryption, format-preserving encryption, pseudonyms. */

import { TuominError } from '../errors.ts';
import { FPE_KINDS, keysOf } from '../policy/keyed.ts';
import type { KeyRing, Kind } from '../types.ts';

export type { KeyRing } from '../types.ts';
export { createKeyRing, type KeyMaterial, type KeyRingOptions } from './key-ring.ts';

export interface NumberCipher {
  /** A number of the kind as another of the same form; undefined for what has not that form. */
  encrypt(text: string): string | undefined;
  /** What `encrypt` made, undone, as far as the form is kept: width and look-alikes of digits are not. */
  decrypt(text: string): string | undefined;
}

/**
 * The format-preserving cipher that the strategy `fpe` uses for a kind: FF1 of NIST SP 800-38G. `key` names a key of the ring; the
 * active one when absent. Throws a TuominError for kinds it is not for.
 */
export function createNumberCipher(
  keys: KeyRing,
  { kind, tenant = '', key }: { readonly kind: Kind; readonly tenant?: string; readonly key?: string },
): NumberCipher {
  const ring = keysOf(keys);
  if (ring === undefined) throw new TuominError('bad-option', 'keys', 'must be made by createKeyRing');
  if (!FPE_KINDS.includes(kind))
    throw new TuominError('bad-option', 'options.kind', `must be one of ${FPE_KINDS.join(', ')}`);
  const cipher = ring.fpe(kind, tenant, key);
  return { encrypt: (text) => cipher.encrypt(kind, text), decrypt: (text) => cipher.decrypt(kind, text) };
}
