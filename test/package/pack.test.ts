import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('publishes the build, the readmes, the licence and nothing else', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const files: string[] = JSON.parse(output)[0].files.map((file: { path: string }) => file.path);
  const outside = files.filter((path) => !/^dist\/[^/]+\.(js|cjs|d\.ts|d\.cts)$/.test(path));
  expect(outside.sort()).toEqual([
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'dist/NOTICE.md',
    'dist/policy.schema.json',
    'package.json',
  ]);
  expect(files).toContain('dist/cli.js');
});

// `npm install` beside an existing node_modules drops the platforms that are not installed; `npm ci` then refuses.
it('locks every package for every platform, and no place to download from (npm run lock)', () => {
  const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages);
  const names = new Set(packages.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const wanted = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  expect(packages.filter(([, { version }]) => version === undefined)).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
