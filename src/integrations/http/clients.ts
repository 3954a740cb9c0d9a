/** What HTTP clients leave in logs: errors of axios, and what fetch and undici have sent. */

import { inspect } from 'node:util';
import { FAILED } from '../../errors.ts';
import { createRedactor } from '../../index.ts';
import type { Redactor } from '../../record/index.ts';

export interface ClientOptions {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
}

/** Of an instance of axios, what is used here. */
export interface AxiosLike {
  readonly interceptors: {
    // biome-ignore lint/suspicious/noExplicitAny: axios's own handlers are of any error
    readonly response: { use(onFulfilled: null, onRejected: (error: any) => any): number; eject(id: number): void };
  };
}

type Fields = Record<string, unknown>;

/** Of a request and a response, what is said in a log. */
const CONFIG = ['method', 'baseURL', 'url', 'params', 'headers', 'data', 'timeout'];
const RESPONSE = ['status', 'statusText', 'headers', 'data'];
const REQUEST = ['method', 'path'];

/**
 * Errors of an instance become safe to log: message, stack and causes are masked, and `toJSON`, `util.inspect` and loggers that copy
 * fields see masked configuration and response. The application still has `error.response`, `error.config` and `error.request` as
 * they are: these are no longer enumerable, and show themselves masked when they are logged whole; their parts, such as
 * `error.response.data`, are raw. To be called before other response interceptors are added, for each instance.
 *
 * @returns takes it off again.
 */
export function redactAxiosErrors(
  instance: AxiosLike,
  { redactor = createRedactor() }: ClientOptions = {},
): () => void {
  const { response } = instance.interceptors;
  const id = response.use(null, (error: unknown) => Promise.reject(safeError(error, redactor)));
  return () => response.eject(id);
}

function safeError(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Error) || (error as { isAxiosError?: unknown }).isAxiosError !== true) return error;
  try {
    maskAxiosError(error as Error & Fields, redactor);
    return error;
  } catch {
    // Such as one that is frozen.
    return Object.assign(new Error(FAILED), {
      isAxiosError: true,
      status: Number(Reflect.get(error, 'status')) || undefined,
    });
  }
}

function maskAxiosError(error: Error & Fields, redactor: Redactor): void {
  const { config, request, response } = error as { config?: Fields; request?: Fields; response?: Fields };
  maskError(error, redactor);
  for (const name of ['config', 'request', 'response'])
    if (name in error)
      Object.defineProperty(error, name, { value: error[name], enumerable: false, writable: true, configurable: true });
  const parts = {
    config: show(config, CONFIG, redactor),
    response: show(response, RESPONSE, redactor),
    request: show(request, REQUEST, redactor),
  };
  veil(config, parts.config);
  veil(response, parts.response);
  veil(request, parts.request);
  const { name, code, status } = error;
  veil(error, () => {
    const own = redactor.redactRecord({ ...error });
    return {
      ...own,
      name,
      message: error.message,
      code,
      status,
      stack: error.stack,
      config: parts.config(),
      response: parts.response(),
    };
  });
  Object.defineProperty(error, inspect.custom, {
    configurable: true,
    value: (_: number, options: object) => {
      const { stack, name: _name, message: _message, ...rest } = (error['toJSON'] as () => Fields)();
      const { cause } = error;
      return `${stack} ${inspect(cause === undefined ? rest : { ...rest, cause }, options)}`;
    },
  });
}

/** Of an object the named fields, masked when they are asked for. */
function show(value: Fields | undefined, names: readonly string[], redactor: Redactor): () => unknown {
  return () => {
    if (typeof value !== 'object' || value === null) return undefined;
    const fields: Fields = {};
    for (const name of names) {
      const field = value[name];
      // Headers of axios are a class, and streams no data.
      if (field !== undefined) fields[name] = isStream(field) ? '[stream]' : plain(field);
    }
    return redactor.redactRecord(fields);
  };
}

function isStream(value: unknown): boolean {
  return typeof (value as { pipe?: unknown } | null)?.pipe === 'function';
}

function plain(value: unknown): unknown {
  const toJson = (value as { toJSON?: unknown } | null)?.toJSON;
  return typeof toJson === 'function' ? toJson.call(value) : value;
}

/** What an object shows of itself in JSON and in a console; nothing else of it changes. */
function veil(value: object | undefined, shown: () => unknown): void {
  if (typeof value !== 'object' || value === null || !Object.isExtensible(value)) return;
  const safe = (): unknown => {
    try {
      return shown();
    } catch {
      return FAILED;
    }
  };
  Object.defineProperty(value, 'toJSON', { value: safe, configurable: true, writable: true });
  Object.defineProperty(value, inspect.custom, { value: safe, configurable: true });
}

/** Message, stack and causes, in place. */
function maskError(error: Error, redactor: Redactor): void {
  const hide = (name: string, value: unknown): void => {
    Object.defineProperty(error, name, { value, enumerable: false, writable: true, configurable: true });
  };
  const { message, stack, cause } = error;
  hide('message', redactor.redact(String(message)));
  if (stack !== undefined) hide('stack', redactor.redact(String(stack)));
  if (cause !== undefined) hide('cause', redactor.redactRecord(cause));
}

/** Of one exchange what may be logged; everything in it is masked. */
export interface ClientEntry {
  readonly method: string;
  readonly url: string;
  readonly ms: number;
  readonly status?: number;
  readonly requestHeaders?: unknown;
  /** Where it is a string or URLSearchParams. */
  readonly requestBody?: string;
  readonly responseHeaders?: unknown;
  readonly error?: unknown;
}

