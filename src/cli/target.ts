/** Where masked output goes: standard output, or a file that appears complete or not at all. */

import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Options } from './args.ts';
import { Failure } from './failure.ts';

export interface Target {
  write(bytes: Uint8Array): Promise<void> | void;
  /** The output is complete. */
  commit(): void;
  /** It never will be: nothing of it stays. */
  abandon(): void;
}

/** Files that are being written, so that an interrupt leaves none behind. */
const unfinished = new Set<string>();

/** To be called before the process ends early. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

export function createTarget(file: string, options: Options): Target {
  if (options.inPlace) return fileTarget(file, file, options.keepTime);
  if (options.outDir !== undefined) {
    const path = join(options.outDir, basename(file));
    if (resolve(path) === resolve(file))
      throw new Failure('--out-dir is where the file is; use --in-place to replace it');
    return fileTarget(path, file, false);
  }
  return {
    async write(bytes) {
      if (bytes.length > 0 && !process.stdout.write(bytes)) await once(process.stdout, 'drain');
    },
    commit() {},
    abandon() {},
  };
}

/** Written beside its place and renamed: whoever reads the place sees the old file or the new one. */
function fileTarget(path: string, source: string, keepTime: boolean): Target {
  const { mode, atime, mtime } = statSync(source);
  const next = join(dirname(path), `.${basename(path)}.${process.pid}.tuomin`);
  const file = openSync(next, 'wx', mode);
  unfinished.add(next);
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    commit() {
      fsyncSync(file);
      closeSync(file);
      // The mode that open got is cut by the umask.
      chmodSync(next, mode & 0o7777);
      if (keepTime) utimesSync(next, atime, mtime);
      renameSync(next, path);
      unfinished.delete(next);
    },
    abandon() {
      closeSync(file);
      rmSync(next, { force: true });
      unfinished.delete(next);
    },
  };
}
