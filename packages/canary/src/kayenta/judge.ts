import { UserError } from "@airworthy/evidence";
import { type Classified, classifyValues } from "./classify.ts";
import type { KayentaConfig } from "./config.ts";
import type { MetricRule } from "./metric-rule.ts";
import type { MetricSetPair } from "./metric-set-pairs.ts";
import { type CanaryScore, scoreOf } from "./score.ts";
import { classOf, type ScoreClass, type Thresholds } from "./thresholds.ts";
import { prepareValues, type Summary, summaryOf } from "./values.ts";
import { type KayentaVerdict, verdictOfMetrics, type Witnessed } from "./verdict.ts";

/** A metric, as it was judged. */
export interface JudgedMetric extends Classified, Witnessed {
  readonly pair: MetricSetPair;
  readonly rule: MetricRule;
  readonly experiment: Summary;
  readonly control: Summary;
}

export interface KayentaJudgement extends CanaryScore, KayentaVerdict {
  readonly classification: ScoreClass;
  readonly thresholds: Thresholds;
  readonly weights: ReadonlyMap<string, number>;
  /** In the order of the pairs. */
  readonly metrics: readonly JudgedMetric[];
}

/**
 * Judges pairs of values as Kayenta's NetflixACAJudge-v1.0 does, of any order of the values: only where a metric is constant in
 * both versions Kayenta's own answer hangs on drawn noise, see `classifyValues`. `thresholds` are those of the config unless
 * the caller has its own. Throws a UserError where a pair belongs to no metric of the config, a metric has no pair, or no
 * thresholds are given.
 */
export function judgeKayenta(
  config: KayentaConfig,
  pairs: readonly MetricSetPair[],
  thresholds: Thresholds | null = config.classifier.scoreThresholds ?? null,
): KayentaJudgement {
  if (thresholds === null) {
    throw new UserError("no score thresholds were given; set classifier.scoreThresholds to pass and marginal scores");
  }
  const metrics = judgeAll(config, pairs);
  const weights = config.classifier.groupWeights;
  const scored = scoreOf(metrics, weights);
  const classification = classOf(scored.score, thresholds);
  return { ...scored, classification, thresholds, weights, metrics, ...verdictOfMetrics(metrics, weights, thresholds) };
}

function judgeAll(config: KayentaConfig, pairs: readonly MetricSetPair[]): JudgedMetric[] {
  const byName = new Map(config.metrics.map((metric) => [metric.name, metric]));
  const paired = new Set(pairs.map(({ name }) => name));
  const unpaired = [...byName.keys()].filter((name) => !paired.has(name));
  const unknown = [...paired].filter((name) => !byName.has(name));
  if (unpaired.length + unknown.length > 0) {
    throw new UserError(
      `each metric of the config needs values, and each value a metric:${listed("without values", unpaired)}${listed("in no config", unknown)}`,
    );
  }
  return pairs.flatMap((pair) => {
    const metric = byName.get(pair.name);
    return metric === undefined ? [] : [judgeMetric(pair, metric.rule, metric.groups)];
  });
}

function judgeMetric(pair: MetricSetPair, rule: MetricRule, groups: readonly string[]): JudgedMetric {
  const { values } = pair;
  const experiment = prepareValues(values.experiment, rule);
  const control = prepareValues(values.control, rule);
  return {
    ...classifyValues([experiment, control], rule),
    pair,
    rule,
    groups,
    isMuted: rule.isMuted,
    isCritical: rule.isCritical,
    hasNumbers: [values.experiment, values.control].every((side) => side.some((value) => !Number.isNaN(value))),
    experiment: summaryOf(experiment),
    control: summaryOf(control),
  };
}

function listed(what: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `\n  ${what}: ${names.map((name) => JSON.stringify(name)).join(", ")}`;
}
