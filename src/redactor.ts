import { didYouMean, FAILED, TuominError } from './errors.ts';
import type { Located } from './mask/splice.ts';
import { STRATEGIES, type StrategyType } from './mask/strategies.ts';
import { keysOf } from './policy/keyed.ts';
import { createDenyDetector, createValueMatcher, type ListEntry } from './policy/lists.ts';
import { type CompiledPolicy, compilePolicy, type PolicyContext, type PolicyInput } from './policy/policy.ts';
import { Candidates, toScore } from './resolve/candidates.ts';
import { overlaps, resolve } from './resolve/resolve.ts';
import { bitsOf, compileLexis, type Lexis, wakeBit } from './scan/lexis.ts';
import { Scan } from './scan/scan.ts';
import { openCarriers, sourceOf, type View } from './text/carriers.ts';
import { tokensOf } from './text/tokens.ts';
import type { Detector, Explanation, Finding, KeyRing, Kind, Outcome, Span, Strategy } from './types.ts';
import { type Masking, marginOf, maskText, TextWindow, WINDOW, type WindowOptions } from './window.ts';

/** Digits that stand alone are looked at from this many on. */
const SHORTEST_NUMBER = 6;

/** Log-odds of what the record has proved: above any threshold in use, below what the detectors know better. */
const PROVED = 3;

/** Passes over a text that something was masked in. Two are enough for all but hostile texts. */
export const MOST_PASSES = 4;

export interface RedactorOptions {
  /** The name of a preset or a policy of your own; `log` when absent. */
  readonly policy?: PolicyInput;
  /** What to look for; from `tuomin` all of ours, from `tuomin/core` none. */
  readonly detectors?: readonly Detector[];
  /** Strategies of your own, to be named in the policy's `use`. */
  readonly strategies?: Readonly<Record<string, Strategy | StrategyType>>;
  /** For tokens and pseudonyms: made by `createKeyRing` of `tuomin/keyed`. */
  readonly keys?: KeyRing;
  /** Whose data it is: what the policy says for this tenant holds, and no two tenants share a token. */
  readonly tenant?: string;
  /** For whom of those that the policy names; without it what the policy says for nobody in particular. */
  readonly audience?: string;
  /** Values or patterns that are never masked: your own hotline, the shop's address. The whole value has to match. */
  readonly allow?: readonly (string | RegExp)[];
  /** Values or patterns that are always masked. */
  readonly deny?: readonly ListEntry[];
}

/** Finds and masks in text; `tuomin` adds records and JSON to it. */
export interface TextRedactor {
  /** The text with every finding masked; the same reference when nothing was found. Never throws: see `FAILED`. */
  redact(text: string): string;
  /** What the text holds, in order: kinds and offsets (UTF-16 units of the text), never values. */
  detect(text: string): Finding[];
  /** Every candidate with its evidence and what became of it. */
  explain(text: string): Explanation[];
}

interface Engine {
  readonly policy: CompiledPolicy;
  readonly context: PolicyContext;
  readonly detectors: readonly Detector[];
  /** By detector, its bit in `scan.wakes`. */
  readonly bits: Int32Array;
  /** Of the detectors that want every text, whatever the scan saw, and of those that any candidate wakes. */
  readonly alwaysBits: number;
  readonly candidateBits: number;
  readonly lexis: Lexis;
  readonly margin: number;
  readonly isAllowed: ((text: string) => boolean) | undefined;
}

/** How a text is read that is the value of a field. */
export interface Reading {
  /** The field holds names of things: 王老吉 is a brand there. */
  readonly isThing: boolean;
  /** The value is a number; what is shown in its place is a string. */
  readonly isNumber?: boolean | undefined;
  /** Whose memory `recall` asks: what is found in a text with the same memory is the same. */
  readonly memory?: object | undefined;
  /** What a record has proved elsewhere and this text repeats. */
  readonly recall?: ((text: string) => readonly Recalled[]) | undefined;
}

/** What a record proved, where a text repeats it. */
export interface Recalled extends Span {
  readonly kind: Kind;
  /** It is a piece of the value: 建* beside 陈* would show two of three characters. */
  readonly isPart: boolean;
}

