import { expect, test } from "vitest";
import { inferDirection } from "./infer-direction.ts";
import { inferUnit } from "./infer-unit.ts";

test.each([
  ["accuracy", "higher-is-better"],
  ["val_f1", "higher-is-better"],
  ["rougeL", "higher-is-better"],
  ["roc.auc", "higher-is-better"],
  ["passRate", "higher-is-better"],
  ["test/r2", "higher-is-better"],
  ["latency_p95_ms", "lower-is-better"],
  ["modelSizeBytes", "lower-is-better"],
  ["failure rate", "lower-is-better"],
  ["peak-memory", "lower-is-better"],
  ["cost_per_second", "lower-is-better"],
  ["requests_per_second", null],
  ["throughput_per_second", "higher-is-better"],
  // Of several words the last is meant.
  ["reward_error", "lower-is-better"],
  ["bytes_saved", "higher-is-better"],
  ["accuracy_drop", "lower-is-better"],
  // A score says nothing where another word says more.
  ["judge_score", "higher-is-better"],
  ["brier_score", "lower-is-better"],
  ["toxicity score", "lower-is-better"],
  // scikit-learn's scorers are turned round by "neg".
  ["neg_log_loss", "higher-is-better"],
  ["neg_brier_score", "higher-is-better"],
  ["negative_log_likelihood", "lower-is-better"],
  ["negative_examples_accuracy", "higher-is-better"],
  // Whole words alone are known.
  ["inaccuracy", null],
  ["costume", null],
  ["constructor", null],
  ["", null],
  ["42", null],
])("the direction of %j", (name, expected) => {
  expect(inferDirection(name)).toBe(expected);
});

test.each([
  ["latency_ms", "milliseconds"],
  ["wallSeconds", "seconds"],
  ["model.size.bytes", "bytes"],
  ["cost_usd", "dollars"],
  ["usd_per_request", "dollars"],
  ["price-eur", "euros"],
  ["error_count", "count"],
  // A rate may be in percent, of which nothing is known.
  ["error_rate", null],
  ["ms_model", null],
  ["constructor", null],
])("the unit of %j", (name, expected) => {
  expect(inferUnit(name)).toBe(expected);
});
