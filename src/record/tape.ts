/**
 * A record as a flat list of nodes, parents before what they hold. Values and JSON text are both written down so, which is
 * how `redactRecord` and `redactJson` come to the same masks, however deep the record is.
 */

import type { Context } from './contexts.ts';

export const OBJECT = 0;
export const ARRAY = 1;
export const TEXT = 2;
/** A number with the digits it is written in. */
export const NUMBER = 3;
/** Nothing to look at, such as `true` and `null`. */
export const OTHER = 4;
/** What could not be read: whatever it is, it is not shown. */
export const BROKEN = 5;

export type NodeType = typeof OBJECT | typeof ARRAY | typeof TEXT | typeof NUMBER | typeof OTHER | typeof BROKEN;

export class Tape {
  readonly type: NodeType[] = [];
  /** -1 for the roots. */
  readonly parent: number[] = [];
  readonly context: Context[] = [];
  /** The key or index under the parent. */
  readonly name: (string | number)[] = [];
  /** Of TEXT and NUMBER. */
  readonly text: string[] = [];
  /** How many nodes it holds directly. */
  readonly size: number[] = [];

  get length(): number {
    return this.type.length;
  }

  add(type: NodeType, parent: number, name: string | number, context: Context, text: string): number {
    const node = this.type.length;
    this.type.push(type);
    this.parent.push(parent);
    this.name.push(name);
    this.context.push(context);
    this.text.push(text);
    this.size.push(0);
    if (parent >= 0) this.size[parent] = (this.size[parent] as number) + 1;
    return node;
  }

  /** The keys and indexes that lead to a node. */
  pathOf(node: number): (string | number)[] {
    const path: (string | number)[] = [];
    for (let at = node; (this.parent[at] as number) >= 0; at = this.parent[at] as number)
      path.push(this.name[at] as string | number);
    return path.reverse();
  }
}
