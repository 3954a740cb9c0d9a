import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { createRedactor, TuominError } from '../../../src/index.ts';
import { redactXlsx } from '../../../src/xlsx/index.ts';
import { readZip, type ZipEntry } from '../../../src/xlsx/zip.ts';
import { bareWorkbook, type Parts, partsOf, readWorkbook, writeWorkbook, zipParts } from '../../support/workbook.ts';

const redactor = createRedactor();
const MOBILE = '15902714683';
const OTHER = '18642075391';
const ID = '420106198806123519';
const PLANTED = [MOBILE, OTHER, ID, '02714683', '陈雨桐', '王建国', '西安路', 'yutong.chen'];

function redactParts(bytes: Uint8Array): Parts {
  return partsOf(redactXlsx(bytes, { redactor }));
}

/** The planted values that a workbook still holds, and where. */
function leaksOf(bytes: Uint8Array): string[] {
  return Object.entries(partsOf(bytes)).flatMap(([name, text]) =>
    PLANTED.filter((value) => text.includes(value)).map((value) => `${name}: ${value}`),
  );
}

async function orders(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '王建国';
  workbook.lastModifiedBy = '陈雨桐';
  workbook.title = `客户 ${MOBILE}`;
  workbook.company = '某某公司';
  const sheet = workbook.addWorksheet('订单');
  sheet.columns = [
    { header: '订单号', key: 'no', width: 12 },
    { header: '姓名', key: 'name', width: 20 },
    { header: '手机', key: 'mobile' },
    { header: '身份证号', key: 'id' },
    { header: '地址', key: 'address' },
    { header: '出生日期', key: 'birth' },
    { header: '金额', key: 'sum' },
  ];
  sheet.addRow({
    no: 'A-1',
    name: '陈雨桐',
    mobile: Number(MOBILE),
    id: ID,
    address: '湖北省武汉市江汉区西安路51号2单元1706',
    birth: new Date(Date.UTC(1988, 5, 12)),
    sum: 128.5,
  });
  sheet.addRow({ no: 'A-2', name: '王建国', mobile: OTHER, sum: 12345678 });
  const tall = sheet.addRow({ no: 'A-3', name: '无', sum: 3 });
  sheet.getCell('C4').value = { text: MOBILE, hyperlink: `tel:${MOBILE}`, tooltip: `拨打 ${MOBILE}` };
  sheet.getCell('D4').value = { text: 'yutong.chen@example.com', hyperlink: 'mailto:yutong.chen@example.com' };
  sheet.getCell('E4').value = {
    richText: [
      { text: '电话 ' },
      { font: { bold: true }, text: '159' },
      { font: { italic: true }, text: '02714683' },
      { text: ' 转告' },
    ],
  };
  sheet.getCell('H2').value = { formula: '"电话"&C2', result: `电话${MOBILE}` };
  sheet.getCell('H3').value = { formula: `"手机 ${OTHER}"`, result: `手机 ${OTHER}` };
  sheet.getCell('H4').value = { formula: 'SUM(G2:G4)', result: 12345809.5 };
  sheet.getCell('B2').note = {
    texts: [
      { font: { bold: true }, text: '王建国:' },
      { text: `\n电话 ${MOBILE.slice(0, 5)}` },
      { text: MOBILE.slice(5) },
    ],
  };
  sheet.getCell('A2').dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: ['"A-1,A-2"'],
    showErrorMessage: true,
    error: `请电 ${MOBILE}`,
  };
  sheet.headerFooter.oddHeader = `&L陈雨桐&C&"宋体,常规"&8 ${MOBILE}&R&P`;
  sheet.autoFilter = 'A1:G1';
  tall.height = 42;
  workbook.addWorksheet('说明').getCell('A1').value = '无';
  return writeWorkbook(workbook);
}

