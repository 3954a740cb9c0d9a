// What a process pays before the first line: fresh processes, the module cache of the operating system warm.

import { execFileSync } from 'node:child_process';
import { bar, median, publish, table } from '../measure.mjs';

const RUNS = 15;
const [CORE, INDEX] = ['core', 'index'].map((name) => new URL(`../../dist/${name}.js`, import.meta.url).href);
const LINE = '收件人：何俊 15902714683 湖北省武汉市洪山区珞喻路1037号3栋502室';

/** An empty module shows what Node itself takes. */
const STEPS = [
  { name: "import 'tuomin/core'", code: (t) => `${t('import(CORE)')}` },
  { name: "import 'tuomin'", code: (t) => `${t('import(INDEX)')}` },
  { name: 'an empty module', code: (t) => `${t("import('data:text/javascript,export default 0')")}` },
  { name: 'first redact(), tables built', code: (t) => `const { redact } = await import(INDEX); ${t('redact(LINE)')}` },
  {
    name: 'createRedactor(), default',
    code: (t) => `const { createRedactor } = await import(INDEX); ${t('createRedactor()')}`,
  },
];

const timed = (work) =>
  `const start = process.cpuUsage(); await ${work}; const { user, system } = process.cpuUsage(start); process.stdout.write(String((user + system) / 1000));`;
const samples = STEPS.map(() => []);
for (let run = 0; run < RUNS; run++) {
  for (const [k, { code }] of STEPS.entries()) {
    const program = `const [CORE, INDEX, LINE] = ${JSON.stringify([CORE, INDEX, LINE])}; ${code(timed)}`;
    samples[k].push(
      Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })),
    );
  }
}
const medians = samples.map(median);
const least = samples.map((times) => Math.min(...times));
const importMs = medians[1];

publish({
  page: [
    '## Start',
    '',
    `Median and least of ${RUNS} fresh processes. Milliseconds of computing on this machine: the one place where the bar is no ratio.`,
    '',
    ...table(
      ['step', 'median ms', 'least ms'],
      STEPS.map(({ name }, k) => [name, medians[k].toFixed(1), least[k].toFixed(1)]),
    ),
    '',
  ],
  bars: [
    bar(
      'first redact(), weights included, at most 60 ms',
      `${medians[3].toFixed(1)} ms (least ${least[3].toFixed(1)})`,
      medians[3] <= 60,
    ),
    bar("import of 'tuomin' at most 10 ms", `${importMs.toFixed(1)} ms (least ${least[1].toFixed(1)})`, importMs <= 10),
  ],
});
