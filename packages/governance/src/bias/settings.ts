import type { Table } from "@airworthy/tables";
import type { GateLine } from "../audit/gate.ts";
import type { Attribute } from "./attribute.ts";

/** What the model does: one class of two that matters, one of several, any of several, a number, or an order of items. */
export const BIAS_TASKS = ["classification", "multi-class", "multi-label", "regression", "ranking"] as const;

export type BiasTask = (typeof BIAS_TASKS)[number];

export interface BiasSettings {
  readonly attributes: readonly Attribute[];
  /** Those of metrics, or of `metric(attribute)`; where empty, the task's usual ones. */
  readonly gates: readonly GateLine[];
  readonly task: BiasTask;
  /** The class that counts as positive, of a classification. */
  readonly positive: string | null;
  /** The fewest rows that a figure may rest on where its gate does not say. */
  readonly minimum: number;
  /** A group of fewer rows is not told of; 1 tells of all. */
  readonly suppressBelow: number;
  /** Of every interval, such as 0.95. */
  readonly level: number;
  readonly resamples: number;
  readonly seed: number;
  /** By attribute, the group that others are compared with ("M", "M & old"); else the largest. */
  readonly references: ReadonlyMap<string, string>;
  /** A column of whatever makes rows alike, such as a person; it is resampled whole. */
  readonly cluster: string | null;
  /** Of a ranking: how many places count as shown. */
  readonly top: number;
}

export interface BiasRequest {
  /** Rows in the same order; what the columns of `sharedColumns` hold is the same in both. */
  readonly tables: { readonly candidate: Table; readonly baseline: Table | null };
  readonly settings: BiasSettings;
}
