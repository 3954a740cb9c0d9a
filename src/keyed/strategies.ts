/** What a key ring does: the strategies `token`, `encrypt`, `fpe` and `pseudonym`, and opening what `encrypt` has sealed. */

import { TuominError } from '../errors.ts';
import { MASKED } from '../mask/strategies.ts';
import type { Keys, Opened, Secret } from '../policy/keyed.ts';
import { standsInJson } from '../text/json.ts';
import { type Token, tokensOf } from '../text/tokens.ts';
import type { Kind, Strategy } from '../types.ts';
import type { Backend, Hash } from './backend.ts';
import {
  type Box,
  deterministicBox,
  isWellFormed,
  LONGEST_SECRET,
  packSecret,
  randomBox,
  sm4Box,
  unpackSecret,
} from './encrypt.ts';
import { Fpe } from './fpe.ts';
import { hkdf } from './hkdf.ts';
import { cipherBytes, cipherLetters } from './letters.ts';
import { toBytes } from './platform.ts';
import { Pseudonyms } from './pseudonym.ts';
import { kindName, makeToken, tokenHead } from './token.ts';

/** Ends the separation of purposes: raise it when anything about derived keys changes. */
const VERSION = 'tuomin/1';
const KEY_BYTES = 32;
/** Boxes that are kept for the next token. Tokens of a text name kinds as they like; memory does not grow with them. */
const MOST_BOXES = 1024;

/** How a token's letter says it was encrypted. */
const FORMS: Readonly<Record<string, { readonly form: string; readonly make: (b: Backend, key: Uint8Array) => Box }>> =
  {
    'aes-gcm': { form: 'r', make: randomBox },
    'aes-gcm-siv': { form: 'd', make: deterministicBox },
    'sm4-cbc': { form: 's', make: sm4Box },
  };

