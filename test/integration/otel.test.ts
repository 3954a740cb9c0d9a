import { format, inspect } from 'node:util';
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { type AnyValueMap, type Logger, type LogRecord, SeverityNumber } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { createRedactor, FAILED, type Redactor } from '../../src/index.ts';
import { RedactLogs, RedactSpans, redactedLogExporter, redactedSpanExporter } from '../../src/integrations/otel.ts';
import {
  ADDRESS,
  type AnyLogger,
  expectUnplanted,
  isPlanted,
  keepsLogsClean,
  NAME,
  PHONE,
} from '../support/leak-paths.ts';

const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;
const TRACE = 'a15902714683b15902714683c1590271';
const SPAN = '1590271468312345';
const CHILD = '1590271468354321';
const SHOWN_IDS = [
  [TRACE, '<trace>'],
  [SPAN, '<parent>'],
  [CHILD, '<span>'],
] as const;
const RESOURCE = { 'service.name': '订单服务', 'container.id': `${TRACE}${TRACE}` };
const BROKEN: Redactor = {
  ...createRedactor(),
  redactRecord: () => {
    throw new Error(PHONE);
  },
};
/** As the library's own: it does not throw. */
const FAILING: Redactor = { ...createRedactor(), redactRecord: <T>() => FAILED as T };

/** Everything in it; ids stand as names, for they hold what looks planted, and are to stay. */
const shown = (value: unknown): string =>
  SHOWN_IDS.reduce((text, [id, name]) => text.replaceAll(id, name), shownWhole(value));

const shownWhole = (value: unknown): string =>
  inspect(value, { depth: null, maxStringLength: null, maxArrayLength: null, breakLength: Number.POSITIVE_INFINITY });

/** What an exporter can read of a log. */
function readLog(log: ReadableLogRecord): object {
  const { hrTime, hrTimeObserved, spanContext, severityText, severityNumber, body, eventName, attributes } = log;
  const { resource, instrumentationScope, droppedAttributesCount } = log;
  return {
    ...{ hrTime, hrTimeObserved, spanContext, severityText, severityNumber, body, eventName, attributes },
    ...{ resource: resource.attributes, instrumentationScope, droppedAttributesCount },
  };
}

function readSpan(span: ReadableSpan): object {
  const { name, kind, parentSpanContext, startTime, endTime, duration, status, attributes, links, events } = span;
  const { ended, resource, instrumentationScope } = span;
  return {
    ...{ name, kind, context: span.spanContext(), parentSpanContext, startTime, endTime, duration, status, attributes },
    ...{ links, events, ended, resource: resource.attributes, raw: resource.getRawAttributes(), instrumentationScope },
  };
}

interface Emitting {
  readonly processors: (sink: LogRecordExporter) => LogRecordProcessor[];
  readonly resource?: Record<string, string | string[]>;
}

const BARE: Emitting = { processors: (exporter) => [new SimpleLogRecordProcessor({ exporter })] };
const MASKED: Emitting = {
  processors: (exporter) => [new SimpleLogRecordProcessor({ exporter: redactedLogExporter(exporter) })],
};

async function emitted(
  { processors, resource = RESOURCE }: Emitting,
  use: (log: Logger) => void,
): Promise<ReadableLogRecord[]> {
  const sink = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    processors: processors(sink),
    resource: resourceFromAttributes(resource),
  });
  use(provider.getLogger('orders', '1.2.3'));
  await provider.forceFlush();
  return sink.getFinishedLogRecords();
}

const context = (): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });

const emitting =
  (record: LogRecord) =>
  (log: Logger): void =>
    log.emit({ severityNumber: SeverityNumber.ERROR, severityText: 'ERROR', context: context(), ...record });

function asAny(log: Logger, bindings: object = {}): AnyLogger {
  const say = (...[first, ...rest]: readonly unknown[]): void => {
    const isText = typeof first === 'string';
    // OpenTelemetry takes no errors for attributes, so bridges write them out.
    const attributes = { ...bindings, ...(isText || first instanceof Error ? {} : (first as object)) };
    const written = Object.entries(attributes).map(([key, one]) => [key, one instanceof Error ? shown(one) : one]);
    emitting({
      body: isText ? format(first, ...rest) : String(rest[0] ?? ''),
      attributes: Object.fromEntries(written) as AnyValueMap,
      ...(first instanceof Error ? { exception: first } : {}),
    })(log);
  };
  return { info: say, error: say, child: (more) => asAny(log, { ...bindings, ...more }) };
}

