/** Shows the ends of a value and hides the rest, counting what counts in its kind. */

import { surnameLength } from '../text/compound-surnames.ts';
import type { Kind, Value } from '../types.ts';
import { foldText, isVirtual, phoneDigits } from './phone.ts';

export interface PartialOptions {
  /** How many to show at the start and at the end; none when absent. */
  readonly head?: number;
  readonly tail?: number;
  /** At least this many stay hidden, whatever head and tail say; 1 when absent. */
  readonly hide?: number;
  /** At most this many mask characters; one per hidden character when absent. */
  readonly max?: number;
  /** The mask character; `*` when absent. */
  readonly char?: string;
  /** `keep` shows numbers of number protection as they are: segment 700, or with an extension. They lead to nobody for long. */
  readonly virtual?: 'keep';
}

/** Up to this length about half may be shown: 3 + 4 of a number of eight would be no mask. Beyond it, two thirds. */
const SHORT = 10;
/** How many mask characters stand for a value in which nothing can be counted. */
const BLANK = 4;

const PHONES: readonly Kind[] = ['mobile', 'phone-tail', 'landline', 'hotline'];
/** Kinds whose spaces, hyphens, brackets and dots say nothing: only letters and numbers count. */
const SERIALS: readonly Kind[] = [
  'id-card',
  'hk-id',
  'macau-id',
  'tw-id',
  'permit',
  'passport',
  'officer-card',
  'bank-card',
  'plate',
  'uscc',
];

/** The dots between the parts of a name: U+00B7 by 民委发〔2016〕33号, the others as found in the wild. */
const NAME_DOTS = /([·•・‧∙⋅･●．.])/u;
/** Latin names have their parts between spaces, commas and slashes too: Chen Yutong, CHEN/YUTONG. */
const LATIN_BREAKS = /([·•・‧∙⋅･●．.\s,/])/u;
const DOMAIN = /^[@＠][\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}$/u;
/** Most numbers are written without anything to leave out. */
const PLAIN_SERIAL = /^[\dA-Z]+$/;
const PRINTABLE = /^[ -~]$/;
/** In a domain, this is more likely a number glued to it. */
const NUMBER = /\d{5}/;

/** Masks a value but for its ends. At least one character is hidden, and lone halves of pairs are never shown. */
export function maskPartly({ kind, text }: Value, options: PartialOptions): string {
  if (kind === 'name') return maskName(text, options);
  if (options.virtual === 'keep' && kind === 'mobile' && isVirtual(text)) return text;
  if (PHONES.includes(kind)) return showEnds([...phoneDigits(text)], options);
  if (SERIALS.includes(kind)) return showEnds(PLAIN_SERIAL.test(text) ? [...text] : countable(text), options);
  const at = kind === 'email' ? Math.max(text.lastIndexOf('@'), text.lastIndexOf('＠')) : -1;
  const domain = at < 0 ? '' : text.slice(at);
  return DOMAIN.test(domain) && !NUMBER.test(domain)
    ? showEnds([...text.slice(0, at)], options) + domain
    : showEnds([...text], options);
}

/**
 * A compound surname counts as one character. A name with dots has no surname (努尔买买提·托合提 is a given name and the
 * father's): each part is masked on its own, so that 努*·托* is still seen to be one name of two parts.
 */
function maskName(text: string, options: PartialOptions): string {
  const isLatin = /\p{Script=Latin}/u.test(text);
  const parts = (isLatin ? text : text.replace(/\s+/gu, '')).split(isLatin ? LATIN_BREAKS : NAME_DOTS);
  if (parts.length === 1) return showEnds([...(parts[0] as string)], options, surnameLength(parts[0] as string));
  const char = options.char ?? '*';
  const masked = parts.map((part, i) => (i % 2 === 1 || part === '' ? part : showEnds([...part], options))).join('');
  return masked.includes(char) ? masked : char;
}

function countable(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]/gu) ?? [];
}

/** `first` characters at the start count as one. */
function showEnds(points: readonly string[], options: PartialOptions, first = 1): string {
  const { hide = 1, max = Number.POSITIVE_INFINITY, char = '*' } = options;
  const size = points.length;
  if (size === 0) return char.repeat(Math.min(BLANK, Math.max(1, max)));
  let head = Math.min(options.head ?? 0, size);
  let tail = Math.min(options.tail ?? 0, size);
  if (head > 0 && first > 1) head = Math.min(size, head + first - 1);
  const share = first > 1 ? size : size > SHORT ? Math.floor((size * 2) / 3) : Math.ceil(size / 2);
  const limit = Math.max(0, Math.min(share, size - Math.max(1, hide)));
  while (head + tail > limit) {
    if (tail > 0 && (tail >= head || first > 1)) tail--;
    else head--;
  }
  const stars = char.repeat(Math.max(1, Math.min(size - head - tail, max)));
  return shown(points.slice(0, head), char) + stars + shown(points.slice(size - tail), char);
}

/** Controls, format characters and lone surrogates are not for showing. */
function shown(points: readonly string[], char: string): string {
  return points.map((point) => (!PRINTABLE.test(point) && /\p{C}/u.test(point) ? char : point)).join('');
}
