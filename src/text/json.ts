/** Tells JSON from other text without reading it. */

/** Cheap to ask of every string: it begins and ends as objects and arrays do. */
export function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  const [first, last] = [trimmed[0], trimmed.at(-1)];
  return (first === '{' && last === '}') || (first === '[' && last === ']');
}

/** The text looks like JSON, or the line of it that holds a part does. */
export function standsInJson(text: string, part: string): boolean {
  return looksLikeJson(text) || text.split('\n').some((line) => line.includes(part) && looksLikeJson(line));
}
