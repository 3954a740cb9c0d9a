/**
 * The policies we ship, as plain data. docs/policies.md says of each what it shows, which rule it follows and what we
 * chose; raise the version there and in the changelog when masked output changes.
 */

import type { KnownKind } from '../types.ts';
import type { KindPolicy, Policy, PresetName } from './format.ts';

/** At least six hidden digits, by GB/T 41833-2022, is what we hold every preset but `classic` to. */
const PHONE = { use: 'partial', head: 3, tail: 2, hide: 6 } as const;
/** 1 + 1 of an identity number: 6 + 4 would leave some two thousand candidates for the hidden birth date. */
const ENDS = { use: 'partial', head: 1, tail: 1 } as const;
/** First character, of what has no known structure; the length is hidden too. */
const FIRST = { use: 'partial', head: 1, max: 3 } as const;
const HIDDEN = { use: 'fixed', text: '****' } as const;

const LOG: Readonly<Record<KnownKind | 'denied' | '*', KindPolicy>> = {
  mobile: PHONE,
  landline: PHONE,
  'phone-tail': HIDDEN,
  hotline: 'keep',
  'id-card': ENDS,
  'hk-id': ENDS,
  'macau-id': ENDS,
  'tw-id': ENDS,
  permit: ENDS,
  passport: ENDS,
  'officer-card': ENDS,
  'bank-card': { use: 'partial', tail: 4 },
  plate: { use: 'partial', head: 2 },
  email: FIRST,
  uscc: false,
  wechat: FIRST,
  qq: FIRST,
  'birth-date': HIDDEN,
  geo: HIDDEN,
  'pickup-code': HIDDEN,
  'door-code': HIDDEN,
  username: FIRST,
  secret: 'fixed',
  name: { use: 'partial', head: 1, max: 1 },
  address: { use: 'address', keep: 'district' },
  denied: 'fixed',
  '*': 'tag',
};

/** Each by name. All but `log` say only where they differ from it. */
export const PRESETS: Readonly<Record<PresetName, Policy>> = {
  log: { name: 'log', version: 1, kinds: LOG },
  display: {
    name: 'display',
    version: 1,
    extends: 'log',
    kinds: {
      plate: { use: 'partial', head: 2, tail: 2 },
      wechat: { use: 'partial', head: 2, tail: 1, max: 3 },
      qq: { use: 'partial', head: 2, tail: 1, max: 3 },
      username: { use: 'partial', head: 1, tail: 1, max: 3 },
      address: { use: 'address', keep: 'town' },
      // What is shown to people may rather miss a name in prose than star a brand.
      name: { threshold: 0.8 },
    },
  },
  waybill: {
    name: 'waybill',
    version: 1,
    extends: 'log',
    kinds: { address: { use: 'address', hide: 'unit-room' } },
  },
  strict: { name: 'strict', version: 1, extends: 'log', kinds: { '*': 'tag', denied: 'tag' } },
  classic: {
    name: 'classic',
    version: 1,
    extends: 'log',
    kinds: {
      mobile: { use: 'partial', head: 3, tail: 4 },
      landline: { use: 'partial', head: 4, tail: 2 },
      'id-card': { use: 'partial', head: 1, tail: 2 },
      'bank-card': { use: 'partial', head: 4, tail: 4 },
      name: FIRST,
      address: { use: 'address', hide: 'from-road' },
    },
  },
};
