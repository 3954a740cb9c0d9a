/**
 * `tuomin/otel`: logs and spans of OpenTelemetry leave the process masked.
 *
 * The exporter is what is wrapped: a processor masks only for those that come after it, and only what was said before it.
 */

import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';
import type { LineOptions } from './line.ts';

/** Of a LogRecordExporter or a SpanExporter, what is used here. */
export interface Exporter<R extends object, D> {
  export(records: R[], done: D): void;
  shutdown(): Promise<void>;
  forceFlush?(): Promise<void>;
}

/**
 * An exporter of logs that is handed masked records: body, event name, attributes with their keys, and the attributes of scope and
 * resource. Times, severity and trace ids stay; a record without personal data is handed on itself, any other is copied, so that
 * other exporters see what they saw. A record that cannot be masked goes out with `FAILED` for its body.
 *
 *     new BatchLogRecordProcessor({ exporter: redactedLogExporter(new OTLPLogExporter()) })
 */
export function redactedLogExporter<R extends object, D>(
  exporter: Exporter<R, D>,
  { redactor = createRedactor() }: LineOptions = {},
): Required<Exporter<R, D>> {
  return wrapped(exporter, redactor, maskedLog);
}

/**
 * An exporter of spans that is handed masked spans: name, attributes with their keys, events, links, the message of the status, and
 * the attributes of scope and resource. As `redactedLogExporter` beyond that.
 *
 *     new BatchSpanProcessor(redactedSpanExporter(new OTLPTraceExporter()))
 */
export function redactedSpanExporter<R extends object, D>(
  exporter: Exporter<R, D>,
  { redactor = createRedactor() }: LineOptions = {},
): Required<Exporter<R, D>> {
  return wrapped(exporter, redactor, maskedSpan);
}

/**
 * A processor that masks logs in place, for all processors after it: it has to be the first. Where exporters can be wrapped, wrap
 * them. The resource cannot be changed here.
 */
export class RedactLogs {
  readonly #redactor: Redactor;

  constructor({ redactor = createRedactor() }: LineOptions = {}) {
    this.#redactor = redactor;
  }

