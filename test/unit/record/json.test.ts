import { describe, expect, it } from 'vitest';
import { redactJson } from '../../../src/index.ts';

const PHONE = '15902714683';
const MASKED = '159******83';

describe('redactJson', () => {
  it.each<[what: string, input: string, output: string]>([
    [
      'spelling of all that stays',
      `{ "a" : 1.50e+2 ,"b":[ ] ,\t"tel": "${PHONE}" }\r\n`,
      `{ "a" : 1.50e+2 ,"b":[ ] ,\t"tel": "${MASKED}" }\r\n`,
    ],
    [
      'numbers',
      `{"tel":${PHONE},"big":123456789012345678901234567890}`,
      `{"tel":"${MASKED}","big":123456789012345678901234567890}`,
    ],
    ['a number in a list', `{"phones":[${PHONE}, 1]}`, `{"phones":["${MASKED}", 1]}`],
    ['escapes that stay', `{"r":"a\\/b\\n电话${PHONE}\\u00e9\\"x"}`, `{"r":"a\\/b\\n电话${MASKED}\\u00e9\\"x"}`],
    [
      'a text written in ASCII',
      '{"xm":"\\u9648\\u5efa\\u56fd","r":"\\u7ed9\\u5efa\\u56fd"}',
      '{"xm":"\\u9648*","r":"\\u7ed9**"}',
    ],
    ['keys', `{"${PHONE}":1}`, `{"${MASKED}":1}`],
    ['duplicate keys', `{"tel":"${PHONE}","tel":1}`, `{"tel":"${MASKED}","tel":1}`],
    ['several values', `{"tel":"${PHONE}"}\n{"tel":"${PHONE}"} []`, `{"tel":"${MASKED}"}\n{"tel":"${MASKED}"} []`],
    ['a byte order mark', `\ufeff{"tel":"${PHONE}"}`, `\ufeff{"tel":"${MASKED}"}`],
    [
      'broken off in a string',
      `{"a":{"tel":"${PHONE}","remark":"电话${PHONE}`,
      `{"a":{"tel":"${MASKED}","remark":"电话${MASKED}`,
    ],
    ['broken off in an escape', `{"tel":"${PHONE}\\`, `{"tel":"${MASKED}\\`],
    ['broken off in a key', `{"a":1,"${PHONE}`, `{"a":1,"${MASKED}`],
    ['broken off behind a key', `{"a":[1,{"${PHONE}"`, `{"a":[1,{"${MASKED}"`],
    ['broken off behind a comma', `[${PHONE},`, `["${MASKED}",`],
    ['no JSON', `INFO tel=${PHONE} {`, `INFO tel=${MASKED} {`],
    ['JSON in a log line', `INFO {"tel":"${PHONE}"} done`, `INFO {"tel":"${MASKED}"} done`],
    ['a number in groups is no JSON', '159 0271 4683', MASKED],
    ['a root number', PHONE, `"${MASKED}"`],
    ['a root string', `"${PHONE}"`, `"${MASKED}"`],
    ['invalid escapes', `{"r":"\\q ${PHONE}"}`, `{"r":"\\q ${MASKED}"}`],
    ['raw control characters', `{"tel":"\t${PHONE}\n"}`, `{"tel":"\t${MASKED}\n"}`],
    ['lone surrogates', `{"a":"\\ud800 ${PHONE}"}`, `{"a":"\\ud800 ${MASKED}"}`],
    ['names outside the basic plane', '{"xm":"赵\\ud86c\\udc0a","n":1}', '{"xm":"赵*","n":1}'],
  ])('%s', (_, input, output) => {
    expect(redactJson(input)).toBe(output);
  });

  it('gives back the same text when nothing is to be masked', () => {
    const text = '{"a":[1,2,{"b":"\\u0041"}],"n":1.0}';
    expect(redactJson(text)).toBe(text);
  });

  // After the groups of RFC 8259's own sections: what must be taken, and what need not be.
  it.each([
    '[]',
    '{}',
    'null',
    'true',
    '-0',
    '1e5',
    '1E+5',
    '0.5',
    '""',
    '"\\u0000"',
    '[[[[]]]]',
    ' [ 1 , 2 ] ',
    '{"a":{"b":{}}}',
    '{"":0}',
    '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
    '[123123123123123123123123123]',
    '[-123.456e-78]',
    '["\\uD834\\uDD1E"]',
    '["𝄞"]',
    '{"a":1,"a":2}',
    '["\u2028\u2029"]',
  ])('takes %s', (text) => {
    expect(JSON.stringify(JSON.parse(redactJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
  });

  it.each([
    '[1,]',
    '[,1]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '[1 2]',
    '["a" "b"]',
    '{"a" 1}',
    '{"a":}',
    '[}',
    '{]',
    ']',
    '}',
    '[01x]',
    'nul',
    '+1',
    '.5',
    '1.',
    'NaN',
    '[Infinity]',
    '"abc',
    '[1',
    '{"a"',
    '{"a":',
    '// x\n1',
    '[1]]',
    '{}}',
    '\\u0031',
    '"\\',
    '\0',
    '[\0]',
    '🀄',
  ])('takes no harm from %j', (text) => {
    const spoiled = `${text}, ${PHONE}`;
    for (const one of [text, spoiled, `${PHONE} ${text}`, `[${text}`, `{"x":${text}`, `{"tel":"${PHONE}",${text}`]) {
      expect(redactJson(one), one).not.toContain(PHONE);
    }
  });
});
