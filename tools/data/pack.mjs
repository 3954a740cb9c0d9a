// The writing half of src/data/unpack.ts. Numbers become printable ASCII, because gzip does the rest:
// a digit is one of 90 characters (35 to 126 without the two that a string literal has to escape).

const DIGITS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "'" && c !== '\\');
const SHORT = 70;
const MIDDLE = SHORT + 19 * 90;

/** One number as one digit below 70, two below 1,780, four below 730,780. */
export function packNumber(n) {
  if (n < 0 || !Number.isInteger(n)) throw new RangeError(`not packable: ${n}`);
  if (n < SHORT) return DIGITS[n];
  if (n < MIDDLE) return DIGITS[SHORT + Math.floor((n - SHORT) / 90)] + DIGITS[(n - SHORT) % 90];
  const rest = n - MIDDLE;
  if (rest >= 90 ** 3) throw new RangeError(`not packable: ${n}`);
  return DIGITS[89] + DIGITS[Math.floor(rest / 8100)] + DIGITS[Math.floor(rest / 90) % 90] + DIGITS[rest % 90];
}

export function packNumbers(numbers) {
  return Array.from(numbers, packNumber).join('');
}

/** Ascending numbers as the distance of each from the one before, less one. */
export function packAscending(numbers) {
  let last = -1;
  return packNumbers(
    [...numbers].map((n) => {
      const gap = n - last - 1;
      last = n;
      return gap;
    }),
  );
}

/** Groups of characters (first group first), each group ascending, a space between groups. */
export function packGroups(groups) {
  return groups.map((chars) => packAscending([...chars].map((c) => c.charCodeAt(0)).sort((a, b) => a - b))).join(' ');
}

/** A text over a small alphabet: the alphabet by frequency (groups of one power of two), "!", then each character's place in it. */
export function packText(text) {
  const counts = new Map();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  const groups = Array.from({ length: 32 }, () => []);
  for (const [char, count] of counts) groups[31 - Math.floor(Math.log2(count))].push(char);
  const used = groups.filter((group) => group.length > 0);
  const places = new Map(used.flatMap((group) => group.sort()).map((char, place) => [char, place]));
  return `${packGroups(used)}!${packNumbers([...text].map((char) => places.get(char)))}`;
}
