/** The views that the audiences of a policy have of one record: what is found in it once is masked for each. */

import type { Located } from '../mask/splice.ts';
import { type LabelledMasking, MOST_PASSES, type Reading, type TextEngine } from '../redactor.ts';
import { maskText, TextWindow } from '../window.ts';

export interface Views {
  readonly engines: ReadonlyMap<string, TextEngine>;
  /** What is found while `work` runs is found once. */
  together<T>(work: () => T): T;
}

/** Throws a TuominError for an audience that makes no sense: a mistake is told where the redactor is made. */
export function createViews(engine: TextEngine): Views {
  const policies = new Map(engine.policy.audiences.map((name) => [name, engine.policyFor(name)]));
  // A kind that one of them is shown must hide from none that another kind is masked.
  const find = engine.finderFor((kind) => [...policies.values()].some((policy) => policy.isKept(kind)));
  const memo = new Memo(find);
  const engines = new Map<string, TextEngine>();
  for (const [name, policy] of policies) {
    const masking: LabelledMasking = {
      ...engine.masking,
      passes: policy.isRealistic ? 1 : MOST_PASSES,
      strategyOf: policy.strategyOf,
      locate: (text, reading) => memo.find(text, reading),
    };
    engines.set(name, {
      ...engine,
      policy,
      masking,
      window: (given) => new TextWindow(masking, given),
      redact: (text) => maskText(masking, text),
    });
  }
  return {
    engines,
    together(work) {
      try {
        return work();
      } finally {
        memo.forget();
      }
    },
  };
}

/** Remembers what was found in a text, for as long as one record is masked. */
class Memo {
  readonly #find: LabelledMasking['locate'];
  /** By memory of the record, then by text. */
  readonly #found = new Map<object | undefined, Map<string, Located[]>>();

  constructor(find: LabelledMasking['locate']) {
    this.#find = find;
  }

  find(text: string, reading: Reading | undefined): Located[] {
    const memory = reading?.recall === undefined ? undefined : reading.memory;
    let texts = this.#found.get(memory);
    if (texts === undefined) {
      texts = new Map();
      this.#found.set(memory, texts);
    }
    const key = `${reading?.isThing === true ? 1 : 0}${text}`;
    let located = texts.get(key);
    if (located === undefined) {
      located = this.#find(text, reading);
      texts.set(key, located);
    }
    return located;
  }

  forget(): void {
    this.#found.clear();
  }
}
