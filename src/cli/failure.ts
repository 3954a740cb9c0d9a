/** Exit codes of the command. */
export const FINE = 0;
export const FOUND = 1;
export const TROUBLE = 2;
export const INTERRUPTED = 130;
export const TERMINATED = 143;

/** Something the user can put right: printed as one line, without a stack trace. The message holds no input. */
export class Failure extends Error {}

/** File names reach the terminal in messages: no control characters, no line breaks. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu, '?');
}
