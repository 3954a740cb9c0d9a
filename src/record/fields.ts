/** Reads the name of a field: what kind of value it holds, whether it names a person or a thing, what it is as a label. */

import type { Kind } from '../types.ts';
import { BARE_NAMES, ENVELOPES, FIELDS, OTHERS, PERSONS, THING_NAMES, THING_WORDS, THINGS } from './field-names.ts';

export const PLAIN = 0;
export const PERSON = 1;
export const THING = 2;

/** What the values inside an object belong to. */
export type Role = typeof PLAIN | typeof PERSON | typeof THING;

export interface Field {
  /** What stands before the value when it is read as text; empty when the name says nothing or could be a value itself. */
  readonly label: string;
  /** The kind all values of the field are of. */
  readonly kind: Kind | undefined;
  /** A name that may be a person's: memory asks the detectors. */
  readonly isBareName: boolean;
  readonly isThing: boolean;
  /** What an object in this field is; PLAIN leaves it as what it stands in. */
  readonly role: Role;
}

/** Names this long are sentences or keys of a map. */
const LONGEST = 48;
/** Letters of any script, digits and joints: no quotes, escapes or separators, so that a label cannot be misread. */
const SPEAKING = /^[\p{L}_$][\p{L}\p{N}_$.\- ]*$/u;
const DIGITS = /\d{5}/;
/** A label that the detectors know for a person's field. */
const PERSON_PREFIX = 'receiver';

interface Tables {
  /** By name: its kind, or an empty string for those of OTHERS and THING_NAMES; `~` before those that may be a tail. */
  readonly kinds: ReadonlyMap<string, Kind | ''>;
  readonly things: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly bare: ReadonlySet<string>;
  readonly thingWords: ReadonlySet<string>;
  readonly envelopes: ReadonlySet<string>;
}

let tables: Tables | undefined;

/** Reads the name of a field that stands in an object of this role. */
export function readField(name: string, role: Role): Field {
  if (name === '' || name.length > LONGEST || !SPEAKING.test(name) || DIGITS.test(name)) return UNKNOWN;
  tables ??= build();
  const words = wordsOf(name);
  const whole = words.join('');
  const found = lookUp(tables, words, whole);
  const isBare = tables.bare.has(whole);
  const own = roleOf(tables, words);
  const isThing = found === '' ? isThingName(tables, words, whole) : role === THING && tables.thingWords.has(whole);
  const isPersonName = role === PERSON && isBare;
  const kind = isPersonName ? 'name' : role === THING || found === '' ? undefined : found;
  return {
    // `product.name` is nobody's name, and `name` alone would be read as one.
    label: isThing ? '' : isPersonName ? `${PERSON_PREFIX}.name` : name,
    kind,
    isBareName: isBare && role === PLAIN,
    isThing,
    role: own,
  };
}

/** Reports whether a name is one that fields have. */
export function isFieldName(name: string): boolean {
  const { kind, isBareName, isThing, role } = readField(name, PLAIN);
  return kind !== undefined || isBareName || isThing || role !== PLAIN;
}

const UNKNOWN: Field = { label: '', kind: undefined, isBareName: false, isThing: false, role: PLAIN };

/** `receiverName`, `receiver_name`, `receiver-name`, `RECEIVER_NAME`, `收货人 手机号` as words in small letters. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{Script=Han})([^\p{Script=Han}])/gu, '$1 $2')
    .replace(/([^\p{Script=Han}])(\p{Script=Han})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function lookUp({ kinds }: Tables, words: readonly string[], whole: string): Kind | '' | undefined {
  const known = kinds.get(whole);
  if (known !== undefined) return known;
  for (let i = 1; i < words.length; i++) {
    const tail = kinds.get(`~${words.slice(i).join('')}`);
    if (tail !== undefined) return tail;
  }
  const last = words.at(-1) ?? '';
  for (let i = 1; i < last.length - 1; i++) {
    const tail = kinds.get(`~${last.slice(i)}`);
    // Chinese has no spaces to say where the word before it ends; Latin letters that run on are another word.
    if (tail !== undefined && /\p{Script=Han}/u.test(last[i] as string)) return tail;
  }
  return undefined;
}

function isThingName({ things }: Tables, words: readonly string[], whole: string): boolean {
  if (things.has(whole)) return true;
  for (let i = 1; i < words.length; i++) if (things.has(`~${words.slice(i).join('')}`)) return true;
  const last = words.at(-1) ?? '';
  for (let i = 1; i < last.length - 1; i++)
    if (things.has(`~${last.slice(i)}`) && /\p{Script=Han}/u.test(last[i] as string)) return true;
  return false;
}

/** By the last word that says anything: orderReceiver, receiverInfo, 收货人信息. */
function roleOf({ roles, envelopes }: Tables, words: readonly string[]): Role {
  const kept = [...words];
  while (kept.length > 1 && envelopes.has(kept.at(-1) as string)) kept.pop();
  for (let i = 0; i < kept.length; i++) {
    const role = roles.get(kept.slice(i).join(''));
    if (role !== undefined) return role;
  }
  const last = kept.at(-1) ?? '';
  for (const end of envelopes) {
    if (last.length > end.length && last.endsWith(end) && /\p{Script=Han}/u.test(end))
      return roles.get(last.slice(0, -end.length)) ?? PLAIN;
  }
  return PLAIN;
}

function build(): Tables {
  const kinds = new Map<string, Kind | ''>();
  const things = new Set<string>();
  const add = (names: string, kind: Kind | ''): void => {
    for (const given of listOf(names)) {
      const name = given.replace('~', '').toLowerCase();
      kinds.set(name, kind);
      if (given.startsWith('~') || /\p{Script=Han}/u.test(given)) kinds.set(`~${name}`, kind);
    }
  };
  for (const [kind, names] of Object.entries(FIELDS)) add(names, kind);
  add(THING_NAMES, '');
  add(OTHERS, '');
  for (const given of listOf(THING_NAMES)) {
    const name = given.replace('~', '').toLowerCase();
    things.add(name);
    if (given.startsWith('~') || /\p{Script=Han}/u.test(given)) things.add(`~${name}`);
  }
  const roles = new Map<string, Role>();
  for (const name of listOf(PERSONS)) roles.set(name, PERSON);
  for (const name of listOf(THINGS)) roles.set(name, THING);
  return {
    kinds,
    things,
    roles,
    bare: new Set(listOf(BARE_NAMES)),
    thingWords: new Set(listOf(THING_WORDS)),
    envelopes: new Set(listOf(ENVELOPES)),
  };
}

function listOf(names: string): string[] {
  return names.split(' ').filter((name) => name !== '');
}
