/** What stands behind every stream: text in, masked text out, whatever the pieces. Shells give it bytes and back pressure. */

export interface Machine {
  /** Takes the next piece and returns what is ready. */
  push(chunk: string): string;
  /** The rest; nothing may be pushed after it. */
  end(): string;
}

/** A line, a row or a value that could not be read as what the stream is made of; its content is never told. */
export interface Problem {
  /** From 1: of the line, the row or the value. */
  readonly number: number;
  readonly reason: string;
}

/**
 * What becomes of it: `mask` hides it as a whole, `skip` leaves it out, `text` masks what is found in it as in any text,
 * `stop` ends the stream with an error.
 */
export type OnError = 'mask' | 'skip' | 'text' | 'stop';

/** Ends a stream where `onError` is `stop`. Holds the number and the reason, no content. */
export class StreamProblem extends Error {
  readonly code = 'bad-input';
  readonly number: number;
  readonly reason: string;

  constructor({ number, reason }: Problem, what: string) {
    super(`${what} ${number}: ${reason}`);
    this.name = 'StreamProblem';
    this.number = number;
    this.reason = reason;
  }
}

/** What all machines are made with. */
export interface MachineOptions {
  readonly onError: OnError;
  /** Units that are held of one line, row or value; what is longer is a problem of its own. */
  readonly maxHold: number;
  readonly onProblem?: ((problem: Problem) => void) | undefined;
}

/** Tells of a problem, and ends the stream where that is asked for. */
export function report(options: MachineOptions, what: string, problem: Problem): void {
  options.onProblem?.(problem);
  if (options.onError === 'stop') throw new StreamProblem(problem, what);
}
