/**
 * English addresses of the mainland and Hong Kong, from small to large: Flat 1603, Block 7, 88 Jiangnan Avenue,
 * Binjiang District, Hangzhou. Parts stand between commas; one has to be a street with its number.
 */

import { isDigit, isLatin, type Scan } from '../../scan/scan.ts';
import type { ElementKind } from '../../text/elements.ts';
import type { Report } from '../../types.ts';
import { ADDRESS_LABEL, ENGLISH } from './cues.ts';

/** Longest part between two commas, and how many parts are read to either side of the street. */
const LONGEST_PART = 40;
const MOST_BEFORE = 4;
const MOST_AFTER = 4;
/** The words before a street's name: 88 Jiangnan Avenue, No. 969 West Wenyi Road. */
const MOST_WORDS = 5;
const PRIOR = -2;
/** Before the number of a lane: Lane 588 Tianshan Road. */
const LANE = 'Lane ';
/** What a part begins with that goes on in a letter: Flat C. */
const HOMES = ['Flat ', 'Room ', 'Unit ', 'Suite ', 'Apt ', 'Block ', 'Building ', 'Tower '];
/** What a named part ends with; two capitalised words may be the recipient. */
const PLACES =
  'Apartment Apartments Bay Building Campus Center Centre City Community Compound Court Estate Garden Gardens Hall Heights Hospital Hotel House International Mall Mansion Mansions Palace Park Plaza Residence Residences School Square Station Terrace Tower Towers University Villa Villas Village Workshop';

let places: string[] | undefined;

/** Adds the English addresses; called when one of their words was seen. */
export function findEnglish(scan: Scan, report: Report): void {
  let cursor = 0;
  for (let k = 0; k < scan.hitCount; k++) {
    if (scan.hitSet[k] !== ENGLISH || (scan.hitStart[k] as number) < cursor) continue;
    const word = scan.hitStart[k] as number;
    const end = trimmed(scan.units, word, scan.hitEnd[k] as number);
    if (isLatin(scan.units[end] as number) || isLatin(scan.units[word - 1] as number)) continue;
    const start = streetStart(scan.units, word, cursor);
    if (start >= 0) cursor = addAddress(scan, report, start, end, cursor);
  }
}

/** Without the comma or space that closed an abbreviation. */
function trimmed(units: Uint16Array, start: number, end: number): number {
  let to = end;
  while (to > start && !isLatin(units[to - 1] as number) && units[to - 1] !== 46) to--;
  return to;
}

/** Where the number before a street's name begins: at most five capitalised words back; -1 when there is none. */
function streetStart(units: Uint16Array, word: number, floor: number): number {
  let i = word;
  for (let words = 0; words < MOST_WORDS; words++) {
    if (i <= floor || units[i - 1] !== 32) return -1;
    const end = --i;
    while (i > floor && isWordUnit(units[i - 1] as number)) i--;
    if (i === end) return -1;
    if (isDigit(units[i] as number)) return numberStart(units, i, floor);
    if (!isCapital(units[i] as number)) return -1;
  }
  return -1;
}

/** Takes in `No.`, `#` and `Lane` before the number. */
function numberStart(units: Uint16Array, at: number, floor: number): number {
  let i = at;
  if (i - LANE.length >= floor && isWordAt(units, LANE, i - LANE.length)) return i - LANE.length;
  if (i > floor && units[i - 1] === 35) return i - 1;
  if (i > floor && units[i - 1] === 32) i--;
  if (i > floor && units[i - 1] === 46) i--;
  const isNo =
    i - 2 >= floor && (units[i - 2] === 78 || units[i - 2] === 110) && (units[i - 1] === 111 || units[i - 1] === 79);
  return isNo && !isLatin(units[i - 3] as number) ? i - 2 : at;
}

/** Widens a street by the parts around it, weighs and reports; returns where to go on. */
function addAddress(scan: Scan, report: Report, streetFrom: number, streetTo: number, floor: number): number {
  const { units } = scan;
  let start = streetFrom;
  let houses = 0;
  for (let parts = 0; parts < MOST_BEFORE; parts++) {
    const from = partBefore(units, start, floor);
    if (from < 0) break;
    start = from;
    houses++;
  }
  let end = streetTo;
  let after = 0;
  for (; after < MOST_AFTER; after++) {
    const to = partAfter(units, end, scan.length);
    if (to < 0) break;
    end = to;
  }
  report.add('address', start, end, PRIOR);
  report.because('street-number', 1);
  if (houses > 0) report.because('house', 1.5);
  if (after > 0) report.because('divisions', Math.min(2, after) * 0.9);
  if (scan.cueBefore(ADDRESS_LABEL, start, 6) >= 0) report.because('cue:address-label', 3.5);
  let from = start;
  while (from < end) {
    let to = from;
    while (to < end && units[to] !== 44) to++;
    report.element(kindOf(units, from, streetFrom, streetTo), from, to);
    from = to + 1;
    while (from < end && units[from] === 32) from++;
  }
  return end;
}

