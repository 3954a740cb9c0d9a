/** What is known at a place of a record before its value is looked at: whose it is, and which rule holds. */

import { type FieldRule, PathMatcher, type PathState } from '../policy/fields.ts';
import type { FieldAction } from '../policy/format.ts';
import { type Field, PLAIN, type Role, readField } from './fields.ts';

/** The same object for the same place, so that places can be compared and remembered. */
export interface Context {
  /** The field the value stands in; for the elements of an array, the array's. */
  readonly field: Field;
  /** Of the values inside. */
  readonly role: Role;
  readonly action: FieldAction;
  readonly state: PathState;
  /** Contexts of the fields inside, by name. */
  readonly fields: Map<string, Context>;
}

/** Names of fields are remembered up to this many, and up to this length: a map keyed by telephone numbers must not fill the memory. */
const MOST_NAMES = 4096;
const LONGEST_NAME = 48;

export class Contexts {
  readonly root: Context;
  readonly #paths: PathMatcher;
  readonly #known = new Map<string, Context>();
  readonly #ids = new Map<object, number>();
  #names = 0;

  constructor(rules: readonly FieldRule[]) {
    this.#paths = new PathMatcher(rules);
    this.root = this.#intern(readField('', PLAIN), PLAIN, this.#paths.root);
  }

  /** The context of the field `name` of an object. */
  field(of: Context, name: string): Context {
    const known = of.fields.get(name);
    if (known !== undefined) return known;
    const field = readField(name, of.role);
    // Within a person's address or a product's maker the role stays what it was until another begins.
    const context = this.#intern(field, field.role === PLAIN ? of.role : field.role, this.#paths.step(of.state, name));
    if (this.#names < MOST_NAMES && name.length <= LONGEST_NAME) {
      this.#names++;
      of.fields.set(name, context);
    }
    return context;
  }

  /** The context of an element of an array: the array's field, in singular. */
  element(of: Context, index: number): Context {
    if (of.state.threads.length === 0) return of;
    return this.#intern(of.field, of.role, this.#paths.step(of.state, index));
  }

  #intern(field: Field, role: Role, state: PathState): Context {
    const name = `${this.#idOf(state)}/${role}/${field.role}${field.isThing}${field.isBareName}${field.kind}/${field.label}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const action = this.#paths.actionOf(state);
    const context: Context = { field, role, action, state, fields: new Map() };
    if (this.#known.size < MOST_NAMES) this.#known.set(name, context);
    return context;
  }

  #idOf(state: object): number {
    const known = this.#ids.get(state);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(state, id);
    return id;
  }
}
