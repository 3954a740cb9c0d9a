/** Strategies that are made of others. */

import type { Strategy } from '../types.ts';
import type { StrategyType } from './strategies.ts';

/** One strategy after the other: each is given what the one before has made of the value. */
export const chain: StrategyType = {
  options: { steps: 'strategies' },
  required: ['steps'],
  make: ({ steps }, { create }) => {
    const strategies = (steps as readonly unknown[]).map(create); // checked as 'strategies'
    return (value) => {
      let { text } = value;
      for (const strategy of strategies) {
        // Parts and spelling are those of the value as it stands in the text.
        text = strategy(text === value.text ? value : { kind: value.kind, text, elements: [], score: value.score });
      }
      return text;
    };
  },
};

/** One strategy for values we are sure of, another for the rest: a token from 0.9 up, stars below. */
export const byScore: StrategyType = {
  options: { from: 'score', above: 'strategy', below: 'strategy' },
  required: ['from', 'above', 'below'],
  make: ({ from, above, below }, { create }) => {
    const [sure, unsure]: readonly [Strategy, Strategy] = [create(above), create(below)];
    return (value) => ((value.score ?? 1) >= (from as number) ? sure(value) : unsure(value)); // checked as 'score'
  },
};
