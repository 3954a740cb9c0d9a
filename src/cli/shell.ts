/** The streams of the library as the flags ask for them. */

import type { Redactor } from '../index.ts';
import type { Problem } from '../stream/machine.ts';
import { createShell, type Format, type Shell, type StreamOptions } from '../stream/options.ts';
import type { FormatName, Options } from './args.ts';
import { printable, TROUBLE } from './failure.ts';
import { formatOf } from './format.ts';
import type { Reporter } from './report.ts';

/** What is said of a line that could not be read, by what became of it. */
const HANDLED = {
  mask: 'hidden as a whole',
  skip: 'left out',
  text: 'masked as text',
  stop: 'nothing from here on was read',
};

/** What streams can be made for. */
export type JobFormat = Exclude<FormatName, 'auto' | 'xlsx'>;

export interface Redaction {
  /** This program, to be started again in workers. */
  readonly program: URL;
  readonly options: Options;
  readonly reporter: Reporter;
  readonly redactor: Redactor;
  /** What the keys were read from, for workers. */
  readonly keyText: string | undefined;
  readonly file: string;
  /** The file's name as shown to the user. */
  readonly name: string;
  readonly onBytes: (count: number) => void;
}

export function isTable(format: FormatName): boolean {
  return format === 'csv' || format === 'tsv';
}

export function makeShell(
  options: Pick<Options, 'encoding' | 'lossy' | 'onError' | 'delimiter'>,
  format: JobFormat,
  redactor: Redactor,
  isPipe: boolean,
  told: Pick<StreamOptions, 'onProblem' | 'onProgress'>,
): Shell {
  const kind: Format = format === 'tsv' ? 'csv' : format;
  const delimiter = options.delimiter ?? (format === 'tsv' ? '\t' : undefined);
  // A pipe may wait long for enough to tell its encoding by; a file is all there.
  const encoding = options.encoding ?? (isPipe ? 'utf-8' : 'auto');
  return createShell(
    kind,
    {
      redactor,
      lossy: options.lossy,
      onError: options.onError ?? 'mask',
      ...told,
      ...(kind === 'csv' && delimiter !== undefined ? { delimiter } : {}),
    },
    { encoding, output: encoding === 'big5' ? 'utf-8' : undefined },
  );
}

/** By number and reason, never by content. What nobody asked to have hidden is trouble. */
export function tell({ options, reporter, name, file }: Redaction, { number, reason }: Problem): void {
  const handled = options.onError ?? 'mask';
  if (handled === 'stop') return;
  const advice =
    reason === 'broken UTF-8' && options.encoding !== 'auto' && file === '-' ? '; --encoding gb18030 may fit' : '';
  const isRow = isTable(formatOf(file, options.format)) && !reason.startsWith('broken');
  reporter.remark(name, number, `${printable(reason)}; ${HANDLED[handled]}${advice}`, isRow ? 'row' : 'line');
  if (options.onError === undefined) reporter.exitCode = TROUBLE;
}
