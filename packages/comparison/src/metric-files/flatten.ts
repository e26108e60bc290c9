import { UserError } from "@airworthy/evidence";
import type { PassedOver, ScalarMetric } from "./metric-file.ts";
import { isObject } from "./plain-object.ts";
import { describe, isNumberInText, quoted, readNumber, scalarMetric } from "./scalar-metric.ts";

/** Deeper than any tool nests, and far from where a stack ends. */
const MAX_DEPTH = 100;

/** The leaves of nested objects. */
export interface Leaves {
  readonly metrics: readonly ScalarMetric[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * The numbers of nested objects, each under its keys joined by ".", as `dvc metrics show` names them. Where that tool
 * drops lists and nulls in silence, a null and a number in quotes are metrics with a problem here, since a number was
 * meant; lists, booleans, other texts and empty objects are named as passed over. Throws a UserError that names `file`.
 */
export function flattenMetrics(nested: Readonly<Record<string, unknown>>, file: string): Leaves {
  const metrics: ScalarMetric[] = [];
  const passedOver: PassedOver[] = [];

  function walk(object: Readonly<Record<string, unknown>>, prefix: string, depth: number): void {
    if (depth > MAX_DEPTH) throw new UserError(`${file}: ${quoted(prefix)} is nested deeper than ${MAX_DEPTH} levels`);
    for (const [key, value] of Object.entries(object)) {
      const name = depth === 0 ? key : `${prefix}.${key}`;
      if (isObject(value) && Object.keys(value).length > 0) walk(value, name, depth + 1);
      else if (isMeantAsNumber(value)) metrics.push(scalarMetric(name, readNumber(value)));
      else passedOver.push({ name, given: describe(value) });
    }
  }

  walk(nested, "", 0);
  return { metrics, passedOver };
}

function isMeantAsNumber(value: unknown): boolean {
  return typeof value === "number" || value === null || (typeof value === "string" && isNumberInText(value));
}
