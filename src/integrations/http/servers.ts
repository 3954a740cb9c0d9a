/** Where frameworks are asked: each for its own body before lengths, ETags and compression are made of it, and all for the rest. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable, Transform } from 'node:stream';
import type { Redactor } from '../../record/index.ts';
import { createSieve, type Form, formOf, maskBytes, maskString, noticeOf, type Sieve } from './bodies.ts';
import { chooser, drop, type Exchange, exchangeOf, guard, type HttpOptions, isEncoded, STREAM } from './guard.ts';

/** A body as it is sent from now on; the same reference where nothing was masked. */
function maskBody(redactor: Redactor, form: Form, body: string | Uint8Array): string | Uint8Array {
  // Strings are sent as UTF-8 by all of them.
  return typeof body === 'string' ? maskString(redactor, form, body) : maskBytes(redactor, form, body);
}

/** A stream through a sieve. Where one of the two ends early, so does the other. */
function maskStream(source: Readable, sieve: Sieve, exchange: Exchange): Transform {
  const masked = new Transform({
    transform(chunk: Uint8Array, _, done) {
      for (const part of sieve.push(chunk)) this.push(part);
      done();
    },
    flush(done) {
      for (const part of sieve.end()) this.push(part);
      done();
    },
  });
  exchange.passed = STREAM;
  // What is answered in its place has not been masked.
  source.once('error', () => {
    exchange.passed = undefined;
  });
  // Whoever reads it is told of errors by the stream itself.
  pipeline(source, masked, () => {});
  return masked;
}

function isReadable(body: unknown): body is Readable {
  return typeof (body as Readable | null)?.pipe === 'function';
}

function isWebStream(body: unknown): body is ReadableStream {
  return typeof (body as ReadableStream | null)?.getReader === 'function' && !(body as ReadableStream).locked;
}

type Send = (this: unknown, body?: unknown) => unknown;

/**
 * The guard, and with it `res.send` of Express, by which length, ETag and 304 are those of the masked body.
 */
function guardExpress(
  res: ServerResponse & { send?: Send },
  choose: Exchange['choose'],
  headers?: readonly string[],
): void {
  const isNew = exchangeOf(res) === undefined;
  const exchange = guard(res, choose, headers);
  const { send } = res;
  if (!isNew || send === undefined) return;
  res.send = function (body) {
    if (typeof body !== 'string' && !ArrayBuffer.isView(body)) return send.call(this, body);
    const redactor = exchange.choose();
    // As `send` itself fills it in.
    const form = formOf(
      res.getHeader('content-type') ?? (typeof body === 'string' ? 'text/html' : 'application/octet-stream'),
    );
    if (
      redactor === false ||
      form === undefined ||
      isEncoded(res.getHeader('content-encoding')) ||
      res.statusCode === 206
    )
      return send.call(this, body);
    const bytes = typeof body === 'string' ? body : new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    const masked = maskBody(redactor, form, bytes);
    if (masked !== bytes && !res.headersSent) drop(res, ['etag']);
    const { passed } = exchange;
    exchange.passed = STREAM;
    try {
      return send.call(this, masked === bytes ? body : typeof masked === 'string' ? masked : Buffer.from(masked));
    } finally {
      exchange.passed = passed;
    }
  };
}

/**
 * Middleware for Express, Nest on Express, connect and plain Node: everything a response sends afterwards is masked, error pages
 * included. To be used after compression (which would hand it compressed bodies, of which a notice is sent), and before everything
 * that answers. Used again for a route, that one's options hold.
 *
 *     app.use(expressRedaction({ redactorFor: (request) => (request.user?.isAdmin ? false : support) }));
 */
export function expressRedaction<Q extends IncomingMessage = IncomingMessage>(
  options: HttpOptions<Q> = {},
): (request: Q, response: ServerResponse, next: (error?: unknown) => void) => void {
  const choose = chooser(options);
  return (request, response, next) => {
    guardExpress(
      response,
      once(() => choose(request)),
      options.headers,
    );
    next();
  };
}

/** Of a Koa context, what is used here. */
export interface KoaContext {
  readonly res: ServerResponse;
  body: unknown;
  readonly response: { get(name: string): string; remove(name: string): void };
}

/**
 * Middleware for Koa: bodies, streams and what `ctx.throw` and unhandled errors answer. To be used before everything that answers,
 * but after compression and ETags.
 *
 *     app.use(koaRedaction({ redactorFor: (ctx) => (ctx.state.user?.isAdmin ? false : undefined) }));
 */
export function koaRedaction<C extends KoaContext = KoaContext>(
  options: HttpOptions<C> = {},
): (context: C, next: () => Promise<unknown>) => Promise<void> {
  const choose = chooser(options);
  return async (context, next) => {
    const exchange = guard(
      context.res,
      once(() => choose(context)),
      options.headers,
    );
    await next();
    maskKoa(context, exchange);
  };
}

/** What cannot be masked here comes by the guard. */
function maskKoa(context: KoaContext, exchange: Exchange): void {
  const { body, response } = context;
  const form = formOf(response.get('content-type'));
  const isAbsent = body === undefined || body === null || context.res.statusCode === 206;
  if (isAbsent || form === undefined || isEncoded(response.get('content-encoding') || undefined)) return;
  const redactor = exchange.choose();
  if (redactor === false) return;
  const source = isReadable(body) ? body : isWebStream(body) ? Readable.fromWeb(body as never) : undefined;
  if (source !== undefined) {
    drop({ removeHeader: (name) => response.remove(name) }, ['etag', 'content-length']);
    context.body = maskStream(source, createSieve(redactor, form), exchange);
    return;
  }
  const given = isText(body) ? body : isPlain(body) ? stringify(body) : undefined;
  if (given === undefined) return;
  const masked = maskBody(redactor, form, given);
  if (masked !== given) {
    response.remove('etag');
    context.body = typeof masked === 'string' ? masked : Buffer.from(masked);
  } else if (given !== body) context.body = given;
  exchange.passed = context.body;
}

