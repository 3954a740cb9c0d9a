import { afterEach, describe, expect, it, vi } from 'vitest';
import { isWhole } from '../../../src/model/table.ts';

const MODELS = [
  { file: '../../../src/model/names.gen.ts', constant: 'NAMES' },
  { file: '../../../src/model/elements.gen.ts', constant: 'ELEMENTS' },
];

async function packed(file: string, constant: string): Promise<string> {
  return ((await import(file)) as Record<string, string>)[constant] as string;
}

afterEach(() => {
  for (const { file } of MODELS) vi.doUnmock(file);
  vi.resetModules();
});

describe.each(MODELS)('$constant', ({ file, constant }) => {
  it('is whole', async () => {
    expect(isWhole(await packed(file, constant))).toBe(true);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -1000)],
    ['empty', () => ''],
    [
      'changed in one place',
      (text: string) => `${text.slice(0, 5000)}${text[5000] === 'a' ? 'b' : 'a'}${text.slice(5001)}`,
    ],
  ])('says so when the redactor is made and it is %s', async (_, damage) => {
    const whole = await packed(file, constant);
    vi.resetModules();
    vi.doMock(file, () => ({ [constant]: damage(whole) }));
    const { createRedactor } = await import('../../../src/index.ts');
    expect(() => createRedactor()).toThrow(expect.objectContaining({ code: 'damaged-model', path: 'model' }));
  });

  it('keeps redact total when it is damaged', async () => {
    vi.resetModules();
    vi.doMock(file, () => ({ [constant]: 'x' }));
    const { redact } = await import('../../../src/index.ts');
    expect(redact('收货人：陈雨桐 15902714683')).toBe('[tuomin: redaction failed]');
  });
});
