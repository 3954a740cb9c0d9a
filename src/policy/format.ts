/** The shape of a policy: plain, versioned JSON. */

import type { StrategySpec, StrategyUse } from '../mask/strategies.ts';
import type { Kind, KnownKind } from '../types.ts';

export type PresetName =
  | 'log'
  | 'display'
  | 'waybill'
  | 'support'
  | 'analytics'
  | 'delivery'
  | 'court'
  | 'alipay-2020'
  | 'classic'
  | 'strict';

/**
 * How one kind is treated: `false` leaves it alone, `true` masks it as the extended policy would, a name such as `'tag'`
 * is short for `{ use: 'tag' }`. Without `use`, an object changes only the threshold.
 */
export type KindPolicy =
  | boolean
  | StrategySpec['use']
  | (string & {})
  | (StrategySpec & { readonly threshold?: number })
  | { readonly use?: string & {}; readonly threshold?: number };

/**
 * `scan` looks for everything, as without a rule; `keep` shows the field as it is; `drop` takes it out; `treat-as` masks
 * the whole value as one of that kind.
 */
export type FieldAction = 'scan' | 'keep' | 'drop' | { readonly 'treat-as': Kind };

/** What a policy says of a tenant or an audience: how kinds are masked and what is done with fields, not what is found. */
export interface PolicyView {
  readonly kinds?: { readonly [K in KnownKind | 'denied' | '*']?: StrategyUse } & Readonly<Record<string, StrategyUse>>;
  readonly fields?: Readonly<Record<string, FieldAction>>;
  readonly defaults?: Omit<NonNullable<Policy['defaults']>, 'threshold'>;
}

/** A policy as JSON. What it does not say is as in the preset it extends, `log` unless it names another. */
export interface Policy {
  /** For editors: `node_modules/tuomin/dist/policy.schema.json`. */
  readonly $schema?: string;
  readonly name?: string;
  /** The version of this format: 1. */
  readonly version: number;
  readonly extends?: PresetName | (string & {});
  /** `'*'` stands for every kind not named here, except for the values of the caller's own `deny` list. */
  readonly kinds?: { readonly [K in KnownKind | 'denied' | '*']?: KindPolicy } & Readonly<Record<string, KindPolicy>>;
  /**
   * What is done with the fields of records, by path: `{ "orders[*].receiver.*": "drop", "**.remark": "scan",
   * "memo": { "treat-as": "name" }, "**.sku": "keep" }`. The last rule that matches a field holds.
   */
  readonly fields?: Readonly<Record<string, FieldAction>>;
  readonly defaults?: {
    /** For kinds that set none; 0.5 when absent. */
    readonly threshold?: number;
    /** For `tag`. */
    readonly language?: 'zh' | 'en';
    /** For `partial` and `address`. */
    readonly char?: string;
  };
  /** By name, where they differ; chosen with `createRedactor({ tenant })`. */
  readonly tenants?: Readonly<Record<string, PolicyView>>;
  /** By name, who sees records masked for them; chosen with `redactFor(record, names)`. */
  readonly audiences?: Readonly<Record<string, PolicyView>>;
}

/** The name of a preset, or a policy of the caller's own. */
export type PolicyInput = PresetName | (string & {}) | Policy;
