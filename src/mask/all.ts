import { byScore, chain } from './combine.ts';
import { generalise } from './generalise.ts';
import { STRATEGIES, type StrategyType } from './strategies.ts';

/** Every strategy of ours that needs no key, by the name that policies use. */
export function allStrategies(): Readonly<Record<string, StrategyType>> {
  return { ...STRATEGIES, generalise, chain, 'by-score': byScore };
}
