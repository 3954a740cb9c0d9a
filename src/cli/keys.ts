/** The keys of tokens: from an environment variable or a file descriptor, never from the command line, which everybody can see. */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TuominError } from '../errors.ts';
import type { KeyRing } from '../index.ts';
import type { Options } from './args.ts';
import { Failure, printable } from './failure.ts';

const VARIABLE = 'TUOMIN_KEYS';

/** `k2=…,k1=…`: names and keys in base64, with commas or line ends between; the first makes new tokens. */
export function readKeyText({ keysEnv, keysFd }: Pick<Options, 'keysEnv' | 'keysFd'>): string | undefined {
  if (keysFd !== undefined) {
    try {
      return readFileSync(keysFd, 'utf8');
    } catch {
      throw new Failure(`--keys-fd ${keysFd}: cannot be read`);
    }
  }
  const text = process.env[keysEnv ?? VARIABLE];
  if (keysEnv !== undefined && text === undefined) throw new Failure(`--keys-env ${printable(keysEnv)}: is not set`);
  return text;
}

/** Throws a Failure that holds nothing of a key. */
export async function makeKeyRing(text: string | undefined): Promise<KeyRing | undefined> {
  if (text === undefined) return undefined;
  const pairs = text.split(/[,\s]+/u).filter((pair) => pair !== '');
  const keys = new Map<string, string>();
  for (const [i, pair] of pairs.entries()) {
    const at = pair.indexOf('=');
    if (at < 1) throw new Failure(`key ${i + 1}: write NAME=BASE64`);
    const name = pair.slice(0, at);
    if (keys.has(name)) throw new Failure(`key ${i + 1}: its name is given twice`);
    keys.set(name, pair.slice(at + 1));
  }
  const [active] = keys.keys();
  if (active === undefined) throw new Failure('no key is given; write NAME=BASE64');
  // Loaded when there are keys: most runs have none, and start sooner.
  const { createKeyRing } = await import('../keyed/index.ts');
  try {
    return createKeyRing({ active, keys: Object.fromEntries(keys) });
  } catch (error) {
    if (!(error instanceof TuominError)) throw error;
    throw new Failure(`keys: ${printable(error.message.replace(/^options\.keys\./u, ''))}`);
  }
}

/** For commands that only find: what their policy would make of a value is not shown. */
export async function throwawayKeyRing(): Promise<KeyRing> {
  const { createKeyRing } = await import('../keyed/index.ts');
  return createKeyRing({ active: 'none', keys: { none: randomBytes(32) } });
}