/** `Flat 1603, `, `Block 7, `, `Sunrise Garden, ` before what begins at `at`; -1 when what stands there is no such part. */
function partBefore(units: Uint16Array, at: number, floor: number): number {
  let i = at;
  while (i > floor && units[i - 1] === 32) i--;
  if (i <= floor || units[i - 1] !== 44) return -1;
  const end = --i;
  while (
    i > floor &&
    end - i < LONGEST_PART &&
    (isWordUnit(units[i - 1] as number) || units[i - 1] === 32 || units[i - 1] === 47)
  )
    i--;
  i = behindProse(units, i, end);
  if (end - i < 2 || !(isCapital(units[i] as number) || isDigit(units[i] as number))) return -1;
  return hasDigitOrPlace(units, i, end) ? i : -1;
}

/** `, Binjiang District`, `, Hangzhou`, `, 310051`: capitalised words after what ends at `at`. */
function partAfter(units: Uint16Array, at: number, length: number): number {
  if (units[at] !== 44) return -1;
  let i = at + 1;
  while (i < length && units[i] === 32) i++;
  const start = i;
  if (!isCapital(units[i] as number)) return -1;
  let end = i;
  let words = 0;
  while (i < length && i - start < LONGEST_PART && words < 4) {
    const from = i;
    while (i < length && isWordUnit(units[i] as number)) i++;
    // Names of places are capitalised; their postcode has six digits.
    if (i === from || !(isCapital(units[from] as number) || (i - from === 6 && isDigit(units[from] as number)))) break;
    // A full stop ends the sentence, not an abbreviation.
    const isSentenceEnd = units[i - 1] === 46 && i - from > 3;
    end = isSentenceEnd ? i - 1 : i;
    if (isSentenceEnd) break;
    words++;
    if (units[i] !== 32) break;
    i++;
  }
  return end > start ? end : -1;
}

/** `Ship to Unit 15B`: names of parts are capitalised, and begin behind the last word that is not. */
function behindProse(units: Uint16Array, start: number, end: number): number {
  let from = start;
  for (let i = start; i < end; i++) {
    if (units[i] === 32) {
      if (i === from) from = i + 1;
    } else if ((i === start || units[i - 1] === 32) && (units[i] as number) >= 97 && (units[i] as number) <= 122) {
      while (i < end && units[i] !== 32) i++;
      from = Math.min(end, i + 1);
    }
  }
  return from;
}

/** Flat, Room, Block … with a number or letter, or the name of an estate: two words, so that Garden alone is none. */
function hasDigitOrPlace(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isDigit(units[i] as number)) return true;
  if (HOMES.some((home) => isWordAt(units, home, start))) return true;
  let last = end;
  while (last > start && units[last - 1] !== 32) last--;
  places ??= PLACES.split(' ');
  return last > start && isCapital(units[last] as number) && places.some((place) => isWordAt(units, place, last));
}

/** Whether the word stands at `at`, and no letter behind it. */
function isWordAt(units: Uint16Array, word: string, at: number): boolean {
  for (let i = 0; i < word.length; i++) if (units[at + i] !== word.charCodeAt(i)) return false;
  return word.endsWith(' ') || !isLatin(units[at + word.length] as number);
}

function kindOf(units: Uint16Array, at: number, streetFrom: number, streetTo: number): ElementKind {
  if (at >= streetFrom && at < streetTo) return 'road';
  if (at > streetTo) return 'district';
  const first = (units[at] as number) | 32;
  // Block, Building, Tower; Flat, Room, Unit, Suite, Apt; Floor or 7/F
  if (first === 98 || first === 116) return 'houseno';
  if (first === 102 && ((units[at + 2] as number) | 32) === 111) return 'floorno';
  if (first === 102 || first === 114 || first === 117 || first === 115 || first === 97) return 'roomno';
  return isDigit(units[at] as number) ? 'floorno' : 'poi';
}

function isWordUnit(unit: number): boolean {
  return isLatin(unit) || isDigit(unit) || unit === 39 || unit === 45 || unit === 46 || unit === 35;
}

function isCapital(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}
