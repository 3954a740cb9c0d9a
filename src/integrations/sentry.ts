/**
 * `tuomin/sentry`: what goes to Sentry is masked, whatever it was made of.
 *
 * The transport is what is wrapped: sessions, feedback, attachments, check-ins and the header of every envelope (which holds the
 * name of the transaction) pass no hook. The hooks mask before that, for what listens to the client itself, such as Spotlight.
 */

import { FAILED } from '../errors.ts';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';
import type { LineOptions } from './line.ts';

/** Of Sentry's Transport, what is used here. */
export interface SentryTransport<E, R> {
  send(envelope: E): R;
  flush(timeout?: number): PromiseLike<boolean>;
}

export interface TransportOptions extends LineOptions {
  /**
   * Sends attachments that are no UTF-8 text as they are. By default a notice goes out in their place: nobody can read a screenshot,
   * a core dump, an archive or text in GB 18030 for what is to be masked in it.
   */
  readonly keepBinary?: boolean;
}

export interface SentryOptions extends TransportOptions {
  /** As given to `Sentry.init`, and `stream` as there: with `static`, transactions are masked in place of their spans. */
  readonly traceLifecycle?: 'stream' | 'static';
}

/** Masks what Sentry hands over; null, by which Sentry drops it, where that cannot be done. */
export type Hook = <T>(value: T) => T | null;

/** What goes into the options of `Sentry.init`. */
export interface SentryRedaction {
  readonly beforeSend: Hook;
  readonly beforeSendLog: Hook;
  readonly beforeSendMetric: Hook;
  readonly beforeBreadcrumb: Hook;
  /** Never null: Sentry would send the span as it was. */
  readonly beforeSendSpan?: <T>(span: T) => T;
  readonly beforeSendTransaction?: Hook;
}

/**
 * Options for `Sentry.init`. Without a `transport` only events, logs, metrics, breadcrumbs and spans are masked, and none of what
 * passes no hook. A hook of your own may take the place of one of these, for what it returns is masked in the transport.
 *
 *     Sentry.init({ dsn, ...redaction({ transport: Sentry.makeNodeTransport }) });
 */
export function redaction<O, E, R>(
  options: SentryOptions & { readonly transport: (options: O) => SentryTransport<E, R> },
): SentryRedaction & { readonly transport: (options: O) => SentryTransport<E, R> };
export function redaction(options?: SentryOptions): SentryRedaction;
export function redaction({
  redactor = createRedactor(),
  keepBinary = false,
  traceLifecycle = 'stream',
  transport,
}: SentryOptions & { readonly transport?: (options: unknown) => SentryTransport<unknown, unknown> } = {}): object {
  const hook =
    (notice: (raw: unknown) => unknown) =>
    (value: unknown): unknown =>
      attempt(() => maskPayload(redactor, value)) ?? notice(value);
  const drop = (): null => null;
  return {
    beforeSend: hook(noticeOfEvent),
    beforeSendLog: hook((log) => ({ ...known(log), message: FAILED, attributes: {} })),
    beforeSendMetric: hook(drop),
    beforeBreadcrumb: hook((crumb) => ({ ...known(crumb), message: FAILED })),
    // Sentry warns of hooks that it does not call.
    ...(traceLifecycle === 'static'
      ? { beforeSendTransaction: hook(drop) }
      : { beforeSendSpan: hook((span) => ({ ...known(span), name: FAILED, attributes: {} })) }),
    ...(transport === undefined ? {} : { transport: redactTransport(transport, { redactor, keepBinary }) }),
  };
}

/**
 * A transport that is handed masked envelopes. Ids, times, the DSN, and numbers of lines stay. Of an attachment, text is masked and
 * anything else replaced, see `keepBinary`; an event that cannot be masked becomes a notice, any other item is left out.
 *
 *     Sentry.init({ dsn, transport: redactTransport(Sentry.makeNodeTransport) });
 */
export function redactTransport<O, E, R>(
  make: (options: O) => SentryTransport<E, R>,
  { redactor = createRedactor(), keepBinary = false }: TransportOptions = {},
): (options: O) => SentryTransport<E, R> {
  return (options) => {
    const inner = make(options);
    return {
      send: (envelope) => inner.send(maskEnvelope(redactor, envelope, keepBinary) as E), // of the same form
      flush: (timeout) => inner.flush(timeout),
    };
  };
}

type Fields = Record<string, unknown>;
type Item = readonly [header: Fields, payload: unknown];

