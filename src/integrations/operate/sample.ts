/** What is found in a share of the calls, without the values. */

import { TuominError } from '../../errors.ts';
import { compileFieldRules } from '../../policy/fields.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import { Contexts } from '../../record/contexts.ts';
import { type Inner, innerOf, type Redactor, type Report } from '../../record/index.ts';
import { JsonTape } from '../../record/json.ts';
import { Leaves } from '../../record/leaves.ts';
import { remember } from '../../record/plan.ts';
import { NUMBER, type Tape, TEXT } from '../../record/tape.ts';
import { ValueTape } from '../../record/value.ts';
import type { TextEngine } from '../../redactor.ts';
import type { Finding } from '../../types.ts';
import { checkFunction, delegateTo, tell, type Window, withInner } from './delegate.ts';
import { Names, OTHERS } from './labels.ts';

export interface SampleOptions {
  /** The share of calls that is looked at, from 0 to 1. Lines, rows and pieces of a stream are calls. */
  readonly rate: number;
  /** Told of each call that was looked at, also when nothing was found in it. */
  readonly onSample: (sample: Sample) => void;
  /** The same calls are looked at whenever the program runs; for tests. */
  readonly seed?: number;
}

export interface Sample {
  readonly ran: Report['ran'];
  /** The first hundred. */
  readonly findings: readonly SampledFinding[];
}

/**
 * A finding without its value, enough to see what a threshold lets pass. Each part is either of a small fixed set or a number of few
 * steps, and none holds a character of the text:
 */
export interface SampledFinding {
  /** One of the kinds the policy knows: a word of the code. */
  readonly kind: string;
  /** In hundredths, for finer ones are sums of weights that a name or an address could be looked up by. */
  readonly score: number;
  /** In code points, up to 64: what a mask of stars shows as well. */
  readonly length: number;
  /**
   * Of which sort the characters are, and how many of a sort stand together: `d11`, `h2d1h1`. `d` a digit, `h` a Han character, `a`
   * another letter, `s` a space, `p` anything else; ten million million numbers are `d11`. Eight runs of up to 64, and `…` for the
   * rest: the whole of a long text's could be known again by who has the text.
   */
  readonly shape: string;
  /** The name of the field, by the rules for labels of metrics; absent for text and where the name could be a value. */
  readonly field?: string;
  /**
   * The names of the reasons, which are constants of detectors. Those of detectors that are not ours could be made of the text: a name
   * with anything but small letters, or of which a word stands in the text, is left out.
   */
  readonly evidence: readonly string[];
}

const MOST_FINDINGS = 100;
const MOST_RUNS = 8;
const LONGEST_RUN = 64;
/** Where fields' texts are read behind their names; as in record/labelled.ts. */
const LONGEST_LABELLED = 32_768;

/**
 * A redactor that masks as ever, and of a share of the calls tells what was found, without values. Calls that are not looked at cost
 * a random number. Those that are find everything once more, after they are masked; what fails there fails silently. Strings that
 * hold JSON are looked at as text, `redactFor` as `redactRecord`, and values that are cut by the chunks of a text stream as pieces.
 */
export function sample(redactor: Redactor, options: SampleOptions): Redactor {
  innerOf(redactor);
  if (typeof options !== 'object' || options === null)
    throw new TuominError('bad-option', 'options', 'must be an object');
  const { rate, onSample, seed } = options;
  if (!(typeof rate === 'number' && rate >= 0 && rate <= 1))
    throw new TuominError('bad-option', 'options.rate', 'must be a number from 0 to 1');
  if (seed !== undefined && !Number.isSafeInteger(seed))
    throw new TuominError('bad-option', 'options.seed', 'must be a whole number');
  checkFunction(onSample, 'options.onSample', true);
  const draw = seed === undefined ? Math.random : drawFrom(seed);
  const names = new Names();
  const eyes = new WeakMap<TextEngine, Eyes>();
  const after = <T>(ran: Report['ran'], out: T, engine: () => TextEngine, find: (eyes: Eyes) => Seen[]): T => {
    if (draw() >= rate) return out;
    try {
      const at = engine();
      let own = eyes.get(at);
      if (own === undefined) {
        own = new Eyes(at);
        eyes.set(at, own);
      }
      const { policy } = at;
      const findings = quietly(at, () => find(own as Eyes)) // made above
        .slice(0, MOST_FINDINGS)
        .map((one) => withoutValue(one, policy, names));
      tell(onSample, { ran, findings });
    } catch {
      // What was masked is what counts.
    }
    return out;
  };
  const engine = (): TextEngine => innerOf(redactor).engine;
  const sampled: Redactor = {
    ...delegateTo(() => redactor),
    redact: (text) => after('redact', redactor.redact(text), engine, (one) => one.text(String(text))),
    redactRecord: (value) => after('redactRecord', redactor.redactRecord(value), engine, (one) => one.value(value)),
    redactJson: (text) => after('redactJson', redactor.redactJson(text), engine, (one) => one.json(String(text))),
    redactFor: (value, audiences) =>
      after('redactFor', redactor.redactFor(value, audiences), engine, (one) => one.value(value)),
  };
  const known = new WeakMap<Inner, Inner>();
  return withInner(sampled, () => {
    const inner = innerOf(redactor);
    let own = known.get(inner);
    if (own === undefined) {
      own = sampleInner(inner, (out, find) => after('stream', out, () => inner.engine, find));
      known.set(inner, own);
    }
    return own;
  });
}

