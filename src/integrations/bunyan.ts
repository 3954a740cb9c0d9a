/**
 * `tuomin/bunyan`: loggers whose streams are handed masked lines only. Serializers come before messages and errors are written,
 * so the hook is the stream itself.
 */

import Bunyan from 'bunyan';
import { createRedactor } from '../index.ts';
import { type LineOptions, lineMasker } from './line.ts';

/**
 * As `bunyan.createLogger`. Every stream of the logger and of its children, those added later included, gets masked lines, and a
 * raw stream masked records. A line that cannot be masked becomes a notice with its level, time and logger.
 */
export function createLogger(options: Bunyan.LoggerOptions, { redactor = createRedactor() }: LineOptions = {}): Bunyan {
  const maskLine = lineMasker({ redactor });
  const mask = (written: unknown): unknown =>
    typeof written === 'string' ? maskLine(written) : redactor.redactRecord(written);

  interface Sink {
    stream?: { write: (written: unknown, ...rest: unknown[]) => unknown };
  }
  const guarded = new WeakSet<object>();
  const guard = (logger: Bunyan): void => {
    // Of bunyan itself; its types do not have it.
    for (const sink of (logger as unknown as { streams: Sink[] }).streams) {
      const { stream } = sink;
      if (stream === undefined || guarded.has(stream)) continue;
      sink.stream = new Proxy(stream, {
        get(target, key) {
          const value = Reflect.get(target, key);
          if (key === 'write') return (written: unknown, ...rest: unknown[]) => target.write(mask(written), ...rest);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      guarded.add(sink.stream);
    }
  };

  // A class, since children are made by the constructor of their parent.
  class RedactedLogger extends (Bunyan as unknown as new (...args: never[]) => Bunyan) {
    override addStream(...args: Parameters<Bunyan['addStream']>): void {
      super.addStream(...args);
      guard(this);
    }
    // Opens its files anew.
    override reopenFileStreams(): void {
      super.reopenFileStreams();
      guard(this);
    }
  }
  return new RedactedLogger(...([options] as never[]));
}
