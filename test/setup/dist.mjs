import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../tools/build.mjs';

/** The package is tested as it is published, so a fresh clone builds before the first test. */
export function setup() {
  try {
    buildIfStale();
  } catch {
    // The build has said why. Without dist the package tests fail, as they should; the other projects still run.
    rmSync(fileURLToPath(new URL('../../dist', import.meta.url)), { recursive: true, force: true });
  }
}
