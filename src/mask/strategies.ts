/** The strategies a policy can name, as data: what each is called and which options it takes. */

import type { AddressMask, AddressOptions, Kind, Strategy, Value } from '../types.ts';
import { labelOf } from './labels.ts';
import { maskPartly, type PartialOptions } from './partial.ts';

/** What stands in for a value when nothing better is known, and where a strategy of the caller's failed. */
export const MASKED = '***';

export interface TagOptions {
  /** `<手机号>` or `<mobile>`; Chinese when absent. */
  readonly language?: 'zh' | 'en';
}

/** How much `generalise` still says of a value. */
export interface GeneraliseOptions {
  /** Of identity numbers and dates of birth; `year` when absent. */
  readonly birth?: 'year' | 'decade' | 'none';
  /** Of identity numbers; `show` when absent. */
  readonly sex?: 'show' | 'hide';
  /** Of identity numbers; `province` when absent. */
  readonly region?: 'province' | 'none';
  /** The smallest part of an address; `district` when absent. */
  readonly address?: 'province' | 'city' | 'district';
  /** Characters of the geohash of a place, 1 to 9; 5 when absent, a cell of some five kilometres. */
  readonly geohash?: number;
}

/** A strategy of ours with its options, as a policy spells it. */
export type StrategySpec =
  | { readonly use: 'keep' | 'remove' }
  | { readonly use: 'fixed'; readonly text?: string }
  | ({ readonly use: 'tag' } & TagOptions)
  | ({ readonly use: 'partial' } & PartialOptions)
  | ({ readonly use: 'address' } & AddressOptions)
  | ({ readonly use: 'generalise' } & GeneraliseOptions)
  | { readonly use: 'chain'; readonly steps: readonly StrategyUse[] }
  | { readonly use: 'by-score'; readonly from: number; readonly above: StrategyUse; readonly below: StrategyUse }
  | { readonly use: 'token'; readonly algorithm?: 'hmac-sha256' | 'hmac-sm3' }
  | { readonly use: 'encrypt'; readonly algorithm?: 'aes-gcm' | 'aes-gcm-siv' | 'sm4-cbc' }
  | { readonly use: 'fpe' | 'pseudonym' };

/** A strategy within another: `'tag'` is short for `{ use: 'tag' }`. */
export type StrategyUse = StrategySpec['use'] | StrategySpec | (string & {}) | { readonly use: string & {} };

/**
 * What an option has to be: a number from 0 to 1, a whole number from 0, any text, one visible character, a strategy, a list of
 * them, or one of these words.
 */
export type OptionType = 'score' | 'count' | 'text' | 'char' | 'strategy' | 'strategies' | readonly string[];

/** What a policy can name in `use`. */
export interface StrategyType {
  /** Those without a `required` list may all be left out. */
  readonly options: Readonly<Record<string, OptionType>>;
  readonly required?: readonly string[];
  /** It takes other options as well, which nobody checks. */
  readonly isOpen?: boolean;
  /** What it shows may look like a real value: it is not looked at again. */
  readonly isRealistic?: boolean;
  /** It does nothing without a key ring. */
  readonly isKeyed?: boolean;
  /** Called once for each kind, with checked options. Throws a TuominError when the kind cannot be masked so. */
  make(options: Readonly<Record<string, unknown>>, making: Making): Strategy;
}

/** What is known where a strategy is made. */
export interface Making {
  /** `'*'` where it is for all kinds that the policy does not name. */
  readonly kind: Kind;
  /** Where the policy names it. */
  readonly path: string;
  readonly tenant: string;
  /** Without it, addresses are hidden whole. */
  readonly maskAddress?: AddressMask | undefined;
  /** Makes a strategy within this one, from a checked option. */
  create(use: unknown): Strategy;
}

/** Every strategy that needs nothing but the value. */
export const STRATEGIES: Readonly<Record<string, StrategyType>> = {
  keep: { options: {}, make: () => (value) => value.text },
  fixed: {
    options: { text: 'text' },
    make:
      ({ text = MASKED }) =>
      () =>
        text as string,
  }, // 'text'
  remove: { options: {}, make: () => () => '' },
  tag: { options: { language: ['zh', 'en'] }, make: (options) => (value) => tagOf(value.kind, options) },
  partial: {
    options: { head: 'count', tail: 'count', hide: 'count', max: 'count', char: 'char', virtual: ['keep'] },
    make: (options) => (value) => maskPartly(value, options),
  },
  address: {
    options: {
      keep: ['province', 'city', 'district', 'town', 'road'],
      hide: ['from-road', 'unit-room'],
      char: 'char',
    },
    // Without parts there is nothing that could be shown.
    make:
      (options: AddressOptions, { maskAddress }) =>
      (value) =>
        maskAddress?.(value, options) ?? (options.char ?? '*').repeat(4),
  },
};

/** A strategy of the caller's that cannot break the text around it: what throws or returns no string is masked whole. */
export function guardStrategy(strategy: Strategy): Strategy {
  return (value: Value) => {
    try {
      const masked: unknown = strategy(value);
      return typeof masked === 'string' ? masked : MASKED;
    } catch {
      return MASKED;
    }
  };
}

export function tagOf(kind: Kind, { language }: TagOptions): string {
  return `<${language === 'en' ? kind : labelOf(kind)}>`;
}
