/** `token`: a keyed hash in place of the value. The same value has the same token, and nothing leads back from it. */

import type { Kind } from '../types.ts';
import { hashLetters } from './letters.ts';
import { normalise } from './normalise.ts';

/** What a token of a kind is called: its own name where that can stand in a token. */
export function kindName(kind: Kind): string {
  return /^[a-z](?:[a-z-]{0,22}[a-z])?$/.test(kind) ? kind : 'custom';
}

/** `hash` is HMAC under the key of the kind and the tenant. */
export function makeToken(hash: (data: string) => Uint8Array, key: string, kind: Kind, text: string): string {
  return `tmt_${key}_${kindName(kind)}_${hashLetters(hash(normalise(kind, text)))}`;
}