  onEmit(record: object): void {
    const log = record as Writable<Log>;
    try {
      const view = viewOfLog(log);
      const masked = maskView(this.#redactor, view);
      if (masked === view) return;
      log.body = masked.body;
      log.eventName = masked.eventName;
      log.severityText = masked.severityText;
      replace(log.attributes, masked.attributes ?? {});
    } catch {
      attempt(() => {
        log.body = FAILED;
        log.eventName = undefined;
        replace(log.attributes, {});
      });
    }
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/**
 * A processor that masks spans in place while they end (`onEnding`), for all processors after it: it has to be the first. An ended
 * span can no longer be changed through its methods; for an SDK without `onEnding` its fields are written to directly, which
 * works as long as they are plain ones. Where exporters can be wrapped, wrap them. The resource cannot be changed here.
 */
export class RedactSpans {
  readonly #redactor: Redactor;
  readonly #ending = new WeakSet<object>();

  constructor({ redactor = createRedactor() }: LineOptions = {}) {
    this.#redactor = redactor;
  }

  onStart(): void {}

  onEnding(span: object): void {
    this.#ending.add(span);
    this.#mask(span as Writable<Span>);
  }

  onEnd(span: object): void {
    if (!this.#ending.delete(span)) this.#mask(span as Writable<Span>);
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}

  #mask(span: Writable<Span>): void {
    try {
      const view = viewOfSpan(span);
      const masked = maskView(this.#redactor, view);
      if (masked !== view) Object.assign(span, partsOfSpan(span, masked));
    } catch {
      attempt(() => Object.assign(span, noticeOfSpan(span)));
    }
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Attributes = Record<string, unknown>;

/** A resource or a scope. */
interface Origin {
  readonly name?: string;
  readonly attributes?: Attributes;
  readonly asyncAttributesPending?: boolean;
}

interface Told {
  readonly resource?: Origin | undefined;
  readonly instrumentationScope?: Origin | undefined;
  /** Its name before 2.0. */
  readonly instrumentationLibrary?: Origin | undefined;
}

interface Log extends Told {
  readonly body?: unknown;
  readonly eventName?: string | undefined;
  readonly severityText?: string | undefined;
  readonly attributes: Attributes;
}

interface Named {
  readonly name?: string;
  readonly attributes?: Attributes | undefined;
}

interface Span extends Told {
  readonly name: string;
  readonly attributes: Attributes;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events: readonly Named[];
  readonly links: readonly Named[];
  spanContext(): unknown;
}

/** What a person wrote into a span, in a form of which a policy can name the fields. */
interface SpanView {
  readonly name: string;
  readonly status?: { readonly message: string };
  readonly attributes: Attributes;
  readonly events: readonly Named[];
  readonly links: readonly Named[];
}

type LogView = Pick<Log, 'body' | 'eventName' | 'severityText' | 'attributes'>;

/**
 * What is handed on as it is. A copy has what is listed, and no way back to the original: neither a prototype nor a field of the
 * class, which an exporter that shows everything would show.
 */
const KEPT_OF_LOG = ['hrTime', 'hrTimeObserved', 'spanContext', 'severityNumber', 'droppedAttributesCount'];
const KEPT_OF_SPAN = [
  ...['kind', 'parentSpanContext', 'parentSpanId', 'startTime', 'endTime', 'duration', 'ended'],
  ...['droppedAttributesCount', 'droppedEventsCount', 'droppedLinksCount'],
];
const KEPT_OF_PART = ['time', 'context', 'droppedAttributesCount'];
const ORIGINS = ['resource', 'instrumentationScope', 'instrumentationLibrary'] as const;

/** What a level can be when it was not masked. */
const LEVEL = /^[A-Za-z]{1,10}[1-4]?$/;

function wrapped<R extends object, D>(
  exporter: Exporter<R, D>,
  redactor: Redactor,
  mask: (record: object, redactor: Redactor, origins: Origins) => object,
): Required<Exporter<R, D>> {
  const origins = new Origins(redactor);
  const safe = (record: R): R => mask(record, redactor, origins) as R; // all that exporters read
  return {
    export: (records, done) => exporter.export(records.map(safe), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function maskedLog(record: object, redactor: Redactor, origins: Origins): object {
  const log = record as Log;
  try {
    const view = viewOfLog(log);
    const masked = maskView(redactor, view);
    const told = origins.of(log);
    if (masked === view && told === undefined) return record;
    return {
      ...kept(log, KEPT_OF_LOG),
      ...kept(log, ORIGINS),
      ...told,
      ...masked,
      attributes: masked.attributes ?? {},
    };
  } catch {
    const level = attempt(() => log.severityText);
    const severityText = typeof level === 'string' && LEVEL.test(level) ? level : undefined;
    return { ...kept(log, KEPT_OF_LOG), ...origins.ofFailed(log), severityText, body: FAILED, attributes: {} };
  }
}

function maskedSpan(record: object, redactor: Redactor, origins: Origins): object {
  const span = record as Span;
  try {
    const view = viewOfSpan(span);
    const masked = maskView(redactor, view);
    const told = origins.of(span);
    if (masked === view && told === undefined) return record;
    const context = span.spanContext();
    const parts = partsOfSpan(span, masked);
    return { ...kept(span, KEPT_OF_SPAN), ...kept(span, ORIGINS), ...told, ...parts, spanContext: () => context };
  } catch {
    const context = attempt(() => span.spanContext());
    const parts = noticeOfSpan(span);
    return { ...kept(span, KEPT_OF_SPAN), ...origins.ofFailed(span), ...parts, spanContext: () => context };
  }
}

function viewOfLog({ body, eventName, severityText, attributes }: Log): LogView {
  return { body, eventName, severityText, attributes };
}

function viewOfSpan({ name, status, attributes, events, links }: Span): SpanView {
  return {
    name,
    ...(status?.message === undefined ? {} : { status: { message: status.message } }),
    attributes,
    events: events.map((event) => ({ name: event.name ?? '', attributes: event.attributes })),
    links: links.map((link) => ({ attributes: link.attributes })),
  };
}

/** The fields of a span that a view is of, with times and contexts as they were. A policy can have dropped any of them. */
function partsOfSpan({ status, events, links }: Span, masked: SpanView): object {
  return {
    name: masked.name ?? '',
    status: { ...kept(status ?? {}, ['code']), ...masked.status },
    attributes: masked.attributes ?? {},
    events: masked.events?.map((event, i) => ({ name: '', ...event, ...kept(events[i] ?? {}, KEPT_OF_PART) })) ?? [],
    links: masked.links?.map((link, i) => ({ ...link, ...kept(links[i] ?? {}, KEPT_OF_PART) })) ?? [],
  };
}

function noticeOfSpan(span: Span): object {
  return {
    name: FAILED,
    status: { code: attempt(() => span.status.code) ?? 0 },
    attributes: {},
    events: [],
    links: [],
  };
}

/** The view itself when it is clean. All of it at once: a name that one field proves is found in the others. Throws where it failed. */
function maskView<V extends LogView | SpanView>(redactor: Redactor, view: V): V {
  const masked = redactor.redactRecord(view);
  // What cannot be read is replaced as a whole, and text where there were attributes is no record for anybody.
  if (masked !== view && !isWhole(view, masked)) throw new Error(FAILED);
  return masked;
}

/** Reports whether objects are objects still, and lists as long as they were. */
function isWhole(given: unknown, masked: unknown): boolean {
  if (typeof given !== 'object' || given === null) return true;
  if (typeof masked !== 'object' || masked === null) return false;
  const { attributes, events, links } = given as Partial<Span>;
  const made = masked as Partial<Span>;
  if (attributes !== undefined && typeof made.attributes === 'string') return false;
  return [
    [events, made.events],
    [links, made.links],
  ].every(
    ([of, to]) =>
      of === undefined || to === undefined || (of.length === to.length && of.every((one, i) => isWhole(one, to[i]))),
  );
}

/** Resources and scopes, masked once each: exporters group records by them, and tell them apart by reference. */
class Origins {
  readonly #redactor: Redactor;
  readonly #known = new WeakMap<Origin, Origin>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** Those that are shown differently; undefined when none is. */
  of(record: Told): Told | undefined {
    let told: { [K in (typeof ORIGINS)[number]]?: Origin } | undefined;
    for (const name of ORIGINS) {
      const origin = record[name];
      if (origin === undefined) continue;
      const masked = this.#masked(origin);
      if (masked === origin) continue;
      told ??= {};
      told[name] = masked;
    }
    return told;
  }

  /** Of a record that failed, for whatever reason: nothing that was not masked. */
  ofFailed(record: Told): Told {
    const of = (name: (typeof ORIGINS)[number]) => attempt(() => record[name] && this.#masked(record[name]));
    const nothing = { attributes: {}, getRawAttributes: () => [], merge: (other: unknown) => other ?? nothing };
    return {
      resource: of('resource') ?? nothing,
      instrumentationScope: of('instrumentationScope') ?? { name: FAILED },
    };
  }

  #masked(origin: Origin): Origin {
    const known = this.#known.get(origin);
    if (known !== undefined) return known;
    const masked = this.#mask(origin);
    // Attributes that are still being looked for may be others the next time.
    if (origin.asyncAttributesPending !== true) this.#known.set(origin, masked).set(masked, masked);
    return masked;
  }

  /** Of a scope everything is masked, its name and version, too; of a resource the attributes, for the rest are its methods. */
  #mask(origin: Origin): Origin {
    const { attributes } = origin;
    if (!('getRawAttributes' in origin) && !('merge' in origin))
      return whole(origin, this.#redactor.redactRecord(origin));
    const shown = whole(attributes, this.#redactor.redactRecord(attributes)) ?? {};
    if (shown === attributes) return origin;
    const raw = Object.entries(shown);
    return Object.create(origin, {
      attributes: { value: shown, enumerable: true },
      // What `merge` reads.
      getRawAttributes: { value: () => raw },
    });
  }
}

/** Throws where all that is left is a text. */
function whole<T>(given: T, masked: T): T {
  if (typeof given === 'object' && typeof masked !== 'object') throw new Error(FAILED);
  return masked;
}

/** What there is of the fields, and can be read. */
function kept(record: object, names: readonly string[]): object {
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const value = attempt(() => (record as Record<string, unknown>)[name]);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** Puts other attributes into an object that cannot be exchanged. */
function replace(attributes: Attributes, others: Attributes): void {
  for (const key of Object.keys(attributes)) delete attributes[key];
  Object.assign(attributes, others);
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
