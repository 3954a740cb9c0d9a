import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWord,
  createDictionary,
  type Dictionary,
  LONGER,
  MANY,
  mayBegin,
  NONE,
  PAYLOAD,
  ROOT,
  SINGLE,
  stateAfter,
  step,
  TARGET,
} from '../../../src/scan/dictionary.ts';
import { check } from '../../support/check.ts';

/** The values of a word, walked to as the scan does: the first unit needs no edge. */
function payloadsOf(dictionary: Dictionary, word: string): number[] {
  const { edges } = dictionary;
  let slot = word.length === 1 ? step(dictionary, ROOT, word.charCodeAt(0)) : NONE;
  for (let i = 1, state = stateAfter(word.charCodeAt(0)); i < word.length; i++) {
    slot = step(dictionary, state, word.charCodeAt(i));
    if (slot === NONE) return [];
    state = edges[slot + TARGET] ?? NONE;
  }
  const held = slot === NONE ? NONE : (edges[slot + PAYLOAD] ?? NONE);
  if (held >= NONE) return held === NONE ? [] : [held];
  const payloads: number[] = [];
  for (let at = MANY - held; at !== NONE; at = dictionary.payloadNext[at] ?? NONE)
    payloads.push(dictionary.payloadValue[at] ?? NONE);
  return payloads.sort((a, b) => a - b);
}

describe('the dictionary', () => {
  it('knows what was added, and only that', () => {
    const dictionary = createDictionary();
    for (const [i, word] of ['电话', '电话号码', '电', 'tel'].entries()) addWord(dictionary, word, i);
    expect(payloadsOf(dictionary, '电')).toEqual([2]);
    expect(payloadsOf(dictionary, '电话')).toEqual([0]);
    expect(payloadsOf(dictionary, '电话号')).toEqual([]);
    expect(payloadsOf(dictionary, '电话号码')).toEqual([1]);
    expect(payloadsOf(dictionary, 'te')).toEqual([]);
    expect(payloadsOf(dictionary, '话')).toEqual([]);
  });

  it('keeps every owner of a word', () => {
    const dictionary = createDictionary();
    for (const owner of [7, 3, 5]) addWord(dictionary, '手机', owner);
    expect(payloadsOf(dictionary, '手机')).toEqual([3, 5, 7]);
  });

  it('opens the gate to what words begin with', () => {
    const dictionary = createDictionary();
    addWord(dictionary, '电话', 0);
    addWord(dictionary, '收', 1);
    addWord(dictionary, '收件人', 2);
    const first = (unit: string): number => dictionary.first[unit.charCodeAt(0)] as number;
    expect(first('电')).toBe(LONGER);
    expect(first('收')).toBe(SINGLE | LONGER);
    expect(first('件')).toBe(0);
    expect(mayBegin(dictionary.gate, '电'.charCodeAt(0), '话'.charCodeAt(0))).toBe(true);
    expect(mayBegin(dictionary.gate, '收'.charCodeAt(0), 0)).toBe(true);
    expect(mayBegin(dictionary.gate, '电'.charCodeAt(0), 0)).toBe(false);
  });

  it('is a map from words to owners, however many there are', () => {
    const word = fc
      .array(fc.constantFrom('电', '话', '手', '机', 'a', 'b', '\ud842', '\udfb7', '\0'), {
        minLength: 1,
        maxLength: 5,
      })
      .map((units) => units.join(''));
    check(
      fc.property(fc.array(word, { maxLength: 40 }), word, (words, other) => {
        const dictionary = createDictionary();
        for (const [i, one] of words.entries()) addWord(dictionary, one, i);
        for (const one of [...words, other]) {
          expect(payloadsOf(dictionary, one)).toEqual(words.flatMap((own, i) => (own === one ? [i] : [])));
        }
      }),
      1000,
    );
  });

  it('grows', () => {
    const dictionary = createDictionary();
    const words = Array.from({ length: 20_000 }, (_, i) => i.toString(36).padStart(4, '中'));
    for (const [i, word] of words.entries()) addWord(dictionary, word, i);
    for (const [i, word] of words.entries()) expect(payloadsOf(dictionary, word)).toEqual([i]);
  });
});