const isValid = (text: string): boolean =>
  /severityText: 'ERROR',\s+severityNumber: 17/.test(text) && /traceId: '<trace>', spanId: '<parent>'/.test(text);

describe('logs: an exporter that is wrapped', () => {
  const lines = async (how: Emitting, use: (log: AnyLogger) => void): Promise<string[]> =>
    (await emitted(how, (log) => use(asAny(log)))).map((one) => shown(readLog(one)));

  keepsLogsClean({
    bare: (use) => lines(BARE, use),
    masked: (use) => lines(MASKED, use),
    // OpenTelemetry refuses what is no plain object; the fields of a class behind # are none.
    unwritten: ['toJSON of the object', 'toJSON'],
    isValid,
  });
});

const failure = (): Error => Object.assign(new Error(TEXT, { cause: new Error(TEXT) }), { code: 'E_ORDER' });

/** Those ways that other loggers do not have. */
const LOG_PATHS: Record<string, LogRecord> = {
  'event name': { eventName: `order.${PHONE}` },
  'severity text': { severityText: PHONE },
  'body of a number': { body: Number(PHONE) },
  'body of fields': { body: { receiverName: NAME, deep: { list: [TEXT, { mobile: PHONE }] } } },
  'body of a list': { body: [TEXT, PHONE] },
  'body of bytes': { body: new TextEncoder().encode(TEXT) },
  'key of the body': { body: { [PHONE]: 1 } },
  'key of an attribute': { attributes: { [`user.${PHONE}`]: true, [NAME]: 1 } },
  'attribute of a list': { attributes: { numbers: [PHONE, PHONE], people: [NAME] } },
  'attribute of a number': { attributes: { mobile: Number(PHONE) } },
  exception: { exception: failure() },
  'exception as a text': { exception: TEXT },
  'exception of several': { exception: new AggregateError([failure()], TEXT) },
  'exception by its attributes': {
    attributes: { 'exception.message': TEXT, 'exception.stacktrace': `Error: ${TEXT}\n    at pay (/srv/pay.js:15:9)` },
  },
  'url.full': { attributes: { 'url.full': `https://x.cn/t?name=${encodeURIComponent(NAME)}&tel=${PHONE}` } },
  'url.query': { attributes: { 'url.query': `q=${encodeURIComponent(TEXT)}` } },
  'db.query.text': { attributes: { 'db.query.text': `update t set mobile='${PHONE}' where name='${NAME}'` } },
  'db.query.parameter': { attributes: { 'db.query.parameter.0': PHONE, 'db.query.parameter.1': ADDRESS } },
  headers: { attributes: { 'http.request.header.x-phone': [PHONE], 'http.request.header.cookie': [`tel=${PHONE}`] } },
  'the user': { attributes: { 'user.full_name': NAME, 'user.name': NAME, 'enduser.id': PHONE } },
  'message of a queue': { attributes: { 'messaging.message.body': JSON.stringify({ mobile: PHONE, note: TEXT }) } },
  'prompt of a model': { attributes: { 'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: TEXT }]) } },
};

describe('logs: what is OpenTelemetry’s own', () => {
  const ways: Record<string, Emitting> = {
    'exporter wrapped': MASKED,
    'exporter wrapped twice': {
      processors: (exporter) => [
        new SimpleLogRecordProcessor({ exporter: redactedLogExporter(redactedLogExporter(exporter)) }),
      ],
    },
    'exporter wrapped, in batches': {
      processors: (exporter) => [new BatchLogRecordProcessor({ exporter: redactedLogExporter(exporter) })],
    },
    'processor placed first': {
      processors: (exporter) => [new RedactLogs(), new SimpleLogRecordProcessor({ exporter })],
    },
  };
  const cases = Object.entries(LOG_PATHS).flatMap(([path, record]) =>
    Object.entries(ways).map(([way, how]) => ({ path, way, how, record })),
  );
  it.each(cases)('$path: $way', async ({ how, record }) => {
    const [bare] = await emitted(BARE, emitting(record));
    const text =
      bare?.body instanceof Uint8Array ? Buffer.from(bare.body).toString() : shown(readLog(bare as ReadableLogRecord));
    expect(isPlanted(text)).toBe(true);
    const logs = await emitted(how, emitting(record));
    expect(logs).toHaveLength(1);
    const [log] = logs as [ReadableLogRecord];
    expectUnplanted([shown(readLog(log))]);
    if (log.body instanceof Uint8Array) expectUnplanted([Buffer.from(log.body).toString()]);
    expect(log.spanContext).toMatchObject({ traceId: TRACE, spanId: SPAN });
    expect(log.severityNumber).toBe(SeverityNumber.ERROR);
    expect(log.hrTime).toEqual([expect.any(Number), expect.any(Number)]);
    expect(log.resource.attributes).toEqual(RESOURCE);
  });

  it('masks the resource and the scope once, and groups by them as before', async () => {
    const how = { ...MASKED, resource: { ...RESOURCE, 'process.command_args': ['node', `--phone=${PHONE}`] } };
    const bare = await emitted({ ...how, processors: BARE.processors }, emitting({ body: 'paid' }));
    expect(isPlanted(shown(bare.map(readLog)))).toBe(true);
    const logs = await emitted(how, (log) => {
      emitting({ body: 'paid' })(log);
      emitting({ body: TEXT })(log);
    });
    expectUnplanted(logs.map((log) => shown(readLog(log))));
    const [one, two] = logs as [ReadableLogRecord, ReadableLogRecord];
    expect(one.resource).toBe(two.resource);
    expect(one.resource.attributes).toMatchObject(RESOURCE);
    expect(one.resource.merge(resourceFromAttributes({ more: 1 })).attributes).toMatchObject({ ...RESOURCE, more: 1 });
    expectUnplanted([shown(one.resource.merge(null).getRawAttributes())]);
    expect(one.instrumentationScope).toBe(two.instrumentationScope);
    expect(one.instrumentationScope).toMatchObject({ name: 'orders', version: '1.2.3' });
  });

  it('hands on a clean record itself', async () => {
    const seen: ReadableLogRecord[] = [];
    const how: Emitting = {
      processors: (exporter) => [
        { onEmit: (log) => void seen.push(log), forceFlush: async () => {}, shutdown: async () => {} },
        ...MASKED.processors(exporter),
      ],
    };
    const logs = await emitted(
      how,
      emitting({ body: 'paid', attributes: { 'order.id': '2025071800012345', ms: 17.5 } }),
    );
    expect(logs[0]).toBe(seen[0]);
  });

  it.each(['before', 'after'])('leaves the records of an exporter that stands %s as they are', async (place) => {
    const other = new InMemoryLogRecordExporter();
    const bare = new SimpleLogRecordProcessor({ exporter: other });
    const how: Emitting = {
      processors: (exporter) =>
        place === 'before' ? [bare, ...MASKED.processors(exporter)] : [...MASKED.processors(exporter), bare],
    };
    const attributes = { mobile: PHONE, deep: { note: TEXT }, [PHONE]: 1 };
    const logs = await emitted(how, emitting({ body: { note: TEXT }, attributes, timestamp: 1752814683159 }));
    expectUnplanted(logs.map((log) => shown(log)));
    expect(other.getFinishedLogRecords()).toMatchObject([{ body: { note: TEXT }, attributes }]);
    expect(logs[0]?.hrTime).toEqual([1752814683, 159000000]);
  });

  it.each(Object.entries({ throws: BROKEN, 'cannot read it': FAILING }))(
    'replaces what it stumbles over by a notice, where the redactor %s',
    async (_, redactor) => {
      const use = emitting({ body: TEXT, attributes: { mobile: PHONE }, eventName: PHONE, timestamp: 1752814683159 });
      for (const processors of [
        (exporter: LogRecordExporter) => [
          new SimpleLogRecordProcessor({ exporter: redactedLogExporter(exporter, { redactor }) }),
        ],
        (exporter: LogRecordExporter) => [new RedactLogs({ redactor }), new SimpleLogRecordProcessor({ exporter })],
      ]) {
        const [log] = (await emitted({ processors }, use)) as [ReadableLogRecord];
        expect(log).toMatchObject({ body: FAILED, severityText: 'ERROR', severityNumber: 17 });
        expect(log.attributes).toEqual({});
        expect(log.eventName).toBeUndefined();
        expect(log.hrTime).toEqual([1752814683, 159000000]);
        expect(log.spanContext).toMatchObject({ traceId: TRACE, spanId: SPAN });
      }
    },
  );

  it('does not throw for what nobody can read', () => {
    const hostile = new Proxy({} as ReadableLogRecord, {
      get: () => {
        throw new Error(PHONE);
      },
    });
    const sink = new InMemoryLogRecordExporter();
    redactedLogExporter(sink).export([hostile], () => {});
    expect(sink.getFinishedLogRecords()).toMatchObject([{ body: FAILED, attributes: {} }]);
    expect(() => new RedactLogs().onEmit(hostile)).not.toThrow();
    expect(() => new RedactSpans().onEnding(hostile)).not.toThrow();
  });

  it('follows rules for fields, by the names the record has', async () => {
    const redactor = createRedactor({
      policy: { version: 1, extends: 'log', fields: { 'attributes["order.note"]': 'drop', 'attributes.shop': 'keep' } },
    });
    const processors = (exporter: LogRecordExporter) => [
      new SimpleLogRecordProcessor({ exporter: redactedLogExporter(exporter, { redactor }) }),
    ];
    const attributes = { 'order.note': 'x', shop: PHONE, mobile: PHONE };
    const [log] = (await emitted({ processors }, emitting({ attributes }))) as [ReadableLogRecord];
    expect(log.attributes).toEqual({ shop: PHONE, mobile: expect.not.stringContaining(PHONE) });
  });

  it('ends with the exporter', async () => {
    const sink = new InMemoryLogRecordExporter();
    const exporter: LogRecordExporter = redactedLogExporter(sink);
    await exporter.forceFlush();
    await exporter.shutdown();
    const codes: number[] = [];
    exporter.export([], ({ code }) => codes.push(code));
    expect(codes).toEqual([1]);
  });
});

const LINKED = { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED };

const SPAN_PATHS: Record<string, (span: Span) => void> = {
  name: (span) => span.updateName(`GET /users/${PHONE}`),
  'name of a person': (span) => span.updateName(NAME),
  'name and text': (span) => span.updateName(`order of ${NAME}, ${PHONE}`),
  'name of an event and text': (span) => span.addEvent(`order of ${NAME}, ${PHONE}`),
  attribute: (span) => span.setAttribute('note', TEXT),
  'attribute of a number': (span) => span.setAttribute('mobile', Number(PHONE)),
  'attribute of a list': (span) => span.setAttribute('numbers', [PHONE, PHONE]),
  'key of an attribute': (span) => span.setAttribute(`by.${PHONE}`, true),
  'name in one attribute, in another text': (span) =>
    span.setAttributes({ 'user.full_name': NAME, 'order.note': `转交${NAME}` }),
  'url.full': (span) => span.setAttribute('url.full', `https://x.cn/t?name=${encodeURIComponent(NAME)}&tel=${PHONE}`),
  'url.path': (span) => span.setAttribute('url.path', `/users/${encodeURIComponent(NAME)}/${PHONE}`),
  'url.query': (span) => span.setAttribute('url.query', `q=${encodeURIComponent(TEXT)}`),
  'http.target': (span) => span.setAttribute('http.target', `/t?tel=${PHONE}`),
  'header of a request': (span) => span.setAttribute('http.request.header.x-phone', [PHONE]),
  'header of a response': (span) => span.setAttribute('http.response.header.set-cookie', [`tel=${PHONE}; Path=/`]),
  'db.query.text': (span) => span.setAttribute('db.query.text', `select 1 from t where mobile='${PHONE}'`),
  'db.statement': (span) => span.setAttribute('db.statement', `insert into t values ('${PHONE}', '${ADDRESS}')`),
  'command of a cache': (span) => span.setAttribute('db.query.text', `HGETALL user:${PHONE}`),
  'user and end user': (span) => span.setAttributes({ 'user.name': NAME, 'enduser.id': PHONE }),
  'body in JSON': (span) => span.setAttribute('http.request.body', JSON.stringify({ mobile: PHONE, note: TEXT })),
  'prompt of a model': (span) =>
    span.setAttribute('gen_ai.input.messages', JSON.stringify([{ role: 'user', content: TEXT }])),
  'full-width digits': (span) => span.setAttribute('note', '１５９０２７１４６８３'),
  'message of the status': (span) => span.setStatus({ code: SpanStatusCode.ERROR, message: TEXT }),
  'name of an event': (span) => span.addEvent(`called ${PHONE}`),
  'attribute of an event': (span) => span.addEvent('called', { mobile: PHONE, note: TEXT }),
  'key of an event’s attribute': (span) => span.addEvent('called', { [PHONE]: 1 }),
  exception: (span) => span.recordException(failure()),
  'exception as a text': (span) => span.recordException(TEXT),
  'exception of several': (span) => span.recordException(new AggregateError([failure()], TEXT)),
  'code of an exception': (span) => span.recordException({ code: PHONE, message: 'x' }),
  'attribute of a link': (span) => span.addLink({ context: LINKED, attributes: { note: TEXT } }),
  'key of a link’s attribute': (span) => span.addLink({ context: LINKED, attributes: { [PHONE]: 1 } }),
};

interface Tracing {
  readonly processors: (sink: SpanExporter) => SpanProcessor[];
  readonly resource?: Record<string, string | string[]>;
}

const ALL_SPANS: Tracing = { processors: (exporter) => [new SimpleSpanProcessor(exporter)] };
const MASKED_SPANS: Tracing = { processors: (exporter) => [new SimpleSpanProcessor(redactedSpanExporter(exporter))] };

async function traced(
  { processors, resource = RESOURCE }: Tracing,
  use: (span: Span) => void,
): Promise<ReadableSpan[]> {
  const sink = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: processors(sink),
    resource: resourceFromAttributes(resource),
    idGenerator: { generateTraceId: () => TRACE, generateSpanId: () => CHILD },
  });
  const options = { kind: SpanKind.SERVER, startTime: 1752814683159, attributes: { 'order.id': '2025071800012345' } };
  const span = provider.getTracer('orders', '1.2.3').startSpan('pay', options, context());
  use(span);
  span.end(1752814683259);
  await provider.forceFlush();
  return sink.getFinishedSpans();
}

