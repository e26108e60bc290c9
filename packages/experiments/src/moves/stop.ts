import type { Experiment } from "../state/experiment.ts";
import { type Moved, moveThrough } from "./moved.ts";

/** Ends an experiment: everybody gets what the flag gives without it. It needs nothing, and twice is once. */
export function stop(experiment: Experiment, now: string): Moved {
  if (experiment.phase === "stopped") return moveThrough("stop", { before: experiment, after: experiment }, []);
  const stopped = { phase: "stopped", stoppedOn: now, revision: experiment.revision + 1 } as const;
  return moveThrough("stop", { before: experiment, after: { ...experiment, ...stopped } }, []);
}
