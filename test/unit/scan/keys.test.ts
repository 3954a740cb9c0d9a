import { describe, expect, it } from 'vitest';
import type { CueSet } from '../../../src/scan/cues.ts';
import { createKeyTable, type KeyMatch, matchKey } from '../../../src/scan/keys.ts';

const PHONE: CueSet = { name: 'phone', keys: '~mobile ~tel sj receiver_phone' };
const ID: CueSet = { name: 'id', keys: '~id-card id' };
const sets = [PHONE, ID];
const table = createKeyTable(sets);

/** The keys that match before the last unit of `text`, each as set, and the part of the text. */
function matches(text: string): string[] {
  const units = Uint16Array.from([...text, '\0'], (unit) => unit.charCodeAt(0));
  const found: KeyMatch[] = [];
  const count = matchKey(table, units, text.length - 1, found);
  return found
    .slice(0, count)
    .map(({ start, end, entry }) => `${sets[table.sets[entry] ?? 9]?.name} ${text.slice(start, end)}`);
}

describe('matchKey', () => {
  it.each([
    ['mobile=', 'phone mobile'],
    ['MOBILE:', 'phone MOBILE'],
    ['Mobile>', 'phone Mobile'],
    ['"mobile":', 'phone mobile'],
    ['"mobile" :', 'phone mobile'],
    ["'mobile':", 'phone mobile'],
    ['\\"mobile\\":', 'phone mobile'],
    ['a.b[mobile]=', 'phone mobile'],
    ['m_o-b.ile=', 'phone m_o-b.ile'],
    ['x,tel=', 'phone tel'],
    ['电话tel=', 'phone tel'],
    ['-sj=', 'phone sj'],
    ['\n-sj:', 'phone sj'],
    ['x --sj=', 'phone sj'],
    ['_id=', 'id id'],
  ])('finds the whole key in %s', (text, expected) => expect(matches(text)).toEqual([expected]));

  it.each([
    ['buyerMobile=', 'phone Mobile'],
    ['buyer_mobile=', 'phone mobile'],
    ['buyer-mobile=', 'phone mobile'],
    ['buyer.mobile=', 'phone mobile'],
    ['BUYER_MOBILE=', 'phone MOBILE'],
    ['user.idCard=', 'id idCard'],
    ['user_id_card=', 'id id_card'],
    ['USER_ID_CARD:', 'id ID_CARD'],
    ['receiverPhone=', 'phone receiverPhone'],
    ['receiver_phone=', 'phone receiver_phone'],
    ['RECEIVER_PHONE=', 'phone RECEIVER_PHONE'],
    ['sj=', 'phone sj'],
    ['id:', 'id id'],
  ])('finds the tail of %s', (text, expected) => expect(matches(text)).toContain(expected));

  it.each([
    ['automobile=', 'a word that ends the same'],
    ['hotel=', 'a word that ends the same'],
    ['mobiles=', 'a longer word'],
    ['userId:', 'a tail of a key that has to stand alone'],
    ['x-sj=', 'a tail of a key that has to stand alone'],
    ['x--sj=', 'a tail of a key that has to stand alone'],
    ['---sj=', 'a rule'],
    ['xsj=', 'a tail of a key that has to stand alone'],
    ['=', 'nothing'],
    [' =', 'a blank'],
    ['电话=', 'Han'],
    ['mobile       =', 'too much between'],
    ['_=', 'a joint'],
    ['mobile_=', 'a joint at the end'],
  ])('passes %s: %s', (text) => expect(matches(text)).toEqual([]));

  it('looks no further back than the longest key', () => {
    expect(matches(`${'a'.repeat(1e5)}=`)).toEqual([]);
    expect(matches(`${'a_'.repeat(1e5)}mobile=`)).toEqual(['phone mobile']);
  });

  it('has an empty table for no keys', () => {
    const none = createKeyTable([{ name: 'none', words: '电话' }]);
    expect(matchKey(none, Uint16Array.from([97, 98, 61, 0]), 2, [])).toBe(0);
  });
});
