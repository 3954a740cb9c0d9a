// Writes the JSON Schema of policies from the tables that read them: `npm run schema`. A test holds the file against this.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allStrategies } from '../src/mask/all.ts';
import type { OptionType } from '../src/mask/strategies.ts';
import { FPE_KINDS, KEYED } from '../src/policy/keyed.ts';
import { PRESETS } from '../src/policy/presets.ts';

type Schema = { readonly [key: string]: unknown };

export const SCHEMA_FILE = new URL('../src/policy/policy.schema.json', import.meta.url);

const ABOUT: Readonly<Record<string, string>> = {
  keep: 'Shows the value as it is.',
  fixed: 'One text for every value; *** unless `text` says otherwise.',
  remove: 'Takes the value out.',
  tag: 'The kind in angle brackets: <手机号>.',
  partial: 'Shows `head` and `tail` characters; at least `hide` of them stay hidden.',
  address: 'Masks an address by its parts: shows it down to `keep`, or hides from the road on, or unit and room only.',
  generalise:
    'Says less: year, sex and province of an identity number, the district of an address, the geohash of a place.',
  chain: 'One strategy after the other; each is given what the one before has made of the value.',
  'by-score': 'One strategy for values we are sure of (score `from` or more), another for the rest.',
  token: 'A keyed hash: the same value has the same token, and nothing leads back. Needs a key ring.',
  encrypt: 'A token that its key opens again. Needs a key ring.',
  fpe: `Format-preserving encryption (FF1), for ${FPE_KINDS.join(', ')}. Needs a key ring.`,
  pseudonym: 'Another value of the same kind that is nobody’s, the same one every time. Needs a key ring.',
};

const OPTIONS: Readonly<
  Record<string, { options: Readonly<Record<string, OptionType>>; required?: readonly string[] }>
> = {
  ...allStrategies(),
  ...Object.fromEntries(Object.entries(KEYED).map(([name, options]) => [name, { options }])),
};

const LOOKS = { language: { enum: ['zh', 'en'] }, char: { $ref: '#/$defs/char' } };

export function policySchema(): Schema {
  const kinds = Object.keys(PRESETS.log.kinds ?? {});
  const view = {
    type: 'object',
    additionalProperties: false,
    properties: {
      kinds: kindsOf(kinds, ref('strategy')),
      fields: ref('fields'),
      // Whether something is found is not for a view to say.
      defaults: { type: 'object', additionalProperties: false, properties: LOOKS },
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Policy of tuomin',
    description: 'Which kinds of personal information are masked, from which score, and how. See docs/policies.md.',
    type: 'object',
    required: ['version'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      name: { type: 'string', description: 'Stands in reports.' },
      version: { const: 1, description: 'The version of this format.' },
      extends: {
        enum: Object.keys(PRESETS),
        description: 'The preset that decides what this policy does not say; log when absent.',
      },
      kinds: kindsOf(kinds, ref('kind')),
      fields: ref('fields'),
      defaults: ref('defaults'),
      tenants: views('By name, where a tenant’s data is masked in another way: createRedactor({ tenant }).'),
      audiences: views('By name, who sees records masked for them: redactFor(record, names).'),
    },
    $defs: {
      view,
      kind: {
        anyOf: [
          { type: 'boolean', description: 'false leaves the kind alone; true masks it as the extended policy would.' },
          {
            type: 'object',
            required: ['threshold'],
            additionalProperties: false,
            properties: { threshold: ref('score') },
          },
          ref('strategy'),
          ...specs({ threshold: ref('score') }),
          ...custom({ threshold: ref('score') }),
        ],
      },
      strategy: { anyOf: [ref('strategyName'), ...specs({}), ...custom({})] },
      strategyName: {
        anyOf: [
          { enum: Object.keys(OPTIONS).filter((name) => (OPTIONS[name]?.required ?? []).length === 0) },
          { type: 'string', not: { enum: Object.keys(OPTIONS) }, description: 'A strategy of your own.' },
        ],
      },
      score: { type: 'number', minimum: 0, maximum: 1 },
      count: { type: 'integer', minimum: 0 },
      char: { type: 'string', minLength: 1, maxLength: 2, description: 'One visible character, and no digit.' },
      defaults: {
        type: 'object',
        additionalProperties: false,
        properties: { threshold: ref('score'), ...LOOKS },
      },
      fields: {
        type: 'object',
        description: 'By path (orders[*].receiver.*, **.remark): the last rule that matches a field holds.',
        additionalProperties: {
          anyOf: [
            { enum: ['scan', 'keep', 'drop'] },
            {
              type: 'object',
              required: ['treat-as'],
              additionalProperties: false,
              properties: { 'treat-as': { type: 'string' } },
            },
          ],
        },
      },
    },
  };
}

function kindsOf(kinds: readonly string[], rule: Schema): Schema {
  return {
    type: 'object',
    description: '* stands for every kind that is not named, except the values of the caller’s own deny list.',
    properties: Object.fromEntries(kinds.map((kind) => [kind, rule])),
    // Detectors of the caller's own have kinds of their own.
    additionalProperties: rule,
  };
}

function views(description: string): Schema {
  return { type: 'object', description, additionalProperties: ref('view') };
}

/** Every strategy of ours with its options. */
function specs(more: Schema): Schema[] {
  return Object.entries(OPTIONS).map(([use, { options, required = [] }]) => ({
    type: 'object',
    description: ABOUT[use],
    required: ['use', ...required],
    additionalProperties: false,
    properties: {
      use: { const: use },
      ...more,
      ...Object.fromEntries(Object.entries(options).map(([name, type]) => [name, ofType(type)])),
    },
    // Two ways to say how much of an address is shown.
    ...(use === 'address' ? { not: { required: ['keep', 'hide'] } } : {}),
  }));
}

function custom(more: Schema): Schema[] {
  return [
    {
      type: 'object',
      description: 'A strategy of your own, with options of its own.',
      required: ['use'],
      properties: { use: { type: 'string', not: { enum: Object.keys(OPTIONS) } }, ...more },
    },
  ];
}

function ofType(type: OptionType): Schema {
  if (typeof type !== 'string') return { enum: type };
  if (type === 'text') return { type: 'string' };
  if (type === 'strategies') return { type: 'array', minItems: 1, items: ref('strategy') };
  return ref(type);
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(SCHEMA_FILE, `${JSON.stringify(policySchema(), null, 2)}\n`);
