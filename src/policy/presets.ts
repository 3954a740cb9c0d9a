/**
 * The policies we ship, as plain data. docs/policies.md says of each what it shows, which rule it follows and what we
 * chose; raise the version there and in the changelog when masked output changes.
 */

import type { StrategyUse } from '../mask/strategies.ts';
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

/** Who knows the number tells it from others by its end; four of eleven digits, and the call is still to be made by us. */
const LAST_FOUR = { use: 'partial', tail: 4, hide: 6 } as const;
const SURNAME = { use: 'partial', head: 1, max: 1 } as const;

/** Joinable, and broad where a value alone would lead to a person. */
const ANALYTICS: Readonly<Record<string, StrategyUse>> = {
  mobile: 'token',
  landline: 'token',
  'id-card': { use: 'generalise', birth: 'decade' },
  'birth-date': { use: 'generalise', birth: 'decade' },
  'hk-id': 'token',
  'macau-id': 'token',
  'tw-id': 'token',
  permit: 'token',
  passport: 'token',
  'officer-card': 'token',
  'bank-card': 'token',
  plate: 'token',
  email: 'token',
  wechat: 'token',
  qq: 'token',
  username: 'token',
  name: 'token',
  address: { use: 'generalise', address: 'district' },
  geo: { use: 'generalise', geohash: 5 },
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
  support: {
    name: 'support',
    version: 1,
    extends: 'log',
    kinds: {
      mobile: LAST_FOUR,
      landline: LAST_FOUR,
      plate: { use: 'partial', head: 2, tail: 2 },
      username: { use: 'partial', head: 1, tail: 1, max: 3 },
      address: { use: 'address', keep: 'town' },
    },
  },
  analytics: {
    name: 'analytics',
    version: 1,
    extends: 'log',
    kinds: ANALYTICS,
  },
  delivery: {
    name: 'delivery',
    version: 1,
    extends: 'log',
    // Whoever sees a piece of a value sees the same piece: two views side by side show no more than one.
    audiences: {
      courier: {
        kinds: {
          '*': HIDDEN,
          name: SURNAME,
          mobile: { use: 'partial', tail: 4, hide: 6, virtual: 'keep' },
          landline: LAST_FOUR,
          hotline: 'keep',
          address: 'keep',
          'pickup-code': 'keep',
          'door-code': 'keep',
        },
      },
      merchant: {
        kinds: { '*': HIDDEN, hotline: 'keep', address: { use: 'address', keep: 'district' } },
      },
      'call-centre': {
        kinds: {
          '*': HIDDEN,
          name: SURNAME,
          mobile: LAST_FOUR,
          landline: LAST_FOUR,
          hotline: 'keep',
          'id-card': 'token',
          'bank-card': 'token',
          address: 'token',
          email: 'token',
          wechat: 'token',
          qq: 'token',
          username: 'token',
        },
      },
      analyst: { kinds: ANALYTICS },
    },
  },
  court: {
    name: 'court',
    version: 1,
    extends: 'log',
    kinds: {
      '*': 'remove',
      denied: 'remove',
      hotline: 'keep',
      uscc: false,
      name: { use: 'partial', head: 1, max: 1, char: '某' },
    },
  },
  'alipay-2020': {
    name: 'alipay-2020',
    version: 1,
    extends: 'log',
    kinds: {
      mobile: PHONE,
      name: { use: 'partial', tail: 1 },
      plate: { use: 'partial', head: 2, tail: 3 },
    },
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
