#!/usr/bin/env node
/** The command `tuomin`: a thin shell over the library. */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { RedactionReport } from '../index.ts';
import { StreamProblem } from '../stream/machine.ts';
import { type Options, readArguments } from './args.ts';
import { createPaint, wantsColour } from './color.ts';
import { nameOf, runCommand } from './commands.ts';
import { Failure, FINE, FOUND, INTERRUPTED, printable, TERMINATED, TROUBLE } from './failure.ts';
import { formatOf } from './format.ts';
import { helpOf } from './help.ts';
import { openInput, readBlocks } from './input.ts';
import { isWorker, work } from './jobs.ts';
import { readKeyText } from './keys.ts';
import { leaveWhenReaderIsGone } from './output.ts';
import { redactFile } from './redact.ts';
import { makeMasker, reasonOf } from './redactor.ts';
import { createProgress, Reporter } from './report.ts';
import { revealFiles } from './reveal.ts';
import { removeUnfinished } from './target.ts';

if (isWorker()) await work();
else {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      removeUnfinished();
      process.exit(signal === 'SIGINT' ? INTERRUPTED : TERMINATED);
    });
  }
  leaveWhenReaderIsGone();
  process.exitCode = await main(process.argv.slice(2));
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const request = readArguments(args);
    if (request.command === 'help') process.stdout.write(helpOf(request.topic));
    else if (request.command === 'version') process.stdout.write(`${versionOf()}\n`);
    else if (request.command === 'policy') return await (await import('./policy.ts')).runPolicy(request);
    else if (request.command === 'pipe') await pipe(request);
    else if (request.command === 'reveal') return await revealFiles(request);
    else return await run(request);
    return FINE;
  } catch (error) {
    // Whatever else went wrong inside: its message may hold input, so its name has to do.
    const message =
      error instanceof Failure
        ? error.message
        : `internal error (${error instanceof Error ? error.name : typeof error})`;
    process.stderr.write(`tuomin: ${message}\n`);
    return TROUBLE;
  }
}

async function pipe(options: Options): Promise<void> {
  const { redactor } = await makeMasker({ ...options, keyText: readKeyText(options), makesOutput: true });
  await (await import('./pipe.ts')).runPipe(options, redactor);
}

async function run(options: Options): Promise<number> {
  const reporter = new Reporter();
  const makesOutput = options.command === 'redact' && !options.check;
  const keyText = makesOutput ? readKeyText(options) : undefined;
  const onReport = options.report === undefined ? undefined : (one: RedactionReport) => reporter.audit(one);
  const masker = await makeMasker({ ...options, keyText, makesOutput }, onReport);
  const isTerminal = process.stdout.isTTY === true;
  const shared = {
    ...masker,
    options,
    reporter,
    paint: createPaint(wantsColour(options.color, isTerminal, process.env)),
    isHuman: options.values || ((isTerminal || options.color === 'always') && !options.json),
    columns: isTerminal ? process.stdout.columns : Number.POSITIVE_INFINITY,
  };
  for (const path of options.files) {
    const file = nameOf(path);
    if (path === '-' && process.stdin.isTTY === true)
      process.stderr.write('tuomin: reading from the terminal; Ctrl-D ends\n');
    // A text that runs over the terminal is progress enough.
    const showsText = isTerminal && !options.inPlace && options.outDir === undefined;
    const progress = createProgress(file, sizeOf(path), showsText);
    reporter.beginFile(file);
    try {
      const onBytes = (count: number): void => {
        progress.add(count);
        reporter.addBytes(count);
      };
      if (makesOutput) {
        const program = new URL(import.meta.url);
        const { redactor } = masker;
        await redactFile({ program, options, reporter, redactor, keyText, file: path, name: file, onBytes });
      } else {
        const format = formatOf(path, options.format);
        const { encoding = 'utf-8', lossy } = options;
        const lines = format === 'lines' || format === 'ndjson';
        await runCommand({ ...shared, file, lines }, readBlocks(openInput(path), { encoding, lossy, lines, onBytes }));
      }
    } catch (error) {
      const isTold = error instanceof Failure || error instanceof StreamProblem;
      if (!isTold && typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      progress.end();
      reporter.complain(`${file}: ${isTold ? error.message : reasonOf(error)}`);
    }
    progress.end();
    reporter.endFile();
  }
  if (options.stats) reporter.printStats();
  if (options.report !== undefined) writeReport(options.report, reporter);
  if (reporter.exitCode === TROUBLE) return TROUBLE;
  return options.check && reporter.hasFindings ? FOUND : FINE;
}

function writeReport(file: string, reporter: Reporter): void {
  try {
    writeFileSync(file, reporter.auditReport(versionOf()));
  } catch (error) {
    reporter.complain(`--report ${printable(file)}: ${reasonOf(error)}`);
  }
}

function sizeOf(path: string): number | undefined {
  const stat = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? stat.size : undefined;
}

/** One folder up when built, two in the source tree. */
function versionOf(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8'));
      if (name === 'tuomin') return version;
    } catch {}
  }
  return 'unknown';
}
