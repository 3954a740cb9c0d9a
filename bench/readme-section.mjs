// Puts measured tables between the markers of both readmes, so that no figure there is typed by hand.
import { readFileSync, writeFileSync } from 'node:fs';

const README_FILES = ['README.md', 'README.zh-CN.md'];

/** Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->` in both readmes. */
export function writeSection(name, lines) {
  for (const file of README_FILES) {
    const url = new URL(`../${file}`, import.meta.url);
    const text = readFileSync(url, 'utf8');
    const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} has no section ${name}`);
    writeFileSync(url, `${text.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`);
  }
}
