/**
 * What a Node response sends, masked at the last calls before the socket: `write` and `end`. What frameworks, their error pages and
 * handlers that know no framework send all comes by there.
 */

import type { ServerResponse } from 'node:http';
import { FAILED } from '../../errors.ts';
import { createRedactor } from '../../index.ts';
import type { Redactor } from '../../record/index.ts';
import { createSieve, createStopper, type Form, formOf, maskBytes, noticeOf, type Sieve } from './bodies.ts';

export interface HttpOptions<C> {
  /** Made by `createRedactor`; one with the `log` policy when absent. */
  readonly redactor?: Redactor;
  /**
   * Who sees what: the redactor of one response, asked for when its body is known, after the application has found out who asks.
   * `false` sends it as it is; what is no redactor, and what throws, is masked by `redactor`.
   */
  readonly redactorFor?: (context: C) => Redactor | false | undefined;
  /** Names of response headers whose values are masked too, such as `location`; none when absent, for most are for machines. */
  readonly headers?: readonly string[];
}

export type Choice = Redactor | false;

/** The redactor of a context. Does not throw. */
export function chooser<C>({ redactor = createRedactor(), redactorFor }: HttpOptions<C>): (context: C) => Choice {
  return (context) => {
    try {
      const chosen: unknown = redactorFor?.(context);
      if (chosen === false) return false;
      if (typeof chosen === 'object' && chosen !== null && 'redactJson' in chosen) return chosen as Redactor;
    } catch {
      // Whoever it is, they see what everybody may.
    }
    return redactor;
  };
}

/** Of a response that is guarded, what frameworks tell of what they have masked before. */
export interface Exchange {
  choose: () => Choice;
  headers: readonly string[];
  /** What was masked and is to come by as it is; `STREAM` for any. */
  passed: unknown;
}

/** Stands for a stream that masks itself. */
export const STREAM = 'stream that is masked';

const GUARD = /* @__PURE__ */ Symbol.for('tuomin.exchange');
/** What a header can hold. */
const HEADER = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Made of the body they were sent with; of the masked one they are wrong, and may tell what the other was. */
const DERIVED = ['content-length', 'etag', 'content-md5', 'digest', 'content-digest', 'repr-digest'];

type Done = (error?: Error | null) => void;
type Write = (chunk: unknown, encoding?: unknown, done?: unknown) => boolean;
type End = (chunk?: unknown, encoding?: unknown, done?: unknown) => ServerResponse;
type Guarded = ServerResponse & { [GUARD]?: Exchange };

/** What becomes of a body: nothing, masked, or another in its place. */
type Plan = { readonly redactor: Redactor; readonly form: Form } | { readonly notice: Uint8Array } | undefined;

/**
 * Masks a response whose head has not been sent. Of several on one response the last one's choice holds, so that a route may have
 * another policy than the application. `writeHead` notes what it is given until there is a body, as Node itself keeps it.
 */
