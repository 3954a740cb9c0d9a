/** Masks what a formula spells out, and leaves it a formula. */

import { HIDDEN_CELL } from './row.ts';

/** What a formula becomes that still says something: a text. */
const HIDDEN = `"${HIDDEN_CELL}"`;
const SHORTEST_NUMBER = 7;
/** Of a masked result, a piece this long in the formula gives it away. */
const SHORTEST_PIECE = 3;

/** What a formula came to, and what was made of it. */
export interface Result {
  readonly text: string;
  readonly masked: string;
}

export function maskFormula(formula: string, mask: (text: string) => string, result?: Result): string {
  if (!maySpell(formula)) return formula;
  let out = '';
  let from = 0;
  for (let at = formula.indexOf('"'); at >= 0; at = formula.indexOf('"', from)) {
    const end = endOfLiteral(formula, at);
    const text = formula.slice(at + 1, end - 1).replaceAll('""', '"');
    const masked = mask(text);
    // What the mask hides of the result would still be readable here, piece by piece.
    if (masked === text && result !== undefined && text.length >= SHORTEST_PIECE) {
      if (result.text.includes(text) && !result.masked.includes(text)) return HIDDEN;
    }
    out += formula.slice(from, at) + (masked === text ? formula.slice(at, end) : `"${masked.replaceAll('"', '""')}"`);
    from = end;
  }
  out += formula.slice(from);
  return mask(out) === out ? out : HIDDEN;
}

function endOfLiteral(formula: string, start: number): number {
  let at = formula.indexOf('"', start + 1);
  while (at >= 0 && formula[at + 1] === '"') at = formula.indexOf('"', at + 2);
  return at < 0 ? formula.length + 1 : at + 1;
}

/** Most formulas are references and functions. */
function maySpell(formula: string): boolean {
  let digits = 0;
  for (let i = 0; i < formula.length; i++) {
    const unit = formula.charCodeAt(i);
    digits = unit >= 48 && unit <= 57 ? digits + 1 : 0;
    if (unit === 34 || unit > 127 || digits >= SHORTEST_NUMBER) return true;
  }
  return false;
}
