import { buildIfStale } from '../../tools/build.mjs';

/** The package is tested as it is published, so a fresh clone builds before the first test. */
export async function setup() {
  await buildIfStale();
}
