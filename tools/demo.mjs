// Masks examples/demo.txt, about 200 invented lines, and prints some of them before and after, with counts over all.
// `npm run demo -- strict` shows another policy.

import { readFileSync } from 'node:fs';
import { createRedactor } from '../dist/index.js';

const PAIRS = 4;
/** Of lines that came back as they were, more fit. */
const SINGLES = 10;
/** Columns of a sample in a pipe, and the most on a terminal; lines that do not fit are counted but not shown. */
const COLUMNS = 112;
const MARGIN = 10;
const BAR = 24;

const policy = process.argv[2] ?? 'log';
const isTerminal = process.stdout.isTTY === true;
const isColoured = wantsColour(process.env);
const room = Math.min(isTerminal ? process.stdout.columns : COLUMNS, COLUMNS) - MARGIN;

process.stdout.on('error', () => process.exit(0)); // | head
main();

function main() {
  const redactor = makeRedactor();
  const sections = readSections(new URL('../examples/demo.txt', import.meta.url));
  const tally = { lines: 0, masked: 0, kinds: new Map() };
  const out = ['', `${bold('tuomin demo')}   examples/demo.txt, invented people   policy ${bold(policy)}`];
  for (const { title, lines } of sections) {
    const samples = lines.map((before) => ({
      before,
      after: redactor.redact(before),
      findings: redactor.detect(before),
    }));
    const masked = samples.filter(({ before, after }) => before !== after).length;
    tally.lines += lines.length;
    tally.masked += masked;
    for (const sample of samples) countKinds(tally.kinds, sample);
    out.push('', `${bold(title)}   ${dim(`${masked} of ${lines.length} lines masked`)}`);
    const fitting = samples.filter(({ before, after }) => Math.max(widthOf(before), widthOf(after)) <= room);
    const changed = fitting.filter(({ before, after }) => before !== after);
    // A section in which hardly anything changes is there to show just that.
    if (changed.length * 2 > fitting.length)
      for (const sample of changed.slice(0, PAIRS)) out.push('', ...show(sample));
    else out.push('', ...fitting.slice(0, SINGLES).flatMap(show));
  }
  out.push('', ...showTally(tally), '');
  process.stdout.write(`${out.join('\n')}\n`);
}

function makeRedactor() {
  try {
    return createRedactor({ policy });
  } catch (error) {
    process.stderr.write(`demo: ${error.message}\n`);
    process.exit(2);
  }
}

/** A line `# Title` opens a section; blank lines are nothing. */
function readSections(url) {
  const sections = [];
  for (const line of readFileSync(url, 'utf8').split('\n')) {
    if (line.startsWith('# ')) sections.push({ title: line.slice(2), lines: [] });
    else if (line !== '') sections.at(-1).lines.push(line);
  }
  return sections;
}

function show({ before, after, findings }) {
  if (before === after) return [`  ${dim('as is ')}  ${before}`];
  const { original, masked } = paintPair(before, after, findings);
  return [`  ${dim('before')}  ${original}`, `  ${dim('after ')}  ${masked}`];
}

/** Colours what was found and what took its place. Between findings both lines are the same, which is how masks are told. */
function paintPair(before, after, findings) {
  let [original, masked] = ['', ''];
  let [from, at] = [0, 0];
  for (const [k, { kind, start, end }] of findings.entries()) {
    // A number in JSON gets quotes with its mask, so the literal after it is looked for, not counted.
    const literal = before.slice(from, start);
    const next = before.slice(end, findings[k + 1]?.start ?? before.length);
    const maskStart = at + literal.length;
    const isLast = k === findings.length - 1;
    const maskEnd = isLast ? after.length - next.length : next === '' ? -1 : after.indexOf(next, maskStart);
    if (maskEnd < 0) {
      // Two findings side by side: what follows belongs to both masks.
      original += literal + paint(kind, before.slice(start, end));
      masked += literal;
      [from, at] = [end, maskStart];
      continue;
    }
    original += literal + paint(kind, before.slice(start, end));
    masked += literal + paint(kind, after.slice(maskStart, maskEnd));
    [from, at] = [end, maskEnd];
  }
  return { original: original + before.slice(from), masked: masked + after.slice(at) };
}

function countKinds(kinds, { before, findings }) {
  for (const { kind, start, end } of findings) {
    const entry = kinds.get(kind) ?? { count: 0, sample: undefined };
    entry.count++;
    entry.sample ??= before.slice(start, end);
    kinds.set(kind, entry);
  }
}

function showTally({ lines, masked, kinds }) {
  const rows = [...kinds].sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1));
  const most = rows[0]?.[1].count ?? 1;
  const wide = Math.max(...rows.map(([kind]) => kind.length));
  const total = rows.reduce((sum, [, { count }]) => sum + count, 0);
  return [
    bold(`${total} findings in ${lines} lines`),
    '',
    ...rows.map(([kind, { count }]) => {
      const bar = '█'.repeat(Math.max(1, Math.round((count / most) * BAR)));
      return `  ${kind.padEnd(wide)}  ${String(count).padStart(4)}  ${paint(kind, bar)}`;
    }),
    '',
    `${masked} lines masked, ${lines - masked} returned as they came.`,
    dim('More: npx tuomin detect examples/demo.txt, or npm run demo -- strict (display, waybill, classic).'),
  ];
}

function wantsColour({ FORCE_COLOR, NO_COLOR, TERM }) {
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && isTerminal && TERM !== 'dumb';
}

function paint(kind, text) {
  const people = ['name', 'username', 'wechat', 'qq', 'email'];
  const places = ['address', 'geo'];
  const phones = ['mobile', 'landline', 'phone-tail', 'hotline'];
  const code = people.includes(kind) ? 32 : places.includes(kind) ? 33 : phones.includes(kind) ? 36 : 35;
  return sgr(`1;${code}`, text);
}

function bold(text) {
  return sgr('1', text);
}

function dim(text) {
  return sgr('2', text);
}

function sgr(code, text) {
  return isColoured && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Han and full-width characters take two columns; what combines takes none. */
function widthOf(text) {
  let width = 0;
  for (const char of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        char,
      )
        ? 2
        : 1;
  return width;
}