const HEX = /^(?:[\da-f]{32}|[\da-f]{16}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;
/** Seconds of our time, or ISO 8601; neither has the eleven digits of a telephone number in a row. */
const TIME = /^(?:1\d{9}(?:\.\d{1,9})?|\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)$/;
const WORD = /^[a-z][a-z_.]{0,30}$/;
const RATE = /^[01](?:\.\d{1,20})?$/;
const COUNT = /^\d{1,9}$/;
const DSN = /^https?:\/\/[\da-f]{16,64}@[\w.-]{1,100}(?::\d{1,5})?\/(?:[\w-]{1,40}\/){0,4}\d{1,20}$/;

/**
 * What Sentry needs to make sense of an item. The policy `log` leaves all of it, but `strict` leaves no digit. Kept only in the places
 * of the protocol, and in the form it has there: whatever a caller names `trace_id` in his own data is masked as anything else.
 */
const KEPT: Readonly<Record<string, RegExp>> = {
  event_id: HEX,
  trace_id: HEX,
  span_id: HEX,
  parent_span_id: HEX,
  segment_id: HEX,
  replay_id: HEX,
  check_in_id: HEX,
  associated_event_id: HEX,
  profile_id: HEX,
  profiler_id: HEX,
  chunk_id: HEX,
  debug_id: HEX,
  sid: HEX,
  public_key: HEX,
  sent_at: TIME,
  timestamp: TIME,
  start_timestamp: TIME,
  end_timestamp: TIME,
  started: TIME,
  dsn: DSN,
  sample_rate: RATE,
  sample_rand: RATE,
  org_id: COUNT,
  type: WORD,
  level: WORD,
  platform: WORD,
  lineno: COUNT,
  colno: COUNT,
  item_count: COUNT,
  length: COUNT,
};

/** Of attributes, whose other names are the caller's. */
const KEPT_OF_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  'sentry.segment.id': HEX,
  'sentry.trace.parent_span_id': HEX,
};

/** Where such fields stand; in a list, in each element. */
const PLACES = [
  ...['', 'trace', 'contexts.trace', 'contexts.trace.links', 'contexts.feedback', 'contexts.profile'],
  ...['spans', 'spans.links', 'links', 'breadcrumbs', 'debug_meta.images'],
  ...['threads.values.stacktrace.frames', 'exception.values.stacktrace.frames'],
];
const PLACES_OF_ATTRIBUTES = ['attributes', 'spans.data', 'contexts.trace.data'];

/** Undefined when the payload cannot be masked; the same reference when it is clean. May throw what a getter throws. */
function maskPayload<T>(redactor: Redactor, payload: T): T | undefined {
  if (!isFields(payload) || 'toJSON' in payload) return isMasked(payload, redactor.redactRecord(payload));
  const { sdkProcessingMetadata: own, items, ...given } = payload as Fields;
  const { attributes, user } = given;
  const values = isTyped(attributes) ? mapped(attributes, ({ value }) => value) : undefined;
  if (values !== undefined) given['attributes'] = values;
  // Whatever is called `id` is a number of a thing for the redactor, but this is what a person is known by.
  if (isFields(user) && (typeof user['id'] === 'string' || typeof user['id'] === 'number')) {
    const id = redactor.redact(String(user['id']));
    if (id !== String(user['id'])) given['user'] = { ...user, id };
  }
  const masked = isMasked(given, redactor.redactRecord(given));
  if (masked === undefined) return undefined;
  restore(masked, given);

  const whole: Fields = { ...masked };
  if (values !== undefined && masked['attributes'] === values) whole['attributes'] = attributes;
  else if (values !== undefined && isFields(masked['attributes']))
    whole['attributes'] = typed(masked['attributes'], attributes);
  // Each on its own, as the hooks see it: what is called a name among items would be that of a thing.
  if (Array.isArray(items)) {
    const safe = items.map((item: unknown) => maskPayload(redactor, item));
    if (safe.includes(undefined)) return undefined;
    whole['items'] = safe.every((one, i) => one === items[i]) ? items : safe;
  } else if (items !== undefined) whole['items'] = redactor.redactRecord(items);
  if (own !== undefined) whole['sdkProcessingMetadata'] = withMaskedTrace(redactor, own);
  const names = Object.keys(whole);
  const isClean =
    names.length === Object.keys(payload).length && names.every((name) => whole[name] === (payload as Fields)[name]);
  return isClean ? payload : (whole as T); // the same fields
}

/**
 * Sentry's own, never sent but for what becomes the header of an envelope: scopes, clients and requests, which are not to be walked
 * through, nor copied.
 */
function withMaskedTrace(redactor: Redactor, own: unknown): unknown {
  const trace = isFields(own) ? own['dynamicSamplingContext'] : undefined;
  if (trace === undefined) return own;
  const safe = maskPayload(redactor, trace) ?? {};
  return safe === trace ? own : { ...(own as Fields), dynamicSamplingContext: safe };
}

/** Reports whether these are attributes as they are sent, { value, type, unit }. Between a name and its value no other may come. */
function isTyped(attributes: unknown): attributes is Record<string, Fields> {
  return isFields(attributes) && Object.values(attributes).every(isAttribute);
}

function isAttribute(one: unknown): boolean {
  if (!isFields(one)) return false;
  const { value, type, unit, ...more } = one;
  const isPlain = isOf(WORD, type) && (unit === undefined || isOf(WORD, unit)) && Object.keys(more).length === 0;
  return value !== undefined && isPlain;
}

