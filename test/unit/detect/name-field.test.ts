import { expect, it } from 'vitest';
import { CARD, NEIGHBOUR, OTHER_KIND, PHONE, PLACE } from '../../../src/detect/name/field.ts';

it('NEIGHBOUR is the sum it is written out as', () => {
  expect(NEIGHBOUR).toBe(PHONE | CARD | PLACE | OTHER_KIND);
});