/** What streams and workers are handed: the same, and looked at behind it. */
function sampleInner(inner: Inner, after: <T>(out: T, find: (eyes: Eyes) => Seen[]) => T): Inner {
  const { engine } = inner;
  return {
    ...inner,
    engine: {
      ...engine,
      redact: (text) => after(engine.redact(text), (eyes) => eyes.text(text)),
      window(options) {
        const real = engine.window(options);
        const looking = {
          get held() {
            return real.held;
          },
          push: (chunk: string) => after(real.push(chunk), (eyes) => eyes.text(chunk)),
          end: () => real.end(),
        };
        return looking as unknown as Window; // all that is used of one
      },
    },
    redact: (text) => after(inner.redact(text), (eyes) => eyes.text(text)),
    maskJson: (text, index) => after(inner.maskJson(text, index), (eyes) => eyes.json(text)),
    rowMasker(titles) {
      const mask = inner.rowMasker(titles);
      return (cells) =>
        after(mask(cells), (eyes) =>
          titles === undefined
            ? eyes.text(cells.join('\t'))
            : eyes.value(new Map(cells.map((cell, i) => [titles[i] ?? '', cell]))),
        );
    },
  };
}

/** A finding with the text it stands in: for as long as its value is taken off. */
interface Seen {
  readonly finding: Finding;
  readonly text: string;
  readonly label: string;
  readonly codes: readonly string[];
}

/** Finds as records are masked. */
class Eyes {
  readonly #engine: TextEngine;
  readonly #contexts: Contexts;
  readonly #leaves: Leaves;

  constructor(engine: TextEngine) {
    this.#engine = engine;
    this.#contexts = new Contexts(compileFieldRules(engine.policy));
    this.#leaves = new Leaves(engine, () => undefined);
  }

  text(text: string): Seen[] {
    return this.#see(text, '', this.#engine.detect(text));
  }

  value(value: unknown): Seen[] {
    return this.#tape(new ValueTape(value, this.#contexts).tape);
  }

  json(text: string): Seen[] {
    const json = JsonTape.read(text, this.#contexts, this.#contexts.root);
    return json === undefined ? this.text(text) : this.#tape(json.tape);
  }

  #tape(tape: Tape): Seen[] {
    const memories = remember(tape, this.#leaves, undefined, false);
    const seen: Seen[] = [];
    for (let node = 0; node < tape.length && seen.length < MOST_FINDINGS; node++) {
      const [type, text, context, memory] = [tape.type[node], tape.text[node], tape.context[node], memories[node]];
      if ((type !== TEXT && type !== NUMBER) || text === undefined || context === undefined || memory === undefined)
        continue;
      seen.push(...this.#see(text, context.field.label, this.#leaves.detect(text, context, memory)));
    }
    return seen;
  }

  #see(text: string, label: string, findings: readonly Finding[]): Seen[] {
    if (findings.length === 0) return [];
    const head = label === '' || text.length > LONGEST_LABELLED ? '' : `${label}: `;
    const explained = this.#engine.explain(head + text);
    return findings.map((finding) => {
      const codes = explained
        .filter(({ kind, start, end, outcome }) => {
          const isOf = start - head.length < finding.end && end - head.length > finding.start;
          return isOf && kind === finding.kind && (outcome === 'found' || outcome === 'merged');
        })
        .flatMap(({ evidence }) => evidence.map(({ code }) => code));
      return { finding, text, label, codes: [...new Set(codes)] };
    });
  }
}

/** Whoever counts what is masked is not told of what is only looked at. */
function quietly<T>({ masking }: TextEngine, work: () => T): T {
  const outer = masking.onMask;
  masking.onMask = undefined;
  try {
    return work();
  } finally {
    masking.onMask = outer;
  }
}

const CODE = /^[a-z]{1,30}(?:[:-][a-z]{1,30}){0,5}$/;

/** See `SampledFinding` for why each part is harmless. */
function withoutValue({ finding, text, label, codes }: Seen, policy: CompiledPolicy, names: Names): SampledFinding {
  const { kind, start, end, score } = finding;
  const characters = [...text.slice(start, end)];
  const field = names.labelOf(label);
  const whole = (field === '' ? `${label}\n${text}` : text).toLowerCase();
  const isOfText = (code: string): boolean =>
    code.split(/[:-]/).some((word) => word.length > 2 && whole.includes(word));
  return {
    kind: policy.kinds.includes(kind) ? kind : OTHERS,
    score: Math.round(score * 100) / 100,
    length: Math.min(LONGEST_RUN, characters.length),
    shape: shapeOf(characters),
    ...(field === '' ? {} : { field }),
    evidence: codes.filter((code) => CODE.test(code) && !isOfText(code)),
  };
}

function shapeOf(characters: readonly string[]): string {
  const runs: [sort: string, length: number][] = [];
  for (const character of characters) {
    const sort = sortOf(character);
    const run = runs.at(-1);
    if (run?.[0] === sort) run[1]++;
    else if (runs.length === MOST_RUNS) return `${written(runs)}…`;
    else runs.push([sort, 1]);
  }
  return written(runs);
}

function written(runs: readonly (readonly [string, number])[]): string {
  return runs.map(([sort, length]) => `${sort}${Math.min(LONGEST_RUN, length)}`).join('');
}

function sortOf(character: string): string {
  if (/\p{N}/u.test(character)) return 'd';
  if (/\p{Script=Han}/u.test(character)) return 'h';
  if (/\p{L}/u.test(character)) return 'a';
  return /\s/u.test(character) ? 's' : 'p';
}

/** Mulberry32: numbers from 0 to below 1, the same for a seed. */
function drawFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
