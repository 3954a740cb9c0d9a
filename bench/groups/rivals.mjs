// Packages from the registry, on the same lines at 5 %. They live in bench/rivals, a private package of their own:
//   npm ci --prefix bench/rivals --ignore-scripts

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createRedactor, idCardDetector, mobileDetector } from '../../dist/index.js';
import { BLOCK, makeCorpus } from '../corpus.mjs';
import { bar, interleave, maskEach, publish, table, times, timesQuicker } from '../measure.mjs';

const LINES = 2000;
/** The last three characters of a road and all that follows. */
const ROAD_AND_REST = /([一-龥]{2}[路街道巷])\d+号.*/u;
const KINDS = ['mobile', 'id-card', 'address', 'name'];

/**
 * `lines`: as many of the corpus as a turn can bear, whole blocks. `make` loads the package and returns `{ work, hides }`:
 * `work(text)` returns something with a length that is the same each time, `hides(output, value)` reports whether the value is
 * found. `atLeast`: the share of the planted mobile numbers a right installation finds; below it something broke.
 */
const RIVALS = [
  {
    name: 'redact-pii',
    lines: 2000,
    atLeast: 0.9,
    make: (require) => {
      const { SyncRedactor } = require('redact-pii');
      const redactor = new SyncRedactor();
      return { work: (text) => redactor.redact(text), hides: isGone };
    },
  },
  {
    name: 'openredaction',
    lines: 40,
    // It has no pattern for Chinese numbers; what it hides it takes for something else.
    atLeast: 0,
    make: (require) => {
      const { OpenRedaction } = require('openredaction');
      const redactor = new OpenRedaction({ redactionMode: 'placeholder' });
      return {
        work: async (text) => (await redactor.detect(text)).redacted,
        hides: isGone,
      };
    },
  },
  {
    name: 'libphonenumber-js',
    note: 'finder, numbers only',
    lines: 200,
    atLeast: 0.9,
    make: (require) => {
      const { findPhoneNumbersInText } = require('libphonenumber-js');
      return {
        work: (text) => findPhoneNumbersInText(text, 'CN'),
        hides: (output, value) => output.some(({ number }) => number.nationalNumber === value),
      };
    },
  },
  {
    name: 'address-smart-parse',
    note: 'parser of one recipient',
    lines: 20,
    atLeast: 0.05,
    make: (require) => recipientParser(require('address-smart-parse')),
  },
  {
    name: 'zh-address-parse',
    note: 'parser of one recipient',
    lines: 20,
    atLeast: 0.05,
    make: (require) => recipientParser(require('zh-address-parse')),
  },
];

const require = createRequire(new URL('../rivals/package.json', import.meta.url));
const { lines } = makeCorpus(LINES, 5);
const { lines: full } = makeCorpus(200, 100);
const ours = createRedactor();
const structured = createRedactor({ detectors: [mobileDetector, idCardDetector] });
const rows = [];
const skipped = [];
let redactPii;
rows.push(['tuomin', '', '1×', '', ...(await shares({ work: ours.redact, hides: isGone }, full))]);
for (const rival of RIVALS) {
  const manifest = new URL(`../rivals/node_modules/${rival.name}/package.json`, import.meta.url);
  // Asked of the file: a package the root has too would be found there, in another version.
  if (!existsSync(manifest)) {
    skipped.push(rival.name);
    console.log(`${rival.name} is skipped: not installed (npm ci --prefix bench/rivals --ignore-scripts)`);
    continue;
  }
  const engine = rival.make(require);
  const found = await shares(engine, full.slice(0, Math.max(BLOCK, Math.min(full.length, rival.lines))), rival);
  const part = lines.slice(0, rival.lines).map(({ text }) => text);
  const texts = lines.map(({ text }) => text);
  const units = (list) => list.reduce((sum, text) => sum + text.length, 0);
  const samples = await interleave([
    { name: 'ours', units: units(texts), pass: () => maskEach(ours.redact, texts) },
    { name: 'structured', units: units(texts), pass: () => maskEach(structured.redact, texts) },
    { name: 'theirs', units: units(part), pass: () => workEach(engine.work, part) },
  ]);
  const ratio = timesQuicker(samples.get('theirs'), samples.get('ours'));
  if (rival.name === 'redact-pii') redactPii = ratio;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  rows.push([
    `${rival.name} ${version}`,
    rival.note ?? '',
    times(ratio),
    times(timesQuicker(samples.get('theirs'), samples.get('structured'))),
    ...found,
  ]);
}

publish({
  page: [
    '## Packages from the registry',
    '',
    'Times quicker per line at 5 %: the default redactor, and mobile + ID alone. Right: the share of planted values that is found',
    'or hidden, on lines that all hold some. None of them was made for Chinese log lines; the parsers expect one recipient per text.',
    '',
    ...table(['package', '', 'tuomin, all kinds', 'tuomin, mobile + ID', ...KINDS], rows),
    '',
    ...skipped.map((name) => `${name} was not installed and is skipped.\n`),
  ],
  bars: [
    redactPii === undefined
      ? bar('all kinds at least 40× redact-pii, per line, 5 %', 'not installed, not measured', false)
      : bar('all kinds at least 40× redact-pii, per line, 5 %', times(redactPii), redactPii.median >= 40),
  ],
});

/** The parsers return the parts of one recipient. */
function recipientParser(module) {
  const parse = module.default ?? module;
  return {
    work: (text) => {
      const parts = parse(text) ?? {};
      return Object.values(parts)
        .filter((part) => typeof part === 'string')
        .join('\n');
    },
    // Of an address the division is given apart; the rest counts, with a little beside it.
    hides: (output, value) => {
      const road = ROAD_AND_REST.exec(value)?.[0] ?? value;
      return output.split('\n').some((part) => part.includes(road) && part.length <= value.length + 4);
    },
  };
}

/** A value is hidden when it is gone; an address when its road is: a house number alone hides nothing. */
function isGone(output, value) {
  return !output.includes(ROAD_AND_REST.exec(value)?.[1] ?? value);
}

/** The share of the planted values of each kind that the engine finds; one-character names are left out. */
async function shares({ work, hides }, planted, rival) {
  const [all, found] = [{}, {}];
  for (const line of planted) {
    const output = await work(line.text);
    for (const { kind, start, end } of line.planted) {
      if (end - start < 2) continue;
      all[kind] = (all[kind] ?? 0) + 1;
      if (hides(output, line.text.slice(start, end))) found[kind] = (found[kind] ?? 0) + 1;
    }
  }
  const share = (kind) => (found[kind] ?? 0) / all[kind];
  if (rival !== undefined)
    assert.ok(
      share('mobile') >= rival.atLeast,
      `${rival.name} finds only ${found.mobile} of ${all.mobile} mobile numbers`,
    );
  return KINDS.map((kind) => `${Math.round(share(kind) * 100)} %`);
}

/** As maskEach, for engines that may be asynchronous; waiting is only done where there is something to wait for. */
function workEach(work, texts) {
  let length = 0;
  for (let i = 0; i < texts.length; i++) {
    const output = work(texts[i]);
    if (typeof output.then === 'function') return workLater(work, texts);
    length += output.length;
  }
  return length;
}

async function workLater(work, texts) {
  let length = 0;
  for (const text of texts) length += (await work(text)).length;
  return length;
}
