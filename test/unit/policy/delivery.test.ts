/** Who sees what of a delivery record, and that two of them together see no more of a value than one. */

import { hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, defaultDetectors, TuominError } from '../../../src/index.ts';
import { createKeyRing } from '../../../src/keyed/index.ts';
import { check } from '../../support/check.ts';
import { residentId } from '../../support/ids.ts';

const AUDIENCES = ['courier', 'merchant', 'call-centre', 'analyst'] as const;
const keys = createKeyRing({
  active: 'k1',
  keys: { k1: Buffer.from(hkdfSync('sha256', 'delivery', '', 'test', 32)) },
});
const redactor = createRedactor({ policy: 'delivery', keys });

const RECORD = {
  orderNo: 'SF1202511270001',
  receiver: { name: '欧阳若溪', mobile: '13900001357', address: '武汉市硚口区古田二路88号汇丰苑7栋2单元503室' },
  idCard: residentId('42010519880703362'),
  email: 'su.wanqing@example.com',
  remark: '放门口，若溪的电话13900001357，取件码 6-2-3018',
};

describe('the preset delivery', () => {
  const shown = redactor.redactFor(RECORD, AUDIENCES);

  it('shows the courier where to go and whom to ask for', () => {
    expect(shown.courier).toEqual({
      orderNo: 'SF1202511270001',
      receiver: { name: '欧阳*', mobile: '*******1357', address: RECORD.receiver.address },
      idCard: '****',
      email: '****',
      remark: '放门口，**的电话*******1357，取件码 6-2-3018',
    });
  });

  it('shows the courier numbers of number protection, and nobody else', () => {
    const record = { mobile: '17100004703转2058', phone: '700300004826159' };
    const views = redactor.redactFor(record, AUDIENCES);
    expect(views.courier).toEqual(record);
    for (const name of ['merchant', 'call-centre', 'analyst'] as const) {
      expect(JSON.stringify(views[name])).not.toMatch(/4703转|2058|3000048/);
    }
  });

  it('shows the merchant the district and the order', () => {
    expect(shown.merchant).toEqual({
      orderNo: 'SF1202511270001',
      receiver: { name: '****', mobile: '****', address: '武汉市硚口区****' },
      idCard: '****',
      email: '****',
      remark: '放门口，****的电话****，取件码 ****',
    });
  });

  it('shows the call centre last digits and tokens', () => {
    const view = shown['call-centre'];
    expect(view.receiver.name).toBe('欧阳*');
    expect(view.receiver.mobile).toBe('*******1357');
    expect(view.receiver.address).toMatch(/^tmt_k1_address_[b-t]{24}$/);
    expect(view.idCard).toMatch(/^tmt_k1_id-card_[b-t]{24}$/);
    expect(view.remark).toContain('取件码 ****');
  });

  it('shows the analyst tokens and broad terms', () => {
    const view = shown.analyst;
    expect(view.receiver.name).toMatch(/^tmt_k1_name_/);
    expect(view.receiver.mobile).toMatch(/^tmt_k1_mobile_/);
    expect(view.receiver.address).toBe('武汉市硚口区');
    expect(view.idCard).toBe('女 1980年代 湖北省');
  });

  it('gives a token to the number, not to its spelling or its field', () => {
    const [token] = /tmt_k1_mobile_[b-t]{24}/.exec(shown.analyst.remark) ?? [];
    expect(token).toBe(shown.analyst.receiver.mobile);
  });

  it('is for those it names', () => {
    expect(() => redactor.redactFor(RECORD, ['couriers'])).toThrow('did you mean "courier"?');
    expect(() => createRedactor({ policy: 'delivery', keys, audience: 'currier' })).toThrow(TuominError);
    expect(redactor.redactFor(RECORD, [])).toEqual({});
  });

  it('shows by redactFor what a redactor for one audience shows', () => {
    for (const audience of AUDIENCES) {
      expect(createRedactor({ policy: 'delivery', keys, audience }).redactRecord(RECORD)).toEqual(shown[audience]);
    }
  });
});

