// Measures recall and precision on the labelled sets and writes docs/quality.md.
//
//   node bench/quality.mjs DATA_FOLDER [--check]
//
// DATA_FOLDER holds the JSONL sets ({ id, text, spans, other }) and negatives/. The sets are for measuring only: none of
// their text is written anywhere. With --check nothing is written and the exit code says whether the bars are met.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRedactor } from '../dist/index.js';
import { writeSection } from './readme-section.mjs';

const TYPE_OF_KIND = {
  mobile: 'PHONE',
  landline: 'PHONE',
  hotline: 'PHONE',
  'phone-tail': 'PHONE',
  'id-card': 'ID',
  name: 'NAME',
  address: 'ADDRESS',
};
/** Set, type, and the bars of the foundation issue: [measure, at least]. */
const ROWS = [
  ['checklist', 'PHONE', ['hits', 35]],
  ['checklist', 'ID', ['hits', 11]],
  ['checklist', 'ADDRESS', ['half', 18]],
  ['checklist', 'NAME', ['half', 22]],
  ['waybill.dev', 'PHONE', ['f1', 0.995]],
  ['waybill.dev', 'NAME', ['f1', 0.85]],
  ['waybill.dev', 'ADDRESS', ['chars', 0.97]],
  ['pasted_delivery', 'PHONE'],
  ['pasted_delivery', 'NAME'],
  ['pasted_delivery', 'ADDRESS'],
  ['cap.dev', 'ADDRESS', ['chars', 0.85]],
  ['supermapaddr_manual.all', 'ADDRESS', ['chars', 0.95]],
  ['weibo.dev', 'NAME'],
  ['resume.dev', 'NAME'],
];
const NEGATIVE_KINDS = ['mobile', 'id-card', 'bank-card', 'landline', 'name', 'address'];
const INSIDE_NUMBERS = new Set(['mobile', 'id-card', 'bank-card']);

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node bench/quality.mjs DATA_FOLDER [--check]');
  process.exit(2);
}
const redactor = createRedactor();
const load = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const positive = ROWS.map(([set, type, bar]) => ({
  set,
  type,
  bar,
  ...measure(load(join(folder, `${set}.jsonl`)), type),
}));
const checklist = load(join(folder, 'checklist.jsonl')).filter(({ id }) => id.startsWith('neg-'));
const touched = checklist.filter(({ text, other = [] }) =>
  redactor
    .detect(text)
    .some(
      ({ kind, start, end }) => TYPE_OF_KIND[kind] !== undefined && !other.some((o) => start < o.end && o.start < end),
    ),
).length;
const negatives = readdirSync(join(folder, 'negatives'))
  .filter((file) => file.endsWith('.jsonl'))
  .sort()
  .map((file) => countFalse(basename(file, '.jsonl'), load(join(folder, 'negatives', file))));

const failed = [
  ...positive
    .filter(({ bar, ...row }) => bar !== undefined && row[bar[0]] < bar[1])
    .map(({ set, type }) => `${set} ${type}`),
  ...(touched > 2 ? [`checklist: ${touched} negative texts touched`] : []),
  ...negatives
    .filter(({ inside }) => inside > 0)
    .map(({ set, inside }) => `${set}: ${inside} findings inside longer numbers or ids`),
];
const page = render();
if (process.argv.includes('--check')) {
  console.log(page);
  for (const line of failed) console.log(`below its bar: ${line}`);
  process.exit(failed.length === 0 ? 0 : 1);
}
writeFileSync(new URL('../docs/quality.md', import.meta.url), page);
writeSection('quality', summarize());
console.log(page);