export function guard(res: ServerResponse, choose: () => Choice, headers: readonly string[] = []): Exchange {
  const known = exchangeOf(res);
  if (known !== undefined) return Object.assign(known, { choose, headers: [...known.headers, ...headers] });
  const exchange: Exchange = { choose, headers, passed: undefined };
  Object.defineProperty(res, GUARD, { value: exchange });

  const write = res.write as Write;
  const end = res.end as End;
  const { writeHead, flushHeaders } = res;
  /** What the body goes through: undefined before its first byte, null for nothing. */
  let sieve: Sieve | null | undefined;
  let isHeld = false;
  let isEventual = false;
  /** Node's own functions call one another. */
  let isInside = false;
  const inside = <T>(work: () => T): T => {
    const outer = isInside;
    isInside = true;
    try {
      return work();
    } finally {
      isInside = outer;
    }
  };
  const isSent = (): boolean => Reflect.get(Object.getPrototypeOf(res), 'headersSent', res) === true;
  /** For a body in pieces: its head goes out before it is masked. */
  const begin = (chunk?: unknown, bytes?: Uint8Array): Sieve | null => {
    const plan = planOf(res, exchange, isSent(), chunk, bytes);
    if (plan === undefined) return null;
    if (!isSent()) drop(res, DERIVED);
    isEventual = 'form' in plan && plan.form.format === 'events';
    return 'notice' in plan ? createStopper(plan.notice) : createSieve(plan.redactor, plan.form);
  };

  Object.defineProperty(res, 'headersSent', { configurable: true, get: () => isHeld || isSent() });
  res.writeHead = ((status: number, ...rest: unknown[]): ServerResponse => {
    // Node says what is wrong with a status.
    if (isInside || sieve !== undefined || isSent() || !(status >= 100 && status <= 999))
      return writeHead.apply(res, [status, ...rest] as unknown as Parameters<typeof writeHead>);
    const [message, fields] = typeof rest[0] === 'string' ? rest : [undefined, rest[0] ?? rest[1]];
    res.statusCode = status;
    if (typeof message === 'string') res.statusMessage = message;
    setHeaders(res, fields);
    isHeld = true;
    return res;
  }) as typeof res.writeHead;

  res.flushHeaders = () => {
    if (!isInside && sieve === undefined && !isSent()) sieve = begin();
    inside(() => flushHeaders.call(res));
  };

  res.write = ((chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    const asGiven = (): boolean => inside(() => write.call(res, chunk, encoding, done));
    // Node says what is wrong with a chunk that is neither.
    const bytes = isInside || sieve === null || res.writableEnded ? undefined : bytesOf(chunk, encoding);
    if (bytes === undefined) return asGiven();
    sieve ??= begin(chunk, bytes);
    if (sieve === null) return asGiven();
    const masked = Buffer.concat(sieve.push(bytes));
    const told = typeof encoding === 'function' ? encoding : done;
    if (masked.length > 0) return inside(() => write.call(res, masked, told));
    // Whoever waits for events waits for the head first.
    if (isEventual && !isSent()) inside(() => flushHeaders.call(res));
    if (typeof told === 'function') process.nextTick(told as Done);
    return !res.writableNeedDrain;
  }) as typeof res.write;

  res.end = ((chunk?: unknown, encoding?: unknown, done?: unknown): ServerResponse => {
    const asGiven = (): ServerResponse => inside(() => end.call(res, chunk, encoding, done));
    if (isInside || sieve === null || res.writableEnded) return asGiven();
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== 'function';
    const bytes = hasChunk ? bytesOf(chunk, encoding) : new Uint8Array(0);
    if (bytes === undefined) return asGiven();
    let masked: Uint8Array;
    if (sieve !== undefined) masked = Buffer.concat([...sieve.push(bytes), ...sieve.end()]);
    else {
      const plan = planOf(res, exchange, isSent(), hasChunk ? chunk : undefined, bytes);
      sieve = null;
      if (plan === undefined) return asGiven();
      masked = 'notice' in plan ? plan.notice : maskBytes(plan.redactor, plan.form, bytes);
      // Of what HEAD leaves out nothing is known.
      const isLeftOut = bytes.length === 0 && isHead(res);
      if (masked === bytes && !isLeftOut) return asGiven();
      if (!isSent()) {
        drop(res, DERIVED);
        // Node counts no more once a length was taken away.
        if (!isLeftOut && !res.hasHeader('transfer-encoding') && !res.hasHeader('trailer'))
          res.setHeader('Content-Length', masked.length);
      }
    }
    const told = [chunk, encoding, done].find((one) => typeof one === 'function');
    return inside(() => (masked.length === 0 ? end.call(res, told) : end.call(res, masked, told)));
  }) as typeof res.end;
  return exchange;
}

export function exchangeOf(res: ServerResponse): Exchange | undefined {
  return (res as Guarded)[GUARD];
}

