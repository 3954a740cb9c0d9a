/**
 * `tuomin/log4js`: a configuration in which no appender gets a line unmasked.
 *
 * Appenders that write text are hooked behind their layout, which adds context and category to the message; those without a
 * layout (servers, mail, appenders of one's own) are handed masked events.
 */

import { format } from 'node:util';
import log4js, { type Appender, type Configuration, type LoggingEvent } from 'log4js';
// Not exported by its index, and the only way to a layout by its name. Held by the tests to the versions of the peer dependency.
// @ts-expect-error: without types
import layouts from 'log4js/lib/layouts.js';
import { createRedactor } from '../index.ts';
import type { Redactor } from '../record/index.ts';
import { type LineOptions, maskLine, noticeOf } from './line.ts';

/** Of appenders that come with log4js: what they write without a layout of their own. */
const DEFAULT_LAYOUTS: Readonly<Record<string, string>> = {
  console: 'colored',
  stdout: 'colored',
  stderr: 'colored',
  file: 'basic',
  fileSync: 'basic',
  dateFile: 'basic',
  multiFile: 'basic',
};
/** Appenders that hand on to another, which masks. */
const HANDS_ON = ['categoryFilter', 'logLevelFilter', 'noLogFilter'];

/**
 * The configuration with every appender masked, to be given to `log4js.configure`. A line that cannot be masked becomes a notice
 * with its level, time and category.
 *
 *     log4js.configure(redaction({ appenders: { out: { type: 'stdout' } }, categories: { … } }));
 */
export function redaction(
  configuration: Configuration,
  { redactor = createRedactor() }: LineOptions = {},
): Configuration {
  const layout = `tuomin-${++layoutsMade}`;
  log4js.addLayout(layout, ({ inner }: { inner: { type: string } }) => {
    const write: (event: LoggingEvent) => unknown = layouts.layout(inner.type, inner);
    return (event) => maskWritten(redactor, write(event), event);
  });
  const appenders: Record<string, Appender> = {};
  for (const [name, appender] of Object.entries(configuration.appenders)) {
    const { type, layout: given } = appender as { type: unknown; layout?: { type: string } };
    const inner =
      given ?? (typeof type === 'string' && type in DEFAULT_LAYOUTS ? { type: DEFAULT_LAYOUTS[type] } : undefined);
    if (inner !== undefined) appenders[name] = { ...appender, layout: { type: layout, inner } } as Appender;
    else if (typeof type === 'string' && HANDS_ON.includes(type)) appenders[name] = appender;
    else {
      appenders[`${name} (raw)`] = appender;
      appenders[name] = { type: maskingEvents(redactor), appender: `${name} (raw)` } as unknown as Appender;
    }
  }
  return { ...configuration, appenders };
}

/** Layouts are known by name to all of log4js. */
let layoutsMade = 0;

function maskWritten(redactor: Redactor, written: unknown, event: LoggingEvent): string {
  // Layouts of one's own may make buffers or objects for an appender of one's own.
  if (typeof written !== 'string') return redactor.redactRecord(written) as string;
  return maskLine(redactor, written, (line) =>
    noticeOf(line, 'data', { level: event.level.levelStr, time: event.startTime, name: event.categoryName }),
  );
}

/** An appender that masks events on their way to another. */
function maskingEvents(redactor: Redactor): object {
  return {
    configure(
      { appender }: { appender: string },
      _: unknown,
      find: (name: string) => (event: LoggingEvent) => void,
    ): (event: LoggingEvent) => void {
      const next = find(appender);
      return (event) => next(maskEvent(redactor, event));
    },
  };
}

function maskEvent(redactor: Redactor, event: LoggingEvent): LoggingEvent {
  const data = redactor.redactRecord(event.data);
  // Arguments are put together later, and may only then be a number.
  const text = format(...data);
  const masked = redactor.redact(text);
  return Object.assign(Object.create(Object.getPrototypeOf(event)), event, {
    data: masked === text ? data : [masked],
    context: redactor.redactRecord(event.context),
  });
}
