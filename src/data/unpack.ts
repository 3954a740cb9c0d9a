// The reading half of tools/data/pack.mjs: numbers written as printable ASCII.

const SHORT = 70;
/** SHORT + 19 * 90 */
const MIDDLE = 1780;
/** A call takes that many arguments on every engine. */
const ARGUMENTS = 4096;

/** Reads every number in text[start, end). */
export function unpackNumbers(text: string, start = 0, end = text.length): Int32Array {
  // No number takes less than a digit.
  const numbers = new Int32Array(end - start);
  let count = 0;
  let at = start;
  while (at < end) {
    const first = digit(text, at);
    if (first < SHORT) {
      numbers[count++] = first;
      at += 1;
    } else if (first < 89) {
      numbers[count++] = SHORT + (first - SHORT) * 90 + digit(text, at + 1);
      at += 2;
    } else {
      numbers[count++] = MIDDLE + digit(text, at + 1) * 8100 + digit(text, at + 2) * 90 + digit(text, at + 3);
      at += 4;
    }
  }
  return numbers.subarray(0, count);
}

/** Reads ascending numbers written as distances. */
export function unpackAscending(text: string, start = 0, end = text.length): Int32Array {
  const numbers = unpackNumbers(text, start, end);
  let last = -1;
  for (let i = 0; i < numbers.length; i++) {
    last += (numbers[i] as number) + 1;
    numbers[i] = last;
  }
  return numbers;
}

/** Reads groups of code units into a table over all 65,536: the value of a unit comes from `classOf(its group)`, others stay 0. */
export function unpackGroups(text: string, classOf: (group: number) => number): Uint8Array {
  const table = new Uint8Array(65536);
  for (const [group, packed] of text.split(' ').entries()) {
    const value = classOf(group);
    for (const unit of unpackAscending(packed)) table[unit] = value;
  }
  return table;
}

/** Reads a text written as places in its own alphabet. */
export function unpackText(packed: string): string {
  const at = packed.indexOf('!');
  const alphabet = packed
    .slice(0, at)
    .split(' ')
    .flatMap((group) => [...unpackAscending(group)]);
  const units = unpackNumbers(packed, at + 1);
  for (let i = 0; i < units.length; i++) units[i] = alphabet[units[i] as number] as number;
  let text = '';
  for (let i = 0; i < units.length; i += ARGUMENTS)
    text += String.fromCharCode.apply(null, units.subarray(i, i + ARGUMENTS) as unknown as number[]);
  return text;
}

/** The value of the digit at an index: characters 35 to 126 without ' and \. */
function digit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit - 35 - (unit > 39 ? 1 : 0) - (unit > 92 ? 1 : 0);
}
