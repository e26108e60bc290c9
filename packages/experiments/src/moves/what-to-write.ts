import { UserError } from "@airworthy/evidence";
import { composeFlag } from "../flag/compose-flag.ts";
import type { FlagDefinition } from "../flag/flag-definition.ts";
import type { Experiment } from "../state/experiment.ts";
import { formatExperiments, parseExperiments } from "../state/experiments-file.ts";
import { isInPlace } from "./look.ts";
import type { Moved } from "./moved.ts";

/** What a move leaves to be written; null for what stays as it is. */
export interface ToWrite {
  /** The file of the experiments, whole: it is written first, so that whatever is served is on record. */
  readonly experiments: string | null;
  /** The experiment's flag. */
  readonly flag: FlagDefinition | null;
}

const NOTHING: ToWrite = { experiments: null, flag: null };

/** Moves that come through whatever somebody did to the flag: they expose nobody to more, or put the flag right. */
const ALWAYS: readonly Moved["move"][] = ["drop-arm", "stop", "start", "balance"];

/**
 * What is written after a move: nothing where it was refused or only looked. A start of what runs already puts the flag back as
 * recorded, and a stop of what was stopped takes away what an unfinished one left. Throws a UserError where the flag that is there was
 * edited by hand.
 */
export function whatToWrite(moved: Moved, experiments: readonly Experiment[], present: FlagDefinition | null): ToWrite {
  const { effect, move, before, after } = moved;
  if (effect === "refused" || effect === "looked") return NOTHING;
  if (before !== null && !ALWAYS.includes(move) && !isInPlace(before, present)) {
    throw new UserError(`the flag ${JSON.stringify(after.flag)} is not as the experiment ${after.name} has it`, {
      remedy: "Start the experiment again, which puts the flag back as recorded, or stop it.",
    });
  }
  return { experiments: effect === "moved" ? fileWith(after, experiments) : null, flag: flagAfter(moved, present) };
}

function fileWith(after: Experiment, experiments: readonly Experiment[]): string {
  const text = formatExperiments([...experiments.filter(({ name }) => name !== after.name), after]);
  // What is written can be read.
  parseExperiments(text, "the experiments");
  return text;
}

function flagAfter({ after, effect }: Moved, present: FlagDefinition | null): FlagDefinition | null {
  if (after.phase === "running") return isInPlace(after, present) ? null : composeFlag(after);
  // What others did to the flag since it stopped is theirs.
  const isLeft = effect === "moved" || isInPlace({ ...after, phase: "running" }, present);
  return after.phase === "stopped" && isLeft ? after.former : null;
}
