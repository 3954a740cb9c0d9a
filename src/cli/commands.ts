/** What each command does with one input. */

import type { Explanation, Finding } from '../index.ts';
import type { Options } from './args.ts';
import type { Paint } from './color.ts';
import { printable } from './failure.ts';
import type { Block } from './input.ts';
import { write } from './output.ts';
import { createLocator, type Piece, piecesOf } from './pieces.ts';
import type { Masker } from './redactor.ts';
import type { Reporter } from './report.ts';
import { clip, explainTable, highlight, type Row } from './show.ts';

export interface Job extends Masker {
  readonly options: Options;
  readonly reporter: Reporter;
  /** Each line stands by itself. */
  readonly lines: boolean;
  /** The input's name as shown to the user. */
  readonly file: string;
  readonly paint: Paint;
  /** Highlighted lines instead of NDJSON; shows values. */
  readonly isHuman: boolean;
  readonly columns: number;
}

/** Several findings in one line are shown together. */
interface Group<T> {
  readonly line: number;
  readonly from: number;
  to: number;
  readonly members: T[];
}

export async function runCommand(job: Job, blocks: AsyncIterable<Block>): Promise<void> {
  const { options, reporter } = job;
  const handle = options.check ? check : options.command === 'detect' ? detect : explain;
  for await (const block of blocks) {
    let out = '';
    for (const piece of piecesOf(block, job.lines)) {
      out += handle(job, piece);
    }
    await write(process.stdout, out);
    if (options.stats) reporter.tally.lines += countLines(block.text);
  }
}

function check(job: Job, piece: Piece): string {
  const findings = find(job, piece).filter(({ kind }) => !job.isKept(kind));
  countFindings(job, piece, findings);
  const locate = createLocator(piece);
  let out = '';
  for (const { kind, start } of findings) {
    const { line, column } = locate(start);
    out += `${job.file}:${line}:${column} ${kind}\n`;
  }
  job.reporter.hasFindings ||= findings.length > 0;
  return out;
}

function detect(job: Job, piece: Piece): string {
  const findings = find(job, piece);
  countFindings(job, piece, findings);
  if (findings.length === 0) return '';
  if (job.isHuman) return showFindings(job, piece, findings);
  const locate = createLocator(piece);
  let out = '';
  for (const { kind, start, end, score } of findings) {
    const { line, column } = locate(start);
    const place = { file: job.file, line, column, start: piece.offset + start, end: piece.offset + end };
    out += `${JSON.stringify({ ...place, kind, score: round(score) })}\n`;
  }
  return out;
}

function explain(job: Job, piece: Piece): string {
  const all = guard(job, piece, () => job.redactor.explain(piece.text)).sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const asked = job.options.kinds;
  const chosen = asked === undefined ? all : all.filter(({ kind }) => asked.includes(kind));
  countFindings(
    job,
    piece,
    chosen.filter(({ outcome }) => outcome === 'found'),
  );
  if (chosen.length === 0) return '';
  return job.options.json ? explanationLines(job, piece, chosen) : showExplanations(job, piece, chosen);
}

function explanationLines(job: Job, piece: Piece, all: readonly Explanation[]): string {
  const locate = createLocator(piece);
  let out = '';
  for (const { kind, start, end, score, outcome, evidence } of all) {
    const { line, column } = locate(start);
    const place = { file: job.file, line, column, start: piece.offset + start, end: piece.offset + end };
    out += `${JSON.stringify({ ...place, kind, score: round(score), outcome, evidence })}\n`;
  }
  return out;
}

function showFindings({ file, paint }: Job, piece: Piece, findings: readonly Finding[]): string {
  let out = '';
  for (const { line, from, to, members } of groupByLine(piece, findings)) {
    out += `${paint.dim(`${file}:${line}:`)} ${highlight(piece.text, from, to, members, paint)}\n`;
  }
  return out;
}

function showExplanations({ file, paint, isHuman, columns }: Job, piece: Piece, all: readonly Explanation[]): string {
  let out = '';
  for (const { line, from, to, members } of groupByLine(piece, all)) {
    // Candidates overlap; only what was found is highlighted in the line above the table.
    const found = members.filter(({ outcome }) => outcome === 'found');
    const shown = isHuman ? ` ${highlight(piece.text, from, to, disjoint(found), paint)}` : '';
    const rows = members.map((explanation): Row => {
      const { start, end } = explanation;
      const value = isHuman ? clip(piece.text, start, end) : '';
      return { where: `${start - from + 1}–${end - from}`, value, explanation };
    });
    out += `${paint.bold(`${file}:${line}`)}${shown}\n${explainTable(rows, columns, paint)}`;
  }
  return out;
}

function groupByLine<T extends Finding>(piece: Piece, members: readonly T[]): Group<T>[] {
  const locate = createLocator(piece);
  const groups: Group<T>[] = [];
  for (const member of members) {
    const { line, lineStart } = locate(member.start);
    const newline = piece.text.indexOf('\n', Math.max(member.start, member.end - 1));
    const to = newline < 0 ? piece.text.length : newline;
    const last = groups.at(-1);
    // A finding over two lines takes the second line into its group.
    if (last !== undefined && (last.line === line || lineStart < last.to)) {
      last.members.push(member);
      last.to = Math.max(last.to, to);
    } else groups.push({ line, from: lineStart, to, members: [member] });
  }
  return groups;
}

function disjoint(findings: readonly Explanation[]): Explanation[] {
  const kept: Explanation[] = [];
  for (const finding of findings) if (finding.start >= (kept.at(-1)?.end ?? 0)) kept.push(finding);
  return kept;
}

function find(job: Job, piece: Piece): Finding[] {
  return guard(job, piece, () => job.redactor.detect(piece.text));
}

/** `redact` never throws, the others may if a detector breaks: one line that names the place, and on with the rest. */
function guard<T>({ reporter, file }: Job, piece: Piece, work: () => T[]): T[] {
  try {
    return work();
  } catch {
    reporter.complain(`${file}: line ${piece.line}: could not be read`);
    return [];
  }
}

function countFindings({ options, reporter }: Job, piece: Piece, findings: readonly Finding[]): void {
  if (!options.stats) return;
  const locate = createLocator(piece);
  let last = 0;
  for (const { kind, start } of findings) {
    reporter.count(kind);
    const { line } = locate(start);
    if (line !== last) reporter.tally.linesWithFindings++;
    last = line;
  }
}

function countLines(text: string): number {
  let count = text.endsWith('\n') || text === '' ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}

/** The name of an input in messages and findings. */
export function nameOf(file: string): string {
  return file === '-' ? '(stdin)' : printable(file);
}
