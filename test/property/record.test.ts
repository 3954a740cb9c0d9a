import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/index.ts';
import { check, RUNS } from '../support/check.ts';
import { createFullRedactor } from '../support/redactors.ts';
import { IDS, MOBILES, plainText, token } from '../support/tokens.ts';

const KEYS = [
  'receiverName',
  'name',
  'phone',
  'sjh',
  '收货人',
  '详细地址',
  'remark',
  'memo',
  'product',
  'receiver',
  'items',
  'orderNo',
  'idCard',
  'status',
  'a.b',
  '__proto__',
  'constructor',
  '',
  'extra',
  'url',
  'brand',
  '15902714683',
  '陈雨桐',
  'x"y',
  'n\n',
  '0',
  '1',
];
const NUMBERS = [0, 1, -1, 3.5, 15902714683, 1752814683159, 420106198806123500, 8765, 4683, 1e21, -0, 2787654321];

const text = fc.array(token, { maxLength: 5, size: 'max' }).map((pieces) => pieces.join(''));
const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: text });
const number = fc.constantFrom(...NUMBERS);

/** What JSON can hold, strings that hold JSON included. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(true, false, null) },
    { weight: 4, arbitrary: fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map(toObject) },
    { weight: 2, arbitrary: fc.array(tie('json'), { maxLength: 4 }) },
    { weight: 1, arbitrary: tie('json').map((value) => JSON.stringify(value)) },
  ),
}));

/** Anything else that a program passes around. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 6, arbitrary: json },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(undefined, 3n, 15902714683n, Number.NaN, Symbol.iterator, Math.max),
    },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((members) => new Set(members)) },
    { weight: 1, arbitrary: text.map((message) => new Error(message)) },
    { weight: 1, arbitrary: text.map((one) => new TextEncoder().encode(one)) },
    { weight: 1, arbitrary: fc.constant(new Date(0)) },
    { weight: 2, arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(toObject) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
  ),
}));

function toObject(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, own] of entries)
    Object.defineProperty(object, name, { value: own, enumerable: true, configurable: true, writable: true });
  return object;
}

const policies = [
  createRedactor(),
  createFullRedactor(),
  createRedactor({
    policy: {
      version: 1,
      fields: { '**.memo': 'drop', 'receiver.*': { 'treat-as': 'name' }, '**.product.**': 'keep', 'items[0]': 'drop' },
    },
  }),
] as const;
const redactor = fc.constantFrom(...policies);

describe('a record', () => {
  it('is never changed, and its copy has the same shape', () => {
    check(
      fc.property(value, (given) => {
        freeze(given, new Set());
        expectShape(given, policies[0].redactRecord(given), new Map());
      }),
    );
  });

  it('is masked as its JSON is', () => {
    check(
      fc.property(json, redactor, fc.integer({ min: 0, max: 3 }), (given, one, style) => {
        const spelled = spell(given, style);
        const masked = one.redactJson(spelled);
        expect(JSON.parse(masked)).toEqual(one.redactRecord(JSON.parse(spelled)));
      }),
      10 * RUNS,
    );
  });

  it('keeps the reference when nothing in it changes, and changes no more when it is masked again', () => {
    check(
      fc.property(value, (given) => {
        const masked = policies[0].redactRecord(given);
        const again = policies[0].redactRecord(masked);
        if (policies[0].detectRecord(masked).length === 0) expect(again).toBe(masked);
        expectShape(masked, again, new Map());
      }),
    );
  });

  it('shows nothing of what its typed fields hold, wherever else it stands', () => {
    const planted = fc.record({ phone: fc.constantFrom(...MOBILES), id: fc.constantFrom(...IDS) });
    check(
      fc.property(planted, json, plainText, ({ phone, id }, rest, words) => {
        const record = { receiverPhone: phone, sfzh: id, memo: `${words} ${phone}，${id}`, rest };
        const shown = JSON.stringify(policies[0].redactRecord(record));
        const { receiverPhone, sfzh, memo } = JSON.parse(shown);
        expect(receiverPhone).not.toContain(phone);
        expect(sfzh).not.toContain(id);
        // Within a longer number it is another.
        expect(memo).not.toMatch(new RegExp(`(?<![A-Za-z\\d])(?:${phone}|${id})(?![A-Za-z\\d])`));
      }),
    );
  });
});

/** The same JSON in other spellings. */
function spell(given: unknown, style: number): string {
  const plain = JSON.stringify(given, undefined, style === 1 ? 2 : style === 2 ? '\t' : undefined);
  if (style < 3) return plain;
  return plain.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function freeze(given: unknown, seen: Set<unknown>): void {
  if (typeof given !== 'object' || given === null || seen.has(given) || ArrayBuffer.isView(given)) return;
  seen.add(given);
  Object.freeze(given);
  for (const own of Reflect.ownKeys(given)) freeze((given as Record<string | symbol, unknown>)[own], seen);
  if (given instanceof Map || given instanceof Set) for (const own of given.values()) freeze(own, seen);
}

function expectShape(given: unknown, masked: unknown, seen: Map<unknown, unknown>): void {
  if (given === masked || (Number.isNaN(given) && Number.isNaN(masked)) || seen.has(given)) return;
  if (typeof given !== 'object' || given === null) {
    expect(['string', 'number', 'bigint']).toContain(typeof given);
    expect(typeof masked).toBe('string');
    return;
  }
  seen.set(given, masked);
  expect(Object.getPrototypeOf(masked)).toBe(Object.getPrototypeOf(given));
  if (given instanceof Map) expect((masked as typeof given).size).toBe(given.size);
  // Two numbers of a set may look alike when they are masked.
  else if (given instanceof Set) expect((masked as typeof given).size).toBeLessThanOrEqual(given.size);
  else if (!ArrayBuffer.isView(given)) {
    const [before, after] = [Reflect.ownKeys(given), Reflect.ownKeys(masked as object)];
    expect(after).toHaveLength(before.length);
    // Keys that are whole numbers come first in any object, masked ones no longer do.
    for (const name of before) if (after.includes(name)) expectShape(read(given, name), read(masked, name), seen);
  }
}

function read(from: unknown, name: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(from, name)?.value;
}
