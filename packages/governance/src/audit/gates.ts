import { nearest, UserError } from "@airworthy/evidence";
import type { Gate, GateLine } from "./gate.ts";

/** The gates of an audit, by metric; it is noted which were asked for. */
export interface Gates {
  /** The line that names the metric, else the usual one, else none: then the metric only informs. */
  readonly gateOf: (metric: string) => Gate;
  /** Whether a line names the metric, so that nothing usual counts. */
  readonly isGiven: (metric: string) => boolean;
  /** Throws a UserError for a line that nobody asked for: a limit that is never looked at is none. */
  checkAsked(): void;
}

export function createGates(lines: readonly GateLine[], usual: readonly GateLine[], minimum: number): Gates {
  const gates = new Map([...usual, ...lines].map(({ metric, gate }) => [metric, gate]));
  const asked = new Set<string>();
  return {
    gateOf(metric) {
      asked.add(metric);
      return gates.get(metric) ?? { limits: [], minimum, critical: false };
    },
    isGiven: (metric) => lines.some((line) => line.metric === metric),
    checkAsked() {
      const stray = lines.find(({ metric }) => !asked.has(metric));
      if (stray !== undefined) throw notMeasured(stray.metric, [...asked]);
    },
  };
}

function notMeasured(metric: string, measured: readonly string[]): UserError {
  const near = nearest(metric, measured);
  return new UserError(`the gate of ${JSON.stringify(metric.slice(0, 100))}: no such metric was measured`, {
    remedy: near === undefined ? `Measured were: ${measured.join(", ")}.` : `Did you mean ${near}?`,
  });
}