function isText(body: unknown): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** What Koa sends as JSON. */
function isPlain(body: unknown): boolean {
  return !(body instanceof Blob) && !(body instanceof Response);
}

/** Undefined where Koa will say what is wrong. */
function stringify(body: unknown): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}

type Hook = (...args: never[]) => void;

/** Of a Fastify instance and its replies, what is used here. */
export interface FastifyInstanceLike {
  addHook(name: 'onRequest' | 'onSend', hook: Hook): unknown;
}
interface Reply {
  readonly raw: ServerResponse;
  getHeader(name: string): unknown;
  header(name: string, value: unknown): unknown;
  removeHeader(name: string): unknown;
  code(status: number): unknown;
}

/**
 * Plugin for Fastify, for the whole application: strings, buffers, streams, web responses, error replies, and what is written to
 * `reply.raw`. To be registered first: compression and ETags are then made of what is masked. URLs that cannot be decoded are
 * answered by Fastify without hooks, with the URL.
 *
 *     app.register(fastifyRedaction({ redactorFor: (request) => policies[request.user?.role] }));
 */
export function fastifyRedaction<R = { readonly raw: IncomingMessage }>(
  options: HttpOptions<R> = {},
): (instance: FastifyInstanceLike, given: unknown, done: (error?: Error) => void) => void {
  const choose = chooser(options);
  const onRequest = (request: R, reply: Reply, done: () => void): void => {
    guard(
      reply.raw,
      once(() => choose(request)),
      options.headers,
    );
    done();
  };
  const onSend = (request: R, reply: Reply, payload: unknown, done: (error: null, payload: unknown) => void): void => {
    // Where a hook before ours has answered, there is no guard yet.
    const exchange =
      exchangeOf(reply.raw) ??
      guard(
        reply.raw,
        once(() => choose(request)),
        options.headers,
      );
    done(null, maskReply(reply, exchange, payload));
  };
  const plugin = (instance: FastifyInstanceLike, _: unknown, done: () => void): void => {
    instance.addHook('onRequest', onRequest);
    instance.addHook('onSend', onSend);
    done();
  };
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'tuomin',
  });
}

function maskReply(reply: Reply, exchange: Exchange, payload: unknown): unknown {
  let body = payload;
  if (Object.prototype.toString.call(body) === '[object Response]') {
    // As Fastify itself takes it apart, but before the type of the body is looked at.
    const { status, headers, body: inner, bodyUsed } = body as Response;
    if (bodyUsed) return body;
    reply.code(status);
    headers.forEach((value, name) => void reply.header(name, value));
    body = inner;
  }
  if (body === undefined || body === null || body === '') return body;
  const isCompressed = isEncoded(reply.getHeader('content-encoding'));
  const first = body instanceof Uint8Array && !isCompressed ? body : undefined;
  const form = formOf(reply.getHeader('content-type'), first);
  const redactor = exchange.choose();
  const isUndeclared = form?.format === 'any' && !isText(body);
  // The guard has the rest: it sees the bytes, and the status.
  if (redactor === false || form === undefined || isUndeclared || reply.raw.statusCode === 206) return body;
  if (isCompressed) {
    if (isReadable(body)) body.destroy();
    drop(reply, ['content-encoding', 'content-length', 'etag']);
    exchange.passed = noticeOf(form);
    return exchange.passed;
  }
  const source = isReadable(body) ? body : isWebStream(body) ? Readable.fromWeb(body as never) : undefined;
  if (source !== undefined) {
    drop(reply, ['content-length', 'etag']);
    return maskStream(source, createSieve(redactor, form), exchange);
  }
  if (!isText(body)) return body;
  const masked = maskBody(redactor, form, body);
  if (masked !== body) drop(reply, ['content-length', 'etag']);
  exchange.passed = masked instanceof Uint8Array && !Buffer.isBuffer(masked) ? Buffer.from(masked) : masked;
  return exchange.passed;
}

/** Of Nest's ExecutionContext and CallHandler, what is used here. */
export interface NestContext {
  getType(): string;
  switchToHttp(): { getRequest(): unknown; getResponse(): unknown };
}

/**
 * An interceptor for Nest, on Express or Fastify: a policy for a controller or a route. What answers before interceptors do (guards,
 * pipes of the application, unknown routes) is masked by the middleware of the platform only: use that as well,
 * `app.use(expressRedaction())`. Other transports than HTTP are not touched.
 *
 *     @UseInterceptors(nestRedaction({ redactor: support }))
 */
export function nestRedaction<C extends NestContext = NestContext>(
  options: HttpOptions<C> = {},
): { intercept<T>(context: C, next: { handle(): T }): T } {
  const choose = chooser(options);
  return {
    intercept(context, next) {
      if (context.getType() === 'http') {
        const response = context.switchToHttp().getResponse() as ServerResponse | { readonly raw: ServerResponse };
        guardExpress(
          'raw' in response ? response.raw : response,
          once(() => choose(context)),
          options.headers,
        );
      }
      return next.handle();
    },
  };
}

/** Asked when it is needed, and then kept: a response has one policy. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