/** `masters` are the keys by name. What is derived from them is for one purpose, kind and tenant. */
export function keysFor(backend: Backend, active: string, masters: ReadonlyMap<string, Uint8Array>): Keys {
  const derive = (key: string, purpose: string, algorithm: string, kind: string, tenant: string): Uint8Array => {
    // Those bound to national algorithms get their keys by SM3, too.
    const hash: Hash = algorithm === 'hmac-sm3' || algorithm === 'sm4-cbc' ? 'sm3' : 'sha256';
    const info = toBytes([VERSION, purpose, algorithm, kind, tenant].map(spell).join());
    return hkdf(backend, hash, masters.get(key) as Uint8Array, new Uint8Array(0), info, KEY_BYTES); // of a known name
  };

  const boxes = new Map<string, Box>();
  const boxOf = (key: string, algorithm: string, kind: string, tenant: string): Box => {
    const id = [key, algorithm, kind, tenant].join('\0');
    let box = boxes.get(id);
    if (box === undefined) {
      box = (FORMS[algorithm] as (typeof FORMS)[string]).make(backend, derive(key, 'encrypt', algorithm, kind, tenant)); // one of three
      if (boxes.size >= MOST_BOXES) boxes.clear();
      boxes.set(id, box);
    }
    return box;
  };
  /** Makes tokens of one kind under the active key; undefined for values that are too long. */
  const sealer = (algorithm: string, kind: string, tenant: string): ((secret: Secret) => string | undefined) => {
    const { form } = FORMS[algorithm] as (typeof FORMS)[string]; // one of three
    const box = boxOf(active, algorithm, kind, tenant);
    const associated = associatedData(form, active, kind, tenant);
    const head = `tm${form}_${active}_${kind}_`;
    return (secret) => {
      if (secret.text.length + (secret.source?.length ?? 0) > LONGEST_SECRET) return undefined;
      const letters = cipherLetters(box.seal(packSecret(secret), associated));
      return letters === undefined ? undefined : head + letters;
    };
  };
  const open = ({ form, key, kind, body, isWhole }: Token, tenant: string): Opened => {
    const algorithm = algorithmOf(form);
    if (algorithm === undefined) return 'one-way';
    if (!masters.has(key)) return 'no-key';
    const bytes = isWhole ? cipherBytes(body) : undefined;
    if (bytes === undefined) return 'damaged';
    try {
      const plain = boxOf(key, algorithm, kind, tenant).open(bytes, associatedData(form, key, kind, tenant));
      return (plain === undefined ? undefined : unpackSecret(plain)) ?? 'damaged';
    } catch {
      return 'damaged';
    }
  };

  return {
    open,
    renew(token, tenant) {
      const opened = open(token, tenant);
      if (typeof opened === 'string' || token.key === active) return opened;
      return { token: sealer(algorithmOf(token.form) as string, token.kind, tenant)(opened) }; // it was opened
    },
    fpe(kind, tenant, key = active) {
      if (!masters.has(key))
        throw new TuominError('unknown-key', 'options.key', 'must be the name of a key of the ring');
      return new Fpe(backend.aesBlock(derive(key, 'fpe', 'ff1', kind, tenant)));
    },
    makers: {
      token({ algorithm = 'hmac-sha256' }, { tenant }) {
        const hash: Hash = algorithm === 'hmac-sm3' ? 'sm3' : 'sha256';
        const of = perKind((kind) => ({
          hash: backend.hmacText(hash, derive(active, 'token', algorithm as string, kind, tenant)), // one of two words
          head: tokenHead(active, kind),
        }));
        return ({ kind, text }) => {
          if (isToken(text)) return text;
          const own = of(kind);
          return makeToken(own.hash, own.head, kind, text);
        };
      },
      encrypt({ algorithm = 'aes-gcm' }, { tenant }) {
        const of = perKind((kind) => sealer(algorithm as string, kindName(kind), tenant)); // one of three words
        return ({ kind, text, source, within = '', isNumber = false, isField = false }) => {
          if (isToken(text)) return text;
          // An escape that was not read, in JSON that was masked as text: JSON spells the value so, and no escape is to be added.
          const isRaw = !isField && text.includes('\\') && standsInJson(within, text);
          const spelling = source === text && !isRaw ? undefined : source;
          return of(kind)({ text, source: spelling, isNumber, isField }) ?? MASKED;
        };
      },
      fpe(_, { tenant }): Strategy {
        const cipherOf = perKind((kind) => new Fpe(backend.aesBlock(derive(active, 'fpe', 'ff1', kind, tenant))));
        return ({ kind, text }) => cipherOf(kind).encrypt(kind, text) ?? MASKED;
      },
      pseudonym(_, { tenant }): Strategy {
        const pseudonymsOf = perKind(
          (kind) =>
            new Pseudonyms(
              backend.hmacText('sha256', derive(active, 'pseudonym', 'hmac-sha256', kind, tenant)),
              tokenHead(active, kind),
            ),
        );
        return (value) => pseudonymsOf(value.kind).of(value);
      },
    },
  };
}

/** With its length in front, so that none can pass into the next; halves of pairs, which UTF-8 has not, as JSON has them. */
function spell(part: string): string {
  return `${part.length}:${isWellFormed(part) ? part : JSON.stringify(part)}`;
}

function algorithmOf(form: string): string | undefined {
  return Object.keys(FORMS).find((algorithm) => FORMS[algorithm]?.form === form);
}

/** Values that are tokens already stay. */
function isToken(text: string): boolean {
  const [token] = text.startsWith('tm') ? tokensOf(text) : [];
  return token?.isWhole === true && token.end === text.length;
}

function associatedData(form: string, key: string, kind: string, tenant: string): Uint8Array {
  return toBytes([VERSION, form, key, kind, tenant].join('\0'));
}

/** Made when first asked for. */
function perKind<T>(make: (kind: Kind) => T): (kind: Kind) => T {
  const made = new Map<Kind, T>();
  return (kind) => {
    let one = made.get(kind);
    if (one === undefined) {
      one = make(kind);
      made.set(kind, one);
    }
    return one;
  };
}
