/**
 * Fixed-line numbers of the mainland: area code and local number in every written form, local numbers behind a label,
 * extensions as part of the number.
 *
 * Area codes: 010 and 02x with eight local digits, 03xx to 09xx with seven or eight; the local part begins with 2 to 8.
 */

import { areaCodeLength, isLandlineArea } from '../data/phones.ts';
import type { CueSet, Scan } from '../scan/scan.ts';
import type { Detector, Report } from '../types.ts';
import { NUMBER_AGAINST } from './common/against.ts';
import { appendRun, isRecentDate, jointAfter, judgeEdges, labelBefore } from './common/edges.ts';
import { LANDLINE_LABEL, LOCAL_PHONE_LABEL } from './common/local-phone.ts';
import { extensionEnd } from './common/phone.ts';

/** `0086` `0` `755` and eight digits. */
const LONGEST = 16;
/** The most groups: +86 (0) 27 8765 4321. */
const MOST_GROUPS = 5;
const LABEL_GAP = 8;
/** Local numbers that may share the area code of one before them. */
const MOST_SIBLINGS = 3;

const digits = /* @__PURE__ */ new Uint8Array(LONGEST);
/** One more than groups: where each begins and the last ends. A sum here would be kept by bundlers. */
const cuts = /* @__PURE__ */ new Uint8Array(6);
/** The number that `parse` read last. */
const parsed = { lastRun: 0, localSize: 0, localStart: 0, hasCountry: false, isDivided: false };

export const landlineDetector: Detector = {
  name: 'landline',
  kinds: ['landline'],
  reach: 192,
  cues: [LANDLINE_LABEL, LOCAL_PHONE_LABEL, NUMBER_AGAINST],
  // 02787654321, 008602787654321, +86…, and local numbers.
  wakes: {
    digits: 4,
    alone: (size, first) => (first === 0 ? size > 10 : first === 8 && size > 11) || size === 7 || size === 8,
    fits: (text, start, end) =>
      end - start > 8 ||
      text.mayFollowCue(LANDLINE_LABEL, start, LABEL_GAP) ||
      text.mayFollowCue(LOCAL_PHONE_LABEL, start, LABEL_GAP),
  },
  find(scan: Scan, report: Report): void {
    for (let k = 0; k < scan.runCount; k++) {
      const first = scan.units[scan.runStart[k] as number] as number;
      if (first === 48 || (first === 56 && hasCountryMark(scan, k))) {
        if (parse(scan, k)) k = add(scan, report, k);
      } else if (first >= 50 && first <= 56) {
        const last = localEnd(scan, k);
        if (last >= 0) k = addLocal(scan, report, k, last);
      }
    }
  },
};

/** `86` counts as the country code behind a plus, in brackets or before a dash. */
function hasCountryMark(scan: Scan, k: number): boolean {
  const start = scan.runStart[k] as number;
  const { units } = scan;
  if (units[start + 1] !== 54) return false;
  const before = start > 0 ? units[start - 1] : 0;
  if (before === 43) return true;
  if (scan.runSize[k] !== 2) return false;
  const after = units[start + 2];
  return after === 45 || (before === 40 && after === 41);
}

/** Reads a number with area code whose first group is run `k`; true when there is one, described in `parsed`. */
function parse(scan: Scan, k: number): boolean {
  let count = 0;
  let depth = scan.units[(scan.runStart[k] as number) - 1] === 40 || opensBeforePlus(scan, k) ? 1 : 0;
  let found = false;
  for (let g = 0; g < MOST_GROUPS && k + g < scan.runCount; g++) {
    if (g > 0) {
      depth = depthAfterJoint(scan, k + g - 1, depth);
      if (depth < 0) break;
    }
    count = appendRun(scan, k + g, digits, count);
    if (count < 0) break;
    cuts[g] = count;
    if (isComplete(scan, k, g, count)) found = true;
  }
  return found;
}

/** Reports whether the groups up to `g` are a whole number, and describes it in `parsed`. */
function isComplete(scan: Scan, k: number, g: number, count: number): boolean {
  const country = countryLength(scan, k);
  let at = country;
  const hasTrunk = digits[at] === 0;
  if (hasTrunk) at++;
  else if (country === 0) return false;
  if (count < at + 9) return false;
  const areaSize = areaCodeLength((digits[at] as number) * 10 + (digits[at + 1] as number));
  let area = 0;
  for (let i = 0; i < areaSize; i++) area = area * 10 + (digits[at + i] as number);
  if (!isLandlineArea(area)) return false;
  const local = at + areaSize;
  const localSize = count - local;
  const isShort = localSize === 7 && areaSize === 3;
  if (localSize !== 8 && !isShort) return false;
  const leading = digits[local] as number;
  if (leading < 2 || leading > 8) return false;
  let isDivided = false;
  for (let i = 0; i < g; i++) {
    const cut = cuts[i] as number;
    if (cut === local) isDivided = true;
    else if (cut === local + localSize - 4) {
      const joint = jointAfter(scan, k + i);
      // Within the local part only one space or dash: 0755-8765.4321 is something else.
      if (joint !== 32 && joint !== 45) return false;
    } else if (cut !== country && !(hasTrunk && cut === country + 1 && country > 0)) return false;
  }
  if (g > 0 && !isDivided && cuts[0] !== country) return false;
  parsed.lastRun = k + g;
  parsed.localSize = localSize;
  parsed.localStart = local;
  parsed.hasCountry = country > 0;
  parsed.isDivided = isDivided;
  return true;
}

/** 4 for 0086, 2 for a marked 86, else 0. */
function countryLength(scan: Scan, k: number): number {
  if (digits[0] === 8 && digits[1] === 6) return hasCountryMark(scan, k) ? 2 : 0;
  return digits[0] === 0 && digits[1] === 0 && digits[2] === 8 && digits[3] === 6 ? 4 : 0;
}

