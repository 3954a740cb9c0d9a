/** Reads a policy: plain, versioned JSON that says which kinds count, from which score, and how each is masked. */

import { didYouMean, TuominError } from '../errors.ts';
import { guardStrategy, MASKED, type OptionType, STRATEGIES, type StrategyType } from '../mask/strategies.ts';
import type { AddressMask, KeyRing, Kind, Strategy } from '../types.ts';
import type { PolicyInput, PresetName } from './format.ts';
import { keyedStrategies } from './keyed.ts';
import { PRESETS } from './presets.ts';
import { type Fields, join, quote, readFields, unknownKey, wrong } from './read.ts';

export type { KindPolicy, Policy, PolicyInput } from './format.ts';

/** What a policy comes to for one kind. */
export interface Settled {
  /** The score from which it is a finding; undefined when the policy leaves the kind alone. */
  readonly threshold: number | undefined;
  readonly strategy: Strategy;
  /** The kind is found but shown: it must never hide that another kind is masked. */
  readonly isKept: boolean;
  /** The strategy by name, and its options. */
  readonly use: string;
  readonly options: Fields;
  readonly isRealistic: boolean;
  readonly isKeyed: boolean;
}

export interface CompiledPolicy {
  readonly name: string;
  /** All kinds that the policy may name. */
  readonly kinds: readonly Kind[];
  ruleOf(kind: Kind): Settled;
  thresholdOf(kind: Kind): number | undefined;
  strategyOf(kind: Kind): Strategy;
  isKept(kind: Kind): boolean;
  /** Something that is shown may look like a real value. */
  readonly isRealistic: boolean;
  /** A strategy needs keys. */
  readonly isKeyed: boolean;
  /** The rules for the fields of records as they were written, each with its path: who reads records compiles them. */
  readonly fields: readonly Part[];
  /** The names of those the policy has views for. */
  readonly audiences: readonly string[];
  readonly tenants: readonly string[];
}

/** What a policy is bound to. */
export interface PolicyContext {
  /** Our own strategies; those that need nothing but the value when absent. */
  readonly ours?: Readonly<Record<string, StrategyType>> | undefined;
  readonly strategies?: Readonly<Record<string, Strategy | StrategyType>> | undefined;
  /** Those of the detectors at hand, besides ours. */
  readonly kinds?: readonly Kind[] | undefined;
  readonly maskAddress?: AddressMask | undefined;
  readonly keys?: KeyRing | undefined;
  /** It is looked at, not used: strategies that need keys do without. */
  readonly isDraft?: boolean | undefined;
  readonly tenant?: string | undefined;
  readonly audience?: string | undefined;
}

/** A part of a policy with its path. */
export interface Part {
  readonly value: unknown;
  readonly path: string;
}

/** What a policy says of one kind; what is undefined, the policy it extends decides. */
interface Rule {
  readonly path: string;
  readonly isOn: boolean;
  readonly threshold?: number | undefined;
  readonly use?: string | undefined;
  readonly options?: Fields | undefined;
}

/** One policy of the chain from the caller's own down to `log`, or what it says for a tenant or an audience. */
interface Layer {
  readonly name: string | undefined;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly defaults: Fields;
  readonly fields: Part;
  /** Of a tenant or an audience: it can change how a kind is masked, and not whether it is found. */
  readonly isView: boolean;
}

type Types = ReadonlyMap<string, StrategyType>;

const VERSION = 1;
const THRESHOLD = 0.5;
const DEEPEST = 4;
const DEFAULTS: Readonly<Record<string, OptionType>> = { threshold: 'score', language: ['zh', 'en'], char: 'char' };
const PARTS = ['kinds', 'fields', 'defaults'];
const KEYS = ['$schema', 'name', 'version', 'extends', 'kinds', 'fields', 'defaults', 'tenants', 'audiences'];

/** Checks a policy and binds it to its strategies. Throws a TuominError that names the path and the nearest spelling. */
export function compilePolicy(policy: PolicyInput = 'log', context: PolicyContext = {}): CompiledPolicy {
  const types = readStrategies(context);
  const known = [...new Set([...Object.keys(PRESETS.log.kinds ?? {}), ...(context.kinds ?? [])])];
  const { layers, audiences, tenants } = readLayers(policy, known, types, context);
  if (context.audience !== undefined && !audiences.includes(context.audience))
    throw new TuominError(
      'unknown-audience',
      'options.audience',
      `the policy names no such audience${didYouMean(context.audience, audiences)}`,
    );
  const rules = new Map(known.map((kind) => [kind, settle(kind, layers, types, context)]));
  // What a detector reports without having said so is masked like any kind unknown to us.
  const ruleOf = (kind: Kind): Settled => rules.get(kind) ?? (rules.get('*') as Settled); // '*' is in the log preset
  return {
    name: layers.find(({ isView }) => !isView)?.name ?? 'custom',
    kinds: known,
    ruleOf,
    thresholdOf: (kind) => ruleOf(kind).threshold,
    strategyOf: (kind) => ruleOf(kind).strategy,
    isKept: (kind) => ruleOf(kind).isKept,
    isRealistic: [...rules.values()].some(({ isRealistic }) => isRealistic),
    isKeyed: [...rules.values()].some(({ isKeyed }) => isKeyed),
    // The most special come last, and the last rule that matches holds.
    fields: layers.map(({ fields }) => fields).reverse(),
    audiences,
    tenants,
  };
}

