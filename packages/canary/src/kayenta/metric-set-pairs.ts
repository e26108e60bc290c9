import { checkShape } from "@airworthy/evidence";
import type { Series } from "@airworthy/signals";
import * as v from "valibot";
import type { Failure } from "../judge/look.ts";
import { type KayentaConfig, kayentaConfigSchema, parseJson } from "./config.ts";
import { mapOf } from "./map-of.ts";
import { thresholdsSchema } from "./thresholds.ts";

const MOST_PAIRS = 10_000;
const MOST_CHARACTERS = 2_000;

/** Kayenta writes what JSON has no number for as words; null is a value that is missing. */
const valueSchema = v.pipe(
  v.nullable(v.union([v.number(), v.picklist(["NaN", "Infinity", "-Infinity"])])),
  v.transform((value) => (value === null ? Number.NaN : Number(value))),
);

const pairSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(MOST_CHARACTERS)),
  id: v.pipe(v.string(), v.maxLength(MOST_CHARACTERS)),
  tags: v.nullish(mapOf(v.pipe(v.string(), v.maxLength(MOST_CHARACTERS))), {}),
  values: v.object({ experiment: v.array(valueSchema), control: v.array(valueSchema) }),
});

/** One metric of both versions: `experiment` is the candidate, `control` the baseline. NaN stands for what is missing. */
export type MetricSetPair = v.InferOutput<typeof pairSchema>;

const requestSchema = v.object({
  canaryConfig: kayentaConfigSchema,
  scoreThresholds: thresholdsSchema,
  metricSetPairList: v.pipe(v.array(pairSchema), v.maxLength(MOST_PAIRS)),
});

export type JudgeRequest = v.InferOutput<typeof requestSchema>;

/** What Kayenta asks a remote judge, from its JSON text. Throws a UserError that names every wrong field. */
export function parseJudgeRequest(text: string): JudgeRequest {
  const what = "the request of a judgement";
  return checkShape<JudgeRequest>(requestSchema, parseJson(text, what), what);
}

/**
 * A pair for each metric of the config, in its order. One whose series is missing or could not be read has no values, so that
 * nothing passes for not having been asked.
 */
export function metricSetPairsOf(
  series: ReadonlyMap<string, Series | Failure>,
  config: KayentaConfig,
): MetricSetPair[] {
  return config.metrics.map(({ name }) => {
    const found = series.get(name);
    const windows = found === undefined || "problem" in found ? [] : found.windows;
    return {
      name,
      id: name,
      tags: new Map(),
      values: {
        experiment: windows.map(({ candidate }) => candidate ?? Number.NaN),
        control: windows.map(({ baseline }) => baseline ?? Number.NaN),
      },
    };
  });
}
