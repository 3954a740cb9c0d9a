import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Detector, FAILED, redactJson, redactRecord } from '../../../src/index.ts';

const PHONE = '15902714683';
const MASKED = '159******83';

function expectSilent(value: unknown): void {
  expect(inspect(value, { depth: 12, showHidden: true })).not.toContain(PHONE);
}

describe('a hostile or unusual value', () => {
  it('Map: values by their keys, and the keys', () => {
    const map = new Map<unknown, unknown>([
      ['receiverName', '老猫'],
      [PHONE, 1],
      [{ tel: PHONE }, 2],
      [7, 'x'],
    ]);
    const masked = redactRecord({ map }).map;
    expect([...masked]).toEqual([
      ['receiverName', '老*'],
      [MASKED, 1],
      [{ tel: MASKED }, 2],
      [7, 'x'],
    ]);
    expect(map.get('receiverName')).toBe('老猫');
    const clean = new Map([['a', 1]]);
    expect(redactRecord(clean)).toBe(clean);
  });

  it('Set: its members', () => {
    expect(redactRecord({ phones: new Set([PHONE, 'x']) })).toEqual({ phones: new Set([MASKED, 'x']) });
  });

  it('a class instance keeps its class', () => {
    class Order {
      phone = PHONE;
      total(): number {
        return 3;
      }
    }
    const masked = redactRecord(new Order());
    expect(masked).toBeInstanceOf(Order);
    expect(masked.phone).toBe(MASKED);
    expect(masked.total()).toBe(3);
  });

  it('Error: message, stack, cause and own fields; still an error', () => {
    const error = Object.assign(new TypeError(`手机号 ${PHONE} 格式错误`, { cause: new Error(`tel=${PHONE}`) }), {
      order: { tel: PHONE },
    });
    const masked = redactRecord(error);
    expect(masked).toBeInstanceOf(TypeError);
    expect(masked.message).toBe(`手机号 ${MASKED} 格式错误`);
    expect(masked.stack).toContain(`TypeError: 手机号 ${MASKED}`);
    expect((masked.cause as Error).message).toBe(`tel=${MASKED}`);
    expect(masked.order.tel).toBe(MASKED);
    expect(Object.keys(masked)).toEqual(['order']);
    expectSilent(masked);
    const all = redactRecord(new AggregateError([new Error(PHONE)], 'all'));
    expectSilent(all);
    expect(all.errors[0].message).toBe(MASKED);
  });

  it('Buffer and Uint8Array: text in UTF-8 is masked, other bytes stay', () => {
    const masked = redactRecord({ body: Buffer.from(`tel=${PHONE}`) }).body;
    expect(Buffer.isBuffer(masked)).toBe(true);
    expect(masked.toString()).toBe(`tel=${MASKED}`);
    const image = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
    expect(redactRecord({ image }).image).toBe(image);
    const text = redactRecord(new TextEncoder().encode(PHONE));
    expect(new TextDecoder().decode(text)).toBe(MASKED);
  });

  it('an own __proto__ stays a field', () => {
    const value = JSON.parse(`{"__proto__":{"tel":"${PHONE}"},"a":1}`);
    const masked = redactRecord(value);
    expect(Object.getPrototypeOf(masked)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(masked, '__proto__')?.value).toEqual({ tel: MASKED });
  });

  it('a getter is read once; one that throws is not shown', () => {
    let reads = 0;
    const value = {
      get tel() {
        reads++;
        return PHONE;
      },
      get bad(): never {
        throw new Error(PHONE);
      },
      ok: 1,
    };
    expect(redactRecord(value)).toEqual({ tel: MASKED, bad: FAILED, ok: 1 });
    expect(reads).toBe(1);
  });

  it('a Proxy that throws at everything, or changes its mind', () => {
    const trap = (): never => {
      throw new Error(PHONE);
    };
    const hostile = new Proxy(
      {},
      { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap, getOwnPropertyDescriptor: trap },
    );
    expect(redactRecord(hostile)).toBe(FAILED);
    expect(redactRecord({ a: hostile, b: 1 })).toEqual({ a: FAILED, b: 1 });
    let asked = 0;
    const moody = new Proxy({ tel: PHONE, ok: 1 } as object, {
      ownKeys: (target) => (asked++ === 0 ? Reflect.ownKeys(target) : ['ok']),
    });
    expectSilent(redactRecord({ moody }));
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(redactRecord({ a: revoked.proxy })).toEqual({ a: FAILED });
  });

  it('cycles and values used twice', () => {
    const person: Record<string, unknown> = { name: 'x', tel: PHONE };
    person['self'] = person;
    const masked = redactRecord({ a: person, b: [person] });
    expect(masked.a['self']).toBe(masked.a);
    expect(masked.a['tel']).toBe(MASKED);
    expectSilent(masked);
    const clean: Record<string, unknown> = { x: 1 };
    clean['self'] = clean;
    expect(redactRecord(clean)).toBe(clean);
  });

  it('the same value under a product and under a person', () => {
    const one = { name: '老猫头鹰' };
    expect(redactRecord({ product: one, receiver: one })).toEqual({
      product: { name: '老猫头鹰' },
      receiver: { name: '老*' },
    });
  });

  it('a chain that doubles at each step is read in linear time', () => {
    let value: unknown = { tel: PHONE };
    for (let i = 0; i < 60; i++) value = { a: value, b: value };
    const masked = redactRecord(value);
    let at = masked as Record<string, unknown>;
    for (let i = 0; i < 60; i++) at = at['b'] as Record<string, unknown>;
    expect(at).toEqual({ tel: MASKED });
  });

  it('100,000 levels deep', () => {
    let value: unknown = { tel: PHONE };
    for (let i = 0; i < 100_000; i++) value = i % 2 === 0 ? { a: value } : [value];
    let at: unknown = redactRecord(value);
    for (let i = 0; i < 100_000; i++) at = i % 2 === 0 ? (at as unknown[])[0] : (at as { a: unknown }).a;
    expect(at).toEqual({ tel: MASKED });
    const json = `${'{"a":['.repeat(50_000)}{"tel":"${PHONE}"}${']}'.repeat(50_000)}`;
    expect(redactJson(json)).toBe(json.replace(PHONE, MASKED));
  });

  it('sparse and endless arrays', () => {
    const sparse = new Array(4_000_000_000);
    sparse[3_999_999_999] = PHONE;
    const holed: unknown[] = [1];
    holed[2] = PHONE;
    const masked = redactRecord(sparse);
    expect(masked.length).toBe(4_000_000_000);
    expect(masked[3_999_999_999]).toBe(MASKED);
    expect(Object.keys(redactRecord(holed))).toEqual(['0', '2']);
  });

  it('toJSON: what is shown is masked; what is clean stays the same', () => {
    const shown = { toJSON: () => ({ tel: PHONE }) };
    expect(redactRecord({ shown })).toEqual({ shown: { tel: MASKED } });
    const clean = { toJSON: () => 'x' };
    expect(redactRecord({ clean }).clean).toBe(clean);
    const broken = {
      toJSON() {
        throw new Error(PHONE);
      },
    };
    expect(redactRecord({ broken })).toEqual({ broken: FAILED });
    const self = {
      tel: PHONE,
      toJSON() {
        return this;
      },
    };
    expect(JSON.stringify(redactRecord({ self }))).not.toContain(PHONE);
  });

  it('symbols, functions, boxed values, URLs and null prototypes', () => {
    const key = Symbol('key');
    const masked = redactRecord({ [key]: PHONE, f: expectSilent });
    expect(masked[key]).toBe(MASKED);
    expect(masked.f).toBe(expectSilent);
    expect(redactRecord({ a: Object(PHONE) })).toEqual({ a: MASKED });
    expect(redactRecord({ a: new URL(`http://x/?tel=${PHONE}`) })).toEqual({ a: `http://x/?tel=${MASKED}` });
    const bare = Object.assign(Object.create(null), { tel: PHONE });
    expect(Object.getPrototypeOf(redactRecord(bare))).toBeNull();
  });

  it('objects of another realm, and those that only call themselves Map', () => {
    const foreign = runInContext(
      `({ map: new Map([["tel", "${PHONE}"]]), error: new Error("${PHONE}") })`,
      createContext(),
    );
    expectSilent(redactRecord(foreign));
    const fake = { [Symbol.toStringTag]: 'Map', tel: PHONE };
    expect(redactRecord(fake).tel).toBe(MASKED);
  });

  it('a frozen value, and one that cannot be printed', () => {
    const frozen = Object.freeze({ tel: PHONE, list: Object.freeze([PHONE]) });
    expect(redactRecord(frozen)).toEqual({ tel: MASKED, list: [MASKED] });
    expect(redactRecord(undefined)).toBeUndefined();
    expect(redactJson(undefined as unknown as string)).toBe('undefined'); // what an untyped caller may do
    expect(redactJson(Object.create(null) as unknown as string)).toBe(FAILED);
  });

  it('a detector that breaks shows nothing of the values it broke on', () => {
    const broken: Detector = {
      name: 'broken',
      kinds: ['broken'],
      reach: 1,
      cues: [],
      wakes: { digits: 1 },
      find(scan): void {
        throw new Error(scan.text);
      },
    };
    const redactor = createRedactor({ detectors: [broken] });
    expect(redactor.redactRecord({ tel: PHONE, n: 1 })).toEqual({ tel: FAILED, n: 1 });
    expect(JSON.parse(redactor.redactJson(`{"tel":"${PHONE}"}`))).toEqual({ tel: FAILED });
    expect(redactor.redactJson(`${PHONE} {`)).toBe(FAILED);
  });
});