describe('what is found', () => {
  let calls = 0;
  const counter: Detector = {
    name: 'counter',
    kinds: ['counted'],
    reach: 1,
    cues: [],
    wakes: { digits: 0 },
    find(): void {
      calls++;
    },
  };
  const counting = createRedactor({ policy: 'delivery', keys, detectors: [...defaultDetectors, counter] });
  const callsOf = (record: object, audiences: readonly string[]): number => {
    calls = 0;
    counting.redactFor(record, audiences);
    return calls;
  };

  it('is found once, for however many', () => {
    const clean = { title: '春季新款连衣裙', note: '放门口即可', tags: ['急件', '易碎'] };
    expect(callsOf(clean, AUDIENCES)).toBe(callsOf(clean, ['courier']));
    // What was masked is looked at again for each, since each has masked it in another way.
    const [one, all] = [callsOf(RECORD, ['courier']), callsOf(RECORD, AUDIENCES)];
    expect(all).toBeLessThan(2.5 * one);
  });
});

const digit = (n: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n });
const surname = fc.constantFrom('陈', '王', '周', '欧阳', '诸葛', '楼');
const given = fc.constantFrom('伟', '雨桐', '若溪', '建国', '晓峰', '子涵');
const people = fc.record({
  surname,
  given,
  mobile: fc.tuple(fc.constantFrom('139', '186', '177'), digit(8)).map(([head, rest]) => head + rest.join('')),
  room: fc
    .integer({ min: 1, max: 30 })
    .chain((floor) => fc.integer({ min: 1, max: 9 }).map((door) => `${floor}0${door}`)),
  unit: fc.integer({ min: 1, max: 9 }),
});

/** Of a value, what one of two masks shows by place: from the front as far as it agrees, from the back likewise. */
function shownPlaces(value: string, mask: string, into: Set<number>): void {
  const [points, shown] = [[...value], [...mask]];
  for (let i = 0; i < points.length && shown[i] === points[i]; i++) into.add(i);
  for (let i = 1; i <= points.length && shown.at(-i) === points.at(-i); i++) into.add(points.length - i);
}

it('restores no name, number or room from the views of any two', () => {
  const pairs = AUDIENCES.flatMap((a, i) => AUDIENCES.slice(i + 1).map((b) => [a, b] as const));
  check(
    fc.property(people, (person) => {
      const name = person.surname + person.given;
      const address = `武汉市硚口区古田二路88号汇丰苑7栋${person.unit}单元${person.room}室`;
      const record = {
        receiverName: name,
        mobile: person.mobile,
        address,
        remark: `给${name}送到，电话${person.mobile}`,
      };
      const views = redactor.redactFor(record, AUDIENCES);
      for (const [a, b] of pairs) {
        const [names, digits] = [new Set<number>(), new Set<number>()];
        for (const view of [views[a], views[b]]) {
          shownPlaces(name, view.receiverName, names);
          shownPlaces(person.mobile, view.mobile, digits);
          expect(view.remark).not.toContain(person.given);
          expect(view.remark).not.toContain(person.mobile.slice(0, 7));
        }
        expect([...name].length - names.size, `${a} and ${b}: name`).toBeGreaterThanOrEqual(1);
        // GB/T 41833-2022 has six digits hidden on a waybill: no two views go below that.
        expect(11 - digits.size, `${a} and ${b}: number`).toBeGreaterThanOrEqual(6);
        // The courier is shown the door, since that is where the parcel goes; the others are not, nor two of them together.
        if (a !== 'courier') {
          const both = views[a].address + views[b].address;
          expect(both).not.toContain(person.room);
          expect(both).not.toContain('单元');
        }
      }
    }),
    2000,
  );
});

it('would notice two views that meet', () => {
  const places = new Set<number>();
  shownPlaces('陈伟', '陈*', places);
  shownPlaces('陈伟', '*伟', places);
  expect(places.size).toBe(2);
});

describe('tenants', () => {
  const policy = {
    version: 1,
    kinds: { mobile: 'token' },
    tenants: { north: { kinds: { name: 'tag' }, fields: { memo: 'drop' } }, south: { defaults: { char: '●' } } },
  } as const;
  const record = { name: '陈雨桐', receiverName: '陈雨桐', mobile: '13900001357', memo: 'x' };
  const of = (tenant?: string) =>
    createRedactor({ policy, keys, ...(tenant === undefined ? {} : { tenant }) }).redactRecord(record);

  it('are masked as the policy says for them', () => {
    expect(of('north').receiverName).toBe('<姓名>');
    expect('memo' in of('north')).toBe(false);
    expect(of('south').receiverName).toBe('陈●');
    expect(of('somebody').receiverName).toBe('陈*');
  });

  it('share no token', () => {
    expect(new Set([of(), of('north'), of('south'), of('somebody')].map(({ mobile }) => mobile)).size).toBe(4);
    expect(of('north').mobile).toBe(of('north').mobile);
  });
});
