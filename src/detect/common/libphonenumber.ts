/**
 * The only place that knows libphonenumber-js. It judges candidates that are already found and never finds any itself:
 * its finder is some 600 times slower than the scan and reads commas as extensions.
 */

import parsePhoneNumber, { type MetadataJson } from 'libphonenumber-js/core';
import { PHONE_METADATA } from '../../data/phone-metadata.gen.ts';

export type LineType = 'mobile' | 'landline' | 'other';

let metadata: MetadataJson | undefined;

/**
 * What kind of line an international number (`+85262345071`, digits only behind the plus) of the mainland, Hong Kong,
 * Macau or Taiwan is; undefined when the numbering plan has no such number.
 */
export function lineTypeOf(international: string): LineType | undefined {
  // The generated text is what the library's own type describes.
  metadata ??= JSON.parse(PHONE_METADATA) as MetadataJson;
  const number = parsePhoneNumber(international, { extract: false }, metadata);
  if (number === undefined || !number.isValid()) return undefined;
  const type = number.getType();
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return 'mobile';
  return type === 'FIXED_LINE' ? 'landline' : 'other';
}
