import { defineConfig, type Options } from 'tsup';

const entries = {
  index: 'src/index.ts',
  core: 'src/core.ts',
  stream: 'src/stream/web.ts',
  node: 'src/stream/node.ts',
  xlsx: 'src/xlsx/index.ts',
  keyed: 'src/keyed/index.ts',
  audit: 'src/audit/index.ts',
  pino: 'src/integrations/pino.ts',
  process: 'src/integrations/process.ts',
  winston: 'src/integrations/winston.ts',
  log4js: 'src/integrations/log4js.ts',
  bunyan: 'src/integrations/bunyan.ts',
  egg: 'src/integrations/egg.ts',
  nest: 'src/integrations/nest.ts',
  console: 'src/integrations/console.ts',
  redis: 'src/integrations/redis.ts',
  otel: 'src/integrations/otel.ts',
  sentry: 'src/integrations/sentry.ts',
  http: 'src/integrations/http/index.ts',
  ai: 'src/integrations/ai/index.ts',
  nats: 'src/integrations/nats.ts',
  kafka: 'src/integrations/kafka.ts',
  operate: 'src/integrations/operate/index.ts',
};
/** Files of their own: plain ASCII takes half the memory, and a megabyte of weights would sway how names are shortened. */
const weights = { 'name-weights': 'src/model/names.gen.ts', 'element-weights': 'src/model/elements.gen.ts' };

const shared: Options = {
  // Not 'node20': esbuild would then turn every literal with \p{…} into a `new RegExp` that runs at import.
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
  splitting: true,
  // Maps would carry every data table a second time.
  sourcemap: false,
  esbuildOptions(options) {
    // The default writes \uXXXX: twice the size for Han text.
    options.charset = 'utf8';
    // Less to read at import; the sources are the place to read. White space stays, because @__PURE__ would go with it,
    // and bundlers need that to drop what is unused.
    options.minifySyntax = true;
    options.minifyIdentifiers = true;
  },
};

// tools/build.mjs empties dist: two configurations that clean would each delete the other's output.
export default defineConfig([
  // The command is ESM only, and shares the library's chunks instead of carrying the data again.
  { ...shared, format: 'esm', entry: { ...entries, ...weights, cli: 'src/cli/main.ts' }, dts: { entry: entries } },
  {
    ...shared,
    format: 'cjs',
    treeshake: true,
    entry: { ...entries, ...weights },
    dts: { entry: entries },
    // ES modules only: before Node 20.19 nobody can require them.
    noExternal: [/^@noble\//],
  },
]);
