import { UserError } from "@airworthy/evidence";
import type { Experiment, Phase } from "../state/experiment.ts";
import type { Move } from "./moved.ts";

const ALLOWED: Readonly<Record<Phase | "absent", readonly Move[]>> = {
  absent: ["balance", "start"],
  balanced: ["balance", "start", "status"],
  running: ["weigh", "add-arm", "drop-arm", "stop", "status"],
  stopped: ["balance", "start", "status"],
};

/** The experiment, if the move is one that its phase allows. Throws a UserError that names those that are. */
export function checkLegal(move: Move, name: string, experiment: Experiment | null): void {
  const phase = experiment?.phase ?? "absent";
  const allowed = ALLOWED[phase];
  // Started twice is started.
  if (allowed.includes(move) || (move === "start" && phase === "running")) return;
  const stands = phase === "absent" ? "was never started" : `is ${phase}`;
  throw new UserError(`the experiment ${name} ${stands}: it cannot ${move.replace("-", " ")}`, {
    remedy: `Allowed are: ${allowed.join(", ")}.`,
  });
}

/** The experiment of the name, if its phase allows the move. Throws a UserError as `checkLegal` does. */
export function experimentFor(move: Move, name: string, experiments: readonly Experiment[]): Experiment {
  const experiment = experiments.find((one) => one.name === name) ?? null;
  // Stopped twice is stopped.
  if (move !== "stop" || experiment?.phase !== "stopped") checkLegal(move, name, experiment);
  if (experiment === null) throw new RangeError(`no move but a first one is of nothing; ${move} was given`);
  return experiment;
}
