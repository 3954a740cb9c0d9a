import { defineConfig } from 'vitest/config';

const folder = (name: string) => ({ name, include: [`test/${name}/**/*.test.ts`] });

export default defineConfig({
  test: {
    // All cores: by default one is left free, which on two halves the speed of what is nothing but computing.
    maxWorkers: '100%',
    projects: [
      // A busy machine takes its time; what hangs is still found out.
      { test: { ...folder('unit'), testTimeout: 60_000 } },
      { test: { name: 'cases', include: ['test/{cases,phenomena}/**/*.test.ts'], testTimeout: 60_000 } },
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
          name: 'package',
          include: ['test/{package,integration}/**/*.test.ts'],
          exclude: ['test/package/import.test.ts'],
          globalSetup: 'test/setup/dist.mjs',
          testTimeout: 60_000,
        },
      },
      {
        // After all others for the same reason: it measures how long an import takes.
        test: {
          name: 'import',
          include: ['test/package/import.test.ts'],
          globalSetup: 'test/setup/dist.mjs',
          testTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.gen.ts', 'src/types.ts'] },
  },
});
