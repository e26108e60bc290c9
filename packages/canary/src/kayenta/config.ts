import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { mapOf } from "./map-of.ts";
import { metricRuleSchema } from "./metric-rule.ts";
import { querySchema } from "./query-config.ts";
import { thresholdsSchema } from "./thresholds.ts";

/** As Kayenta names it, and as it calls a judge that it asks over HTTP. */
const JUDGES = ["NetflixACAJudge-v1.0", "RemoteJudge-v1.0"] as const;

const MOST_METRICS = 1_000;
const MOST_CHARACTERS = 500;
/** What adding up decimals may be off by. */
const ROUNDING = 1e-9;

const name = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CHARACTERS));
const weight = v.pipe(v.number(), v.minValue(0, "must be from 0 to 100"), v.maxValue(100, "must be from 0 to 100"));

const metricSchema = v.pipe(
  v.object({
    name,
    query: querySchema,
    /** Without one a metric would count for nothing. */
    groups: v.pipe(
      v.array(name),
      v.minLength(1, "must name a group"),
      v.check((groups) => isDistinct(groups), "must not name one twice"),
    ),
    analysisConfigurations: v.nullish(v.object({ canary: v.nullish(metricRuleSchema, {}) }), {}),
  }),
  v.transform(({ analysisConfigurations, ...metric }) => ({ ...metric, rule: analysisConfigurations.canary })),
);

const entriesSchema = v.object({
  name: v.nullish(name),
  judge: v.nullish(v.object({ name: v.nullish(v.picklist(JUDGES)) })),
  metrics: v.pipe(
    v.array(metricSchema),
    v.minLength(1, "must have a metric"),
    v.maxLength(MOST_METRICS),
    v.check((metrics) => isDistinct(metrics.map((metric) => metric.name)), "must not have two metrics of one name"),
  ),
  templates: v.nullish(mapOf(v.string()), {}),
  classifier: v.object({
    groupWeights: v.nullish(
      v.pipe(
        mapOf(weight),
        v.check((weights) => total(weights) <= 100 + ROUNDING, "must add up to at most 100"),
      ),
      {},
    ),
    scoreThresholds: v.nullish(thresholdsSchema),
  }),
});

export type KayentaConfig = v.InferOutput<typeof entriesSchema>;

/**
 * A Kayenta canary config. Fields that the judge does not read are left alone, as Kayenta does; what it reads is checked, also
 * where Kayenta takes a mistake for a default or judges by a score that can never pass.
 */
export const kayentaConfigSchema = v.pipe(
  entriesSchema,
  v.check(canReachHundred, "must have weights that add up to 100 over the groups that its metrics are in"),
);

export type KayentaMetric = KayentaConfig["metrics"][number];

/** A canary config from its JSON text; `file` names it in errors. Throws a UserError that names every wrong field. */
export function parseKayentaConfig(text: string, file: string): KayentaConfig {
  return checkShape<KayentaConfig>(kayentaConfigSchema, parseJson(text, file), `the Kayenta canary config ${file}`);
}

/** JSON text as `unknown`. Throws a UserError that names `what` where it is none. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "it is not readable";
    throw new UserError(`${what} is not JSON: ${reason}`);
  }
}

/** Groups without a weight share what is left of 100; a weight of a group that no metric is in is lost. */
function canReachHundred({ metrics, classifier }: KayentaConfig): boolean {
  const { groupWeights } = classifier;
  const groups = new Set(metrics.flatMap((metric) => metric.groups));
  const lost = [...groupWeights].reduce((sum, [group, share]) => (groups.has(group) ? sum : sum + share), 0);
  const isShared = [...groups].some((group) => !groupWeights.has(group));
  return lost <= ROUNDING && (isShared || Math.abs(total(groupWeights) - 100) <= ROUNDING);
}

function total(weights: ReadonlyMap<string, number>): number {
  return [...weights.values()].reduce((sum, share) => sum + share, 0);
}

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
