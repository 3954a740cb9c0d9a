import * as Sentry from '@sentry/node';
import { describe, expect, it, vi } from 'vitest';
import { createRedactor, FAILED, type Redactor } from '../../src/index.ts';
import { redaction, redactTransport, type SentryOptions } from '../../src/integrations/sentry.ts';
import { ADDRESS, expectUnplanted, isPlanted, NAME, PHONE } from '../support/leak-paths.ts';

const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;
const KEY = 'a15902714683b15902714683c1590271';
const DSN = `https://${KEY}@o447951.ingest.us.sentry.io/4505123456789012`;
const TRACE = 'c15902714683d15902714683e1590271';
const PARENT = '1590271468312345';
const HEX_32 = /^[\da-f]{32}$/;
const HEX_16 = /^[\da-f]{16}$/;
const SCREENSHOT = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new TextEncoder().encode(PHONE)]);
const WITHHELD = '[tuomin: attachment withheld: not UTF-8 text]';

type Options = NonNullable<Parameters<typeof Sentry.init>[0]>;
type MakeTransport = typeof Sentry.makeNodeTransport;
type Any = Record<string, unknown>;

interface Item {
  readonly header: Any;
  readonly payload: Uint8Array;
}

interface Sent {
  readonly header: Any;
  readonly items: Item[];
}

/** What Sentry's server would read. */
function read(body: string | Uint8Array): Sent {
  let rest = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const take = (length?: number): Uint8Array => {
    const line = rest.indexOf(10);
    const end = length ?? (line < 0 ? rest.length : line);
    const part = rest.subarray(0, end);
    rest = rest.subarray(end + 1);
    return part;
  };
  const json = (): Any => JSON.parse(new TextDecoder().decode(take())) as Any;
  const header = json();
  const items: Item[] = [];
  while (rest.length > 0) {
    const of = json();
    items.push({ header: of, payload: take(of['length'] as number | undefined) });
  }
  return { header, items };
}

const textOf = ({ payload }: Item): string => new TextDecoder().decode(payload);
const jsonOf = (item: Item | undefined): Any => JSON.parse(textOf(item as Item)) as Any;
const itemsOf = (sent: readonly Sent[], type: string): Item[] =>
  sent.flatMap(({ items }) => items).filter(({ header }) => header['type'] === type);

/** All of it, without the ids, which hold what looks planted and are to stay. */
function textsOf(sent: readonly Sent[]): string[] {
  return sent
    .flatMap(({ header, items }) => [
      JSON.stringify(header),
      ...items.flatMap((item) => [JSON.stringify(item.header), textOf(item)]),
    ])
    .map((text) => [KEY, TRACE, PARENT].reduce((left, id) => left.replaceAll(id, '<id>'), text));
}

/** The real transport but for the wire. */
function sink(bodies: Sent[]): MakeTransport {
  return (options) =>
    Sentry.createTransport(options, async ({ body }) => {
      bodies.push(read(body));
      return { statusCode: 200 };
    });
}

type Use = () => void;

async function sent(how: (transport: MakeTransport) => Options, use: Use, options: Options = {}): Promise<Sent[]> {
  const all: Sent[] = [];
  Sentry.init({
    dsn: DSN,
    tunnel: 'https://example.com/tunnel',
    defaultIntegrations: false,
    integrations: [
      Sentry.linkedErrorsIntegration(),
      Sentry.requestDataIntegration(),
      Sentry.extraErrorDataIntegration({ depth: 6 }),
    ],
    tracesSampleRate: 1,
    release: 'orders@2025.7.18',
    environment: 'production',
    ...options,
    ...how(sink(all)),
  });
  Sentry.withIsolationScope(() => {
    Sentry.withScope((scope) => {
      scope.setPropagationContext({ traceId: TRACE, sampleRand: 0.5, parentSpanId: PARENT });
      use();
    });
  });
  await Sentry.flush(2000);
  await Sentry.close(2000);
  return all;
}

