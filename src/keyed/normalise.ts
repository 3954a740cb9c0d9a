/** One spelling for all written forms of a value, so that one person has one token. */

import { checkCharacter, identityNumber } from '../mask/identity.ts';
import { extensionOf, foldText, phoneDigits } from '../mask/phone.ts';
import type { Kind } from '../types.ts';

/** The usual case, and nothing to read in it. */
const PLAIN_MOBILE = /^1[3-9]\d{9}$/;
const SPACE = /\s+/gu;
const DOTS = /[·•・‧∙⋅･●．.]/gu;
const PUNCTUATION = /[^\p{L}\p{N}]/gu;

/**
 * `138 0013 8000` and `+8613800138000` are one number; an identity number of 15 digits is that of 18; a plate has no dot, a card no
 * spaces, an e-mail address no capitals, an address no spaces. Of everything else width, case and outer space are disregarded.
 */
export function normalise(kind: Kind, text: string): string {
  if (kind === 'mobile' && PLAIN_MOBILE.test(text)) return text;
  switch (kind) {
    case 'mobile':
    case 'landline':
    case 'hotline': {
      const written = fromSpreadsheet(text);
      const own = phoneDigits(written);
      const extension = extensionOf(written);
      // 010-88889999 and +86 10 88889999 are one number.
      const plain = kind === 'landline' ? own.replace(/^0/, '') : own;
      return extension === '' ? plain : `${plain}-${extension}`;
    }
    case 'id-card':
      return normaliseIdentityNumber(text);
    case 'hk-id':
    case 'macau-id':
    case 'tw-id':
    case 'permit':
    case 'passport':
    case 'officer-card':
    case 'bank-card':
    case 'plate':
    case 'uscc':
    case 'phone-tail':
    case 'pickup-code':
    case 'door-code':
    case 'qq':
      return foldText(text).replace(PUNCTUATION, '').toUpperCase();
    case 'name':
      return foldText(text).replace(DOTS, '·').replace(SPACE, '').toLowerCase();
    case 'address':
      return foldText(text).replace(SPACE, '');
    case 'secret':
      return text;
    default:
      return foldText(text).trim().toLowerCase();
  }
}

/** 15902714683.0 and 1.5902714683E10: what a number becomes that passed through a spreadsheet. */
export function fromSpreadsheet(text: string): string {
  const [, first = '', rest = '', exponent = ''] = /^(\d)\.(\d+)[Ee]\+?(\d\d)$/.exec(text) ?? [];
  return first !== '' && Number(exponent) === rest.length ? first + rest : text.replace(/\.0$/, '');
}

/** The 15 digits of before 1999 are of people born in the last century; the check character follows from the rest. */
function normaliseIdentityNumber(text: string): string {
  const number = identityNumber(text);
  if (!/^\d{15}$/.test(number)) return number;
  const body = `${number.slice(0, 6)}19${number.slice(6)}`;
  return body + checkCharacter(body);
}
