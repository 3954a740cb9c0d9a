/** Each line by itself: no value runs over a line end, and a line is out as soon as it is complete. */

import type { TextWindow } from '../window.ts';
import type { Machine } from './machine.ts';

/** Lines longer than this are masked in windows, which comes to the same. */
const LONGEST = 65_536;
const RETURN = 13;

export interface LineMasker {
  redact(line: string): string;
  /** Masks a text in pieces as `redact` masks it in one. */
  window(): TextWindow;
}

export function createLineMachine(masker: LineMasker): Machine {
  /** The line that is still to be completed: its beginning, or what its window has not taken yet. */
  let open = '';
  let window: TextWindow | undefined;
  const close = (line: string): string => {
    const end = line.charCodeAt(line.length - 1) === RETURN ? line.length - 1 : line.length;
    const text = end === line.length ? line : line.slice(0, end);
    const masked = window === undefined ? masker.redact(text) : window.push(text) + window.end();
    window = undefined;
    return end === line.length ? masked : `${masked}\r`;
  };
  return {
    push(chunk) {
      let out = '';
      let from = 0;
      for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
        out += `${close(open + chunk.slice(from, at))}\n`;
        open = '';
        from = at + 1;
      }
      open += from === 0 ? chunk : chunk.slice(from);
      if (open.length > LONGEST) {
        window ??= masker.window();
        // The last unit may be half of a line end.
        out += window.push(open.slice(0, -1));
        open = open.slice(-1);
      }
      return out;
    },
    end() {
      const rest = open === '' && window === undefined ? '' : close(open);
      open = '';
      return rest;
    },
  };
}

/**
 * Cuts a text into lines for machines that read each as a whole. `tooLong` is told once of a line of more than `most` units,
 * of which nothing is kept.
 */
export class LineCutter {
  #open: string[] = [];
  #length = 0;
  #isTooLong = false;
  readonly #most: number;
  /** The number of the line that comes next, from 1. */
  number = 1;

  constructor(most: number) {
    this.#most = most;
  }

  /** `take` gets each complete line without its end, or undefined for one that was too long, and its end. */
  push(chunk: string, take: (line: string | undefined, end: string) => void): void {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      this.#hold(chunk.slice(from, at));
      this.#give(take, '\n');
      from = at + 1;
    }
    if (from < chunk.length) this.#hold(chunk.slice(from));
  }

  end(take: (line: string | undefined, end: string) => void): void {
    if (this.#length > 0 || this.#isTooLong) this.#give(take, '');
  }

  #hold(part: string): void {
    if (this.#isTooLong) return;
    this.#length += part.length;
    if (this.#length > this.#most) {
      this.#isTooLong = true;
      this.#open = [];
    } else this.#open.push(part);
  }

  #give(take: (line: string | undefined, end: string) => void, end: string): void {
    const line = this.#isTooLong ? undefined : this.#open.join('');
    this.#open = [];
    this.#length = 0;
    this.#isTooLong = false;
    const hasReturn = line !== undefined && end !== '' && line.charCodeAt(line.length - 1) === RETURN;
    take(hasReturn ? line.slice(0, -1) : line, hasReturn ? `\r${end}` : end);
    this.number++;
  }
}
