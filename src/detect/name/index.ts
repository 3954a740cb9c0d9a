/**
 * Names of persons. Windows are looked at only around cues, titles, dots and the findings of other kinds, so that a text
 * with none of them costs nothing; each window is scored by window.ts, and of overlapping windows the best stands.
 *
 * Runs last: telephone numbers, IDs and addresses beside a name are its best evidence.
 */

import { foldTraditional } from '../../data/script.ts';
import { checkNameModel, tagged, tagNames } from '../../model/names.ts';
import type { Scan } from '../../scan/scan.ts';
import type { Detector, Report } from '../../types.ts';
import { lookAround, lookAtDots, proposeTagged } from './anchors.ts';
import { clearField, markField } from './field.ts';
import { addPlace, findPlaces, places } from './gates.ts';
import {
  CALL,
  CALL_UNITS,
  DOES,
  DOES_MORE,
  INTRO,
  KEY,
  LABEL,
  LATIN_DOT,
  LETTER_KEY,
  MENTION_UNIT,
  ORGANISATION,
  OTHER_LABEL,
  PROVINCE,
  RECEIVES,
  RECEIVES_UNITS,
  ROLE,
  SEX_UNITS,
  SURNAME_IS,
  SURNAME_IS_UNITS,
  WEAK_KEY,
} from './labels.ts';
import { findLone } from './lone.ts';
import { clearProposals, settle } from './proposals.ts';
import { PREFIX_UNITS, SOFT_TITLE, SOFT_TITLE_UNITS, TITLE } from './titles.ts';

export const nameDetector: Detector = {
  name: 'name',
  kinds: ['name'],
  reach: 128,
  cues: [
    LABEL,
    KEY,
    WEAK_KEY,
    ROLE,
    INTRO,
    CALL,
    SURNAME_IS,
    RECEIVES,
    DOES,
    DOES_MORE,
    OTHER_LABEL,
    ORGANISATION,
    TITLE,
    SOFT_TITLE,
    LATIN_DOT,
    LETTER_KEY,
    PROVINCE,
  ],
  // The tagger looks through every text with a Chinese character in it; the rest says which words the first pass reads.
  wakes: {
    digits: 0,
    cues: [LABEL, KEY, WEAK_KEY, ROLE, INTRO, CALL, SURNAME_IS, RECEIVES, DOES, TITLE, SOFT_TITLE, LATIN_DOT],
    units: ['·', MENTION_UNIT, CALL_UNITS, SURNAME_IS_UNITS, PREFIX_UNITS, RECEIVES_UNITS, SOFT_TITLE_UNITS, SEX_UNITS],
  },
  prepare: checkNameModel,
  fold: foldTraditional,
  find(scan: Scan, report: Report): void {
    const hasPlaces = findPlaces(scan, report);
    tagged.count = 0;
    if (scan.hasHan) tagNames(scan.units, scan.length, 0, scan.length);
    if (!hasPlaces && tagged.count === 0) return;
    for (let k = 0; k < tagged.count; k++) addPlace(tagged.start[k] as number);
    const field = markField(scan, report, places.hasDots ? undefined : places.at.slice(0, places.count).sort());
    clearProposals();
    try {
      for (let i = 0; i < places.count; i++) lookAround(field, places.at[i] as number);
      if (places.hasDots) lookAtDots(scan, field);
      for (let k = 0; k < tagged.count; k++) proposeTagged(field, tagged.start[k] as number, tagged.end[k] as number);
      const names = report.count;
      settle(field, report);
      findLone(field, report, names);
    } finally {
      clearField(field);
    }
  },
};