/** Asks each policy of the chain in turn. */
function settle(kind: Kind, layers: readonly Layer[], types: Types, context: PolicyContext): Settled {
  let isOn: boolean | undefined;
  let threshold: number | undefined;
  let view: Rule | undefined;
  let chosen: Rule | undefined;
  for (const { rules, isView } of layers) {
    const rule = rules.get(kind) ?? (kind === 'denied' ? undefined : rules.get('*'));
    if (rule === undefined) continue;
    if (isView) view ??= rules.get(kind);
    else isOn ??= rule.isOn;
    if (isOn === false) {
      if (view !== undefined) throw wrong(view.path, 'contradicts the policy, which leaves the kind alone');
      return {
        threshold: undefined,
        strategy: () => MASKED,
        isKept: false,
        use: 'keep',
        options: {},
        isRealistic: false,
        isKeyed: false,
      };
    }
    threshold ??= rule.threshold;
    if (chosen === undefined && rule.use !== undefined) chosen = rule;
    if (chosen !== undefined && isOn !== undefined) break;
  }
  const defaults: Fields = Object.assign({}, ...layers.map((layer) => layer.defaults).reverse());
  threshold ??= (defaults['threshold'] as number | undefined) ?? THRESHOLD; // checked as a score
  const { use = 'tag', options = {}, path = 'policy' } = chosen ?? {};
  let isRealistic = false;
  let isKeyed = false;
  const create = (part: unknown, at: string): Strategy => {
    const { use: name, ...own } = typeof part === 'string' ? { use: part } : (part as Fields); // checked as a strategy
    const type = types.get(name as string) as StrategyType; // checkUse has seen it
    isRealistic ||= type.isRealistic === true;
    isKeyed ||= type.isKeyed === true;
    const { maskAddress, tenant = '' } = context;
    // A strategy takes no notice of defaults that are not its own.
    const all = { ...defaults, ...own };
    return type.make(all, { kind, path: at, tenant, maskAddress, create: (inner) => create(inner, at) });
  };
  const strategy = create({ ...options, use }, path);
  const isKept = use === 'keep' && types.get(use) === STRATEGIES['keep'];
  return { threshold, strategy, isKept, use, options, isRealistic, isKeyed };
}

function readLayers(
  policy: unknown,
  known: readonly string[],
  types: Types,
  { tenant, audience }: PolicyContext,
): { layers: Layer[]; audiences: string[]; tenants: string[] } {
  const layers: Layer[] = [];
  const views: { readonly [name: string]: Layer[] } = { audiences: [], tenants: [] };
  const names = { audiences: new Set<string>(), tenants: new Set<string>() };
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
    const fields = readFields(current, path, KEYS);
    if (fields['version'] !== VERSION)
      throw new TuominError(
        'policy-version',
        `${path}.version`,
        `must be ${VERSION}, the version of policies this release reads`,
      );
    for (const key of ['name', '$schema'])
      if (fields[key] !== undefined && typeof fields[key] !== 'string')
        throw wrong(`${path}.${key}`, 'must be a string');
    layers.push(readLayer(fields, path, known, types));
    for (const [of, chosen] of [
      ['audiences', audience],
      ['tenants', tenant],
    ] as const) {
      const at = `${path}.${of}`;
      const all = readFields(fields[of] ?? {}, at);
      for (const name of Object.keys(all)) {
        names[of].add(name);
        const layer = readLayer(readFields(all[name], join(at, name), PARTS), join(at, name), known, types, true);
        if (name === chosen) views[of]?.push(layer);
      }
    }
    current = fields['extends'] ?? (current === PRESETS.log ? undefined : 'log');
  }
  return {
    layers: [...Object.values(views).flat(), ...layers],
    audiences: [...names.audiences],
    tenants: [...names.tenants],
  };
}

function readLayer(given: Fields, path: string, known: readonly string[], types: Types, isView = false): Layer {
  const kinds = readFields(given['kinds'] ?? {}, `${path}.kinds`, known);
  // Whether something is found is not for a view to say.
  const allowed = Object.keys(DEFAULTS).filter((key) => !(isView && key === 'threshold'));
  const defaults = readFields(given['defaults'] ?? {}, `${path}.defaults`, allowed);
  for (const key of Object.keys(defaults))
    checkOption(defaults[key], join(`${path}.defaults`, key), DEFAULTS[key] ?? 'text', types);
  const rules = new Map<string, Rule>();
  for (const kind of Object.keys(kinds)) {
    const rule = readRule(kinds[kind], join(`${path}.kinds`, kind), types);
    if (isView && (!rule.isOn || rule.threshold !== undefined))
      throw wrong(rule.path, 'can only say how the kind is masked');
    rules.set(kind, rule);
  }
  const name = given['name'] as string | undefined; // checked before
  return { name, defaults, fields: { value: given['fields'], path: `${path}.fields` }, rules, isView };
}

