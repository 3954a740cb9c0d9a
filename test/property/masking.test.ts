import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Value } from '../../src/index.ts';
import { foldText } from '../../src/mask/phone.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { check } from '../support/check.ts';
import { KINDS, PRESET_NAMES } from '../support/redactors.ts';
import { digitText, text } from '../support/tokens.ts';

/** Kept on purpose by every preset but `strict`. */
const KEPT = ['hotline'];
const anyText = fc.oneof(text, digitText);

describe.each(PRESET_NAMES)('masking under %s', (name) => {
  const redactor = createRedactor({ policy: name });

  it('twice changes nothing more', () => {
    check(
      fc.property(anyText, (input) => {
        const once = redactor.redact(input);
        expect(redactor.redact(once)).toBe(once);
      }),
    );
  });

  it('leaves nothing of a masked kind to find', () => {
    check(
      fc.property(anyText, (input) => {
        const left = redactor.detect(redactor.redact(input));
        expect(left.filter(({ kind }) => name === 'strict' || !KEPT.includes(kind))).toEqual([]);
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

  it.each(PRESET_NAMES)('shows under %s what the preset promises to show, whatever the value', (name) => {
    const { strategyOf } = compilePolicy(name);
    const [phone, id] = name === 'strict' ? [0, 0] : name === 'classic' ? [7, 3] : [5, 2];
    check(
      fc.property(anyText, (input) => {
        values.length = 0;
        probe.redact(input);
        for (const value of values) {
          const plain = foldText(value.text);
          const shown = strategyOf(value.kind)(value);
          if (!KEPT.includes(value.kind)) expect(shown, value.kind).not.toBe(value.text);
          if (/^(?:mobile|landline)$/.test(value.kind)) expect(count(shown)).toBeLessThanOrEqual(phone);
          if (value.kind === 'id-card') expect(count(shown)).toBeLessThanOrEqual(id);
          if (value.kind === 'name' && name !== 'strict' && !/[ -~]/.test(plain))
            expect(shown.length, 'a hidden character').toBeGreaterThan(0);
        }
      }),
    );
  });
});

function count(shown: string): number {
  return (foldText(shown).match(/[\dX]/gi) ?? []).length;
}