/** How deep in brackets the next group stands, or -1 when what stands between is no separator of one number. */
function depthAfterJoint(scan: Scan, k: number, depth: number): number {
  const from = scan.runEnd[k] as number;
  const to = scan.runStart[k + 1] as number;
  if (to - from > 3) return -1;
  let now = depth;
  for (let i = from; i < to; i++) {
    const unit = scan.units[i] as number;
    if (unit === 40) now++;
    else if (unit === 41) now--;
    else if (unit !== 32 && unit !== 45 && unit !== 47 && unit !== 46 && unit !== 0x200b) return -1;
    if (now < 0 || now > 1) return -1;
  }
  return now;
}

function opensBeforePlus(scan: Scan, k: number): boolean {
  const start = scan.runStart[k] as number;
  return start > 1 && scan.units[start - 1] === 43 && scan.units[start - 2] === 40;
}

/** Adds the number in `parsed`, then the local numbers that share its area code (027-87654321/87654322). Returns the last run taken. */
function add(scan: Scan, report: Report, k: number): number {
  const { units } = scan;
  let start = scan.runStart[k] as number;
  if (parsed.hasCountry && units[start - 1] === 43) start--;
  const last = parsed.lastRun;
  const coreEnd = scan.runEnd[last] as number;
  if (units[start - 1] === 40 && closesWithin(scan, start, coreEnd)) start--;
  const end = extensionEnd(scan, coreEnd);
  report.add('landline', start, end, 0);
  report.because(parsed.isDivided ? 'form:area-local' : 'form:undivided', parsed.isDivided ? 1.5 : 0.4);
  if (parsed.hasCountry) report.because('country-code', 1.5);
  if (end > coreEnd) report.because('extension', 0.5);
  const label = labelOf(scan, start);
  const isLabelled = label !== undefined;
  if (isLabelled) addLabel(report, label);
  if (!isLabelled && scan.cueBefore(NUMBER_AGAINST, start, 5) >= 0) report.because('against:other-number', -5);
  // 0830 20250718 is a time and a date as well as an area code and eight digits.
  if (!isLabelled && parsed.localSize === 8 && isRecentDate(digits, parsed.localStart))
    report.because('against:date', -3);
  judgeEdges(scan, report, start, end, isLabelled);
  return addSiblings(scan, report, last, end, isLabelled);
}

function addSiblings(scan: Scan, report: Report, last: number, end: number, isLabelled: boolean): number {
  const size = parsed.localSize;
  let k = scan.runFrom(end) - 1;
  let from = end;
  for (let n = 0; n < MOST_SIBLINGS && k + 1 < scan.runCount; n++) {
    if (scan.runStart[k + 1] !== from + 1 || scan.runSize[k + 1] !== size) break;
    if (!joinsNumbers(scan.units[from] as number, isLabelled)) break;
    const start = scan.runStart[k + 1] as number;
    const leading = scan.units[start] as number;
    appendRun(scan, k + 1, digits, 0);
    if (leading < 50 || leading > 56 || (size === 8 && isRecentDate(digits, 0))) break;
    k++;
    from = extensionEnd(scan, scan.runEnd[k] as number);
    report.add('landline', start, from, 0);
    report.because('beside-landline', 1);
    judgeEdges(scan, report, start, from, true);
  }
  return Math.max(last, k);
}

/** `/` and `、`; behind a label also `,` `;` and a space, which elsewhere part columns. */
function joinsNumbers(unit: number, isLabelled: boolean): boolean {
  return unit === 47 || unit === 0x3001 || (isLabelled && (unit === 44 || unit === 59 || unit === 32));
}

/** The last run of a local number of seven or eight digits that starts with run `k`, or -1. */
function localEnd(scan: Scan, k: number): number {
  const size = scan.runSize[k] as number;
  if (size === 7 || size === 8) return k;
  if (size !== 3 && size !== 4) return -1;
  const joint = jointAfter(scan, k);
  if ((joint !== 32 && joint !== 45) || scan.runSize[k + 1] !== 4) return -1;
  const after = jointAfter(scan, k + 1);
  return after === 32 || after === 46 || after === 58 ? -1 : k + 1;
}

/** Local numbers have too common a form to be seen without a label. */
function addLocal(scan: Scan, report: Report, k: number, last: number): number {
  const start = scan.runStart[k] as number;
  let count = 0;
  for (let i = k; i <= last; i++) count = appendRun(scan, i, digits, count);
  if (count === 8 && isRecentDate(digits, 0)) return k;
  const label = labelOf(scan, start);
  if (label === undefined) return k;
  const coreEnd = scan.runEnd[last] as number;
  const end = extensionEnd(scan, coreEnd);
  report.add('landline', start, end, -2);
  addLabel(report, label);
  if (end > coreEnd) report.because('extension', 0.5);
  judgeEdges(scan, report, start, end, true);
  parsed.localSize = count;
  return addSiblings(scan, report, last, end, true);
}

function labelOf(scan: Scan, start: number): CueSet | undefined {
  if (labelBefore(scan, LANDLINE_LABEL, start, LABEL_GAP) >= 0) return LANDLINE_LABEL;
  return labelBefore(scan, LOCAL_PHONE_LABEL, start, LABEL_GAP) >= 0 ? LOCAL_PHONE_LABEL : undefined;
}

function addLabel(report: Report, label: CueSet): void {
  if (label === LANDLINE_LABEL) report.because('cue:landline-label', 4);
  else report.because('cue:phone-label', 3);
}

function closesWithin(scan: Scan, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (scan.units[i] === 41) return true;
    if (scan.units[i] === 40) return false;
  }
  return false;
}