/** Finds in a text that is the value of a field, too. */
export interface LabelledMasking extends Masking {
  /** The name of the field that is being masked, for `onMask`; '' where there is none. */
  field: string;
  locate(text: string, reading?: Reading): Located[];
}

/** What records, JSON and streams are built on; all of it throws what a detector throws. */
export interface TextEngine extends TextRedactor {
  readonly policy: CompiledPolicy;
  readonly isAllowed: ((text: string) => boolean) | undefined;
  readonly masking: LabelledMasking;
  /** The policy as an audience of it sees it. */
  policyFor(audience: string): CompiledPolicy;
  /** Finds as `masking.locate` does, but for which kinds are shown. */
  finderFor(isKept: (kind: Kind) => boolean): LabelledMasking['locate'];
  /** For a text that comes in pieces. */
  window(options?: WindowOptions): TextWindow;
}

/**
 * Makes a redactor. Throws a TuominError that names the option path when the options make no sense;
 * afterwards nothing throws.
 */
export function createRedactor(options: RedactorOptions = {}): TextRedactor {
  return textRedactor(createTextEngine(options));
}

/** What users see of it: nothing throws. */
export function textRedactor(engine: TextEngine): TextRedactor {
  return {
    redact(text) {
      try {
        return engine.redact(typeof text === 'string' ? text : String(text));
      } catch {
        return FAILED;
      }
    },
    detect: (text) => engine.detect(asText(text)),
    explain: (text) => engine.explain(asText(text)),
  };
}

/** `strategies` are ours; without it those that need nothing but the value. Throws a TuominError on bad options. */
export function createTextEngine(
  options: RedactorOptions = {},
  strategies: Readonly<Record<string, StrategyType>> = STRATEGIES,
): TextEngine {
  const engine = compile(options, strategies);
  const { policy, isAllowed } = engine;
  const find = createFinder(engine);
  const masking: LabelledMasking = {
    margin: engine.margin,
    // Strategies that put in something that looks real shall not be asked about their own work.
    passes: policy.isRealistic ? 1 : MOST_PASSES,
    strategyOf: policy.strategyOf,
    locate: find,
    onMask: undefined,
    field: '',
  };
  return {
    policy,
    isAllowed,
    masking,
    policyFor: (audience) => compilePolicy(options.policy, { ...engine.context, audience }),
    finderFor: (isKept) => createFinder({ ...engine, policy: { ...policy, isKept } }),
    window: (given) => new TextWindow(masking, given),
    redact: (text) => maskText(masking, text),
    detect(text) {
      // Both windows saw what lies in their common margin.
      const all = inWindows(text, engine.margin, (piece) => find(piece).map(toFinding));
      return all.filter(({ start }, i) => i === 0 || start >= (all[i - 1] as Finding).end); // i > 0
    },
    explain: (text) =>
      inWindows(text, engine.margin, (piece) => {
        const explanations: Explanation[] = [];
        find(piece, undefined, explanations);
        return explanations;
      }),
  };
}

function createFinder(engine: Engine) {
  let idle: Workspace | undefined;
  return (text: string, reading?: Reading, explanations?: Explanation[]): Located[] => {
    // A strategy may call the redactor that called it: the workspace in use is then not the idle one.
    const workspace = idle ?? { scan: new Scan(engine.lexis), candidates: new Candidates() };
    idle = undefined;
    try {
      return locate(engine, workspace, text, reading, explanations);
    } finally {
      idle = workspace;
    }
  };
}

/** What is no string is read as it prints; what cannot even be printed holds nothing to find. */
function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}

interface Workspace {
  readonly scan: Scan;
  readonly candidates: Candidates;
}

