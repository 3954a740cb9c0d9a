/** A redactor whose policy can be replaced while it is in use. */

import { resolve } from 'node:path';
import { TuominError } from '../../errors.ts';
import { createRedactor, parsePolicy } from '../../index.ts';
import type { Policy, PolicyInput } from '../../policy/format.ts';
import { innerOf, type RecordRedactorOptions, type Redactor } from '../../record/index.ts';
import { canonicalPolicy, sha256 } from '../../record/report.ts';
import { checkFunction, delegateTo, tell, withInner } from './delegate.ts';
import { describeMistake } from './mistake.ts';
import { call, type Failure, type Fetched, follow, LOOK_MS, read, repeat, stampOf } from './source.ts';

/** Which policy is in place, as `onReport` names it. */
export interface PolicyState {
  readonly name: string;
  /** Of the format of policies. */
  readonly version: number;
  readonly hash?: string;
}

/** A policy was put in place, or was not: then the one before it stays. */
export type ReloadEvent =
  | ({ readonly ok: true } & PolicyState)
  | {
      readonly ok: false;
      /** What is wrong and where: a path of the policy or a line and column. Nothing of what the file holds. */
      readonly problem: string;
    };

interface LiveCommon extends Omit<RecordRedactorOptions, 'policy'> {
  /** Told of every policy that is put in place after the first, and of every one that could not be. */
  readonly onReload?: (event: ReloadEvent) => void;
}

export interface LiveFileOptions extends LiveCommon {
  /** A policy in JSON, as `parsePolicy` reads it. It is watched. */
  readonly file: string;
  readonly load?: undefined;
  /** How often the file is looked at besides, for file systems that tell nothing of changes, in milliseconds. Default: 5,000. */
  readonly every?: number;
}

export interface LiveLoadOptions extends LiveCommon {
  /** Fetches the policy. One that never settles holds up every later one: give it a time limit. */
  readonly load: () => PolicyInput | Promise<PolicyInput>;
  readonly file?: undefined;
  /** How often it is called, in milliseconds; by `reload` only when absent. */
  readonly every?: number;
}

export type LiveOptions = LiveFileOptions | LiveLoadOptions;

export interface LiveRedactor extends Redactor {
  /** The policy in place. */
  readonly policy: PolicyState;
  /** Why the policy in place is not the newest one; undefined when it is. For a health check. */
  readonly problem: string | undefined;
  /** Reads the policy now. Resolves when it is in place, or is not; never rejects. */
  reload(): Promise<ReloadEvent>;
  /** Stops watching. The redactor goes on with the policy it has. */
  close(): void;
}

/** A redactor and the policy it was made with. */
interface Loaded {
  readonly redactor: Redactor;
  readonly state: PolicyState;
}

/**
 * Makes a redactor whose policy is replaced while it runs, when its file changes or its callback brings another. A policy is compiled
 * for every tenant and audience before it is put in place, between two calls: a call uses one policy from start to end, and so does
 * a stream, which keeps the policy it began with. What cannot be read or makes no sense changes nothing and is told to `onReload`.
 *
 * Rejects with a TuominError that names `options.file` or `options.load` when there is no first policy to run with: nothing runs
 * unmasked. Neither watchers nor timers keep a process alive.
 */
