/** What goes to standard error: complaints, the table of --stats, progress. Never a value. */

import type { RedactionReport, ReportEntry } from '../index.ts';
import { padTo } from './color.ts';
import { FINE, printable, TROUBLE } from './failure.ts';

/** Complaints about single lines are told this often per file, then counted. */
const TOLD = 10;

/** How long a file is read in silence, and how often the progress line changes after that (ms). */
const QUIET = 1000;
const TICK = 200;
/** Characters of the progress bar. */
const BAR = 20;

export interface Tally {
  /** Findings of each kind. */
  readonly kinds: Map<string, number>;
  lines: number;
  linesWithFindings: number;
  files: number;
  bytes: number;
}

/** What `--report` says of one file. */
interface FileAudit {
  readonly file: string;
  /** False for a file that could not be read: "ran and found nothing" is something else. */
  ran: boolean;
  bytes: number;
  found: number;
  readonly entries: Map<string, ReportEntry>;
  problems: number;
}

export class Reporter {
  exitCode = FINE;
  hasFindings = false;
  readonly #started = new Date();
  readonly #audits: FileAudit[] = [];
  #policy: Pick<RedactionReport, 'policy' | 'tenant' | 'audience'> | undefined;
  readonly tally: Tally = { kinds: new Map(), lines: 0, linesWithFindings: 0, files: 0, bytes: 0 };
  #told = new Map<string, number>();

  /** What follows is of this file. */
  beginFile(file: string): void {
    this.#audits.push({ file, ran: false, bytes: 0, found: 0, entries: new Map(), problems: 0 });
  }

  /** What a stream says of its work, for `--report`. */
  audit({ policy, tenant, audience, found, entries }: RedactionReport): void {
    this.#policy = {
      policy,
      ...(tenant === undefined ? {} : { tenant }),
      ...(audience === undefined ? {} : { audience }),
    };
    const file = this.#audits.at(-1);
    if (file === undefined) return;
    file.ran = true;
    file.found += found;
    for (const entry of entries) {
      const key = `${entry.kind}\0${entry.field ?? ''}\0${entry.strategy}`;
      const count = (file.entries.get(key)?.count ?? 0) + entry.count;
      file.entries.set(key, { ...entry, count });
    }
  }

  /** Counts, places of the policy and names of files: no values. */
  auditReport(version: string): string {
    const files = this.#audits.map(({ entries, ...file }) => ({ ...file, entries: [...entries.values()] }));
    const report = {
      tuomin: version,
      started: this.#started.toISOString(),
      ended: new Date().toISOString(),
      ...this.#policy,
      found: files.reduce((sum, { found }) => sum + found, 0),
      files,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  }

  addBytes(count: number): void {
    this.tally.bytes += count;
    const file = this.#audits.at(-1);
    if (file !== undefined) file.bytes += count;
  }

  /** One line about an input; the run goes on, but ends with 2. */
  complain(message: string): void {
    process.stderr.write(`tuomin: ${message}\n`);
    this.exitCode = TROUBLE;
  }

  /** One line about a line of an input, the first few times. */
  remark(file: string, line: number, message: string, what = 'line'): void {
    const key = `${file}: %: ${message}`;
    const count = (this.#told.get(key) ?? 0) + 1;
    this.#told.set(key, count);
    const audit = this.#audits.at(-1);
    if (audit !== undefined) audit.problems++;
    if (count <= TOLD) process.stderr.write(`tuomin: ${file}: ${what} ${line}: ${message}\n`);
  }

  /** Says how many remarks were held back; to be called at the end of each file. */
  endFile(): void {
    this.tally.files++;
    for (const [key, count] of this.#told) {
      const [file, message] = key.split(': %: ');
      if (count > TOLD) process.stderr.write(`tuomin: ${file}: and ${count - TOLD} more: ${message}\n`);
    }
    this.#told.clear();
  }

  add(masked: Readonly<Record<string, number>>): void {
    for (const [kind, n] of Object.entries(masked)) this.tally.kinds.set(kind, (this.tally.kinds.get(kind) ?? 0) + n);
  }

  count(kind: string): void {
    this.tally.kinds.set(kind, (this.tally.kinds.get(kind) ?? 0) + 1);
  }

  printStats(): void {
    const { kinds, lines, linesWithFindings, files, bytes } = this.tally;
    const rows = [...kinds].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([kind, n]) => [kind, group(n)]);
    const total = [...kinds.values()].reduce((sum, n) => sum + n, 0);
    rows.push(['total', group(total)]);
    const left = Math.max(...rows.map(([kind]) => (kind as string).length));
    const right = Math.max(...rows.map(([, n]) => (n as string).length));
    const table = rows.map(([kind, n]) => `${padTo(kind as string, left)}  ${(n as string).padStart(right)}`);
    table.splice(-1, 0, '-'.repeat(left + right + 2));
    // Streams do not count lines.
    const held = lines === 0 ? '' : `${group(linesWithFindings)} of ${plural(lines, 'line')} held something `;
    const read = lines === 0 ? `${plural(files, 'file')}, ${megabytes(bytes)}` : `(${plural(files, 'file')})`;
    table.push(held + read);
    process.stderr.write(`${table.join('\n')}\n`);
  }
}

/** A line on the terminal that says how far a long file is; nothing in a pipe, nothing for a quick one. */
export function createProgress(
  file: string,
  size: number | undefined,
  showsText: boolean,
): { add(bytes: number): void; end(): void } {
  if (process.stderr.isTTY !== true || showsText) return { add: () => {}, end: () => {} };
  const start = Date.now();
  let bytes = 0;
  let shownAt = 0;
  return {
    add(count) {
      bytes += count;
      const now = Date.now();
      if (now - start < QUIET || now - shownAt < TICK) return;
      shownAt = now;
      const perSecond = (bytes / (now - start)) * 1000;
      const rate = `${megabytes(perSecond)}/s`;
      const line =
        size === undefined || size === 0
          ? `${megabytes(bytes)}, ${rate}`
          : `${bar(bytes / size)} ${megabytes(size)}, ${rate}, ${clock((size - bytes) / perSecond)} left`;
      process.stderr.write(`\r\u001b[K${printable(file)}: ${line}`);
    },
    end() {
      if (shownAt > 0) process.stderr.write('\r\u001b[K');
    },
  };
}

/** `[#########-----------]  45 %` */
function bar(share: number): string {
  const part = Math.min(1, share);
  const full = Math.floor(part * BAR);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR - full)}] ${String(Math.floor(part * 100)).padStart(3)} % of`;
}

/** `1:05`, `1:02:05` */
function clock(seconds: number): string {
  const all = Math.max(0, Math.ceil(seconds));
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return `${h === 0 ? m : `${h}:${String(m).padStart(2, '0')}`}:${String(s).padStart(2, '0')}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function group(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

function plural(n: number, noun: string): string {
  return `${group(n)} ${noun}${n === 1 ? '' : 's'}`;
}
