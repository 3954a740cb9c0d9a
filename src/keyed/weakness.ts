/** Tells keys that nobody drew at random. A random key is refused less than once in a million times. */

/** A pattern that repeats within so many bytes. */
const LONGEST_PERIOD = 16;
/** Of 32 random bytes some thirty differ; fewer than this has a chance of one in 10^20. */
const FEWEST_VALUES = 12;
const WORDS = /password|secret|changeme|letmein|qwerty|abcdef|123456|tuomin|example|default/i;

/** What is wrong with a key, in words that hold nothing of it; `written` is how the caller spelt it. */
export function weaknessOf(key: Uint8Array, written: string | undefined): string | undefined {
  if (new Set(key).size < FEWEST_VALUES) return 'is too regular: too few different bytes';
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    if (key.every((byte, i) => i < period || byte === key[i - period])) return 'is too regular: it repeats itself';
  }
  const steps = new Set(Array.from(key.subarray(1), (byte, i) => (byte - (key[i] as number)) & 255)); // key[i] is before it
  if (steps.size <= 2) return 'is too regular: it counts';
  // Random bytes are all printable once in 10^13 times; what people type always is.
  if (key.every((byte) => byte >= 32 && byte < 127)) return 'is made of typed characters: draw random bytes instead';
  if (written !== undefined && isTyped(written)) return 'is made of words: draw random bytes instead';
  return undefined;
}

/** Base64 of random bytes has capitals and small letters, and none of the words that people choose. */
function isTyped(written: string): boolean {
  return WORDS.test(written) || !(/[A-Z]/.test(written) && /[a-z]/.test(written));
}