/** Asked once, when the head is about to be sent; `first` is the beginning of the body, or all of it. */
function planOf(res: ServerResponse, exchange: Exchange, isSent: boolean, chunk: unknown, first?: Uint8Array): Plan {
  const redactor = exchange.choose();
  if (redactor === false) return undefined;
  if (!isSent) maskHead(res, redactor, exchange.headers);
  const { statusCode } = res;
  // Compressed, no text looks like one.
  const isCompressed = isEncoded(res.getHeader('content-encoding')) && first?.length !== 0;
  const form = formOf(res.getHeader('content-type'), isCompressed ? undefined : first);
  const isEmpty = statusCode < 200 || statusCode === 204 || statusCode === 304;
  if (form === undefined || isEmpty || isPassed(res, exchange, chunk)) return undefined;
  if (isSent) return { redactor, form };
  if (res.hasHeader('accept-ranges')) res.setHeader('Accept-Ranges', 'none');
  if (statusCode === 206) {
    // A piece may begin in the middle of a value.
    res.statusCode = 416;
    res.statusMessage = '';
    drop(res, [...DERIVED, 'content-range', 'content-type']);
    return { notice: new Uint8Array(0) };
  }
  if (!isCompressed) return { redactor, form };
  drop(res, ['content-encoding']);
  return { notice: noticeOf(form) };
}

/** Whether the framework has masked what comes by: all of it, or the one body. Compressed after that, it is another. */
function isPassed(res: ServerResponse, { passed }: Exchange, chunk: unknown): boolean {
  if (passed === undefined) return false;
  return passed === STREAM || chunk === undefined || chunk === passed || isEncoded(res.getHeader('content-encoding'));
}

export function isEncoded(encoding: unknown): boolean {
  return encoding !== undefined && !['', 'identity'].includes(String(encoding).trim().toLowerCase());
}

function isHead(res: ServerResponse): boolean {
  return res.req?.method === 'HEAD';
}

export function drop(res: { removeHeader(name: string): unknown }, names: readonly string[]): void {
  for (const name of names) res.removeHeader(name);
}

/** The status message, and the headers that are asked for. What no head can hold is percent-encoded. */
function maskHead(res: ServerResponse, redactor: Redactor, names: readonly string[]): void {
  // HTTP/2 has none.
  const statusMessage = (res.req?.httpVersionMajor ?? 1) === 1 ? res.statusMessage : '';
  if (typeof statusMessage === 'string' && statusMessage !== '') {
    const masked = maskValue(redactor, statusMessage);
    // Node's own words in place of what it could not send.
    if (masked !== statusMessage) res.statusMessage = HEADER.test(masked) ? masked : '';
  }
  const mask = (one: unknown): string => {
    const masked = maskValue(redactor, String(one));
    return HEADER.test(masked) ? masked : encodeURI(masked);
  };
  for (const name of names) {
    const value = res.getHeader(name);
    if (value !== undefined) res.setHeader(name, Array.isArray(value) ? value.map(mask) : mask(value));
  }
}

function maskValue(redactor: Redactor, text: string): string {
  try {
    return redactor.redact(text);
  } catch {
    return FAILED;
  }
}

/** As `writeHead` takes them: an object, or a flat list in which a name may come again. */
function setHeaders(res: ServerResponse, given: unknown): void {
  if (typeof given !== 'object' || given === null) return;
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) if (value !== undefined) res.setHeader(name, value as string);
    return;
  }
  const names = given.filter((_, i) => i % 2 === 0);
  for (const name of names) res.removeHeader(name);
  for (const [i, name] of names.entries()) res.appendHeader(name, given[2 * i + 1]);
}

function bytesOf(chunk: unknown, encoding: unknown): Uint8Array | undefined {
  if (typeof chunk !== 'string') return chunk instanceof Uint8Array ? chunk : undefined;
  const known = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
  return Buffer.from(chunk, known);
}
