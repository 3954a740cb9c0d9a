/** Assessments and comparisons as text, a hundred columns wide. */

import type { Assessment } from './assessment.ts';
import type { Comparison } from './compare.ts';
import type { KindAssessment, Remaining } from './kinds.ts';
import { group } from './model.ts';
import type { Combination } from './together.ts';

const BAR = 20;
/** The bar is full at a billion. */
const FULL = 9;
const COMBINATIONS = 12;

export function renderAssessment({ policy, kinds, together, assumptions }: Assessment): string {
  const title = [
    `policy ${policy.name}`,
    policy.tenant && `tenant ${policy.tenant}`,
    policy.audience && `audience ${policy.audience}`,
  ];
  const lines = [
    title.filter(Boolean).join(', '),
    '',
    'Candidates that remain behind what is shown (median; of a tenth fewer – of a tenth more)',
    '',
  ];
  for (const one of kinds) lines.push(...linesOf(one));
  lines.push('', 'Together: people who fit what several fields of one record show', '');
  for (const one of together.slice(0, COMBINATIONS)) lines.push(combinationLine(one));
  if (together.length === 0) lines.push('  no two fields show anything');
  if (together.length > COMBINATIONS)
    lines.push(`  … and ${together.length - COMBINATIONS} more that leave more people`);
  lines.push('', 'What the figures rest on', '');
  for (const assumption of assumptions)
    lines.push(...wrap(assumption, 96).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`));
  return `${lines.join('\n')}\n`;
}

function linesOf({
  kind,
  strategy,
  shown,
  level,
  remaining,
  isLinkable,
  isReversible,
  remarks,
}: KindAssessment): string[] {
  const traits = [isLinkable ? 'linkable' : '', isReversible ? 'reversible with the key' : ''].filter(
    (one) => one !== '',
  );
  const head = `${pad(kind, 13)} ${pad(shown === '' ? '(removed)' : shown, 30)} ${[level, ...traits].join(', ')}`;
  const lines = [head, `${' '.repeat(14)}${strategy}`];
  for (const one of remaining) lines.push(`  ${pad(`knowing ${one.knowing}`, 44)} ${bar(one.median)} ${figures(one)}`);
  for (const remark of remarks) lines.push(...wrap(remark, 92).map((line, i) => `${i === 0 ? '  ! ' : '    '}${line}`));
  return lines;
}

function figures({ median, p10, p90, atMost10, atMost50, of }: Remaining): string {
  const spread = p10 === p90 ? '' : ` (${round(p10)}–${round(p90)})`;
  const few = atMost50 > 0 && p10 !== p90 ? `, ${percent(atMost50)} at most 50, ${percent(atMost10)} at most 10` : '';
  return `${amount(median, of)}${spread}${few}`;
}

function combinationLine({ kinds, shown, expected, verdict }: Combination): string {
  return `  ${pad(kinds.join(' + '), 34)} ${bar(expected)} ${pad(amount(expected, 'people'), 22)} ${verdict}  ${shown.join('  ')}`;
}

export function renderComparison({ before, after, changes, together }: Comparison): string {
  if (changes.length === 0) return `from ${before} to ${after}: nothing changes\n`;
  const lines = [`from ${before} to ${after}`, ''];
  for (const { kind, before: old, after: now, direction } of changes) {
    lines.push(`${pad(kind, 13)} ${direction}`);
    lines.push(`  - ${pad(old.shown === '' ? '(removed)' : old.shown, 34)} ${summary(old)}`);
    lines.push(`  + ${pad(now.shown === '' ? '(removed)' : now.shown, 34)} ${summary(now)}`);
    for (const remark of now.remarks)
      if (!old.remarks.includes(remark)) lines.push(...wrap(remark, 92).map((line) => `    ! ${line}`));
  }
  if (together.length > 0) lines.push('', 'Together: people who fit', '');
  for (const { kinds, before: old, after: now } of together)
    lines.push(`  ${pad(kinds.join(' + '), 34)} ${round(old)} → ${round(now)}`);
  return `${lines.join('\n')}\n`;
}

function summary({ strategy, threshold, level, remaining }: KindAssessment): string {
  const least = remaining[1] ?? remaining[0];
  const count = least === undefined ? level : `${level}; ${amount(least.median, least.of)} knowing ${least.knowing}`;
  return `${strategy} (from ${threshold}): ${count}`;
}

/** Logarithmic: each two marks are about ten times as many. */
function bar(candidates: number): string {
  const full = Math.min(BAR, Math.round((Math.log10(Math.max(1, candidates)) / FULL) * BAR));
  return '█'.repeat(full) + '·'.repeat(BAR - full);
}

/** Three digits are as many as the model is good for. */
export function round(n: number): string {
  if (n < 1000) return n < 10 && n % 1 !== 0 ? n.toFixed(1) : String(Math.round(n));
  const unit = 10 ** (Math.floor(Math.log10(n)) - 2);
  const rounded = Math.round(n / unit) * unit;
  return rounded >= 1e12 ? rounded.toExponential(1).replace('e+', ' × 10^') : group(rounded);
}

/** `1 person`, `53 numbers` */
export function amount(n: number, of: string): string {
  const shown = round(n);
  return `${shown} ${shown === '1' ? (of === 'people' ? 'person' : of.replace(/s$/u, '')) : of}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Han characters and full-width signs take two columns. */
function pad(text: string, width: number): string {
  const used = [...text].reduce(
    (sum, point) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        point,
      )
        ? 2
        : 1),
    0,
  );
  return text + ' '.repeat(Math.max(0, width - used));
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
