import type { ComparisonSettings } from "@airworthy/comparison";
import type { Inputs } from "./inputs.ts";

export function settingsOf(inputs: Inputs): ComparisonSettings {
  const { alpha, margin, resamples, "min-rows": minRows, interval, correction, seed } = inputs;
  return { alpha, margin, resamples, minRows, interval, correction, seed };
}