export async function createLiveRedactor(options: LiveOptions): Promise<LiveRedactor> {
  checkLive(options);
  const { file, load, every, onReload, ...rest } = options;
  const source = file === undefined ? 'options.load' : 'options.file';
  const at = file === undefined ? '' : resolve(file);
  const fetch = (): Promise<Fetched> => (file === undefined ? call(load as LiveLoadOptions['load']) : read(at)); // checked

  const first = await fetch();
  const made = make(first, rest, undefined);
  if (!('redactor' in made)) throw new TuominError(made.code, source, made.problem);
  let current: Loaded = made;
  let problem: string | undefined;
  /** What was last put in place or complained of. */
  let seen = first.id;
  let isClosed = false;

  const settle = (fetched: Fetched, next = attempt(fetched, rest, current)): ReloadEvent => {
    let event: ReloadEvent;
    seen = fetched.id;
    if ('redactor' in next) {
      current = next;
      event = { ok: true, ...next.state };
    } else event = { ok: false, problem: `${source}: ${next.problem}` };
    problem = event.ok ? undefined : event.problem;
    tell(onReload, event);
    return event;
  };

  // One at a time, or an older policy could be put in place after a newer one.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  let asked: Promise<ReloadEvent> | undefined;
  const reload = (): Promise<ReloadEvent> => {
    // Whoever asks while one waits for its turn is served by it: it has read nothing yet.
    asked ??= inTurn(async () => {
      asked = undefined;
      return settle(await fetch());
    });
    return asked;
  };

  /** What was bad at the last look, and its stamp: a file that is being written is another at the next. */
  let suspect: string | undefined;
  /** Resolves to whether to look again soon. */
  const look = (): Promise<boolean> =>
    inTurn(async () => {
      // Before it is read: a stamp that is still the same at the next look is that of what was read.
      const mark = file === undefined ? '' : (await stampOf(at)).text;
      const fetched = await fetch();
      if (isClosed || fetched.id === seen) return false;
      const next = attempt(fetched, rest, current);
      const sight = `${mark} ${fetched.id}`;
      const isSuspect = file !== undefined && suspect !== sight && !('redactor' in next);
      suspect = isSuspect ? sight : undefined;
      if (!isSuspect) settle(fetched, next);
      return isSuspect;
    });
  const stop = file === undefined ? repeat(look, every) : follow(at, look, every ?? LOOK_MS);

  const live: LiveRedactor = {
    ...delegateTo(() => current.redactor),
    get policy() {
      return current.state;
    },
    get problem() {
      return problem;
    },
    reload,
    close() {
      isClosed = true;
      stop();
    },
  };
  return withInner(live, () => innerOf(current.redactor));
}

function checkLive(options: LiveOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new TuominError('bad-option', 'options', 'must be an object');
  const { file, load, every, onReload } = options as { [K in 'file' | 'load' | 'every' | 'onReload']?: unknown };
  if ('policy' in options)
    throw new TuominError('bad-option', 'options.policy', 'comes from options.file or options.load');
  if ((file === undefined) === (load === undefined))
    throw new TuominError('bad-option', 'options.file', 'must be given, or options.load in its place');
  if (file !== undefined && (typeof file !== 'string' || file === ''))
    throw new TuominError('bad-option', 'options.file', 'must be the path of a file');
  checkFunction(load, 'options.load');
  checkFunction(onReload, 'options.onReload');
  if (every !== undefined && !(typeof every === 'number' && every >= 10 && every < 2 ** 31))
    throw new TuominError('bad-option', 'options.every', 'must be a number of milliseconds, 10 or more');
}

/** As `make`; a mistake in the other options, which the first policy did not bring to light, is a failure like any other. */
function attempt(fetched: Fetched, rest: LiveCommon, before: Loaded): Loaded | Failure {
  try {
    return make(fetched, rest, before);
  } catch {
    return { code: 'bad-policy', problem: 'does not go with the other options' };
  }
}

/** Compiles a policy completely. Throws for what is not the policy's mistake. */
function make(
  fetched: Fetched,
  rest: Omit<RecordRedactorOptions, 'policy'>,
  before: Loaded | undefined,
): Loaded | Failure {
  if ('failure' in fetched) return fetched.failure;
  const { policy } = fetched;
  try {
    const redactor = createRedactor({ ...rest, policy: policy as PolicyInput }); // looked at there
    const compiled = innerOf(redactor).engine.policy;
    // For every tenant, too: the mistake is to be told here, not where another tenant's redactor is made.
    const strategies = Object.keys(rest.strategies ?? {});
    if (typeof policy !== 'string') parsePolicy(policy as Policy, { kinds: compiled.kinds, strategies });
    const { tenant = '', audience = '' } = rest;
    const hash = sha256(canonicalPolicy(compiled, tenant, audience));
    return { redactor, state: { name: compiled.name, version: 1, ...(hash === undefined ? {} : { hash }) } };
  } catch (error) {
    const { code, path, message } = error as Partial<TuominError>;
    if (typeof code !== 'string' || typeof path !== 'string' || typeof message !== 'string')
      return { code: 'bad-policy', problem: 'could not be compiled' };
    if (!path.startsWith('policy') && code !== 'unknown-audience') throw error;
    const kinds = before === undefined ? [] : innerOf(before.redactor).engine.policy.kinds;
    return { code, problem: describeMistake(path, message, policy, kinds) };
  }
}