function readRule(value: unknown, path: string, types: Types): Rule {
  if (typeof value === 'boolean') return { path, isOn: value };
  if (typeof value === 'string') {
    checkStrategy(value, path, types);
    return { path, isOn: true, use: value };
  }
  const { use, threshold, ...options } = readFields(value, path);
  checkOption(threshold ?? 0, `${path}.threshold`, 'score', types);
  if (use === undefined) {
    for (const key of Object.keys(options)) throw unknownKey(path, key, ['use', 'threshold']);
    return { path, isOn: true, threshold: threshold as number | undefined }; // checked as a score
  }
  checkStrategy({ use, ...options }, path, types, ['threshold']);
  return { path, isOn: true, threshold: threshold as number | undefined, use: use as string, options };
}

/** `others` are keys that mean something here besides those of the strategy. */
function checkStrategy(value: unknown, path: string, types: Types, others: readonly string[] = [], depth = 0): void {
  if (depth > DEEPEST) throw wrong(path, `must be at most ${DEEPEST} strategies deep`);
  const { use, ...options } = typeof value === 'string' ? { use: value } : readFields(value, path);
  const at = typeof value === 'string' ? path : `${path}.use`;
  if (typeof use !== 'string') throw wrong(at, 'must be the name of a strategy');
  checkUse(use, at, types);
  const { options: known, required = [], isOpen = false } = types.get(use) as StrategyType; // checkUse has seen it
  for (const key of Object.keys(options)) {
    const type = Object.hasOwn(known, key) ? known[key] : undefined;
    if (type !== undefined) checkOption(options[key], join(path, key), type, types, depth);
    else if (!isOpen) throw unknownKey(path, key, ['use', ...others, ...Object.keys(known)]);
  }
  for (const key of required) if (options[key] === undefined) throw wrong(join(path, key), 'must be given');
  if (use === 'address' && options['keep'] !== undefined && options['hide'] !== undefined)
    throw wrong(`${path}.hide`, 'cannot go with keep: give one of them');
}

function readStrategies({ ours = STRATEGIES, strategies = {}, keys, isDraft = false }: PolicyContext): Types {
  const types = new Map<string, StrategyType>(Object.entries({ ...ours, ...keyedStrategies(keys, isDraft) }));
  const fields = readFields(strategies, 'strategies', undefined, true);
  for (const name of Object.keys(fields)) {
    const [strategy, path] = [fields[name], join('strategies', name)];
    if (types.has(name)) throw wrong(path, 'is the name of a strategy of ours; choose another');
    if (typeof strategy === 'function') {
      const guarded = guardStrategy(strategy as Strategy); // what it returns is checked by the guard
      // Who knows what it puts in.
      types.set(name, { options: {}, isRealistic: true, make: () => guarded });
    } else if (isStrategyType(strategy)) types.set(name, guardType(strategy));
    else throw wrong(path, 'must be a function');
  }
  return types;
}

/** A type of the caller's: what it makes is checked, what goes wrong in it is told by its path and holds no words of its own. */
function guardType(type: StrategyType): StrategyType {
  return {
    ...type,
    make(options, making) {
      let made: unknown;
      try {
        made = type.make(options, making);
      } catch (error) {
        throw error instanceof TuominError ? error : wrong(making.path, 'its strategy could not be made');
      }
      if (typeof made !== 'function') throw wrong(making.path, 'its strategy must be a function');
      return guardStrategy(made as Strategy); // what it returns is checked by the guard
    },
  };
}

function isStrategyType(value: unknown): value is StrategyType {
  return typeof (value as StrategyType | null)?.make === 'function';
}

function checkUse(use: string, path: string, types: Types): void {
  if (!types.has(use))
    throw new TuominError(
      'unknown-strategy',
      path,
      `unknown strategy ${quote(use)}${didYouMean(use, [...types.keys()])}`,
    );
}

function checkOption(value: unknown, path: string, type: OptionType, types: Types, depth = 0): void {
  const isNumber = typeof value === 'number';
  if (type === 'strategy') checkStrategy(value, path, types, [], depth + 1);
  else if (type === 'strategies') {
    if (!Array.isArray(value) || value.length === 0) throw wrong(path, 'must be a list of strategies');
    for (const [i, one] of value.entries()) checkStrategy(one, `${path}[${i}]`, types, [], depth + 1);
  } else if (type === 'score') {
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
