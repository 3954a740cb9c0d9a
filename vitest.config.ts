import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const SRC = fileURLToPath(new URL('./src/', import.meta.url));

/**
 * The library's modules are loaded by Node itself. Rewritten by the test runner, every name imported from another module is
 * asked for at each use, which makes the engine three times slower. Coverage needs the rewriting.
 */
const native = process.argv.includes('--coverage')
  ? {}
  : {
      execArgv: ['--import', 'tsx'],
      server: { deps: { external: [new RegExp(`^${SRC.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`)] } },
    };

/** Puts other modules in place of some, which takes the rewriting. */
const REPLACES = 'test/unit/model/weights.test.ts';

const folder = (name: string) => ({ ...native, name, include: [`test/${name}/**/*.test.ts`] });

export default defineConfig({
  test: {
    // One more than there are cores, since some wait for servers and commands. By default one core is left free, which on two
    // halves the speed of what is nothing but computing.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // A busy machine takes its time; what hangs is still found out.
      { test: { ...folder('unit'), exclude: [REPLACES], testTimeout: 60_000 } },
      { test: { name: 'replaced', include: [REPLACES], testTimeout: 60_000 } },
      { test: { ...native, name: 'cases', include: ['test/{cases,phenomena}/**/*.test.ts'], testTimeout: 60_000 } },
      // Ten thousand cases each.
      { test: { ...folder('property'), testTimeout: 120_000 } },
      { test: { ...folder('contract'), testTimeout: 120_000 } },
      // Alone and last: these compare times, and a busy neighbour would blur them.
      { test: { ...folder('scale'), testTimeout: 120_000, fileParallelism: false, sequence: { groupOrder: 1 } } },
      {
        test: {
          name: 'types',
          include: [],
          // Errors outside the type tests are for `npm run types` to tell.
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], ignoreSourceErrors: true },
        },
      },
      {
        test: {
          ...native,
          name: 'package',
          include: ['test/{package,integration}/**/*.test.ts'],
          globalSetup: 'test/setup/dist.mjs',
          testTimeout: 60_000,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.gen.ts', 'src/types.ts'] },
  },
});
