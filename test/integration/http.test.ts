import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, request, type Server } from 'node:http';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { inspect } from 'node:util';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import type { CallHandler, ExecutionContext, INestApplication } from '@nestjs/common';
import axios from 'axios';
import express, { type Express, type Response as ExpressResponse, type Request, type RequestHandler } from 'express';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import iconv from 'iconv-lite';
import Koa from 'koa';
import { pino } from 'pino';
import { Agent, request as undiciRequest } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedactor, FAILED, type Redactor } from '../../src/index.ts';
import { createSieve, formOf, maskBytes } from '../../src/integrations/http/bodies.ts';
import {
  type ClientEntry,
  expressRedaction,
  fastifyRedaction,
  koaRedaction,
  nestRedaction,
  redactAxiosErrors,
  redactFetch,
  undiciLog,
} from '../../src/integrations/http/index.ts';
import { ADDRESS, expectUnplanted, isPlanted, NAME, PHONE } from '../support/leak-paths.ts';

const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;
const RECORD = { receiverName: NAME, mobile: PHONE, address: ADDRESS, note: TEXT };
const SUPPORT = createRedactor({ policy: 'support' });

interface Answer {
  readonly status: number;
  readonly message: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

function ask(base: string, path: string, { method = 'GET', headers = {} }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${base}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const length = response.headers['content-length'];
        if (length !== undefined && method !== 'HEAD' && response.statusCode !== 304)
          expect(bytes).toHaveLength(Number(length));
        resolve({
          status: response.statusCode ?? 0,
          message: response.statusMessage ?? '',
          headers: response.headers,
          bytes,
          text: /gb/.test(response.headers['content-type'] ?? '') ? iconv.decode(bytes, 'gb18030') : bytes.toString(),
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

const servers: Server[] = [];
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
});

interface Body {
  readonly type: string;
  readonly body: string | Buffer;
}
const json = (value: unknown, type = 'application/json', indent?: number): Body => ({
  type,
  body: JSON.stringify(value, null, indent),
});
const escaped = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What leaks in bodies, for every framework and every way to send it. */
const BODIES: Readonly<Record<string, Body>> = {
  'JSON of fields': json(RECORD),
  'JSON nested': json({ a: { b: { c: [{ d: { note: TEXT } }] } } }),
  'JSON keys': json({ byPhone: { [PHONE]: 1, [`电话 ${PHONE}`]: [] } }),
  'JSON number': json({ mobile: Number(PHONE), list: [Number(PHONE)] }),
  'JSON list': json(Array.from({ length: 30 }, () => RECORD)),
  'JSON list of strings': json([TEXT, [PHONE], `收件人：${NAME}`]),
  'JSON scalar': json(TEXT),
  'JSON in JSON': json({ body: JSON.stringify({ inner: JSON.stringify(RECORD) }) }),
  'JSON in base64': json({ body: Buffer.from(JSON.stringify(RECORD)).toString('base64'), mobile: PHONE }),
  'JSON escaped': { type: 'application/json', body: escaped(JSON.stringify(RECORD)) },
  'JSON indented': json(RECORD, 'application/json; charset=utf-8', 2),
  'JSON with a BOM': { type: 'application/json', body: `\ufeff${JSON.stringify(RECORD)}` },
  'JSON full width': json({ note: '电话１５９０２７１４６８３' }),
  'JSON with URL': json({ url: `/track?name=${encodeURIComponent(NAME)}&tel=${PHONE}` }),
  'problem+json': json({ title: 'Bad', detail: TEXT }, 'application/problem+json'),
  NDJSON: { type: 'application/x-ndjson', body: `${JSON.stringify(RECORD)}\n`.repeat(3) },
  'JSON lines without end': {
    type: 'application/jsonl',
    body: `${JSON.stringify(RECORD)}\r\n${JSON.stringify([PHONE])}`,
  },
  'events of JSON': {
    type: 'text/event-stream',
    body: `: hi\nevent: order\nid: 7\ndata: ${JSON.stringify(RECORD)}\n\n`.repeat(2),
  },
  'events of text': {
    type: 'text/event-stream',
    body: `data:${TEXT}\r\ndata: ${PHONE}\r\n\r\nretry: 3000\r\n\r\n: ${TEXT}\r\n\r\n`,
  },
  'events of indented JSON': {
    type: 'text/event-stream; charset=utf-8',
    body: `${JSON.stringify(RECORD, null, 2).replace(/^/gm, 'data: ')}\n\ndata: [DONE]\n\n`,
  },
  'events with returns': { type: 'text/event-stream', body: `data: ${TEXT}\r\rdata: ${PHONE}\r\r` },
  'events not ended': { type: 'text/event-stream', body: `data: ${TEXT}` },
  CSV: { type: 'text/csv', body: `id,姓名,手机,地址\n1,${NAME},${PHONE},"${ADDRESS}"\n` },
  text: { type: 'text/plain; charset=utf-8', body: `${TEXT}\n第二行 ${PHONE}\n` },
  HTML: {
    type: 'text/html; charset=utf-8',
    body: `<p title="${PHONE}">${TEXT}</p><script>var o=${JSON.stringify(RECORD)}</script><i>&#38472;&#20029;&#21326;收</i>`,
  },
  XML: {
    type: 'application/xml',
    body: `<order><mobile>${PHONE}</mobile><name>${NAME}</name><note>${TEXT}</note></order>`,
  },
  SVG: { type: 'image/svg+xml', body: `<svg><text>${TEXT}</text></svg>` },
  form: { type: 'application/x-www-form-urlencoded', body: `name=${encodeURIComponent(NAME)}&mobile=${PHONE}` },
  script: { type: 'text/javascript', body: `cb({"mobile":${PHONE},"note":"${TEXT}"})` },
  'text in GBK': { type: 'text/plain; charset=gbk', body: iconv.encode(`${TEXT}\n`, 'gbk') },
  'JSON in GB18030': {
    type: 'application/json; charset=gb18030',
    body: iconv.encode(JSON.stringify(RECORD), 'gb18030'),
  },
};

function isValid(type: string, text: string): boolean {
  if (/ndjson|jsonl/.test(type)) return text.split(/\r?\n/).every((line) => line === '' || isJson(line));
  if (/json/.test(type)) return isJson(text.replace(/^\ufeff/, ''));
  return (
    !/event-stream/.test(type) ||
    text.split(/\r\n|\n|\r/).every((line) => /^(?:(?:data|event|id|retry)?:.*)?$/.test(line))
  );
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function cut(body: string | Buffer, size = 7): Buffer[] {
  const bytes = Buffer.from(body as string);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
/** Slow enough that each piece is read by itself. */
async function* slowly(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield piece;
    await new Promise(setImmediate);
  }
}
const web = (body: string | Buffer): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of cut(body)) controller.enqueue(Uint8Array.from(piece));
      controller.close();
    },
  });

type Ways<H> = Readonly<Record<string, (body: Body) => H>>;

