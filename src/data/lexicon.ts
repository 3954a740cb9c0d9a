import { LEXICON } from './lexicon.gen.ts';
import { unpackText } from './unpack.ts';

let words: readonly string[] | undefined;

/** Everyday words, brands and roles of two to six simplified characters that read like names: 高兴 周末 王老吉. */
export function commonWords(): readonly string[] {
  words ??= build();
  return words;
}

/** One entry per first character: it, then the rest of its words, those of one character first, a comma before longer ones. */
function build(): string[] {
  const list: string[] = [];
  for (const entry of unpackText(LEXICON).split(';')) {
    const first = entry.charAt(0);
    for (const [i, tails] of entry.slice(1).split(',').entries()) {
      for (let at = 0; at < tails.length; at += i + 1) list.push(first + tails.slice(at, at + i + 1));
    }
  }
  return list;
}
