import { describe, expect, it } from 'vitest';
import { closeCarriers, isEscapeAt, openCarriers, sourceOf, type View } from '../../../src/text/carriers.ts';

function open(text: string): View {
  const view = openCarriers(text);
  if (view === undefined) throw new Error('nothing to decode');
  return view;
}

/** Replaces `value` where it stands in the decoded text by `mask`, in the carrier it came in. */
function replace(text: string, value: string, mask: string): string {
  const view = open(text);
  const start = view.text.indexOf(value);
  const end = start + value.length;
  const body = closeCarriers(view, start, end, mask);
  return text.slice(0, sourceOf(view, start)) + body + text.slice(sourceOf(view, end));
}

describe('openCarriers', () => {
  it.each([
    ['JSON units', '\\u9648\\u96e8\\u6850', '陈雨桐'],
    ['JSON in either case', '\\u96E8\\u96e8', '雨雨'],
    ['a JSON pair', '\\ud86e\\ude8a', '𫪊'],
    ['JSON simple escapes', 'a\\nb\\tc\\"d\\\\e\\/f\\rg', 'a\nb\tc"d\\e/f\rg'],
    ['JSON in JSON', '\\\\u9648\\\\n1', '陈\n1'],
    ['JSON in JSON in JSON', '\\\\\\\\u9648', '陈'],
    ['percent', '%E9%99%88%3D15902714683', '陈=15902714683'],
    ['percent in lower case', '%e9%99%88', '陈'],
    ['percent, four bytes', '%F0%AB%AA%8A', '𫪊'],
    ['percent twice', '%25E9%2599%2588', '陈'],
    ['hex bytes', '\\xE9\\x99\\x88\\x0A1', '陈\n1'],
    ['decimal entities', '&#38472;&#38632;', '陈雨'],
    ['hex entities', '&#x9648;&#X96E8;', '陈雨'],
    ['octal bytes', '#351#231#210#0111', '陈\t1'],
    ['line ends of rsyslog', 'a#012b#015', 'a\nb\r'],
    ['a percent-encoded JSON escape', '%5Cu9648', '陈'],
  ])('reads %s', (_, written, read) => expect(open(written).text).toBe(read));

  it.each([
    ['nothing', ''],
    ['plain text', '陈雨桐 15902714683'],
    ['half a JSON escape', '\\u964'],
    ['half a percent sequence', '%E9%99'],
    ['an overlong sequence', '%C0%80'],
    ['an encoded surrogate', '%ED%A0%80'],
    ['a percentage before a number', '5%15902714683'],
    ['a percent-encoded letter, which no encoder writes', '%41%31'],
    ['an entity without end', '&#38472'],
    ['an entity beyond Unicode', '&#x110000;'],
    ['an empty entity', '&#;&#x;'],
    ['a named entity', '&amp;&lt;'],
    ['an order number', '#001 #100'],
    ['broken octal', '#351#231'],
  ])('leaves %s', (_, text) => expect(openCarriers(text)).toBeUndefined());

  it('says where each unit came from', () => {
    const view = open('a\\u9648b%3Dc');
    expect(view.text).toBe('a陈b=c');
    expect([0, 1, 2, 3, 4, 5].map((at) => sourceOf(view, at))).toEqual([0, 1, 7, 8, 11, 12]);
  });

  it('says it through several layers', () => {
    const view = open('x\\\\u9648y');
    expect(view.text).toBe('x陈y');
    expect([0, 1, 2, 3].map((at) => sourceOf(view, at))).toEqual([0, 1, 8, 9]);
  });

  it('keeps lone surrogates', () => {
    expect(open('\\ud86e1').text).toBe('\ud86e1');
    expect(open('\\ude8a\\n').text).toBe('\ude8a\n');
  });

  it('stops decoding at a depth', () => {
    const deep = `${'\\'.repeat(64)}n`;
    expect(open(deep).text.length).toBeGreaterThan(1);
  });
});

describe('closeCarriers', () => {
  it.each([
    ['JSON', '"\\u9648\\u96e8"', '陈雨', '陈*', '"\\u9648*"'],
    ['JSON, a quote in the mask', '"\\u9648"', '陈', '"', '"\\""'],
    ['JSON, an astral mask', '"\\u9648"', '陈', '𫪊', '"\\ud86e\\ude8a"'],
    ['JSON in JSON', '\\\\u9648', '陈', '某', '\\\\u67d0'],
    ['percent', 'n=%E9%99%88&b', '陈', '某&', 'n=%E6%9F%90%26&b'],
    ['hex bytes', '\\xE9\\x99\\x88', '陈', '某"', '\\xE6\\x9F\\x90\\x22'],
    ['entities', '&#38472;', '陈', '<某>', '&#60;&#26576;&#62;'],
    ['octal bytes', '#351#231#210', '陈', '某', '#346#237#220'],
    ['no escape in the value', '\\n15902714683', '15902714683', '159*', '\\n159*'],
  ])('writes %s', (_, text, value, mask, expected) => expect(replace(text, value, mask)).toBe(expected));

  it('writes a lone surrogate as the replacement character, as encoders do', () => {
    expect(replace('%E9%99%88', '陈', '\ud86e')).toBe('%EF%BF%BD');
  });
});

describe('isEscapeAt', () => {
  const at = (text: string, index = 0): boolean =>
    isEscapeAt(
      Uint16Array.from([...text, '\0'], (unit) => unit.charCodeAt(0)),
      index,
      text.length,
    );

  it.each(['\\n', '\\t', '\\r', '\\"', '\\u9648', '\\xE9', '\\\\n', '%E9', '%3D', '&#1', '#011', '#351'])(
    'sees %s',
    (text) => expect(at(text)).toBe(true),
  );
  it.each(['\\', '\\a', '\\u96', '\\xG', '%', '%G1', '&a', '#a', '#1', 'C:\\Users'])('passes %s', (text) =>
    expect(at(text)).toBe(false),
  );
  it('gives up on endless backslashes', () => expect(at('\\'.repeat(100))).toBe(false));
});
