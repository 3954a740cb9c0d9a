// Writes package-lock.json from nothing: run it after changing a dependency in package.json.
//
// npm lists no platform package that its registry did not serve, and where a registry does serve it,
// `npm ci` then refuses the whole lock. Their versions are pinned by the package that names them, and
// their platform is in the name, so the missing entries are filled in here (without a checksum).

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OS = /\b(android|darwin|freebsd|linux|openbsd|openharmony|win32)\b/;
const CPU = /\b(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)\b/;

// Away from node_modules: npm would copy what happens to be installed, and drop the other platforms.
const folder = mkdtempSync(join(tmpdir(), 'tuomin-lock-'));
try {
  for (const name of ['package.json', '.npmrc']) cpSync(name, join(folder, name));
  execFileSync('npm', ['install', '--package-lock-only'], { cwd: folder, stdio: 'inherit' });
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  for (const [path, name, version] of missingPlatforms(lock.packages)) {
    lock.packages[path] = { version, ...platformOf(name), dev: true, optional: true };
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function missingPlatforms(packages) {
  const missing = [];
  for (const [parent, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!OS.test(name) || !CPU.test(name)) continue;
      // Beside its parent, where npm puts the ones it knows.
      const path = `${parent.slice(0, parent.lastIndexOf('node_modules/'))}node_modules/${name}`;
      if (packages[path]?.version !== version) missing.push([path, name, version]);
    }
  }
  return missing;
}

function platformOf(name) {
  const os = OS.exec(name)[1];
  const cpu = CPU.exec(name)[1];
  const libc = os !== 'linux' ? undefined : /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined;
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] };
}
