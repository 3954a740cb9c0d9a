/**
 * The import laws of the house: what each part of src may import besides itself.
 * A part is a folder of src or a single file there; docs/design.md says why they point this way.
 */
const FLOOR = ['types', 'errors'];
const TEXT = ['text', ...FLOOR];
const ENGINE = ['redactor', 'window', 'record', 'scan', 'resolve', 'mask', 'policy', ...TEXT];
const LAWS = {
  types: ['scan', 'text'],
  errors: ['types'],
  data: [],
  text: FLOOR,
  // The taggers read surnames, words and divisions as features.
  model: ['data', ...TEXT],
  scan: TEXT,
  resolve: TEXT,
  mask: TEXT,
  // A list of values to mask always is a detector made from a policy.
  policy: ['mask', 'scan', ...TEXT],
  // An address is masked by its parts, which only its detector finds.
  detect: ['scan', 'model', 'data', 'mask', ...TEXT],
  // Keys and what needs them; surrogates are made of the shares of names.
  keyed: ['data', 'mask', 'policy', ...TEXT],
  record: ENGINE,
  redactor: ENGINE,
  window: ['mask', ...TEXT],
  stream: ['index', ...ENGINE],
  xlsx: ENGINE,
  integrations: ['index', 'core', 'stream', ...ENGINE],
  core: ['detect/pattern', ...ENGINE],
  'parse-address': ['detect', 'data', ...ENGINE],
  index: ['core', 'detect', 'parse-address', ...ENGINE],
  // Arithmetic on a policy, with the shares and counts of the data.
  audit: ['data', 'mask', 'policy', ...TEXT],
  cli: ['integrations', 'audit', 'keyed', 'index', 'core', 'stream', 'table', 'xlsx', ...ENGINE],
};

const SHELLS = '^src/(cli/|stream/node|integrations/)';

/** Matches the paths of the named parts, as a folder or as a single file. */
const pathOf = (parts) => `^src/(${parts.join('|')})(/|[.]ts$)`;

const layers = Object.entries(LAWS).map(([part, allowed]) => ({
  name: `layer-${part}`,
  comment: `${part} may import only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: pathOf([part]) },
  to: { path: '^src/', pathNot: pathOf([part, ...allowed]) },
}));

/** A part of src that LAWS does not name. */
const LAWLESS = { path: '^src/', pathNot: pathOf(Object.keys(LAWS)) };

const lawless = (rule) => ({
  name: 'part-without-law',
  comment: 'a new part of src needs a line in LAWS',
  severity: 'error',
  ...rule,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'types-are-only-types',
      comment: 'types.ts may borrow a shape from below, never code',
      severity: 'error',
      from: { path: '^src/types[.]ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    lawless({ from: LAWLESS, to: {} }),
    lawless({ from: {}, to: LAWLESS }),
    {
      name: 'detectors-know-nothing-of-each-other',
      comment: 'share through detect/common',
      severity: 'error',
      from: { path: '^src/detect/([^/.]+)' },
      to: { path: '^src/detect/', pathNot: '^src/detect/($1|common)(/|[.]ts$)' },
    },
    {
      name: 'core-holds-no-data',
      comment: 'tuomin/core must not reach a dictionary, however indirectly',
      severity: 'error',
      from: { path: '^src/core[.]ts$' },
      to: { path: '^src/data/', reachable: true },
    },
    {
      name: 'node-in-shells-only',
      comment: 'everything else also runs in browsers and edge runtimes',
      severity: 'error',
      from: { path: '^src/', pathNot: SHELLS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'src-stands-alone',
      comment: 'published code may not lean on tests, tools or development packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|tools|bench)/' },
    },
    {
      name: 'published-dependencies-only',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        // A logger that its user has; here it is installed for the tests as well.
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'compression-behind-one-file',
      comment: 'everything else asks xlsx/deflate',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/xlsx/deflate[.]ts$' },
      to: { path: 'node_modules/fflate/' },
    },
    {
      name: 'algorithms-behind-one-file',
      comment: 'everything else asks keyed/backend, which has each of them twice',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/keyed/backend[.]ts$' },
      to: { path: 'node_modules/(@noble|sm-crypto)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