describe('redactXlsx', () => {
  it('masks a workbook as another library reads it, and leaves the rest', async () => {
    const bytes = await orders();
    expect(leaksOf(bytes).length).toBeGreaterThan(12);
    const masked = redactXlsx(bytes, { redactor });
    expect(leaksOf(masked)).toEqual([]);
    const [before, after] = [await readWorkbook(bytes), await readWorkbook(masked)];
    const [was, is] = [before.getWorksheet('订单'), after.getWorksheet('订单')];
    const rows = is?.getRows(1, 4)?.map((row) => [1, 2, 3, 4, 5, 6, 7].map((column) => row.getCell(column).text));
    expect(rows).toEqual([
      ['订单号', '姓名', '手机', '身份证号', '地址', '出生日期', '金额'],
      ['A-1', '陈*', '159******83', '4****************9', '湖北省武汉市江汉区****', '****', '128.5'],
      ['A-2', '王*', '186******91', '', '', '', '12345678'],
      ['A-3', '无', '159******83', 'y***@example.com', '电话 159******83 转告', '', '3'],
    ]);
    for (const address of ['A1', 'A2', 'G2', 'G3', 'G4', 'B4']) {
      expect(is?.getCell(address).value).toEqual(was?.getCell(address).value);
      expect(is?.getCell(address).style).toEqual(was?.getCell(address).style);
    }
    expect(is?.getCell('E4').value).toEqual({
      richText: [
        { text: '电话 ' },
        { font: { bold: true }, text: '159' },
        { font: { italic: true }, text: '******83' },
        { text: ' 转告' },
      ],
    });
    expect(is?.getCell('C4').hyperlink).toBe('tel:159******83');
    expect(is?.getCell('D4').hyperlink).toBe('mailto:y***@example.com');
    expect(is?.getCell('H2').value).toMatchObject({ formula: '"电话"&C2', result: '电话159******83' });
    expect(is?.getCell('H3').value).toMatchObject({ formula: '"手机 186******91"', result: '手机 186******91' });
    expect(is?.getCell('H4').value).toEqual(was?.getCell('H4').value);
    const note = is?.getCell('B2').note as ExcelJS.Comment; // written as texts
    expect(note.texts?.map(({ text }) => text).join('')).toBe('王*:\n电话 159******83');
    expect(note.texts?.[0]?.font?.bold).toBe(true);
    expect(is?.getCell('A2').dataValidation).toMatchObject({ formulae: ['"A-1,A-2"'], error: '请电 159******83' });
    expect(is?.headerFooter.oddHeader).toBe('&L陈*&C&"宋体,常规"&8 159******83&R&P');
    expect(is?.getRow(4).height).toBe(42);
    expect([after.creator, after.lastModifiedBy, after.title]).toEqual(['王*', '陈*', '客户 159******83']);
  });

  it('copies what does not change byte for byte, and gives back a workbook without findings as it came', async () => {
    const bytes = await orders();
    const [was, is] = [readZip(bytes), readZip(redactXlsx(bytes, { redactor }))];
    expect(is.entries.map(({ name }) => name)).toEqual(was.entries.map(({ name }) => name));
    const kept = was.entries.flatMap((before, i) => {
      const after = is.entries[i] as ZipEntry; // as many
      const [old, own] = [was.bytes.slice(before.start, before.end), is.bytes.slice(after.start, after.end)];
      return old.length === own.length && old.every((byte, k) => byte === own[k]) ? [before.name] : [];
    });
    expect(kept).toEqual(
      expect.arrayContaining([
        'xl/styles.xml',
        'xl/theme/theme1.xml',
        '[Content_Types].xml',
        'xl/worksheets/sheet2.xml',
      ]),
    );
    expect(kept).not.toContain('xl/sharedStrings.xml');
    const clean = bareWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>');
    expect(redactXlsx(clean, { redactor })).toBe(clean);
    // Masked once is masked.
    const masked = redactXlsx(bytes, { redactor });
    expect(redactXlsx(masked, { redactor })).toBe(masked);
  });

  it('leaves its input alone, be it a Buffer or a part of something longer', async () => {
    const bytes = await orders();
    const expected = redactXlsx(bytes, { redactor });
    const longer = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')]);
    const was = Buffer.from(longer);
    const output = redactXlsx(longer.subarray(6, 6 + bytes.length), { redactor });
    expect(longer.equals(was)).toBe(true);
    expect(Buffer.compare(output, expected)).toBe(0);
  });

  it('reads workbooks written as a stream, with strings in their cells', async () => {
    const chunks: Buffer[] = [];
    const stream = new PassThrough().on('data', (chunk) => chunks.push(chunk));
    const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false });
    const sheet = writer.addWorksheet('A');
    sheet.addRow(['姓名', '手机']).commit();
    sheet.addRow(['陈雨桐', MOBILE]).commit();
    await writer.commit();
    const masked = redactXlsx(new Uint8Array(Buffer.concat(chunks)), { redactor });
    expect(leaksOf(masked)).toEqual([]);
    const values = (await readWorkbook(masked)).getWorksheet('A')?.getRow(2).values;
    expect(values).toEqual([undefined, '陈*', '159******83']);
  });

  it('leaves formatted runs between two masks alone', () => {
    const run = (text: string): string => `<r><rPr><b/></rPr><t xml:space="preserve">${text}</t></r>`;
    const strings = `<si>${['急', '收货人：陈雨桐', '，地址面谈，', `电话 ${MOBILE.slice(0, 4)}`, `${MOBILE.slice(4)}`, '。'].map(run).join('')}</si>`;
    const text = redactParts(bareWorkbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings))[
      'xl/sharedStrings.xml'
    ];
    expect(text).toContain(['急', '收货人：陈*', '，地址面谈，', '电话 159******', '83', '。'].map(run).join(''));
  });

  it('takes the thumbnail out, which shows what was there, but only of a workbook that changes', () => {
    const links =
      '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>';
    const of = (value: string): Uint8Array =>
      bareWorkbook(`<row r="1"><c r="A1"><v>${value}</v></c></row>`, '', {
        '_rels/.rels': links,
        'docProps/thumbnail.jpeg': MOBILE,
      });
    const parts = redactParts(of(MOBILE));
    expect(Object.keys(parts)).not.toContain('docProps/thumbnail.jpeg');
    expect(parts['_rels/.rels']).toBe(links.replace(/<Relationship Id="r2".*?\/>/, ''));
    expect(redactParts(of('1'))['docProps/thumbnail.jpeg']).toBe(MOBILE);
  });

  describe('titles', () => {
    const sheet = (...rows: readonly (readonly string[])[]): string =>
      rows
        .map((cells, r) => {
          const written = cells.map((text, c) =>
            text === ''
              ? ''
              : /^\d+$/.test(text)
                ? `<c r="${'ABCD'[c]}${r + 1}"><v>${text}</v></c>`
                : `<c r="${'ABCD'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`,
          );
          return `<row r="${r + 1}">${written.join('')}</row>`;
        })
        .join('');
    it.each<[string, readonly (readonly string[])[]]>([
      [
        'in the first row',
        [
          ['产品', '姓名'],
          ['好', '高明'],
        ],
      ],
      ['below a banner', [['2025 年客户名单'], ['内部资料'], ['产品', '姓名'], ['好', '高明']]],
      [
        'in two rows',
        [
          ['产品', '', '客户'],
          ['名称', '价格', '性别', '姓名'],
          ['好', '', '男', '高明'],
        ],
      ],
      ['of one column', [['姓名'], ['高明']]],
      [
        'beside years',
        [
          ['产品', '姓名', '2024', '2025'],
          ['好', '高明', '3', '4'],
        ],
      ],
      [
        'over columns in any place',
        [
          ['', '', '姓名', '产品'],
          ['', '', '高明', ''],
        ],
      ],
    ])('%s are found', (_, rows) => {
      const text = redactParts(bareWorkbook(sheet(...rows)))['xl/worksheets/sheet1.xml'] ?? '';
      expect(text).toContain('<t>高*</t>');
      expect(text).not.toContain('高明');
    });
  });

  describe('shared strings', () => {
    const row = (r: number, ...cells: string[]): string =>
      `<row r="${r}">${cells.map((v, i) => `<c r="${'ABCD'[i]}${r}" t="s"><v>${v}</v></c>`).join('')}</row>`;
    const item = (text: string): string => `<si><t>${text}</t></si>`;
    const stringsOf = (parts: Parts): string[] =>
      [...(parts['xl/sharedStrings.xml'] ?? '').matchAll(/<si>(.*?)<\/si>/g)].map(([, si]) =>
        (si ?? '').replace(/<[^>]*>/g, ''),
      );
    const indexesOf = (parts: Parts): string[] =>
      [...(parts['xl/worksheets/sheet1.xml'] ?? '').matchAll(/<v>(.*?)<\/v>/g)].map(([, v]) => v ?? '');

    it('are masked for all cells as soon as one asks for it', () => {
      const parts = redactParts(
        bareWorkbook(
          row(1, '0', '1') + row(2, '2', '2') + row(3, '3', '2'),
          ['姓名', '产品', '高明', '好'].map(item).join(''),
        ),
      );
      expect(stringsOf(parts)).toEqual(['姓名', '产品', '高*', '*']);
      expect(indexesOf(parts)).toEqual(['0', '1', '2', '2', '3', '2']);
    });

    it('get another entry where columns ask for another mask', () => {
      const own = createRedactor({ policy: { version: 1, fields: { 用户名: { 'treat-as': 'username' } } } });
      const bytes = bareWorkbook(row(1, '0', '1') + row(2, '2', '2'), ['姓名', '用户名', '陈雨桐'].map(item).join(''));
      const parts = partsOf(redactXlsx(bytes, { redactor: own }));
      expect(stringsOf(parts)).toEqual(['姓名', '用户名', '陈*', '陈**']);
      expect(indexesOf(parts)).toEqual(['0', '1', '2', '3']);
      expect(parts['xl/sharedStrings.xml']).toContain('uniqueCount="4"');
    });

    it('are masked where no cell shows them any more, and with how they are read aloud', () => {
      const strings = `${item(`手机 ${MOBILE}`)}<si><t>姓名</t></si><si><t>陈雨桐</t><rPh sb="0" eb="3"><t>chenyutong</t></rPh></si>`;
      const text = redactParts(bareWorkbook(row(1, '1', '1') + row(2, '2'), strings))['xl/sharedStrings.xml'];
      expect(text).toContain('<t>手机 159******83</t>');
      const named = redactParts(bareWorkbook(row(1, '1') + row(2, '2'), strings))['xl/sharedStrings.xml'];
      expect(named).toContain('<si><t>陈*</t><rPh sb="0" eb="3"><t></t></rPh></si>');
    });

    it('are read through entities, CDATA and escapes', () => {
      const strings = [
        `手机&#x20;1590&#50;714683 &amp; 急`,
        `<![CDATA[手机 ${MOBILE} <急>]]>`,
        '手机 159_x0030_2714683_x000D_',
      ];
      expect(stringsOf(redactParts(bareWorkbook(row(1, '0', '1', '2'), strings.map(item).join(''))))).toEqual([
        '手机 159******83 &amp; 急',
        '手机 159******83 &lt;急&gt;',
        '手机 159******83_x000D_',
      ]);
    });
  });

  describe('numbers', () => {
    const sheet = (title: string, cell: string): string =>
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${title}</t></is></c></row><row r="2"><c r="A2" s="0">${cell}</c></row>`;
    it.each([
      ['手机', `<v>${MOBILE}</v>`, '<c r="A2" s="0" t="str"><v>159******83</v></c>'],
      ['备注', `<v>${MOBILE}</v>`, '<c r="A2" s="0" t="str"><v>159******83</v></c>'],
      ['手机', '<v>1.5902714683E10</v>', '<c r="A2" s="0" t="str"><v>159******83</v></c>'],
      ['身份证号', '<v>4.2010619880612352E+17</v>', '<c r="A2" s="0" t="str"><v>4****************0</v></c>'],
      ['取件码', '<v>4471</v>', '<c r="A2" s="0" t="str"><v>****</v></c>'],
      ['金额', '<v>4471</v>', '<c r="A2" s="0"><v>4471</v></c>'],
    ])('under %s: %s', (title, cell, expected) => {
      expect(redactParts(bareWorkbook(sheet(title, cell)))['xl/worksheets/sheet1.xml']).toContain(expected);
    });
  });

  describe('other parts', () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>手机</t></is></c></row>' +
      `<row r="2"><c r="A2" t="inlineStr"><is><t>陈雨桐</t></is></c><c r="B2"><v>${MOBILE}</v></c></row>`;
    const masked = (name: string, xml: string, more: Parts = {}): string => {
      const bytes = redactXlsx(bareWorkbook(rows, '', { [name]: xml, ...more }), { redactor });
      expect(leaksOf(bytes)).toEqual([]);
      return partsOf(bytes)[name] ?? '';
    };

    it.each([
      [
        'threaded comments',
        'xl/threadedComments/threadedComment1.xml',
        `<ThreadedComments><threadedComment ref="A1" id="{15902714-6831-4000-8000-000000000000}"><text>找 ${MOBILE}</text></threadedComment></ThreadedComments>`,
        '<ThreadedComments><threadedComment ref="A1" id="{15902714-6831-4000-8000-000000000000}"><text>找 159******83</text></threadedComment></ThreadedComments>',
      ],
      [
        'threaded comments that mention somebody, whose place is no longer known',
        'xl/threadedComments/threadedComment1.xml',
        `<ThreadedComments><threadedComment><text>${MOBILE} @x</text><mentions><mention startIndex="12"/></mentions></threadedComment><threadedComment><text>好 @x</text><mentions><mention startIndex="2"/></mentions></threadedComment></ThreadedComments>`,
        '<ThreadedComments><threadedComment><text>159******83 @x</text></threadedComment><threadedComment><text>好 @x</text><mentions><mention startIndex="2"/></mentions></threadedComment></ThreadedComments>',
      ],
      [
        'persons',
        'xl/persons/person.xml',
        '<personList><person displayName="陈雨桐" id="{1}" userId="yutong.chen@example.com" providerId="AD"/></personList>',
        '<personList><person displayName="陈*" id="{1}" userId="y***@example.com" providerId="AD"/></personList>',
      ],
      [
        'text in drawings, over its runs',
        'xl/drawings/drawing1.xml',
        `<xdr:wsDr><xdr:from><xdr:colOff>15902714683</xdr:colOff></xdr:from><xdr:sp><xdr:cNvPr id="2" name="图 1" descr="陈雨桐"/><a:p><a:r><a:t>电话159</a:t></a:r><a:r><a:t>02714683</a:t></a:r></a:p></xdr:sp></xdr:wsDr>`.replace(
          '15902714683',
          '1234567890',
        ),
        '<xdr:wsDr><xdr:from><xdr:colOff>1234567890</xdr:colOff></xdr:from><xdr:sp><xdr:cNvPr id="2" name="图 1" descr="陈*"/><a:p><a:r><a:t>电话159</a:t></a:r><a:r><a:t>******83</a:t></a:r></a:p></xdr:sp></xdr:wsDr>',
      ],
      [
        'copies of cells in charts',
        'xl/charts/chart1.xml',
        `<c:chartSpace><c:strCache><c:pt idx="0"><c:v>陈雨桐</c:v></c:pt></c:strCache><c:numCache><c:pt idx="0"><c:v>${MOBILE}</c:v></c:pt><c:pt idx="1"><c:v>12</c:v></c:pt></c:numCache></c:chartSpace>`,
        '<c:chartSpace><c:strCache><c:pt idx="0"><c:v>陈*</c:v></c:pt></c:strCache><c:numCache><c:pt idx="0"><c:v>0</c:v></c:pt><c:pt idx="1"><c:v>12</c:v></c:pt></c:numCache></c:chartSpace>',
      ],
      [
        'copies of cells in pivot caches',
        'xl/pivotCache/pivotCacheDefinition1.xml',
        `<pivotCacheDefinition refreshedBy="陈雨桐"><cacheField name="姓名"><sharedItems count="2"><s v="王建国"/><s v="王建军"/></sharedItems></cacheField><cacheField name="手机"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="${MOBILE}" maxValue="${OTHER}" count="2"><n v="${MOBILE}"/><n v="${OTHER}"/></sharedItems></cacheField><cacheField name="数"><sharedItems containsNumber="1" minValue="1" maxValue="2"/></cacheField></pivotCacheDefinition>`,
        '<pivotCacheDefinition refreshedBy="陈*"><cacheField name="姓名"><sharedItems count="2"><s v="王*"/><s v="王* (2)"/></sharedItems></cacheField><cacheField name="手机"><sharedItems count="2"><s v="159******83"/><s v="186******91"/></sharedItems></cacheField><cacheField name="数"><sharedItems containsNumber="1" minValue="1" maxValue="2"/></cacheField></pivotCacheDefinition>',
      ],
      [
        'custom properties, by their name',
        'docProps/custom.xml',
        '<Properties><property name="姓名"><vt:lpwstr>王建国</vt:lpwstr></property></Properties>',
        '<Properties><property name="姓名"><vt:lpwstr>王*</vt:lpwstr></property></Properties>',
      ],
      [
        'text of old drawings',
        'xl/drawings/vmlDrawing1.vml',
        `<xml><v:shape alt="${MOBILE}"><div>电话 ${MOBILE}<br></div><x:ClientData><x:Anchor>1, 15, 0, 2</x:Anchor></x:ClientData></v:shape></xml>`,
        '<xml><v:shape alt="159******83"><div>电话 159******83<br></div><x:ClientData><x:Anchor>1, 15, 0, 2</x:Anchor></x:ClientData></v:shape></xml>',
      ],
      [
        'pictures that are text',
        'xl/media/image1.svg',
        `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg><text>手机 ${MOBILE}</text><path d="M159 1"/></svg>`,
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg><text>手机 159******83</text><path d="M159 1"/></svg>',
      ],
      [
        'data of other programs, attributes and all',
        'customXml/item1.xml',
        `<mail xmlns="urn:15902" by='陈雨桐' id="7"><from>${MOBILE}</from><to name="手机 ${MOBILE}"/></mail>`,
        `<mail xmlns="urn:15902" by='陈*' id="7"><from>159******83</from><to name="手机 159******83"/></mail>`,
      ],
    ])('%s', (_, name, xml, expected) => {
      expect(masked(name, xml)).toBe(expected);
    });

    it('values of other workbooks that formulas refer to', () => {
      const xml = `<externalLink><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>${MOBILE}</v></cell><cell r="B1"><v>12</v></cell><cell r="C1" t="str"><v>手机 ${MOBILE}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>`;
      expect(masked('xl/externalLinks/externalLink1.xml', xml)).toBe(
        xml.replace(`手机 ${MOBILE}`, '手机 159******83').replace(MOBILE, '0'),
      );
    });

    it('records of pivot caches, by the fields of their cache', () => {
      const definition =
        '<pivotCacheDefinition><cacheField name="数"><sharedItems/></cacheField><cacheField name="姓名"><sharedItems/></cacheField></pivotCacheDefinition>';
      const rels =
        '<Relationships><Relationship Id="rId1" Type="x/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></Relationships>';
      expect(
        masked(
          'xl/pivotCache/pivotCacheRecords1.xml',
          `<pivotCacheRecords><r><n v="1"/><s v="王建国"/></r><r><n v="${MOBILE}"/><m/></r></pivotCacheRecords>`,
          {
            'xl/pivotCache/pivotCacheDefinition1.xml': definition,
            'xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels': rels,
          },
        ),
      ).toBe('<pivotCacheRecords><r><n v="1"/><s v="王*"/></r><r><s v="159******83"/><m/></r></pivotCacheRecords>');
    });

    it('connections stay as they are', () => {
      const xml = `<connections><connection name="${MOBILE}"/></connections>`;
      const bytes = redactXlsx(bareWorkbook(rows, '', { 'xl/connections.xml': xml }), { redactor });
      expect(partsOf(bytes)['xl/connections.xml']).toBe(xml);
    });

    it('cells in another namespace prefix', () => {
      const xml = `<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>${MOBILE}</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
      expect(masked('xl/worksheets/sheet1.xml', xml)).toBe(
        xml.replace('<x:c r="A1">', '<x:c r="A1" t="str">').replace(MOBILE, '159******83'),
      );
    });

    it.each([
      ['"手机号码"&amp;A1', '"手机号码"&amp;A1'],
      ['"159"&amp;"02714683"', '"***"'],
      ['"手机 15902714683"', '"手机 159******83"'],
      ['15902714683&amp;A1', '"***"'],
      ['IF(A1="陈雨桐","a ""b"" c",1)', 'IF(A1="陈*","a ""b"" c",1)'],
      ['SUM(A1:B20)', 'SUM(A1:B20)'],
    ])('the formula %s', (formula, expected) => {
      const cell = `<row r="3"><c r="B3" t="str"><f>${formula}</f><v>手机号码${MOBILE}</v></c></row>`;
      const parts = redactParts(bareWorkbook(rows + cell));
      expect(parts['xl/worksheets/sheet1.xml']).toContain(`<f>${expected}</f><v>手机号码159******83</v>`);
    });

    it('names of sheets that a cell tells to be somebody', () => {
      const workbook = '<workbook><sheets><sheet name="高明" sheetId="1"/></sheets></workbook>';
      const cells =
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="str"><f>高明!A1</f><v>姓</v></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><t>高明</t><rPh sb="0" eb="2"><t>gaoming</t></rPh></is></c></row>';
      const parts = redactParts(bareWorkbook(cells, '', { 'xl/workbook.xml': workbook }));
      expect(parts['xl/workbook.xml']).toContain('<sheet name="高x" sheetId="1"/>');
      expect(parts['xl/worksheets/sheet1.xml']).toContain("<f>'高x'!A1</f>");
      expect(parts['xl/worksheets/sheet1.xml']).toContain('<is><t>高*</t><rPh sb="0" eb="2"><t></t></rPh></is>');
    });

    it('names of sheets and ranges, and every formula that speaks of them', () => {
      const workbook = `<workbook xmlns:r="r"><sheets><sheet name="陈雨桐 ${MOBILE}" sheetId="1" r:id="rId1"/><sheet name="汇总" sheetId="2"/></sheets><definedNames><definedName name="手机_${MOBILE}">'陈雨桐 ${MOBILE}'!$A$1</definedName></definedNames></workbook>`;
      const cells = `<row r="1"><c r="A1"><f>'陈雨桐 ${MOBILE}'!B1+手机_${MOBILE}</f><v>3</v></c></row>`;
      const parts = redactParts(bareWorkbook(cells, '', { 'xl/workbook.xml': workbook }));
      expect(Object.values(parts).join('')).not.toContain(MOBILE);
      const [, sheet = ''] = /<sheet name="([^"]*)"/.exec(parts['xl/workbook.xml'] ?? '') ?? [];
      const [, name = ''] = /<definedName name="([^"]*)"/.exec(parts['xl/workbook.xml'] ?? '') ?? [];
      expect(sheet).toMatch(/^[^[\]:*?/\\]{1,31}$/);
      expect(parts['xl/workbook.xml']).toContain(`>'${sheet}'!$A$1<`);
      expect(parts['xl/workbook.xml']).toContain('name="汇总"');
      expect(parts['xl/worksheets/sheet1.xml']).toContain(`<f>'${sheet}'!B1+${name}</f><v>3</v>`);
    });
  });

  describe('what it cannot read is an error that says nothing of the content', () => {
    const codeOf = (bytes: Uint8Array, options: object = {}): unknown => {
      const before = bytes.slice();
      try {
        redactXlsx(bytes, { redactor, ...options });
      } catch (error) {
        expect(bytes).toEqual(before);
        expect(inspect(error)).not.toMatch(/1590271/);
        return error instanceof TuominError ? error.code : error;
      }
      return 'none';
    };
    const rows = `<row r="1"><c r="A1"><v>${MOBILE}</v></c></row>`;
    const good = bareWorkbook(rows);

    it.each<[string, string, Uint8Array]>([
      ['nothing', 'bad-xlsx', new Uint8Array()],
      ['text', 'bad-xlsx', new TextEncoder().encode(`手机,${MOBILE}`)],
      ['half of a workbook', 'bad-xlsx', good.slice(0, good.length >> 1)],
      [
        'a workbook of before 2007, or an encrypted one',
        'encrypted-xlsx',
        Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      ],
      ['another zip', 'not-xlsx', zipParts({ 'a.txt': MOBILE })],
      ['a part that is no XML', 'bad-xlsx', bareWorkbook('<row r="1" <c')],
      ['a row without an end', 'bad-xlsx', bareWorkbook(rows.replace('</row>', ''))],
      ['a cell without an end', 'bad-xlsx', bareWorkbook(rows.replace('</c>', ''))],
      ['a cell outside of rows', 'bad-xlsx', bareWorkbook(rows.replace(/<\/?row[^>]*>/g, ''))],
      ['a string without an end', 'bad-xlsx', bareWorkbook(rows, `<si><t>${MOBILE}</t>`)],
      ['a comment without an end', 'bad-xlsx', bareWorkbook(rows, '', { 'xl/c.xml': `<comments><text><t>${MOBILE}` })],
      [
        'entities of its own',
        'bad-xlsx',
        bareWorkbook(rows, '', { 'xl/x.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
      ],
      ['two tables of strings', 'bad-xlsx', bareWorkbook(rows, '', { 'xl/second.xml': '<sst/>' })],
    ])('%s', (_, code, bytes) => {
      expect(codeOf(bytes)).toBe(code);
    });

    it('a byte changed anywhere is noticed, or harmless', () => {
      for (let at = 0; at < good.length; at += 7) {
        const bytes = good.slice();
        bytes[at] = (bytes[at] as number) ^ 0x55;
        const code = codeOf(bytes);
        if (code === 'none') expect(leaksOf(redactXlsx(bytes, { redactor }))).toEqual([]);
        else expect(['bad-xlsx', 'not-xlsx', 'encrypted-xlsx', 'too-large']).toContain(code);
      }
    });

    it('a bomb is not inflated', () => {
      const bomb = bareWorkbook(rows, `<si><t>${'0'.repeat(30e6)}</t></si>`);
      expect(codeOf(bomb, { maxInflated: 10e6 })).toBe('too-large');
      // Nor one that lies about its size, here of the strings.
      const liar = bomb.slice();
      const view = new DataView(liar.buffer);
      for (let at = liar.length - 22; at > 0; at--) {
        if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 20e6)
          view.setUint32(at + 24, 1000, true);
      }
      expect(codeOf(liar, { maxInflated: 10e6 })).toBe('bad-xlsx');
    });

    it('options that make no sense', () => {
      expect(codeOf(good, { redactor: {} })).toBe('bad-option');
      expect(codeOf(good, { maxInflated: -1 })).toBe('bad-option');
      expect(codeOf(good, { max: 1 })).toBe('unknown-option');
      expect(() => redactXlsx('x' as unknown as Uint8Array, { redactor })).toThrow('bytes: must be a Uint8Array');
    });
  });
});
