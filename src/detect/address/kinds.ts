/**
 * Ranks of element kinds, from large to small: their places in ELEMENT_KINDS. Numbers, so that the grammar can compare
 * them; a test keeps them in step.
 */

export const PROV = 1;
export const DISTRICT = 3;
export const DEVZONE = 4;
export const TOWN = 5;
export const COMMUNITY = 6;
export const GROUP = 7;
export const ROAD = 8;
export const ROADNO = 9;
export const POI = 10;
export const SUBPOI = 11;
export const HOUSENO = 12;
export const CELLNO = 13;
export const FLOORNO = 14;
export const ROOMNO = 15;
export const PICKUP = 16;
export const ASSIST = 17;
export const REDUNDANT = 18;
