// Builds dist; with --if-stale, only when a source is newer than the oldest published file.
// The output appears in one rename, so whoever reads dist meanwhile never sees half of it.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as tsup } from 'tsup';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCRIPT = fileURLToPath(import.meta.url);
const INPUTS = ['src', 'package.json', 'tsconfig.json', 'tsup.config.ts'];

/** In a process of its own: when a build fails, its other halves would go on writing. */
export function buildIfStale() {
  if (isStale()) execFileSync(process.execPath, [SCRIPT], { stdio: 'inherit' });
}

async function build() {
  process.chdir(ROOT);
  const next = `dist.${process.pid}`;
  process.once('exit', () => rmSync(next, { recursive: true, force: true }));
  await tsup({ outDir: next, silent: true });
  // The licences of the data ask that their notices travel with it.
  copyFileSync('src/data/source/NOTICE.md', join(next, 'NOTICE.md'));
  copyFileSync('src/policy/policy.schema.json', join(next, 'policy.schema.json'));
  rmSync('dist', { recursive: true, force: true });
  renameSync(next, 'dist');
}

function isStale() {
  const outputs = publishedFiles().map((path) => join(ROOT, path));
  if (!outputs.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return INPUTS.some((path) => newest(join(ROOT, path)) > oldest);
}

/** Every built file package.json names in `bin` and `exports`. */
function publishedFiles() {
  const { bin, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return [...leaves(bin), ...leaves(exports)].filter((path) => path.startsWith('./dist/'));
}

function leaves(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves);
}

/** Folders count too: deleting a file touches only the folder it was in. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] === SCRIPT) {
  if (process.argv.includes('--if-stale')) buildIfStale();
  else await build();
}
