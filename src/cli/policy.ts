/** `tuomin policy`: writes, checks, compares and assesses policies. */

import { existsSync, writeFileSync } from 'node:fs';
import { assessPolicy, comparePolicies, renderAssessment, renderComparison, renderPage } from '../audit/index.ts';
import { TuominError } from '../errors.ts';
import { allStrategies } from '../mask/all.ts';
import type { PolicyInput } from '../policy/format.ts';
import { draftPolicy } from '../policy/parse.ts';
import type { Options } from './args.ts';
import { Failure, FINE, FOUND, printable, TROUBLE } from './failure.ts';
import { write } from './output.ts';
import { isFile, readPolicy, reasonOf } from './redactor.ts';

/** A start: what most want to change, spelt out. */
const STARTER = {
  $schema: './node_modules/tuomin/dist/policy.schema.json',
  name: 'my-policy',
  version: 1,
  extends: 'log',
  kinds: {
    mobile: { use: 'partial', head: 3, tail: 2, hide: 6 },
    name: { use: 'partial', head: 1, max: 1 },
    address: { use: 'address', keep: 'district' },
    'id-card': { use: 'partial', head: 1, tail: 1 },
  },
  fields: { '**.orderNo': 'keep' },
} as const;

export async function runPolicy(options: Options): Promise<number> {
  switch (options.action) {
    case 'init':
      return await init(options.files[0]);
    case 'check':
      return await check(options.files);
    case 'diff':
      return await diff(options);
    default:
      return await audit(options);
  }
}

async function init(file: string | undefined): Promise<number> {
  const text = `${JSON.stringify(STARTER, null, 2)}\n`;
  if (file === undefined || file === '-') await write(process.stdout, text);
  else {
    if (existsSync(file)) throw new Failure(`${printable(file)}: is there already`);
    writeNew(file, text);
  }
  return FINE;
}

/** Every file is looked at; one that makes no sense ends the run with 2. */
async function check(files: readonly string[]): Promise<number> {
  let exitCode = FINE;
  for (const file of files) {
    try {
      load(file);
      await write(process.stdout, `${printable(file)}: fine\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      process.stderr.write(`tuomin: ${error.message}\n`);
      exitCode = TROUBLE;
    }
  }
  return exitCode;
}

async function diff({ files, json, tenant, audience }: Options): Promise<number> {
  const [before, after] = files.map((file) => assessPolicy(load(file), { tenant, audience, name: nameOf(file) }));
  if (before === undefined || after === undefined) throw new Failure('policy diff takes two policies');
  const comparison = comparePolicies(before, after);
  await write(process.stdout, json ? `${JSON.stringify(comparison, null, 2)}\n` : renderComparison(comparison));
  return comparison.changes.length > 0 ? FOUND : FINE;
}

async function audit({ files, json, html, tenant, audience }: Options): Promise<number> {
  const file = files[0] as string; // the command line was checked
  const assessment = assessPolicy(load(file), { tenant, audience, name: nameOf(file) });
  if (html !== undefined) writeNew(html, renderPage(assessment));
  if (json) await write(process.stdout, `${JSON.stringify(assessment, null, 2)}\n`);
  else if (html === undefined || process.stdout.isTTY === true)
    await write(process.stdout, renderAssessment(assessment));
  return FINE;
}

function nameOf(file: string): string {
  return isFile(file) ? printable(file) : file;
}

/** A preset by its name, or a file. Throws a Failure that names the path in the policy. */
function load(file: string): PolicyInput {
  const policy: PolicyInput = isFile(file) ? readPolicy(file) : file;
  try {
    draftPolicy(policy, {}, allStrategies());
    return policy;
  } catch (error) {
    if (!(error instanceof TuominError)) throw error;
    throw new Failure(`${printable(file)}: ${printable(error.message)}`);
  }
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`${printable(file)}: ${reasonOf(error)}`);
  }
}
