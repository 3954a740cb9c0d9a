/**
 * JSON of any size: an array is masked element by element, several values one by one. Each is held whole, nothing else is.
 * Elements of an array are records of their own in `redactJson` too, which is why both come to the same.
 */

import type { Inner } from '../record/index.ts';
import { type Machine, type MachineOptions, report } from './machine.ts';

/** Between values. */
const OUTSIDE = 0;
/** Between the elements of the array that streams by. */
const LISTING = 1;
/** In a value that is being held. */
const HOLDING = 2;

const HIDDEN = '"***"';
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const BOM = 0xfeff;

/** Whether a unit is in the value that is held, its last, or already behind it. */
const INSIDE = 0;
const LAST = 1;
const BEHIND = 2;

export function createJsonMachine(inner: Inner, options: MachineOptions): Machine {
  let state = OUTSIDE;
  /** The value that is held is an element of the array that streams by. */
  let isElement = false;
  let index = 0;
  let number = 0;
  let held: string[] = [];
  let size = 0;
  /** Of the value that is held: brackets that are open, whether the place is in a string, behind a backslash. */
  let depth = 0;
  let isString = false;
  let isEscaped = false;

  const hold = (part: string): void => {
    size += part.length;
    if (size <= options.maxHold) held.push(part);
    else held = [];
  };
  const open = (unit: number): void => {
    state = HOLDING;
    isString = unit === QUOTE;
    isEscaped = false;
    depth = unit === OPEN_OBJECT || unit === OPEN_LIST ? 1 : 0;
  };
  const placeOf = (unit: number): number => {
    if (isString) {
      if (isEscaped) isEscaped = false;
      else if (unit === BACKSLASH) isEscaped = true;
      else if (unit === QUOTE) {
        isString = false;
        if (depth === 0) return LAST;
      }
      return INSIDE;
    }
    const isOpening = unit === OPEN_OBJECT || unit === OPEN_LIST;
    const isClosing = unit === CLOSE_OBJECT || unit === CLOSE_LIST;
    if (depth === 0)
      return isOpening || isClosing || unit === QUOTE || unit === COMMA || isBlank(unit) ? BEHIND : INSIDE;
    if (unit === QUOTE) isString = true;
    else if (isOpening) depth++;
    else if (isClosing) depth--;
    return depth === 0 ? LAST : INSIDE;
  };
  /** What a value that is complete, or with which the text ends, becomes. */
  const give = (): string => {
    const text = held.join('');
    const isTooLong = size > options.maxHold;
    held = [];
    size = 0;
    number++;
    state = isElement ? LISTING : OUTSIDE;
    const problem = isTooLong ? `longer than ${options.maxHold} units` : undefined;
    const { text: masked, problem: own } = isTooLong
      ? { text: HIDDEN }
      : inner.maskJson(text, isElement ? index : undefined);
    // `138 1234 5678` is one number in a text, and not three in JSON.
    const isLoose = !isElement && number > 1 && !isTooLong && !/^[{[]/u.test(text);
    if (problem === undefined && own === undefined && !isLoose) return masked;
    report(options, 'value', {
      number,
      reason: problem ?? (own === 'broken-off' ? 'ends before it is complete' : 'not valid JSON'),
    });
    if (options.onError === 'text' && !isTooLong && !isLoose) return masked;
    // An element that is left out would leave its comma behind.
    return options.onError === 'skip' ? (isElement ? 'null' : '') : HIDDEN;
  };
  return {
    push(chunk) {
      let out = '';
      /** What is still to be held or put out begins here. */
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const unit = chunk.charCodeAt(at);
        if (state === HOLDING) {
          const place = placeOf(unit);
          if (place === INSIDE) continue;
          const end = place === LAST ? at + 1 : at;
          hold(chunk.slice(from, end));
          out += give();
          from = end;
          if (place === LAST) continue;
        }
        if (isBlank(unit) || (unit === BOM && number === 0)) continue;
        if (state === OUTSIDE && unit === OPEN_LIST) {
          state = LISTING;
          isElement = true;
          index = 0;
        } else if (state === LISTING && unit === COMMA) index++;
        else if (state === LISTING && unit === CLOSE_LIST) {
          state = OUTSIDE;
          isElement = false;
        } else {
          out += chunk.slice(from, at);
          from = at;
          open(unit);
        }
      }
      if (state === HOLDING) hold(chunk.slice(from));
      else out += chunk.slice(from);
      return out;
    },
    end() {
      const out = state === HOLDING ? give() : '';
      if (isElement) report(options, 'value', { number: number + 1, reason: 'the array does not end' });
      state = OUTSIDE;
      isElement = false;
      return out;
    },
  };
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}
