// npm run bench [-- GROUP...]: runs the groups, each in a process of its own, prints their tables and the bars, and puts
// them into docs/benchmarks.md and the readmes; of groups that did not run the last figures stay. Exits with 1 when a bar is missed.

import { fork } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { writeSection } from './readme-section.mjs';

const PAGE = new URL('../docs/benchmarks.md', import.meta.url);

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
const table = await publish();
writeSection('bench', table);
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

/** Writes the page, with the sections and bars of this run in place of their own; returns the table of bars. */
async function publish() {
  const before = wanted.length === 0 ? '' : readFileSync(PAGE, 'utf8');
  const old = before.split(/^(?=## )/m).slice(1);
  // Of another day, and maybe of another machine.
  const alone = wanted.length === 0 ? [] : ['', `By itself, on ${machine()}.`];
  const own = results.map(({ page: [title, ...rest] }) => [title, ...alone, ...rest].join('\n').trimEnd());
  const titleOf = (section) => section.split('\n', 1)[0];
  const sections = old.map((section) => own.find((one) => titleOf(one) === titleOf(section)) ?? section.trimEnd());
  for (const one of own) if (!sections.some((section) => titleOf(section) === titleOf(one))) sections.push(one);

  const rowOf = ({ text, figure, isMet }) => `| ${text} | ${figure} | ${isMet ? 'met' : '**missed**'} |`;
  const rows = new Map();
  for (const row of before.match(/^\| (?!bar \||---).+ \| (?:met|\*\*missed\*\*) \|$/gm) ?? [])
    rows.set(row.split(' | ', 1)[0], row);
  for (const one of bars) rows.set(`| ${one.text}`, rowOf(one));
  const table = ['| bar | figure | |', '| --- | --- | --- |', ...rows.values()];
  const head = before === '' ? introduction() : before.slice(0, before.indexOf('| bar |')).split('\n').slice(0, -1);
  writeFileSync(PAGE, `${[...head, ...table, '', sections.join('\n\n')].join('\n').trimEnd()}\n`);
  return table;
}

function introduction() {
  return [
    '# Bench',
    '',
    `Made by \`npm run bench\` on ${machine()}. Only ratios of one run carry over to other`,
    'machines; nothing here is a promise of megabytes per second.',
    '',
    'Engines take turns in one process per group, eleven rounds or more with young memory swept before each turn; figures are medians of ratios',
    'paired by round, quartiles in brackets; time is what the process spent computing. Every engine is checked against the planted values',
    'first and has to return the same output in each round: one that finds nothing cannot look quick.',
    '',
    'The corpus is made by bench/corpus.mjs: invented delivery logs, 60 % JSON lines and 40 % plain ones, 280 to 390 bytes a line, 28 to 42 % of',
    'them Han. The expressions are in bench/regex.mjs.',
    '',
  ];
}

function machine() {
  return `Node ${process.versions.node} (V8 ${process.versions.v8}), ${cpus()[0]?.model ?? 'unknown CPU'}`;
}
