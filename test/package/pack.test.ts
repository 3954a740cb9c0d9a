import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('publishes the build, the readme, the licence and nothing else', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const files: string[] = JSON.parse(output)[0].files.map((file: { path: string }) => file.path);
  const outside = files.filter((path) => !/^dist\/[^/]+\.(js|cjs|d\.ts|d\.cts)$/.test(path));
  expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(files).toContain('dist/cli.js');
});

it('locks versions and checksums, and no place to download from', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  expect(Object.keys(packages).filter((path) => packages[path].resolved !== undefined)).toEqual([]);
});
