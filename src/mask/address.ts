/** Masks an address by its structure: what is not known to be harmless is hidden. */

import { ELEMENT_KINDS, type ElementKind } from '../text/elements.ts';
import type { AddressOptions, Element, Value } from '../types.ts';

const KEEP = { province: 'prov', city: 'city', district: 'district', town: 'town', road: 'road' } as const;
/** Never longer or shorter: the length of what is hidden is nobody's business. */
const STARS = 4;
/** What may stand between two parts without being one. */
const GAP = /^[\s\p{P}\p{S}\u200b]*$/u;
/** Separators that lead nowhere once the next part is hidden. */
const LOOSE_END = /[\s,，、;；:：\p{Pd}/／]{1,9}$/u;
/** Where a unit, floor or room begins that the element did not tell apart: 3-502, 3幢2单元, 西单元, 8F. */
const UNIT =
  /[-\p{Pd}#＃/／]\s?\p{Nd}|[\p{Nd}A-Za-z一二三四五六七八九十百东西南北]{1,9}\s?(?:单元|單元|单$|[室户戶梯])|\p{Nd}{1,3}[FＦ]/u;
/** A number in a place that can only be a room: 天河国际1706, but not 301医院. */
const ROOM = /(?<=\p{L}\s?)\p{Nd}{3}|^\p{Nd}{3,9}$|\p{Nd}{10}/u;
/** A street number such as 12-3 runs into the room, and none has five digits. */
const NUMBER_TAIL = /[-\p{Pd}#＃/／]\s?\p{Nd}|\p{Nd}{5}/u;

/** Hides the tail, or only unit and room. An address whose parts are unknown or contradictory is hidden whole. */
export function maskAddress({ text, elements }: Value, options: AddressOptions): string {
  const stars = (options.char ?? '*').repeat(STARS);
  if (elements.length === 0 || !isInOrder(elements, text.length)) return stars;
  if (options.hide === 'unit-room') return maskUnits(text, elements, stars);
  const smallest = options.hide === 'from-road' ? 'group' : KEEP[options.keep ?? 'district'];
  const end = endOfKept(text, elements, levelOf(smallest));
  return GAP.test(text.slice(end)) ? text : text.slice(0, end) + stars;
}

/** The address down to a level; undefined when not even the largest part is known. */
export function shortenAddress({ text, elements }: Value, smallest: keyof typeof KEEP): string | undefined {
  if (!isInOrder(elements, text.length)) return undefined;
  return text.slice(0, endOfKept(text, elements, levelOf(KEEP[smallest]))).trim() || undefined;
}

/**
 * 单元户室号: the rule wants these hidden (GB/T 41833-2022); the floor goes with them, and so does all that follows, since
 * 10楼7街41234 goes on with numbers of the same stall. Only a pickup point, which is nobody's home, is named again.
 */
function maskUnits(text: string, elements: readonly Element[], stars: string): string {
  let end = 0;
  let isHidden = false;
  let previous: ElementKind | undefined;
  let pickup = '';
  let house = Number.POSITIVE_INFINITY;
  for (const element of elements) {
    const part = text.slice(element.start, element.end);
    isHidden ||= !GAP.test(text.slice(end, element.start));
    // Nothing larger comes behind a house: 12栋408段 was read as a road, and is a room and somebody's surname.
    const isBehindHouse = house <= levelOf('roomno') && levelOf(element.kind) < house;
    const length = isBehindHouse ? 0 : keptLength(element.kind, part, previous);
    if (element.kind === 'houseno') house = levelOf('houseno');
    if (!isHidden) {
      if (length > 0) end = element.start + length;
      isHidden = length < part.length;
    } else if (element.kind === 'pickup') pickup += part.slice(0, length);
    previous = element.kind;
  }
  if (!isHidden && GAP.test(text.slice(end))) return text;
  return text.slice(0, end).replace(LOOSE_END, '') + stars + pickup;
}

/** How much of an element may be shown when unit and room may not. */
function keptLength(kind: ElementKind, text: string, previous: ElementKind | undefined): number {
  const level = levelOf(kind);
  if (level <= levelOf('road')) return text.length;
  // 柳树沟村七组12号, 商务楼843号: without a road the number is the household or the room itself. 669弄14号 has two.
  if (kind === 'roadno') return previous === 'road' || previous === 'roadno' ? cutAt(text, NUMBER_TAIL) : 0;
  if (kind === 'assist' || kind === 'redundant') return /\p{N}/u.test(text) ? 0 : text.length;
  return level <= levelOf('houseno') || kind === 'pickup' ? Math.min(cutAt(text, UNIT), cutAt(text, ROOM)) : 0;
}

/** How much of a text stands before the first match. */
function cutAt(text: string, pattern: RegExp): number {
  const at = text.search(pattern);
  return at < 0 ? text.length : at;
}

/** Where the leading parts down to a level end. Administrative names hold no digits; what does is something else. */
function endOfKept(text: string, elements: readonly Element[], level: number): number {
  let end = 0;
  for (const element of elements) {
    const own = levelOf(element.kind);
    const hasDigits = own <= levelOf('district') && /\p{Nd}/u.test(text.slice(element.start, element.end));
    if (own > level || hasDigits || !GAP.test(text.slice(end, element.start))) break;
    end = element.end;
  }
  return end;
}

function isInOrder(elements: readonly Element[], length: number): boolean {
  let end = 0;
  for (const element of elements) {
    if (!(element.start >= end && element.end > element.start && element.end <= length)) return false;
    end = element.end;
  }
  return true;
}

/** From 0 (country) up; what is no known part counts as the smallest. */
function levelOf(kind: ElementKind): number {
  const level = ELEMENT_KINDS.indexOf(kind);
  return level < 0 ? ELEMENT_KINDS.length : level;
}
