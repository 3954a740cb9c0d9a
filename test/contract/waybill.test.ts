/** Five thousand invented waybills against the three confirmed clauses of GB/T 41833-2022, by a checker of its own. */

import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { type Clause, violations } from '../support/gb41833.ts';
import { makeWaybills, type Party, type Waybill } from '../support/waybills.ts';

const COUNT = 5000;
const waybills = makeWaybills(COUNT);

type Shown = Parameters<typeof violations>[1];
type Counts = Record<Clause, number>;

/** What a masked record shows of sender and receiver: its leaves, in the order of its fields. */
function shownInRecord(record: object): readonly [Shown, Shown] {
  const leaves: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') leaves.push(value);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(one);
  };
  walk(record);
  const [, a, b, c, d, e, f] = leaves as string[];
  return [
    { name: a ?? '', phone: b ?? '', address: c ?? '' },
    { name: d ?? '', phone: e ?? '', address: f ?? '' },
  ];
}

function shownInText(text: string): readonly [Shown, Shown] {
  const [, sender = '', receiver = ''] = text.split('\n');
  const read = (line: string): Shown => {
    const [, name = '', phone = '', address = ''] = /^[^：]*：(.*) 电话：(.*) 地址：(.*)$/u.exec(line) ?? [];
    return { name, phone, address };
  };
  return [read(sender), read(receiver)];
}

function count(mask: (waybill: Waybill) => readonly [Shown, Shown]): Counts {
  const counts: Counts = { name: 0, phone: 0, address: 0 };
  for (const waybill of waybills) {
    const [sender, receiver] = mask(waybill);
    const broken = new Set([...violations(waybill.sender, sender), ...violations(waybill.receiver, receiver)]);
    for (const clause of broken) counts[clause]++;
  }
  return counts;
}

describe('the checker', () => {
  it('finds fault with every waybill that is not masked', () => {
    const hasRoom = waybills.filter(({ sender, receiver }) => sender.hidden.length + receiver.hidden.length > 0).length;
    expect(count(({ record }) => shownInRecord(record))).toEqual({ name: COUNT, phone: COUNT, address: hasRoom });
    expect(count(({ text }) => shownInText(text))).toEqual({ name: COUNT, phone: COUNT, address: hasRoom });
    expect(hasRoom).toBeGreaterThan(COUNT * 0.9);
  });

  const party: Party = {
    name: '陈雨桐',
    phone: '13900001357',
    digits: '13900001357',
    extension: '',
    address: '武汉市江汉区青年路518号6栋2单元1203室',
    hidden: ['2单元', '1203'],
  };
  const fine = { name: '陈*', phone: '139******57', address: '武汉市江汉区青年路518号6栋****' };

  it.each<[Partial<Shown>, Clause[]]>([
    [{}, []],
    [{ name: '陈雨*' }, []],
    [{ name: '陈雨桐' }, ['name']],
    [{ name: '*桐' }, []],
    [{ phone: '139****1357' }, ['phone']],
    [{ phone: '1390****357' }, ['phone']],
    [{ phone: '139*****357' }, ['phone']],
    [{ phone: '***********' }, []],
    [{ phone: '*******1357' }, []],
    [{ phone: '139 0000 1357' }, ['phone']],
    [{ address: '武汉市江汉区青年路518号6栋2单元****' }, ['address']],
    [{ address: '****1203室' }, ['address']],
    [{ address: '' }, []],
  ])('judges %j as it should', (other, clauses) => {
    expect(violations(party, { ...fine, ...other })).toEqual(clauses);
  });
});

describe.each(['waybill', 'log', 'strict', 'support'])('%s', (policy) => {
  const redactor = createRedactor({ policy });

  it('keeps the three clauses on every record', () => {
    expect(count(({ record }) => shownInRecord(redactor.redactRecord(record)))).toEqual({
      name: 0,
      phone: 0,
      address: 0,
    });
  });

  it('keeps them on every printed label', () => {
    expect(count(({ text }) => shownInText(redactor.redact(text)))).toEqual({ name: 0, phone: 0, address: 0 });
  });
});

describe('classic', () => {
  it('breaks the one about telephone numbers on nearly every waybill', () => {
    const redactor = createRedactor({ policy: 'classic' });
    const counts = count(({ record }) => shownInRecord(redactor.redactRecord(record)));
    expect(counts.phone).toBeGreaterThan(COUNT * 0.95);
  });
});
