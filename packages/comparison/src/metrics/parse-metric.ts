import { nearest, UserError } from "@airworthy/evidence";
import type { Metric, MetricContext, MetricDefinition } from "./metric.ts";
import { type MetricCall, readMetricCall } from "./metric-call.ts";
import { DEFINITIONS } from "./registry.ts";

const BY_NAME: ReadonlyMap<string, MetricDefinition> = new Map(
  DEFINITIONS.flatMap((definition) =>
    [definition.name, ...definition.aliases].map((name) => [name, definition] as const),
  ),
);

/**
 * The metric that is asked for as `accuracy` or `f-beta(beta=2,class=spam)`: in any case, with "_" or "-", by its name or
 * another that it goes by; `ndcg@10` is short for `ndcg(k=10)`. Values that hold a space, a comma, a colon, brackets or quotes
 * stand in quotes, with a quote in them doubled. The metric's id read again gives the same metric. Throws a UserError that offers
 * the nearest name for an unknown metric or parameter, and for a parameter that is missing, given twice or out of range.
 */
export function parseMetric(text: string, context: MetricContext): Metric {
  const call = readMetricCall(text);
  const definition = definitionOf(call);
  const stray = [...call.parameters.keys()].find((name) => !definition.parameters.includes(name));
  if (stray !== undefined) throw unknownParameter(stray, definition);
  try {
    return definition.create(call.parameters, context);
  } catch (error) {
    throw error instanceof UserError ? placed(error, definition) : error;
  }
}

function definitionOf({ name, isAtPlaces }: MetricCall): MetricDefinition {
  const ranked = isAtPlaces ? BY_NAME.get(`${name}-at`) : undefined;
  const definition = ranked ?? BY_NAME.get(name);
  if (definition !== undefined) return definition;
  const near = nearest(name, BY_NAME.keys());
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new UserError(`${JSON.stringify(name.slice(0, 80))} is no metric${hint}`, {
    remedy: `Metrics are ${DEFINITIONS.map((known) => known.name).join(", ")}. Of a column of yours, ask for mean(column=…).`,
  });
}

function unknownParameter(name: string, { name: metric, parameters }: MetricDefinition): UserError {
  const near = nearest(name, parameters);
  return new UserError(
    `${metric} has no parameter ${JSON.stringify(name.slice(0, 80))}${near === undefined ? "" : `; did you mean ${near}?`}`,
    { remedy: parameters.length === 0 ? `${metric} takes none.` : `It takes ${parameters.join(", ")}.` },
  );
}

function placed(error: UserError, { name }: MetricDefinition): UserError {
  if (error.message.startsWith(name)) return error;
  return new UserError(`${name}: ${error.message}`, error.remedy === undefined ? {} : { remedy: error.remedy });
}
