import { describe, expect, it } from 'vitest';
import { tagElements, taggedElements } from '../../../src/model/elements.ts';
import { ELEMENT_KINDS } from '../../../src/text/elements.ts';

/** The parts of a text: `road 古田二路`. */
function parts(text: string, lean = 0): string[] {
  const units = Uint16Array.from(text, (unit) => unit.charCodeAt(0));
  tagElements(units, units.length, 0, units.length, lean);
  return Array.from({ length: taggedElements.count }, (_, k) => {
    const [start, end] = [taggedElements.start[k], taggedElements.end[k]];
    return `${ELEMENT_KINDS[taggedElements.kind[k] as number]} ${text.slice(start, end)}`;
  });
}

describe('tagElements', () => {
  it('has as many kinds as there are', () => {
    // src/model/elements.ts writes the number out.
    expect(ELEMENT_KINDS).toHaveLength(19);
  });

  it('tells the parts of an address apart', () => {
    expect(parts('湖北省武汉市洪山区珞喻路1037号锦溪苑3栋502室', 0.75)).toEqual([
      'prov 湖北省',
      'city 武汉市',
      'district 洪山区',
      'road 珞喻路',
      'roadno 1037号',
      'poi 锦溪苑',
      'houseno 3栋',
      'roomno 502室',
    ]);
  });

  it('gives parts in order that do not overlap, whatever the text', () => {
    for (const text of ['', '号'.repeat(300), '1-2-3-4', '省市区县'.repeat(50), 'a1b2', '\0\0', '路'.repeat(5)]) {
      const units = Uint16Array.from(text, (unit) => unit.charCodeAt(0));
      tagElements(units, units.length, 0, units.length, 2);
      let last = 0;
      for (let k = 0; k < taggedElements.count; k++) {
        expect(taggedElements.start[k]).toBeGreaterThanOrEqual(last);
        expect(taggedElements.end[k]).toBeGreaterThan(taggedElements.start[k] as number);
        last = taggedElements.end[k] as number;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }
  });
});
