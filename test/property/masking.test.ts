import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Value } from '../../src/index.ts';
import { foldText } from '../../src/mask/phone.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { check } from '../support/check.ts';
import { KINDS, PRESET_NAMES, type PresetName } from '../support/redactors.ts';
import { digitText, text } from '../support/tokens.ts';

/** Shown on purpose: hotlines are not personal, and some presets show streets, or villages, and hide what follows. */
const KEPT: Readonly<Record<PresetName, readonly string[]>> = {
  log: ['hotline'],
  display: ['hotline', 'address'],
  waybill: ['hotline', 'address'],
  support: ['hotline', 'address'],
  court: ['hotline', 'name'],
  'alipay-2020': ['hotline'],
  strict: [],
  classic: ['hotline', 'address'],
};
const anyText = fc.oneof(text, digitText);

describe.each(PRESET_NAMES)('masking under %s', (name) => {
  const redactor = createRedactor({ policy: name });
  const kept = KEPT[name];

  it('leaves nothing of a masked kind to find, and a second time changes nothing', () => {
    check(
      fc.property(anyText, (input) => {
        const once = redactor.redact(input);
        expect(redactor.detect(once).filter(({ kind }) => !kept.includes(kind))).toEqual([]);
        expect(redactor.redact(once)).toBe(once);
      }),
    );
  });
});

describe('what a mask leaves', () => {
  const values: Value[] = [];
  const probe = createRedactor({
    policy: { version: 1, kinds: Object.fromEntries(KINDS.map((kind) => [kind, 'probe'])) },
    strategies: {
      probe: (value) => {
        values.push(value);
        return 'MASK';
      },
    },
  });

  it('is the text between the findings, and of a finding nothing: put together from its pieces it is the same', () => {
    check(
      fc.property(anyText, (input) => {
        const findings = probe.detect(input);
        let rest = probe.redact(input);
        let from = 0;
        for (const { start, end } of findings) {
          const piece = input.slice(from, start);
          expect(rest.slice(0, piece.length)).toBe(piece);
          // A number in JSON gets quotes, in the carrier that the quotes of its key are in.
          const mask = /^(|[\\"%&#;\dx]{1,16})MASK\1/u.exec(rest.slice(piece.length));
          expect(mask).not.toBeNull();
          rest = rest.slice(piece.length + (mask?.[0].length ?? 0));
          from = end;
        }
        expect(rest).toBe(input.slice(from));
        if (findings.length === 0) expect(probe.redact(input)).toBe(input);
      }),
    );
  });

  it('shows what the preset promises to show, whatever the value', () => {
    const policies = PRESET_NAMES.map((name) => ({ name, strategyOf: compilePolicy(name).strategyOf }));
    check(
      fc.property(anyText, (input) => {
        values.length = 0;
        probe.redact(input);
        for (const value of values) {
          for (const { name, strategyOf } of policies) {
            const shown = strategyOf(value.kind)(value);
            if (!KEPT[name].includes(value.kind)) expect(shown, value.kind).not.toBe(value.text);
            if (isPhone(value)) expect(count(shown, /\d/g), name).toBeLessThanOrEqual(PHONE_DIGITS[name]);
            if (value.kind === 'id-card') expect(count(shown, /[\dX]/gi), name).toBeLessThanOrEqual(ID_DIGITS[name]);
            // GB/T 41833-2022: at least one character of a name is hidden.
            if (value.kind === 'name' && name !== 'strict')
              // 陈某: 某 stands for what is hidden.
              expect(count(shown.replace('某', ''), LETTERS)).toBeLessThan(count(value.text, LETTERS));
          }
        }
      }),
    );
  });
});

/** Of eleven digits GB/T 41833-2022 has six hidden; `classic` is what people are used to. */
const PHONE_DIGITS: Readonly<Record<PresetName, number>> = {
  log: 5,
  display: 5,
  waybill: 5,
  support: 4,
  court: 0,
  'alipay-2020': 5,
  strict: 0,
  classic: 7,
};
const ID_DIGITS: Readonly<Record<PresetName, number>> = {
  log: 2,
  display: 2,
  waybill: 2,
  support: 2,
  court: 0,
  'alipay-2020': 2,
  strict: 0,
  classic: 3,
};
const LETTERS = /[\p{L}\p{N}]/gu;

function isPhone({ kind }: Value): boolean {
  return kind === 'mobile' || kind === 'landline';
}

function count(shown: string, what: RegExp): number {
  return (foldText(shown).match(what) ?? []).length;
}
