/** `tuomin reveal`: puts back what `encrypt` has sealed, line by line. */

import { createRedactor, type RevealReport } from '../index.ts';
import type { Options } from './args.ts';
import { nameOf } from './commands.ts';
import { Failure, FINE, TROUBLE } from './failure.ts';
import { openInput, readBlocks } from './input.ts';
import { makeKeyRing, readKeyText } from './keys.ts';
import { write } from './output.ts';
import { reasonOf } from './redactor.ts';

/** Lines go out as they come; what stays sealed is counted on standard error. */
export async function revealFiles(options: Options): Promise<number> {
  const keys = await makeKeyRing(readKeyText(options));
  if (keys === undefined) throw new Failure('reveal needs keys: set TUOMIN_KEYS or give --keys-fd');
  const { tenant } = options;
  // Nothing is looked for.
  const redactor = createRedactor({ keys, detectors: [], ...(tenant === undefined ? {} : { tenant }) });
  let exitCode = FINE;
  for (const path of options.files) {
    const name = nameOf(path);
    const sum = { revealed: 0, foreign: 0, damaged: 0, oneWay: 0 };
    const onReport = (report: RevealReport): void => {
      for (const key of Object.keys(sum) as (keyof RevealReport)[]) sum[key] += report[key];
    };
    try {
      for await (const { text } of readBlocks(openInput(path), { encoding: 'utf-8', lossy: false, lines: true }))
        await write(process.stdout, redactor.reveal(text, { onReport }));
    } catch (error) {
      if (!(error instanceof Failure) && typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      process.stderr.write(`tuomin: ${name}: ${error instanceof Failure ? error.message : reasonOf(error)}\n`);
      exitCode = TROUBLE;
    }
    const left = [
      [sum.foreign, 'of other keys'],
      [sum.damaged, 'damaged or of another tenant'],
      [
        sum.oneWay,
        sum.oneWay === 1 ? 'keyed hash, from which nothing leads back' : 'keyed hashes, from which nothing leads back',
      ],
    ] as const;
    const told = left.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    if (told.length > 0)
      process.stderr.write(`tuomin: ${name}: ${sum.revealed} revealed; left as they are: ${told.join(', ')}\n`);
  }
  return exitCode;
}
