/** NDJSON (JSON Lines): each line a value, masked in place; what was valid stays valid. */

import type { Inner, MaskedJson } from '../record/index.ts';
import { LineCutter } from './lines.ts';
import { type Machine, type MachineOptions, report } from './machine.ts';

/** A line that is hidden as a whole is still a value. */
const HIDDEN = '"***"';

const REASONS: Readonly<Record<NonNullable<MaskedJson['problem']>, string>> = {
  'not-json': 'not valid JSON',
  'broken-off': 'JSON that ends before its values do',
  failed: 'could not be masked',
};

export function createNdjsonMachine(inner: Inner, options: MachineOptions): Machine {
  const cutter = new LineCutter(options.maxHold);
  const hide = (reason: string, masked: string | undefined, end: string): string => {
    report(options, 'line', { number: cutter.number, reason });
    if (options.onError === 'skip') return '';
    return (options.onError === 'text' && masked !== undefined ? masked : HIDDEN) + end;
  };
  const mask = (line: string | undefined, end: string): string => {
    if (line === undefined) return hide(`longer than ${options.maxHold} units`, undefined, end);
    if (line.trim() === '') return line + end;
    const { text, problem } = inner.maskJson(line);
    return problem === undefined ? text + end : hide(REASONS[problem], text, end);
  };
  return {
    push(chunk) {
      let out = '';
      cutter.push(chunk, (line, end) => {
        out += mask(line, end);
      });
      return out;
    },
    end() {
      let out = '';
      cutter.end((line, end) => {
        out += mask(line, end);
      });
      return out;
    },
  };
}