/** Each body by each way: leaks without us, is clean, valid and of the right length with us. */
function keepsClean<H>(
  ways: Ways<H>,
  serve: (routes: ReadonlyMap<string, H>, isMasked: boolean) => Promise<string>,
): void {
  const routes = new Map<string, H>();
  const names: [string, string, string][] = [];
  for (const [way, make] of Object.entries(ways))
    for (const [name, body] of Object.entries(BODIES)) {
      const path = `/${names.length}`;
      routes.set(path, make(body));
      names.push([way, name, path]);
    }
  let bare = '';
  let masked = '';
  beforeAll(async () => {
    bare = await serve(routes, false);
    masked = await serve(routes, true);
  });
  it.each(names)('%s: %s', async (_, name, path) => {
    const { type } = BODIES[name] as Body;
    const before = await ask(bare, path);
    expect(isPlanted(before.text) || before.text.includes('\\u9648') || /159027|&#38472/.test(before.text)).toBe(true);
    const after = await ask(masked, path);
    expect(after.status).toBe(before.status);
    expectUnplanted([after.text]);
    expect(after.text).not.toMatch(/\\u9648\\u4e3d|&#20029|\ufffd/);
    expect(after.text).not.toContain(FAILED);
    expect(after.text.length).toBeGreaterThan(before.text.length / 4);
    expect(isValid(type, after.text)).toBe(true);
    expect(after.headers['content-type']).toBe(before.headers['content-type']);
  });
}

/** One application without us and one with. */
async function both(
  make: (isMasked: boolean) => RequestListener | Promise<RequestListener>,
): Promise<[string, string]> {
  return [await listen(await make(false)), await listen(await make(true))];
}

type Handler = (req: Request, res: ExpressResponse) => void;

function expressOf(routes: Readonly<Record<string, Handler>>, ...before: RequestHandler[]): Express {
  const app = express();
  app.set('env', 'test');
  for (const one of before) app.use(one);
  for (const [path, handler] of Object.entries(routes)) app.get(path, handler);
  return app;
}

describe('Express', () => {
  describe('ways to send', () => {
    keepsClean<Handler>(
      {
        'send of a string or buffer': (body) => (_, res) => void res.set('Content-Type', body.type).send(body.body),
        'send of a buffer': (body) => (_, res) =>
          void res.set('Content-Type', body.type).send(Buffer.from(body.body as string)),
        'end with a length': (body) => (_, res) => {
          res.writeHead(200, { 'Content-Type': body.type, 'Content-Length': Buffer.byteLength(body.body) });
          res.end(body.body);
        },
        'end without a head': (body) => (_, res) => {
          res.setHeader('content-type', body.type);
          res.end(body.body);
        },
        'write in pieces': (body) => (_, res) => {
          res.setHeader('content-type', body.type);
          for (const piece of cut(body.body)) res.write(piece);
          res.end();
        },
        'write in single bytes after flushHeaders': (body) => (_, res) => {
          res.writeHead(200, 'Fine', ['content-type', body.type]);
          res.flushHeaders();
          const pieces = cut(body.body, 1);
          for (const piece of pieces.slice(0, -1)) res.write(piece);
          res.end(pieces.at(-1));
        },
        pipe: (body) => (_, res) => {
          res.setHeader('content-type', body.type);
          Readable.from(slowly(cut(body.body, 61))).pipe(res);
        },
      },
      async (routes, isMasked) =>
        listen(expressOf(Object.fromEntries(routes), ...(isMasked ? [expressRedaction()] : []))),
    );
  });

  const folder = mkdtempSync(join(tmpdir(), 'tuomin-'));
  writeFileSync(join(folder, 'order.json'), JSON.stringify(RECORD));
  writeFileSync(join(folder, 'order.txt'), `${TEXT}\n`);
  writeFileSync(join(folder, 'image.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 200]));
  afterAll(() => rmSync(folder, { recursive: true }));

  const routes: Readonly<Record<string, Handler>> = {
    '/json': (_, res) => void res.json(RECORD),
    '/json-status': (_, res) => void res.status(422).json({ error: TEXT }),
    '/jsonp': (_, res) => void res.jsonp({ ...RECORD, number: Number(PHONE) }),
    '/send-object': (_, res) => void res.send(RECORD),
    '/send-text': (_, res) => void res.send(TEXT),
    '/send-string-as-json': (_, res) => void res.type('json').send(JSON.stringify(RECORD)),
    '/end-text': (_, res) => void res.end(TEXT),
    '/end-encoded': (_, res) => void res.type('txt').end(Buffer.from(TEXT).toString('base64'), 'base64'),
    '/write-utf16-halves': (_, res) => {
      res.type('txt');
      for (const unit of TEXT) res.write(unit, 'utf8', () => {});
      res.end(() => {});
    },
    '/sendfile.json': (_, res) => void res.sendFile(join(folder, 'order.json')),
    '/sendfile.txt': (_, res) => void res.sendFile(join(folder, 'order.txt')),
    '/download': (_, res) => void res.download(join(folder, 'order.json')),
    '/throw': () => {
      throw new Error(TEXT);
    },
    '/throw-http': () => {
      throw Object.assign(new Error(TEXT), { status: 400, expose: true });
    },
    '/reject': async () => Promise.reject(new Error(`${NAME} ${TEXT}`)),
    '/status-message': (_, res) => {
      res.statusMessage = `Bad ${PHONE}`;
      res.status(400).send(TEXT);
    },
    '/etag-of-own': (_, res) => {
      res.setHeader('ETag', createHash('md5').update(TEXT).digest('hex'));
      res.setHeader('Content-MD5', createHash('md5').update(TEXT).digest('base64'));
      res.type('txt').end(TEXT);
    },
    '/redirect-body': (_, res) => void res.redirect(`/track?tel=${PHONE}`),
    '/render': (_, res) => {
      res.app.engine('tpl', (_path, _options, done) => done(null, `<h1>${TEXT}</h1>`));
      res.app.set('views', folder);
      res.render(join(folder, 'order.txt.tpl'));
    },
    '/undeclared-json': (_, res) => void res.end(JSON.stringify(RECORD)),
    '/undeclared-pieces': (_, res) => {
      for (const piece of cut(JSON.stringify(RECORD))) res.write(piece);
      res.end();
    },
  };
  writeFileSync(join(folder, 'order.txt.tpl'), '');

  it.each([
    ...Object.keys(routes).map((path) => (path === '/jsonp' ? '/jsonp?callback=cb' : path)),
    `/missing/${PHONE}`,
    `/missing?name=${encodeURIComponent(NAME)}`,
  ])('%s', async (path) => {
    const [bare, masked] = await both((isMasked) => expressOf(routes, ...(isMasked ? [expressRedaction()] : [])));
    const before = await ask(bare, path);
    const isHidden = path.startsWith('/missing?');
    if (!isHidden) expect(isPlanted(before.text)).toBe(true);
    const after = await ask(masked, path);
    expect(after.status).toBe(before.status);
    expectUnplanted([after.text, after.message]);
    expect(after.text).not.toContain(FAILED);
    expect(after.headers.etag === undefined || after.headers.etag !== before.headers.etag).toBe(true);
    expect(after.headers['content-md5']).toBeUndefined();
    if (/json/.test(after.headers['content-type'] ?? '')) JSON.parse(after.text);
    if (path.startsWith('/jsonp')) new Function('cb', after.text)(() => {});
    if (/^\/(?:json|send|end|throw|missing)/.test(path) && !path.startsWith('/sendfile'))
      expect(Number(after.headers['content-length'])).toBe(after.bytes.length);
  });

  it('answers 304 by the ETag of the masked body, and HEAD with its head', async () => {
    const [bare, masked] = await both((isMasked) => expressOf(routes, ...(isMasked ? [expressRedaction()] : [])));
    const raw = await ask(bare, '/json');
    const first = await ask(masked, '/json');
    expect(first.headers.etag).toMatch(/^W\/"/);
    const again = await ask(masked, '/json', { headers: { 'if-none-match': first.headers.etag as string } });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', first.headers.etag]);
    // The raw one's tells nobody that they guessed right.
    const guess = await ask(masked, '/json', { headers: { 'if-none-match': raw.headers.etag as string } });
    expect(guess.status).toBe(200);
    const head = await ask(masked, '/json', { method: 'HEAD' });
    expect([head.headers.etag, head.headers['content-length']]).toEqual([
      first.headers.etag,
      first.headers['content-length'],
    ]);
    const file = await ask(masked, '/sendfile.json', { method: 'HEAD' });
    expect([file.status, file.headers['content-length'], file.headers.etag]).toEqual([200, undefined, undefined]);
  });

  it('leaves alone what is no text, what has no body, and what holds nothing', async () => {
    const plain = { '/png': (_: Request, res: ExpressResponse) => void res.sendFile(join(folder, 'image.png')) };
    const more: Record<string, Handler> = {
      ...plain,
      '/bytes': (_, res) => void res.send(Buffer.from(PHONE)),
      '/undeclared-bytes': (_, res) => void res.end(Buffer.from([0, 1, 2, ...Buffer.from(PHONE)])),
      '/none': (_, res) => void res.status(204).end(),
      '/empty': (_, res) => void res.type('json').end(),
      '/clean': (_, res) => void res.set('ETag', '"mine"').json({ orderId: '2025071800012345', ms: 17.5 }),
      '/clean-pieces': (_, res) => {
        res.type('txt').write('好');
        res.end('的');
      },
    };
    const [bare, masked] = await both((isMasked) => expressOf(more, ...(isMasked ? [expressRedaction()] : [])));
    for (const path of Object.keys(more)) {
      const [before, after] = [await ask(bare, path), await ask(masked, path)];
      const { date: _a, ...expected } = before.headers;
      const { date: _b, ...headers } = after.headers;
      expect([path, after.status, headers, after.bytes]).toEqual([path, before.status, expected, before.bytes]);
    }
    // Videos are still sought in.
    expect((await ask(masked, '/png', { headers: { range: 'bytes=0-3' } })).status).toBe(206);
  });

  it('refuses a part of what it masks: by two of them a value would be put together', async () => {
    const [bare, masked] = await both((isMasked) => expressOf(routes, ...(isMasked ? [expressRedaction()] : [])));
    const headers = { range: 'bytes=20-60' };
    expect((await ask(bare, '/sendfile.txt', { headers })).status).toBe(206);
    const after = await ask(masked, '/sendfile.txt', { headers });
    expect([after.status, after.text, after.headers['content-range']]).toEqual([416, '', undefined]);
    expect((await ask(masked, '/sendfile.txt')).headers['accept-ranges']).toBe('none');
  });

  it('is within compression', async () => {
    const gzip: RequestHandler = (_req, res, next) => {
      const [write, end] = [res.write, res.end];
      const stream = createGzip();
      const begin = (): void => {
        if (res.headersSent) return;
        res.removeHeader('content-length');
        res.setHeader('content-encoding', 'gzip');
      };
      res.write = ((chunk: Buffer) => {
        begin();
        return stream.write(chunk);
      }) as typeof res.write;
      res.end = ((chunk: Buffer) => {
        begin();
        stream.end(chunk);
        return res;
      }) as unknown as typeof res.end;
      stream.on('data', (chunk: Buffer) => void write.call(res, chunk, 'utf8'));
      stream.on('end', () => void (end as () => void).call(res));
      next();
    };
    const inside = await listen(expressOf(routes, gzip, expressRedaction()));
    const outside = await listen(expressOf(routes, expressRedaction(), gzip));
    for (const path of ['/json', '/sendfile.json', '/throw', '/end-text']) {
      const good = await ask(inside, path);
      expect(good.headers['content-encoding']).toBe('gzip');
      expectUnplanted([gunzipSync(good.bytes).toString()]);
    }
    // In the wrong order nothing is sent. (What `res.send` has, we see before.)
    for (const path of ['/sendfile.json', '/end-text', '/throw']) {
      const bad = await ask(outside, path);
      expect(bad.headers['content-encoding']).toBeUndefined();
      expect(bad.text).toBe(path === '/sendfile.json' ? JSON.stringify(FAILED) : FAILED);
    }
    const zipped: Record<string, Handler> = {
      '/': (_, res) =>
        void res.set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).send(gzipSync(PHONE)),
    };
    const own = await ask(await listen(expressOf(zipped, expressRedaction())), '/');
    expect([own.headers['content-encoding'], JSON.parse(own.text)]).toEqual([undefined, FAILED]);
  });

  it('has a policy for who asks and for a route, and no way past a redactorFor that fails', async () => {
    const role = (req: Request): string => String(req.query['role']);
    const policies: Record<string, Redactor | false> = { support: SUPPORT, admin: false };
    const app = expressOf(
      { '/order': (_, res) => void res.json({ mobile: PHONE }) },
      expressRedaction<Request>({
        redactorFor: (req) => {
          if (role(req) === 'broken') throw new Error(PHONE);
          if (role(req) === 'promise') return Promise.resolve(false) as never;
          return policies[role(req)];
        },
      }),
    );
    app.get('/mine', expressRedaction({ redactorFor: () => false }), (_, res) => void res.json({ mobile: PHONE }));
    app.get('/support', expressRedaction({ redactor: SUPPORT }), (_, res) => void res.json({ mobile: PHONE }));
    const base = await listen(app);
    const shown = async (path: string): Promise<string> => JSON.parse((await ask(base, path)).text).mobile;
    expect(await shown('/order?role=support')).toBe('*******4683');
    expect(await shown('/order?role=admin')).toBe(PHONE);
    for (const one of ['', 'broken', 'promise', 'unknown'])
      expect(await shown(`/order?role=${one}`)).toBe('159******83');
    expect(await shown('/mine')).toBe(PHONE);
    expect(await shown('/support')).toBe('*******4683');
  });

  it('takes a head as a list', async () => {
    const app = expressOf(
      { '/': (_, res) => void res.writeHead(201, ['x-a', '1', 'x-b', '2']).end() },
      expressRedaction(),
    );
    expect(await ask(await listen(app), '/')).toMatchObject({
      status: 201,
      headers: { 'x-a': '1', 'x-b': '2' },
      text: '',
    });
  });

  it('says what Node says of a status', async () => {
    const app = expressOf({ '/': (_, res) => void res.writeHead(7) }, expressRedaction());
    expect((await ask(await listen(app), '/')).status).toBe(500);
  });

  it('masks headers that are asked for', async () => {
    const app = (headers: string[]): Express =>
      expressOf(
        {
          '/': (_, res) =>
            void res.set('X-Call', [PHONE, `t ${PHONE}`]).redirect(`/t?name=${encodeURIComponent(NAME)}&tel=${PHONE}`),
        },
        expressRedaction({ headers, redactor: createRedactor({ policy: 'strict' }) }),
      );
    const left = await ask(await listen(app([])), '/');
    expect(left.headers.location).toContain(PHONE);
    const { headers } = await ask(await listen(app(['location', 'x-call', 'x-absent'])), '/');
    expectUnplanted([headers.location as string, String(headers['x-call'])]);
  });

  it('sends events as they come, and the head at once', async () => {
    let say: (text: string) => void = () => {};
    const base = await listen(
      expressOf(
        {
          '/': (_, res) => {
            res.writeHead(200, { 'content-type': 'text/event-stream' });
            say = (text) => void res.write(text);
            res.write('data: 159');
          },
        },
        expressRedaction(),
      ),
    );
    const { body, headers } = await fetch(base);
    expect(headers.get('content-type')).toBe('text/event-stream');
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<string> => Buffer.from((await reader.read()).value as Uint8Array).toString();
    say('02714683\n\n');
    expect(await next()).toBe('data: "159******83"\n\n');
    say(`event: a\ndata: {"mobile":"${PHONE}"}\n\ndata: par`);
    expect(await next()).toBe('event: a\ndata: {"mobile":"159******83"}\n\n');
    await reader.cancel();
  });

  it('masks five megabytes, whole and in pieces', async () => {
    const list = Array.from({ length: 16_000 }, (_, id) => ({
      id,
      ...(id % 20 === 0 ? RECORD : {}),
      pad: '订单已发货'.repeat(20),
    }));
    const body = JSON.stringify(list);
    expect(Buffer.byteLength(body)).toBeGreaterThan(5_000_000);
    const base = await listen(
      expressOf(
        {
          '/whole': (_, res) => void res.json(list),
          '/pieces': (_, res) => void Readable.from(cut(body, 65_536)).pipe(res.type('json')),
        },
        expressRedaction(),
      ),
    );
    const [whole, pieces] = [await ask(base, '/whole'), await ask(base, '/pieces')];
    expectUnplanted([whole.text]);
    expect(JSON.parse(whole.text)).toHaveLength(list.length);
    expect(pieces.text).toBe(whole.text);
  });

  it('ends with a client that goes away', async () => {
    const source = new PassThrough();
    const closed = new Promise((resolve) => source.on('close', resolve));
    const base = await listen(
      expressOf(
        {
          '/': (_, res) => {
            res.type('txt').on('close', () => source.destroy());
            source.pipe(res);
          },
        },
        expressRedaction(),
      ),
    );
    const stop = new AbortController();
    const response = await (async () => {
      const asked = fetch(base, { signal: stop.signal });
      source.write(`${TEXT}\n`.repeat(50));
      return asked;
    })();
    stop.abort();
    await expect(response.text()).rejects.toThrow();
    await closed;
    expect((await ask(base, '/missing')).status).toBe(404);
  });

  it('keeps trailers', async () => {
    const base = await listen(
      expressOf(
        {
          '/': (_, res) => {
            res.writeHead(200, { 'content-type': 'text/plain', trailer: 'x-sum' });
            res.addTrailers({ 'x-sum': '7' });
            res.end(TEXT);
          },
        },
        expressRedaction(),
      ),
    );
    const trailers = await new Promise((resolve) => {
      request(base, (response) => response.resume().on('end', () => resolve(response.trailers))).end();
    });
    expect(trailers).toEqual({ 'x-sum': '7' });
  });

  it('says what Node says of misuse', async () => {
    const codes: unknown[] = [];
    const base = await listen(
      expressOf(
        {
          '/': (_, res) => {
            for (const bad of [() => res.write(7 as never), () => res.write(null as never), () => res.end({} as never)])
              try {
                bad();
              } catch (error) {
                codes.push((error as { code?: string }).code);
              }
            res.on('error', (error) => void codes.push((error as { code?: string }).code));
            res.writeHead(201);
            codes.push(res.headersSent);
            res.end('ok', () => void codes.push('done'));
            res.write(PHONE);
          },
        },
        expressRedaction(),
      ),
    );
    expect(await ask(base, '/')).toMatchObject({ status: 201, text: 'ok' });
    expect(codes).toEqual(
      expect.arrayContaining([
        'ERR_INVALID_ARG_TYPE',
        'ERR_STREAM_NULL_VALUES',
        true,
        'ERR_STREAM_WRITE_AFTER_END',
        'done',
      ]),
    );
  });

  it('sends a notice of its type where masking fails', async () => {
    const broken = {
      ...createRedactor(),
      redactJson: () => {
        throw new Error(PHONE);
      },
      redact: () => {
        throw new Error(PHONE);
      },
    };
    const sent: Record<string, Handler> = {};
    for (const [name, { type, body }] of Object.entries(BODIES)) {
      sent[`/${encodeURIComponent(name)}/whole`] = (_, res) => void res.set('content-type', type).end(body);
      sent[`/${encodeURIComponent(name)}/pieces`] = (_, res) => {
        res.set('content-type', type);
        for (const piece of cut(body)) res.write(piece);
        res.end();
      };
    }
    const app = express();
    app.set('env', 'test');
    app.use(expressRedaction({ redactor: broken }));
    app.use((req, res) => sent[req.path]?.(req, res));
    const base = await listen(app);
    for (const path of Object.keys(sent)) {
      const { text, headers } = await ask(base, path);
      expectUnplanted([text]);
      expect(text).toContain(FAILED);
      expect(isValid(headers['content-type'] as string, text)).toBe(true);
    }
  });
});

type KoaHandler = (ctx: Koa.Context) => unknown;

function koaOf(handler: KoaHandler, ...before: Koa.Middleware[]): RequestListener {
  const app = new Koa();
  app.silent = true;
  for (const one of before) app.use(one);
  app.use(async (ctx) => void (await handler(ctx)));
  return app.callback();
}

describe('Koa', () => {
  describe('ways to send', () => {
    keepsClean<KoaHandler>(
      {
        'string or buffer': (body) => (ctx) => {
          ctx.type = body.type;
          ctx.body = body.body;
        },
        stream: (body) => (ctx) => {
          ctx.set('content-type', body.type);
          ctx.body = Readable.from(slowly(cut(body.body, 61)));
        },
        'web stream': (body) => (ctx) => {
          ctx.set('content-type', body.type);
          ctx.body = web(body.body);
        },
        response: (body) => (ctx) => {
          ctx.set('content-type', body.type);
          ctx.body = new Response(Uint8Array.from(Buffer.from(body.body as string)), {
            headers: { 'content-type': body.type },
          });
        },
        'past Koa': (body) => (ctx) => {
          ctx.respond = false;
          ctx.res.writeHead(200, { 'content-type': body.type });
          for (const piece of cut(body.body)) ctx.res.write(piece);
          ctx.res.end();
        },
      },
      async (routes, isMasked) =>
        listen(koaOf((ctx) => (routes.get(ctx.path) as KoaHandler)(ctx), ...(isMasked ? [koaRedaction()] : []))),
    );
  });

  const routes: Readonly<Record<string, KoaHandler>> = {
    '/object': (ctx) => {
      ctx.body = RECORD;
    },
    '/object-with-number': (ctx) => {
      ctx.body = { list: [Number(PHONE)], toJSON: undefined };
    },
    '/text': (ctx) => {
      ctx.body = TEXT;
    },
    '/html': (ctx) => {
      ctx.body = `<p>${TEXT}</p>`;
    },
    '/blob': (ctx) => {
      ctx.body = new Blob([TEXT], { type: 'text/plain' });
    },
    '/throw': (ctx) => ctx.throw(400, TEXT),
    '/throw-exposed': () => {
      throw Object.assign(new Error(TEXT), { status: 409, expose: true, headers: { 'x-a': '1' } });
    },
    '/message': (ctx) => {
      ctx.status = 400;
      ctx.message = `Bad ${PHONE}`;
    },
    '/assert': (ctx) => ctx.assert(false, 422, TEXT),
    '/cycle': () => {
      throw Object.assign(new Error(TEXT), { status: 400, expose: true });
    },
  };
  it.each(Object.keys(routes))('%s', async (path) => {
    const handler: KoaHandler = (ctx) => routes[ctx.path]?.(ctx);
    const [bare, masked] = await both((isMasked) => koaOf(handler, ...(isMasked ? [koaRedaction()] : [])));
    const before = await ask(bare, path);
    expect(isPlanted(before.text + before.message)).toBe(true);
    const after = await ask(masked, path);
    expect([after.status, after.headers['content-type']]).toEqual([before.status, before.headers['content-type']]);
    expectUnplanted([after.text, after.message]);
    expect(after.text).not.toContain(FAILED);
    if (/json/.test(after.headers['content-type'] ?? '')) JSON.parse(after.text);
    if (!/stream|blob/.test(path)) expect(Number(after.headers['content-length'])).toBe(after.bytes.length);
  });

  it('has lengths, ETags and compression of what is masked', async () => {
    const etag: Koa.Middleware = async (ctx, next) => {
      await next();
      if (ctx.body !== undefined) ctx.set('ETag', `"${createHash('md5').update(String(ctx.body)).digest('hex')}"`);
      if (ctx.fresh) ctx.status = 304;
    };
    const gzip: Koa.Middleware = async (ctx, next) => {
      await next();
      ctx.set('Content-Encoding', 'gzip');
      ctx.body =
        ctx.body instanceof Readable
          ? ctx.body.pipe(createGzip())
          : gzipSync(typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body));
    };
    const handler: KoaHandler = (ctx) => {
      ctx.type = 'json';
      ctx.body =
        ctx.path === '/stream' ? Readable.from(cut(JSON.stringify(RECORD))) : ctx.path === '/none' ? null : RECORD;
    };
    const base = await listen(koaOf(handler, etag, koaRedaction()));
    const first = await ask(base, '/');
    expect(first.headers.etag).toBe(`"${createHash('md5').update(first.text).digest('hex')}"`);
    const head = await ask(base, '/', { method: 'HEAD' });
    expect(head.headers['content-length']).toBe(String(first.bytes.length));
    expect((await ask(base, '/', { headers: { 'if-none-match': first.headers.etag as string } })).status).toBe(304);
    expect((await ask(base, '/none')).text).toBe('null');
    const inner = await ask(await listen(koaOf(handler, koaRedaction(), etag)), '/');
    expect(inner.headers.etag).toBeUndefined();
    for (const path of ['/', '/stream']) {
      const zipped = await ask(await listen(koaOf(handler, gzip, koaRedaction())), path);
      expect(JSON.parse(gunzipSync(zipped.bytes).toString()).mobile).toBe('159******83');
      const wrong = await ask(await listen(koaOf(handler, koaRedaction(), gzip)), path);
      expect([wrong.headers['content-encoding'], JSON.parse(wrong.text)]).toEqual([undefined, FAILED]);
    }
  });

  it('is masked over HTTP/2', async () => {
    const handler: KoaHandler = (ctx) => {
      ctx.type = 'json';
      ctx.body = ctx.path === '/stream' ? Readable.from(cut(JSON.stringify(RECORD))) : RECORD;
      if (ctx.path === '/throw') ctx.throw(400, TEXT);
      if (ctx.path !== '/raw') return;
      ctx.respond = false;
      ctx.res.writeHead(200, { 'content-type': 'application/json' });
      for (const piece of cut(JSON.stringify(RECORD))) ctx.res.write(piece);
      ctx.res.end();
    };
    for (const isMasked of [false, true]) {
      const server = http2.createServer(koaOf(handler, ...(isMasked ? [koaRedaction()] : [])) as never);
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      for (const path of ['/', '/stream', '/throw', '/raw']) {
        let text = '';
        for await (const chunk of session.request({ ':path': path })) text += chunk;
        expect([path, isPlanted(text)]).toEqual([path, !isMasked]);
        if (isMasked && path !== '/throw') expect(JSON.parse(text).mobile).toBe('159******83');
      }
      session.close();
      await new Promise((resolve) => void server.close(resolve));
    }
  });

  it('has a policy for who asks', async () => {
    const base = await listen(
      koaOf(
        (ctx) => {
          ctx.state['role'] = ctx.query['role'];
          ctx.body = { mobile: PHONE };
        },
        koaRedaction<Koa.Context>({
          redactorFor: ({ state }) => {
            if (state['role'] === 'broken') throw new Error(PHONE);
            return state['role'] === 'support' ? SUPPORT : state['role'] === 'admin' ? false : undefined;
          },
        }),
      ),
    );
    const shown = async (role: string): Promise<string> => JSON.parse((await ask(base, `/?role=${role}`)).text).mobile;
    expect(await Promise.all(['support', 'admin', 'broken', 'x'].map(shown))).toEqual([
      '*******4683',
      PHONE,
      '159******83',
      '159******83',
    ]);
  });
});

type FastifyHandler = (request: FastifyRequest, reply: FastifyReply) => unknown;

async function fastifyOf(
  routes: ReadonlyMap<string, FastifyHandler> | Readonly<Record<string, FastifyHandler>>,
  ...before: ((app: FastifyInstance) => unknown)[]
): Promise<RequestListener> {
  const app = Fastify();
  for (const one of before) await one(app);
  for (const [path, handler] of routes instanceof Map ? routes : Object.entries(routes)) app.get(path, handler);
  await app.ready();
  return (req, res) => app.routing(req, res);
}
const ours = (app: FastifyInstance) => app.register(fastifyRedaction());

describe('Fastify', () => {
  describe('ways to send', () => {
    keepsClean<FastifyHandler>(
      {
        'string or buffer': (body) => (_, reply) => void reply.header('content-type', body.type).send(body.body),
        stream: (body) => (_, reply) =>
          void reply
            .header('content-type', body.type)
            .send(Readable.from(slowly(cut(body.body, 61)), { objectMode: false })),
        'web stream': (body) => (_, reply) => void reply.header('content-type', body.type).send(web(body.body)),
        response: (body) => () => new Response(web(body.body), { headers: { 'content-type': body.type, 'x-a': '1' } }),
        'reply.raw': (body) => (_, reply) => {
          reply.hijack();
          reply.raw.writeHead(200, { 'content-type': body.type });
          for (const piece of cut(body.body)) reply.raw.write(piece);
          reply.raw.end();
        },
      },
      async (routes, isMasked) => listen(await fastifyOf(routes, ...(isMasked ? [ours] : []))),
    );
  });

  const routes: Readonly<Record<string, FastifyHandler>> = {
    '/object': () => RECORD,
    '/number': () => ({ list: [Number(PHONE)] }),
    '/text': () => TEXT,
    '/length': (_, reply) => void reply.header('content-length', Buffer.byteLength(TEXT)).type('text/plain').send(TEXT),
    '/throw': () => {
      throw new Error(TEXT);
    },
    '/throw-http': async () => {
      throw Object.assign(new Error(TEXT), { statusCode: 400 });
    },
    '/stream-without-type': (_, reply) => void reply.send(Readable.from(cut(TEXT))),
    '/stream-fails': (_, reply) =>
      void reply.type('text/plain').send(
        new Readable({
          read() {
            this.destroy(new Error(TEXT));
          },
        }),
      ),
    '/trailer': (_, reply) => void reply.trailer('x-t', async () => 'ok').send(RECORD),
    '/handler-of-errors': (_, reply) => void reply.send(Object.assign(new Error(TEXT), { statusCode: 418 })),
  };
  it.each([...Object.keys(routes), `/missing/${PHONE}`, `/missing?name=${encodeURIComponent(NAME)}`])(
    '%s',
    async (path) => {
      const [bare, masked] = await both((isMasked) => fastifyOf(routes, ...(isMasked ? [ours] : [])));
      const before = await ask(bare, path);
      expect(isPlanted(before.text)).toBe(true);
      const after = await ask(masked, path);
      expect([after.status, after.headers['content-type']]).toEqual([before.status, before.headers['content-type']]);
      expectUnplanted([after.text]);
      expect(after.text).not.toContain(FAILED);
      if (/json/.test(after.headers['content-type'] ?? '')) JSON.parse(after.text);
      if (!/stream|trailer/.test(path)) expect(Number(after.headers['content-length'])).toBe(after.bytes.length);
    },
  );

  it('masks what is injected, in plugins of their own scope, and errors of hooks after ours', async () => {
    const app = Fastify();
    await app.register(fastifyRedaction());
    await app.register(async (scope) => {
      scope.get('/scoped', async () => RECORD);
      scope.get('/late', { onSend: async () => Promise.reject(new Error(TEXT)) }, async () => RECORD);
      scope.get(
        '/twice',
        {
          onSend: async (_, reply) => {
            reply.header('x-a', '1');
            return Promise.reject(new Error(`${TEXT}${TEXT}`));
          },
        },
        async () => ({ mobile: '1' }),
      );
    });
    for (const url of ['/scoped', '/late', '/twice']) {
      const { payload, headers } = await app.inject(url);
      expectUnplanted([payload]);
      expect(Number(headers['content-length'])).toBe(Buffer.byteLength(payload));
      JSON.parse(payload);
    }
    await app.close();
  });

  it('has lengths, HEAD and compression of what is masked', async () => {
    const gzip = (app: FastifyInstance) =>
      app.addHook('onSend', async (_, reply, payload) => {
        reply.header('content-encoding', 'gzip').removeHeader('content-length');
        return payload instanceof Readable ? payload.pipe(createGzip()) : gzipSync(payload as string);
      });
    const own = {
      ...routes,
      '/stream': ((_, reply) =>
        reply
          .type('application/json')
          .send(Readable.from(cut(JSON.stringify(RECORD)), { objectMode: false }))) as FastifyHandler,
    };
    const plain = await listen(await fastifyOf(own, ours));
    const head = await ask(plain, '/object', { method: 'HEAD' });
    expect(head.headers['content-length']).toBe((await ask(plain, '/object')).headers['content-length']);
    for (const path of ['/object', '/stream']) {
      const zipped = await ask(await listen(await fastifyOf(own, ours, gzip)), path);
      expect(JSON.parse(gunzipSync(zipped.bytes).toString()).mobile).toBe('159******83');
      const wrong = await ask(await listen(await fastifyOf(own, gzip, ours)), path);
      expect([wrong.headers['content-encoding'], JSON.parse(wrong.text)]).toEqual([undefined, FAILED]);
    }
  });

  it('has a policy for who asks', async () => {
    const base = await listen(
      await fastifyOf({ '/': () => ({ mobile: PHONE }) }, (app) =>
        app.register(
          fastifyRedaction<FastifyRequest<{ Querystring: { role: string } }>>({
            redactorFor: ({ query: { role } }) => {
              if (role === 'broken') throw new Error(PHONE);
              return role === 'support' ? SUPPORT : role === 'admin' ? false : undefined;
            },
          }),
        ),
      ),
    );
    const shown = async (role: string): Promise<string> => JSON.parse((await ask(base, `/?role=${role}`)).text).mobile;
    expect(await Promise.all(['support', 'admin', 'broken', 'x'].map(shown))).toEqual([
      '*******4683',
      PHONE,
      '159******83',
      '159******83',
    ]);
  });

  it('ends with a client that goes away', async () => {
    const sources = { koa: new PassThrough(), web: new PassThrough(), fastify: new PassThrough() };
    const bases = {
      koa: await listen(
        koaOf((ctx) => {
          ctx.type = 'txt';
          ctx.body = sources.koa;
        }, koaRedaction()),
      ),
      web: await listen(
        koaOf((ctx) => {
          ctx.type = 'txt';
          ctx.body = Readable.toWeb(sources.web);
        }, koaRedaction()),
      ),
      fastify: await listen(
        await fastifyOf({ '/': (_, reply) => void reply.type('text/plain').send(sources.fastify) }, ours),
      ),
    };
    for (const name of ['koa', 'web', 'fastify'] as const) {
      const stop = new AbortController();
      sources[name].write(`${TEXT}\n`.repeat(50));
      const response = await fetch(bases[name], { signal: stop.signal });
      const closed = new Promise((resolve) => sources[name].on('close', resolve));
      stop.abort();
      await expect(response.text()).rejects.toThrow();
      await closed;
    }
  });

  it('does not mask the answer to a URL that cannot be decoded: Fastify asks no hook', async () => {
    const base = await listen(await fastifyOf({}, ours));
    expect((await ask(base, `/%E0%A4%A${PHONE}`)).text).toContain(PHONE);
  });
});

describe('Nest', () => {
  const apps: INestApplication[] = [];
  afterAll(async () => {
    for (const app of apps) await app.close();
  });

  async function nest(set: (app: INestApplication) => void): Promise<string> {
    await import('reflect-metadata');
    const { Controller, Get, HttpException, Module, StreamableFile, UseInterceptors } = await import('@nestjs/common');
    const { NestFactory } = await import('@nestjs/core');
    class Orders {
      object(): object {
        return RECORD;
      }
      text(): string {
        return TEXT;
      }
      fails(): never {
        throw new Error(TEXT);
      }
      refuses(): never {
        throw new HttpException({ message: TEXT, order: RECORD }, 422);
      }
      file(): object {
        return new StreamableFile(Readable.from(cut(TEXT)), { type: 'text/plain' });
      }
      support(): object {
        return { mobile: PHONE };
      }
    }
    // Decorators by hand: the loader of these tests knows none.
    for (const name of ['object', 'text', 'fails', 'refuses', 'file', 'support'] as const) {
      const descriptor = Object.getOwnPropertyDescriptor(Orders.prototype, name) as PropertyDescriptor;
      Get(name)(Orders.prototype, name, descriptor);
      if (name === 'support') UseInterceptors(nestRedaction({ redactor: SUPPORT }))(Orders.prototype, name, descriptor);
    }
    Controller()(Orders);
    class App {}
    Module({ controllers: [Orders] })(App);
    const app = await NestFactory.create(App, { logger: false });
    apps.push(app);
    set(app);
    await app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  }

  it('is masked by the middleware, what exception filters answer included', async () => {
    const bare = await nest(() => {});
    const masked = await nest((app) => void app.use(expressRedaction()));
    for (const path of ['/object', '/text', '/refuses', '/file', `/missing/${PHONE}`]) {
      const before = await ask(bare, path);
      expect([path, isPlanted(before.text)]).toEqual([path, true]);
      const after = await ask(masked, path);
      expect([after.status, after.headers['content-type']]).toEqual([before.status, before.headers['content-type']]);
      expectUnplanted([after.text]);
      if (/json/.test(after.headers['content-type'] ?? '')) JSON.parse(after.text);
    }
    expectUnplanted([(await ask(masked, '/fails')).text]);
    const { headers } = await ask(masked, '/object');
    expect((await ask(masked, '/object', { headers: { 'if-none-match': headers.etag as string } })).status).toBe(304);
    expect(JSON.parse((await ask(masked, '/support')).text).mobile).toBe('*******4683');
  });

  it('is masked by the interceptor alone but for what answers before', async () => {
    const base = await nest((app) => void app.useGlobalInterceptors(nestRedaction()));
    for (const path of ['/object', '/text', '/refuses', '/file']) expectUnplanted([(await ask(base, path)).text]);
    expect(isPlanted((await ask(base, `/missing/${PHONE}`)).text)).toBe(true);
    expect(JSON.parse((await ask(base, '/support')).text).mobile).toBe('*******4683');
  });

  it('leaves other transports alone', () => {
    const context = { getType: () => 'rpc' } as ExecutionContext;
    const next = { handle: () => 'same' } as unknown as CallHandler;
    expect(nestRedaction().intercept(context, next)).toBe('same');
  });
});

describe('bodies', () => {
  const redactor = createRedactor();

  it('know their types', () => {
    const formats = Object.entries({
      'application/json': 'json',
      'Application/Problem+JSON; charset="UTF-8"': 'json',
      'application/x-ndjson': 'ndjson',
      'application/jsonl': 'ndjson',
      'text/event-stream': 'events',
      'text/csv': 'csv',
      'text/html; charset=gbk': 'text',
      'application/rss+xml': 'text',
      'multipart/byteranges; boundary=x': 'text',
      '': 'any',
      'image/png': undefined,
      'application/octet-stream': undefined,
      'application/pdf': undefined,
    });
    for (const [type, format] of formats) expect([type, formOf(type)?.format]).toEqual([type, format]);
    expect(formOf(undefined, Buffer.from([1, 2, 3]))).toBeUndefined();
  });

  it('of charsets that cannot be read are not sent', () => {
    const form = (charset: string) =>
      formOf(`text/plain; charset=${charset}`) as NonNullable<ReturnType<typeof formOf>>;
    const mask = (charset: string, bytes: Buffer): string =>
      Buffer.from(maskBytes(redactor, form(charset), bytes)).toString('latin1');
    expect(mask('utf-16le', Buffer.from(TEXT, 'utf16le'))).toBe(FAILED);
    expect(mask('shift_jis', Buffer.from(PHONE))).toBe(FAILED);
    expect(mask('iso-8859-1', Buffer.from(`tel ${PHONE}`))).toBe('tel 159******83');
    expect(mask('iso-8859-1', Buffer.from(`é ${PHONE}`, 'latin1'))).toBe(FAILED);
    expect(mask('utf-8', Buffer.from(`\ufeffx ${PHONE}`, 'utf16le'))).toBe(FAILED);
    const sieve = createSieve(redactor, form('iso-8859-1'));
    const out = [
      ...sieve.push(Buffer.from('abc\n')),
      ...sieve.push(Buffer.from('é', 'latin1')),
      ...sieve.push(Buffer.from(PHONE)),
      ...sieve.end(),
    ];
    expect(Buffer.concat(out).toString()).toBe(FAILED);
    // Not told, and no UTF-8: the line is hidden, of JSON everything.
    expect(mask('utf-8', Buffer.concat([Buffer.from('ok\n'), iconv.encode(TEXT, 'gbk')]))).toBe('ok\n***');
    expect(
      JSON.parse(
        Buffer.from(
          maskBytes(redactor, { format: 'json', charset: 'utf-8' }, iconv.encode(`"${NAME}"`, 'gbk')),
        ).toString(),
      ),
    ).toBe(FAILED);
  });

  it('that are events come to the same however they are cut', () => {
    for (const { type, body } of Object.values(BODIES).filter(({ type }) => type.startsWith('text/event-stream'))) {
      const form = formOf(type) as NonNullable<ReturnType<typeof formOf>>;
      const run = (size: number): string => {
        const sieve = createSieve(redactor, form);
        return Buffer.concat([...cut(body, size).flatMap((piece) => sieve.push(piece)), ...sieve.end()]).toString();
      };
      const whole = run(1 << 20);
      for (const size of [1, 2, 3, 5, 7, 64]) expect(run(size)).toBe(whole);
      expect(whole.split(/\r\n|\n|\r/)).toHaveLength(String(body).split(/\r\n|\n|\r/).length);
    }
  });

  it('that are an event too long become a notice', () => {
    const sieve = createSieve(redactor, { format: 'events', charset: 'utf-8' });
    const piece = Buffer.from('x'.repeat(1 << 20));
    const out = [sieve.push(Buffer.from('data: '))];
    for (let i = 0; i < 20; i++) out.push(sieve.push(piece));
    out.push(sieve.push(Buffer.from(`\ndata: ${PHONE}\n\ndata: ok\n\n`)), sieve.end());
    expect(Buffer.concat(out.flat()).toString()).toBe(`data: ${FAILED}\n\ndata: ok\n\n`);
  });
});

describe('clients', () => {
  let base = '';
  beforeAll(async () => {
    base = await listen((_, res) => {
      res.writeHead(422, { 'content-type': 'application/json', 'x-call': PHONE });
      res.end(JSON.stringify(RECORD));
    });
  });

  const forms: Readonly<Record<string, (error: Error) => string>> = {
    inspect: (error) => inspect(error, { depth: 9 }),
    String: (error) => String(error),
    stack: (error) => String(error.stack),
    'JSON.stringify': (error) => JSON.stringify(error),
    'JSON of a field': (error) => JSON.stringify({ error }),
    'inspect of a field': (error) => inspect({ error }, { depth: 9 }),
    spread: (error) => inspect({ ...error }, { depth: 9 }),
    response: (error) => inspect((error as { response?: unknown }).response, { depth: 9 }),
    'response in JSON': (error) => String(JSON.stringify((error as { response?: unknown }).response)),
    config: (error) => inspect((error as { config?: unknown }).config, { depth: 9 }),
    request: (error) => inspect((error as { request?: unknown }).request, { depth: 9 }),
    pino: (error) => {
      let line = '';
      pino(
        {},
        {
          write: (text: string) => {
            line += text;
          },
        },
      ).error(error);
      return line;
    },
    'pino of all': (error) => {
      let line = '';
      const { config, response } = error as unknown as Record<string, unknown>;
      pino(
        {},
        {
          write: (text: string) => {
            line += text;
          },
        },
      ).error({ error, config, response });
      return line;
    },
  };
  const calls = (instance: ReturnType<typeof axios.create>): Readonly<Record<string, () => Promise<unknown>>> => ({
    'answer of an error': () =>
      instance.post(`${base}/orders/${PHONE}?name=${encodeURIComponent(NAME)}`, RECORD, {
        params: { tel: PHONE, note: TEXT },
        headers: { 'x-phone': PHONE },
      }),
    'no connection': () => instance.get(`http://127.0.0.1:1/${PHONE}`, { params: { note: TEXT } }),
    form: () => instance.post(base, new URLSearchParams({ mobile: PHONE, name: NAME })),
    timeout: () => instance.get(`http://10.255.255.1/${PHONE}`, { timeout: 20, timeoutErrorMessage: TEXT }),
    'of an adapter': () =>
      instance.get(`${base}/${PHONE}`, {
        adapter: (config) => Promise.reject(new axios.AxiosError(TEXT, 'ERR', config, undefined, undefined)),
      }),
  });
  const caught = (call: (() => Promise<unknown>) | undefined): Promise<Error> =>
    (call as () => Promise<unknown>)().then(
      () => expect.unreachable(),
      (error: Error) => error,
    );

  describe.each(Object.keys(calls(axios.create())))('axios: %s', (name) => {
    it('is safe to log', async () => {
      const instance = axios.create();
      const bare = await caught(calls(instance)[name]);
      expect(isPlanted(inspect(bare, { depth: 9 }))).toBe(true);
      redactAxiosErrors(instance);
      for (const [form, log] of Object.entries(forms)) {
        const text = log(await caught(calls(instance)[name]));
        expect([form, isPlanted(text)]).toEqual([form, false]);
        expectUnplanted([text]);
        expect(text).not.toContain(FAILED);
      }
    });
  });

  it('axios: leaves the application what it needs, and other errors', async () => {
    const instance = axios.create();
    const off = redactAxiosErrors(instance);
    const error = await caught(() => instance.post(base, RECORD, { params: { tel: PHONE } }));
    if (!axios.isAxiosError(error)) return expect.unreachable();
    expect(error.response?.data).toEqual(RECORD);
    expect([error.response?.status, error.status, error.code]).toEqual([422, 422, 'ERR_BAD_REQUEST']);
    expect(error.config?.params).toEqual({ tel: PHONE });
    expect(error.toJSON()).toMatchObject({
      message: 'Request failed with status code 422',
      status: 422,
      response: { status: 422 },
    });
    // Sent again, with everything.
    const again = await caught(() => instance(error.config ?? {}));
    expect(JSON.parse((again as typeof error).config?.data)).toEqual(RECORD);
    instance.interceptors.request.use(() => Promise.reject(new RangeError(TEXT)));
    expect((await caught(() => instance.get(base))).message).toBe(TEXT);
    off();
    const frozen = axios.create({
      adapter: (config) => Promise.reject(Object.freeze(new axios.AxiosError(TEXT, 'ERR', config))),
    });
    redactAxiosErrors(frozen);
    expectUnplanted([inspect(await caught(() => frozen.get(base)))]);
  });

  it('fetch: tells what was sent and what came, masked', async () => {
    const entries: ClientEntry[] = [];
    const safe = redactFetch(fetch, { log: (entry) => void entries.push(entry) });
    const url = `${base}/orders?name=${encodeURIComponent(NAME)}&tel=${PHONE}`;
    const response = await safe(url, { method: 'POST', body: JSON.stringify(RECORD), headers: { 'x-phone': PHONE } });
    expect(await response.json()).toEqual(RECORD);
    await safe(new globalThis.Request(url, { headers: [['x-phone', PHONE]] }));
    await safe(new URL(url), { method: 'PUT', body: new URLSearchParams({ mobile: PHONE }) });
    expect(entries.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 422],
      ['GET', 422],
      ['PUT', 422],
    ]);
    expect(entries[0]?.ms).toEqual(expect.any(Number));
    const error = await caught(() => safe(`nowhere/${PHONE}`));
    expectUnplanted([...entries.map((entry) => inspect(entry)), inspect(error, { depth: 9 })]);
    expect(isPlanted(inspect(await caught(() => fetch(`nowhere/${PHONE}`))))).toBe(true);
    const loud = redactFetch(fetch, {
      log: () => {
        throw new Error(PHONE);
      },
    });
    expect((await loud(base)).status).toBe(422);
    const aborted = await caught(() => safe(base, { signal: AbortSignal.abort() }));
    expect(aborted.name).toBe('AbortError');
  });

  it('undici: tells of every request of a dispatcher, masked', async () => {
    const entries: ClientEntry[] = [];
    const agent = new Agent();
    const dispatcher = agent.compose(undiciLog({ log: (entry) => void entries.push(entry) }));
    const { statusCode, body } = await undiciRequest(`${base}/orders/${PHONE}?q=${encodeURIComponent(TEXT)}`, {
      dispatcher,
      method: 'POST',
      headers: { 'x-phone': PHONE },
      body: JSON.stringify(RECORD),
    });
    expect([statusCode, await body.json()]).toEqual([422, RECORD]);
    await undiciRequest(`${base}/q`, { dispatcher, query: { tel: PHONE } }).then((response) => response.body.dump());
    await caught(() => undiciRequest(`http://127.0.0.1:1/${PHONE}`, { dispatcher }));
    expect(entries.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 422],
      ['GET', 422],
      ['GET', undefined],
    ]);
    expect(inspect(entries[2]?.error)).toContain('ECONNREFUSED');
    expectUnplanted(entries.map((entry) => inspect(entry, { depth: 9 })));
    await agent.close();
  });
});
