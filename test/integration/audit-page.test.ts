/** The page of an audit as a browser shows it. `.ci/run` installs one; elsewhere this is left out where there is none. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assessPolicy, renderPage } from '../../src/audit/index.ts';

const BROWSERS = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const browser = BROWSERS.find((path) => path !== '' && existsSync(path));
const folder = mkdtempSync(join(tmpdir(), 'tuomin-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Measured by the browser itself, and left in the document for us to read. */
const PROBE = `<script>
const wide = [...document.querySelectorAll('.bar svg .fill')].map((bar) => Math.round(bar.getBoundingClientRect().width));
const root = document.documentElement;
document.body.dataset.seen = JSON.stringify({
  kinds: document.querySelectorAll('article.kind').length,
  bars: wide.length,
  empty: wide.filter((width) => width < 1).length,
  widths: new Set(wide).size,
  overflow: root.scrollWidth - root.clientWidth,
  title: document.title,
});
</script>`;

function run(args: readonly string[]): string {
  const quiet = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--hide-scrollbars',
    `--user-data-dir=${mkdtempSync(join(folder, 'profile-'))}`,
  ];
  return execFileSync(browser as string, [...quiet, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }); // skipped without
}

function page(name: string): string {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, renderPage(assessPolicy(name)).replace('</body>', `${PROBE}</body>`));
  return path;
}

if (browser === undefined) console.info('no Chromium here (CHROMIUM=path): the audit page is not opened');

describe.skipIf(browser === undefined)('the page of an audit, in Chromium', () => {
  it.each([
    ['classic', 1280],
    ['delivery', 390],
  ])('%s at %d pixels has a bar for every figure and fits the window', (name, width) => {
    const path = page(name);
    const dom = run([`--window-size=${width},1200`, '--dump-dom', `file://${path}`]);
    const [, seen = '{}'] = /data-seen="([^"]*)"/.exec(dom) ?? [];
    const measured = JSON.parse(seen.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    expect(measured.title).toBe(`What remains behind ${name}`);
    expect(measured.kinds).toBe(assessPolicy(name).kinds.length);
    expect(measured.bars).toBeGreaterThan(25);
    expect(measured.empty).toBe(0);
    expect(measured.widths).toBeGreaterThan(5);
    expect(measured.overflow).toBe(0);
  });

  it('is not blank', () => {
    const shot = join(folder, 'shot.png');
    run(['--window-size=1280,1600', `--screenshot=${shot}`, `file://${page('classic')}`]);
    const bytes = readFileSync(shot);
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    // A white page of this size compresses to a few thousand bytes.
    expect(bytes.length).toBeGreaterThan(60_000);
  });
});