const bare = (transport: MakeTransport): Options => ({ transport });
const masked =
  (options: SentryOptions = {}) =>
  (transport: MakeTransport): Options => ({ ...redaction({ ...options, transport }) });

/** An event with what is given, as an integration would make it. */
const event = (more: Parameters<typeof Sentry.captureEvent>[0]): Use => {
  return () => void Sentry.captureEvent({ message: 'failed', ...more });
};
const scoped = (set: (scope: Sentry.Scope) => void): Use => {
  return () =>
    Sentry.withScope((scope) => {
      set(scope);
      Sentry.captureMessage('failed');
    });
};
/** Sentry takes the same error once. */
const thrown = (make: () => unknown): Use => {
  return () => void Sentry.captureException(make());
};
const frame = (more: object): Use =>
  event({
    exception: {
      values: [
        {
          type: 'Error',
          value: 'failed',
          stacktrace: { frames: [{ filename: '/srv/pay.js', function: 'pay', lineno: 15902, colno: 71, ...more }] },
        },
      ],
    },
  });
const traced = (use: (span: Sentry.Span) => void): Use => {
  return () => Sentry.startSpan({ name: 'pay', op: 'task' }, use);
};
const attached = (data: string | Uint8Array, filename = 'order.txt'): Use =>
  scoped((scope) => scope.addAttachment({ filename, data }));

