// What a bundler ships: minified and compressed, per set of imports.

import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { bar, publish, table } from '../measure.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const CORE = `export { createRedactor } from './dist/core.js';`;
const SINGLE = ['mobile', 'landline', 'bankCard', 'plate', 'email', 'uscc', 'hotline', 'passport', 'secret'];

const core = await gzipped(CORE);
const idCard = (await gzipped(`${CORE} export { idCardDetector } from './dist/index.js';`)) - core;
const all = await gzipped(`export * from './dist/index.js';`);
const singles = [];
for (const name of SINGLE)
  singles.push([name, (await gzipped(`${CORE} export { ${name}Detector } from './dist/index.js';`)) - core]);
const mobile = singles[0][1];

publish({
  page: [
    '## Size',
    '',
    'Bundled and minified by esbuild, gzip. Of detectors: what they add to the core.',
    '',
    ...table(
      ['import', 'kB gzip'],
      [
        ['createRedactor from tuomin/core', kB(core)],
        ...singles.map(([name, size]) => [`+ ${name}Detector`, kB(size)]),
        ['+ idCardDetector', kB(idCard)],
        ['everything', kB(all)],
      ],
    ),
    '',
  ],
  bars: [
    bar('createRedactor from ./core at most 6 kB gzip', `${kB(core)} kB`, core <= 6000),
    bar('one structured detector (mobile) at most 4 kB on top', `${kB(mobile)} kB`, mobile <= 4000),
    bar('id-card at most 20 kB on top', `${kB(idCard)} kB`, idCard <= 20000),
    bar('everything at most 1.2 MB gzip', `${kB(all)} kB`, all <= 1_200_000),
  ],
});

async function gzipped(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    charset: 'utf8',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

function kB(bytes) {
  return (bytes / 1000).toFixed(1);
}
