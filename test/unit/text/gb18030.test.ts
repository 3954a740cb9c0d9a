import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { encodeGb18030 } from '../../../src/text/gb18030.ts';

it('is the inverse of the decoder for every character that it gives', () => {
  const decoder = new TextDecoder('gb18030');
  const lost: number[] = [];
  for (let point = 0; point < 0x110000; point++) {
    const character = String.fromCodePoint(point);
    if (decoder.decode(encodeGb18030(character)) !== character) lost.push(point);
  }
  // The surrogates, and points for private use that the standard of 2022 has given to other characters.
  expect(lost.filter((point) => point < 0xd800 || point > 0xf8ff)).toEqual([]);
  expect(lost.filter((point) => point > 0xdfff).length).toBeLessThanOrEqual(24);
});

it('writes what an independent encoder writes, but for the characters that tables differ in', () => {
  const differing: string[] = [];
  for (let point = 0; point < 0xd800; point++) {
    const character = String.fromCodePoint(point);
    if (!Buffer.from(encodeGb18030(character)).equals(iconv.encode(character, 'gb18030'))) differing.push(character);
  }
  expect(differing.length).toBeLessThanOrEqual(24);
  for (const text of ['陈雨桐', '𠮷野家', '赵𫠊', '😀', '€'])
    expect(Buffer.from(encodeGb18030(text)).toString('hex')).toBe(iconv.encode(text, 'gb18030').toString('hex'));
});

it('writes a lone half of a character as U+FFFD', () => {
  expect(new TextDecoder('gb18030').decode(encodeGb18030('a\ud800b'))).toBe('a\ufffdb');
});