const PATHS: Readonly<Record<string, Use>> = {
  message: () => void Sentry.captureMessage(TEXT),
  'message of parts': () => void Sentry.captureMessage(Sentry.parameterize`order of ${NAME} at ${PHONE}` as string),
  logentry: event({ logentry: { message: 'order of %s', params: [TEXT] } }),
  error: thrown(() => new Error(TEXT)),
  'error that is a text': thrown(() => TEXT),
  'error that is an object': thrown(() => ({ mobile: PHONE, note: TEXT })),
  'name of an error': thrown(() => Object.assign(new Error('x'), { name: PHONE })),
  'property of an error': thrown(() => Object.assign(new Error('x'), { order: { note: TEXT }, sqlMessage: TEXT })),
  cause: thrown(() => new Error('outer', { cause: new Error('inner', { cause: new Error(TEXT) }) })),
  'aggregate error': thrown(() => new AggregateError([new Error(TEXT), new Error('b')], 'several')),
  breadcrumb: () => {
    Sentry.addBreadcrumb({ category: 'order', message: TEXT, level: 'info' });
    Sentry.captureMessage('failed');
  },
  'data of a breadcrumb': () => {
    Sentry.addBreadcrumb({ type: 'http', data: { url: `https://x.cn/?tel=${PHONE}`, body: { mobile: PHONE } } });
    Sentry.captureMessage('failed');
  },
  'breadcrumb of the event': event({ breadcrumbs: [{ message: TEXT, timestamp: 1752814683.159 }] }),
  user: scoped((scope) => scope.setUser({ id: PHONE, username: NAME, email: `${PHONE}@qq.com`, address: ADDRESS })),
  'user whose number is one': scoped((scope) => scope.setUser({ id: Number(PHONE) })),
  'request: url': event({ request: { url: `https://x.cn/users/${PHONE}?name=${encodeURIComponent(NAME)}` } }),
  'request: headers': event({ request: { headers: { 'x-phone': PHONE, referer: `https://x.cn/?tel=${PHONE}` } } }),
  'request: query': event({ request: { query_string: `q=${encodeURIComponent(TEXT)}` } }),
  'request: query in pairs': event({ request: { query_string: [['tel', PHONE]] } }),
  'request: cookies': event({ request: { cookies: { tel: PHONE } } }),
  'request: body': event({ request: { data: JSON.stringify({ mobile: PHONE, note: TEXT }) } }),
  'request: body as an object': event({ request: { data: { receiverName: NAME, mobile: PHONE } } }),
  'request of the integration': scoped((scope) =>
    scope.setSDKProcessingMetadata({
      normalizedRequest: { method: 'POST', url: `https://x.cn/users/${PHONE}`, data: TEXT },
    }),
  ),
  extra: scoped((scope) => scope.setExtra('order', { a: { b: TEXT }, receiverName: NAME, mobile: Number(PHONE) })),
  'key of an extra': scoped((scope) => scope.setExtra(PHONE, { [NAME]: 1 })),
  context: scoped((scope) => scope.setContext('order', { note: TEXT, list: [PHONE] })),
  'key of a context': scoped((scope) => scope.setContext(`order ${PHONE}`, { ok: true })),
  tag: scoped((scope) => scope.setTag('customer', PHONE)),
  'key of a tag': scoped((scope) => scope.setTag(PHONE, 'x')),
  fingerprint: scoped((scope) => scope.setFingerprint(['{{ default }}', PHONE])),
  'name of the transaction': event({ transaction: `GET /users/${PHONE}` }),
  'server name': event({ server_name: `${PHONE}-web` }),
  'logger name': event({ logger: `orders.${PHONE}` }),
  'local variables': frame({ vars: { receiverName: NAME, mobile: PHONE, args: [TEXT] } }),
  'line of source': frame({ context_line: `call('${PHONE}')`, pre_context: [`// ${TEXT}`], post_context: [TEXT] }),
  'name of a function': frame({ function: `Order.<anonymous> ${TEXT}` }),
  'thread of an event': event({ threads: { values: [{ name: TEXT } as never] } }),
  'span: name': () => Sentry.startSpan({ name: `GET /users/${PHONE}` }, () => {}),
  'span: name that is changed': traced((span) => void span.updateName(`order of ${NAME}, ${PHONE}`)),
  'span: attribute': traced((span) => void span.setAttribute('order.note', TEXT)),
  'span: attribute of a number': traced((span) => void span.setAttribute('mobile', Number(PHONE))),
  'span: key of an attribute': traced((span) => void span.setAttribute(`by.${PHONE}`, Number(PHONE))),
  'span: attribute that is a list': traced((span) => void span.setAttribute('people', [PHONE, TEXT])),
  'span: url': traced(
    (span) => void span.setAttribute('url.full', `https://x.cn/?name=${encodeURIComponent(NAME)}&tel=${PHONE}`),
  ),
  'span: within': traced(() => Sentry.startSpan({ name: `select '${PHONE}'`, op: 'db' }, () => {})),
  'span: number of a thing beside one of a person': traced((span) => {
    span.setAttributes({ 'order.id': '2025071800012345', 'user.id': PHONE, 'customer.phone': Number(PHONE) });
  }),
  'span: link': traced((span) => {
    span.addLink({ context: { traceId: TRACE, spanId: PARENT, traceFlags: 1 }, attributes: { note: TEXT } });
  }),
  'span: user of the scope': () => {
    Sentry.getIsolationScope().setUser({ id: PHONE, username: NAME });
    Sentry.startSpan({ name: 'pay' }, () => {});
  },
  log: () => Sentry.logger.info(TEXT),
  'log: parts': () => Sentry.logger.info(Sentry.logger.fmt`order of ${NAME} at ${PHONE}`),
  'log: attribute': () => Sentry.logger.warn('order', { receiverName: NAME, mobile: Number(PHONE), note: TEXT }),
  'log: key of an attribute': () => Sentry.logger.error('order', { [PHONE]: Number(PHONE), deep: { note: TEXT } }),
  metric: () => Sentry.metrics.count('orders', 1, { attributes: { customer: PHONE, note: TEXT } }),
  'metric: name': () => Sentry.metrics.gauge(`orders.${PHONE}`, 15),
  session: () => {
    Sentry.getIsolationScope().setUser({ id: PHONE });
    Sentry.startSession();
    Sentry.captureSession(true);
  },
  'check-in': () => void Sentry.captureCheckIn({ monitorSlug: `remind-${PHONE}`, status: 'ok' }),
  feedback: () =>
    void Sentry.captureFeedback({ name: NAME, email: `${PHONE}@qq.com`, message: TEXT, url: `/${PHONE}` }),
  'attachment of text': attached(TEXT),
  'attachment of bytes of text': attached(new TextEncoder().encode(`\ufeff${TEXT}\r\n${TEXT}`)),
  'attachment in JSON': attached(JSON.stringify({ mobile: Number(PHONE), note: TEXT }), 'order.json'),
  'attachment: its name': attached('nothing', `${NAME} ${PHONE}.txt`),
  'attachment in GB 18030': attached(
    new Uint8Array([0xca, 0xd5, 0xbc, 0xfe, 0xc8, 0xcb, ...new TextEncoder().encode(PHONE)]),
  ),
  'attachment in UTF-16': attached(new Uint8Array(Buffer.from(`${PHONE}`, 'utf16le'))),
  screenshot: attached(SCREENSHOT, 'screen.png'),
  'envelope header': () =>
    Sentry.continueTrace(
      {
        sentryTrace: `${TRACE}-${PARENT}-1`,
        baggage: `sentry-trace_id=${TRACE},sentry-public_key=${KEY},sentry-transaction=GET%20%2Fusers%2F${PHONE}`,
      },
      () => Sentry.startSpan({ name: 'pay' }, () => void Sentry.captureMessage('failed')),
    ),
};

