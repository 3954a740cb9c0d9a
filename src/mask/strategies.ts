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

/** A strategy of ours with its options, as a policy spells it. */
export type StrategySpec =
  | { readonly use: 'keep' | 'remove' }
  | { readonly use: 'fixed'; readonly text?: string }
  | ({ readonly use: 'tag' } & TagOptions)
  | ({ readonly use: 'partial' } & PartialOptions)
  | ({ readonly use: 'address' } & AddressOptions);

/** What an option has to be: a whole number from 0, any text, one visible character, or one of these words. */
export type OptionType = 'count' | 'text' | 'char' | readonly string[];

/** Every strategy of ours with the options it takes; all of them may be left out. */
export const STRATEGIES: Readonly<Record<StrategySpec['use'], Readonly<Record<string, OptionType>>>> = {
  keep: {},
  fixed: { text: 'text' },
  remove: {},
  tag: { language: ['zh', 'en'] },
  partial: { head: 'count', tail: 'count', hide: 'count', max: 'count', char: 'char' },
  address: {
    keep: ['province', 'city', 'district', 'town', 'road'],
    hide: ['from-road', 'unit-room'],
    char: 'char',
  },
};

/** Makes a strategy of ours from its checked options. Without `maskAddress`, addresses are hidden whole. */
export function createStrategy(spec: StrategySpec, maskAddress?: AddressMask): Strategy {
  switch (spec.use) {
    case 'keep':
      return ({ text }) => text;
    case 'remove':
      return () => '';
    case 'fixed':
      return () => spec.text ?? MASKED;
    case 'tag':
      return ({ kind }) => tagOf(kind, spec);
    case 'partial':
      return (value) => maskPartly(value, spec);
    case 'address':
      // Without parts there is nothing that could be shown.
      return (value) => maskAddress?.(value, spec) ?? (spec.char ?? '*').repeat(4);
  }
}

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

function tagOf(kind: Kind, { language }: TagOptions): string {
  return `<${language === 'en' ? kind : labelOf(kind)}>`;
}
