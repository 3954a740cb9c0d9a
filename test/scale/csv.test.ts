/** Hostile tables cost what their length costs: quotes that nothing closes are the way to make a reader go back and back. */

import { describe, expect, it } from 'vitest';
import { createCsvMachine } from '../../src/table/csv.ts';

const SIZES = [1e5, 2e5, 4e5, 8e5];
/** Eight times the text may take this many times as long; squared it would be 64. */
const STEEPEST = 20;
/** Below this a busy machine decides. */
const SHORTEST = 20;

const HOSTILE = [
  '"',
  '""',
  '"\n',
  'x","\n',
  '"a"b\n',
  ',',
  ',"',
  '\n',
  '\r',
  'x,"\n"y\n',
  '"x\n"",\n',
  "'",
  '="',
  ' "',
];

describe.each([
  ['in one piece', Number.POSITIVE_INFINITY],
  ['in pieces of seven', 7],
])('tables %s', (_, size) => {
  const time = (text: string, maxHold: number): number => {
    const start = performance.now();
    const machine = createCsvMachine({ maskRow: (_header, cells) => cells, maxHold });
    let length = 0;
    for (let at = 0; at < text.length; at += size) length += machine.push(text.slice(at, at + size)).length;
    length += machine.end().length;
    expect(length).toBeGreaterThan(0);
    return performance.now() - start;
  };

  it.each(HOSTILE)('are read in linear time: %j', (piece) => {
    for (const maxHold of [1000, 1 << 20]) {
      const texts = SIZES.map((length) => piece.repeat(Math.ceil(length / piece.length)));
      const best = texts.map((text) => Math.max(SHORTEST, Math.min(...[1, 2, 3].map(() => time(text, maxHold)))));
      expect((best.at(-1) as number) / (best[0] as number)).toBeLessThan(STEEPEST);
    }
  });
});