const isPlantedAnywhere = (all: readonly Sent[]): boolean =>
  textsOf(all).some((text) => isPlanted(text) || isPlanted(text.replaceAll('\0', '')));

/** What a server needs of whatever it gets. */
function expectValid(all: readonly Sent[]): void {
  for (const { header, items } of all) {
    expect(header['dsn']).toBe(DSN);
    if (header['sent_at'] !== undefined) expect(Number.isNaN(Date.parse(String(header['sent_at'])))).toBe(false);
    if (header['trace'] !== undefined) expect(header['trace']).toMatchObject({ trace_id: TRACE, public_key: KEY });
    for (const item of items) {
      const { type, length } = item.header;
      if (length !== undefined) expect(item.payload).toHaveLength(length as number);
      if (type === 'attachment') continue;
      const payload = jsonOf(item);
      if (type === 'event') {
        expect(payload).toMatchObject({
          ...{ event_id: header['event_id'], timestamp: expect.any(Number), release: 'orders@2025.7.18' },
          contexts: { trace: { trace_id: TRACE, span_id: expect.stringMatching(HEX_16) } },
        });
        expect(payload['event_id']).toMatch(HEX_32);
      }
      if (!Array.isArray(payload['items'])) continue;
      expect(item.header['item_count']).toBe(payload['items'].length);
      for (const one of payload['items'] as Any[]) {
        if (type !== 'trace_metric') expect(one['trace_id']).toBe(TRACE);
        if (type === 'span')
          expect(one).toMatchObject({ span_id: expect.stringMatching(HEX_16), end_timestamp: expect.any(Number) });
        for (const { value, type: said } of Object.values((one['attributes'] ?? {}) as Record<string, Any>)) {
          const is = Array.isArray(value) ? 'array' : typeof value;
          expect(said).toBe(
            is === 'number' ? expect.anything() && (Number.isInteger(value) ? 'integer' : 'double') : is,
          );
        }
      }
    }
  }
}

