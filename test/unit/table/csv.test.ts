import { describe, expect, it } from 'vitest';
import { TuominError } from '../../../src/errors.ts';
import { createRedactor } from '../../../src/index.ts';
import { type BadRow, type CsvOptions, createCsvMachine } from '../../../src/table/csv.ts';
import type { RowMasker } from '../../../src/table/row.ts';
import { createRowMasker } from '../../../src/table/row-masker.ts';

const redacting = createRowMasker(createRedactor());
/** Puts one text for every 15902714683. */
const masking =
  (mask: string): RowMasker =>
  (_, cells) =>
    cells.some((cell) => cell.includes('15902714683'))
      ? cells.map((cell) => cell.replaceAll('15902714683', () => mask))
      : cells;
const seen: (readonly string[] | undefined)[][] = [];
const spying: RowMasker = (header, cells) => {
  seen.push([header, cells]);
  return cells;
};

function run(text: string, options: Partial<CsvOptions> = {}): string {
  const machine = createCsvMachine({ maskRow: redacting, ...options });
  return machine.push(text) + machine.end();
}

function rowsSeen(text: string, options: Partial<CsvOptions> = {}): (readonly string[] | undefined)[][] {
  seen.length = 0;
  expect(run(text, { maskRow: spying, ...options })).toBe(text);
  return seen.splice(0);
}

