/** The table of strings that cells refer to by number. */

import { joinRuns, type Run, runOf, spreadText } from './runs.ts';
import { attributeOf, type Edit, encodeString, readXml } from './xml.ts';
import { damaged } from './zip.ts';

interface SharedString {
  readonly text: string;
  readonly runs: readonly Run[];
  /** How it is read aloud; goes with a text that is masked. */
  readonly phonetics: readonly Run[];
}

export interface SharedStrings {
  readonly items: readonly SharedString[];
  /** Asks for a masked text; says under which number it will stand. */
  mask(index: number, masked: string): number;
  /** The masked text of a string that somebody asked for. */
  maskedOf(index: number): string | undefined;
  edits(): Edit[];
}

export function readSharedStrings(xml: string): SharedStrings {
  const items: SharedString[] = [];
  let runs: Run[] = [];
  let phonetics: Run[] = [];
  let isOpen = false;
  let isIn = false;
  let isPhonetic = false;
  let close = xml.length;
  let root = { start: 0, end: 0 };
  let prefix = '';
  const reader = readXml(xml);
  while (reader.next()) {
    const { kind, name } = reader;
    if (kind === 'open') {
      if (name === 'sst') {
        root = { start: reader.start, end: reader.end };
        prefix = xml.slice(reader.start + 1, xml.indexOf('sst', reader.start));
      } else if (name === 'si') {
        if (isOpen) throw damaged('a part is no XML');
        isOpen = !reader.isEmpty;
        runs = [];
        phonetics = [];
        if (reader.isEmpty) items.push({ text: '', runs, phonetics });
      } else if (name === 'rPh') isPhonetic = !reader.isEmpty;
      else if (name === 't') isIn = !reader.isEmpty;
    } else if (kind === 'close') {
      if (name === 'si') {
        if (!isOpen) throw damaged('a part is no XML');
        isOpen = false;
        items.push({ text: joinRuns(runs), runs, phonetics });
      } else if (name === 'rPh') isPhonetic = false;
      else if (name === 't') isIn = false;
      else if (name === 'sst') close = reader.start;
    } else if (isIn) (isPhonetic ? phonetics : runs).push(runOf(xml, reader));
  }
  if (isOpen) throw damaged('a part is no XML');
  const masks = new Map<number, string>();
  const others = new Map<string, number>();
  return {
    items,
    maskedOf: (index) => masks.get(index),
    mask(index, masked) {
      const known = masks.get(index);
      if (known === undefined || known === masked) {
        masks.set(index, masked);
        return index;
      }
      // Another column masks the same string in another way.
      const place = others.get(masked) ?? items.length + others.size;
      others.set(masked, place);
      return place;
    },
    edits() {
      const edits: Edit[] = [];
      for (const [index, masked] of masks) {
        const item = items[index] as SharedString; // only those are asked for
        edits.push(...spreadText(item.runs, masked));
        for (const { start, end } of item.phonetics) edits.push({ start, end, text: '' });
      }
      if (others.size > 0) {
        const added = [...others.keys()]
          .map(
            (text) => `<${prefix}si><${prefix}t xml:space="preserve">${encodeString(text)}</${prefix}t></${prefix}si>`,
          )
          .join('');
        edits.push({ start: close, end: close, text: added });
        const unique = attributeOf(xml, root.start, root.end, 'uniqueCount');
        if (unique !== undefined)
          edits.push({ start: unique.start, end: unique.end, text: String(items.length + others.size) });
      }
      return edits;
    },
  };
}
