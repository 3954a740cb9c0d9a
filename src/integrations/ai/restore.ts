/**
 * Puts values back in what comes in pieces: in one text, holding back what may be the beginning of a placeholder, and in events that
 * bring pieces of several texts at once.
 */

import type { Delta, ReadDeltas } from './deltas.ts';
import type { Pipe } from './pipes.ts';
import { type Match, type Matcher, MORE } from './placeholders.ts';

/** Puts values back in a text that comes in pieces. What comes out does not depend on how it was cut. */
export class Restorer {
  readonly #matcher: Matcher;
  readonly #put: (match: Match) => string | undefined;
  #held = '';

  constructor(matcher: Matcher, put: (match: Match) => string | undefined) {
    this.#matcher = matcher;
    this.#put = put;
  }

  push(chunk: string): string {
    return this.#run(this.#held + chunk, false);
  }

  end(): string {
    return this.#run(this.#held, true);
  }

  #run(text: string, isLast: boolean): string {
    let out = '';
    let from = 0;
    this.#held = '';
    for (let at = this.#matcher.next(text, 0); at >= 0; ) {
      const match = this.#matcher.match(text, at, isLast);
      if (match === MORE) {
        this.#held = text.slice(at);
        return out + text.slice(from, at);
      }
      const put = match && this.#put(match);
      if (match !== undefined && put !== undefined) {
        out += text.slice(from, at) + put;
        from = match.end;
      }
      // What is read but is none of ours is done with, too, but for what stands in quotes: it is looked at without them.
      const isDone = match !== undefined && (put !== undefined || match.quote === '');
      at = this.#matcher.next(text, isDone ? match.end : at + 1);
    }
    return out + text.slice(from);
  }
}

/** Texts that come in events, several at once. */
export class Deltas<E> implements Pipe<E> {
  readonly #read: ReadDeltas<E>;
  readonly #restorer: (json: boolean) => Restorer;
  readonly #whole: (event: E) => E;
  /** By id: what restores the text, and the event that brought its last piece. */
  readonly #open = new Map<string, { restorer: Restorer; event: E; delta: Delta<E>; beside: readonly Delta<E>[] }>();

  constructor(read: ReadDeltas<E>, restorer: (json: boolean) => Restorer, whole: (event: E) => E) {
    this.#read = read;
    this.#restorer = restorer;
    this.#whole = whole;
  }

  push(event: E): E[] {
    const reading = this.#read(event);
    if (reading === undefined) return [event];
    const { deltas = [], ends = [], isWhole = false } = reading;
    let out = isWhole ? this.#whole(event) : event;
    for (const delta of deltas) {
      const { id, json = false } = delta;
      const restorer = this.#open.get(id)?.restorer ?? this.#restorer(json);
      this.#open.set(id, { restorer, event, delta, beside: deltas });
      let text = restorer.push(delta.text);
      if (ends.some((end) => id.startsWith(end))) {
        text += restorer.end();
        this.#open.delete(id);
      }
      if (text !== delta.text) out = delta.put(out, text);
    }
    return [...ends.flatMap((end) => this.#flush(end)), out];
  }

  end(): E[] {
    return this.#flush('');
  }

  /** What is held of the texts whose ids begin so, each in a copy of its last event. */
  #flush(prefix: string): E[] {
    const events: E[] = [];
    for (const [id, { restorer, event, delta, beside }] of this.#open) {
      if (!id.startsWith(prefix)) continue;
      this.#open.delete(id);
      const rest = restorer.end();
      if (rest === '') continue;
      const empty = beside.reduce((copy, one) => one.put(copy, ''), event);
      events.push(delta.put(empty, rest));
    }
    return events;
  }
}