export interface ClientLogOptions extends ClientOptions {
  /** Told of each exchange when its head has come, or its failure. */
  readonly log?: (entry: ClientEntry) => void;
}

type Fetch = (
  input: never,
  init?: never,
) => Promise<{ readonly status: number; readonly headers: Iterable<[string, string]> }>;

/**
 * A `fetch` that tells a log what was sent and what came, masked, and whose errors are masked too: those for URLs that cannot be
 * parsed hold the URL. What the application sends and gets is not touched.
 *
 *     const fetch = redactFetch(globalThis.fetch, { log: (entry) => log.info(entry, 'fetch') });
 */
export function redactFetch<F extends Fetch>(fetch: F, { redactor = createRedactor(), log }: ClientLogOptions = {}): F {
  return (async (input: unknown, init?: { method?: string; headers?: unknown; body?: unknown }) => {
    const start = performance.now();
    const given = (typeof input === 'object' && input !== null ? input : {}) as {
      method?: string;
      headers?: unknown;
      url?: string;
    };
    const head: Sent = {
      method: init?.method ?? given.method ?? 'GET',
      url: given.url ?? String(input),
      requestHeaders: entriesOf(init?.headers ?? given.headers),
      requestBody: textOf(init?.body),
    };
    try {
      const response = await fetch(input as never, init as never);
      tell(log, redactor, start, { ...head, status: response.status, responseHeaders: entriesOf(response.headers) });
      return response;
    } catch (error) {
      try {
        if (error instanceof Error) maskError(error, redactor);
      } catch {
        // One that cannot be changed, as a DOMException.
      }
      tell(log, redactor, start, { ...head, error });
      throw error;
    }
  }) as unknown as F;
}

interface Sent extends Fields {
  readonly method: string;
  readonly url: string;
}

/** Of undici's dispatch, what is used here. */
type Dispatch = (options: never, handler: never) => boolean;
interface DispatchOptions {
  readonly origin?: unknown;
  readonly path: string;
  readonly method: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly query?: object;
}

/** What a handler of undici may have; from `onConnect` on, of version 6. */
const HANDLER = [
  'onRequestStart',
  'onRequestUpgrade',
  'onRequestSent',
  'onResponseStarted',
  'onResponseStart',
  'onResponseData',
  'onResponseEnd',
  'onResponseError',
  'onConnect',
  'onUpgrade',
  'onBodySent',
  'onHeaders',
  'onData',
  'onComplete',
  'onError',
];

/**
 * An interceptor for undici: tells a log of every request of a dispatcher, masked; retries and redirects behind it are requests of
 * their own. What is sent and what comes is not touched, nor are errors.
 *
 *     setGlobalDispatcher(new Agent().compose(undiciLog({ log: (entry) => log.info(entry, 'request') })));
 */
export function undiciLog({
  redactor = createRedactor(),
  log,
}: ClientLogOptions): <D extends Dispatch>(dispatch: D) => D {
  return <D extends Dispatch>(dispatch: D) =>
    ((options: DispatchOptions, handler: Record<string, ((...args: unknown[]) => unknown) | undefined>) => {
      const start = performance.now();
      const query =
        options.query === undefined ? '' : `?${new URLSearchParams(options.query as Record<string, string>)}`;
      const head: Sent = {
        method: options.method,
        url: `${options.origin ?? ''}${options.path}${query}`,
        requestHeaders: entriesOf(options.headers),
        requestBody: textOf(options.body),
      };
      const watched: typeof handler = {};
      for (const name of HANDLER) {
        if (typeof handler[name] !== 'function') continue;
        watched[name] = (...args) => {
          if (name === 'onResponseStart' && !isInformational(args[1]))
            tell(log, redactor, start, { ...head, status: args[1], responseHeaders: args[2] });
          if (name === 'onHeaders' && !isInformational(args[0]))
            tell(log, redactor, start, { ...head, status: args[0] });
          if (name === 'onResponseError' || name === 'onError')
            tell(log, redactor, start, { ...head, error: args[name === 'onError' ? 0 : 1] });
          return handler[name]?.(...args);
        };
      }
      return dispatch(options as never, watched as never);
    }) as unknown as D;
}

function isInformational(status: unknown): boolean {
  return typeof status === 'number' && status < 200;
}

/** Tells nothing rather than anything raw, and never throws. */
function tell(log: ClientLogOptions['log'], redactor: Redactor, start: number, entry: Sent): void {
  if (log === undefined) return;
  try {
    const ms = Math.round(performance.now() - start);
    const known = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
    const masked = redactor.redactRecord(known);
    log(
      (typeof masked === 'object' ? { ...masked, ms } : { method: FAILED, url: FAILED, ms }) as unknown as ClientEntry,
    );
  } catch {
    // A log that fails is no reason for a request to.
  }
}

/** Headers as an object, whichever way they are given. */
function entriesOf(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined;
  try {
    if (Array.isArray(headers) && !Array.isArray(headers[0]))
      return Object.fromEntries(
        headers.flatMap((name, i) => (i % 2 === 0 ? [[String(name), String(headers[i + 1])]] : [])),
      );
    return Symbol.iterator in headers ? Object.fromEntries(headers as Iterable<[string, string]>) : { ...headers };
  } catch {
    return FAILED;
  }
}

function textOf(body: unknown): string | undefined {
  return typeof body === 'string' || body instanceof URLSearchParams ? String(body) : undefined;
}
