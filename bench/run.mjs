// npm run bench [-- GROUP...]: runs the groups, each in a process of its own, prints their tables and the bars, and after a
// full run writes docs/benchmarks.md. Exits with 1 when a bar is missed.

import { fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { writeSection } from './readme-section.mjs';

const GROUPS = [
  'structured',
  'all',
  'rivals',
  'keyed',
  'clean',
  'prose',
  'records',
  'files',
  'loggers',
  'hostile',
  'start',
  'memory',
  'size',
];

const wanted = process.argv.slice(2);
const known = readdirSync(new URL('groups', import.meta.url)).map((file) => file.replace('.mjs', ''));
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(', ')}; there are ${GROUPS.join(', ')}`);
  process.exit(2);
}

const results = [];
for (const group of GROUPS) {
  if (wanted.length > 0 && !wanted.includes(group)) continue;
  const result = await run(group);
  console.log([...result.page, ...result.bars.map(verdict)].join('\n'));
  console.log('');
  results.push(result);
}
const bars = results.flatMap((result) => result.bars);
const missed = bars.filter((one) => !one.isMet);
console.log(`${bars.length - missed.length} of ${bars.length} bars met`);
if (wanted.length === 0) {
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), render());
  writeSection('bench', [
    '| bar | figure | |',
    '| --- | --- | --- |',
    ...bars.map(({ text, figure, isMet }) => `| ${text} | ${figure} | ${isMet ? 'met' : '**missed**'} |`),
  ]);
}
process.exitCode = missed.length === 0 ? 0 : 1;

/** What a group publishes; one that fails has no page and misses its bars. */
async function run(group) {
  const child = fork(new URL(`groups/${group}.mjs`, import.meta.url), { execArgv: ['--expose-gc'] });
  let result;
  child.on('message', (message) => {
    result = message;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code === 0 && result !== undefined) return result;
  return {
    page: [`## ${group}`, '', 'This group failed: see its error.', ''],
    bars: [{ text: `${group} runs`, figure: `exit ${code}`, isMet: false }],
  };
}

function verdict({ text, figure, isMet }) {
  return `${isMet ? 'met   ' : 'MISSED'}  ${text}: ${figure}`;
}

function render() {
  return `${[
    '# Bench',
    '',
    `Made by \`npm run bench\` on Node ${process.versions.node} (V8 ${process.versions.v8}), ${cpus()[0]?.model ?? 'unknown CPU'}. Only ratios of one run carry over to other`,
    'machines; nothing here is a promise of megabytes per second.',
    '',
    'Engines take turns in one process per group, eleven rounds or more with the memory swept before each turn; figures are medians of ratios',
    'paired by round, quartiles in brackets; time is what the process spent computing. Every engine is checked against the planted values',
    'first and has to return the same output in each round: one that finds nothing cannot look quick.',
    '',
    'The corpus is made by bench/corpus.mjs: invented delivery logs, 60 % JSON lines and 40 % plain ones, 280 to 390 bytes a line, 28 to 42 % of',
    'them Han. The expressions are in bench/regex.mjs.',
    '',
    '| bar | figure | |',
    '| --- | --- | --- |',
    ...bars.map(({ text, figure, isMet }) => `| ${text} | ${figure} | ${isMet ? 'met' : '**missed**'} |`),
    '',
    ...results.flatMap((result) => result.page),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
