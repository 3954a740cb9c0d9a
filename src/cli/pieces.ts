/** What one call of the redactor sees: a block as a whole (text mode) or each of its lines (line mode). */

import type { Block } from './input.ts';

export interface Piece {
  /** A byte order mark, kept out of what is read and put back in the output. */
  readonly head: string;
  readonly text: string;
  /** The line end, in line mode: a value never runs over it. */
  readonly tail: string;
  readonly line: number;
  /** Added to offsets in `text`: to the start of the file (text mode) or of the line (line mode). */
  readonly offset: number;
}

const BOM = '\ufeff';

export function* piecesOf(block: Block, byLine: boolean): Generator<Piece> {
  const head = block.offset === 0 && block.text.startsWith(BOM) ? BOM : '';
  if (!byLine) {
    yield { head, text: block.text.slice(head.length), tail: '', line: block.line, offset: block.offset + head.length };
    return;
  }
  let from = head.length;
  for (let line = block.line; from < block.text.length || (line === block.line && head !== ''); line++) {
    const newline = block.text.indexOf('\n', from);
    const next = newline < 0 ? block.text.length : newline + 1;
    let end = newline < 0 ? next : newline;
    if (newline > from && block.text[newline - 1] === '\r') end--;
    const own = line === block.line ? head : '';
    yield { head: own, text: block.text.slice(from, end), tail: block.text.slice(end, next), line, offset: own.length };
    from = next;
  }
}

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** Where that line starts in the piece's text. */
  readonly lineStart: number;
}

/** Gives line and column of offsets in a piece; ask in ascending order. */
export function createLocator(piece: Piece): (at: number) => Place {
  let line = piece.line;
  let lineStart = 0;
  let newline = piece.text.indexOf('\n');
  return (at) => {
    while (newline >= 0 && newline < at) {
      line++;
      lineStart = newline + 1;
      newline = piece.text.indexOf('\n', lineStart);
    }
    return { line, column: at - lineStart + 1, lineStart };
  };
}
