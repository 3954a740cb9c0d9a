/** Makes the redactor the flags ask for. */

import { existsSync, readFileSync } from 'node:fs';
import { didYouMean } from '../errors.ts';
import { createRedactor, defaultDetectors, type Redactor, TuominError } from '../index.ts';
import type { Options } from './args.ts';
import { Failure, printable } from './failure.ts';

/** Throws a Failure for a policy that is missing or makes no sense. */
export function makeRedactor({ policy, kinds }: Options): Redactor {
  const known = [...new Set(defaultDetectors.flatMap((detector) => detector.kinds))];
  for (const kind of kinds ?? []) {
    if (!known.includes(kind)) throw new Failure(`--kinds: "${printable(kind)}" is unknown${didYouMean(kind, known)}`);
  }
  const input = policy === undefined ? undefined : isFile(policy) ? readPolicy(policy) : policy;
  try {
    return createRedactor({ ...(input === undefined ? {} : { policy: input }) });
  } catch (error) {
    if (error instanceof TuominError)
      throw new Failure(`${policy === undefined ? '' : `--policy ${printable(policy)}: `}${error.message}`);
    throw error;
  }
}

/** Preset names hold neither a dot nor a slash. */
function isFile(policy: string): boolean {
  return /[./\\]/u.test(policy) || existsSync(policy);
}

function readPolicy(file: string): object {
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
  return policy;
}

/** Why a file could not be read, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return typeof code === 'string' ? `cannot be read (${code})` : 'cannot be read';
}

/** JSON.parse quotes the text in its message, so only the position is taken from it. */
function placeOf(text: string, error: unknown): string {
  const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
}
