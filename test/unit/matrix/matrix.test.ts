/** Every written form of a number in ten surroundings: found exactly, and nothing else found beside it. */

import { describe, expect, it } from 'vitest';
import { type Form, ID_FORMS, LANDLINE_FORMS, MOBILE_FORMS, REGIONAL_FORMS } from '../../support/forms.ts';
import { createFullRedactor } from '../../support/redactors.ts';

interface Surrounding {
  readonly name: string;
  readonly before: (kind: string) => string;
  readonly after: string;
  /** Written around the whole, value included. */
  readonly encode?: (text: string) => string;
  /** A label stands before the value. */
  readonly isLabelled?: boolean;
}

const isId = (kind: string): boolean => kind === 'id-card';
const key = (kind: string): string => (isId(kind) ? 'idCard' : 'phone');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const ascii = (text: string): string =>
  json(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const SURROUNDINGS: readonly Surrounding[] = [
  { name: 'chat', before: () => '好的，记一下：', after: '，下午见' },
  { name: 'key=', before: (kind) => `level=info ${key(kind)}=`, after: ' ok=true', isLabelled: true },
  { name: 'brackets', before: () => '预约成功（', after: '）' },
  { name: 'quotes', before: () => '他回了一句“', after: '”就走了' },
  { name: 'JSON', before: (kind) => `{"a":1,"${key(kind)}":"`, after: '","b":2}', isLabelled: true },
  {
    name: 'escaped JSON',
    before: (kind) => `{"备注":"","${key(kind)}":"`,
    after: '","b":"谢谢"}',
    encode: ascii,
    isLabelled: true,
  },
  {
    name: 'URL',
    before: (kind) => `/api?from=app&${key(kind)}=`,
    after: '&page=1',
    isLabelled: true,
  },
  { name: 'newline', before: () => '备注\n', after: '\n谢谢' },
  {
    name: 'signature',
    before: (kind) => `祝好\n-- \n客服一部\n${isId(kind) ? '身份证号' : '电话'}：`,
    after: '\n传真略',
    isLabelled: true,
  },
  { name: 'glued Han', before: (kind) => (isId(kind) ? '请把身份证' : '请打电话'), after: '谢谢', isLabelled: true },
];

interface Tally {
  cells: number;
  readonly missed: string[];
  readonly elsewhere: string[];
}

const redactor = createFullRedactor();

describe.each([
  ['mobile', MOBILE_FORMS],
  ['id-card', ID_FORMS],
  ['landline', LANDLINE_FORMS],
  ['Hong Kong, Macau, Taiwan', REGIONAL_FORMS],
] as const)('forms of %s in ten surroundings', (name, forms) => {
  const tally: Tally = { cells: 0, missed: [], elsewhere: [] };
  for (const form of forms) for (const surrounding of SURROUNDINGS) tryCell(form, surrounding, tally);

  it('are found exactly, at least 99 of 100', () => {
    const { cells, missed } = tally;
    if (missed.length > 0) console.info(`${name}: ${missed.length} of ${cells} missed\n${missed.join('\n')}`);
    expect(1 - missed.length / cells, missed.join('\n')).toBeGreaterThanOrEqual(0.99);
  });

  it('have no finding beside them', () => {
    expect(tally.elsewhere).toEqual([]);
  });
});

function tryCell(form: Form, surrounding: Surrounding, tally: Tally): void {
  if (form.needsLabel === true && surrounding.isLabelled !== true) return;
  for (const digits of form.values) {
    const [head = '', value = '', tail = ''] = cut(form.write(digits));
    const before = surrounding.before(form.kind) + head;
    const after = tail + surrounding.after;
    const encode = surrounding.encode ?? ((text: string): string => text);
    const inner = wrap(surrounding, value);
    const parts = [encode(wrapEdge(surrounding, before)), encode(inner), encode(wrapEdge(surrounding, after))];
    const text = parts.join('');
    const start = (parts[0] as string).length; // three parts
    const end = start + (parts[1] as string).length;
    tally.cells++;
    const findings = redactor.detect(text);
    const where = `  ${form.name} × ${surrounding.name}: ${JSON.stringify(text)}`;
    const hit = findings.find((one) => one.kind === form.kind && one.start === start && one.end === end);
    const rest = findings.filter((one) => one !== hit);
    const shown = rest.map((one) => `${one.kind} ${JSON.stringify(text.slice(one.start, one.end))}`).join(', ');
    if (hit === undefined) tally.missed.push(`${where} found ${shown || 'nothing'}`);
    if (rest.some((one) => one.end <= start || one.start >= end)) tally.elsewhere.push(`${where} found ${shown}`);
  }
}

/** Guards stay outside: `'159…` is a quote and a value. */
function cut(written: string): string[] {
  return written.includes('⟦') ? written.split(/[⟦⟧]/u) : ['', written, ''];
}

/** What the surrounding's own format makes of a value. */
function wrap({ name }: Surrounding, value: string): string {
  if (name === 'URL') return encodeURIComponent(value);
  return name === 'JSON' ? json(value) : name === 'escaped JSON' ? json(value) : value;
}

/** The guards beside the value are written in the same format; the frame around them is not. */
function wrapEdge({ name, after, before }: Surrounding, edge: string): string {
  if (name !== 'URL' && name !== 'JSON' && name !== 'escaped JSON') return edge;
  const frames = [before('mobile'), before('id-card')];
  const frame = frames.find((one) => edge.startsWith(one));
  const write = name === 'URL' ? encodeURIComponent : json;
  if (frame !== undefined) return frame + write(edge.slice(frame.length));
  return write(edge.slice(0, edge.length - after.length)) + after;
}
