import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED, redact } from '../../src/index.ts';
import { check } from '../support/check.ts';
import { createFullRedactor, PRESET_NAMES } from '../support/redactors.ts';
import { MOBILES, token } from '../support/tokens.ts';

const VALUE = MOBILES[0] as string; // MOBILES is not empty

describe('no string breaks a redactor', () => {
  const redactors = [createFullRedactor(), ...PRESET_NAMES.map((policy) => createRedactor({ policy }))];

  it('whatever units it is made of', () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const wild = fc.array(fc.oneof({ weight: 3, arbitrary: unit }, { weight: 2, arbitrary: token }), { maxLength: 30 });
    check(
      fc.property(wild, fc.nat(redactors.length - 1), (pieces, which) => {
        const redactor = redactors[which];
        const input = pieces.join('');
        expect(redactor?.redact(input)).not.toBe(FAILED);
        redactor?.detect(input);
        redactor?.explain(input);
      }),
    );
  });

  it.each([
    ['every unit of the basic plane once', everyUnit()],
    ['every unit beside a number', everyUnit(`${VALUE} `)],
    ['lone high surrogates', '\ud842'.repeat(1000)],
    ['lone low surrogates', '\udfb7'.repeat(1000)],
    ['NULs', '\0'.repeat(1000)],
    ['NULs beside a number', `\0${VALUE}\0`.repeat(100)],
    ['nothing', ''],
  ])('%s', (_, input) => {
    for (const redactor of input.length > 1e5 ? redactors.slice(0, 1) : redactors) {
      const output = redactor.redact(input);
      expect(output).not.toBe(FAILED);
      redactor.explain(input);
      redactor.detect(input);
    }
  });

  it.each([...'1aZ中王号省·"\\%&#@-+ \n\0\u200b\ud842\udfb7１一{[(<转=:', '𠮷', '138', '\\u', '%E5', '王李', '号楼'])(
    'a million times %j',
    (piece) => {
      const input = piece.repeat(1e6 / piece.length);
      const output = createFullRedactor().redact(input);
      expect(output).not.toBe(FAILED);
      expect(output.length).toBeGreaterThan(0);
    },
  );
});

describe('no argument breaks a redactor', () => {
  const bomb = {
    toString(): string {
      throw new Error(VALUE);
    },
  };
  const proxy = new Proxy(
    {},
    {
      get(): never {
        throw new Error(VALUE);
      },
    },
  );
  const strange: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['null', null],
    ['a number', Number(VALUE)],
    ['a bigint', BigInt(VALUE)],
    ['a symbol', Symbol(VALUE)],
    ['an array', [VALUE, [VALUE]]],
    ['an object that prints the value', { toString: () => `电话 ${VALUE}` }],
    ['an object that cannot be printed', bomb],
    ['an object without prototype', Object.assign(Object.create(null), { tel: VALUE })],
    ['a hostile proxy', proxy],
    ['a function', () => VALUE],
    ['a String object', Object(`电话 ${VALUE}`)],
    ['bytes', new TextEncoder().encode(VALUE)],
  ];

  it.each(strange)('%s', (_, argument) => {
    const redactor = createFullRedactor();
    // The types forbid it; callers without types do it all the same.
    const given = argument as string;
    for (const output of [redactor.redact(given), redact(given)]) {
      expect(typeof output).toBe('string');
      expect(output).not.toContain(VALUE);
    }
    expect(Array.isArray(redactor.detect(given))).toBe(true);
    expect(Array.isArray(redactor.explain(given))).toBe(true);
  });
});

/** All 65,536 units, one by one between `between`. */
function everyUnit(between = ''): string {
  let out = '';
  for (let unit = 0; unit < 65536; unit++) out += String.fromCharCode(unit) + between;
  return out;
}
