/**
 * The only place that knows libphonenumber-js. It judges candidates that are already found and never finds any itself:
 * its finder is some 600 times slower than the scan and reads commas as extensions.
 *
 * Its parser compiles the numbering plan's patterns anew for every number (some 10 µs); a text full of numbers would crawl.
 * So the plan is read once through the library's own reader, and the patterns are kept. A test holds the result against
 * the library's parser.
 */

import { Metadata, type MetadataJson } from 'libphonenumber-js/core';
import { PHONE_METADATA } from '../../data/phone-metadata.gen.ts';

export type Region = 'CN' | 'HK' | 'MO' | 'TW';
export type LineType = 'mobile' | 'landline' | 'other';

/** What `Metadata` offers beside its published type, which names only the choice of a plan. */
interface PlanReader {
  nationalNumberPattern(): string;
  type(name: string): { pattern(): string } | undefined;
}

interface Plan {
  readonly any: RegExp;
  readonly mobile: RegExp;
  readonly landline: RegExp;
  readonly others: readonly RegExp[];
}

const OTHER_TYPES = [
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
];

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
  return plan.others.some((pattern) => pattern.test(national)) ? 'other' : undefined;
}

function readPlan(region: Region): Plan {
  // The generated text is what the library's own type describes.
  const metadata = new Metadata(JSON.parse(PHONE_METADATA) as MetadataJson);
  metadata.selectNumberingPlan(region);
  const reader = metadata as unknown as PlanReader; // see PlanReader
  const patternOf = (type: string): RegExp => whole(reader.type(type)?.pattern() ?? '(?!)');
  return {
    any: whole(reader.nationalNumberPattern()),
    mobile: patternOf('MOBILE'),
    landline: patternOf('FIXED_LINE'),
    others: OTHER_TYPES.map(patternOf),
  };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