describe('createCsvMachine', () => {
  it('masks cells behind their titles and leaves all else as it is written', () => {
    const text =
      '\ufeff姓名,手机,"地址",备注\r\n陈雨桐,15902714683,"湖北省武汉市江汉区西安路51号, 2单元1706" ,"说 ""急"""\r\n\r\n王伟,,,';
    const masked = run(text);
    expect(masked).toBe(
      '\ufeff姓名,手机,"地址",备注\r\n陈*,159******83,"湖北省武汉市江汉区****" ,"说 ""急"""\r\n\r\n王*,,,',
    );
  });

  it('reads a cell by its title where it says nothing alone', () => {
    expect(run('客户姓名,数量\n高明,3\n')).toBe('客户姓名,数量\n高*,3\n');
  });

  it('tells the masker titles and cells without their dress', () => {
    const rows = rowsSeen('a, b ,"c"\n"x ""y""\nz",=" 1",\'2\n');
    expect(rows).toEqual([
      [undefined, ['a', 'b', 'c']],
      [
        ['a', 'b', 'c'],
        ['x "y"\nz', ' 1', '2'],
      ],
    ]);
  });

  it.each([
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a\tb\n1,2\t3\n', '\t'],
    ['a|b|c\n1|2|3,4\n', '|'],
    ['a,b\n1,"x;y;z"\n2,"x;y"\n', ','],
    ['one\ntwo\n', ','],
    ['sep=:\r\na:b\r\n1,2,3:4\r\n', ':'],
    ['\ufeffsep=;\na;b\n1,2,3,4,5;6\n', ';'],
  ])('finds the delimiter of %j', (text, delimiter) => {
    const lines = text.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/, '');
    const first = lines.slice(0, lines.search(/[\r\n]/));
    expect(rowsSeen(text)[0]?.[1]).toEqual(first.split(delimiter));
  });

  it('does not wait for more lines where the delimiter is given', () => {
    const machine = createCsvMachine({ maskRow: redacting, delimiter: ',' });
    expect(machine.push('手机,b\n15902714683,x\n1,')).toBe('手机,b\n159******83,x\n');
    expect(machine.push('2')).toBe('');
    expect(machine.end()).toBe('1,2');
  });

  it('takes the delimiter that is given', () => {
    expect(rowsSeen('a,b;c\n', { delimiter: ';' })[0]?.[1]).toEqual(['a,b', 'c']);
  });

  describe('the header', () => {
    const titlesOf = (text: string, options: Partial<CsvOptions> = {}): unknown => rowsSeen(text, options)[1]?.[0];

    it.each([
      ['titles', '姓名,手机号2\n陈雨桐,1\n', ['姓名', '手机号2']],
      ['titles with years', '姓名,2024,2025年\nc,d,e\n', ['姓名', '2024', '2025年']],
      ['a row with a small number', '陈雨桐,31\nc,d\n', undefined],
      ['a row with a date', '陈雨桐,2025-7-1\nc,d\n', undefined],
      ['a row with a number', '陈雨桐,15902714683\n王伟,1\n', undefined],
      ['a row with an address of mail', 'a,b@example.com\nc,d\n', undefined],
      ['a row with the same twice', 'x,x\nc,d\n', undefined],
      ['titles of two tables', '姓名,电话,姓名,电话\nc,d,e,f\n', ['姓名', '电话', '姓名', '电话']],
      ['a row mostly empty', 'x,,,\nc,d,,\n', undefined],
    ])('is seen by itself: %s', (_, text, expected) => {
      expect(titlesOf(text)).toEqual(expected);
    });

    it('is no header where the masker found something in it', () => {
      const rows: unknown[] = [];
      const maskRow: RowMasker = (header, cells) => {
        rows.push(header);
        return cells.includes('陈雨桐') ? cells.map(() => 'X') : cells;
      };
      expect(run('陈雨桐,武汉\n王伟,大连\n', { maskRow })).toBe('X,X\n王伟,大连\n');
      expect(rows).toEqual([undefined, undefined]);
    });

    it('is what the caller says, and masked all the same', () => {
      expect(titlesOf('1590271,x\nc,d\n', { header: true })).toEqual(['1590271', 'x']);
      expect(titlesOf('姓名,手机\nc,d\n', { header: false })).toBeUndefined();
      expect(run('陈雨桐,15902714683\n1,2\n', { header: true })).toBe('陈*,159******83\n1,2\n');
    });
  });

  it.each([
    ['="15902714683"', '="M"'],
    ['"=""15902714683"""', '"=""M"""'],
    ["'15902714683", "'M"],
    ['"\t15902714683"', '"\tM"'],
    ['\t15902714683\t', '\tM\t'],
    [' 15902714683 ', ' M '],
    ['"15902714683"', '"M"'],
    ['"15902714683" ', '"M" '],
    ['"15902714683"\t', '"M"\t'],
    ['"15902714683" "', '"""M"" """'],
    ['"a ""15902714683"""', '"a ""M"""'],
    ['5" 15902714683', '5" M'],
    ['"x"15902714683', '"""x""M"'],
    ['="1"&"15902714683"', '="1"&"M"'],
  ])('keeps what is around the value in %j', (cell, expected) => {
    expect(run(`a,${cell},b\n`, { maskRow: masking('M'), delimiter: ',' })).toBe(`a,${expected},b\n`);
  });

  it.each([
    [',', '","'],
    ['"', '""""'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ['=x', "'=x"],
    ['+x', "'+x"],
    ['-x', "'-x"],
    ['@x', "'@x"],
    ['', ''],
    ['$&', '$&'],
  ])('quotes and guards the mask %j where it has to', (mask, expected) => {
    expect(run('1,15902714683,2\n', { maskRow: masking(mask) })).toBe(`1,${expected},2\n`);
  });

  it('makes no empty line of an emptied cell', () => {
    expect(run('a\n15902714683\n', { maskRow: masking('') })).toBe('a\n""\n');
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end in %j', (end) => {
    const text = ['a,b', '"1', '2",3', '', '4,5', ''].join(end);
    expect(rowsSeen(text).map(([, cells]) => cells)).toEqual([
      ['a', 'b'],
      [`1${end}2`, '3'],
      ['4', '5'],
    ]);
  });

  it('takes a CR within a line for text where lines end otherwise', () => {
    expect(rowsSeen('a,b\r\n1\r,2\r\n').map(([, cells]) => cells)).toEqual([
      ['a', 'b'],
      ['1\r', '2'],
    ]);
  });

  describe('what cannot be read', () => {
    const text = 'a,b\n1,"15902714683\n王伟,15902714683\n"x",5\n';
    const bad = (input: string, options: Partial<CsvOptions> = {}): [string, BadRow[]] => {
      const errors: BadRow[] = [];
      return [run(input, { onError: (error) => errors.push(error), ...options }), errors];
    };

    it('is hidden, and its neighbours are masked as ever', () => {
      expect(bad(text)).toEqual([
        'a,b\n***,***\n王*,159******83\n"x",5\n',
        [{ row: 2, line: 2, reason: 'text-after-quote' }],
      ]);
    });

    it('may be left out, or be an error', () => {
      expect(bad(text, { onBadRow: 'skip' })[0]).toBe('a,b\n王*,159******83\n"x",5\n');
      const machine = createCsvMachine({ maskRow: redacting, onBadRow: 'stop' });
      const message = /^row 2: cannot be read \(text-after-quote\)$/;
      expect(() => machine.push(text) + machine.end()).toThrow(message);
      expect(() => machine.end()).toThrow(message);
    });

    it('is a quote open to the end', () => {
      expect(bad('a,b\n1,2\n3,"4\n5,15902714683\n')).toEqual([
        'a,b\n1,2\n***,***\n5,159******83\n',
        [{ row: 3, line: 3, reason: 'open-quote' }],
      ]);
    });

    it('is a quote open for longer than is waited for', () => {
      const rows = '王伟,15902714683\n'.repeat(20);
      expect(bad(`a,b\n"\n"",x\n${rows}"",1\n`, { maxHold: 100 })).toEqual([
        `a,b\n***\n"",x\n${'王*,159******83\n'.repeat(20)}"",1\n`,
        [{ row: 2, line: 2, reason: 'open-quote' }],
      ]);
    });

    it('is a line longer than is waited for', () => {
      const long = `x,${'15902714683 '.repeat(40)},y\n`;
      expect(bad(`a,b\n${long}1,"15902714683"\n`, { maxHold: 100 })).toEqual([
        'a,b\n***,***,***\n1,"159******83"\n',
        [{ row: 2, line: 2, reason: 'too-long' }],
      ]);
    });

    it('is counted by rows and lines', () => {
      expect(bad('a,b\n"1\n2",3\n\n4,5\n"6\n')[1]).toEqual([{ row: 4, line: 6, reason: 'open-quote' }]);
    });

    it('is a row that the masker fails on', () => {
      const broken: RowMasker = () => {
        throw new Error('15902714683');
      };
      expect(run('a,"b"\n', { maskRow: broken })).toBe('***,"***"\n');
      expect(run('a,"b"\n', { maskRow: () => ['x'] })).toBe('***,"***"\n');
    });
  });

  it('complains of options that make no sense', () => {
    const make = (options: object) => () => createCsvMachine({ maskRow: redacting, ...options });
    expect(make({ delimeter: ';' })).toThrow('options.delimeter: unknown option; did you mean "delimiter"?');
    expect(make({ onBadRow: 'skipp' })).toThrow('did you mean "skip"?');
    expect(make({ delimiter: '"' })).toThrow(TuominError);
    expect(make({ header: 'yes' })).toThrow(TuominError);
    expect(make({ maxHold: 0 })).toThrow(TuominError);
    expect(make({ onError: 1 })).toThrow(TuominError);
    expect(make({ maskRow: undefined })).toThrow(TuominError);
  });
});
