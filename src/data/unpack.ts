// The reading half of tools/data/pack.mjs: numbers written as printable ASCII.

const SHORT = 70;
/** SHORT + 19 * 90 */
const MIDDLE = 1780;

/** Reads every number in text[start, end). */
export function unpackNumbers(text: string, start = 0, end = text.length): number[] {
  const numbers: number[] = [];
  let at = start;
  while (at < end) {
    const first = digit(text, at);
    if (first < SHORT) {
      numbers.push(first);
      at += 1;
    } else if (first < 89) {
      numbers.push(SHORT + (first - SHORT) * 90 + digit(text, at + 1));
      at += 2;
    } else {
      numbers.push(MIDDLE + digit(text, at + 1) * 8100 + digit(text, at + 2) * 90 + digit(text, at + 3));
      at += 4;
    }
  }
  return numbers;
}

/** Reads ascending numbers written as distances. */
export function unpackAscending(text: string, start = 0, end = text.length): number[] {
  const numbers = unpackNumbers(text, start, end);
  let last = -1;
  for (let i = 0; i < numbers.length; i++) {
    last += (numbers[i] ?? 0) + 1;
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
    .flatMap((group) => unpackAscending(group));
  let text = '';
  for (const place of unpackNumbers(packed, at + 1)) text += String.fromCharCode(alphabet[place] ?? 0);
  return text;
}

/** The value of the digit at an index: characters 35 to 126 without ' and \. */
function digit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit - 35 - (unit > 39 ? 1 : 0) - (unit > 92 ? 1 : 0);
}
