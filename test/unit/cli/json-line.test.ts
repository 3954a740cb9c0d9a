import { describe, expect, it } from 'vitest';
import { redactJsonLine } from '../../../src/cli/json-line.ts';
import { createRedactor, FAILED, type Redactor } from '../../../src/index.ts';

/** Finds one stretch and masks it without any care for JSON. */
function careless(start: number, end: number): Redactor {
  return {
    redact: (text) => (text.includes('***') ? text : `${text.slice(0, start)}***${text.slice(end)}`),
    detect: () => [{ kind: 'address', start, end, score: 1 }],
    explain: () => [],
  };
}

describe('redactJsonLine', () => {
  const line = '{"city":"武汉市","detail":"古田二路88号","age":31,"tags":["a\\"b",true,-1.5e3],"nested":{"x":null}}';

  it('keeps a valid line valid wherever a finding begins and ends', () => {
    for (let start = 1; start < line.length - 1; start++) {
      for (let end = start + 1; end < line.length; end++) {
        const { text, isJson } = redactJsonLine(careless(start, end), line);
        expect(isJson).toBe(true);
        expect(() => JSON.parse(text)).not.toThrow();
      }
    }
  });

  it('hides every value that a finding touches as a whole, and only those', () => {
    const [start, end] = [line.indexOf('汉市'), line.indexOf('路88号')];
    const { text } = redactJsonLine(careless(start, end), line);
    expect(text).toBe('{"city":"***","***":"***","age":31,"tags":["a\\"b",true,-1.5e3],"nested":{"x":null}}');
  });

  it('reads strings of megabytes', () => {
    const long = `{"log":"${'一二三\\n'.repeat(100_000)}电话 13900001357","n":[1]}`;
    const { text, isJson } = redactJsonLine(createRedactor(), long);
    expect(isJson).toBe(true);
    expect(JSON.parse(text).n).toEqual([1]);
    expect(text).not.toContain('13900001357');
  }, 60_000);

  it('masks what is no JSON as text, and says so', () => {
    const { text, isJson } = redactJsonLine(createRedactor(), '{"mobile":13900001357');
    expect(text).not.toContain('13900001357');
    expect(isJson).toBe(false);
  });

  it('passes an untouched line on by reference', () => {
    expect(redactJsonLine(createRedactor(), '[1,2,3]')).toEqual({ text: '[1,2,3]', isJson: true });
  });

  it('makes a failure JSON as well', () => {
    const broken: Redactor = { redact: () => FAILED, detect: () => [], explain: () => [] };
    expect(redactJsonLine(broken, '{}').text).toBe(JSON.stringify(FAILED));
  });
});
