import { expect, it } from 'vitest';

it('the ablation of docs/quality.md still finds in the sources what it takes away', async () => {
  const path = new URL('../../bench/ablation.mjs', import.meta.url).href;
  const { missingTexts } = (await import(path)) as { missingTexts(): Promise<string[]> };
  expect(await missingTexts()).toEqual([]);
});