/** As an SDK that does not know it. */
function withoutEnding(processor: SpanProcessor): SpanProcessor {
  return {
    onStart: (...args) => processor.onStart(...args),
    onEnd: (span) => processor.onEnd(span),
    forceFlush: () => processor.forceFlush(),
    shutdown: () => processor.shutdown(),
  };
}

const withoutIds = (spans: readonly ReadableSpan[]): string[] =>
  spans.map((span) =>
    shown([readSpan(span), span])
      .replaceAll(TRACE, '')
      .replaceAll(SPAN, ''),
  );

describe('spans', () => {
  const ways: Record<string, Tracing> = {
    'exporter wrapped': MASKED_SPANS,
    'exporter wrapped twice': {
      processors: (exporter) => [new SimpleSpanProcessor(redactedSpanExporter(redactedSpanExporter(exporter)))],
    },
    'exporter wrapped, in batches': {
      processors: (exporter) => [new BatchSpanProcessor(redactedSpanExporter(exporter))],
    },
    'processor placed first': {
      processors: (exporter) => [new RedactSpans(), new SimpleSpanProcessor(exporter)],
    },
    'processor in an SDK without onEnding': {
      processors: (exporter) => [withoutEnding(new RedactSpans()), new SimpleSpanProcessor(exporter)],
    },
  };
  const cases = Object.entries(SPAN_PATHS).flatMap(([path, use]) =>
    Object.entries(ways).map(([way, how]) => ({ path, way, how, use })),
  );
  it.each(cases)('$path: $way', async ({ how, use }) => {
    const bare = await traced(ALL_SPANS, use);
    expect(isPlanted(withoutIds(bare).join())).toBe(true);
    const spans = await traced(how, use);
    expect(spans).toHaveLength(1);
    expectUnplanted(withoutIds(spans));
    const [[span], [original]] = [spans, bare] as [[ReadableSpan], [ReadableSpan]];
    expect(span.spanContext()).toMatchObject({ traceId: TRACE, spanId: CHILD });
    expect(span.parentSpanContext).toMatchObject({ traceId: TRACE, spanId: SPAN });
    expect(span.attributes).toMatchObject({ 'order.id': '2025071800012345' });
    expect(span).toMatchObject({
      ...{ kind: SpanKind.SERVER, startTime: [1752814683, 159000000], endTime: [1752814683, 259000000], ended: true },
      ...{ duration: [0, 100000000], droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    });
    expect(span.status.code).toBe(original.status.code);
    expect(span.events).toHaveLength(original.events.length);
    expect(span.links.map((link) => link.context)).toEqual(original.links.map((link) => link.context));
    for (const event of span.events) expect(event.time).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Object.keys(span.attributes)).toHaveLength(Object.keys(original.attributes).length);
  });

  it('masks the resource', async () => {
    const resource = { ...RESOURCE, 'process.command_args': ['node', `--phone=${PHONE}`] };
    const use = (span: Span): void => span.end();
    expect(isPlanted(withoutIds(await traced({ ...ALL_SPANS, resource }, use)).join())).toBe(true);
    const spans = await traced({ ...MASKED_SPANS, resource }, use);
    expectUnplanted(
      spans.map((span) =>
        shown(readSpan(span))
          .replaceAll(TRACE, '')
          .replace(/15902714683(?:54321|12345)/g, ''),
      ),
    );
    expect(spans[0]?.resource.attributes).toMatchObject(RESOURCE);
  });

  it('waits for a resource that is still being looked for', async () => {
    const sink = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({
      spanProcessors: MASKED_SPANS.processors(sink),
      resource: resourceFromAttributes({ owner: new Promise<string>((resolve) => setTimeout(resolve, 20, TEXT)) }),
    });
    provider.getTracer('orders').startSpan('pay').end();
    await provider.forceFlush();
    const [span] = sink.getFinishedSpans() as [ReadableSpan];
    expect(span.resource.attributes['owner']).toEqual(expect.any(String));
    expectUnplanted([shown(span.resource.attributes)]);
  });

  it('hands on a clean span itself, and leaves that of another exporter as it is', async () => {
    const other = new InMemorySpanExporter();
    const how: Tracing = {
      processors: (exporter) => [...MASKED_SPANS.processors(exporter), new SimpleSpanProcessor(other)],
    };
    const clean = await traced(
      how,
      (span) => void span.setAttribute('http.response.status_code', 200).addEvent('sent'),
    );
    expect(clean[0]).toBe(other.getFinishedSpans()[0]);
    other.reset();
    const all = (span: Span): void => {
      for (const use of Object.values(SPAN_PATHS)) use(span);
    };
    const spans = await traced(how, all);
    const bare = await traced(ALL_SPANS, all);
    expectUnplanted(withoutIds(spans));
    const timeless = (span: ReadableSpan | undefined): object => ({
      ...{ name: span?.name, attributes: span?.attributes, status: span?.status, links: span?.links },
      events: span?.events.map(({ name, attributes }) => ({
        name,
        attributes: { ...attributes, 'exception.stacktrace': undefined },
      })),
    });
    expect(timeless(other.getFinishedSpans()[0])).toEqual(timeless(bare[0]));
  });

  it.each(Object.entries({ throws: BROKEN, 'cannot read it': FAILING }))(
    'replaces what it stumbles over by a notice, where the redactor %s',
    async (_, redactor) => {
      for (const processors of [
        (exporter: SpanExporter) => [new SimpleSpanProcessor(redactedSpanExporter(exporter, { redactor }))],
        (exporter: SpanExporter) => [new RedactSpans({ redactor }), new SimpleSpanProcessor(exporter)],
      ]) {
        const spans = await traced({ processors }, (span) => {
          for (const use of Object.values(SPAN_PATHS)) use(span);
        });
        expectUnplanted(withoutIds(spans));
        const [span] = spans as [ReadableSpan];
        expect(span).toMatchObject({ name: FAILED, events: [], links: [], status: { code: SpanStatusCode.ERROR } });
        expect(span.attributes).toEqual({});
        expect(span.startTime).toEqual([1752814683, 159000000]);
        expect(span.spanContext()).toMatchObject({ traceId: TRACE });
      }
    },
  );

  it('lets nothing back in that a policy drops', async () => {
    const dropped = { name: 'drop', status: 'drop', attributes: 'drop', 'links[*].attributes': 'drop' } as const;
    const fields = { ...dropped, 'events[*].attributes': 'drop', 'events[*].name': 'drop' } as const;
    const redactor = createRedactor({ policy: { version: 1, extends: 'log', fields } });
    for (const processors of [
      (exporter: SpanExporter) => [new SimpleSpanProcessor(redactedSpanExporter(exporter, { redactor }))],
      (exporter: SpanExporter) => [new RedactSpans({ redactor }), new SimpleSpanProcessor(exporter)],
    ]) {
      const spans = await traced({ processors }, (span) => {
        for (const use of Object.values(SPAN_PATHS)) use(span);
      });
      expectUnplanted(withoutIds(spans));
      const [span] = spans as [ReadableSpan];
      expect(span).toMatchObject({ name: '', status: { code: SpanStatusCode.ERROR }, attributes: {} });
      expect(span.status).not.toHaveProperty('message');
      for (const event of span.events)
        expect(event).toEqual({ name: '', time: expect.anything(), droppedAttributesCount: 0 });
      for (const link of span.links) expect(link).toEqual({ context: LINKED });
    }
  });

  it('does not throw where no exporter can be flushed', async () => {
    const exporter: SpanExporter = redactedSpanExporter<ReadableSpan, Parameters<SpanExporter['export']>[1]>({
      export: () => {},
      shutdown: async () => {},
    });
    await exporter.forceFlush?.();
    await exporter.shutdown();
  });
});
