import type { CueSet, Scan } from './scan/scan.ts';
import type { Surroundings } from './scan/surroundings.ts';
import type { ElementKind } from './text/elements.ts';

export type { CueSet, Scan } from './scan/scan.ts';

/** Half-open range of UTF-16 code units in the caller's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The kinds tuomin knows, spelled as users write them in a policy. */
export type KnownKind =
  | 'mobile'
  | 'phone-tail'
  | 'landline'
  | 'hotline'
  | 'id-card'
  | 'hk-id'
  | 'macau-id'
  | 'tw-id'
  | 'permit'
  | 'passport'
  | 'officer-card'
  | 'bank-card'
  | 'plate'
  | 'email'
  | 'uscc'
  | 'wechat'
  | 'qq'
  | 'birth-date'
  | 'geo'
  | 'pickup-code'
  | 'door-code'
  | 'username'
  | 'secret'
  | 'name'
  | 'address';

/** A kind of personal information: one of ours, or one of the caller's own detectors. */
export type Kind = KnownKind | (string & {});

/** One part of an address finding, such as the road or the room. */
export interface Element extends Span {
  readonly kind: ElementKind;
}

/** What a text holds: where and what, never the value itself. */
export interface Finding extends Span {
  readonly kind: Kind;
  /** Between 0 and 1: how sure we are. */
  readonly score: number;
  /** The parts of an address, in order; absent for other kinds. */
  readonly elements?: readonly Element[];
}

/** A named, weighted reason for or against a candidate. Weights are log-odds and add up. */
export interface Evidence {
  readonly code: string;
  readonly weight: number;
}

/** What became of a candidate; `sealed` is one that holds a token of ours. */
export type Outcome = 'found' | 'below-threshold' | 'inside-another' | 'merged' | 'allowed' | 'sealed';

/** A candidate with the reasons behind it, as `explain` returns it. */
export interface Explanation extends Finding {
  readonly evidence: readonly Evidence[];
  readonly outcome: Outcome;
}

/**
 * Where a detector puts its candidates. `because` and `element` speak of the candidate added last.
 * Candidates of detectors that ran before can be read back, which is how a name sees the phone beside it.
 */
export interface Report {
  /** Opens a candidate; `prior` is the log-odds before any evidence. */
  add(kind: Kind, start: number, end: number, prior: number): void;
  because(code: string, weight: number): void;
  element(kind: ElementKind, start: number, end: number): void;
  readonly count: number;
  kindOf(index: number): Kind;
  startOf(index: number): number;
  endOf(index: number): number;
  scoreOf(index: number): number;
}

/**
 * Finds candidates of one or more kinds. Detectors are plain objects that know nothing of each other.
 *
 * `find` is called only when the scan saw one of the things in `wakes`.
 */
export interface Detector {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Longest finding plus the furthest context read, to either side, in units. */
  readonly reach: number;
  /** Words (and record keys) the scan shall look for. */
  readonly cues: readonly CueSet[];
  /** What makes the detector worth calling. */
  readonly wakes: {
    /** A run of at least this many digits; 0 wakes on every text. */
    readonly digits?: number;
    /** The fewest units a number takes, separators included; 6 when absent. Where nobody asks for words, the scan strides by it. */
    readonly span?: number;
    /** Of runs with no other digits near, only those of certain sizes and first digits. Groups wake by `digits` alone. */
    readonly alone?: (size: number, first: number) => boolean;
    /** Of the runs [start, end) that `alone` lets pass, those worth a call; only digits stand in them. */
    readonly fits?: (text: Surroundings, start: number, end: number) => boolean;
    /** Any hit of one of these sets. */
    readonly cues?: readonly CueSet[];
    /** One of these characters occurs. Several lists need no joining, which bundlers would keep in programs without us. */
    readonly units?: string | readonly string[];
    /** A detector that runs before has reported a candidate. */
    readonly candidates?: boolean;
  };
  /** Called when a redactor is made: throws a TuominError when something the detector needs is missing or damaged. */
  readonly prepare?: () => void;
  /** Adds unit-to-unit foldings, such as traditional to simplified characters, before the first scan. */
  readonly fold?: (table: Uint16Array) => void;
  /** For who finds addresses: masks one by its parts. Without it the strategy `address` hides addresses whole. */
  readonly maskAddress?: AddressMask;
  find(scan: Scan, report: Report): void;
}

/** A value about to be masked. `elements` are relative to `text`. */
export interface Value {
  readonly kind: Kind;
  readonly text: string;
  readonly elements: readonly Element[];
  /** Between 0 and 1: how sure we are of the kind. Absent where the caller's own rule for the field says it. */
  readonly score?: number | undefined;
  /** The value as its text spells it, escapes included; absent when that is `text`. */
  readonly source?: string | undefined;
  /** The text that holds the value. */
  readonly within?: string | undefined;
  /** A number of JSON: what is shown in its place becomes a string. */
  readonly isNumber?: boolean | undefined;
  /** The text is a field of a record, and not a text of its own: JSON around it is no part of `source`. */
  readonly isField?: boolean | undefined;
}

/** Turns a value into what may be shown in its place. */
export type Strategy = (value: Value) => string;

/** How much of an address the strategy `address` shows. */
export interface AddressOptions {
  /** The smallest part to show, with everything larger before it; `district` when absent. */
  readonly keep?: 'province' | 'city' | 'district' | 'town' | 'road';
  /** Instead of `keep`: hide from the road on, or only unit, floor and room. */
  readonly hide?: 'from-road' | 'unit-room';
  /** The mask character; `*` when absent. */
  readonly char?: string;
}

/** Masks the value of a kind by its structure; whoever finds the parts of addresses brings the mask for them. */
export type AddressMask = (value: Value, options: AddressOptions) => string;

/**
 * The keys of tokens and pseudonyms, made by `createKeyRing` of `tuomin/keyed`. It shows the names of its keys and nothing
 * of the keys themselves.
 */
export interface KeyRing {
  /** The name of the key that makes new tokens. */
  readonly active: string;
  readonly names: readonly string[];
}
