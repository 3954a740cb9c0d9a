import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/index.ts';
import { PRESETS } from '../../../src/policy/presets.ts';
import { policySchema, SCHEMA_FILE } from '../../../tools/schema.ts';
import { check } from '../../support/check.ts';

const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);

it('is what npm run schema writes', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(policySchema())));
});

it.each(Object.entries(PRESETS))('knows the preset %s', (_, preset) => {
  expect(validate(preset), JSON.stringify(validate.errors)).toBe(true);
});

describe('refuses what the library refuses', () => {
  it.each<[string, unknown]>([
    ['no version', {}],
    ['another version', { version: 2 }],
    ['an unknown key', { version: 1, kind: {} }],
    ['an unknown preset', { version: 1, extends: 'strikt' }],
    ['a threshold beyond 1', { version: 1, kinds: { name: { threshold: 1.5 } } }],
    ['a strategy’s unknown option', { version: 1, kinds: { name: { use: 'partial', heads: 1 } } }],
    ['an option of the wrong type', { version: 1, kinds: { name: { use: 'partial', head: '1' } } }],
    ['an option of another strategy', { version: 1, kinds: { name: { use: 'tag', head: 1 } } }],
    ['keep with hide', { version: 1, kinds: { address: { use: 'address', keep: 'city', hide: 'unit-room' } } }],
    ['a chain without steps', { version: 1, kinds: { name: { use: 'chain' } } }],
    ['a chain by its bare name', { version: 1, kinds: { name: 'chain' } }],
    ['an empty chain', { version: 1, kinds: { name: { use: 'chain', steps: [] } } }],
    ['by-score without below', { version: 1, kinds: { name: { use: 'by-score', from: 0.9, above: 'token' } } }],
    ['an unknown algorithm', { version: 1, kinds: { name: { use: 'encrypt', algorithm: 'des' } } }],
    ['a tenant that decides what is found', { version: 1, tenants: { a: { kinds: { name: false } } } }],
    ['a threshold for an audience', { version: 1, audiences: { a: { kinds: { name: { threshold: 0.9 } } } } }],
    ['a threshold for all of a tenant', { version: 1, tenants: { a: { defaults: { threshold: 0.9 } } } }],
    ['an unknown action of a field', { version: 1, fields: { a: 'hide' } }],
    ['an unknown default', { version: 1, defaults: { colour: 'red' } }],
  ])('%s', (_, policy) => {
    expect(() => parsePolicy(policy, { strategies: [] })).toThrow();
    expect(validate(policy)).toBe(false);
  });
});

it('accepts every policy that the library accepts', () => {
  const score = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.constantFrom(-1, 2, '0.5'));
  const use = fc.constantFrom(
    'keep',
    'tag',
    'partial',
    'address',
    'token',
    'encrypt',
    'generalise',
    'fixed',
    'fpe',
    'tagg',
  );
  const options = fc.record(
    {
      head: fc.constantFrom(0, 3, -1, 1.5),
      tail: fc.constantFrom(2, '2'),
      language: fc.constantFrom('zh', 'fr'),
      keep: fc.constantFrom('city', 'road', 'house'),
      hide: fc.constantFrom('unit-room', 6),
      text: fc.constantFrom('x', 1),
      algorithm: fc.constantFrom('sm4-cbc', 'hmac-sm3', 'aes-gcm'),
      birth: fc.constantFrom('decade', 'day'),
    },
    { requiredKeys: [] },
  );
  const spec = fc.tuple(use, options, fc.option(score)).map(([name, own, threshold]) => {
    // Mostly options of the strategy's own: nearly everything else is refused for the first of them.
    const fitting = Object.entries(own).filter(([key]) => (OWN[name] ?? []).includes(key) || key === 'head');
    return { use: name, ...Object.fromEntries(fitting), ...(threshold === null ? {} : { threshold }) };
  });
  const nested = fc.oneof(
    spec,
    use,
    fc.boolean(),
    fc.record({ use: fc.constant('chain'), steps: fc.array(fc.oneof(use, spec), { maxLength: 3 }) }),
    fc.record({ use: fc.constant('by-score'), from: score, above: use, below: spec }),
    fc.record({ threshold: score }),
  );
  const kinds = fc.dictionary(fc.constantFrom('mobile', 'name', 'address', '*', 'denied', 'mobil'), nested, {
    maxKeys: 3,
  });
  const policies = fc.record(
    {
      version: fc.constantFrom(1, 1, 1, 2),
      extends: fc.constantFrom('log', 'court', 'lgo'),
      kinds,
      fields: fc.dictionary(
        fc.constantFrom('a', '**.b', '..'),
        fc.constantFrom('keep', 'drop', 'x', { 'treat-as': 'name' }),
      ),
      audiences: fc.dictionary(fc.constantFrom('x', 'y'), fc.record({ kinds }, { requiredKeys: [] }), { maxKeys: 2 }),
      defaults: fc.record({ char: fc.constantFrom('●', '1', '##'), threshold: score }, { requiredKeys: [] }),
    },
    { requiredKeys: ['version'] },
  );
  let accepted = 0;
  check(
    fc.property(policies, (policy) => {
      try {
        parsePolicy(policy);
      } catch {
        return;
      }
      accepted++;
      expect(validate(policy), JSON.stringify([policy, validate.errors])).toBe(true);
    }),
  );
  expect(accepted).toBeGreaterThan(200);
});

const OWN: Readonly<Record<string, readonly string[]>> = {
  tag: ['language'],
  partial: ['head', 'tail'],
  address: ['keep', 'hide'],
  fixed: ['text'],
  token: ['algorithm'],
  encrypt: ['algorithm'],
  generalise: ['birth'],
};
