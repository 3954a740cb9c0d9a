/** The parts of an address, from large to small, after the annotation guide of neural-chinese-address-parsing (Li et al., NAACL 2019). */
export const ELEMENT_KINDS = [
  'country',
  'prov',
  'city',
  'district',
  'devzone',
  'town',
  'community',
  'group',
  'road',
  'roadno',
  'poi',
  'subpoi',
  'houseno',
  'cellno',
  'floorno',
  'roomno',
  'pickup',
  'assist',
  'redundant',
] as const;

export type ElementKind = (typeof ELEMENT_KINDS)[number];
