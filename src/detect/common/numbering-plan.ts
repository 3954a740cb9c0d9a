/**
 * The numbering plans of Hong Kong, Macau and Taiwan: the number patterns that libphonenumber publishes. They judge
 * candidates that are already found. libphonenumber's own finder merges numbers at commas and is some 600 times slower
 * than the scan, its parser compiles the patterns anew for every number (some 10 µs); hence the patterns alone, compiled
 * once. A test holds the result against the library's parser.
 */

import { PHONE_METADATA } from '../../data/phone-metadata.gen.ts';

export type Region = 'HK' | 'MO' | 'TW';
export type LineType = 'mobile' | 'landline' | 'other';

interface Plan {
  readonly any: RegExp;
  readonly mobile: RegExp;
  readonly landline: RegExp;
  readonly other: RegExp;
}

let plans: Map<Region, Plan> | undefined;

/**
 * What kind of line a national number is (digits, without a trunk zero); undefined when the region's numbering plan has
 * no such number.
 */
export function lineTypeOf(region: Region, national: string): LineType | undefined {
  plans ??= new Map();
  let plan = plans.get(region);
  if (plan === undefined) {
    plan = readPlan(region);
    plans.set(region, plan);
  }
  if (!plan.any.test(national)) return undefined;
  if (plan.mobile.test(national)) return 'mobile';
  if (plan.landline.test(national)) return 'landline';
  return plan.other.test(national) ? 'other' : undefined;
}

function readPlan(region: Region): Plan {
  const fields = PHONE_METADATA.split(' ');
  const at = fields.indexOf(region);
  // The fields of tools/data/phone-metadata.mjs.
  const whole = (field: number): RegExp => new RegExp(`^(?:${fields[at + field]})$`, 'u');
  return { any: whole(1), mobile: whole(2), landline: whole(3), other: whole(4) };
}