/** As Sentry says it; a number that was masked is a text. */
function typed(values: Fields, was: unknown): Fields {
  return mapped(values, (value, name) => {
    const type = Array.isArray(value) ? 'array' : typeof value;
    return {
      ...(was as Record<string, Fields>)[name],
      value,
      type: type === 'number' ? (Number.isInteger(value) ? 'integer' : 'double') : type,
    };
  });
}

function mapped<T>(fields: Record<string, T>, change: (value: T, name: string) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value, name)]));
}

/** Undefined where all that is left is the text which says so. */
function isMasked<T>(given: T, masked: T): T | undefined {
  return typeof given === typeof masked ? masked : undefined;
}

function maskEnvelope(redactor: Redactor, envelope: unknown, keepBinary: boolean): unknown {
  const { header, items } = attempt(() => {
    const [first, second] = envelope as readonly [unknown, readonly Item[]];
    return { header: first, items: [...second] };
  }) ?? { header: {}, items: [] };
  const masked = attempt(() => maskPayload(redactor, header)) ?? known(header);
  const kept = items.map((item) => attempt(() => maskItem(redactor, item, keepBinary)) ?? noticeOf(item));
  return [masked, kept.filter((item) => item !== undefined)];
}

/** Undefined when it cannot be masked. */
function maskItem(redactor: Redactor, [header, payload]: Item, keepBinary: boolean): Item | undefined {
  const isAttachment = header['type'] === 'attachment';
  const { filename } = header;
  // What is called so is a thing for the redactor, but files are called after people.
  const safe = maskPayload(
    redactor,
    typeof filename === 'string' ? { ...header, filename: redactor.redact(filename) } : header,
  );
  if (safe === undefined) return undefined;
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) {
    const masked = maskPayload(redactor, payload);
    return masked === undefined ? undefined : [safe, masked];
  }
  const text = typeof payload === 'string' ? payload : decode(payload);
  if (text === undefined) {
    if (!isAttachment) return undefined;
    return keepBinary ? [safe, payload] : noticeOfAttachment(safe);
  }
  const masked = redactor.redactJson(text);
  if (masked === text) return [safe, payload];
  const bytes = new TextEncoder().encode(masked);
  return ['length' in safe ? { ...safe, length: bytes.length } : safe, typeof payload === 'string' ? masked : bytes];
}

/** Undefined for what is no UTF-8. Nor is it text with zeros in it: that is UTF-16, in which nothing would be found. */
function decode(bytes: Uint8Array): string | undefined {
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  return text?.includes('\0') === true ? undefined : text;
}

/** Its name stays, so that somebody can look for it where it came from; what it was said to be does not, for that it is no longer. */
function noticeOfAttachment({ filename }: Fields): Item {
  const bytes = new TextEncoder().encode('[tuomin: attachment withheld: not UTF-8 text]');
  return [{ type: 'attachment', length: bytes.length, filename, content_type: 'text/plain' }, bytes];
}

/** Of an event that something happened, and when; of anything else nothing. */
function noticeOf(item: unknown): Item | undefined {
  return attempt((): Item | undefined => {
    const [header, payload] = item as Item;
    return header['type'] === 'event' ? [{ type: 'event' }, noticeOfEvent(payload)] : undefined;
  });
}

function noticeOfEvent(event: unknown): Fields {
  const trace = attempt(() => (event as { contexts?: { trace?: unknown } }).contexts?.trace);
  return { ...known(event), message: FAILED, ...(trace === undefined ? {} : { contexts: { trace: known(trace) } }) };
}

/** Of something that was not masked, the fields that are no values. */
function known(raw: unknown): Fields {
  const fields: Fields = {};
  for (const [name, form] of Object.entries(KEPT)) {
    const value = attempt(() => (raw as Fields | undefined)?.[name]);
    if (isOf(form, value)) fields[name] = value;
  }
  return fields;
}

/** Puts back what is Sentry's own and was masked all the same. Where something was, what is written to is a copy of ours. */
function restore(masked: unknown, raw: unknown): void {
  for (const place of PLACES) restoreAt(masked, raw, place.split('.'), KEPT);
  for (const place of PLACES_OF_ATTRIBUTES) restoreAt(masked, raw, place.split('.'), KEPT_OF_ATTRIBUTES);
}

function restoreAt(masked: unknown, raw: unknown, path: readonly string[], forms: typeof KEPT): void {
  if (masked === raw || !isObject(masked) || !isObject(raw)) return;
  const [next = '', ...rest] = path;
  if (Array.isArray(raw)) {
    raw.forEach((one, i) => {
      restoreAt((masked as readonly unknown[])[i], one, path, forms);
    });
  } else if (next !== '') restoreAt((masked as Fields)[next], (raw as Fields)[next], rest, forms);
  else restoreFields(masked as Fields, raw as Fields, forms);
}

function restoreFields(masked: Fields, raw: Fields, forms: typeof KEPT): void {
  for (const [name, form] of Object.entries(forms)) {
    if (masked[name] !== raw[name] && isOf(form, raw[name])) masked[name] = raw[name];
  }
}

function isOf(form: RegExp, value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && form.test(String(value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isFields(value: unknown): value is Fields {
  return isObject(value) && !Array.isArray(value);
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
