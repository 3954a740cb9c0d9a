/** An assessment as a page of its own: no scripts, nothing loaded, to be read on a screen or on paper. */

import type { Assessment } from './assessment.ts';
import { describeLevel, type KindAssessment, type Level, type Remaining } from './kinds.ts';
import { amount, percent, round } from './table.ts';
import type { Combination, Verdict } from './together.ts';

/** The scale of the bars: one to a billion. */
const DECADES = 9;
const COMBINATIONS = 20;
const LEVEL_ORDER: readonly Level[] = ['shown', 'weak', 'fair', 'strong', 'unknown', 'off'];
const VERDICT_LEVEL: Readonly<Record<Verdict, Level>> = {
  'singles out': 'shown',
  'at most 10': 'weak',
  'at most 50': 'weak',
  many: 'fair',
};

/** HTML, whole. Whatever the policy is called and shows is escaped. */
export function renderPage(assessment: Assessment): string {
  const { policy, kinds, together, assumptions } = assessment;
  const name = plain(policy.name);
  const view = [policy.tenant && `tenant ${policy.tenant}`, policy.audience && `audience ${policy.audience}`]
    .filter(Boolean)
    .join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What remains behind ${name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="over">Residual risk of a masking policy</p>
<h1>${name}${view === '' ? '' : ` <span class="view">${plain(view)}</span>`}</h1>
<p class="lead">For each kind of personal information: what the policy shows of an invented value, and how many real candidates remain for whoever sees it. Few candidates mean that the value can be found by trying; one means that it is shown.</p>
${overview(kinds)}
</header>
<section>
<h2>Kind by kind</h2>
<p class="note">Bars are logarithmic, from one candidate to a billion. Figures are medians; in brackets a tenth has fewer, a tenth more.</p>
${kinds.map(kindArticle).join('\n')}
</section>
<section>
<h2>Together</h2>
<p class="note">People of the whole country who, on average, fit everything that two or three fields of one record show. At one, the record is about a single person, whatever each field hides by itself.</p>
${togetherTable(together)}
</section>
<section>
<h2>What the figures rest on</h2>
<ul class="plain">${assumptions.map((one) => `<li>${plain(one)}</li>`).join('')}</ul>
<p class="note">This is arithmetic on these assumptions. It says nothing of what else is known about the people, and no policy is called compliant or anonymous here: masked and pseudonymised data remain personal data.</p>
</section>
</main>
</body>
</html>
`;
}

function overview(kinds: readonly KindAssessment[]): string {
  const items = LEVEL_ORDER.map((level) => {
    const own = kinds.filter((one) => one.level === level);
    if (own.length === 0) return '';
    return `<li class="${level}"><b>${own.length}</b> <span class="level">${level}</span> <span class="what">${describeLevel(level)}</span><span class="who">${own.map(({ kind }) => plain(kind)).join(' ')}</span></li>`;
  });
  return `<ul class="overview">${items.join('')}</ul>`;
}

function kindArticle(one: KindAssessment): string {
  const { kind, sample, shown, strategy, threshold, level, remaining, remarks, isLinkable, isReversible } = one;
  const traits = [isLinkable ? 'linkable' : '', isReversible ? 'reversible with the key' : ''].filter(
    (trait) => trait !== '',
  );
  return `<article class="kind ${level}">
<h3>${plain(kind)} <span class="level">${level}</span>${traits.map((trait) => ` <span class="trait">${trait}</span>`).join('')}</h3>
<p class="mask"><span class="sample">${plain(sample)}</span> <span class="arrow" aria-label="becomes">→</span> <code>${shown === '' ? '<i>removed</i>' : plain(shown)}</code></p>
<p class="strategy">${plain(strategy)}, from score ${threshold}</p>
${remaining.length === 0 ? '' : `<table class="bars"><tbody>${remaining.map(barRow).join('')}</tbody></table>`}
${remarks.map((remark) => `<p class="remark">${plain(remark)}</p>`).join('\n')}
</article>`;
}

function barRow(one: Remaining): string {
  const spread = one.p10 === one.p90 ? '' : ` <span class="spread">(${round(one.p10)}–${round(one.p90)})</span>`;
  const few =
    one.p10 !== one.p90 && one.atMost50 > 0
      ? ` <span class="spread">${percent(one.atMost50)} have at most 50</span>`
      : '';
  return `<tr><th scope="row">knowing ${plain(one.knowing)}</th><td class="bar">${bar(one.median)}</td><td class="figure">${plain(amount(one.median, one.of))}${spread}${few}</td></tr>`;
}

/** A bar is drawn in SVG, so that it is printed, too. */
function bar(candidates: number): string {
  const width = Math.max(1, Math.min(100, (Math.log10(Math.max(1, candidates)) / DECADES) * 100));
  const marks = Array.from(
    { length: DECADES - 1 },
    (_, i) => `<path d="M${(((i + 1) * 100) / DECADES).toFixed(1)} 0v10"/>`,
  ).join('');
  return `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="10"/><rect class="fill" width="${width.toFixed(1)}" height="10"/><g class="marks">${marks}</g></svg>`;
}

function togetherTable(together: readonly Combination[]): string {
  if (together.length === 0) return '<p>No two fields show anything.</p>';
  const rows = together
    .slice(0, COMBINATIONS)
    .map(
      ({ kinds, shown, expected, verdict }) =>
        `<tr class="${VERDICT_LEVEL[verdict]}"><th scope="row">${kinds.map(plain).join(' + ')}</th><td class="shown">${shown.map((one) => `<code>${plain(one)}</code>`).join(' ')}</td><td class="bar">${bar(expected)}</td><td class="figure">${amount(expected, 'people')}</td><td><span class="level">${verdict}</span></td></tr>`,
    );
  const rest =
    together.length > COMBINATIONS
      ? `<p class="note">${together.length - COMBINATIONS} more combinations leave more people.</p>`
      : '';
  return `<div class="scroll"><table class="together"><thead><tr><th scope="col">fields</th><th scope="col">what is shown</th><th scope="col"></th><th scope="col">who fits</th><th scope="col"></th></tr></thead><tbody>${rows.join('')}</tbody></table></div>${rest}`;
}

function plain(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1c1d1f;--soft:#5d6166;--line:#d9dbde;--ground:#fff;--panel:#f6f7f8;--shown:#a4262c;--weak:#b35900;--fair:#2a6f97;--strong:#2d6a4f;--other:#6b7075}
@media (prefers-color-scheme:dark){:root{--ink:#e6e7e9;--soft:#a0a4aa;--line:#3a3d41;--ground:#17181a;--panel:#202225;--shown:#ff8a8a;--weak:#f2a65a;--fair:#7fb8dc;--strong:#7cc6a0;--other:#9a9ea4}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:2.25rem;line-height:1.15;margin:.1em 0 .4em;overflow-wrap:anywhere}
h2{font-size:1.35rem;margin:3rem 0 .25rem;padding-top:1rem;border-top:2px solid var(--ink)}
h3{font-size:1.05rem;margin:0}
.over{margin:0;color:var(--soft);letter-spacing:.02em}
.view{font-size:1rem;font-weight:400;color:var(--soft)}
.lead{max-width:46rem;font-size:1.08rem}
.note{max-width:46rem;color:var(--soft);margin:.25rem 0 1rem}
.overview{list-style:none;margin:1.5rem 0 0;padding:0;border-top:1px solid var(--line)}
.overview li{display:grid;grid-template-columns:2.5rem 5.5rem minmax(0,1fr);gap:.15rem .75rem;align-items:baseline;padding:.5rem 0;border-bottom:1px solid var(--line)}
.overview b{font-size:1.4rem;font-variant-numeric:tabular-nums;text-align:right;color:var(--c)}
.overview .who{grid-column:3;color:var(--soft);font-size:.9rem}
.level{color:var(--c);font-weight:600}
.kind .level{font-size:.85rem;margin-left:.35rem}
.trait{font-size:.8rem;font-weight:400;color:var(--soft);border:1px solid var(--line);border-radius:1rem;padding:.05rem .5rem;margin-left:.35rem}
.shown{--c:var(--shown)}.weak{--c:var(--weak)}.fair{--c:var(--fair)}.strong{--c:var(--strong)}.unknown,.off{--c:var(--other)}
.kind{padding:1rem 0 1.1rem;border-bottom:1px solid var(--line);break-inside:avoid}
.mask{margin:.3rem 0 0;overflow-wrap:anywhere}
.sample,.strategy,.spread{color:var(--soft)}
.strategy{margin:0 0 .4rem;font-size:.85rem}
code{font:0.95em ui-monospace,"Noto Sans Mono","Noto Sans Mono CJK SC",monospace;background:var(--panel);padding:.05em .35em;border-radius:3px}
table{border-collapse:collapse;width:100%}
th{font-weight:400;text-align:left}
.bars th{width:15rem;padding:.15rem .75rem .15rem 0;color:var(--soft);font-size:.92rem}
.bar{width:15rem;padding:.15rem .75rem .15rem 0}
.bar svg{display:block;width:100%;height:.7rem}
.ground{fill:var(--panel)}.fill{fill:var(--c)}.marks path{stroke:var(--ground);stroke-width:.5}
.figure{font-variant-numeric:tabular-nums;font-size:.95rem;padding:.15rem 0}
.remark{margin:.4rem 0 0;padding-left:.75rem;border-left:3px solid var(--c);max-width:46rem}
.scroll{overflow-x:auto}
.together thead th{color:var(--soft);font-size:.85rem;border-bottom:1px solid var(--line);padding:.25rem .75rem .25rem 0}
.together td,.together tbody th{padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.together td.shown{--c:inherit;max-width:22rem}
.together .bar{width:9rem;padding-top:.7rem}
.together .figure,.together .level{white-space:nowrap}
.together td.shown code{display:inline-block;margin:0 .25rem .15rem 0;overflow-wrap:anywhere}
.plain{padding-left:1.1rem;max-width:46rem}.plain li{margin:.3rem 0}
@media (max-width:40rem){main{padding:1.5rem 1rem 3rem}.overview li{grid-template-columns:2rem 5rem minmax(0,1fr)}.bars tr{display:grid;grid-template-columns:1fr;padding:.35rem 0}.bars th,.bar{width:auto;padding-right:0}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}}
`;
