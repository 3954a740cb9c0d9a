/** Writes docs/model-card.md: what the weights were made of, by which command, and how large they are. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface Counted {
  readonly name: string;
  readonly texts: number;
  readonly marks: number;
}

export interface HeadCard {
  readonly title: string;
  readonly file: string;
  readonly module: string;
  readonly seeds: string;
  readonly sets: readonly Counted[];
}

export function cardOf(heads: readonly HeadCard[]): string {
  return [
    '# Model card',
    '',
    'Made by `npm run train -- DATA_FOLDER`, which writes the weights too. The same folder gives the same bytes.',
    '',
    '- **What they are.** Two linear-chain conditional random fields over hashed features of characters',
    '  (`src/model/name-features.ts`, `src/model/element-features.ts`), trained by stochastic gradient ascent',
    '  (`tools/train/crf.ts`), cut down to their most useful features and trained on with those alone.',
    '- **What they are for.** Evidence for names in running text, and the parts of addresses. They never decide alone: rules,',
    '  labels, neighbours and word lists have their say (`src/detect/name/window.ts`, `src/detect/address/tagger.ts`).',
    '- **How well they do.** docs/quality.md, on rows that were kept out of training by a hash of their ids',
    '  (`tools/train/folds.mjs`): every tenth of cluener, msra and youku, every second of the negative sets.',
    '- **What they are not good at.** Brands and products that look like names, in titles without a sentence around them;',
    '  names of characters beyond the basic plane, which rules alone look for; addresses without any word of the grammar and',
    '  without a label; sets label shops behind a room differently, and so do we (docs/quality.md).',
    '- **Whose data.** Public sets, read for training only: no text of theirs is in the package, the weights are counts and sums',
    '  over hashed features. They hold the language of news of the nineties, of microblogs, CVs, video titles, and of addresses',
    '  mostly in Zhejiang; names and telephone numbers in the records are invented, by the shares of surnames and given',
    '  characters.',
    ...heads.flatMap(({ title, file, module, seeds, sets }) => [
      '',
      `## ${title}`,
      '',
      `\`src/model/${file}\`, ${(module.length / 1000).toFixed(0)} kB, ${(gzipSync(module, { level: 9 }).length / 1000).toFixed(0)} kB after gzip, SHA-256 ${createHash('sha256').update(module).digest('hex').slice(0, 16)}…`,
      '',
      seeds,
      '',
      '| texts of | texts | marked |',
      '| --- | --- | --- |',
      ...sets.map((set) => `| ${set.name} | ${set.texts} | ${set.marks} |`),
    ]),
    '',
  ].join('\n');
}