describe('Sentry', () => {
  it.each(Object.entries(PATHS))('%s', async (_, use) => {
    const before = await sent(bare, use);
    expect(isPlantedAnywhere(before)).toBe(true);
    const after = await sent(masked(), use);
    expectUnplanted(textsOf(after));
    expect(isPlantedAnywhere(after)).toBe(false);
    expectValid(after);
    // Nothing is lost.
    const types = (all: readonly Sent[]): unknown[] =>
      all.flatMap(({ items }) => items.map(({ header }) => header['type'])).sort();
    expect(types(after)).toEqual(types(before));
  });

  it.each(Object.entries(PATHS))('by the transport alone, and twice: %s', async (_, use) => {
    const after = await sent((transport) => ({ transport: redactTransport(redactTransport(transport)) }), use);
    expectUnplanted(textsOf(after));
    expect(isPlantedAnywhere(after)).toBe(false);
    expectValid(after);
  });

  it.each(Object.entries(PATHS))(
    'with the policy strict, which leaves no digit but those of the protocol: %s',
    async (_, use) => {
      const redactor = createRedactor({ policy: 'strict' });
      const after = await sent(masked({ redactor }), use);
      expectUnplanted(textsOf(after));
      for (const { header } of after) {
        expect(header['dsn']).toBe(DSN);
        if (header['trace'] !== undefined) expect(header['trace']).toMatchObject({ trace_id: TRACE, public_key: KEY });
      }
      for (const item of itemsOf(after, 'event'))
        expect(jsonOf(item)).toMatchObject({ event_id: expect.stringMatching(HEX_32), timestamp: expect.any(Number) });
      for (const item of itemsOf(after, 'span'))
        for (const span of jsonOf(item)['items'] as Any[])
          expect(span).toMatchObject({
            ...{ trace_id: TRACE, span_id: expect.stringMatching(HEX_16), start_timestamp: expect.any(Number) },
            attributes: { 'sentry.segment.id': { value: expect.stringMatching(HEX_16), type: 'string' } },
          });
    },
  );

  it('keeps attributes as they are sent, with the types of what they hold now', async () => {
    const attributes = {
      'order.id': '13871234567',
      ms: 17.5,
      tries: 2,
      ok: true,
      mobile: Number(PHONE),
      all: ['a', 'b'],
    };
    for (const how of [masked(), (transport: MakeTransport) => ({ transport: redactTransport(transport) })]) {
      const [item] = itemsOf(await sent(how, () => Sentry.logger.info('paid', attributes)), 'log');
      expect((jsonOf(item)['items'] as Any[])[0]).toMatchObject({
        attributes: {
          'order.id': { value: '13871234567', type: 'string' },
          ms: { value: 17.5, type: 'double' },
          tries: { value: 2, type: 'integer' },
          ok: { value: true, type: 'boolean' },
          mobile: { value: expect.not.stringContaining(PHONE), type: 'string' },
          all: { value: ['a', 'b'], type: 'array' },
        },
      });
    }
  });

  it('keeps lines, files and frames', async () => {
    const [item] = itemsOf(await sent(masked(), frame({ vars: { mobile: PHONE } })), 'event');
    expect(jsonOf(item)).toMatchObject({
      exception: {
        values: [
          {
            type: 'Error',
            value: 'failed',
            stacktrace: { frames: [{ filename: '/srv/pay.js', function: 'pay', lineno: 15902, colno: 71 }] },
          },
        ],
      },
    });
  });

  it('masks whole transactions, where spans are not streamed', async () => {
    const use = traced((span) => {
      span.setAttribute('note', TEXT);
      Sentry.startSpan({ name: `select '${PHONE}'` }, (inner) => void inner.setAttribute('mobile', Number(PHONE)));
    });
    const options: Options = { traceLifecycle: 'static' };
    const before = itemsOf(await sent(bare, use, options), 'transaction');
    expect(isPlanted(textOf(before[0] as Item))).toBe(true);
    const warn = vi.spyOn(console, 'warn');
    const all = await sent(masked({ traceLifecycle: 'static' }), use, options);
    expect(warn).not.toHaveBeenCalled();
    expectUnplanted(textsOf(all));
    expect(jsonOf(itemsOf(all, 'transaction')[0])).toMatchObject({
      ...{
        type: 'transaction',
        transaction: 'pay',
        start_timestamp: expect.any(Number),
        timestamp: expect.any(Number),
      },
      contexts: { trace: { trace_id: TRACE, parent_span_id: PARENT } },
      spans: [{ trace_id: TRACE, parent_span_id: expect.stringMatching(HEX_16) }],
    });
  });

  it('lets nothing past the hooks that listens to the client', async () => {
    const seen: string[] = [];
    const use: Use = () => {
      Sentry.getClient()?.on('beforeEnvelope', (envelope) => void seen.push(JSON.stringify(envelope)));
      for (const one of ['user', 'extra', 'log: attribute', 'metric', 'span: attribute', 'breadcrumb', 'cause'])
        PATHS[one]?.();
    };
    await sent(masked(), use);
    expectUnplanted(seen.map((text) => text.replaceAll(KEY, '').replaceAll(TRACE, '').replaceAll(PARENT, '')));
    expect(seen.length).toBeGreaterThan(3);
  });

  it('warns of nothing, and hands on what is clean', async () => {
    const warn = vi.spyOn(console, 'warn');
    const use: Use = () => void Sentry.captureMessage('done', { tags: { order: '2025071800012345' } });
    const [one] = itemsOf(await sent(masked(), use), 'event');
    const [two] = itemsOf(await sent(bare, use), 'event');
    const { event_id: _a, timestamp: _b, contexts: _c, ...rest } = jsonOf(one);
    expect(jsonOf(two)).toMatchObject(rest);
    expect(warn).not.toHaveBeenCalled();
    const hooks = redaction();
    const clean = { message: 'done', sdkProcessingMetadata: { scope: new Sentry.Scope() } };
    expect(hooks.beforeSend(clean)).toBe(clean);
    expect(hooks).not.toHaveProperty('transport');
  });

  it('masks what a hook of one’s own makes', async () => {
    const after = await sent(
      (transport) => ({
        ...redaction({ transport }),
        beforeSend: (one) => ({ ...one, extra: { note: TEXT } }),
      }),
      () => void Sentry.captureMessage('failed'),
    );
    expect(textOf(itemsOf(after, 'event')[0] as Item)).toContain('"note"');
    expectUnplanted(textsOf(after));
  });

  it('masks text in attachments in its form, and says the length', async () => {
    const use: Use = () => {
      const { 'attachment in JSON': json, 'attachment of bytes of text': bytes } = PATHS;
      json?.();
      bytes?.();
    };
    const [json, bytes] = itemsOf(await sent(masked(), use), 'attachment') as [Item, Item];
    expect(jsonOf(json)).toEqual({ mobile: expect.any(String), note: expect.stringContaining('收件人：') });
    expect([...bytes.payload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(textOf(bytes).split('\r\n')).toHaveLength(2);
  });

  it('withholds an attachment nobody can read, unless told not to', async () => {
    const [notice] = itemsOf(await sent(masked(), attached(SCREENSHOT, 'screen.png')), 'attachment') as [Item];
    expect(textOf(notice)).toBe(WITHHELD);
    expect(notice.header).toEqual({
      ...{ type: 'attachment', filename: 'screen.png', content_type: 'text/plain', length: WITHHELD.length },
    });
    const kept = itemsOf(await sent(masked({ keepBinary: true }), attached(SCREENSHOT, 'screen.png')), 'attachment');
    expect(kept[0]?.payload).toEqual(SCREENSHOT);
  });

  it('leaves what it was given as it was', async () => {
    const extra = { note: TEXT, deep: { mobile: PHONE } };
    const envelope = [{ dsn: DSN, trace: { transaction: TEXT } }, [[{ type: 'event' }, { extra }]]] as const;
    const before = JSON.stringify(envelope);
    const got: unknown[] = [];
    const make = (): { send(one: typeof envelope): void; flush(): Promise<boolean> } => ({
      send: (one) => void got.push(one),
      flush: async () => true,
    });
    const transport = redactTransport(make)(undefined as never);
    transport.send(envelope);
    expect(JSON.stringify(envelope)).toBe(before);
    expectUnplanted([JSON.stringify(got).replaceAll(KEY, '')]);
    expect(await transport.flush(1)).toBe(true);
  });

  const broken: Record<string, Redactor> = {
    throws: {
      ...createRedactor(),
      redactRecord: () => {
        throw new Error(PHONE);
      },
      redactJson: () => {
        throw new Error(PHONE);
      },
    },
    'cannot read it': { ...createRedactor(), redactRecord: <T>() => FAILED as T, redactJson: () => FAILED },
  };

  describe.each(Object.entries(broken))('where the redactor %s', (_, redactor) => {
    it.each(Object.entries(PATHS))('nothing goes out raw: %s', async (_name, use) => {
      for (const how of [
        masked({ redactor }),
        (transport: MakeTransport) => ({ transport: redactTransport(transport, { redactor }) }),
      ]) {
        const all = await sent(how, use);
        expect(isPlantedAnywhere(all)).toBe(false);
        for (const { header } of all) expect(header['dsn']).toBe(DSN);
        for (const item of all.flatMap(({ items }) => items)) expect(item.header['type']).toBe('event');
      }
    });

    it('an event becomes a notice that says when', async () => {
      const all = await sent(masked({ redactor }), () => void Sentry.captureException(new Error(TEXT)));
      expect(jsonOf(itemsOf(all, 'event')[0])).toEqual({
        event_id: expect.stringMatching(HEX_32),
        timestamp: expect.any(Number),
        platform: 'node',
        level: 'error',
        message: FAILED,
        contexts: { trace: { trace_id: TRACE, span_id: expect.stringMatching(HEX_16), parent_span_id: PARENT } },
      });
    });

    it('no hook gives back what it was given', () => {
      const { transport: _transport, ...hooks } = redaction({ redactor, transport: Sentry.makeNodeTransport });
      const { beforeSendTransaction } = redaction({ redactor, traceLifecycle: 'static' });
      for (const hook of [...Object.values(hooks), beforeSendTransaction]) {
        const made: unknown = hook?.({
          timestamp: 1752814683.159,
          message: TEXT,
          name: TEXT,
          attributes: { a: PHONE },
        });
        expect(isPlanted(JSON.stringify(made))).toBe(false);
      }
    });
  });

  it('takes nothing for an attribute that says more than its value', () => {
    const given = { message: 'done', attributes: { order: { value: 'x', type: 'string', note: TEXT } } };
    expectUnplanted([JSON.stringify(redaction().beforeSendLog(given))]);
    const measured = { message: TEXT, attributes: { took: { value: 17, type: 'integer', unit: 'second' } } };
    expect(redaction().beforeSendLog(measured)).toMatchObject({ attributes: measured.attributes });
  });

  it('does not throw for what is no envelope', () => {
    const got: unknown[] = [];
    const make = () => ({ send: (one: unknown) => void got.push(one), flush: async () => true });
    const { send } = redactTransport(make)(undefined as never);
    const hostile = new Proxy([], {
      get: () => {
        throw new Error(PHONE);
      },
    });
    const cyclic: Any = { note: TEXT };
    cyclic['self'] = cyclic;
    for (const one of [
      undefined,
      null,
      7,
      PHONE,
      [],
      [{}],
      hostile,
      [{}, [hostile, null, [{ type: 'event' }, hostile]]],
    ])
      expect(() => send(one)).not.toThrow();
    send([{}, [[{ type: 'event' }, cyclic]]]);
    expect(got).toHaveLength(9);
    for (const one of got.slice(0, 8)) expect(isPlanted(JSON.stringify(one))).toBe(false);
  });
});
