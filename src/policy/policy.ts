/** Reads a policy: plain, versioned JSON that says which kinds count, from which score, and how each is masked. */

import { didYouMean, TuominError } from '../errors.ts';
import {
  createStrategy,
  guardStrategy,
  MASKED,
  type OptionType,
  STRATEGIES,
  type StrategySpec,
} from '../mask/strategies.ts';
import type { AddressMask, Kind, Strategy } from '../types.ts';
import type { PolicyInput, PresetName } from './format.ts';
import { PRESETS } from './presets.ts';
import { type Fields, join, quote, readFields, unknownKey, wrong } from './read.ts';

export type { KindPolicy, Policy, PolicyInput } from './format.ts';

export interface CompiledPolicy {
  /** The score from which a kind is a finding; undefined when the policy leaves the kind alone. */
  thresholdOf(kind: Kind): number | undefined;
  strategyOf(kind: Kind): Strategy;
  /** The kind is found but shown: it must never hide that another kind is masked. */
  isKept(kind: Kind): boolean;
  /** The rules for the fields of records as they were written: who reads records compiles them. */
  readonly fields: unknown;
  /** All kinds that the policy may name. */
  readonly kinds: readonly Kind[];
}

/** What a policy says of one kind; what is undefined, the policy it extends decides. */
interface Rule {
  readonly isOn: boolean;
  readonly threshold?: number | undefined;
  readonly use?: string | undefined;
  readonly options?: Fields | undefined;
}

/** One policy of the chain from the caller's own down to `log`. */
interface Layer {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly defaults: Fields;
  readonly fields: unknown;
}

type Custom = ReadonlyMap<string, Strategy>;

const VERSION = 1;
const THRESHOLD = 0.5;
const DEFAULTS: Readonly<Record<string, OptionType | 'score'>> = {
  threshold: 'score',
  language: ['zh', 'en'],
  char: 'char',
};

/** Checks a policy and binds it to its strategies. Throws a TuominError that names the path and the nearest spelling. */
export function compilePolicy(
  policy: PolicyInput = 'log',
  strategies: Readonly<Record<string, Strategy>> = {},
  kinds: readonly Kind[] = [],
  maskAddress?: AddressMask,
): CompiledPolicy {
  const custom = readStrategies(strategies);
  const known = [...new Set([...Object.keys(PRESETS.log.kinds ?? {}), ...kinds])];
  const layers = readLayers(policy, known, custom);
  const rules = new Map(known.map((kind) => [kind, settle(kind, layers, custom, maskAddress)]));
  // What a detector reports without having said so is masked like any kind unknown to us.
  const ruleOf = (kind: Kind): Settled => rules.get(kind) ?? (rules.get('*') as Settled); // '*' is in the log preset
  return {
    thresholdOf: (kind) => ruleOf(kind).threshold,
    strategyOf: (kind) => ruleOf(kind).strategy,
    isKept: (kind) => ruleOf(kind).isKept,
    // Presets have none.
    fields: layers[0]?.fields,
    kinds: known,
  };
}

interface Settled {
  readonly threshold: number | undefined;
  readonly strategy: Strategy;
  readonly isKept: boolean;
}

/** Asks each policy of the chain in turn. */
function settle(kind: Kind, layers: readonly Layer[], custom: Custom, maskAddress: AddressMask | undefined): Settled {
  let isOn: boolean | undefined;
  let threshold: number | undefined;
  let chosen: Rule | undefined;
  for (const { rules } of layers) {
    const rule = rules.get(kind) ?? (kind === 'denied' ? undefined : rules.get('*'));
    if (rule === undefined) continue;
    isOn ??= rule.isOn;
    if (!isOn) return { threshold: undefined, strategy: () => MASKED, isKept: false };
    threshold ??= rule.threshold;
    chosen = rule.use === undefined ? undefined : rule;
    if (chosen !== undefined) break;
  }
  const defaults: Fields = Object.assign({}, ...layers.map((layer) => layer.defaults).reverse());
  threshold ??= (defaults['threshold'] as number | undefined) ?? THRESHOLD; // checked as a score
  const use = chosen?.use ?? 'tag';
  const own = custom.get(use);
  // The options were checked against STRATEGIES; a strategy takes no notice of defaults that are not its own.
  const strategy = own ?? createStrategy({ ...defaults, ...chosen?.options, use } as StrategySpec, maskAddress);
  return { threshold, strategy, isKept: own === undefined && use === 'keep' };
}

