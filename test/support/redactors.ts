import { createRedactor, defaultDetectors, type Redactor } from '../../src/index.ts';

/** The names of the policies we ship that need no keys. */
export const PRESET_NAMES = [
  'log',
  'display',
  'waybill',
  'support',
  'court',
  'alipay-2020',
  'classic',
  'strict',
] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** Every kind that one of our detectors can report. */
export const KINDS: readonly string[] = [...new Set(defaultDetectors.flatMap((detector) => detector.kinds))];

/** All detectors with every kind switched on, also those that policies leave off. */
export function createFullRedactor(extend: PresetName = 'log'): Redactor {
  return createRedactor({
    policy: { version: 1, extends: extend, kinds: Object.fromEntries(KINDS.map((kind) => [kind, true])) },
  });
}
