import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** Numbers computed from numbers, such as `var a=1<<18;`: bundlers keep them, and they cost nothing. */
const ARITHMETIC = /^(var [\w$=,.<>|&~*/+-]+;)*$/;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What bundlers keep because they cannot look into it: the dependencies, and the modules of Node, which run no code of ours. */
const OPAQUE = [
  'fflate',
  '@noble/[^"]+',
  'sm-crypto/[^"]+',
  'bunyan',
  'log4js(?:/[^"]+)?',
  ...builtinModules.map((name) => `(?:node:)?${name}`),
];
const IMPORTS = new RegExp(`import(?:\\{[^}]*\\}| ?[\\w$]+ )from"(?:${OPAQUE.join('|')})";`, 'g');

// Copied away from package.json, whose `sideEffects: false` would hide what a bundler has to keep:
// tables filled and patterns compiled at the top level are exactly what is left.
it.for([
  'index.js',
  'core.js',
  'stream.js',
  'node.js',
  'xlsx.js',
  'keyed.js',
  'audit.js',
  'pino.js',
  'process.js',
  'operate.js',
  'kafka.js',
  'nats.js',
  'ai.js',
  'http.js',
  'sentry.js',
  'otel.js',
  'redis.js',
  'console.js',
  'nest.js',
  'egg.js',
  'bunyan.js',
  'log4js.js',
  'winston.js',
])('%s leaves nothing behind when nothing is used', async (entry) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
  try {
    cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'app.js'), `import './dist/${entry}';`);
    const { outputFiles } = await build({
      entryPoints: [join(folder, 'app.js')],
      bundle: true,
      minify: true,
      format: 'esm',
      packages: 'external',
      write: false,
    });
    const kept = outputFiles[0]?.text
      .replace(IMPORTS, '')
      .replace(/import"[^"]+";/g, '')
      .trim();
    expect(kept).toMatch(ARITHMETIC);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
