/**
 * What all sessions of a guard share: a redactor that finds what the policy finds, what looks like a placeholder, and what a session
 * has hidden before, and has the vault of whoever's prompt is read hide it.
 */

import { FAILED, TuominError } from '../../errors.ts';
import { createRedactor, defaultDetectors } from '../../index.ts';
import { allStrategies } from '../../mask/all.ts';
import { MASKED } from '../../mask/strategies.ts';
import type { FieldAction, KindPolicy } from '../../policy/format.ts';
import { compilePolicy } from '../../policy/policy.ts';
import { Contexts } from '../../record/contexts.ts';
import type { RecordRedactorOptions, Redactor } from '../../record/index.ts';
import type { Detector, Value } from '../../types.ts';
import { type Language, LOOKALIKE, Matcher } from './placeholders.ts';
import type { Vault } from './vault.ts';

export interface PromptGuardOptions
  extends Pick<RecordRedactorOptions, 'policy' | 'detectors' | 'strategies' | 'allow' | 'deny'> {
  /** Of placeholders: `<姓名_1>`, or `<name_1>` with `en`; Chinese when absent. */
  readonly language?: 'zh' | 'en';
}

/** The name of our strategy. */
const USE = 'prompt-placeholder';

/** Ids that tie calls to results: services refuse them with anything else in them. */
const IDS: Readonly<Record<string, FieldAction>> = {
  '**.toolCallId': 'keep',
  '**.tool_call_id': 'keep',
  '**.tool_use_id': 'keep',
  '**.tool_calls[*].id': 'keep',
};

export class Finder {
  readonly matcher: Matcher;
  readonly language: Language;
  readonly contexts = new Contexts([]);
  readonly #redactor: Redactor;
  /** Whose prompt is read right now; redacting does not wait for anything. */
  #vault: Vault | undefined;

  constructor(options: PromptGuardOptions) {
    if (typeof options !== 'object' || options === null)
      throw new TuominError('bad-option', 'options', 'must be an object');
    const { language = 'zh', policy = 'log', detectors = defaultDetectors, strategies = {}, ...rest } = options;
    if (language !== 'zh' && language !== 'en')
      throw new TuominError('bad-option', 'options.language', 'must be "zh" or "en"');
    if (!Array.isArray(detectors)) throw new TuominError('bad-option', 'options.detectors', 'must be an array');
    this.language = language === 'en' ? 1 : 0;
    const kinds = [...(detectors as readonly Detector[]).flatMap((one) => one?.kinds ?? []), LOOKALIKE];
    // What the policy finds is found; how it would mask is not asked, so that it needs no keys.
    const draft = compilePolicy(policy, { ours: allStrategies(), strategies, kinds, isDraft: true });
    const rules: Record<string, KindPolicy> = {};
    for (const kind of draft.kinds) {
      const { threshold, isKept } = draft.ruleOf(kind);
      rules[kind] = threshold === undefined ? false : { use: isKept ? 'keep' : USE, threshold };
    }
    // Every kind is named; presets have no rules for fields, and views of audiences are not for models.
    const fields = typeof policy === 'string' ? {} : policy.fields;
    this.matcher = new Matcher(draft.kinds);
    this.#redactor = createRedactor({
      ...rest,
      policy: {
        version: 1,
        kinds: { ...rules, [LOOKALIKE]: USE },
        fields: { ...IDS, ...fields },
      },
      // A function: what it puts in is not looked at again.
      strategies: { ...strategies, [USE]: (value: Value) => this.#vault?.hide(value) ?? MASKED },
      // Last: what looks like a placeholder is no evidence for a name beside it.
      detectors: [...detectors, this.#lookalikes()],
    });
  }

  /** A value as the vault hides what is found in it; `isAgain` where it has been masked before. Does not throw. */
  redact<T>(value: T, vault: Vault, isAgain: boolean): T {
    const outer = this.#vault;
    this.#vault = vault;
    vault.isAgain = isAgain;
    try {
      return this.#redactor.redactRecord(value);
    } catch {
      return FAILED as T; // whatever it was, it is not sent
    } finally {
      this.#vault = outer;
      vault.isAgain = false;
    }
  }

  /** Finds what reads as a placeholder, and what the session has hidden before wherever it comes again. */
  #lookalikes(): Detector {
    return {
      name: LOOKALIKE,
      kinds: [LOOKALIKE],
      reach: 256,
      cues: [],
      wakes: { digits: 0 },
      find: (scan, report) => {
        const text = scan.text.slice(scan.base, scan.base + scan.length);
        for (const { start, end } of this.matcher.lookalikes(text)) report.add(LOOKALIKE, start, end, 4);
        for (const { kind, start, end } of this.#vault?.known.find(text) ?? []) report.add(kind, start, end, 4);
      },
    };
  }
}
