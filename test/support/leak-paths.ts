/** Every way by which a value gets into a log line, written once for all loggers. */

import { expect, it } from 'vitest';
import type { Detector } from '../../src/index.ts';

/** What loggers have in common; an adapter brings a real one into this shape. */
export interface AnyLogger {
  info(...args: readonly unknown[]): void;
  error(...args: readonly unknown[]): void;
  child(bindings: object): AnyLogger;
}

export const PHONE = '15902714683';
export const NAME = '陈丽华';
export const ADDRESS = '武汉市洪山区珞喻路129号汇丰小区7栋2单元301室';

/** What must not be in a sink: the values, and what of them identifies alone. */
export const PLANTED = [PHONE, '02714683', '陈丽华', '丽华', '珞喻路129', '汇丰小区', '301室'];

const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;

class Order {
  readonly #phone = PHONE;
  toJSON(): object {
    return { mobile: this.#phone, note: TEXT };
  }
}

function failure(message = TEXT): Error {
  return new Error(message);
}

/** By name; each makes the logger write at least one line. */
export const LEAK_PATHS: Readonly<Record<string, (log: AnyLogger) => void>> = {
  message: (log) => log.info(TEXT),
  'printf %s': (log) => log.info('order of %s', TEXT),
  'printf %d': (log) => log.info('called %d', Number(PHONE)),
  'printf %j': (log) => log.info('order %j', { mobile: PHONE, note: TEXT }),
  'printf %o': (log) => log.info('order %o', { deep: { note: TEXT } }),
  'arguments too many': (log) => log.info('one %s', 'two', TEXT),
  field: (log) => log.info({ receiverName: NAME, mobile: PHONE, address: ADDRESS }, 'order'),
  'field as a number': (log) => log.info({ mobile: Number(PHONE) }, 'order'),
  'field nobody listed': (log) => log.info({ whatever: PHONE, x: TEXT }, 'order'),
  nested: (log) => log.info({ a: { b: { c: { d: { note: TEXT } } } } }, 'order'),
  array: (log) => log.info({ all: [TEXT, [PHONE], { note: TEXT }] }, 'order'),
  key: (log) => log.info({ byPhone: { [PHONE]: 1 } }, 'order'),
  bindings: (log) => log.child({ mobile: PHONE, note: TEXT }).info('order'),
  'bindings of bindings': (log) =>
    log
      .child({ user: { mobile: PHONE } })
      .child({ note: TEXT })
      .info('order'),
  'error message': (log) => log.error(failure()),
  'error field': (log) => log.error({ err: failure() }, 'failed'),
  'error stack': (log) => log.error({ err: Object.assign(failure('x'), { stack: `Error: ${TEXT}\n    at a.js:1:1` }) }),
  'error property': (log) =>
    log.error({ err: Object.assign(failure('x'), { order: { note: TEXT }, sqlMessage: TEXT }) }),
  cause: (log) => log.error({ err: new Error('outer', { cause: new Error('inner', { cause: failure() }) }) }),
  'aggregate error': (log) => log.error({ err: new AggregateError([failure(), failure()], 'several') }),
  'error under another name': (log) => log.error({ problem: failure(), reason: String(failure()) }, 'failed'),
  toJSON: (log) => log.info({ order: new Order() }, 'order'),
  'toJSON of the object': (log) => log.info(new Order(), 'order'),
  'symbol description': (log) => log.info({ note: String(Symbol(TEXT)) }, 'order'),
  headers: (log) => log.info({ req: { headers: { 'x-phone': PHONE, cookie: `tel=${PHONE}` } } }, 'request'),
  'percent-encoded query': (log) =>
    log.info({ url: `/track?name=${encodeURIComponent(NAME)}&tel=${PHONE}` }, 'request'),
  'escaped query': (log) => log.info({ url: `/track?q=${encodeURIComponent(TEXT)}` }, 'request'),
  'SQL with binds': (log) =>
    log.info({ sql: 'insert into orders (mobile, address) values (?, ?)', binds: [PHONE, ADDRESS] }, 'query'),
  'SQL literal': (log) => log.info(`update orders set mobile='${PHONE}', address='${ADDRESS}' where id=7`),
  'JSON in a string': (log) => log.info({ body: JSON.stringify({ mobile: PHONE, note: TEXT }) }, 'request'),
  'JSON in JSON in a string': (log) =>
    log.info({ body: JSON.stringify({ inner: JSON.stringify({ note: TEXT }) }) }, 'request'),
  'JSON in the message': (log) => log.info(`body ${JSON.stringify({ mobile: PHONE, note: TEXT })}`),
  'after an escape': (log) => log.info(`a\n${PHONE}\t${TEXT}\r\n"${PHONE}"`),
  'full-width digits': (log) =>
    log.info([...PHONE].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')),
  'spaced digits': (log) => log.info('call 159 0271 4683 or 159-0271-4683'),
};

/** Whether the planted phone or name stands in a text: percent-encoded, escaped, spaced, full width. */
export function isPlanted(text: string): boolean {
  const plain = text
    .replace(/(?:%[\dA-F]{2})+/gi, (encoded) => Buffer.from(encoded.replaceAll('%', ''), 'hex').toString())
    .replace(/\\u([\da-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .normalize('NFKC');
  return /159[ -]?0271[ -]?4683|陈丽华/.test(plain);
}

/** Fails where one of the planted values is left of a line. */
export function expectUnplanted(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    for (const planted of PLANTED) expect(line).not.toContain(planted);
    expect(line).not.toMatch(/159[ -]?0271|１５９０２７/);
    expect(isPlanted(line)).toBe(false);
  }
}

export interface LoggerContract {
  /** What a logger writes without us, and with. */
  readonly bare: (use: (log: AnyLogger) => void) => readonly string[] | Promise<readonly string[]>;
  readonly masked: (use: (log: AnyLogger) => void) => readonly string[] | Promise<readonly string[]>;
  /** Paths of which the logger itself writes nothing. */
  readonly unwritten?: readonly string[];
  /** Of a line of the masked logger, its form. */
  readonly isValid: (line: string) => boolean;
}

/** Every leak path, shown first to leak without us. */
export function keepsLogsClean({ bare, masked, unwritten = [], isValid }: LoggerContract): void {
  it.each(Object.entries(LEAK_PATHS))('%s', async (name, use) => {
    const before = await bare(use);
    expect(isPlanted(before.join('\n'))).toBe(!unwritten.includes(name));
    const after = await masked(use);
    expect(after).toHaveLength(before.length);
    expectUnplanted(after);
    expect(after.filter((line) => !isValid(line))).toEqual([]);
  });
}

/** A detector with a fault. */
export const BROKEN: Detector = {
  name: 'broken',
  kinds: ['broken'],
  reach: 1,
  cues: [],
  wakes: { digits: 1 },
  find() {
    throw new Error(PHONE);
  },
};

export function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
