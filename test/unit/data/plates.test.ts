import { describe, expect, it } from 'vitest';
import { isPlatePrefix, isPlateProvince } from '../../../src/data/plates.ts';

const prefix = (text: string) => isPlatePrefix(text.charCodeAt(0), text.charCodeAt(1));

describe('isPlatePrefix', () => {
  it.each(['京A', '京Z', '沪C', '鄂A', '粤Z', '新R', '黑L', '鲁Y'])('knows %s', (text) =>
    expect(prefix(text)).toBe(true),
  );
  it.each(['京I', '鄂I', '鄂Z', '藏Z', '鄂a', '鄂1', '省A', 'AA', '京[', '京@'])('refuses %s', (text) =>
    expect(prefix(text)).toBe(false),
  );
});

describe('isPlateProvince', () => {
  it('knows 31 of them', () => {
    let all = '';
    for (let unit = 0; unit < 65536; unit++) if (isPlateProvince(unit)) all += String.fromCharCode(unit);
    expect(all).toHaveLength(31);
    expect(all).toContain('鄂');
  });
});
