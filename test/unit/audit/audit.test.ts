import { describe, expect, it } from 'vitest';
import { fittingDates, identityCandidates } from '../../../src/audit/identity.ts';
import {
  type Assessment,
  assessPolicy,
  comparePolicies,
  type KindAssessment,
  renderAssessment,
  renderComparison,
  renderPage,
} from '../../../src/audit/index.ts';
import type { PolicyInput } from '../../../src/index.ts';
import { residentId } from '../../support/ids.ts';

const PRESETS = [
  'log',
  'display',
  'waybill',
  'support',
  'analytics',
  'delivery',
  'court',
  'alipay-2020',
  'classic',
  'strict',
];

function kindOf(assessment: Assessment, kind: string): KindAssessment {
  const one = assessment.kinds.find((assessed) => assessed.kind === kind);
  if (one === undefined) throw new Error(`no ${kind}`);
  return one;
}

const rowOf = (policy: PolicyInput, kind: string, knowing: string) => {
  const row = kindOf(assessPolicy(policy), kind).remaining.find((one) => one.knowing === knowing);
  if (row === undefined) throw new Error(`no row for ${knowing}`);
  return row;
};
const mobile = (options: { head?: number; tail?: number }) =>
  rowOf({ version: 1, kinds: { mobile: { use: 'partial', ...options } } }, 'mobile', 'the city');

describe('telephone numbers, by segments', () => {
  const shown = mobile({ head: 3, tail: 4 });

  it('leave a median of 53 candidates behind 3 + 4 where the city is known', () => {
    expect(shown.median).toBe(53);
    // Published: a tenth beyond 332, 48 % at most 50, 6 % at most 10; ours is a table of another year.
    expect(Math.abs(shown.p90 / 332 - 1)).toBeLessThan(0.03);
    expect(Math.round(shown.atMost50 * 100)).toBe(48);
    expect(Math.round(shown.atMost10 * 100)).toBe(6);
  });

  it('leave a hundred times as many behind 3 + 2', () => {
    expect(mobile({ head: 3, tail: 2 }).median).toBe(100 * shown.median);
  });

  it('leave no fewer the more is hidden', () => {
    const medians = [
      { head: 3, tail: 4 },
      { head: 3, tail: 3 },
      { head: 3, tail: 2 },
      { head: 3, tail: 1 },
      { head: 3 },
      {},
    ].map((options) => mobile(options).median);
    expect([...medians].sort((a, b) => a - b)).toEqual(medians);
    expect(mobile({ tail: 4 }).median).toBeGreaterThan(mobile({ head: 3, tail: 4 }).median);
  });
});

describe('identity numbers, by their check character', () => {
  const sample = residentId('42010519880703362');

  it('leave some 2,320 dates of 70 years behind 6 + 4, and 33 of a year', () => {
    expect(Math.abs(fittingDates(sample, 1950, 70) / 2320 - 1)).toBeLessThan(0.01);
    expect(Math.abs(fittingDates(sample, 1988, 1) - 33)).toBeLessThanOrEqual(1);
    expect(Math.abs(identityCandidates(sample, 6, 4) / 2320 - 1)).toBeLessThan(0.01);
    expect(Math.round(identityCandidates(sample, 6, 4, { year: true }))).toBe(33);
  });

  it('end in X nine times in a hundred', () => {
    let ends = 0;
    for (let n = 0; n < 1000; n++) if (residentId(`42010519880703${String(n).padStart(3, '0')}`).endsWith('X')) ends++;
    expect(ends / 1000).toBeCloseTo(0.0907, 2);
  });

  it('leave more behind 1 + 1 than behind 1 + 2 and 6 + 4', () => {
    const [one, two, six] = [
      [1, 1],
      [1, 2],
      [6, 4],
    ].map(([head = 0, tail = 0]) => identityCandidates(sample, head, tail)) as [number, number, number];
    expect(one).toBeGreaterThan(9 * two);
    expect(two).toBeGreaterThan(six);
    expect(identityCandidates(sample, 10, 8)).toBe(1);
  });
});