function compile(options: RedactorOptions, strategies: Readonly<Record<string, StrategyType>>): Engine {
  if (typeof options !== 'object' || options === null)
    throw new TuominError('bad-option', 'options', 'must be an object');
  checkOptionNames(options);
  const detectors = [...(options.detectors ?? [])];
  for (const [i, detector] of detectors.entries()) checkDetector(detector, `detectors[${i}]`);
  const deny = createDenyDetector(options.deny);
  if (deny !== undefined) detectors.push(deny);
  const context = contextOf(options, detectors, strategies);
  const policy = compilePolicy(options.policy, context);
  const active = detectors.filter((detector) => detector.kinds.some((kind) => policy.thresholdOf(kind) !== undefined));
  for (const detector of active) detector.prepare?.();
  const waking = new Set(active.flatMap(({ wakes }) => wakes.cues ?? []));
  const sets = [...new Set([...waking, ...active.flatMap((d) => d.cues)])];
  const eager = sets.filter((set) => waking.has(set) || set.track === undefined);
  const lexis = compileLexis({
    eager,
    later: sets.filter((set) => !eager.includes(set)),
    wakes: active.map(({ wakes }) => ({
      sets: wakes.cues ?? [],
      units: [wakes.units ?? ''].flat().join(''),
      digits: wakes.digits ?? Number.POSITIVE_INFINITY,
      span: wakes.span ?? SHORTEST_NUMBER,
      alone: wakes.alone,
      fits: wakes.fits,
    })),
    folds: [...new Set(active.flatMap((d) => (d.fold === undefined ? [] : [d.fold])))],
  });
  return {
    policy,
    context,
    lexis,
    detectors: active,
    bits: Int32Array.from(active, (_, index) => wakeBit(index)),
    alwaysBits: bitsOf(active, ({ wakes }) => wakes.digits === 0),
    candidateBits: bitsOf(active, ({ wakes }) => wakes.candidates === true),
    // Twice: a detector may look at what another found beside it.
    margin: 2 * Math.max(0, ...active.map((detector) => detector.reach)),
    isAllowed: createValueMatcher(options.allow),
  };
}

/** What the detectors and the options bring to a policy. */
function contextOf(
  options: RedactorOptions,
  detectors: readonly Detector[],
  ours: Readonly<Record<string, StrategyType>>,
): PolicyContext {
  const { strategies, keys, tenant, audience } = options;
  if (keys !== undefined && keysOf(keys) === undefined)
    throw new TuominError('bad-option', 'options.keys', 'must be made by createKeyRing');
  if (tenant !== undefined && (typeof tenant !== 'string' || tenant === ''))
    throw new TuominError('bad-option', 'options.tenant', 'must be a non-empty string');
  return {
    ours,
    strategies,
    keys,
    tenant,
    audience,
    kinds: [...new Set(detectors.flatMap((d) => d.kinds))],
    maskAddress: detectors.find((d) => d.maskAddress !== undefined)?.maskAddress,
  };
}

const OPTION_NAMES = ['policy', 'detectors', 'strategies', 'keys', 'tenant', 'audience', 'allow', 'deny'];

function checkOptionNames(options: object): void {
  for (const name of Object.keys(options)) {
    if (!OPTION_NAMES.includes(name))
      throw new TuominError('unknown-option', `options.${name}`, `unknown option${didYouMean(name, OPTION_NAMES)}`);
  }
}

function checkDetector(detector: Detector, path: string): void {
  if (typeof detector !== 'object' || detector === null || typeof detector.find !== 'function') {
    throw new TuominError('bad-detector', path, 'must be an object with a find function');
  }
  if (!Array.isArray(detector.kinds) || detector.kinds.length === 0)
    throw new TuominError('bad-detector', `${path}.kinds`, 'must name at least one kind');
  if (!Number.isInteger(detector.reach) || detector.reach < 1)
    throw new TuominError('bad-detector', `${path}.reach`, 'must be a positive integer');
}

/** Goes through a text window by window: what a window and its margins hold, as far as it begins in the window. */
function inWindows<T extends Finding>(text: string, reach: number, find: (piece: string) => T[]): T[] {
  if (text.length <= WINDOW) return find(text);
  const found: T[] = [];
  for (let from = 0; from < text.length; from += WINDOW) {
    const to = Math.min(text.length, from + WINDOW);
    const margin = marginOf(text, from, to, reach);
    const left = Math.max(0, from - margin);
    for (const one of find(text.slice(left, to + margin))) {
      if (one.start + left >= from && one.start + left < to) found.push(shift(one, left));
    }
  }
  return found;
}

