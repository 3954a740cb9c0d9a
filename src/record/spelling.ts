/** How JSON around the places of a text spells a value that is put there. */

import { looksLikeJson } from '../text/json.ts';

/**
 * Escaped once for every JSON within which the place lies, and as it is where there is none. The line counts where the text as a
 * whole is no JSON. Places are asked for from left to right: each text is read once, however many they are.
 */
export class Spelling {
  readonly #text: string;
  #strings: Strings | undefined;
  /** Where what `#strings` reads begins and ends: the whole text, or the line of the last place. */
  #start = 0;
  #end = 0;
  #whole: Strings | false | undefined;

  constructor(text: string) {
    this.#text = text;
    if (!looksLikeJson(text)) return;
    this.#strings = new Strings(text);
    this.#end = text.length;
  }

  spell(at: number, value: string): string {
    if (at >= this.#end) this.#readLine(at);
    return this.#strings?.spell(at - this.#start, value) ?? value;
  }

  /** In a text that may be one string of JSON and nothing else. */
  spellWhole(at: number, value: string): string {
    this.#whole ??= isJsonString(this.#text) && new Strings(this.#text);
    return this.#whole === false ? this.spell(at, value) : (this.#whole.spell(at, value) ?? value);
  }

  #readLine(at: number): void {
    const newline = this.#text.indexOf('\n', at);
    this.#start = this.#text.lastIndexOf('\n', at) + 1;
    this.#end = newline < 0 ? this.#text.length : newline;
    const line = this.#text.slice(this.#start, this.#end);
    this.#strings = looksLikeJson(line) ? new Strings(line) : undefined;
  }
}

/** The strings of a JSON text, as far as they were asked for. */
class Strings {
  readonly #json: string;
  #at = 0;
  /** The quote that opens the string in which `#at` lies, or -1. */
  #open = -1;
  /** What stands in the string that was last asked for: it may be JSON again. */
  #inner: Spelling | undefined;
  #innerOpen = -1;
  /** Up to where that string was measured, and how long it is there without its escapes. */
  #measured = 0;
  #length = 0;

  constructor(json: string) {
    this.#json = json;
  }

  /** Undefined for a place in no string, and in one that is broken. */
  spell(at: number, value: string): string | undefined {
    for (; this.#at < at; this.#at++) {
      if (this.#json[this.#at] === '\\') this.#at++;
      else if (this.#json[this.#at] === '"') this.#open = this.#open < 0 ? this.#at : -1;
    }
    if (this.#open < 0) return undefined;
    try {
      if (this.#innerOpen !== this.#open) this.#enter();
      if (this.#inner === undefined) return undefined;
      const before: string = JSON.parse(`"${this.#json.slice(this.#measured, at)}"`); // a string, as it is quoted
      this.#length += before.length;
      this.#measured = at;
      return JSON.stringify(this.#inner.spell(this.#length, value)).slice(1, -1);
    } catch {
      // Nor is it tried again: a broken string is read once, too.
      this.#inner = undefined;
      return undefined;
    }
  }

  #enter(): void {
    this.#inner = undefined;
    this.#innerOpen = this.#open;
    this.#measured = this.#open + 1;
    this.#length = 0;
    const end = stringEnd(this.#json, this.#measured);
    this.#inner = new Spelling(JSON.parse(this.#json.slice(this.#open, end + 1)));
  }
}

function isJsonString(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && stringEnd(trimmed, 1) === trimmed.length - 1;
}

function stringEnd(json: string, from: number): number {
  let end = from;
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end;
}
