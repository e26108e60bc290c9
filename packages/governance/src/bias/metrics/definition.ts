import type { Direction, Unit } from "@airworthy/report";
import type { Gate } from "../../audit/gate.ts";
import type { Sums } from "../samples/sums.ts";
import type { GroupValue } from "../values/group-value.ts";

/** What a metric reads: predicted classes, scores, numbers, or orders of items. */
export const FAMILIES = ["classes", "scores", "numbers", "rankings"] as const;

export type Family = (typeof FAMILIES)[number];

/** `class`: one class alone against the rest, or `macro`, the mean over classes; without it the worst of them. `agg` and `alpha` as fairlearn and AIF360 have them. */
export const PARAMETERS = ["class", "agg", "alpha"] as const;

export type Parameter = (typeof PARAMETERS)[number];

/** A metric that can be asked for by name. */
export interface BiasDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line for the documentation: what it is, and whose definition. */
  readonly summary: string;
  readonly family: Family;
  /** Of each group, of the groups of an attribute, or of everyone at once. */
  readonly scope: "group" | "attribute" | "everyone";
  readonly parameters: readonly Parameter[];
  readonly unit: Unit;
  readonly better: Direction;
  readonly range: readonly [number, number];
  /** Of a metric of each group, whether it rests on the reference group too. */
  readonly isToReference: boolean;
  /** Of several classes, which one's value stands for all. */
  readonly worst: "largest" | "smallest";
  /**
   * Of an extreme over groups: how chance alone makes groups differ that are alike, by something added or as a quotient. Null of
   * what chance moves either way.
   */
  readonly chance: "adds" | "divides" | null;
  /** What it rests on. */
  readonly values: readonly GroupValue[];
  /** What a reader must know. */
  readonly caveat: string | null;
  /** The limits where a gate names none. */
  readonly limits: Gate["limits"];
  /** Throws a UserError for a parameter's value. */
  prepare(context: MetricContext): MetricFunction;
}

export interface MetricContext {
  readonly groups: number;
  readonly reference: number;
  /** Of a metric of each group, which. */
  readonly group: number;
  /** By name, such as alpha to "1". */
  readonly parameters: ReadonlyMap<string, string>;
  /** Where given, every group's value is taken relative to the one here: its difference, or of a ratio its quotient. */
  readonly centre: Sums | null;
}

/** NaN where it is not defined. The view tells the class. */
export type MetricFunction = (sums: Sums, view: number) => number;

/** What a definition mostly has. */
export const USUAL = {
  aliases: [],
  scope: "attribute",
  parameters: [],
  unit: "number",
  better: "lower",
  worst: "largest",
  isToReference: false,
  chance: null,
  caveat: null,
  limits: [],
} as const satisfies Partial<BiasDefinition>;
