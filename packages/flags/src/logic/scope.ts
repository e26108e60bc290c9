import type { Fractional } from "../fractional.ts";
import { fail, type Plain } from "./values.ts";

/** What the steps of one flag share, while its rule is compiled and while it is evaluated. */
export interface Scope {
  /** Rules that others refer to by `$ref`. */
  readonly evaluators: ReadonlyMap<string, unknown>;
  readonly fractional: Fractional;
  /** What rules read as `$flagd`: `flagKey` and `timestamp`. */
  readonly flagd: { readonly flagKey: string };
  /** How deep in the rule its compilation is. */
  levels: number;
  /** Parts of a rule that may still be compiled, then steps that are left to an evaluation. */
  left: number;
  context: Plain;
  /**
   * The data that a condition on items reads before the item, the outermost first: flagd's server fills in whatever they answer
   * before it looks at an item.
   */
  before: readonly unknown[];
}

/** A compiled part of a rule. `data` is what `var` reads: the context, or an item of a list. */
export type Step = (data: unknown) => unknown;

/** An operator: of its argument as it is written it makes a step. */
export type Form = (argument: unknown, scope: Scope) => Step;

/** Counts work. No compilation and no evaluation takes more than its budget, however often `$ref` fans out and lists are nested. */
export function spend(scope: Scope, steps: number): void {
  scope.left -= steps;
  if (scope.left < 0) fail("too large");
}
