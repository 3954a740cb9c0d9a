import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/index.ts';
import { createShell, type StreamOptions } from '../../../src/stream/options.ts';

const PHONE = '15902714683';
const MASKED = '159******83';

function redact(text: string, options: StreamOptions & { readonly header?: boolean } = {}): string {
  const shell = createShell('csv', options);
  return shell.text(text) + shell.end().text;
}

describe('a table', () => {
  it.each<[what: string, input: string, output: string]>([
    ['titles say what a column holds', 'consignee,memo\n老猫,猫粮\n', 'consignee,memo\n老*,猫粮\n'],
    ['titles in Chinese', '收货人,手机号\n陈建国,15902714683\n', '收货人,手机号\n陈*,159******83\n'],
    ['things', '商品名称,收货人\n李宁,李宁\n', '商品名称,收货人\n李宁,李*\n'],
    ['memory within a row', '收货人,备注\n陈建国,给建国的\n王丽,给建国的\n', '收货人,备注\n陈*,给**的\n王*,给建国的\n'],
    ['no titles', `陈雨桐,${PHONE},湖北省武汉市江汉区泛海国际6栋2单元1706\n`, `陈*,${MASKED},湖北省武汉市江汉区****\n`],
    ['a byte order mark and CRLF', `\ufeffphone,n\r\n${PHONE},1\r\n`, `\ufeffphone,n\r\n${MASKED},1\r\n`],
    ['no line end at the end', `phone\n${PHONE}`, `phone\n${MASKED}`],
    ['line ends of old Macs', `phone,n\r${PHONE},1\r`, `phone,n\r${MASKED},1\r`],
    ['empty lines', `phone\n\n${PHONE}\n\n`, `phone\n\n${MASKED}\n\n`],
    [
      'quotes stay where they were',
      `"phone","n"\n"${PHONE}",1\n${PHONE},"1"\n`,
      `"phone","n"\n"${MASKED}",1\n${MASKED},"1"\n`,
    ],
    ['a cell of several lines', `memo,n\n"电话\n${PHONE}\n""急""",1\n`, `memo,n\n"电话\n${MASKED}\n""急""",1\n`],
    [
      'a comma in an address',
      `详细地址,n\n"湖北省武汉市江汉区泛海国际6栋,2单元1706",1\n`,
      '详细地址,n\n"湖北省武汉市江汉区****",1\n',
    ],
    [
      'text of spreadsheets',
      `phone,n\n="${PHONE}",1\n"=""${PHONE}""",1\n'${PHONE},1\n\t${PHONE},1\n`,
      `phone,n\n="${MASKED}",1\n"=""${MASKED}""",1\n'${MASKED},1\n\t${MASKED},1\n`,
    ],
    ['formulas', 'n,m\n=SUM(A1:A2),-3\n', 'n,m\n=SUM(A1:A2),-3\n'],
    ['tabs', `phone\tn\n${PHONE}\t1\n`, `phone\tn\n${MASKED}\t1\n`],
    ['semicolons', `phone;n;a,b\n${PHONE};1;x\n`, `phone;n;a,b\n${MASKED};1;x\n`],
    [
      'rows of other lengths',
      `phone,n\n${PHONE}\n${PHONE},1,${PHONE},x\n`,
      `phone,n\n${MASKED}\n${MASKED},1,${MASKED},x\n`,
    ],
    [
      'a quote within a cell without quotes',
      `phone,n\n${PHONE},5" pipe\n${PHONE},2\n`,
      `phone,n\n${MASKED},5" pipe\n${MASKED},2\n`,
    ],
    [
      'numbers damaged by a spreadsheet',
      'sfzh,n\n4.20106E+17,1\n420106198806123000,2\n',
      'sfzh,n\n4*******7,1\n4****************0,2\n',
    ],
  ])('%s', (_, input, output) => {
    expect(redact(input)).toBe(output);
  });

  it('never takes a first row of data for titles', () => {
    const row = `陈雨桐,${PHONE}\n`;
    expect(redact(row, { header: true })).not.toContain(PHONE);
    expect(redact(row + row)).not.toContain(PHONE);
  });

  it('loses no neighbours of a quote that nothing closes', () => {
    const problems: unknown[] = [];
    const text = `phone,n\n"${PHONE},1\n13971205846,2\n18642075391,3\n`;
    const out = redact(text, { onProblem: (problem) => problems.push(problem) });
    expect(out).toBe('phone,n\n***\n139******46,2\n186******91,3\n');
    expect(problems).toEqual([{ number: 2, reason: 'a quote is not closed' }]);
    expect(redact(text, { onError: 'skip' })).toBe('phone,n\n139******46,2\n186******91,3\n');
    expect(redact(text, { onError: 'text' })).toBe(`phone,n\n"${MASKED},1\n139******46,2\n186******91,3\n`);
    expect(() => redact(text, { onError: 'stop' })).toThrow('row 2: a quote is not closed');
  });

  it('holds no more than it may', () => {
    const problems: unknown[] = [];
    const rows = `13971205846,2\n`.repeat(500);
    const text = `phone,n\n"${PHONE},1\n${rows}${'x'.repeat(5000)},7\n13971205846,8\n`;
    const out = redact(text, { maxHold: 1024, onProblem: (problem) => problems.push(problem) });
    expect(out).toBe(`phone,n\n***\n${'139******46,2\n'.repeat(500)}***\n139******46,8\n`);
    expect(problems).toEqual([
      { number: 2, reason: 'a quote is not closed' },
      { number: 503, reason: 'longer than 1024 units' },
    ]);
  });

  it('makes no formula of a cell, and quotes what has to be', () => {
    const redactor = createRedactor({
      policy: { version: 1, kinds: { mobile: 'own', name: 'own2' } },
      strategies: { own: () => '=1+1', own2: () => 'a,"b' },
    });
    expect(redact(`phone,收货人\n${PHONE},陈建国\n`, { redactor })).toBe(`phone,收货人\n'=1+1,"a,""b"\n`);
  });

  it('follows the rules of the policy by title', () => {
    const redactor = createRedactor({ policy: { version: 1, fields: { 备注: 'drop', n: 'keep' } } });
    expect(redact(`备注,n\n${PHONE},${PHONE}\n`, { redactor })).toBe(`备注,n\n,${PHONE}\n`);
  });
});