/** Finds everything in a text; fills `explanations` when given. */
function locate(
  engine: Engine,
  { scan, candidates }: Workspace,
  text: string,
  reading: Reading | undefined,
  explanations?: Explanation[],
): Located[] {
  scan.read(text, 0, text.length);
  let view: View | undefined;
  if (scan.hasEscapes) {
    view = openCarriers(text);
    if (view !== undefined) scan.read(view.text, 0, view.text.length);
  }
  const readable = view === undefined ? text : view.text;
  const recalled = reading?.recall?.(readable) ?? [];
  if ((scan.wakes | engine.alwaysBits) === 0 && recalled.length === 0) return [];
  candidates.clear(explanations !== undefined);
  const { detectors, bits, candidateBits } = engine;
  const wakes = scan.wakes | engine.alwaysBits;
  for (let i = 0; i < bits.length; i++) {
    const isAwake = (wakes & (bits[i] as number)) !== 0;
    if (isAwake || (candidates.count > 0 && (candidateBits & (bits[i] as number)) !== 0))
      (detectors[i] as Detector).find(scan, candidates);
  }
  for (const one of recalled) candidates.add(one.kind, one.start, one.end, PROVED);
  if (candidates.count === 0) return [];
  const outcomes: Outcome[] | undefined = explanations === undefined ? undefined : [];
  // What we put in is not masked again.
  const sealed = tokensOf(readable);
  const judge = (all: Candidates, k: number): Outcome | undefined => {
    const kind = all.kindOf(k);
    if (sealed.length > 0 && overlaps(sealed, all.start[k] as number, all.end[k] as number)) return 'sealed'; // k < count
    if (kind === 'name' && reading?.isThing === true) return 'below-threshold';
    const threshold = engine.policy.thresholdOf(kind);
    if (threshold === undefined || toScore(all.scoreOf(k)) < threshold) return 'below-threshold';
    const isAllowed = engine.isAllowed?.(readable.slice(all.start[k], all.end[k])) === true;
    return isAllowed ? 'allowed' : undefined;
  };
  candidates.keepPairs(readable);
  const located = resolve(candidates, judge, engine.policy.isKept, outcomes).map((one) => ({
    kind: one.kind,
    start: sourceOf(view, one.start),
    end: sourceOf(view, one.end),
    score: toScore(one.logOdds),
    elements: one.elements,
    view,
    viewStart: one.start,
    viewEnd: one.end,
    isPart: recalled.some((r) => r.isPart && r.start <= one.start && one.end <= r.end),
  }));
  if (explanations !== undefined && outcomes !== undefined) explain(candidates, outcomes, view, explanations);
  return located;
}

function explain(
  candidates: Candidates,
  outcomes: readonly Outcome[],
  view: View | undefined,
  explanations: Explanation[],
): void {
  const evidence = Array.from({ length: candidates.count }, (): Explanation['evidence'][number][] => []);
  for (const { of, item } of candidates.evidence ?? []) evidence[of]?.push(item);
  const elements = Array.from({ length: candidates.count }, (): NonNullable<Finding['elements']>[number][] => []);
  for (const { of, kind, start, end } of candidates.elements) {
    elements[of]?.push({ kind, start: sourceOf(view, start), end: sourceOf(view, end) });
  }
  for (let k = 0; k < candidates.count; k++) {
    const own = elements[k] ?? [];
    explanations.push({
      kind: candidates.kindOf(k),
      start: sourceOf(view, candidates.start[k] as number),
      end: sourceOf(view, candidates.end[k] as number),
      score: toScore(candidates.scoreOf(k)),
      ...(own.length === 0 ? {} : { elements: own }),
      evidence: evidence[k] ?? [],
      outcome: outcomes[k] ?? 'below-threshold',
    });
  }
}

/** What of a finding is for the caller. */
export function toFinding({ kind, start, end, score, elements, view }: Located): Finding {
  if (elements === undefined) return { kind, start, end, score };
  return {
    kind,
    start,
    end,
    score,
    elements: elements.map((e) => ({ kind: e.kind, start: sourceOf(view, e.start), end: sourceOf(view, e.end) })),
  };
}

/** The same further on in the text. */
export function shift<T extends Finding>(finding: T, by: number): T {
  const { elements } = finding;
  const moved = { ...finding, start: finding.start + by, end: finding.end + by };
  if (elements === undefined) return moved;
  return { ...moved, elements: elements.map((e) => ({ ...e, start: e.start + by, end: e.end + by })) };
}