function readLayers(policy: unknown, known: readonly string[], custom: Custom): Layer[] {
  const layers: Layer[] = [];
  let current: unknown = policy;
  for (let path = 'policy'; current !== undefined; path = 'policy.extends') {
    if (typeof current === 'string') {
      if (!Object.hasOwn(PRESETS, current)) {
        throw new TuominError(
          'unknown-preset',
          path,
          `unknown preset ${quote(current)}${didYouMean(current, Object.keys(PRESETS))}`,
        );
      }
      current = PRESETS[current as PresetName]; // hasOwn just said so
    } else if (path !== 'policy') throw wrong(path, 'must be the name of a preset');
    const fields = readFields(current, path, ['name', 'version', 'extends', 'kinds', 'fields', 'defaults']);
    if (fields['version'] !== VERSION)
      throw new TuominError(
        'policy-version',
        `${path}.version`,
        `must be ${VERSION}, the version of policies this release reads`,
      );
    if (fields['name'] !== undefined && typeof fields['name'] !== 'string')
      throw wrong(`${path}.name`, 'must be a string');
    const kinds = fields['kinds'] === undefined ? {} : readFields(fields['kinds'], `${path}.kinds`, known);
    const defaults =
      fields['defaults'] === undefined ? {} : readFields(fields['defaults'], `${path}.defaults`, Object.keys(DEFAULTS));
    for (const key of Object.keys(defaults))
      checkOption(defaults[key], join(`${path}.defaults`, key), DEFAULTS[key] ?? 'text');
    layers.push({
      defaults,
      fields: fields['fields'],
      rules: new Map(
        Object.keys(kinds).map((kind) => [kind, readRule(kinds[kind], join(`${path}.kinds`, kind), custom)]),
      ),
    });
    current = fields['extends'] ?? (current === PRESETS.log ? undefined : 'log');
  }
  return layers;
}

function readRule(value: unknown, path: string, custom: Custom): Rule {
  if (typeof value === 'boolean') return { isOn: value };
  if (typeof value === 'string') return { isOn: true, use: checkUse(value, path, custom) };
  const all = readFields(value, path);
  const { use, threshold, ...options } = all;
  checkOption(threshold ?? 0, `${path}.threshold`, 'score');
  if (use !== undefined && typeof use !== 'string') throw wrong(`${path}.use`, 'must be the name of a strategy');
  if (use !== undefined) checkUse(use, `${path}.use`, custom);
  const types = use === undefined || custom.has(use) ? {} : STRATEGIES[use as StrategySpec['use']]; // checkUse has seen it
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(types, key)) throw unknownKey(path, key, ['use', 'threshold', ...Object.keys(types)]);
    checkOption(options[key], join(path, key), types[key] ?? 'text');
  }
  if (use === 'address' && options['keep'] !== undefined && options['hide'] !== undefined)
    throw wrong(`${path}.hide`, 'cannot go with keep: give one of them');
  return { isOn: true, threshold: threshold as number | undefined, use, options }; // checked as a score
}

function readStrategies(strategies: unknown): Custom {
  const custom = new Map<string, Strategy>();
  const fields = readFields(strategies, 'strategies', undefined, true);
  for (const name of Object.keys(fields)) {
    const [strategy, path] = [fields[name], join('strategies', name)];
    if (typeof strategy !== 'function') throw wrong(path, 'must be a function');
    if (Object.hasOwn(STRATEGIES, name)) throw wrong(path, 'is the name of a strategy of ours; choose another');
    custom.set(name, guardStrategy(strategy as Strategy)); // what it returns is checked by the guard
  }
  return custom;
}

function checkUse(use: string, path: string, custom: Custom): string {
  const names = [...Object.keys(STRATEGIES), ...custom.keys()];
  if (!names.includes(use))
    throw new TuominError('unknown-strategy', path, `unknown strategy ${quote(use)}${didYouMean(use, names)}`);
  return use;
}

function checkOption(value: unknown, path: string, type: OptionType | 'score'): void {
  const isNumber = typeof value === 'number';
  if (type === 'score') {
    if (!(isNumber && value >= 0 && value <= 1)) throw wrong(path, 'must be a number from 0 to 1');
  } else if (type === 'count') {
    if (!(isNumber && Number.isSafeInteger(value) && value >= 0))
      throw wrong(path, 'must be a whole number, 0 or more');
  } else if (typeof value !== 'string') {
    throw wrong(path, 'must be a string');
  } else if (type === 'char') {
    // A digit would make the mask a number again.
    if (!/^[^\p{C}\p{Z}\p{N}]$/u.test(value)) throw wrong(path, 'must be one visible character and no digit');
  } else if (type !== 'text' && !type.includes(value)) {
    throw new TuominError('bad-policy', path, `unknown value ${quote(value)}${didYouMean(value, type)}`);
  }
}
