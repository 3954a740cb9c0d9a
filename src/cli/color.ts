/** When to colour and which colour a kind has. */

import type { Colour } from './args.ts';

const RESET = '\u001b[0m';

/** By what a reader wants to tell apart: numbers to call, people, places, papers and money. */
const CODES: Readonly<Record<string, string>> = {
  mobile: '36',
  'phone-tail': '36',
  landline: '36',
  hotline: '36',
  name: '32',
  username: '32',
  address: '33',
  geo: '33',
  'id-card': '31',
  permit: '31',
  passport: '31',
  'bank-card': '35',
  email: '34',
};

export interface Paint {
  readonly isOn: boolean;
  kind(kind: string, text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

/** FORCE_COLOR beats NO_COLOR, as in Node itself; the flag beats both. */
export function wantsColour(choice: Colour, isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (choice !== 'auto') return choice === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTerminal && env['TERM'] !== 'dumb';
}

export function createPaint(isOn: boolean): Paint {
  const wrap = (code: string, text: string): string => (isOn && text !== '' ? `\u001b[${code}m${text}${RESET}` : text);
  return {
    isOn,
    kind: (kind, text) => wrap(`1;${CODES[kind] ?? '35'}`, text),
    dim: (text) => wrap('2', text),
    bold: (text) => wrap('1', text),
  };
}

/** Columns a text takes on a terminal: Han and other wide characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x300) width += 1;
    else if (isWide(code)) width += 2;
    else if (!/\p{Mn}|\p{Cf}/u.test(char)) width += 1;
  }
  return width;
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** East Asian Wide and Fullwidth, in the blocks that occur in Chinese text (Unicode Annex 11). */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
