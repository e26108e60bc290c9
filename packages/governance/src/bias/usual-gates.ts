import type { Gate, GateLine } from "../audit/gate.ts";
import type { BiasSettings, BiasTask } from "./settings.ts";

/**
 * Two points: what a reader would call a change, and what some thousands of rows can prove. How large a gap may be at all is for
 * the user to say.
 */
const MAX_WORSENING: Gate["limits"][number] = { rule: "max-worsening", limit: 0.02 };

const METRICS: Readonly<Record<BiasTask, readonly string[]>> = {
  classification: ["demographic-parity-difference", "equalized-odds-difference"],
  "multi-class": ["accuracy-difference"],
  "multi-label": ["accuracy-difference"],
  regression: ["mae-ratio"],
  ranking: ["exposure-ratio"],
};

/** The gates of a task where the user sets none: no gap between groups may widen. */
export function usualGates({ task, minimum }: BiasSettings): GateLine[] {
  return METRICS[task].map((metric) => ({ metric, gate: { limits: [MAX_WORSENING], minimum, critical: false } }));
}
