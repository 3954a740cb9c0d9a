// Files through the command, and gigabytes through the streams: against readline with the four expressions, and against bytes
// that are only passed on.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCorpus } from '../corpus.mjs';
import { bar, median, publish, table } from '../measure.mjs';

const MB = 1 << 20;
const FILE_MB = 24;
const ROUNDS = 5;
/** TUOMIN_STREAM_MB=100 for a quick look. */
const STREAM_MB = Number(process.env.TUOMIN_STREAM_MB ?? 2048);
const SLOW_MB = 16;
const LIMIT = 64 * MB;
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const BASELINE = fileURLToPath(new URL('../readline.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'tuomin-bench-'));
try {
  const input = join(folder, 'in.log');
  const planted = writeLog(input);
  const commands = {
    tuomin: [CLI, 'redact', '--lines', '--out-dir', join(folder, 'out'), input],
    'tuomin --jobs 2': [CLI, 'redact', '--lines', '--jobs', '2', '--out-dir', join(folder, 'out2'), input],
    'readline + four regexes': [BASELINE, 'mask', input, join(folder, 'masked.log')],
    'pass-through': [BASELINE, 'pass', input, join(folder, 'passed.log')],
  };
  const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      execFileSync(process.execPath, args, { stdio: 'ignore' });
      seconds[name].push((performance.now() - start) / 1000);
    }
  }
  assert.ok(readFileSync(join(folder, 'out/in.log')).equals(readFileSync(join(folder, 'out2/in.log'))), 'jobs agree');
  const masked = readFileSync(join(folder, 'out/in.log'), 'utf8');
  assert.equal(planted.filter((number) => masked.includes(number)).length, 0, 'no planted number is left');
  const ratio = (slow, fast) => median(seconds[slow].map((one, i) => one / seconds[fast][i]));
  const memory = ['redactNdjson', 'redactCsv'].map((name) => [name, growth(name, STREAM_MB)]);
  const slow = growth('redactNdjson', SLOW_MB, 'slow');
  const vsRegexes = ratio('readline + four regexes', 'tuomin');
  const vsPass = ratio('pass-through', 'tuomin');
  const jobs = ratio('tuomin', 'tuomin --jobs 2');
  const most = Math.max(...memory.map(([, grown]) => grown));
  publish({
    page: [
      '## Files and streams',
      '',
      `A log of ${(statSync(input).size / MB).toFixed(0)} MB, data in 5 % of the lines, from file to file by the command, start of the process included; medians of ${ROUNDS}`,
      'rounds on this machine, by the clock.',
      '',
      ...table(
        ['command', 'seconds', 'MB/s'],
        Object.keys(commands).map((name) => [
          name,
          median(seconds[name]).toFixed(2),
          (statSync(input).size / MB / median(seconds[name])).toFixed(1),
        ]),
      ),
      '',
      `Memory: the most that a process took (resident) above what it took before the first byte, while ${STREAM_MB} MB of orders went through.`,
      '',
      ...table(
        ['stream', 'resident, above idle'],
        [...memory, ['redactNdjson, a reader of 2 MB a second', slow]].map(([name, grown]) => [
          name,
          `${(grown / MB).toFixed(0)} MB`,
        ]),
      ),
      '',
    ],
    bars: [
      bar('file to file at least 4× readline and four regexes', `${vsRegexes.toFixed(2)}×`, vsRegexes >= 4),
      bar('file to file at least 20 % of the pass-through', `${(vsPass * 100).toFixed(0)} %`, vsPass >= 0.2),
      bar('--jobs 2 at least 1.6×', `${jobs.toFixed(2)}×`, jobs >= 1.6),
      bar(
        `${STREAM_MB} MB through NDJSON and CSV at most 64 MB above idle`,
        `${(most / MB).toFixed(0)} MB`,
        most <= LIMIT,
      ),
      bar('a slow reader does not grow it', `${(slow / MB).toFixed(0)} MB`, slow <= LIMIT),
    ],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes the log; returns the telephone numbers in it. */
function writeLog(path) {
  const file = openSync(path, 'w');
  const planted = new Set();
  let size = 0;
  for (let seed = 1; size < FILE_MB * MB; seed++) {
    const { lines } = makeCorpus(8000, 5, seed);
    for (const { planted: own, text } of lines) {
      for (const { kind, start, end } of own) if (kind === 'mobile') planted.add(text.slice(start, end));
    }
    size += writeSync(file, `${lines.map(({ text }) => text).join('\n')}\n`);
  }
  closeSync(file);
  return [...planted];
}

/** In bytes; see bench/stream-memory.mjs. */
function growth(...args) {
  const program = fileURLToPath(new URL('../stream-memory.mjs', import.meta.url));
  return Number(execFileSync(process.execPath, ['--expose-gc', program, ...args.map(String)], { encoding: 'utf8' }));
}