describe('presets', () => {
  it.each(PRESETS)('%s can be assessed without keys', (name) => {
    const { kinds, together } = assessPolicy(name);
    expect(kinds.map(({ kind }) => kind)).toContain('mobile');
    for (const { remaining } of kinds)
      for (const { p10, median, p90 } of remaining) {
        expect(p10).toBeGreaterThanOrEqual(1);
        expect(median).toBeGreaterThanOrEqual(p10);
        expect(p90).toBeGreaterThanOrEqual(median);
      }
    for (const { expected } of together) expect(expected).toBeGreaterThanOrEqual(1);
  });

  it('classic hides four digits, which GB/T 41833-2022 does not allow on a waybill; the others hide six', () => {
    const weak = (name: string) => kindOf(assessPolicy(name), 'mobile').remarks.join();
    expect(weak('classic')).toContain('hides 4 of 11 digits: GB/T 41833-2022 asks for at least 6');
    for (const name of PRESETS.filter((one) => one !== 'classic')) expect(weak(name), name).not.toContain('GB/T');
  });

  it('alipay-2020 shows last characters, and says what that means', () => {
    expect(kindOf(assessPolicy('alipay-2020'), 'name').remarks.join()).toContain('a name of two characters is whole');
  });

  it('analytics links rows, and only fpe and encrypt lead back', () => {
    const token = kindOf(assessPolicy('analytics'), 'mobile');
    expect([token.isLinkable, token.isReversible, token.level]).toEqual([true, false, 'strong']);
    const of = (use: object | string) =>
      kindOf(assessPolicy({ version: 1, kinds: { mobile: use as 'fpe' } }), 'mobile');
    expect([of('fpe').isLinkable, of('fpe').isReversible]).toEqual([true, true]);
    expect([of('encrypt').isLinkable, of('encrypt').isReversible]).toEqual([false, true]);
    expect(of({ use: 'encrypt', algorithm: 'aes-gcm-siv' }).isLinkable).toBe(true);
  });

  it('delivery is assessed for each audience', () => {
    const courier = assessPolicy('delivery', { audience: 'courier' });
    expect(kindOf(courier, 'address').level).toBe('shown');
    expect(kindOf(assessPolicy('delivery', { audience: 'merchant' }), 'address').level).toBe('strong');
    expect(() => assessPolicy('delivery', { audience: 'nobody' })).toThrow('options.audience');
  });
});

describe('fields together', () => {
  const verdicts = (policy: PolicyInput) =>
    Object.fromEntries(assessPolicy(policy).together.map(({ kinds, verdict }) => [kinds.join(' + '), verdict]));

  it('single a person out sooner than each alone', () => {
    expect(verdicts('classic')['mobile + address']).toBe('singles out');
    expect(verdicts('log')['name + mobile']).toBe('many');
    expect(verdicts('strict')).toEqual({});
  });

  it('count what two fields say of one place or one birth once', () => {
    const of = (...kinds: readonly string[]): number =>
      assessPolicy('analytics').together.find((one) => one.kinds.join() === kinds.join())?.expected ?? Number.NaN;
    // A cell of five kilometres within a district that is larger, and a decade within the decade of an identity number.
    expect(of('address', 'geo')).toBeGreaterThan(1000);
    expect(of('id-card', 'birth-date')).toBeGreaterThan(1_000_000);
    // Half of a district's people, a seventh of them of that decade, one in thirty-four of that province.
    expect(of('address', 'id-card') / (474_000 / 2 / 7 / 34)).toBeCloseTo(1, 1);
  });

  it('are the most telling first', () => {
    const { together } = assessPolicy('log');
    const expected = together.map((one) => one.expected);
    expect([...expected].sort((a, b) => a - b)).toEqual(expected);
  });
});

describe('two policies', () => {
  it('that are the same do not differ', () => {
    const same = comparePolicies(assessPolicy('log'), assessPolicy({ version: 1 }));
    expect(same.changes).toEqual([]);
    expect(renderComparison(same)).toContain('nothing changes');
  });

  it('that differ do so kind by kind, for better and for worse', () => {
    const { changes, together } = comparePolicies(assessPolicy('classic'), assessPolicy('waybill'));
    const directions = Object.fromEntries(changes.map(({ kind, direction }) => [kind, direction]));
    expect(directions).toMatchObject({ mobile: 'more hidden', 'id-card': 'more hidden', address: 'less hidden' });
    expect(together.find(({ kinds }) => kinds.join() === 'name,mobile')?.after).toBeGreaterThan(100);
  });

  it('differ by a threshold, or by what they leave alone', () => {
    const { changes } = comparePolicies(
      assessPolicy('log'),
      assessPolicy({ version: 1, kinds: { mobile: false, name: { threshold: 0.9 } } }),
    );
    expect(changes.map(({ kind, direction }) => [kind, direction])).toEqual([
      ['mobile', 'less hidden'],
      ['name', 'as well hidden'],
    ]);
  });
});

describe('as text and as a page', () => {
  const hostile = '<script>alert(1)</script>&"\'';

  it.each(PRESETS)('%s fits a hundred columns but for the list of what is shown', (name) => {
    const lines = renderAssessment(assessPolicy(name)).split('\n');
    const [kinds = ''] = lines.join('\n').split('\nTogether');
    for (const line of kinds.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(130);
    expect(lines[0]).toBe(`policy ${name}`);
  });

  it('escapes what the policy is called and what it shows', () => {
    const policy = { version: 1, kinds: { mobile: { use: 'fixed', text: hostile } } } as const;
    const page = renderPage(assessPolicy(policy, { name: hostile }));
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#38;&#34;&#39;');
  });

  it('loads nothing and runs nothing', () => {
    const page = renderPage(assessPolicy('delivery', { audience: 'analyst', tenant: 'north' }));
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|@import|\son\w+=/i);
    expect(page).toContain('tenant north, audience analyst');
    expect(page).not.toMatch(/complian(?!t or anonymous)/i);
  });

  it('holds no digit of 3 + 4 that is not shown', () => {
    expect(JSON.stringify(assessPolicy('classic').together)).not.toContain('13900001357');
  });
});
