/** `token`: a keyed hash in place of the value. The same value has the same token, and nothing leads back from it. */

import type { Kind } from '../types.ts';
import { hashLetters } from './letters.ts';
import { normalise } from './normalise.ts';

/** What a token of a kind is called: its own name where that can stand in a token. */
export function kindName(kind: Kind): string {
  return /^[a-z](?:[a-z-]{0,22}[a-z])?$/.test(kind) ? kind : 'custom';
}

/** How the tokens of a kind under a key begin. */
export function tokenHead(key: string, kind: Kind): string {
  return `tmt_${key}_${kindName(kind)}_`;
}

/** `hash` is HMAC under the key of the kind and the tenant, `head` that of its tokens. */
export function makeToken(hash: (data: string) => string, head: string, kind: Kind, text: string): string {
  return head + hashLetters(hash(normalise(kind, text)));
}