function measure(rows, type) {
  const t = { gold: 0, found: 0, hits: 0, half: 0, goldChars: 0, covered: 0 };
  for (const { text, spans, other = [] } of rows) {
    const findings = redactor
      .detect(text)
      .filter((f) => !other.some((o) => o.label === 'hotline' && f.start < o.end && o.start < f.end));
    const ours = findings.filter(({ kind }) => TYPE_OF_KIND[kind] === type);
    const mask = new Uint8Array(text.length);
    for (const { start, end } of findings) mask.fill(1, start, end);
    t.found += ours.length;
    for (const span of spans) {
      if (span.type !== type) continue;
      t.gold++;
      t.goldChars += span.end - span.start;
      for (let i = span.start; i < span.end; i++) t.covered += mask[i];
      if (ours.some(({ start, end }) => start === span.start && end === span.end)) t.hits++;
      const best = Math.max(0, ...ours.map(({ start, end }) => Math.min(end, span.end) - Math.max(start, span.start)));
      if (best * 2 >= span.end - span.start) t.half++;
    }
  }
  const precision = t.found === 0 ? 0 : t.hits / t.found;
  const recall = t.gold === 0 ? 0 : t.hits / t.gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { ...t, precision, recall, f1, chars: t.covered / t.goldChars };
}

function countFalse(set, rows) {
  const counts = Object.fromEntries(NEGATIVE_KINDS.map((kind) => [kind, 0]));
  let [chars, inside, others] = [0, 0, 0];
  for (const { text } of rows) {
    chars += text.length;
    for (const { kind, start, end } of redactor.detect(text)) {
      if (kind in counts) counts[kind]++;
      else others++;
      if (INSIDE_NUMBERS.has(kind) && (/[0-9a-z]/iu.test(text[start - 1] ?? '') || /[0-9a-z]/iu.test(text[end] ?? '')))
        inside++;
    }
  }
  return { set, chars, counts, others, inside };
}

/** The few columns that fit a readme. */
function summarize() {
  return [
    '| set | kind | spans | exact F1 | half found | characters covered |',
    '| --- | --- | --- | --- | --- | --- |',
    ...positive.map(
      (r) =>
        `| ${r.set} | ${r.type} | ${r.gold} | ${r.f1.toFixed(3)} | ${(r.half / r.gold).toFixed(3)} | ${r.chars.toFixed(3)} |`,
    ),
  ];
}

function render() {
  const n = (x) => x.toFixed(3);
  const perMillion = (count, chars) => ((count / chars) * 1e6).toFixed(1);
  return [
    '# Quality',
    '',
    'Made by `npm run quality -- DATA_FOLDER`; the sets and what they are good for are described beside them.',
    'Exact: both ends right. Half: at least half of the span found. Characters: the share of personal characters that any finding covers.',
    '',
    '| set | type | spans | found | exact P | exact R | exact F1 | half | characters | bar |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...positive.map(
      (r) =>
        `| ${r.set} | ${r.type} | ${r.gold} | ${r.found} | ${n(r.precision)} | ${n(r.recall)} | ${n(r.f1)} | ${r.half} | ${n(r.chars)} | ${r.bar === undefined ? '' : `${r.bar[0]} ≥ ${r.bar[1]}: ${r[r.bar[0]] >= r.bar[1] ? 'met' : '**missed**'}`} |`,
    ),
    '',
    `Of the ${checklist.length} hard negative texts of the checklist, ${touched} are touched by a phone, ID, name or address finding (bar: 2).`,
    '',
    '## False findings per million characters',
    '',
    'Nobody labelled these sets by hand for names: now and then a finding is a real person or shop.',
    'Inside: mobile, ID and bank-card findings that touch a further letter or digit.',
    '',
    `| set | characters | ${NEGATIVE_KINDS.join(' | ')} | other kinds | inside |`,
    `|---|---|${NEGATIVE_KINDS.map(() => '---').join('|')}|---|---|`,
    ...negatives.map(
      ({ set, chars, counts, others, inside }) =>
        `| ${set} | ${chars} | ${NEGATIVE_KINDS.map((kind) => perMillion(counts[kind], chars)).join(' | ')} | ${perMillion(others, chars)} | ${inside} |`,
    ),
    '',
  ].join('\n');
}
